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
from signdesk.domains.signing.rules.structure.names import SURNAMES, find_named
from signdesk.domains.signing.rules.structure.normal import squeezed
from signdesk.domains.signing.rules.structure.other_premises import find_other_premises
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

_LET = (
    "厂房|商铺|店铺|店面|门面|车位|仓库|写字楼|摊位|柜台|档口|公寓|车库|铺位"
    "|果园|鱼塘|茶园|林地|大棚|养殖场|食堂|酒店|广告位|展位"
)
"""What is let, sold or given to be worked with."""
_THINGS = rf"{_LET}|房屋|土地|工程|设备|货物|项目"
_THING = Wording(
    rf"(?:收回|腾空|腾退|交还|腾出|搬离|迁出|退出|撤出)(?:该|本|其|上述|所租)?(?P<given>{_LET})(?=[,，。；;、的并]|交|后|$)"
    rf"|[将把][^,，。；;]{{0,8}}?(?P<moved>{_LET})[^,，。；;]{{0,6}}(?:交还|退还|返还|归还|腾空|腾退|收回|移交)"
    rf"|(?P<thing>(?:租赁|该|出租|所购|标的)?(?:{_THINGS}))所在地",
    holds=("所在地", "收回", "腾", "交还", "搬离", "迁出", "退出", "撤出", "退还", "返还", "归还", "移交"),
)
_MEAN_IT_TOO = {
    "房屋": "房|室|住宅|公寓", "土地": "土地|地块|宗地|亩", "厂房": "厂|车间", "仓库": "仓|库房",
    "商铺": "铺|店|门面", "店铺": "铺|店|门面", "店面": "铺|店|门面", "门面": "铺|店|门面",
    "铺位": "铺|摊|档|柜", "摊位": "摊|铺位|档口|柜台", "档口": "档|摊|铺", "柜台": "柜|摊|铺位",
    "公寓": "公寓|住宅|房屋", "车库": "车库|车位", "租赁": "租",
}  # fmt: skip
"""A thing, and the words that mean it too."""
_NAMED_KIND = Wording(
    r"本(?P<kind>租赁|买卖|借款|装修|居间|服务|劳务|转让|承包|抵押|赠与|运输|保管|承揽|合伙|认购|供货)(?:合同|协议)",
    holds=[f"本{begins}" for begins in "租买借装居服劳转承抵赠运保合认供"],
)
_COURTESY = Wording(rf"(?P<name>(?P<surname>[{SURNAMES}])[一-鿿]{{0,2}}?(?:先生|女士|小姐))(?!们)", holds="士姐生")
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
        found += [*_named(contract, spoken, names), *_people(body, spoken, names), *_courtesy(body, spoken)]
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
        return self._whole.count(words) > 1


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
    """仓库所在地, 收回摊位 in a contract that speaks of no such thing elsewhere."""
    for block, match in body.find(_THING):
        group = match.lastgroup or "thing"
        for word in re.findall(f"租赁|出租|{_THINGS}", match[group]):
            here = 1 if group != "thing" else spoken.of(rf"{word}\S{{0,4}}所在地")
            if spoken.of(_MEAN_IT_TOO.get(word, word)) <= here:
                yield "thing", block, match.string, *match.span(group)
                break


def _kinds(body: Body, spoken: _Spoken) -> Iterator[_Found]:
    title = "".join(text for _block, text in body[:3])
    for block, match in body.find(_NAMED_KIND):
        if match["kind"] not in title and not spoken.twice(match["kind"]):
            yield "contract", block, match.string, match.start(), match.end()


def _named(contract: Contract, spoken: _Spoken, names: set[str]) -> Iterator[_Found]:
    """王建国应于…前, 交还临江宏发矿业有限公司: whoever takes part here and is named nowhere else."""
    for each in find_named(contract):
        name, text = squeezed(each.name), contract.texts[each.place.block]
        a_party = any(one in name or (each.kind == "person" and name in one) for one in names)
        if not (a_party or spoken.twice(each.name)):
            yield each.kind, contract.model.block(each.place.block), text, each.place.start, each.place.end


def _people(body: Body, spoken: _Spoken, names: set[str]) -> Iterator[_Found]:
    for block, match in body.find(_IN_BRACKETS):
        name = match["name"]
        if not (name in names or _NO_PERSON.search(name) or spoken.twice(name) or any(name in each for each in names)):
            yield "person", block, match.string, match.start("name"), match.end("name")


def _courtesy(body: Body, spoken: _Spoken) -> Iterator[_Found]:
    """就李先生的…: somebody of whose name nobody is."""
    for block, match in body.find(_COURTESY):
        known = rf"[:、,，\s]{match['surname']}[一-鿿]{{1,2}}(?=[\s,，、;；。()]|$)"
        if not spoken.twice(match["name"]) and not spoken.of(known):
            yield "person", block, match.string, *match.span("name")
