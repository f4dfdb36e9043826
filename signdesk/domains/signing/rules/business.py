"""Business types as data: what a kind of deal needs, from papers to seals. Four are shipped in
`resources/templates/business_types.json`; a centre's own are rows in its database with the same content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.money import Money
from signdesk.core.resources import path


@dataclass(frozen=True)
class Paper:
    """A document a customer brings: whose (a role, or "" for each party) and in what form."""

    name: str
    role: str = ""
    original: bool = True
    copies: int = 1
    required: bool = True


@dataclass(frozen=True)
class Clause:
    """A clause the contract must have; `words` are what its text is recognised by (any of them); `key` ones are
    explained and acknowledged one by one at the signing."""

    title: str
    words: tuple[str, ...]
    key: bool = False


@dataclass(frozen=True)
class ManualItem:
    """Something only a person can check, signed off by name."""

    id: str
    text: str


@dataclass(frozen=True)
class SealPlan:
    """What is signed and sealed on each copy."""

    signature: bool = True
    seal_for_organisations: bool = True
    cross_page_seal: bool = True
    date: bool = True


@dataclass(frozen=True)
class ReleasePath:
    """Who releases a contract: so many reviewers, one after the other and none twice; from an amount of `manager_from`
    on, or when the amount is not known, the centre's manager as well (None: never)."""

    reviewers: int = 1
    manager_from: Money | None = None


@dataclass(frozen=True)
class BusinessType:
    """One kind of deal. `retention` is a code of the archive (Y, D30, D10); `code` is stable. With `fixed_text` a
    contract keeps to the words of its template."""

    code: str
    name: str
    roles: tuple[str, ...]
    papers: tuple[Paper, ...]
    clauses: tuple[Clause, ...]
    manual_items: tuple[ManualItem, ...]
    copies: int
    seal_plan: SealPlan
    retention: str
    room_equipment: tuple[str, ...]
    room_seats: int
    template: str
    amount_label: str
    release: ReleasePath = ReleasePath()
    fixed_text: bool = False

    def to_json(self) -> str:
        """For storing."""
        return json.dumps(asdict(self), ensure_ascii=False)


def from_content(content: dict[str, object]) -> BusinessType:
    """A business type from its stored content. Raises KeyError or TypeError if it is something else."""
    plain = dict(content)
    plain["roles"] = tuple(content["roles"])  # type: ignore[arg-type]  # JSON: a list of strings
    plain["papers"] = tuple(Paper(**entry) for entry in content["papers"])  # type: ignore[attr-defined]
    plain["clauses"] = tuple(
        Clause(entry["title"], tuple(entry["words"]), entry.get("key", False))
        for entry in content["clauses"]  # type: ignore[attr-defined]  # JSON: a list of objects
    )
    plain["manual_items"] = tuple(ManualItem(**entry) for entry in content["manual_items"])  # type: ignore[attr-defined]
    plain["seal_plan"] = SealPlan(**content["seal_plan"])  # type: ignore[arg-type]  # JSON: an object
    plain["room_equipment"] = tuple(content["room_equipment"])  # type: ignore[arg-type]  # JSON: a list of strings
    plain["release"] = _release_path(content.get("release", {}))  # type: ignore[arg-type]  # JSON: an object
    return BusinessType(**plain)  # type: ignore[arg-type]  # checked by the dataclasses' fields


def _release_path(content: Mapping[str, Any]) -> ReleasePath:
    amount = content.get("manager_from")
    return ReleasePath(content.get("reviewers", 1), Money(amount["fen"]) if amount else None)


def shipped_types() -> tuple[BusinessType, ...]:
    """The four business types that come with the program."""
    content = json.loads(path("templates", "business_types.json").read_text(encoding="utf-8"))
    return tuple(from_content(entry) for entry in content)


def shipped_type(name: str) -> BusinessType:
    """The shipped type with this name or code. Raises UserError naming those there are."""
    types = shipped_types()
    for business in types:
        if name.strip() in (business.name, business.code):
            return business
    names = _(", ").join(business.name for business in types)
    raise UserError(_("There is no business type “{name}”. There are: {names}.").format(name=name, names=names))
