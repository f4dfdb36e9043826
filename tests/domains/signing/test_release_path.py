"""Who releases a contract is laid down with its business type: one reviewer or two, from an amount on the manager."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from signdesk.core.approvals import DEFINE, Definition, Mode, Node, define, role
from signdesk.core.errors import PermissionRefused
from signdesk.core.money import Money
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.pages.review_page import ReviewPage
from signdesk.domains.signing.pages.types_page import TypesPage
from signdesk.domains.signing.rules.business import ReleasePath
from tests.domains.signing import corpus
from tests.domains.signing.test_way import release, review, sign_everything_off, submit

CTRL = Qt.KeyboardModifier.ControlModifier
AMOUNT = corpus.LEASE_FACTS.amount


def lease(session):
    return next(kind for kind in signing.business_types(session) if kind.business.code == "lease")


@pytest.fixture
def manager(room, hire):
    return hire("陈国华", "manager")


@pytest.fixture
def second(room, hire):
    return hire("周敏", "reviewer")


@pytest.fixture
def submitted(request, manager, officer, reviewer, second, bring_in):
    """`submitted(path)`: a lease in order, of a business type with this path, submitted and with nothing open."""

    def do(path):
        with manager.operation(signing.SET_UP) as session:
            known = lease(session)
            signing.lay_down(session, business=replace(known.business, release=path), replaces=known.id)
        case = request.getfixturevalue("lease_case")
        bring_in(case, corpus.LEASE)
        submit(officer, case)
        sign_everything_off(reviewer, case)
        return case

    return do


def test_two_reviewers_must_agree_and_nobody_counts_twice(submitted, reviewer, second):
    case = submitted(ReleasePath(reviewers=2))
    half = release(reviewer, case)
    assert half.case.row.state == "in_review" and half.waits_for == ("周敏",)
    with pytest.raises(PermissionRefused, match="waits for 周敏"):
        release(reviewer, case)
    done = release(second, case)
    assert done.case.row.state == "released" and done.case.released_by == "何律、周敏"


def test_from_its_amount_on_the_manager_agrees_after_the_reviewer(submitted, reviewer, manager):
    case = submitted(ReleasePath(manager_from=AMOUNT))
    with pytest.raises(PermissionRefused, match="waits for 何律"):
        release(manager, case)
    assert release(reviewer, case).waits_for == ("陈国华",)
    done = release(manager, case)
    assert done.case.row.state == "released" and done.case.released_by == "何律、陈国华"


def test_below_that_amount_the_reviewer_is_enough(submitted, reviewer):
    case = submitted(ReleasePath(manager_from=AMOUNT + Money.yuan(1)))
    assert release(reviewer, case).case.row.state == "released"


def test_what_is_sent_back_by_the_second_goes_through_both_again(submitted, officer, reviewer, second, bring_in):
    case = submitted(ReleasePath(reviewers=2))
    release(reviewer, case)
    with second.operation(signing.SEND_BACK) as session:
        digest = signing.review_info(session, case_id=case.id).version.sha256
        signing.send_back(session, case_id=case.id, sha256=digest, reason="第三条不清楚")
    assert review(officer, case).case.row.state == "draft"
    submit(officer, case)
    assert release(second, case).waits_for == ("何律",)


def test_a_business_type_never_asks_less_than_the_centre_asks_for_every_contract(submitted, reviewer, second, manager):
    two = Definition((Node("Contract review", role("reviewer"), Mode.DISTINCT, count=2),))
    with manager.operation(DEFINE) as session:
        define(session, signing.RELEASE_KIND, two)
    case = submitted(ReleasePath(reviewers=1, manager_from=Money(0)))
    assert release(reviewer, case).waits_for == ("周敏",)
    assert release(second, case).waits_for == ("陈国华",)
    assert release(manager, case).case.row.state == "released"


on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"])


@on_sqlite
def test_the_manager_lays_the_path_down_on_the_page(sit, manager):
    desk = sit(manager, TypesPage)
    with desk.seat.query() as session:
        desk.page.view.select_id(lease(session).id)
    desk.settle()
    assert "one contract reviewer" in words_of(desk.page)
    desk.press(Qt.Key.Key_E, CTRL)
    for key, text in (("reviewers", "2"), ("manager_from", "1000000")):
        field = desk.page.pane.findChild(QLineEdit, f"signing.types.{key}")
        field.setFocus()
        field.selectAll()
        desk.type(text)
    desk.press(Qt.Key.Key_Return, CTRL)
    with desk.seat.query() as session:
        assert lease(session).business.release == ReleasePath(2, Money.yuan(1_000_000))
    said = words_of(desk.page)
    assert "2 contract reviewers" in said and "from 1,000,000.00 on the centre manager" in said


@on_sqlite
def test_the_first_of_two_is_told_who_is_next(sit, submitted, reviewer):
    submitted(ReleasePath(reviewers=2))
    desk = sit(reviewer, ReviewPage)
    desk.press(Qt.Key.Key_F12)
    assert "Approved. It waits for 周敏." in desk.said


def words_of(page) -> str:
    return "\n".join(label.text() for label in page.pane.findChildren(QLabel))
