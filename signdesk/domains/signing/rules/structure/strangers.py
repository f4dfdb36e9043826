"""Words that belong to another contract: a role of another kind of business, the place of a thing this contract does
not speak of, a company or a person who is no party and yet has duties, the name of another kind of contract. Each is
told only where nothing else in the text speaks of the same matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import squeezed
from signdesk.domains.signing.rules.structure.other_premises import find_other_premises
from signdesk.domains.signing.rules.structure.subjects import acts
from signdesk.domains.signing.rules.structure.wording import Wording

Kind = Literal["role", "thing", "company", "person", "contract", "place", "elsewhere"]

_ROLE_OF = Wording(
    r"出租[方人]|承租[方人]|次承租[方人]|出卖[方人]|买受[方人]|卖方|买方|出借[方人]|借款[方人]|发包[方人]|承包[方人]|托运[方人]|承运[方人]"
    r"|出质人|质权人|赠与人|受赠人",
    holds="租卖买借包运质赠",
)
_ROOTS = (
    ("出租|承租", "租"), ("卖|买", "卖|买|售|购"), ("出借|借款", "借|贷"), ("发包|承包", "发包|承包|分包"),
    ("托运|承运", "运"), ("质", "质押|出质|质权"), ("赠", "赠"),
)  # fmt: skip
"""A role, and what a contract speaks of somewhere if it has to do with such business."""

_THING = Wording(
    r"(?P<thing>(?:租赁|该|出租|所购|标的)?(?:房屋|厂房|商铺|店铺|车位|仓库|土地|写字楼|工程|设备|货物|项目))所在地",
    holds="所",
)
_MEAN_IT_TOO = {
    "房屋": "房|室|住宅|公寓", "土地": "土地|地块|宗地|亩", "商铺": "铺", "店铺": "铺|店", "厂房": "厂", "仓库": "仓",
    "租赁": "租",
}  # fmt: skip
"""A thing, and the words that mean it too."""
_NAMED_KIND = Wording(
    r"本(?P<kind>租赁|买卖|借款|装修|居间|服务|劳务|转让|承包|抵押|赠与|运输|保管|承揽|合伙|认购|供货)(?:合同|协议)",
    holds="本",
)
_COMPANY = Wording(
    r"[一-鿿()]{4,24}?(?:有限责任公司|股份有限公司|有限公司|(?<=[省市区县])[一-鿿]{2,8}公司)", holds="司"
)
_INTERESTS = re.compile(r"的?(?:合法|正当)*(?:权益|利益)")
_OWNS_OR_DOES = re.compile(
    r"(?:承租|承包|承揽|购买|出售|出租|受让|转让|委托|聘请|聘用|接到|收到|应于|指定收款|指定的?账户|的?(?:厂区|指定账户|员工|经营场所|营业场所|办公场所))"
)
"""Behind a company that has a part of its own in the deal."""
_LEADS = (
    re.compile(
        r"^.*(?:因|由|向|对|经(?![纪营贸济])|维护|保护|代表|通知|告知|委托|同意|将|给|交付|交还|归还|移交|返还|退还|赔偿|支付)(?=[一-鿿]{4})"
    ),
    re.compile(r"^.*(?:与|和|及|在|为|至)(?=[一-鿿]{4})"),
)
"""What a sentence says before a company's name; the second stand within names as well (家和物业)."""
_TO_WHOM = re.compile(r"(?:通知|告知|赔偿|返还|退还|交还|归还|移交|支付给|交付给|退还给|返还给|经)$")
_OF_SERVICE = re.compile(
    r"物业|供电|电力|电网|供水|水务|自来水|燃气|热力|银行|保险|评估|检测|监理|测绘|公证|鉴定|担保|装[饰修]|设计|施工|快递|通信|电信"
)
"""Companies that serve everybody and may be named once."""
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗高林郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖贾韦邹熊孟秦阎薛侯雷"
    "龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
)
_ACTING_PERSON = Wording(
    rf"(?=[{_SURNAMES}])(?:^|(?<=[,，。；;、:.)\s])|(?<=[市区县镇乡村]))(?P<name>[{_SURNAMES}][一-鿿]{{1,2}}?)"
    r"(?=应(?:当|于|在|按|将|向|予|遵守|支付|负责|配合|承担|提前|如实|及时)"
    r"|须|不得|有权|离职|承担|保证|逾期|同意将|如[需要]|若[需要]|需(?:提前|向|在|于|要)|擅自|拒绝|仍需|继续使用|继续承租"
    r"|租期|租赁期|租住|入住|退房|退租|搬[离走出])",
    holds=_SURNAMES,
)
_SURNAMES_OF_THREE = _SURNAMES + "石邱戴夏傅樊鲍翟俞"
"""Surnames that begin other words too, but none of three characters that is told or bears anything."""
_OF_TWO = "(?![一-鿿]?[款项费]|[一-鿿][金方人者件物单书商家])[一-鿿]{2}"
"""The given name behind such a surname, and no word for money, papers or people."""
_TOLD_PERSON = Wording(
    rf"(?:通知|告知|催告|退还给?|返还给?|交还给?|支付给|交付给)(?P<name>[{_SURNAMES_OF_THREE}]{_OF_TWO})(?=[,，。；;、])"
    rf"|由(?P<bears>[{_SURNAMES_OF_THREE}]{_OF_TWO})(?=承担|负责|支付|负担|办理)"
    rf"|经(?P<asked>[{_SURNAMES_OF_THREE}]{_OF_TWO})(?=书面同意|同意|许可)",
    holds="通告还给经由",
)
_NO_NAME = re.compile(
    r".[款项期限额费率价金式法案料品店方会事务权利果件书单据员工章程序内外下上中前后日月年天时段间次度量面积房屋地产路线口头部位置等均也还再]"
    r"|[高常任万余何许严康武龙史雷叶周程路钟施].?|(?:任何|常住|曾经|施工|许可|高层|程序).|(?:张贴|陈述|陈列|梁板|梁柱|董事).?|田间|曾经?|范围|顾客|林地|毛坯|谢绝|钱款"
)
"""Words of two or three characters that begin like a surname and are none."""
_COURTESY = Wording(rf"(?P<name>(?P<surname>[{_SURNAMES}])[一-鿿]{{0,2}}?(?:先生|女士|小姐))(?!们)", holds="士姐生")
_IN_BRACKETS = Wording(r"[甲乙丙]方\((?P<name>[一-鿿]{2,3})\)(?!\s*:)", holds="甲乙丙")
_NO_PERSON = re.compile(
    r"[方人章字名权]$|签|盖|公司|业主|房|个人|单位|以下|简称|本人|双方|三方|代理|法定|物业|工作|统称|合称|共同|开发|中介|负责|委托|自然|法人|如有|适用"
)


@dataclass(frozen=True, slots=True)
class Stranger:
    """`words` at `place` come from elsewhere."""

    kind: Kind
    words: str
    place: Place
    others: tuple[Place, ...] = ()


def find_strangers(contract: Contract, known: frozenset[str]) -> Iterator[Stranger]:
    """All of them, in the terms; `known` are the parties' names."""
    body, spoken = contract.body, _Spoken(contract.text)
    names = {squeezed(name) for name in known}
    for each in find_other_premises(contract):
        yield Stranger("place" if each.estate else "elsewhere", each.words, each.place, (each.meant,))
    found = [*_roles(body, spoken), *_things(body, spoken), *_kinds(body, spoken)]
    if names:
        found += [*_companies(body, spoken, names), *_people(body, spoken, names)]
        found += _acting_people(body, spoken)
    for kind, block, text, start, end in found:
        if not contract.zones.in_attachments(block.number):
            yield Stranger(kind, text[start:end], Place(block.number, start, end))


_Found = tuple[Kind, Block, str, int, int]


class _Spoken:
    """How often the whole contract speaks of something; each is counted once."""

    def __init__(self, whole: str) -> None:
        self._whole = whole
        self._counts: dict[str, int] = {}

    def of(self, pattern: str) -> int:
        """How often this pattern stands in the contract."""
        if pattern not in self._counts:
            self._counts[pattern] = len(re.findall(pattern, self._whole))
        return self._counts[pattern]

    def twice(self, words: str) -> bool:
        """Whether these very words stand in more than one place."""
        return self.of(re.escape(words)) > 1


def _roles(body: Body, spoken: _Spoken) -> Iterator[_Found]:
    strange: dict[str, bool] = {}
    for block, match in body.find(_ROLE_OF):
        role = match[0]
        if role not in strange:
            root = next((words for pattern, words in _ROOTS if re.search(pattern, role)), "")
            strange[role] = root != "" and spoken.of(root) == len(re.findall(root, role))
        if strange[role]:
            yield "role", block, match.string, match.start(), match.end()


def _things(body: Body, spoken: _Spoken) -> Iterator[_Found]:
    for block, match in body.find(_THING):
        words = re.findall(r"租赁|出租|房屋|厂房|商铺|店铺|车位|仓库|土地|写字楼|工程|设备|货物|项目", match["thing"])
        if any(spoken.of(_MEAN_IT_TOO.get(word, word)) <= spoken.of(word + r"\S{0,4}所在地") for word in words):
            yield "thing", block, match.string, match.start("thing"), match.end("thing")


def _kinds(body: Body, spoken: _Spoken) -> Iterator[_Found]:
    title = "".join(text for _block, text in body[:3])
    for block, match in body.find(_NAMED_KIND):
        if match["kind"] not in title and not spoken.twice(match["kind"]):
            yield "contract", block, match.string, match.start(), match.end()


def _companies(body: Body, spoken: _Spoken, names: set[str]) -> Iterator[_Found]:
    for block, match in body.find(_COMPANY):
        text, lead = match.string, next((found for each in _LEADS if (found := each.match(match[0]))), None)
        start = match.start() + (lead.end() if lead else 0)
        name = text[start : match.end()]
        if squeezed(name) in names or any(each in squeezed(name) for each in names) or spoken.twice(name):
            continue
        own = _OWNS_OR_DOES.match(text, match.end()) or (lead and _INTERESTS.match(text, match.end()))
        meant = _TO_WHOM.search(text[:start]) and not _OF_SERVICE.search(name)
        if acts(text, start, match.end()) or own or meant:
            yield "company", block, text, start, match.end()


def _people(body: Body, spoken: _Spoken, names: set[str]) -> Iterator[_Found]:
    for block, match in body.find(_IN_BRACKETS):
        name = match["name"]
        if not (name in names or _NO_PERSON.search(name) or spoken.twice(name) or any(name in each for each in names)):
            yield "person", block, match.string, match.start("name"), match.end("name")


def _acting_people(body: Body, spoken: _Spoken) -> Iterator[_Found]:
    """王建国应于…前, 就李先生的…: somebody who has duties here and is named nowhere else."""
    for block, match in (*body.find(_ACTING_PERSON), *body.find(_TOLD_PERSON)):
        group = match.lastgroup or "name"
        if not spoken.twice(match[group]) and not _NO_NAME.fullmatch(match[group]):
            yield "person", block, match.string, *match.span(group)
    for block, match in body.find(_COURTESY):
        known = rf"[:、,，\s]{match['surname']}[一-鿿]{{1,2}}(?=[\s,，、;；。()]|$)"
        if not spoken.twice(match["name"]) and not spoken.of(known):
            yield "person", block, match.string, *match.span("name")
