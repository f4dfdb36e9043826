"""A contract's lines laid beside its template's: which belong together, and what differs once all that a template
provides for is set aside: values filled in, passages left out or repeated, lines broken elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from signdesk.core.text import Line, TextModel
from signdesk.domains.signing.rules.comparison.compare import Change, Row, changes_between, lay_beside
from signdesk.domains.signing.rules.comparison.lines import align
from signdesk.domains.signing.rules.templates.text import (
    Passage,
    TemplateLine,
    TemplateText,
    fit_together,
    fits,
    fixed_parts,
    forms,
)

LEAST_FIXED = 2
"""A line with fewer fixed characters ("____：____") does not tell where it belongs; the lines around it do."""
LONGEST_STRETCH = 60
"""So many lines in a row are tried as one text whose breaks have moved."""

FARTHEST = 12
"""So many gaps that are lines of their own are passed over, because they stayed empty."""


@dataclass(frozen=True)
class Difference:
    """What a template does not provide for at one place: `missing` lines of it, or lines `added` to it or `moved`
    within it, or the `changes` within a line. `after` is the contract's line before what is missing."""

    missing: tuple[TemplateLine, ...] = ()
    added: tuple[Line, ...] = ()
    moved: tuple[Line, ...] = ()
    changed: tuple[TemplateLine, Line] | None = None
    changes: tuple[Change, ...] = ()
    after: Line | None = None


Read = Sequence[tuple[Line, tuple[str, ...]]]
"""A contract's lines, each with its `forms`."""


def read_lines(model: TextModel) -> Read:
    """The lines of a contract that have words in them; a number alone is none."""
    return [(line, ways) for line in model.lines() if (ways := forms(line.text))[0]]


def shared(template: TemplateText, read: Read) -> float:
    """How many of the lines that every contract of this template has are somewhere in this one, word for word: 0 to
    1."""
    spoken = "".join(ways[0] for _line, ways in read)
    wanted = [each for each in template.lines if each.fixed >= LEAST_FIXED and not each.passages]
    there = sum(any(all(part in spoken for part in fixed_parts(way)) for way in each.variants) for each in wanted)
    return there / len(wanted) if wanted else 1.0


class Beside:
    """A template and a contract side by side."""

    def __init__(self, template: TemplateText, model: TextModel, read: Read) -> None:
        self._template = {id(each.line): each for each in template.lines}
        self._repeated: dict[Passage, list[TemplateLine]] = defaultdict(list)
        for each in template.lines:
            for passage in each.passages:
                if passage.repeats:
                    self._repeated[passage].append(each)
        self._wrapped = model.source == "pdf"
        self._forms = {id(line): ways for line, ways in read}
        known = _Known(template.lines)
        keyed = [(known.key_of(ways), line) for line, ways in read]
        self._taken = {id(line) for key, line in keyed if key != self._forms[id(line)][0]}
        self._rows = lay_beside(
            [(each.key if each.fixed >= LEAST_FIXED else "", each.line) for each in template.lines],
            keyed,
            self._is_filled,
        )
        self._settled = {at for at, row in enumerate(self._rows) if row.state == "same"}
        for first, last in list(self._stretches()):
            self._settle(first, last)
        self._leave_out()
        self._find_hidden_clauses()
        self._set_aside_headers(template.model, model)

    def differences(self) -> Iterator[Difference]:
        """Everything the template does not provide for, in the order of the contract."""
        after: Line | None = None
        for state, ats in groupby(
            range(len(self._rows)), lambda at: None if at in self._settled else self._rows[at].state
        ):
            rows = [self._rows[at] for at in ats]
            right = tuple(row.right for row in rows if row.right is not None)
            if state == "removed":
                yield Difference(missing=tuple(self._of(row) for row in rows), after=after)
            elif state == "added":
                yield Difference(added=right)
            elif state == "moved" and right:
                yield Difference(moved=right)
            elif state == "changed":
                for row, line in zip(rows, right, strict=True):
                    if changes := _changes(self._of(row), line):
                        yield Difference(changed=(self._of(row), line), changes=changes)
            after = right[-1] if right else after

    def _of(self, row: Row) -> TemplateLine:
        return self._template[id(row.left)]

    def _is_filled(self, left: Line, right: Line) -> bool:
        return self._template[id(left)].allows(self._forms[id(right)], clauses=True)

    # what the template provides for

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """First and one past the last of the rows between those that are settled."""
        for settled, ats in groupby(range(len(self._rows)), self._settled.__contains__):
            if not settled:
                found = list(ats)
                yield found[0], found[-1] + 1

    def _settle(self, first: int, last: int) -> None:
        """Set aside in a stretch what only stands in other lines, fills a gap that is a line, or repeats a passage."""
        if self._is_broken_elsewhere(first, last):
            self._settled.update(range(first, last))
            return
        ats = range(first, last)
        left = [at for at in ats if self._rows[at].left is not None]
        right = [at for at in ats if self._rows[at].right is not None]
        vague = [
            at for at in left if self._rows[at].state == "removed" and self._of(self._rows[at]).fixed < LEAST_FIXED
        ]
        place = 0
        repeated = self._repeated_near(first, last)
        filled: Line | None = None
        for at in right:
            line = self._rows[at].right
            if self._rows[at].state != "added" or line is None:
                continue
            if (filled is not None and line.block is filled.block) or any(
                self._may_be(each, line) for each in repeated
            ):
                self._settled.add(at)
                continue
            ahead = range(place, min(place + FARTHEST, len(vague)))
            found = next((n for n in ahead if self._may_be(self._of(self._rows[vague[n]]), line, clauses=True)), None)
            if found is not None:
                gap = self._of(self._rows[vague[found]])
                self._rows[at] = Row("same", gap.line, line)
                self._settled.update((at, vague[found]))
                filled = line if line.block.kind == "cell" and not gap.fixed else None
                place = found + 1
        self._pair_again(
            [at for at in left if self._rows[at].state == "removed" and at not in self._settled],
            [
                at
                for at in right
                if id(self._rows[at].right) in self._taken
                and self._rows[at].state == "added"
                and at not in self._settled
            ],
        )

    def _pair_again(self, left: Sequence[int], right: Sequence[int]) -> None:
        """Pair by the contract's own words what is left of the lines that were taken for a line of the template."""
        words = [self._forms[id(self._rows[at].right)][0] for at in right]
        for i, j in align([self._of(self._rows[at]).key for at in left], words):
            if i is not None and j is not None:
                self._rows[right[j]] = Row("changed", self._rows[left[i]].left, self._rows[right[j]].right)
                self._settled.add(left[i])

    def _is_broken_elsewhere(self, first: int, last: int) -> bool:
        """Whether these rows are the same text once the breaks of the lines are left out."""
        right = [self._forms[id(row.right)] for row in self._rows[first:last] if row.right is not None]
        if not right or last - first > LONGEST_STRETCH:
            return False
        left: list[TemplateLine] = []
        for at in range(max(first - 1, 0), min(last + 1, len(self._rows))):
            row = self._rows[at]
            if row.left is None:
                continue
            repeated = [line for each in self._of(row).passages if each.repeats for line in self._repeated[each]]
            left += repeated or ([self._of(row)] if first <= at < last else [])
        ways = [each[0] for each in right], [right[0][0], *(each[-1] for each in right[1:])]
        return any(fit_together(left, words, wrapped=self._wrapped) for words in ways)

    def _repeated_near(self, first: int, last: int) -> list[TemplateLine]:
        """The lines of passages that are repeated in this stretch or right beside it."""
        near = self._rows[max(first - 1, 0) : last + 1]
        passages = {each for row in near if row.left is not None for each in self._of(row).passages if each.repeats}
        return [line for passage in passages for line in self._repeated[passage]]

    def _may_be(self, template: TemplateLine, line: Line, *, clauses: bool = False) -> bool:
        in_place = template.fixed > 0 or (template.line.block.kind == "cell") == (line.block.kind == "cell")
        return in_place and template.allows(self._forms[id(line)], clauses=clauses)

    def _leave_out(self) -> None:
        """Set aside what a contract may be without: gaps that stay empty, and passages of which nothing is there."""
        there = {
            passage
            for at, row in enumerate(self._rows)
            if row.left is not None and (row.state != "removed" or at in self._settled)
            for passage in self._of(row).passages
        }
        groups = {passage.group for passage in there}
        for at, row in enumerate(self._rows):
            if row.state == "removed" and (
                not self._of(row).fixed
                or "" in self._of(row).variants
                or any(
                    passage not in there and not (passage.needed and passage.group not in groups)
                    for passage in self._of(row).passages
                )
            ):
                self._settled.add(at)

    def _find_hidden_clauses(self) -> None:
        """A line whose gaps hold more than values has its place in the template, but has been changed."""
        for at, row in enumerate(self._rows):
            if row.state == "same" and not self._of(row).allows(self._forms[id(row.right)]):
                self._rows[at] = Row("changed", row.left, row.right)
                self._settled.discard(at)

    def _set_aside_headers(self, template: TextModel, model: TextModel) -> None:
        """What one file has as a header or footer may stand in the text of the other: a PDF knows no headers."""
        for side, state in ((model, "removed"), (template, "added")):
            headers = {forms(each.text)[0] for each in side.blocks if each.kind in ("header", "footer")}
            for at, row in enumerate(self._rows):
                line = row.right if row.left is None else row.left
                if row.state == state and line is not None and forms(line.text)[0] in headers:
                    self._settled.add(at)


def _changes(template: TemplateLine, line: Line) -> tuple[Change, ...]:
    return tuple(
        change
        for change in changes_between(template.line, line)
        if change.kind != "numbering"
        and not fits(forms(change.left_text)[-1], forms(change.right_text)[-1], clauses=template.holds_clauses)
    )


class _Known:
    """Finds the template's line that a contract's line is, filled."""

    def __init__(self, lines: Sequence[TemplateLine]) -> None:
        self._by_head: dict[str, list[TemplateLine]] = defaultdict(list)
        self._literal = {each.key for each in lines if len(each.variants) == 1 and each.fixed == len(each.key)}
        for each in {each.variants: each for each in lines}.values():
            if each.fixed >= LEAST_FIXED and each.key not in self._literal:
                for head in {variant[:1] for variant in each.variants}:
                    self._by_head[head if head.isprintable() else ""].append(each)

    def key_of(self, forms: tuple[str, ...]) -> str:
        """The key of the line with the most fixed words that this may be, rather one whose gaps hold values only; its
        own words if there is none."""
        if forms[0] in self._literal:
            return forms[0]
        heads = dict.fromkeys([*(words[:1] for words in forms), ""])
        fitting = [each for head in heads for each in self._by_head.get(head, ()) if each.allows(forms, clauses=True)]
        return max(fitting, key=lambda each: (each.allows(forms), each.fixed)).key if fitting else forms[0]
