"""Settling the points of a review, and what leads to the release: mixed into the review page. Rules and writing are in
the service; this asks, writes, and goes on to the next point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from signdesk.core.i18n import N_, _, ngettext
from signdesk.core.operations import Operation
from signdesk.domains.signing import service
from signdesk.domains.signing.pages.parts import import_contract, save_word
from signdesk.domains.signing.pages.review_points import Loaded, Point, alike
from signdesk.domains.signing.service import FindingInfo, ItemInfo, ReviewInfo
from signdesk.ui.dialogs import ask_reason
from signdesk.ui.kept_acts import KeptActsPage
from signdesk.ui.preview import PdfPreview

_REASONS = (N_("Confirmed by both parties in writing"), N_("Filled in at the signing"), N_("Usual in this trade"))
_MOST_NAMED = 8


class ReviewActs(KeptActsPage):
    """Acts on the review that is shown."""

    loaded = Loaded()
    case_id: int | None = None
    current: int | None = None
    comparing = False

    @property
    def points(self) -> Sequence[Point]:
        """All points of the review, whatever the filters show."""
        return self.loaded.points

    # what is selected

    def _review(self) -> ReviewInfo | None:
        return self.loaded.review

    def _case_state(self) -> str:
        review = self._review()
        return review.case.row.state if review is not None else ""

    def _review_open(self) -> bool:
        return self._case_state() in (service.DRAFT, service.IN_REVIEW)

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

    def accept(self) -> None:
        """The finding is right."""
        finding = self._chosen_finding()
        if finding is not None:
            self._settle(
                service.SETTLE,
                lambda s: service.accept(s, finding_id=finding.id, version=finding.version),
                [self.current],
            )

    def waive(self) -> None:
        """Let it stand, with a reason."""
        finding, point_id = self._chosen_finding(), self.current
        if finding is None:
            return

        def act(reason: str) -> None:
            self._settle(
                service.SETTLE,
                lambda s: service.waive(s, finding_id=finding.id, version=finding.version, reason=reason),
                [point_id],
                reason=reason,
            )

        ask_reason(
            self, _("Let this stand?"), text=finding.message, yes=_("Waive"), then=act,
            suggestions=[_(each) for each in _REASONS],
        )  # fmt: skip

    def waive_alike(self) -> None:
        """Let every doubt of this check stand, or those selected, with one reason."""
        points = self._together()
        if not points:
            return
        findings = [(point.finding.id, point.finding.version) for point in points if point.finding is not None]

        def act(reason: str) -> None:
            self._settle(
                service.SETTLE,
                lambda s: service.waive_alike(s, findings=findings, reason=reason),
                [point.id for point in points],
                reason=reason,
            )

        named = [f"{point.number}. {point.what}" for point in points[:_MOST_NAMED]]
        if len(points) > _MOST_NAMED:
            more = len(points) - _MOST_NAMED
            named.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
        ask_reason(
            self,
            ngettext("Let this one stand?", "Let these {count} stand?", len(points)).format(count=len(points)),
            text="\n".join(named),
            yes=_("Waive"),
            then=act,
            suggestions=[_(each) for each in _REASONS],
        )

    def _together(self) -> list[Point]:
        """What is waived with one reason: the findings selected, if there are several; else all alike."""
        if self.comparing or not self._review_open():
            return []
        chosen = set(self.view.selected_ids())
        selected = [point for point in self.points if point.id in chosen and point.finding and point.unresolved]
        return selected if len(selected) > 1 else alike(self.points, self._point())

    def reopen(self) -> None:
        """Take back what was decided."""
        point = self._point()
        if point is None:
            return
        if point.finding is not None:
            finding = point.finding
            self._settle(
                service.SETTLE, lambda s: service.reopen(s, finding_id=finding.id, version=finding.version), []
            )
        elif point.item is not None:
            item = point.item
            self._settle(
                service.SIGN_OFF, lambda s: service.withdraw_sign_off(s, item_id=item.id, version=item.version), []
            )

    def sign_off(self) -> None:
        """Sign a manual item off by name."""
        item = self._item()
        if item is not None:
            self._settle(
                service.SIGN_OFF, lambda s: service.sign_off(s, item_id=item.id, version=item.version), [self.current]
            )

    def _settle(
        self,
        operation: Operation,
        write: Callable[[Any], object],
        settled: Sequence[int | None],
        *,
        reason: str | None = None,
    ) -> None:
        """Write, then on to the next point nobody has decided; nothing settled: the point stays current."""
        following = self._after(settled)

        def done(_value: object) -> None:
            if following is not None:
                self._wanted = following

        self.write_in_turn(operation, write, done, reason=reason)

    def _after(self, settled: Sequence[int | None]) -> int | None:
        """The next undecided point below those, or else from the top; then the next that is open at all."""
        if not settled:
            return None
        places = [place for place, point in enumerate(self.points) if point.id in settled]
        start = places[0] if places else 0
        others = [*self.points[start:], *self.points[:start]]
        others = [point for point in others if point.id not in settled and point.unresolved]
        return next((point.id for point in others if point.undecided), others[0].id if others else None)

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
            self._say_released,
        )

    def _say_released(self, review: ReviewInfo) -> None:
        if review.case.row.state == service.RELEASED:
            self.messages.info(_("Released. The file is frozen; any later change will be noticed."))
        elif not review.waits_for:
            self.messages.warn(_("Approved, but nobody is there who may release it after you: tell the manager."))
        else:
            self.messages.info(_("Approved. It waits for {people}.").format(people="、".join(review.waits_for)))

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

    def _has_pages(self) -> bool:
        review = self._review()
        return review is not None and review.version.media_type in service.SHOWN_AS_PAGES

    def original(self) -> None:
        """The file as it came in, at the page of the current point: to compare with what was read from it."""
        review, model, outlet, point = self._review(), self.loaded.model, self.context.outlet, self._point()
        if review is None or outlet is None:
            return
        version = review.version
        place = point.finding.place if point is not None and point.finding is not None else None
        page = model.block(place.block).page if place is not None and model is not None else None

        def look(reason: str) -> None:
            self.ops.write(
                service.REVEAL,
                lambda session: service.reveal_file(session, version_id=version.id, reason=reason),
                draw,
                reason=reason,
            )

        def draw(file: service.RevealedFile) -> None:
            self.ops.work(lambda: service.shown_file(file), show, label=_("Opening the preview"))

        def show(pdf: bytes) -> None:
            preview = PdfPreview(self, self.ops, outlet, pdf, title=version.name, keep=False)
            preview.open_at(page or 1)

        ask_reason(
            self, _("Look at the original file?"), text=_("Who looks at it and why is recorded."),
            yes=_("Show"), then=look, suggestions=[_("Compare with what was read")],
        )  # fmt: skip

    def annotated(self) -> None:
        """The Word file with every open point as a comment, for who corrects the text."""
        review = self._review()
        if review is None:
            return
        version = review.version

        def ask(reason: str) -> None:
            self.ops.write(
                service.REVEAL,
                lambda session: service.annotated_copy(session, version_id=version.id, reason=reason),
                make,
                reason=reason,
            )

        def make(copy: service.AnnotatedCopy) -> None:
            self.ops.work(
                lambda: service.annotated_docx(copy),
                lambda data: save_word(self, copy.name, data),
                label=_("Putting in the comments"),
            )

        ask_reason(
            self, _("Take the contract out with comments?"),
            text=_("The copy shows every number in full. Who makes it and what for is recorded."),
            yes=_("Make the copy"), then=ask, suggestions=[_("To be corrected")],
        )  # fmt: skip

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
