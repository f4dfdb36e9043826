"""The archive's rules, read from the standards."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdesk.core.errors import UserError
from signdesk.core.i18n import set_language
from signdesk.core.numbering import check_template, render
from signdesk.domains.archive import rules

FIELDS = {"fonds": "Z109", "category": "WS", "year": "2011", "retention": "Y", "unit": "BGS"}


def number(template: str, sequence: int = 1, **other: str) -> str:
    fields = FIELDS | other
    return render(rules.without_empty(template, fields), sequence, fields)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (rules.BY_PIECE, "Z109-WS·2011-Y-BGS-0001"),
        (rules.BY_PIECE_DOTTED, "Z109-WS·2011·Y·BGS-0001"),
        (rules.BY_VOLUME, "Z109-WS-0001"),
    ],
)
def test_each_form_of_the_standards_is_written_as_there(template: str, expected: str) -> None:
    assert number(template) == expected


def test_a_part_without_value_leaves_no_gap() -> None:
    assert number(rules.BY_PIECE, unit="") == "Z109-WS·2011-Y-0001"
    assert number(rules.BY_PIECE, unit="", fonds="") == "WS·2011-Y-0001"
    assert number("{fonds}-{seq:03}号", fonds="") == "001号"


def test_counting_starts_again_for_each_year_period_and_unit_but_not_for_what_the_number_leaves_out() -> None:
    assert rules.counting_scope(rules.BY_PIECE, FIELDS) == "Z109|WS|2011|Y|BGS"
    assert rules.counting_scope(rules.BY_VOLUME, FIELDS) == rules.counting_scope(
        rules.BY_VOLUME, FIELDS | {"year": "2012"}
    )


def test_every_shipped_template_may_be_used() -> None:
    for template in rules.TEMPLATES.values():
        check_template(template, rules.SEGMENTS)


def test_an_item_has_the_number_of_its_dossier_and_its_place() -> None:
    assert rules.item_number("Z109-WS·2011-Y-BGS-0001", 7) == "Z109-WS·2011-Y-BGS-0001-007"


@pytest.mark.parametrize(
    "typed", ["sq01-ht·2024-d30-0001", "SQ01 HT 2024 D30 0001", "ＳＱ01－HT.2024—D30/0001", "SQ01HT2024D300001"]
)
def test_a_number_is_known_however_its_parts_are_separated(typed: str) -> None:
    assert rules.number_key(typed) == rules.number_key("SQ01-HT·2024-D30-0001")


@given(st.integers(min_value=0, max_value=9_999_999_999))
def test_a_label_names_its_dossier_in_digits_only(dossier: int) -> None:
    code = rules.label_code(dossier)
    assert code.isdigit()
    assert rules.from_label_code(code) == dossier


@pytest.mark.parametrize("code", ["", "31", "310000000001x", "710000000001", "SB-2026-0001"])
def test_another_code_names_no_dossier(code: str) -> None:
    assert rules.from_label_code(code) is None


def test_permanent_dossiers_never_expire() -> None:
    assert rules.expires_on("Y", 2026) is None


def test_a_period_is_counted_from_the_year_after() -> None:
    assert rules.expires_on("D30", 2026) == date(2057, 1, 1)
    assert rules.expires_on("D10", 2026) == date(2037, 1, 1)
    assert rules.expires_on("D15", 2000) == date(2016, 1, 1)


def test_periods_are_said_in_words() -> None:
    set_language("en")
    try:
        assert [rules.retention_label(code) for code in ("Y", "D30", "D1")] == ["Permanent", "30 years", "1 year"]
    finally:
        set_language("zh_CN")


@pytest.mark.parametrize("code", ["", "D", "D0", "30", "d30", "Y30", "D1000"])
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(UserError) as refused:
        rules.retention_years(code)
    assert refused.value.field == "retention"


CONTRACT = rules.Required("contract", "合同")
IDENTITY = rules.Required("identity", "身份证复印件", least=2)


def test_what_is_missing_is_named_in_the_order_required() -> None:
    assert rules.missing([CONTRACT, IDENTITY], []) == ("合同", "身份证复印件")
    assert rules.missing([CONTRACT, IDENTITY], ["identity", "contract"]) == ("身份证复印件",)
    assert rules.missing([CONTRACT, IDENTITY], ["identity", "contract", "identity", "other"]) == ()


def test_a_loan_lasts_thirty_days_and_ten_for_permanent_dossiers() -> None:
    assert rules.loan_due("D30", date(2026, 11, 23)) == date(2026, 12, 23)
    assert rules.loan_due("Y", date(2026, 11, 23)) == date(2026, 12, 3)
    assert rules.loan_due("Y", date(2026, 11, 23), days_permanent=3) == date(2026, 11, 26)


def test_a_box_holds_one_kind_only() -> None:
    box = rules.BoxPlan("QY01", "HT", 2026, "D30", "")
    assert rules.box_refuses(box, box) == ()
    other = rules.BoxPlan("QY02", "WS", 2025, "Y", "BGS")
    assert len(rules.box_refuses(box, other)) == 5


def file(**other: object) -> rules.ElectronicFile:
    known: dict[str, object] = {
        "title": "合同",
        "media_type": "application/pdf",
        "size": 10,
        "sha256": "aa",
        "head": b"%PDF-1.7",
        "pages": 3,
    }
    return rules.ElectronicFile(**(known | other))  # type: ignore[arg-type]  # a test's shorthand


def test_a_sound_file_passes_all_four_properties() -> None:
    assert rules.four_properties([file(declared="AA")], item_count=1, paper=False) == ()


@pytest.mark.parametrize(
    ("wrong", "property", "hard"),
    [
        ({"declared": "bb"}, rules.AUTHENTIC, True),
        ({"size": 0}, rules.COMPLETE, True),
        ({"pages": 0}, rules.COMPLETE, True),
        ({"media_type": "application/x-msdownload", "head": b"MZ"}, rules.USABLE, True),
        ({"head": b"PK\x03\x04"}, rules.USABLE, True),
        ({"head": b"%PDF-1.7 /Encrypt 5 0 R"}, rules.USABLE, True),
        (
            {
                "media_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "head": b"PK\x03\x04",
            },
            rules.USABLE,
            False,
        ),
    ],
)
def test_each_fault_of_a_file_is_found(wrong: dict[str, object], property: str, hard: bool) -> None:
    findings = rules.four_properties([file(**wrong)], item_count=1, paper=True)
    assert [(finding.property, finding.hard) for finding in findings] == [(property, hard)]
    assert "合同" in findings[0].message


def test_the_same_file_twice_is_noted() -> None:
    findings = rules.four_properties([file(), file(title="附件")], item_count=2, paper=False)
    assert [(finding.property, finding.hard) for finding in findings] == [(rules.COMPLETE, False)]


def test_an_item_with_neither_paper_nor_file_is_found() -> None:
    findings = rules.four_properties([file()], item_count=2, paper=False)
    assert [finding.property for finding in findings] == [rules.COMPLETE]
