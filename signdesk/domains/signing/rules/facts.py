"""What is known of a case before its contract is read: parties, amount, instalments, dates. The contract is held
against it. Comes from the case's record or from a CASE.json file on the command line; every field is optional."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.money import Money


@dataclass(frozen=True)
class PartyFacts:
    """One party. `id_type` is a value of `signdesk.core.identity.IdKind`."""

    role: str = ""
    name: str = ""
    id_type: str = ""
    id_number: str = ""
    phone: str = ""
    account: str = ""


@dataclass(frozen=True)
class InstalmentFacts:
    """A part of the price and when it is due."""

    amount: Money
    due: date | None = None


@dataclass(frozen=True)
class CaseFacts:
    """A case as the checks need it."""

    contract_no: str = ""
    business_type: str = ""
    parties: tuple[PartyFacts, ...] = ()
    amount: Money | None = None
    instalments: tuple[InstalmentFacts, ...] = ()
    signing_date: date | None = None
    attachments: tuple[str, ...] = ()
    copies: int | None = None


_PARTY_FIELDS = ("role", "name", "id_type", "id_number", "phone", "account")
_FIELDS = (
    "contract_no", "business_type", "parties", "amount", "instalments", "signing_date", "attachments", "copies"
)  # fmt: skip


def read_facts(text: str) -> CaseFacts:
    """Read CASE.json. Raises UserError naming the field that is wrong, also for fields that do not exist."""
    try:
        content = json.loads(text)
    except ValueError as problem:
        raise UserError(_("The case file is not valid JSON: {problem}.").format(problem=problem)) from None
    if not isinstance(content, dict):
        raise UserError(_("The case file must hold one JSON object."))
    for name in content:
        if name not in _FIELDS:
            raise UserError(_("The case file has an unknown field “{name}”.").format(name=name))
    parties = tuple(_party(entry, index) for index, entry in enumerate(_list(content, "parties"), 1))
    instalments = tuple(_instalment(entry) for entry in _list(content, "instalments"))
    copies = content.get("copies")
    if copies is not None and (not isinstance(copies, int) or isinstance(copies, bool) or copies < 1):
        raise _wrong("copies")
    attachments = _list(content, "attachments")
    if not all(isinstance(entry, str) for entry in attachments):
        raise _wrong("attachments")
    return CaseFacts(
        contract_no=_text(content, "contract_no"),
        business_type=_text(content, "business_type"),
        parties=parties,
        amount=_money(content, "amount"),
        instalments=instalments,
        signing_date=_date(content, "signing_date"),
        attachments=tuple(str(entry) for entry in attachments),
        copies=copies,
    )


def _wrong(name: str) -> UserError:
    return UserError(_("The field “{name}” of the case file has a wrong value.").format(name=name), field=name)


def _list(content: dict[str, object], name: str) -> list[object]:
    value = content.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise _wrong(name)
    return value


def _text(content: dict[str, object], name: str) -> str:
    value = content.get(name)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise _wrong(name)
    return value.strip()


def _money(content: dict[str, object], name: str) -> Money | None:
    value = content.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _wrong(name)
    try:
        return Money.parse(str(value))
    except UserError:
        raise _wrong(name) from None


def _date(content: dict[str, object], name: str) -> date | None:
    value = content.get(name)
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _wrong(name) from None


def _party(entry: object, index: int) -> PartyFacts:
    if not isinstance(entry, dict):
        raise _wrong(f"parties[{index}]")
    for name in entry:
        if name not in _PARTY_FIELDS:
            raise UserError(_("The case file has an unknown field “{name}”.").format(name=f"parties[{index}].{name}"))
    return PartyFacts(**{name: _text(entry, name) for name in _PARTY_FIELDS})


def _instalment(entry: object) -> InstalmentFacts:
    if not isinstance(entry, dict):
        raise _wrong("instalments")
    amount = _money(entry, "amount")
    if amount is None:
        raise _wrong("instalments.amount")
    return InstalmentFacts(amount, _date(entry, "due"))
