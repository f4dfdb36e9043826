"""The values a contract is drafted with: those the case has, those the drafter adds, each written as contracts write
it, and the list of what is missing. Filling the Word file is `signdesk.io.word_template`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from signdesk.core.identity import IdKind
from signdesk.core.money import Money, capitals
from signdesk.domains.signing.rules.business import BusinessType
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.templates.fields import LISTS, FieldKind, TemplateField

Value = str | Money | date | int
Leaf = dict[str, str] | None
"""A value in every way it may be written: "" plainly, else by a filter's name. None is missing."""
Values = dict[str, object]
"""What a template is filled with: leaves, the leaves of a party under its role, lists of leaves by name."""

_DOCUMENT_NAMES: Mapping[str, str] = {
    IdKind.RESIDENT_ID.value: "身份证号",
    IdKind.USCC.value: "统一社会信用代码",
    IdKind.PASSPORT.value: "护照号",
}
_ANY_DOCUMENT = "证件号码"


@dataclass(frozen=True)
class CaseSource:
    """What a case gives to its contract. `number` is the case's own, for a contract without one; `agents` stand in the
    order of the parties, "" for none."""

    facts: CaseFacts
    number: str
    agents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Need:
    """A field that the case leaves open. `ask` says who can fill it: the drafter in the form, or a change of the
    case."""

    field: TemplateField
    ask: Literal["drafter", "case"]


def case_values(source: CaseSource, business: BusinessType) -> dict[str, Value]:
    """The fields the case fills by their names, without the empty ones. Numbers stand in full."""
    facts = source.facts
    found: dict[str, Value | None] = {
        "合同编号": facts.contract_no or source.number,
        "业务类型": facts.business_type,
        "金额": facts.amount,
        business.amount_label: facts.amount,
        "签约日期": facts.signing_date,
        "份数": facts.copies,
    }
    for role in business.roles:
        found |= {f"{role}.{name}": value for name, value in _parties(role, source).items()}
    return {name: value for name, value in found.items() if name and value is not None and value != ""}


def needs(fields: Sequence[TemplateField], source: CaseSource, business: BusinessType) -> tuple[Need, ...]:
    """What the case does not have, in the template's order. Amount, days, copies, instalments, names and agents belong
    to the case itself, or the contract would say what the case does not; the rest the drafter may add."""
    known = case_values(source, business)
    lists = _lists(source.facts)
    return tuple(
        Need(field, "case" if _belongs_to_case(field) else "drafter")
        for field in fields
        if field.name not in known and not lists.get(field.name)
    )


def values(
    fields: Sequence[TemplateField],
    source: CaseSource,
    business: BusinessType,
    added: Mapping[str, Value],
) -> Values:
    """Every field of a template as it is to be written; what neither the case nor the drafter has is None."""
    known: dict[str, Value] = {**added, **case_values(source, business)}
    lists = _lists(source.facts)
    return _nested(
        {
            field.name: lists[field.name] if field.kind == "list" else _leaf(field.kind, known.get(field.name))
            for field in fields
        }
    )


def missing(
    fields: Sequence[TemplateField],
    source: CaseSource,
    business: BusinessType,
    added: Mapping[str, Value],
) -> tuple[str, ...]:
    """Names of the fields that leave a gap in the contract."""
    return tuple(
        need.field.name
        for need in needs(fields, source, business)
        if not need.field.optional and need.field.name not in added
    )


def example(fields: Sequence[TemplateField], *, gaps: bool = False) -> Values:
    """Invented values for every field, or only gaps, to try a template with."""
    samples: dict[FieldKind, Value] = {
        "text": "示例",
        "money": Money.yuan(10_000),
        "date": date(2026, 12, 1),
        "number": 3,
    }
    leaves = {kind: _leaf(kind, value) for kind, value in samples.items()}
    entries = {name: [{part: leaves[kind] for part, kind in parts.items()}] for name, parts in LISTS.items()}
    if gaps:
        leaves, entries = dict.fromkeys(leaves), {name: [] for name in entries}
    return _nested(
        {field.name: entries[field.name] if field.kind == "list" else leaves[field.kind] for field in fields}
    )


def chinese_date(day: date) -> str:
    """A day as contracts write it: 2026年12月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_number(number: int) -> str:
    """A whole number in words up to 9,999: 三, 十二, 一百零五. Beyond it stays in figures."""
    if not 0 <= number <= 9_999:
        return str(number)
    digits, words, zero = "零一二三四五六七八九", "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            words += ("零" if zero and words else "") + digits[digit] + unit
            zero = False
        else:
            zero = True
    words = words or "零"
    return words[1:] if words.startswith("一十") else words


def _nested(found: Mapping[str, object]) -> Values:
    """Names with a dot under their first half."""
    written: Values = {name: value for name, value in found.items() if "." not in name}
    owners = dict.fromkeys(name.partition(".")[0] for name in found if "." in name)
    for owner in owners:
        written[owner] = {
            name.partition(".")[2]: value for name, value in found.items() if name.startswith(f"{owner}.")
        }
    return written


def _parties(role: str, source: CaseSource) -> dict[str, Value]:
    """Who has this role; several are written one after the other."""
    here = [(party, place) for place, party in enumerate(source.facts.parties) if party.role == role]
    agents = [source.agents[place] for _party, place in here if place < len(source.agents)]
    names = [_DOCUMENT_NAMES.get(party.id_type, _ANY_DOCUMENT) for party, _place in here]
    found = {
        "名称": [party.name for party, _place in here],
        "证件名称": list(dict.fromkeys(names)) if len(set(names)) < 2 else [_ANY_DOCUMENT],
        "证件号码": [party.id_number for party, _place in here],
        "电话": [party.phone for party, _place in here],
        "账号": [party.account for party, _place in here],
        "代理人": agents,
    }
    return {name: "、".join(filter(None, written)) for name, written in found.items()}


def _lists(facts: CaseFacts) -> dict[str, list[dict[str, Leaf]]]:
    return {
        "付款": [
            {
                "序号": _leaf("number", place),
                "金额": _leaf("money", part.amount),
                "日期": _leaf("date", part.due),
            }
            for place, part in enumerate(facts.instalments, 1)
        ],
        "附件清单": [
            {"序号": _leaf("number", place), "名称": _leaf("text", name)}
            for place, name in enumerate(facts.attachments, 1)
        ],
    }


def _belongs_to_case(field: TemplateField) -> bool:
    return field.of_case and ("." not in field.name or field.name.endswith((".名称", ".代理人")))


def _leaf(kind: FieldKind, value: Value | None) -> Leaf:
    """A value in every way its kind may be written. Line breaks and control characters become spaces."""
    if value is None or value == "":
        return None
    if isinstance(value, Money):
        return {"": str(value), "金额": str(value), "大写": capitals(value)}
    if isinstance(value, date):
        return {"": chinese_date(value), "日期": chinese_date(value)}
    if kind == "number" and isinstance(value, int):
        return {"": str(value), "中文数字": chinese_number(value)}
    return {"": re.sub(r"[\x00-\x1f\x7f\u2028\u2029]+", " ", str(value)).strip()}
