"""The review page: every open point of a contract first, the contradiction itself, and the text beside it with the
places marked. Rules and writing are in the service; this page only shows and asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter

from signdesk.core import clock
from signdesk.core.i18n import N_, _
from signdesk.domains.signing import service
from signdesk.domains.signing.pages.comparison_view import ComparisonView
from signdesk.domains.signing.pages.contract_card import ContractCard
from signdesk.domains.signing.pages.document_view import Mark
from signdesk.domains.signing.pages.parts import case_chip
from signdesk.domains.signing.pages.review_acts import ReviewActs
from signdesk.domains.signing.pages.review_pane import fill
from signdesk.domains.signing.pages.review_points import (
    Loaded,
    Point,
    alike,
    counts,
    filtered,
    make_filters,
    points_of,
    state_chip,
    way_chip,
)
from signdesk.domains.signing.service import ReviewInfo
from signdesk.ui import theme
from signdesk.ui.actions import Action
from signdesk.ui.buttons import Button
from signdesk.ui.list_detail import Filter, Found, Query
from signdesk.ui.pane import DetailPane
from signdesk.ui.table_model import Column

_P = "signing.review"


class ReviewPage(ReviewActs):
    """One contract's review."""

    page_id, group, title, icon = _P, "signing", N_("Contract review"), "review"
    tables = frozenset(
        {"review_finding", "review_item", "contract_version", "signing_case", "approval_instance", "approval_task"}
    )
    permission = service.READ_CASES
    primary = f"{_P}.next"
    secondary = (f"{_P}.compare", f"{_P}.new_version", f"{_P}.release")
    menu = (f"{_P}.submit", f"{_P}.send_back", f"{_P}.original", f"{_P}.sheet")
    empty_sentence = N_("No contract waits for review.")

    def make_actions(self) -> Sequence[Action]:
        """Going through the points, settling them, releasing."""
        settle, draft, read = service.REVIEW_CONTRACTS, service.DRAFT_CONTRACTS, service.READ_CASES
        points = (
            Action(f"{_P}.next", _("Next problem"), lambda: self.step(1), "F8", read, act=False,
                   enabled=self._has_next),
            Action(f"{_P}.previous", _("Previous problem"), lambda: self.step(-1), "Shift+F8", read, act=False,
                   enabled=self._has_next),
            Action(f"{_P}.other_place", _("Other place"), self.other_place, "F3", read, "forward", act=False,
                   enabled=self._has_other_places),
            Action(f"{_P}.accept", _("Accept"), self.accept, "F5", settle, "check",
                   enabled=lambda: self._finding_in(service.OPEN, service.WAIVED)),
            Action(f"{_P}.sign_off", _("Sign off"), self.sign_off, "F6", settle, "tick",
                   enabled=lambda: self._item() is not None and self._review_open()),
            Action(f"{_P}.waive", _("Waive"), self.waive, "F7", settle, "forward",
                   enabled=lambda: self._finding_in(service.OPEN, service.ACCEPTED)),
            Action(f"{_P}.waive_alike", _("Waive all alike"), self.waive_alike, "Shift+F7", settle, "forward",
                   enabled=lambda: len(self._together()) > 1),
            Action(f"{_P}.reopen", _("Reopen"), self.reopen, "", settle, "undo",
                   enabled=lambda: self._finding_in(service.ACCEPTED, service.WAIVED) or self._signed()),
        )  # fmt: skip
        return (
            *self.in_turn(points),
            Action(f"{_P}.compare", _("Compare versions"), self.compare, "F4", read, "document", act=False,
                   enabled=self._has_versions),
            Action(f"{_P}.new_version", _("New version"), self.new_version, "F9", draft, "add", act=False,
                   enabled=lambda: self._case_state() in (service.DRAFT, service.IN_REVIEW, service.RELEASED)),
            Action(f"{_P}.submit", _("Submit for release"), self.submit, "F10", draft, "forward",
                   enabled=lambda: self._case_state() == service.DRAFT),
            Action(f"{_P}.release", _("Release"), self.release, "F12", read, "check",
                   enabled=lambda: self._case_state() in (service.DRAFT, service.IN_REVIEW)),
            Action(f"{_P}.send_back", _("Send back"), self.send_back, "", service.RELEASE_CONTRACTS, "back",
                   enabled=lambda: self._case_state() == service.IN_REVIEW),
            Action(f"{_P}.original", _("Original file"), self.original, "F11", service.REVEAL_CONTRACTS, "document",
                   act=False, enabled=self._has_pages),
            Action(f"{_P}.annotated", _("Word copy with comments"), self.annotated, "Ctrl+S", service.REVEAL_CONTRACTS,
                   "save", act=False, enabled=self._is_word),
            Action(f"{_P}.sheet", _("Review sheet"), self.sheet, "", read, "document", act=False,
                   enabled=lambda: self._review() is not None),
        )  # fmt: skip

    def make_filters(self) -> Sequence[Filter]:
        """What became of a point, and what it is."""
        return make_filters()

    def build(self) -> None:
        """List on the left; point and text on the right; the contract is chosen above."""
        self.case_id: int | None = None
        self._beside = 0
        super().build()
        self.comparison = ComparisonView(_P, self.context)
        self.comparison.hide()
        self.comparison.chosen.connect(self._read_comparison)
        self.comparison.left.connect(self.leave_comparison)
        self._box.addWidget(self.comparison, 1)
        self.chooser = QComboBox()
        self.chooser.setObjectName(f"{_P}.case")
        self.chooser.setAccessibleName(_("Case"))
        self.chooser.setFixedHeight(theme.CONTROL)
        self.chooser.setMinimumWidth(260)
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chooser.activated.connect(self._on_chosen)
        row: QHBoxLayout = self.filter_row.layout()  # type: ignore[assignment]  # made so by ListDetail
        row.insertWidget(0, self.chooser, 2)
        row.setStretch(1, 3)
        self.filter_row.show()

    def _make_body(self) -> None:
        super()._make_body()
        self.paper = ContractCard(_P, self.context, self._on_revealed)
        self.document = self.paper.document
        self.beside = QSplitter(Qt.Orientation.Vertical)
        self.beside.setHandleWidth(10)
        self.beside.setChildrenCollapsible(False)
        self.pane.setMinimumHeight(150)
        self.paper.setMinimumHeight(120)
        self.splitter.insertWidget(1, self.beside)
        self.beside.addWidget(self.pane)
        self.beside.addWidget(self.paper)
        self.beside.setStretchFactor(1, 1)
        self.splitter.setStretchFactor(1, 1)

    def _arrange(self) -> None:
        self.comparison.setVisible(self.comparing)
        self.splitter.setVisible(not self.comparing)
        narrow = self.fit.pane_replaces
        self.filter_row.setVisible(not self.comparing and not (narrow and self._narrow_detail))
        self.list_card.setVisible(not (narrow and self._narrow_detail))
        self.beside.setVisible(not narrow or self._narrow_detail)
        if not narrow:
            total = max(self.splitter.width(), 700)
            left = round(total * 0.5)
            QTimer.singleShot(0, self, lambda: self.splitter.setSizes([left, total - left - 12]))
        height = max(self.splitter.height(), 300)
        above = round(height * (0.38 if height >= 600 else 0.46))  # what can be done takes its room first
        QTimer.singleShot(0, self, lambda: self.beside.setSizes([above, height - above]))

    def _on_splitter(self, _position: int, _index: int) -> None:
        """The halves are not remembered: the text needs its room."""

    # reading

    def find_records(self, session: Any, query: Query) -> Found:
        """Read worker: the contract chosen, or the one that has waited longest."""
        rows = service.case_rows(session, states=(service.IN_REVIEW, service.DRAFT, service.RELEASED), limit=200)
        with_text = [row for row in rows if row.versions]
        with_text.sort(key=lambda row: (row.state != service.IN_REVIEW, row.state != service.DRAFT, row.opened_at))
        cases = [(row.id, f"{row.number} · {row.parties} · {_(service.CASE_STATES[row.state])}") for row in with_text]
        case_id = self.case_id
        if case_id is None and cases:
            case_id = cases[0][0]
        if case_id is not None and case_id not in [known for known, _words in cases]:
            row = service.case_info(session, case_id=case_id).row
            cases.insert(0, (row.id, f"{row.number} · {row.parties} · {_(service.CASE_STATES[row.state])}"))
        review = model = None
        if case_id is not None and service.versions_of(session, case_id):
            review = service.review_info(session, case_id=case_id)
            before = self.loaded
            same = before.review is not None and before.review.version.id == review.version.id
            model = before.model if same else service.shown_text(session, version_id=review.version.id)
        points = tuple(points_of(review)) if review is not None else ()
        self.found = Loaded(tuple(cases), case_id, review, points, model)
        shown = filtered(points, query.filters)
        divider = sum(1 for point in shown if point.unresolved)
        return Found(
            rows=shown,
            facts=self._facts(review),
            counts=counts(points, query.filters),
            divider_at=divider if 0 < divider < len(shown) else None,
        )

    def on_found(self, found: Found) -> None:
        """List, text and title."""
        before, self.loaded = self.loaded, self.found
        self.case_id = self.loaded.case_id
        self._fill_chooser()
        review = self.loaded.review
        words = _(self.title)
        self.header.title.setText(f"{words} · {review.case.row.number}" if review is not None else words)
        points = self.points
        if review is not None and self.loaded.model is not None:
            marks = [
                Mark(point.id, point.finding.number, place, point.unresolved, point.finding.severity == "error")
                for point in points
                if point.finding is not None and point.finding.place is not None
                for place in (point.finding.place, *(other.place for other in point.finding.others))
            ]
            self.paper.show_version(review.case.id, review.version.id, self.loaded.model, marks)
        if before.case_id != self.loaded.case_id and found.rows:
            self._wanted = found.rows[0].id
        if self.comparing and (before.review is None or review is None or before.review.version != review.version):
            self._set_comparing(False)
        super().on_found(found)
        self._wanted = None  # where a filter hides it, nothing jumps there later
        self._loudest()

    def _fill_chooser(self) -> None:
        self.chooser.blockSignals(True)
        self.chooser.clear()
        for case_id, words in self.loaded.cases:
            self.chooser.addItem(words, case_id)
        self.chooser.setCurrentIndex(max(self.chooser.findData(self.loaded.case_id), 0))
        self.chooser.blockSignals(False)

    def _facts(self, review: ReviewInfo | None) -> str:
        if review is None:
            return ""
        problems = sum(1 for finding in review.open_findings if finding.severity == "error")
        doubts, items = len(review.open_findings) - problems, len(review.open_items)
        if problems or doubts or items:
            words = _("{count} open: {problems} problems · {doubts} doubts · {items} to check").format(
                count=problems + doubts + items, problems=problems, doubts=doubts, items=items
            )
        else:
            words = _("Nothing open")
        version = review.version
        parts = [
            words,
            _(service.CASE_STATES[review.case.row.state]),
            review.case.row.title,
            _("version {number}, brought in by {person} {time}").format(
                number=version.place, person=version.added_by, time=f"{clock.to_local(version.added_at):%m-%d %H:%M}"
            ),
        ]
        if review.waits_for and review.case.row.state == service.IN_REVIEW:
            parts.append(_("waits for {people}").format(people="、".join(review.waits_for)))
        return " · ".join(parts)

    def _loudest(self) -> None:
        """Next problem is the loud button until nothing is open; then it is the release."""
        release = next((b for b in self.header.secondary if b.objectName() == f"{_P}.release.button"), None)
        nothing_open = not self._open_points()
        if self.header.primary is not None:
            self.header.primary.set_role("secondary" if nothing_open else "primary")
        if release is not None:
            release.set_role("primary" if nothing_open and self._review() is not None else "secondary")

    def make_columns(self) -> Sequence[Column]:
        """Number, state, what, where, way."""
        return (
            Column("number", _("No."), 44, "number", drop=1),
            Column("state", _("State"), 88, "chip", chip=state_chip, drop=0),
            Column("what", _("Point"), 220, stretch=True, drop=0),
            Column("where", _("Clause"), 72, drop=2, muted=True),
            Column("way", _("Way"), 70, "chip", chip=way_chip, drop=3),
        )

    def read_detail(self, session: Any, record_id: int) -> Point | None:
        """The point itself: everything was read with the list."""
        return next((point for point in self.points if point.id == record_id), None)

    def on_current(self, record_id: int | None) -> None:
        """The text follows the list."""
        super().on_current(record_id)
        self._beside = 0
        self.document.go_to(record_id)

    def fill_pane(self, pane: DetailPane, point: Point | None) -> None:
        """The point; in full while the text is."""
        if point is None:
            pane.text(_("This point is settled."), ink="muted")
            return
        full = self.paper.revealed
        if full is not None and point.finding is not None:
            id = point.finding.id
            point = replace(point, finding=next((each for each in full.findings if each.id == id), point.finding))
        review = self.loaded.review
        waits = review is not None and not self._open_points() and review.case.row.state == service.IN_REVIEW
        refusal = review.refusal if review is not None and waits else ""
        fill(pane, point, page_id=_P, alike=alike(self.points, point), refusal=refusal)

    def pane_facts(self, detail: Any) -> Any:
        """The pane also shows a finding in full, while the text is, and how many are alike."""
        return (detail, self.paper.revealed is not None, len(alike(self.points, detail)), bool(self._open_points()))

    def _on_revealed(self) -> None:
        self.read_pane()

    # going through it

    def on_open(self, record_id: int) -> None:
        """Enter on a point: to what can be done about it."""
        acts = (button for button in self.pane.findChildren(Button) if button.objectName().startswith(f"{_P}."))
        first = next((button for button in acts if button.isEnabled()), None)
        (first or self.document).setFocus()

    def _has_other_places(self) -> bool:
        point = self._point()
        return point is not None and point.finding is not None and bool(point.finding.others)

    def other_place(self) -> None:
        """The text shows the next of the places that belong to the point, and the first again behind the last."""
        self._beside += 1
        self.document.go_to(self.current, self._beside)

    def _is_word(self) -> bool:
        review = self._review()
        return review is not None and review.version.is_word

    def _has_versions(self) -> bool:
        review = self._review()
        return review is not None and len(review.case.versions) > 1

    def _has_next(self) -> bool:
        return bool(self.comparison.differences if self.comparing else self._open_points())

    def open_record(self, record_id: int) -> None:
        """Show the contract of this case."""
        self.case_id = record_id
        if self.isVisible():
            self.refresh()
        else:
            self.stale = True

    def _on_chosen(self, index: int) -> None:
        self.case_id = self.chooser.itemData(index)
        self.refresh()
        self.view.setFocus()

    def step(self, by: int) -> None:
        """The next or previous open point, or difference between the versions."""
        if self.comparing:
            self.comparison.step(by)
            return
        points = self._open_points()
        if not points:
            return
        places = [point.id for point in points]
        here = places.index(self.current) if self.current in places else (-1 if by > 0 else 0)
        wanted = places[(here + by) % len(places)]
        if not self.view.select_id(wanted):
            self._wanted = wanted  # a filter hides it
            self.clear_filters()

    def compare(self) -> None:
        """The newest version beside the one before it; again to go back."""
        if self.comparing:
            self.leave_comparison()
        else:
            self._read_comparison(None, None)

    def _read_comparison(self, older_id: int | None, newer_id: int | None) -> None:
        case_id = self.case_id
        if case_id is None:
            return

        def compared(session: Any) -> service.VersionComparison:
            return service.compare_versions(session, case_id=case_id, older_id=older_id, newer_id=newer_id)

        self.ops.read(compared, self._on_compared, key=f"{_P}.compare", label=_("Comparing the versions"))

    def _on_compared(self, found: service.VersionComparison) -> None:
        self.comparison.show_comparison(found)
        self._set_comparing(True)
        self.comparison.view.setFocus()

    def leave_comparison(self) -> None:
        """Back to the points."""
        self._set_comparing(False)
        self.view.setFocus()

    def _set_comparing(self, comparing: bool) -> None:
        self.comparing = comparing
        if self.header.primary is not None:
            self.header.primary.setText(_("Next difference") if comparing else _("Next problem"))
        self._arrange()
        self.context.actions.refresh(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the comparison first."""
        if self.comparing and event.matches(QKeySequence.StandardKey.Cancel):
            self.leave_comparison()
            return
        super().keyPressEvent(event)


__all__ = ["ReviewPage", "case_chip"]
