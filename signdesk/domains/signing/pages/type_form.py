"""What the page of business types asks, and how it becomes a business type: lists are typed one entry to a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from signdesk.core.i18n import _
from signdesk.domains.signing import service
from signdesk.domains.signing.rules import type_lines
from signdesk.domains.signing.rules.business import BusinessType, ReleasePath, SealPlan
from signdesk.domains.signing.service import TypeInfo
from signdesk.ui.fields import ChoiceField, Field, MoneyField, NotesField, NumberField, TextField, TickField

_PAPER_EXAMPLE = "甲方：不动产权证书（原件，复印件 1 份，如有）"
_CLAUSE_EXAMPLE = "★租金及支付方式：租金/支付"
_SEALS = ("signature", "seal_for_organisations", "cross_page_seal", "date")


def type_fields(*, new: bool) -> Sequence[Field]:
    """The fields of a business type; its code is given once."""
    code = TextField(
        "code", _("Code"), required=True, hint=_("small letters, for example car_sale; stays for good"), max_length=40
    )
    return (
        TextField("name", _("Business type"), required=True, max_length=40),
        *((code,) if new else ()),
        TextField("roles", _("Roles"), required=True, hint="甲方、乙方", max_length=120),
        TextField("amount_label", _("What the amount is"), required=True, hint="租金总额", max_length=20),
        NumberField("copies", _("Copies"), required=True, least=1, most=20, default=3),
        NotesField("papers", _("Papers of the customers"), hint=_PAPER_EXAMPLE, lines=8, max_length=6000),
        NotesField("clauses", _("Clauses the contract must have"), hint=_CLAUSE_EXAMPLE, lines=12, max_length=6000),
        TickField("fixed_text", _("Contracts keep the template's words")),
        NotesField("manual_items", _("Checked by a person"), lines=5, max_length=6000),
        NumberField("reviewers", _("Reviewers who release"), required=True, least=1, most=2, default=1),
        MoneyField("manager_from", _("The manager too, from an amount of"), hint=_("Empty: never. 0: always")),
        TickField("signature", _("Signature on each copy"), default=True),
        TickField("seal_for_organisations", _("Seal of organisations on each copy"), default=True),
        TickField("cross_page_seal", _("Cross-page seal on each copy")),
        TickField("date", _("Date on each copy"), default=True),
        ChoiceField(
            "retention", _("Retention period"), required=True, default="D30",
            options=[(code, _(words)) for code, words in service.RETENTIONS.items()],
        ),
        NumberField("room_seats", _("Seats in the room"), required=True, least=1, most=100, default=4),
        TextField("room_equipment", _("Equipment in the room"), hint="打印机、高拍仪", max_length=200),
    )  # fmt: skip


def values_of(info: TypeInfo) -> dict[str, Any]:
    """The values of the form for a business type."""
    business = info.business
    return {
        "name": business.name,
        "code": business.code,
        "roles": "、".join(business.roles),
        "amount_label": business.amount_label,
        "copies": business.copies,
        "papers": type_lines.paper_lines(business.papers),
        "clauses": type_lines.clause_lines(business.clauses),
        "fixed_text": business.fixed_text,
        "manual_items": type_lines.item_lines(business.manual_items),
        "reviewers": business.release.reviewers,
        "manager_from": business.release.manager_from,
        "retention": business.retention,
        "room_seats": business.room_seats,
        "room_equipment": "、".join(business.room_equipment),
        **{seal: getattr(business.seal_plan, seal) for seal in _SEALS},
    }


def business_of(values: Mapping[str, Any], before: TypeInfo | None) -> BusinessType:
    """The business type of these values; what the form does not ask stays as it was. UserError names the field."""
    roles = type_lines.parse_words(values["roles"])
    known = before.business if before else None
    return BusinessType(
        code=known.code if known else values["code"].strip(),
        name=values["name"].strip(),
        roles=roles,
        papers=type_lines.parse_papers(values["papers"] or "", roles),
        clauses=type_lines.parse_clauses(values["clauses"] or ""),
        manual_items=type_lines.parse_items(values["manual_items"] or "", known.manual_items if known else ()),
        copies=values["copies"],
        seal_plan=SealPlan(**{seal: bool(values[seal]) for seal in _SEALS}),
        retention=values["retention"],
        room_equipment=type_lines.parse_words(values["room_equipment"] or ""),
        room_seats=values["room_seats"],
        template=known.template if known else "",
        amount_label=values["amount_label"].strip(),
        release=ReleasePath(values["reviewers"], values["manager_from"]),
        fixed_text=bool(values["fixed_text"]),
    )
