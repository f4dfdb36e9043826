"""What an identity number says of its holder: day of birth and sex, held against what stands beside it, and whether the
holder was of age at the signing. Part of `party_number`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.core.identity import ResidentId, check_resident_id
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.parties import FoundNumber
from signdesk.domains.signing.rules.structure.wording import Wording

OF_AGE = 18
_SEX = Wording(
    r"性\s*别\s*(?:\([^()]*\))?\s*[:为]?\s*(?P<named>[男女])(?![一-鿿])"
    r"|(?<=[,，、;；( ])(?P<alone>[男女])(?=\s*[,，、;；) ])",
    holds="男女",
)
_BORN_BEHIND = re.compile(r"\s*(?:出生|生(?![效产]))")
_BORN_AHEAD = re.compile(r"出生(?:日期|年月日|年月|时间)?\s*(?:\([^()]*\))?\s*[:为于]?\s*$")
_REPRESENTED = Wording(r"监护人|法定代理人", holds=("监护", "法定代理"))
_NEAR, _NEAR_CELLS = 2, 8
"""Blocks away at which a detail may stand from the number it goes with, in text and in tables."""
_SEXES = {"男": "male", "女": "female"}
_WORDS = {"male": N_("a man"), "female": N_("a woman")}


@dataclass(frozen=True)
class _Holder:
    found: FoundNumber
    read: ResidentId

    @property
    def at(self) -> tuple[int, int]:
        """Where the number stands."""
        return self.found.place.block, self.found.place.start


def person_details(contract: Contract, facts: CaseFacts) -> Iterator[Finding]:
    """What does not go with the numbers, and numbers of people under age."""
    holders = sorted((each for each in map(_holder, contract.numbers) if each is not None), key=lambda each: each.at)
    if not holders:
        return
    for found in contract.dates:
        ahead, place = found.line[max(found.place.start - 24, 0) : found.place.start], found.place
        said = _BORN_AHEAD.search(ahead) or _BORN_BEHIND.match(found.line, place.end)
        label = contract.labels.get(place.block, "").startswith("出生")
        beside = _beside(contract, holders, place) if found.day and (said or label) else []
        if beside and all(holder.read.birth_date != found.day for holder in beside):
            message = _("Born on {here} as written here, on {there} by the identity number.")
            message = message.format(here=found.day, there=beside[0].read.birth_date)
            sides = ((_("here"), str(found.day)), (_("by the number"), str(beside[0].read.birth_date)))
            yield Finding("party_number", "error", message, place, (beside[0].found.place,), sides)
    for block, match in contract.body.find(_SEX):
        place = Place(block.number, *match.span("named" if match["named"] else "alone"))
        sex = _SEXES[match["named"] or match["alone"]]
        beside = _beside(contract, holders, place) if match["named"] else _in_line(contract, holders, place)
        if beside and all(holder.read.sex != sex for holder in beside):
            message = _("Here it is {here}, by the identity number {there}.")
            message = message.format(here=_(_WORDS[sex]), there=_(_WORDS[beside[0].read.sex]))
            yield Finding("party_number", "error", message, place, (beside[0].found.place,))
    yield from _under_age(contract, holders, facts)


def _under_age(contract: Contract, holders: list[_Holder], facts: CaseFacts) -> Iterator[Finding]:
    signed = [found.day for found in contract.dates if found.purpose == "signing" and found.day]
    day = max(signed, default=None) or facts.signing_date
    if day is None or contract.body.has(_REPRESENTED):
        return
    told: set[str] = set()
    for holder in holders:
        born, number = holder.read.birth_date, holder.read.number
        age = _years(born, day)
        if holder.found.roles and age < OF_AGE and number not in told:
            told.add(number)
            message = _(
                "By the identity number born on {born}, {age} years old at the signing: who is under eighteen needs the"
                " consent of a legal representative (Civil Code, articles 19 and 145)."
            )
            yield Finding("party_number", "warning", message.format(born=born, age=age), holder.found.place)


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _holder(found: FoundNumber) -> _Holder | None:
    try:
        return _Holder(found, check_resident_id(found.text)) if found.kind == "resident_id" else None
    except UserError:
        return None  # that it cannot be a number is told by `number_invalid`


def _beside(contract: Contract, holders: list[_Holder], place: Place) -> list[_Holder]:
    """The one before and the one behind whose number stands in the line, or else near: nobody can tell which is
    meant."""
    reach = _NEAR_CELLS if contract.model.block(place.block).kind == "cell" else _NEAR
    around = _around(holders, place)
    near = [each for each in around if abs(each.found.place.block - place.block) <= reach]
    return _in_line(contract, holders, place) or near


def _in_line(contract: Contract, holders: list[_Holder], place: Place) -> list[_Holder]:
    text = contract.texts[place.block]
    first, last = text.rfind("\n", 0, place.start), text.find("\n", place.end)
    return [
        each for each in _around(holders, place)
        if each.found.place.block == place.block and each.found.place.start > first
        and (last < 0 or each.found.place.start < last)
    ]  # fmt: skip


def _around(holders: list[_Holder], place: Place) -> list[_Holder]:
    index = bisect_left(holders, (place.block, place.start), key=lambda each: each.at)
    return holders[max(index - 1, 0) : index + 1]
