"""The benches still run and their figures mean what they say; how fast things are is `./run bench`."""

import pytest

from tests.bench import archive, check_in, review, search
from tests.bench.measure import Figure, in_turns, table


def test_the_median_of_each_is_taken_in_turns_and_the_first_round_only_warms_up() -> None:
    order: list[str] = []
    slow, quick = iter([9.0, 0.003, 0.001, 0.002]), iter([9.0, 0.001, 0.001, 0.001])

    def ours() -> float:
        order.append("ours")
        return next(slow)

    def bare() -> float:
        order.append("bare")
        return next(quick)

    assert in_turns({"ours": ours, "bare": bare}, rounds=3) == {"ours": 2.0, "bare": 1.0}
    assert order == ["ours", "bare"] * 4


def test_a_figure_above_its_aim_is_marked() -> None:
    good, bad = Figure("check-in", "fdatasync", 9, 1, 10), Figure("search", "FTS5", 11, 1, 10)
    lines = table([good, bad]).splitlines()
    assert (good.reached, bad.reached) == (True, False)
    assert ["above the aim" in line for line in lines] == [False, False, True]


def test_check_in_search_and_review_can_be_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_in, "ROUNDS", 1)
    monkeypatch.setattr(search, "ROUNDS", 1)
    monkeypatch.setattr(search, "DOSSIERS", 60)
    monkeypatch.setattr(archive, "THROUGH_THE_SERVICE", 25)
    monkeypatch.setattr(review, "ROUNDS", 1)
    monkeypatch.setattr(review, "PAGES", 3)
    for figure in (*check_in.figures(), *search.figures(), *review.figures()):
        assert figure.ours > 0
        assert figure.bare > 0
