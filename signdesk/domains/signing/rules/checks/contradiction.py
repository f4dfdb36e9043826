"""contradiction: what the contract says of one thing in several places can hold together. One thing is one subject, one
case and one party: a notice of the landlord is not held against one of the tenant, nor a late payment against a late
handover."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.consistency.burdens import burdens
from signdesk.domains.signing.rules.checks.consistency.closing import closing
from signdesk.domains.signing.rules.checks.consistency.conveyance import conveyance
from signdesk.domains.signing.rules.checks.consistency.deadlines import deadlines
from signdesk.domains.signing.rules.checks.consistency.delays import delays
from signdesk.domains.signing.rules.checks.consistency.departures import departures
from signdesk.domains.signing.rules.checks.consistency.deposits import deposits
from signdesk.domains.signing.rules.checks.consistency.figures import figures
from signdesk.domains.signing.rules.checks.consistency.living import living
from signdesk.domains.signing.rules.checks.consistency.notices import notices
from signdesk.domains.signing.rules.checks.consistency.payments import payments
from signdesk.domains.signing.rules.checks.consistency.statements import Reading, Statement
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract


@dataclass(frozen=True)
class _Subject:
    """What people call it, whether two values of it are a mistake for sure, and what the law says of it."""

    name: str
    sure: bool = False
    law: str = ""


_SUBJECTS = {
    "notice_end": _Subject(N_("notice before ending the contract early")),
    "notice_renewal": _Subject(N_("notice before renewing")),
    "notice_no_renewal": _Subject(N_("notice before not renewing")),
    "notice_sale": _Subject(N_("notice before selling the premises")),
    "notice_showing": _Subject(N_("notice before showing the premises")),
    "notice_repair": _Subject(N_("notice before repairs")),
    "notice_entry": _Subject(N_("notice before entering the premises")),
    "rent_every": _Subject(N_("how often rent or a fee is paid")),
    "rent_day": _Subject(N_("day on which rent or a fee is paid")),
    "rent_ahead": _Subject(N_("how long ahead rent is paid")),
    "rent_order": _Subject(N_("rent paid before or after use")),
    "deposit": _Subject(N_("amount of the deposit"), sure=True),
    "deposit_return": _Subject(N_("time within which the deposit is returned")),
    "deposit_kept": _Subject(N_("whether the deposit is returned")),
    "leaving": _Subject(N_("penalty for ending the contract early")),
    "late": _Subject(N_("penalty for the same delay")),
    "grace": _Subject(N_("delay after which the contract may be ended")),
    "bears": _Subject(N_("who pays the same fee")),
    "mends": _Subject(N_("who repairs the same thing")),
    "wear": _Subject(N_("who repairs what wears out")),
    "people": _Subject(N_("how many people may live there")),
    "use": _Subject(N_("use of the premises")),
    "permitted": _Subject(N_("whether it is allowed")),
    "rent": _Subject(N_("rent of a month"), sure=True),
    "price": _Subject(N_("total price"), sure=True),
    "listed": _Subject(N_("total price and the total of the list")),
    "area": _Subject(N_("area"), sure=True),
    "term": _Subject(N_("length of the term"), sure=True),
    "term_dates": _Subject(N_("beginning and end of the term"), sure=True),
    "layout": _Subject(N_("number of rooms")),
    "in_force": _Subject(N_("from when the contract is in force")),
    "forum": _Subject(
        N_("arbitration or court"),
        law=N_(
            "Where both are agreed on, the agreement on arbitration has no effect. (Fa Shi [2006] No. 7, article 7)"
        ),
    ),
    "court": _Subject(N_("court that decides disputes")),
    "language": _Subject(N_("language that prevails")),
    "prevails": _Subject(N_("paper that prevails")),
    "renewal": _Subject(N_("what becomes of the contract when its term is over")),
    "handed_over": _Subject(N_("day of the handover")),
    "registered": _Subject(N_("day on which ownership is registered")),
    "mortgaged": _Subject(N_("whether the home is mortgaged")),
    "deadline": _Subject(N_("time within which the same is done")),
}
_READERS: tuple[Callable[[Reading], Iterator[Statement]], ...] = (
    notices, payments, deposits, departures, delays, burdens, figures, closing, deadlines,
    living, conveyance,
)  # fmt: skip
_MOST = 8
"""Different statements of one subject and case that are kept to hold others against."""
_LONGEST = 40
"""Characters of a place that are shown."""


@dataclass(frozen=True)
class Contradiction:
    id: str = "contradiction"
    title: str = N_("One thing, one rule")
    why: str = N_("Where two clauses rule the same thing in two ways, a court has to say which of them was meant.")
    source: str = N_("Civil Code, articles 142, 466")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        reading = Reading(contract)
        said: dict[tuple[str, tuple[str, ...]], list[Statement]] = {}
        findings: list[Finding] = []
        told: set[tuple[str, Place]] = set()
        pairs: dict[tuple[int, int], list[tuple[Place, Place]]] = {}
        count = 0
        for statement in (each for read in _READERS for each in read(reading)):
            count += 1
            if statement.subject == "price" and facts.amount is not None:
                continue  # held against the amount of the case
            earlier = said.setdefault((statement.subject, statement.case), [])
            other = next((each for each in earlier if statement.denies(each)), None)
            if other is not None:
                first, later = (each.place for each in sorted((statement, other), key=_position))
                beside = pairs.setdefault((first.block, later.block), [])
                known_fault = any(_overlap(first, one) and _overlap(later, two) for one, two in beside)
                if (statement.subject, later) not in told and not known_fault and len(beside) < _MOST:
                    told.add((statement.subject, later))
                    beside.append((first, later))
                    findings.append(_finding(contract, statement, other))
            known = any(each.values == statement.values and each.which == statement.which for each in earlier)
            if not known and len(earlier) < _MOST:
                earlier.append(statement)
        return Outcome(_("{count} rules").format(count=count), tuple(findings), applicable=count > 0)


def _finding(contract: Contract, statement: Statement, other: Statement) -> Finding:
    subject = _SUBJECTS[statement.subject]
    first, second = sorted((statement, other), key=_position)
    here, there = (_shown(contract, each.place) for each in (second, first))
    where = _where(contract, first.place)
    message = _("{subject}: “{here}” here, “{there}” in {where}; both cannot hold.").format(
        subject=_(subject.name), here=here, there=there, where=where
    )
    if subject.law:
        message += _(subject.law)
    return Finding(
        "contradiction", "error" if subject.sure else "warning", message, second.place, (first.place,),
        ((_("here"), here), (where, there)),
    )  # fmt: skip


def _position(statement: Statement) -> tuple[int, int]:
    return statement.place.block, statement.place.start


def _overlap(one: Place, other: Place) -> bool:
    """Whether two places of one block have words in common: one fault is told once, by the first subject it breaks."""
    return one.start < other.end and other.start < one.end


def _where(contract: Contract, place: Place) -> str:
    """The clause a place stands in, as it is numbered: 第四条, “4.3”."""
    clause = contract.tree.at(place, contract.texts[place.block])
    if clause is None:
        return _("another place")
    own, top = clause.heading, clause.top().heading
    label = (top if top.style == "article" else own if own.style == "decimal" else top).label.strip(" 、.．:")
    return label if top.style == "article" else _("“{number}”").format(number=label)


def _shown(contract: Contract, place: Place) -> str:
    words = " ".join(contract.model.excerpt(place).split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
