"""A contract as the checks see it: the text model with normalised text, and the parts found in it, each computed once.
What a part is, is told by the modules beside this one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from signdesk.core.money import Money
from signdesk.core.text import Place, TextModel
from signdesk.core.typed_number import compact
from signdesk.domains.signing.rules.structure.amounts import Amount, find_amounts, introduced_as_total
from signdesk.domains.signing.rules.structure.blanks import Blank, find_blanks
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.choices import Unchosen, find_unchosen
from signdesk.domains.signing.rules.structure.clauses import Heading, find_headings
from signdesk.domains.signing.rules.structure.contacts import Contact, find_contacts
from signdesk.domains.signing.rules.structure.dates import FoundDate, find_dates
from signdesk.domains.signing.rules.structure.normal import squeezed
from signdesk.domains.signing.rules.structure.parties import (
    Declaration,
    FoundNumber,
    find_declarations,
    find_holders,
    find_numbers,
)
from signdesk.domains.signing.rules.structure.percentages import Rate, find_rates
from signdesk.domains.signing.rules.structure.prices import Price, find_prices, the_total
from signdesk.domains.signing.rules.structure.quantities import UnitPrice, find_areas, find_unit_prices
from signdesk.domains.signing.rules.structure.references import Reference, find_references
from signdesk.domains.signing.rules.structure.tables import Table, find_tables, labels_beside
from signdesk.domains.signing.rules.structure.term import Term, find_terms
from signdesk.domains.signing.rules.structure.tree import Tree, grow
from signdesk.domains.signing.rules.structure.zones import Zones, find_zones


@dataclass(frozen=True)
class Contract:
    """A text model and what is found in it."""

    model: TextModel

    @cached_property
    def body(self) -> Body:
        """The blocks of the body with their normalised text (same length as the original)."""
        return Body(self.model.body)

    @cached_property
    def texts(self) -> dict[int, str]:
        """Normalised text by the block's number."""
        return {block.number: text for block, text in self.body}

    @property
    def text(self) -> str:
        """The normalised body as one string, block after block: the offsets of amounts count in it."""
        return self.body.text

    @cached_property
    def squeezed(self) -> str:
        """The body for comparing names with."""
        return squeezed(self.text)

    def speaks_of(self, name: str) -> bool:
        """Whether a name stands in the body, however it is spaced."""
        return name in self.text or squeezed(name) in self.squeezed

    def names(self, party: str) -> bool:
        """Whether a party's name stands anywhere, headers and footers included."""
        return self.speaks_of(party) or squeezed(party) in squeezed(self.margins.text)

    @cached_property
    def margins(self) -> Body:
        """Headers and footers."""
        return Body(block for block in self.model.blocks if block.kind in ("header", "footer"))

    @cached_property
    def _compact(self) -> str:
        return compact("".join(block.text for block in self.model.blocks))

    def writes(self, number: str) -> bool:
        """Whether a number, as numbers are compared, stands anywhere, headers and footers included."""
        return number in self.text or number in self._compact

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Every numbered line in order."""
        return find_headings(self.body)

    @cached_property
    def zones(self) -> Zones:
        """Where the signature block and the attachments are."""
        return find_zones(self.body, self.headings)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Amounts in figures and in capitals, in order."""
        return find_amounts(self.body)

    def amounts_in(self, block: int, start: int = 0, end: int | None = None) -> tuple[Amount, ...]:
        """The amounts between two places of a block; without an end, to its end."""
        first = bisect_left(self._amount_places, (block, start))
        return self.amounts[first : bisect_left(self._amount_places, (block + 1, 0) if end is None else (block, end))]

    @cached_property
    def _amount_places(self) -> list[tuple[int, int]]:
        return [(amount.place.block, amount.place.start) for amount in self.amounts]

    @cached_property
    def totals(self) -> tuple[Amount, ...]:
        """The amounts that the words before them make the price of the contract as a whole."""
        known = (amount for amount in self.amounts if amount.money is not None)
        return tuple(amount for amount in known if introduced_as_total(self.text, amount))

    @cached_property
    def dates(self) -> tuple[FoundDate, ...]:
        """Complete dates in order, impossible ones included."""
        return find_dates(self.body)

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        """Shares and rates in order."""
        return find_rates(self.body)

    @cached_property
    def prices(self) -> tuple[Price, ...]:
        """Amounts that say what they are for."""
        return find_prices(self.amounts, self.texts, self.labels)

    @cached_property
    def total(self) -> tuple[Money, Place] | None:
        """The price of the whole contract with its place; None where two sums could be it."""
        return the_total(self.totals, self.prices)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms that may be the contract's own."""
        return find_terms(self.body, self.dates, self.labels)

    @cached_property
    def areas(self) -> tuple[Decimal, ...]:
        """Areas in square metres."""
        return find_areas(self.body)

    @cached_property
    def unit_prices(self) -> tuple[UnitPrice, ...]:
        """Prices by the square metre."""
        return find_unit_prices(self.body)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Tables by row and column."""
        return find_tables(self.body)

    @cached_property
    def labels(self) -> dict[int, str]:
        """What stands beside a cell, by the number of its block."""
        return labels_beside(self.tables)

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        """Phones and bank accounts."""
        return find_contacts(self.body, self.numbers)

    @cached_property
    def tree(self) -> Tree:
        """The numbered lines by what stands in what."""
        return grow(self.body, self.headings, self.zones)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """References to the contract's own clauses."""
        return find_references(self.body, self.headings)

    @cached_property
    def unchosen(self) -> Unchosen:
        """Options that were offered and not taken."""
        return find_unchosen(self.body, self.headings)

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        """Gaps that wait to be filled."""
        return find_blanks(self.body, self.tables, self.zones, self.unchosen)

    @cached_property
    def declarations(self) -> tuple[Declaration, ...]:
        """Where the contract says who a party is: role, name, numbers."""
        return find_declarations(self.body)

    @cached_property
    def holders(self) -> tuple[tuple[str, Place], ...]:
        """In whose names accounts are held."""
        return find_holders(self.body)

    @cached_property
    def numbers(self) -> tuple[FoundNumber, ...]:
        """Identity numbers and company codes, with the role they stand under."""
        return find_numbers(self.body)

    def clause_at(self, place: Place) -> str:
        """The number of the clause a place belongs to, as written ("第四条"); "" before the first one, in the
        signature block and in attachments."""
        line_start = self.model.block(place.block).text.rfind("\n", 0, place.start) + 1
        if self.zones.signed_by_hand(place, line_start) or self.zones.in_attachments(place.block):
            return ""
        index = bisect_right(self._clause_labels, (place.block, place.start), key=lambda each: each[0]) - 1
        return self._clause_labels[index][1] if index >= 0 else ""

    @cached_property
    def _clause_labels(self) -> list[tuple[tuple[int, int], str]]:
        """Where each numbered line stands, and the number of the clause that holds from there on."""
        found: list[tuple[tuple[int, int], str]] = []
        label = ""
        for heading in self.headings:
            if heading.style in ("article", "list_chinese") or not label:
                label = heading.label
            found.append(((heading.place.block, heading.place.start), label))
        return found
