"""The fields of contract templates: what kinds there are, which of them every case fills, how they are written down.
How they are read out of a template's text is `template_reading`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from signdesk.domains.signing.rules.business import BusinessType

FieldKind = Literal["text", "money", "date", "number", "list"]

FILTERS: Mapping[str, FieldKind] = {"金额": "money", "大写": "money", "日期": "date", "中文数字": "number"}
"""The ways of writing a value, and what kind of value each is for."""

PARTY_FIELDS = ("名称", "证件名称", "证件号码", "电话", "账号", "代理人")
CASE_FIELDS: Mapping[str, FieldKind] = {
    "合同编号": "text",
    "业务类型": "text",
    "金额": "money",
    "签约日期": "date",
    "份数": "number",
}
LISTS: Mapping[str, Mapping[str, FieldKind]] = {
    "付款": {"序号": "number", "金额": "money", "日期": "date"},
    "附件清单": {"序号": "number", "名称": "text"},
}


@dataclass(frozen=True)
class TemplateField:
    """A field a template names: "甲方.名称", "月租金", "付款". `of_case` ones are filled from the case; without an
    `optional` one the contract is still whole, because an `if` leaves its passage out."""

    name: str
    kind: FieldKind
    of_case: bool
    optional: bool


def vocabulary(business: BusinessType) -> dict[str, FieldKind]:
    """The fields every case of this business type can fill. The amount also goes by the name this business gives it."""
    known: dict[str, FieldKind] = {f"{role}.{name}": "text" for role in business.roles for name in PARTY_FIELDS}
    known |= CASE_FIELDS
    if business.amount_label:
        known[business.amount_label] = "money"
    return known | dict.fromkeys(LISTS, "list")


def to_json(fields: Sequence[TemplateField]) -> str:
    """For storing."""
    return json.dumps([asdict(field) for field in fields], ensure_ascii=False)


def from_json(text: str) -> tuple[TemplateField, ...]:
    """Fields as they were stored."""
    return tuple(TemplateField(**entry) for entry in json.loads(text))
