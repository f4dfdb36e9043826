"""What the signing pages share: chips for states, asking for a file, importing a contract."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QWidget

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.domains.signing import service
from signdesk.ui.buttons import Button, label
from signdesk.ui.dialogs import Panel
from signdesk.ui.fields import TextField
from signdesk.ui.form import FieldRow
from signdesk.ui.ops import Ops, Progress
from signdesk.ui.page import Page
from signdesk.ui.table_model import Chip
from signdesk.ui.theme import Tone

_CASE_TONES: dict[str, Tone] = {
    service.DRAFT: "neutral",
    service.IN_REVIEW: "waiting",
    service.RELEASED: "ok",
    service.SIGNING: "accent",
    service.SIGNED: "ok",
    service.ARCHIVED: "neutral",
    service.VOID: "neutral",
}


def case_chip(state: str) -> Chip:
    """A case's state in words."""
    return Chip(_(service.CASE_STATES[state]), _CASE_TONES[state])


class FilePanel(Panel):
    """Asks for a file: typed, pasted or looked for; says beside the field why one is refused."""

    def __init__(
        self,
        parent: QWidget,
        take: Callable[[Path], None],
        *,
        name: str,
        title: str,
        words: str,
        caption: str,
        kinds: str,
    ) -> None:
        super().__init__(parent, title, name=name, width=560)
        self._take, self._kinds = take, kinds
        self.body.addWidget(label(words, "muted", wrap=True))
        self.file = FieldRow(TextField("file", caption, required=True, max_length=1000), name)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.file, 1)
        browse = Button(_("Browse"))
        browse.setObjectName(f"{name}.browse")
        browse.clicked.connect(lambda _checked=False: self.browse())
        line.addWidget(browse, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(line)
        self.add_button(Button(_("Cancel"), key="Esc"), self.reject)
        self.go = self.add_button(Button(_("Import"), role="primary", key="Return"), self.finish)
        self.file.entered.connect(self.finish)

    def browse(self) -> None:
        """Look for the file."""
        dialog = QFileDialog(self, self.file.field.label)
        dialog.setNameFilters([self._kinds, _("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.file.set_text)
        dialog.open()

    def finish(self) -> None:
        """Read it; the panel stays open if it is refused."""
        if self.file.validate():
            self.go.setEnabled(False)
            self._take(Path(self.file.text().strip()).expanduser())
        else:
            self.file.editor.setFocus()

    def refuse(self, error: UserError) -> None:
        """Say why, beside the field."""
        self.go.setEnabled(True)
        self.file.show_problem(" ".join(filter(None, [error.message, error.hint])))
        self.file.editor.setFocus()


class ImportPanel(FilePanel):
    """Asks for a contract file and what is new in it."""

    def __init__(self, parent: QWidget, take: Callable[[Path, str, ImportPanel], None]) -> None:
        super().__init__(
            parent,
            lambda path: take(path, self.note.text().strip(), self),
            name="signing.import",
            title=_("Import a contract version"),
            words=_("Word or WPS, PDF, plain text, or a scan (PDF, JPEG, PNG, TIFF). It is kept encrypted."),
            caption=_("Contract file"),
            kinds=_("Contracts") + " (*.docx *.doc *.wps *.rtf *.pdf *.txt *.jpg *.jpeg *.png *.tif *.tiff)",
        )
        self.note = FieldRow(TextField("note", _("What is new in it")), "signing.import")
        self.body.addWidget(self.note)
        self.note.entered.connect(self.finish)
        self.doing, self.bar = label("", "muted"), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        for widget in (self.doing, self.bar):
            self.body.addWidget(widget)
            widget.hide()
        self._reading: Progress | None = None
        self.rejected.connect(self._stop)

    def follow(self, reading: Progress, ops: Ops) -> None:
        """Show how far the reading of a scan is; cancelling the panel ends it."""
        self._reading = reading
        ops.progressed.connect(self._on_progress)

    def refuse(self, error: UserError) -> None:
        """Say why, beside the field."""
        self.doing.hide()
        self.bar.hide()
        super().refuse(error)

    def _stop(self) -> None:
        if self._reading is not None:
            self._reading.cancel()

    def _on_progress(self, reading: object, words: str, done: int, total: int) -> None:
        if reading is not self._reading or not words:
            return
        self.doing.setText(words)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.doing.show()
        self.bar.show()


def save_word(page: Page, name: str, data: bytes) -> None:
    """Ask where to, and write a Word file there."""
    dialog = QFileDialog(page, _("Save the Word file"), name, "Word (*.docx)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("docx")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda chosen: _write_word(page, Path(chosen), data))
    dialog.open()


def _write_word(page: Page, path: Path, data: bytes) -> None:

    def write() -> None:
        try:
            path.write_bytes(data)
        except OSError as problem:
            raise UserError(_("“{name}” cannot be written.").format(name=path.name)) from problem

    page.ops.work(
        write,
        lambda _none: page.messages.info(_("Saved as {name}.").format(name=path.name)),
        lambda error: page.messages.warn(error.message),
    )


def scan_words(done: int, total: int) -> str:
    """How far the reading of a scan is; the recogniser itself takes a few seconds to load."""
    if not total:
        return _("Reading the scan")
    return _("Reading page {page} of {pages}").format(page=min(done + 1, total), pages=total)


def import_contract(page: Page, case_id: int, then: Callable[[service.VersionInfo], object]) -> ImportPanel:
    """Ask for a file and bring it in as the case's next version, read and checked on a worker before it is stored."""

    def take(path: Path, note: str, panel: ImportPanel) -> None:
        def prepare(brief: Any) -> None:
            if stopped:
                return
            reading = page.ops.long(
                lambda progress: service.prepare_file(
                    path, brief=brief, report=lambda done, total: progress.say(done, total, scan_words(done, total))
                ),
                store,
                panel.refuse,
                label=_("Reading and checking the contract"),
            )
            panel.follow(reading, page.ops)

        def store(prepared: service.PreparedVersion) -> None:
            if stopped:
                return
            page.ops.write(
                service.ADD_VERSION,
                lambda session: service.add_version(session, case_id=case_id, prepared=prepared, note=note),
                stored,
                panel.refuse,
            )

        def stored(version: service.VersionInfo) -> None:
            if not stopped:
                panel.accept()
            then(version)

        page.ops.read(lambda session: service.case_brief(session, case_id=case_id), prepare, panel.refuse)

    stopped: list[bool] = []
    panel = ImportPanel(page, take)
    panel.rejected.connect(lambda: stopped.append(True))
    panel.open()
    panel.file.editor.setFocus()
    return panel
