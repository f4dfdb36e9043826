"""What a signing session consists of, computed from the contract and the business type: which clauses are explained,
and which cells the seal matrix has (copy × signatory × signature, seal, cross-page seal, date)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from signdesk.core.text import TextModel
from signdesk.domains.signing.rules.business import Clause, SealPlan
from signdesk.domains.signing.rules.structure.clauses import Heading
from signdesk.domains.signing.rules.structure.contract import Contract

SIGNATURE, SEAL, CROSS_PAGE, DATE = "signature", "seal", "cross_page", "date"


@dataclass(frozen=True)
class PlannedClause:
    """A clause to explain; `key` ones are acknowledged by each signatory. `block` is where it begins in the text."""

    label: str
    title: str
    block: int
    key: bool


@dataclass(frozen=True)
class PlannedCell:
    """One cell: the copy's number from 1, the signatory's place in the list, and what is put there."""

    copy: int
    signatory: int
    kind: str


def clauses_to_explain(model: TextModel, clauses: Sequence[Clause]) -> tuple[PlannedClause, ...]:
    """The main clauses of the text in order; a text without numbered clauses is explained as a whole, as a key clause.

    A clause is key if its heading (or, without one, its first words) names a key clause of the business type."""
    top = _main_headings(Contract(model).headings)
    keys = [word for clause in clauses if clause.key for word in clause.words]
    planned = tuple(
        PlannedClause(
            label=heading.label,
            title=heading.title,
            block=heading.place.block,
            key=any(word in heading.title for word in keys),
        )
        for heading in top
    )
    if planned:
        return planned
    return (PlannedClause("", model.body[0].text.strip()[:40] if model.body else "", 1, True),)


def _main_headings(headings: Sequence[Heading]) -> list[Heading]:
    """The outermost numbering of the contract's own text (not of its attachments)."""
    first_part = [heading for heading in headings if heading.part == headings[0].part] if headings else []
    for style in ("article", "list_chinese", "list_figure", "paren_chinese"):
        of_style = [heading for heading in first_part if heading.style == style]
        if len(of_style) >= 2:
            return of_style
    # the title page may be a part of its own: take the part with the most numbers
    parts: dict[int, list[Heading]] = {}
    for heading in headings:
        parts.setdefault(heading.part, []).append(heading)
    largest = max(parts.values(), key=len, default=[])
    if largest and largest is not first_part and len(largest) > len(first_part):
        return _main_headings(largest)
    return []


def cells(*, copies: int, signatories: Sequence[bool], plan: SealPlan) -> tuple[PlannedCell, ...]:
    """The matrix for so many copies; `signatories` says for each whether it signs for an organisation."""
    planned = []
    for copy in range(1, copies + 1):
        for place, organisation in enumerate(signatories, 1):
            kinds = [
                (SIGNATURE, plan.signature),
                (SEAL, plan.seal_for_organisations and organisation),
                (CROSS_PAGE, plan.cross_page_seal and organisation),
                (DATE, plan.date),
            ]
            planned += [PlannedCell(copy, place, kind) for kind, wanted in kinds if wanted]
    return tuple(planned)
