"""What surrounds the steps of a signing: notes, interruption, the end, the papers. Mixed into the signing page."""

from __future__ import annotations

from typing import Any

from signdesk.core.i18n import _
from signdesk.domains.signing import service
from signdesk.domains.signing.service import SessionFlow, SessionInfo
from signdesk.ui.dialogs import ask_reason
from signdesk.ui.fields import NotesField
from signdesk.ui.form import Form
from signdesk.ui.kept_acts import KeptActsPage
from signdesk.ui.preview import PdfPreview


class SessionActs(KeptActsPage):
    """Acts on the session that is shown."""

    def _session(self) -> SessionInfo | None:
        raise NotImplementedError

    def _running(self) -> SessionInfo | None:
        raise NotImplementedError

    def note(self) -> None:
        """A question and its answer."""
        info = self._running()
        if info is None:
            return
        form = Form(
            [NotesField("question", _("Question"), required=True), NotesField("answer", _("Answer"))],
            name="signing.note", drafts=self.context.drafts, draft=str(info.id),
        )  # fmt: skip

        def save(values: dict[str, Any]) -> None:
            self.write_in_turn(
                service.NOTE,
                lambda s: service.note(
                    s, session_id=info.id, question=values["question"], answer=values["answer"] or ""
                ),
                lambda _done: (form.forget_draft(), self.close_form()),
                form.refused,
            )

        form.saved.connect(save)
        self.put_form(_("Note a question"), form, _("Save"))

    def interrupt(self) -> None:
        """Stop for now."""
        info = self._running()
        if info is not None:
            ask_reason(
                self, _("Interrupt the signing?"), yes=_("Interrupt"), then=lambda reason: self.write_in_turn(
                    service.INTERRUPT,
                    lambda s: service.interrupt(s, session_id=info.id, version=info.version, reason=reason),
                    None, reason=reason,
                ),
            )  # fmt: skip

    def resume(self) -> None:
        """Go on."""
        info = self._session()
        if info is not None:
            self.write_in_turn(
                service.RESUME, lambda s: service.resume(s, session_id=info.id, version=info.version), None
            )

    def abort(self) -> None:
        """Give this signing up."""
        info = self._session()
        if info is not None:
            ask_reason(
                self, _("Abort the signing?"), yes=_("Abort"), then=lambda reason: self.write_in_turn(
                    service.ABORT,
                    lambda s: service.abort(s, session_id=info.id, version=info.version, reason=reason),
                    lambda _done: self.messages.info(_("Aborted. The contract stays released.")), reason=reason,
                ),
            )  # fmt: skip

    def complete(self) -> None:
        """Name what is open, else draw the record and close."""
        info = self._session()
        if info is None:
            return
        blockers = SessionFlow(info).blockers
        if blockers:
            self.messages.warn(_("Not yet: {blockers}.").format(blockers=_(", ").join(blockers)))
            return

        def store(record: service.PreparedRecord) -> None:
            self.write_in_turn(
                service.COMPLETE,
                lambda s: service.complete(
                    s, session_id=info.id, version=info.version, record=record.pdf, fingerprint=record.fingerprint
                ),
                lambda _done: self.messages.info(_("Signed. The dossier is due in the archive.")),
            )

        def draw(paper: service.RecordPaper) -> None:
            self.ops.work(
                lambda: service.prepare_record(paper), store, self.refuse, label=_("Making the signing record")
            )

        self.keys.writing()  # from the first look at the record: a second press of the key must not draw another
        self.ops.read(lambda s: service.gather_record(s, session_id=info.id), draw, self.refuse)

    def record(self) -> None:
        """The signing record before printing."""
        self._preview(service.signing_record_pdf, _("Signing record"))

    def risk_notice(self) -> None:
        """The risk notice before printing."""
        self._preview(service.risk_notice_pdf, _("Risk notice"))

    def _preview(self, make: Any, title: str) -> None:
        info, outlet = self._session(), self.context.outlet
        if info is None or outlet is None:
            return

        def show(pdf: bytes) -> None:
            PdfPreview(self, self.ops, outlet, pdf, title=title).open()

        self.ops.read(
            lambda s: service.gather_record(s, session_id=info.id),
            lambda paper: self.ops.work(lambda: make(paper), show, label=_("Making the PDF")),
        )
