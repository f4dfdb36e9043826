"""How far a form is filled. A contract with a few gaps has faults, and each of them is told; a form that nobody has
begun to fill has one: thirty gaps told one by one would hide everything else there is to say of it."""

from __future__ import annotations

from signdesk.domains.signing.rules.structure.contract import Contract

FEWEST = 12
"""Empty places below which each of them is told, however little else there is: a short form is walked through soon."""
SHARE = 2
"""A form is hardly filled where it has at least so many empty places to every filled one. What counts as filled are
values that somebody must have written in: names and numbers of parties, phones and accounts, amounts, complete dates,
areas. Periods and shares (30日, 5%) are printed in most forms and say nothing."""


def hardly_filled(contract: Contract) -> bool:
    """Whether this is a form of which at most a third is filled, with a dozen places or more still empty. Places for
    signatures count for neither side."""
    empty = sum(blank.where != "signature" for blank in contract.blanks)
    return empty >= FEWEST and empty >= SHARE * _filled(contract)


def _filled(contract: Contract) -> int:
    names = {(each.place.block, each.name) for each in contract.declarations if each.name}
    amounts = sum(each.kind == "figures" or each.partner is None for each in contract.amounts)
    dates = sum(each.day is not None for each in contract.dates)
    return len(names) + amounts + dates + len(contract.numbers) + len(contract.contacts) + len(contract.areas)
