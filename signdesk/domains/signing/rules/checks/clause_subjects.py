"""What clauses are about, as data: in how many ways each subject is really said, what merely stands next to it, and the
law that names it. Shipped in `resources/review/clauses.json`, known by the titles clauses have in the business types; a
centre's own types use them by the same titles. Nothing here judges a contract."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache

from signdesk.core.resources import path
from signdesk.domains.signing.rules.structure.contract import Contract

HEAD = 12
"""Blocks in which a contract says what it is about."""
LONGEST_TITLE = 40
"""Characters of a line that may be the title."""

_TITLES = (
    ("lease", re.compile(r"租赁|租房|出租|承租|租用"), re.compile(r"房|铺|楼|室|库|公寓|住宅|店|门面|摊位|车位|场地")),
    ("goods", re.compile(r"买卖|购销|采购|供货|销售"), re.compile(r"货|产品|商品|设备|材料|规格|数量")),
)
"""A kind of contract by the words of its title and of its first lines."""
_AN_AGREEMENT = re.compile(r"合同|协议|契约")
_OTHER = re.compile(
    r"融资|设备租|车辆租|汽车租|机械租|土地|柜台|代理|委托|中介|居间|经纪|房屋?买卖|商品房|房产|二手房|认购|补充|转让|解除|终止"
)


@dataclass(frozen=True)
class Subject:
    """One subject. `ways` are words by which it is said, beside those a business type asks for; `near` are words of
    what covers it only by half; `law` names where it is asked for, "" if nowhere; `kinds` are the kinds of contracts of
    which the law says so even where nobody told which business it is."""

    title: str
    ways: tuple[str, ...]
    near: tuple[str, ...] = ()
    law: str = ""
    kinds: tuple[str, ...] = ()


@cache
def shipped_subjects() -> dict[str, Subject]:
    """The subjects that come with the program, by their titles."""
    content = json.loads(path("review", "clauses.json").read_text(encoding="utf-8"))
    return {
        entry["title"]: Subject(
            entry["title"], tuple(entry["ways"]), tuple(entry["near"]), entry["law"], tuple(entry["kinds"])
        )
        for entry in content
    }


def kind_by_its_title(contract: Contract) -> str:
    """What kind of contract this is as its title says; "" where it does not, or says more than one thing."""
    head = [text for _block, text in contract.body[:HEAD]]
    for title in (re.sub(r"\s", "", text) for text in head):
        if len(title) <= LONGEST_TITLE and _AN_AGREEMENT.search(title) and not _OTHER.search(title):
            about = "".join(head)
            return next((kind for kind, named, of in _TITLES if named.search(title) and of.search(about)), "")
    return ""
