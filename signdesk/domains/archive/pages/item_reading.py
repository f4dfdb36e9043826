"""Reading a dossier's files on the screen and making copies of them. Mixed into the archive's page; who may, and what
stands in the trail, is the service's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from signdesk.core.i18n import _
from signdesk.domains.archive import service
from signdesk.ui.dialogs import ask_reason
from signdesk.ui.page import Page
from signdesk.ui.preview import PdfPreview


class ItemReading(Page):
    """Space or a click on an item: its file, for a reason that is recorded. The reason holds for the dossier until
    another is chosen, so that its items are read one after the other; a person's paper asks for one of its own."""

    _reason_for: tuple[int, str] | None = None

    def preview_item(self, item: service.ItemInfo) -> None:
        """Show the item's file."""
        if item.attachment_id is None:
            self.messages.info(_("{title} is on paper only.").format(title=item.title))
        elif self.context.outlet is None or not service.can_be_shown(item.media_type):
            self.messages.info(_("This kind of file has no preview; its text is found by search."))
        elif not self.context.seat.may(service.READ_FILES):
            self.messages.warn(_("You may search the archive, not read its files: ask the archivist for the dossier."))
        else:
            self._for_a_reason(item)

    def hide_secrets(self) -> None:
        """The screen is locked: whoever comes back says anew why a file is read."""
        super().hide_secrets()
        self._reason_for = None

    def _for_a_reason(self, item: service.ItemInfo) -> None:
        dossier_id = self.shown.id
        if not item.persons_paper and self._reason_for is not None and self._reason_for[0] == dossier_id:
            self._read(item, self._reason_for[1])
            return

        def given(reason: str) -> None:
            if not item.persons_paper:
                self._reason_for = (dossier_id, reason)
            self._read(item, reason)

        holds = _("Who reads it and why is recorded; the reason holds for the other items of this dossier too.")
        text = _("Who looks at it and why is recorded.") if item.persons_paper else holds
        ask_reason(
            self, _("Read {title}?").format(title=item.title), text=text, yes=_("Show"), then=given,
            suggestions=[_("Answer an enquiry"), _("Compare with the paper"), _("Check the dossier")],
        )  # fmt: skip

    def _read(self, item: service.ItemInfo, reason: str) -> None:
        may_copy = not item.persons_paper and self.context.seat.may(service.COPY_FILES)
        copy = partial(self._ask_to_copy, item) if may_copy else None

        def draw(file: service.ItemFile) -> None:
            self.ops.work(lambda: service.shown_item(file), show, label=_("Opening the preview"))

        def show(pdf: bytes) -> None:
            PdfPreview(self, self.ops, self.context.outlet, pdf, title=item.title, keep=False, copy=copy).open()

        self.ops.write(
            service.READ_FILE,
            lambda session: service.read_item(session, item_id=item.id, reason=reason),
            draw,
            reason=reason,
        )

    def _ask_to_copy(self, item: service.ItemInfo) -> None:
        """For whom: a party gets its copy at once, whoever else once the request is approved."""
        dossier = self.shown

        def ask(approved: str) -> None:
            parties = {service.own_use(party.name): party.name for party in dossier.parties}

            def answered(purpose: str) -> None:
                if purpose in parties:
                    self._copy(
                        item, purpose, lambda s: service.copy_for_party(s, item_id=item.id, party=parties[purpose])
                    )
                elif approved and purpose == approved:
                    self._copy(item, purpose, lambda s: service.copy_as_approved(s, item_id=item.id))
                else:
                    self._request_copy(dossier.id, purpose)

            ask_reason(
                self, _("Copy {title}?").format(title=item.title), asked=_("For whom and what for"),
                yes=_("Make the copy"), then=answered, suggestions=[*filter(None, [approved]), *parties],
                text=_("A party of the dossier gets a numbered copy at once; for anybody else it is approved first."),
            )  # fmt: skip

        self.ops.read(lambda session: service.approved_purpose(session, dossier_id=dossier.id), ask)

    def _request_copy(self, dossier_id: int, purpose: str) -> None:
        def asked(request: Any) -> None:
            self.messages.info(
                _("Asked for. The copy can be made when {people} has approved it.").format(
                    people=_(", ").join(request.waits_for)
                )
            )

        self.ops.write(
            service.ASK_FOR_COPY,
            lambda session: service.ask_for_copy(session, dossier_id=dossier_id, purpose=purpose),
            asked,
            reason=purpose,
        )

    def _copy(self, item: service.ItemInfo, purpose: str, make: Callable[[Any], service.ItemCopy]) -> None:
        def draw(copy: service.ItemCopy) -> None:
            self.ops.work(lambda: service.copy_pdf(copy), lambda pdf: show(copy, pdf), label=_("Making the PDF"))

        def show(copy: service.ItemCopy, pdf: bytes) -> None:
            PdfPreview(self, self.ops, self.context.outlet, pdf, title=f"{copy.number} {item.title}").open()

        self.ops.write(service.COPY_FILE, make, draw, reason=purpose)
