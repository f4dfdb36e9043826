"""Which lines of two texts belong together. Lines that occur once on either side and are alike hold the texts
together; between them the chain of most alike lines is taken. The time grows with the length of the texts, not with its
square, also where everything was rewritten."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

Pair = tuple[int | None, int | None]
"""Indexes of a line on the left and on the right; None where it has no partner."""

MOST_CANDIDATES = 6
"""Partners considered for one line."""
MOST_SHARED = 60
"""A pair of characters that stands in more lines than this says nothing about which belong together."""
LEAST_ALIKE = 0.4
LEAST_ALIKE_ALONE = 0.25
"""The same for a single line that stands against a single line."""


def align(left: Sequence[str], right: Sequence[str]) -> list[Pair]:
    """Every line of both sides once, in order; what is removed stands before what is added in its place."""
    pairs: list[Pair] = []
    at_left = at_right = 0
    for i, j in [*_anchors(left, right), (len(left), len(right))]:
        pairs += _between(left, right, (at_left, i), (at_right, j))
        if i < len(left):
            pairs.append((i, j))
        at_left, at_right = i + 1, j + 1
    return pairs


def alike(one: str, other: str) -> float:
    """How much two lines share, 0 to 1: the pairs of characters they have in common (Dice's measure)."""
    a, b = Counter(_pairs_of(one)), Counter(_pairs_of(other))
    whole = a.total() + b.total()
    return 2 * (a & b).total() / whole if whole else float(one == other)


def _pairs_of(line: str) -> list[str]:
    return [line[at : at + 2] for at in range(len(line) - 1)]


def _anchors(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that occur once on both sides, as many as keep the order; and equal lines at both ends."""
    start, stop = 0, 0
    shorter = min(len(left), len(right))
    while start < shorter and left[start] == right[start]:
        start += 1
    while stop < shorter - start and left[-1 - stop] == right[-1 - stop]:
        stop += 1
    middle_left, middle_right = left[start : len(left) - stop], right[start : len(right) - stop]
    count_left, count_right = Counter(middle_left), Counter(middle_right)
    where = {line: start + j for j, line in enumerate(middle_right) if count_right[line] == 1}
    common = [
        (start + i, where[line], 1.0) for i, line in enumerate(middle_left) if count_left[line] == 1 and line in where
    ]
    return [
        *((at, at) for at in range(start)),
        *_best_chain(common),
        *((len(left) - at, len(right) - at) for at in range(stop, 0, -1)),
    ]


def _best_chain(candidates: list[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """The heaviest sequence of pairs (left, right, weight) that rises on both sides."""
    if not candidates:
        return []
    columns = sorted({j for _i, j, _weight in candidates})
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(columns) + 1)  # a Fenwick tree of prefix maxima
    came_from: list[int] = []
    totals: list[float] = []
    # of one left line the greater right ones first: it must not follow itself
    order = sorted(range(len(candidates)), key=lambda at: (candidates[at][0], -candidates[at][1]))
    for at in order:
        _i, j, weight = candidates[at]
        column = bisect_left(columns, j)
        total, before, position = 0.0, -1, column
        while position > 0:
            if best[position][0] > total:
                total, before = best[position]
            position &= position - 1
        totals.append(total + weight)
        came_from.append(before)
        position = column + 1
        while position < len(best):
            if totals[-1] > best[position][0]:
                best[position] = (totals[-1], len(totals) - 1)
            position += position & -position
    last = max(range(len(totals)), key=totals.__getitem__)
    chain = []
    while last >= 0:
        i, j, _weight = candidates[order[last]]
        chain.append((i, j))
        last = came_from[last]
    return chain[::-1]


def _between(
    left: Sequence[str],
    right: Sequence[str],
    of_left: tuple[int, int],
    of_right: tuple[int, int],
    *,
    once_more: bool = True,
) -> list[Pair]:
    """Pair the lines of a stretch that has no line of its own in common. What is left between its pairs is looked at
    once more by itself: among many lines in almost the same words the partner may not have been considered."""
    if of_left[0] == of_left[1] or of_right[0] == of_right[1]:
        return [*((i, None) for i in range(*of_left)), *((None, j) for j in range(*of_right))]
    pairs: list[Pair] = []
    at_left, at_right = of_left[0], of_right[0]
    chain = _best_chain(_candidates(left, right, of_left, of_right))
    for i, j in [*chain, (of_left[1], of_right[1])]:
        if chain and once_more:
            pairs += _between(left, right, (at_left, i), (at_right, j), once_more=False)
        else:
            pairs += [(i_alone, None) for i_alone in range(at_left, i)]
            pairs += [(None, j_alone) for j_alone in range(at_right, j)]
        if i < of_left[1]:
            pairs.append((i, j))
        at_left, at_right = i + 1, j + 1
    return pairs


def _candidates(
    left: Sequence[str], right: Sequence[str], of_left: tuple[int, int], of_right: tuple[int, int]
) -> list[tuple[int, int, float]]:
    """Pairs of lines that may belong together, weighed by the text they share."""
    alone = of_left[1] - of_left[0] == 1 and of_right[1] - of_right[0] == 1
    least = LEAST_ALIKE_ALONE if alone else LEAST_ALIKE
    equal: dict[str, list[int]] = defaultdict(list)
    sharing: dict[str, list[int]] = defaultdict(list)
    for j in range(*of_right):
        equal[right[j]].append(j)
        for pair in set(_pairs_of(right[j])):
            sharing[pair].append(j)
    found = []
    for i in range(*of_left):
        if left[i] in equal:
            # equal lines without number (table cells): those that stand about as far in
            twins = equal[left[i]]
            near = bisect_left(twins, of_right[0] + i - of_left[0])
            twins = twins[max(near - MOST_CANDIDATES, 0) : near + MOST_CANDIDATES]
            found += [(i, j, len(left[i]) + 1.0) for j in twins]
            continue
        shared: Counter[int] = Counter()
        for pair in set(_pairs_of(left[i])):
            lines = sharing.get(pair, ())
            if len(lines) <= MOST_SHARED:
                shared.update(lines)
        for j, _count in shared.most_common(MOST_CANDIDATES):
            measure = alike(left[i], right[j])
            if measure >= least:
                found.append((i, j, measure * min(len(left[i]), len(right[j])) + 0.5))
    return found
