"""Checks in tables: a row counts for what it says and not for what stands in the next one."""

import pytest

from signdesk.core.text import Block, TextModel
from signdesk.domains.signing.rules.checks.catalogue import check_by_id
from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Brief


def found(check, line, *rows):
    """Where `check` finds something in a contract of one line and one table."""
    blocks = [Block(1, "paragraph", line, "P1")]
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells, 1):
            blocks.append(Block(len(blocks) + 1, "cell", cell, f"T1R{row}C{column}"))
    model = TextModel("docx", tuple(blocks))
    results = run_checks(model, Brief(CaseFacts()), [check_by_id(check)])
    return [model.block(finding.place.block).text for result in results for finding in result.findings]


@pytest.mark.parametrize(("second", "expected"), [("60,000", []), ("66,000", ["66,000"]), ("另议", [])])
def test_a_share_in_a_row_makes_the_sum_beside_it(second, expected):
    head = ("次序", "比例", "金额")
    rows = (head, ("第一次", "40%", "40,000"), ("第二次", "60%", second))
    assert found("amount_period", "合同总价款为100,000元。", *rows) == expected


def test_the_length_of_a_term_is_not_taken_from_the_row_below():
    term = ("租赁期限", "2026年12月1日至2027年11月30日")
    assert found("date_order", "租赁合同", term, ("续租期限2年", "另议")) == []
    assert found("date_order", "租赁合同", (*term, "共24个月")) == ["共24个月"]
