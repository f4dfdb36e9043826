"""The review page: every open point of a contract first, the contradiction itself, and the text beside it with the
places marked. Rules and writing are in the service; this page only shows and asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QSplitter

from signdesk.core import clock
from signdesk.core.i18n import N_, _
from signdesk.domains.signing import service
from signdesk.domains.signing.pages.comparison_view import ComparisonView
from signdesk.domains.signing.pages.contract_card import ContractCard
from signdesk.domains.signing.pages.document_view import Mark
from signdesk.domains.signing.pages.parts import case_chip, import_contract
from signdesk.domains.signing.pages.review_points import Loaded, Point, points_of, state_chip, way_chip
from signdesk.domains.signing.service import FindingInfo, ItemInfo, ReviewInfo
from signdesk.ui import theme
from signdesk.ui.actions import Action
from signdesk.ui.dialogs import ask_reason
from signdesk.ui.form_in_pane import FormInPane
from signdesk.ui.list_detail import Found, Query
from signdesk.ui.pane import DetailPane
from signdesk.ui.preview import PdfPreview
from signdesk.ui.table_model import Column

_P = "signing.review"
_REASONS = (N_("Confirmed by both parties in writing"), N_("Filled in at the signing"), N_("Usual in this trade"))


class ReviewPage(FormInPane):
    """One contract's review."""

    page_id, group, title, icon = _P, "signing", N_("Contract review"), "review"
    tables = frozenset(
        {"review_finding", "review_item", "contract_version", "signing_case", "approval_instance", "approval_task"}
    )
    permission = service.READ_CASES
    primary = f"{_P}.next"
    secondary = (f"{_P}.compare", f"{_P}.new_version", f"{_P}.release")
    menu = (f"{_P}.submit", f"{_P}.send_back", f"{_P}.sheet")
    empty_sentence = N_("No contract waits for review.")
    loaded = Loaded((), None, None, None)
    points: Sequence[Point] = ()
    current: int | None = None
    comparing = False

    def make_actions(self) -> Sequence[Action]:
        """Going through the points, settling them, releasing."""
        settle, draft, read = service.REVIEW_CONTRACTS, service.DRAFT_CONTRACTS, service.READ_CASES
        return (
            Action(f"{_P}.next", _("Next problem"), lambda: self.step(1), "F8", read, act=False,
                   enabled=self._has_next),
            Action(f"{_P}.previous", _("Previous problem"), lambda: self.step(-1), "Shift+F8", read, act=False,
                   enabled=self._has_next),
            Action(f"{_P}.compare", _("Compare versions"), self.compare, "F4", read, "document", act=False,
                   enabled=self._has_versions),
            Action(f"{_P}.accept", _("Accept"), self.accept, "F5", settle, "check",
                   enabled=lambda: self._finding_in(service.OPEN, service.WAIVED)),
            Action(f"{_P}.sign_off", _("Sign off"), self.sign_off, "F6", settle, "tick",
                   enabled=lambda: self._item() is not None and self._review_open()),
            Action(f"{_P}.waive", _("Waive"), self.waive, "F7", settle, "forward",
                   enabled=lambda: self._finding_in(service.OPEN, service.ACCEPTED)),
            Action(f"{_P}.reopen", _("Reopen"), self.reopen, "", settle, "undo",
                   enabled=lambda: self._finding_in(service.ACCEPTED, service.WAIVED) or self._signed()),
            Action(f"{_P}.new_version", _("New version"), self.new_version, "F9", draft, "add", act=False,
                   enabled=lambda: self._case_state() in (service.DRAFT, service.IN_REVIEW, service.RELEASED)),
            Action(f"{_P}.submit", _("Submit for release"), self.submit, "F10", draft, "forward",
                   enabled=lambda: self._case_state() == service.DRAFT),
            Action(f"{_P}.release", _("Release"), self.release, "F12", read, "check",
                   enabled=lambda: self._case_state() in (service.DRAFT, service.IN_REVIEW)),
            Action(f"{_P}.send_back", _("Send back"), self.send_back, "", service.RELEASE_CONTRACTS, "back",
                   enabled=lambda: self._case_state() == service.IN_REVIEW),
            Action(f"{_P}.sheet", _("Review sheet"), self.sheet, "", read, "document", act=False,
                   enabled=lambda: self._review() is not None),
        )  # fmt: skip

    def build(self) -> None:
        """List on the left; point and text on the right; the contract is chosen above."""
        self.case_id: int | None = None
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
        row = self.filter_row.layout()
        row.insertWidget(0, self.chooser, 1)  # type: ignore[union-attr]  # a box layout
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
        self.filter_row.setVisible(not self.comparing)
        self.splitter.setVisible(not self.comparing)
        narrow = self.fit.pane_replaces
        self.list_card.setVisible(not (narrow and self._narrow_detail))
        self.beside.setVisible(not narrow or self._narrow_detail)
        if not narrow:
            total = max(self.splitter.width(), 700)
            left = round(total * 0.5)
            QTimer.singleShot(0, self, lambda: self.splitter.setSizes([left, total - left - 12]))
        height = max(self.splitter.height(), 300)
        QTimer.singleShot(0, self, lambda: self.beside.setSizes([round(height * 0.38), round(height * 0.62)]))

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
        self.found = Loaded(tuple(cases), case_id, review, model)
        points = points_of(review) if review is not None else []
        divider = sum(1 for point in points if point.unresolved)
        return Found(rows=points, facts=self._facts(review), divider_at=divider if 0 < divider < len(points) else None)

    def on_found(self, found: Found) -> None:
        """List, text and title."""
        before, self.loaded = self.loaded, self.found
        self.case_id = self.loaded.case_id
        self._fill_chooser()
        review = self.loaded.review
        words = _(self.title)
        self.header.title.setText(f"{words} · {review.case.row.number}" if review is not None else words)
        points = list(found.rows or ())
        if review is not None and self.loaded.model is not None:
            marks = [
                Mark(point.id, point.finding.number, place, point.unresolved, point.finding.severity == "error")
                for point in points
                if point.finding is not None and point.finding.place is not None
                for place in (point.finding.place, *point.finding.others)
            ]
            self.paper.show_version(review.case.id, review.version.id, self.loaded.model, marks)
        self.points = points
        if before.case_id != self.loaded.case_id and points:
            self._wanted = points[0].id
        if self.comparing and (before.review is None or review is None or before.review.version != review.version):
            self._set_comparing(False)
        super().on_found(found)
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
        findings, items = len(review.open_findings), len(review.open_items)
        if findings or items:
            words = _("{count} open: {findings} problems · {items} to check").format(
                count=findings + items, findings=findings, items=items
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
            Column("number", _("No."), 44, "number", drop=4),
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
        self.document.go_to(record_id)

    def fill_pane(self, pane: DetailPane, point: Point | None) -> None:
        """The contradiction itself, why it matters, and what can be done."""
        if point is None:
            pane.text(_("This point is settled."), ink="muted")
            return
        if point.finding is not None:
            self._fill_finding(pane, point, point.finding)
        elif point.item is not None:
            pane.heading(point.item.text, chip=state_chip(point))
            if point.unresolved:
                pane.text(_("Check it on paper and on the screen, then sign it off by your name."), ink="muted")
            else:
                pane.facts(
                    [
                        (_("Signed off by"), _by(point.item.signed_by, point.item.signed_at)),
                        (_("Note"), point.item.note),
                    ]
                )
        elif point.check is not None:
            pane.heading(point.check.title, chip=state_chip(point))
            pane.text(point.check.why, ink="muted")
            pane.facts([(_("Looked at"), point.check.looked_at), (_("Source"), point.check.source)])
        review = self.loaded.review
        if (
            review is not None
            and not self._open_points()
            and review.refusal
            and review.case.row.state == service.IN_REVIEW
        ):
            pane.text(review.refusal, ink="waiting")
        if point.item is not None:
            pane.buttons(None, f"{_P}.sign_off" if point.unresolved else f"{_P}.reopen")
        elif point.finding is not None and point.finding.state != service.NOTED:
            pane.buttons(
                None,
                *([f"{_P}.accept", f"{_P}.waive", f"{_P}.new_version"] if point.unresolved else [f"{_P}.reopen"]),
            )

    def pane_facts(self, detail: Any) -> Any:
        """The pane also shows a finding in full, while the text is."""
        return (detail, self.paper.revealed is not None)

    def _on_revealed(self) -> None:
        self.read_pane()

    def _fill_finding(self, pane: DetailPane, point: Point, finding: FindingInfo) -> None:
        full = self.paper.revealed
        if full is not None:
            finding = next((each for each in full.findings if each.id == finding.id), finding)
        pane.heading(finding.message, chip=state_chip(point))
        if finding.sides:
            pane.facts(finding.sides)
        pane.text(f"{finding.title}：{finding.why}", ink="muted")
        pane.facts(
            [
                (_("Clause"), finding.where),
                (_("Wording"), finding.excerpt.strip()[:80]),
                (_("Source"), finding.source),
                (_("Settled by"), _by(finding.settled_by, finding.settled_at)),
                (_("Reason"), finding.reason),
            ]
        )

    # what is selected

    def _review(self) -> ReviewInfo | None:
        return self.loaded.review

    def _case_state(self) -> str:
        review = self._review()
        return review.case.row.state if review is not None else ""

    def _review_open(self) -> bool:
        return self._case_state() in (service.DRAFT, service.IN_REVIEW)

    def _has_versions(self) -> bool:
        review = self._review()
        return review is not None and len(review.case.versions) > 1

    def _has_next(self) -> bool:
        return bool(self.comparison.differences if self.comparing else self._open_points())

    def _point(self) -> Point | None:
        """The point the acts are about; none while the versions are compared."""
        if self.comparing:
            return None
        return next((point for point in self.points if point.id == self.current), None)

    def _finding_in(self, *states: str) -> bool:
        point = self._point()
        return point is not None and point.finding is not None and point.finding.state in states and self._review_open()

    def _item(self) -> ItemInfo | None:
        point = self._point()
        return point.item if point is not None and point.unresolved else None

    def _signed(self) -> bool:
        point = self._point()
        return point is not None and point.item is not None and not point.unresolved and self._review_open()

    def _open_points(self) -> list[Point]:
        return [point for point in self.points if point.unresolved]

    # acts

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
        self.view.select_id(places[(here + by) % len(places)])

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

    def accept(self) -> None:
        """The finding is right."""
        finding = self._chosen_finding()
        if finding is not None:
            self.ops.write(
                service.SETTLE,
                lambda s: service.accept(s, finding_id=finding.id, version=finding.version),
                self._on_settled,
            )

    def waive(self) -> None:
        """Let it stand, with a reason."""
        finding = self._chosen_finding()
        if finding is None:
            return

        def act(reason: str) -> None:
            self.ops.write(
                service.SETTLE,
                lambda s: service.waive(s, finding_id=finding.id, version=finding.version, reason=reason),
                self._on_settled,
                reason=reason,
            )

        ask_reason(
            self, _("Let this stand?"), text=finding.message, yes=_("Waive"), then=act,
            suggestions=[_(each) for each in _REASONS],
        )  # fmt: skip

    def reopen(self) -> None:
        """Take back what was decided."""
        point = self._point()
        if point is None:
            return
        if point.finding is not None:
            finding = point.finding
            self.ops.write(
                service.SETTLE, lambda s: service.reopen(s, finding_id=finding.id, version=finding.version), None
            )
        elif point.item is not None:
            item = point.item
            self.ops.write(
                service.SIGN_OFF, lambda s: service.withdraw_sign_off(s, item_id=item.id, version=item.version), None
            )

    def sign_off(self) -> None:
        """Sign a manual item off by name."""
        item = self._item()
        if item is not None:
            self.ops.write(
                service.SIGN_OFF, lambda s: service.sign_off(s, item_id=item.id, version=item.version), self._on_settled
            )

    def _on_settled(self, _done: object) -> None:
        """On to the next open point."""
        points = [point for point in self._open_points() if point.id != self.current]
        if points:
            self._wanted = points[0].id

    def _chosen_finding(self) -> FindingInfo | None:
        point = self._point()
        return point.finding if point is not None else None

    def new_version(self) -> None:
        """Bring in a corrected file."""
        if self.case_id is not None:
            import_contract(self, self.case_id, self._on_imported)

    def _on_imported(self, version: service.VersionInfo) -> None:
        self._wanted = None
        self.messages.info(_("Version {number} is in and was checked.").format(number=version.place))

    def submit(self) -> None:
        """Ask for the release."""
        review = self._review()
        if review is not None:
            row = review.case.row
            self.ops.write(
                service.SUBMIT,
                lambda s: service.submit(s, case_id=row.id, version=row.version),
                lambda _done: self.messages.info(_("Submitted for release.")),
            )

    def release(self) -> None:
        """定稿: name what blocks it, refuse the drafter, else release."""
        review = self._review()
        if review is None:
            return
        if review.refusal:
            self.messages.warn(_("You may not release this: {why}").format(why=review.refusal))
            return
        if review.blockers:
            self.messages.warn(_("Not yet: {blockers}.").format(blockers=_(", ").join(review.blockers)))
            return
        self.ops.write(
            service.RELEASE,
            lambda s: service.release(s, case_id=review.case.id, sha256=review.version.sha256),
            lambda _done: self.messages.info(_("Released. The file is frozen; any later change will be noticed.")),
        )

    def send_back(self) -> None:
        """Back to the drafter, with a reason."""
        review = self._review()
        if review is None:
            return

        def act(reason: str) -> None:
            self.ops.write(
                service.SEND_BACK,
                lambda s: service.send_back(s, case_id=review.case.id, sha256=review.version.sha256, reason=reason),
                lambda _done: self.messages.info(_("Sent back to the drafter.")),
                reason=reason,
            )

        ask_reason(self, _("Send the contract back?"), yes=_("Send back"), then=act)

    def sheet(self) -> None:
        """The review sheet before printing."""
        if self.case_id is None or self.context.outlet is None:
            return
        case_id, outlet = self.case_id, self.context.outlet

        def draw(gathered: tuple[ReviewInfo, service.Printing]) -> None:
            self.ops.work(lambda: service.review_sheet_pdf(*gathered), show, label=_("Making the PDF"))

        def show(pdf: bytes) -> None:
            PdfPreview(self, self.ops, outlet, pdf, title=_("Contract review checklist")).open()

        self.ops.read(lambda s: service.gather_review(s, case_id=case_id), draw)


def _by(person: str, at: Any) -> str:
    return f"{person} {clock.to_local(at):%m-%d %H:%M}" if person and at is not None else person


__all__ = ["ReviewPage", "case_chip"]
