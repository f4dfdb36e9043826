"""Ten thousand rows on paper stay a small multiple of what the bare characters cost."""

import pytest

from tests.bench import paper


@pytest.mark.alone
def test_a_long_ledger_costs_at_most_four_bare_streams() -> None:
    ledger, _form = paper.figures(rounds=3)
    assert ledger.ratio <= 4, f"{ledger.ours:.0f} ms against {ledger.bare:.0f} ms"
