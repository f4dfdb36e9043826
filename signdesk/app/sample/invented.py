"""Invented people and companies with numbers that pass every check, from a seeded generator: the same sequence on
every PC."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

SEED = 20260101

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_COMPOUND_SURNAMES = ("欧阳", "上官", "司马", "诸葛", "夏侯", "令狐")
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文斌玲宇浩鑫晨思雨欣怡佳嘉子轩梓涵一诺博雅俊凯婷"
    "雪梅兰竹云海峰志远书瑶清妍睿泽楠悦宁安然"
)
RARE_NAMES = ("李㛃", "王𬭩", "陈䶮", "𠮷田和子")
"""Names with characters that many systems lose; 𬭩 and 𠮷 lie above U+FFFF."""

_REGIONS = (
    "110105",
    "310104",
    "310115",
    "320105",
    "330106",
    "350203",
    "370202",
    "420106",
    "440305",
    "510104",
    "610113",
)
_MOBILE = ("133", "135", "136", "138", "139", "150", "151", "158", "177", "186", "188", "189", "199")
_COMPANY_PLACES = ("上海", "杭州", "苏州", "南京", "宁波", "无锡")
_COMPANY_WORDS = (
    "启明",
    "恒信",
    "嘉禾",
    "云栖",
    "东篱",
    "海棠",
    "知行",
    "远山",
    "青禾",
    "澜庭",
    "栖霞",
    "和瑞",
    "锦程",
    "望舒",
)
_COMPANY_TRADES = ("置业", "房地产开发", "物业管理", "商业管理", "贸易", "信息科技", "建筑设计", "餐饮管理")

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True)
class InventedPerson:
    """A private person."""

    name: str
    id_number: str
    phone: str


@dataclass(frozen=True)
class InventedCompany:
    """An organisation and the person who acts for it."""

    name: str
    uscc: str
    agent: InventedPerson


def resident_id(chance: random.Random, today: date) -> str:
    """A resident identity number of an adult, with the right check character (GB 11643-1999)."""
    born = today - timedelta(days=chance.randint(20 * 366, 70 * 365))
    body = f"{chance.choice(_REGIONS)}{born:%Y%m%d}{chance.randint(1, 999):03}"
    remainder = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, body, strict=True)) % 11
    return body + "10X98765432"[remainder]


def uscc(chance: random.Random) -> str:
    """A unified social credit code of an enterprise, with the right check character (GB 32100-2015)."""
    organisation = "MA" + "".join(chance.choice(_USCC_ALPHABET) for _place in range(6))
    values = [int(c) if c.isdigit() else ord(c) - 55 for c in organisation]
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    check = (11 - sum(v * w for v, w in zip(values, weights, strict=True)) % 11) % 11
    body = f"91{chance.choice(_REGIONS)}{organisation}{'X' if check == 10 else check}"
    total = sum(_USCC_ALPHABET.index(c) * pow(3, place, 31) for place, c in enumerate(body))
    return body + _USCC_ALPHABET[(31 - total % 31) % 31]


def person(chance: random.Random, today: date, name: str | None = None) -> InventedPerson:
    """Somebody, with a given name if there is one."""
    if name is None:
        surname = chance.choice(_COMPOUND_SURNAMES) if chance.random() < 0.03 else chance.choice(_SURNAMES)
        name = surname + "".join(chance.choice(_GIVEN) for _character in range(chance.choice((1, 2, 2, 2))))
    phone = chance.choice(_MOBILE) + f"{chance.randint(0, 99_999_999):08}"
    return InventedPerson(name, resident_id(chance, today), phone)


def company(chance: random.Random, today: date) -> InventedCompany:
    """Some organisation."""
    name = f"{chance.choice(_COMPANY_PLACES)}{chance.choice(_COMPANY_WORDS)}{chance.choice(_COMPANY_TRADES)}有限公司"
    return InventedCompany(name, uscc(chance), person(chance, today))
