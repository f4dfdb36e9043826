"""Business types: what is typed in lines is what cases, checks and signings get; editions; the manager's page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit

from signdesk.core.errors import PermissionRefused, StaleRecord, UserError
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.pages.types_page import TypesPage
from signdesk.domains.signing.rules import type_lines
from signdesk.domains.signing.rules.business import Clause, ManualItem, Paper, shipped_types

ROLES = ("甲方", "乙方")
CTRL = Qt.KeyboardModifier.ControlModifier


# lines


@pytest.mark.parametrize("business", shipped_types(), ids=lambda business: business.code)
def test_every_shipped_type_comes_back_from_its_lines_unchanged(business):
    assert type_lines.parse_papers(type_lines.paper_lines(business.papers), business.roles) == business.papers
    assert type_lines.parse_clauses(type_lines.clause_lines(business.clauses)) == business.clauses
    items = type_lines.parse_items(type_lines.item_lines(business.manual_items), business.manual_items)
    assert items == business.manual_items


def test_papers_are_read_as_people_write_them():
    text = """
    甲方: 不动产权证书(原件,复印件2份)
    身份证件
    乙方：营业执照（副本）
    营业执照（副本）（复印件）
    注意：共有人同意证明（原件、如有）
    """
    assert type_lines.parse_papers(text, ROLES) == (
        Paper("不动产权证书", "甲方", copies=2),
        Paper("身份证件"),
        Paper("营业执照（副本）", "乙方"),
        Paper("营业执照（副本）", original=False, copies=1),
        Paper("注意：共有人同意证明", copies=0, required=False),
    )


@pytest.mark.parametrize("line", ["身份证件（原件，扫描）", "身份证件（如有）"])
def test_a_paper_that_is_brought_in_no_known_way_is_named_by_its_line(line):
    with pytest.raises(UserError, match="Line 2") as caught:
        type_lines.parse_papers(f"护照\n{line}", ROLES)
    assert caught.value.field == "papers" and "原件" in caught.value.hint


def test_clauses_have_words_and_key_ones_a_star():
    assert type_lines.parse_clauses("★押金：押金/保证金\n*租金\n争议解决:争议 ／ 仲裁") == (
        Clause("押金", ("押金", "保证金"), True),
        Clause("租金", ("租金",), True),
        Clause("争议解决", ("争议", "仲裁")),
    )
    for text, words in (("押金\n：保证金", "no title"), ("押金\n★押金：定金", "twice")):
        with pytest.raises(UserError, match=words) as caught:
            type_lines.parse_clauses(text)
        assert "Line 2" in caught.value.message and caught.value.field == "clauses"


def test_a_manual_item_that_stays_is_still_the_same_and_a_new_one_gets_an_id_of_its_own():
    before = (ManualItem("owner", "有权出租"), ManualItem("item_1", "份数"))
    assert type_lines.parse_items("份数\n设备清单\n份数", before) == (
        ManualItem("item_1", "份数"),
        ManualItem("item_2", "设备清单"),
    )


def test_words_are_parted_and_lists_have_an_end():
    assert type_lines.parse_words("打印机、高拍仪, 打印机；") == ("打印机", "高拍仪")
    with pytest.raises(UserError, match="More than"):
        type_lines.parse_items("甲\n" * 61, ())


# editions


def lease(session):
    return next(kind for kind in signing.all_types(session) if kind.business.code == "lease")


def test_a_newer_edition_is_not_overwritten_by_who_looked_at_the_older_one(room, hire):
    manager = hire("陈国华", "manager")
    with manager.operation(signing.SET_UP) as session:
        old = lease(session)
        signing.lay_down(session, business=replace(old.business, copies=4), replaces=old.id)
    with pytest.raises(StaleRecord), manager.operation(signing.SET_UP) as session:
        signing.lay_down(session, business=replace(old.business, copies=5), replaces=old.id)
    with manager.query() as session:
        assert [(kind.business.code, kind.edition) for kind in signing.all_types(session)] == [
            ("new_home_sale", 1), ("home_resale", 1), ("lease", 2), ("service", 1)
        ]  # fmt: skip
        assert lease(session).business.copies == 4


def test_codes_and_names_are_given_once(room, hire):
    manager = hire("陈国华", "manager")
    with manager.query() as session:
        business = lease(session).business
    wrong = (
        (business, "code", "with this code"),
        (replace(business, code="Car Sale"), "code", "small letters"),
        (replace(business, code="car_lease"), "name", "with this name"),
    )
    for other, field, words in wrong:
        with pytest.raises(UserError, match=words) as caught, manager.operation(signing.SET_UP) as session:
            signing.lay_down(session, business=other)
        assert caught.value.field == field


def test_a_withdrawn_type_is_offered_to_no_new_case_until_it_is_offered_again(room, hire, lease_case):
    manager = hire("陈国华", "manager")
    with manager.operation(signing.WITHDRAW_TYPE) as session:
        kind = lease(session)
        gone = signing.withdraw_type(session, type_id=kind.id, version=kind.version)
    with manager.query() as session:
        assert kind.id not in [each.id for each in signing.business_types(session)]
        assert not lease(session).current
        assert signing.cases_of_types(session) == {"lease": 1}
        assert signing.case_info(session, case_id=lease_case.id).type.name == kind.name
    with manager.operation(signing.WITHDRAW_TYPE) as session:
        back = signing.offer_type(session, type_id=gone.id, version=gone.version)
        with pytest.raises(UserError, match="newer edition"):
            signing.offer_type(session, type_id=back.id, version=back.version)


def test_only_the_manager_sets_types_up(officer, room):
    with pytest.raises(PermissionRefused), officer.operation(signing.SET_UP):
        pass


# the page

on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"])


def words_of(page) -> str:
    return "\n".join(label.text() for label in page.pane.findChildren(QLabel))


@on_sqlite
def test_the_manager_changes_a_type_by_keyboard_and_a_wrong_line_is_said_beside_the_field(sit, room, hire):
    desk = sit(hire("陈国华", "manager"), TypesPage)
    page = desk.page
    with desk.seat.query() as session:
        before = lease(session)
    page.view.select_id(before.id)
    desk.settle()
    assert "Key clauses" in words_of(page) and "甲方 转租同意书 · original, copies: 1, if there is one" in words_of(
        page
    )
    desk.press(Qt.Key.Key_E, CTRL)
    papers = page.pane.findChild(QPlainTextEdit, "signing.types.papers")
    papers.setPlainText(papers.toPlainText() + "\n乙方：收入证明（扫描件，原件）")
    desk.press(Qt.Key.Key_Return, CTRL)
    said = page.pane.findChild(QLabel, "signing.types.papers.problem")
    assert "Line 6" in said.text() and "复印件 2 份" in said.text()
    papers.setPlainText(papers.toPlainText().replace("（扫描件，原件）", "（原件，复印件 2 份）"))
    fixed = page.pane.findChild(QCheckBox, "signing.types.fixed_text")
    assert not fixed.isChecked()
    fixed.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return, CTRL)
    with desk.seat.query() as session:
        after = lease(session)
    assert after.edition == 2 and after.business.papers[-1] == Paper("收入证明", "乙方", copies=2)
    assert after.business.clauses == before.business.clauses
    assert after.business.fixed_text and "fixed" in words_of(page)
    assert any("edition 2" in words for words in desk.said)


@on_sqlite
def test_a_type_is_made_from_a_pattern_withdrawn_and_offered_again(sit, room, hire):
    desk = sit(hire("陈国华", "manager"), TypesPage)
    page = desk.page
    desk.press(Qt.Key.Key_F6)
    for key, text in (("name", "车位租赁"), ("code", "parking_lease")):
        field = page.pane.findChild(QLineEdit, f"signing.types.{key}")
        field.setFocus()
        desk.type(text)
    desk.press(Qt.Key.Key_Return, CTRL)
    assert page.shown.name == "车位租赁" and page.shown.edition == 1
    page.context.actions.run("signing.types.withdraw")
    desk.settle()
    assert len(page.table.ids) == 4
    desk.messages.strip.undo()
    desk.settle()
    with desk.seat.query() as session:
        assert "车位租赁" in [kind.name for kind in signing.business_types(session)]
    assert len(page.shown.business.papers) == len(shipped_types()[0].papers)


@on_sqlite
def test_who_may_only_look_is_offered_nothing(sit, room, reviewer):
    page = sit(reviewer, TypesPage).page
    assert len(page.table.ids) == 4
    assert not any(page.context.actions.is_enabled(f"signing.types.{act}") for act in ("add", "edit", "withdraw"))
