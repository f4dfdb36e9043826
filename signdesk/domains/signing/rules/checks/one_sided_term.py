"""one_sided_term: no term takes from one party what the law leaves to everybody, and in a lease none what it gives to
who rents. Only words that do so by themselves are told. The terms are data in `one_sided`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.checks.one_sided import (
    anywhere,
    as_a_whole,
    claims,
    deposits,
    liability,
    living,
    payments,
    premises,
    rights,
    self_help,
    services,
    upkeep,
)
from signdesk.domains.signing.rules.checks.one_sided.lease import Lease
from signdesk.domains.signing.rules.checks.one_sided.term import Term
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract

TERMS: tuple[Term, ...] = (
    *anywhere.TERMS,
    *self_help.TERMS,
    *deposits.TERMS,
    *payments.TERMS,
    *rights.TERMS,
    *upkeep.TERMS,
    *liability.TERMS,
    *premises.TERMS,
    *services.TERMS,
    *living.TERMS,
    *claims.TERMS,
)
"""In the order in which they are tried: what several say of one clause is told by the first."""


@dataclass(frozen=True)
class OneSidedTerm:
    id: str = "one_sided_term"
    title: str = N_("No right taken from one side")
    why: str = N_("A term that frees one side alone falls away in court, and the dispute begins with it.")
    source: str = N_("Civil Code, articles 496, 497, 506")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        lease = Lease(contract)
        there = {"any": True, "lease": lease.is_one, "premises": lease.of_premises, "home": lease.of_a_home}
        terms = [each for each in TERMS if there[each.where]]
        told = _each_once(chain.from_iterable(_found(each, lease) for each in terms))
        sentences = frozenset((each.place.block, each.start) for each in told)
        whole = as_a_whole.findings(lease, sentences) if lease.is_one else ()
        return Outcome(
            _("{count} kinds of terms").format(count=len(terms)), (*_findings(told, of_a_home=lease.of_a_home), *whole)
        )


@dataclass(frozen=True)
class _Found:
    """A term, the clause that has its words, and the clauses that say it."""

    term: Term
    start: int
    clause: Place
    place: Place


def _found(term: Term, lease: Lease) -> Iterator[_Found]:
    for sentence in lease.sentences(term.says):
        said = term.also.search(sentence.words) if term.also else sentence.match
        if said and not term.fair.search(sentence.words):
            place = sentence.clauses_to(said) if term.also else sentence.clause
            yield _Found(term, sentence.start, sentence.clause, place)


def _each_once(found: Iterable[_Found]) -> list[_Found]:
    """Of one subject a sentence is told once, and a clause once."""
    told: list[_Found] = []
    of_sentence: dict[tuple[int, int], list[_Found]] = {}
    for each in found:
        others = of_sentence.setdefault((each.place.block, each.start), [])
        if each.term.alone and others:
            continue
        if not any(each.term.subject == other.term.subject or _overlap(each.clause, other.clause) for other in others):
            others.append(each)
            told.append(each)
    return told


def _overlap(one: Place, other: Place) -> bool:
    return one.start < other.end and other.start < one.end


def _findings(told: list[_Found], *, of_a_home: bool) -> Iterator[Finding]:
    """What is told, with the articles; a term that is told once with all its places."""
    places: dict[Term, list[Place]] = {}
    for each in told:
        places.setdefault(each.term, []).append(each.place)
    for term, (first, *others) in places.items():
        articles = _("; ").join(map(_, (*term.law, *((term.of_a_home,) if of_a_home and term.of_a_home else ()))))
        message = _("{term} ({articles})").format(term=_(term.words), articles=articles)
        severity = "info" if term.soft and not of_a_home else term.severity
        if term.once:
            yield Finding("one_sided_term", severity, message, first, tuple(others))
        else:
            for place in (first, *others):
                yield Finding("one_sided_term", severity, message, place)
