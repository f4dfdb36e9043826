"""The window between start and log-in: asks for the passphrase where that is the way in, and shows each problem of
keys, database and settings on its own screen with what can be done. What is wrong and what is offered is decided by
`app.opening`; nothing here deletes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit

from signdesk.app.card_window import CardWindow, SecretField, hide_secrets
from signdesk.app.context import AppContext
from signdesk.app.opening import Offer, Opening, Problem, problem_of
from signdesk.core.config import ARCHIVE, COUNTER
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.operations import Station
from signdesk.ui.buttons import Button, label
from signdesk.ui.fields import ChoiceField, Field, NumberField, TextField
from signdesk.ui.form import Form


class OpeningWindow(CardWindow):
    """Opens the centre; `opened` carries its AppContext."""

    opened = Signal(object)

    def __init__(self, opening: Opening) -> None:
        super().__init__(name="opening")
        self.opening = opening
        self.problem: Problem | None = None

    def begin(self) -> None:
        """Try what needs no typing."""
        self.show_card(_("Opening the centre"), lead=str(self.opening.folder), right=[self._quit_button()])
        self.work(_("Opening…"), self.opening.begin, self._on_begun, self.show_problem)

    def ask_passphrase(self) -> None:
        """The ordinary question where no keyring opens the data."""
        store = self.opening.store
        name = store.header.get("centre", "") if store else ""
        self._ask(
            SecretField("passphrase", _("Passphrase"), required=True),
            name or _("Open the centre"),
            self.opening.with_passphrase,
            lead=_("The data is encrypted. The passphrase opens it; log in afterwards."),
            other=self.button(_("Enter the recovery code"), self.ask_recovery, name="recovery"),
        )

    def ask_recovery(self) -> None:
        """The code from the printed sheet."""
        self._ask(
            TextField("recovery_code", _("Recovery code"), required=True, hint=_("Eight groups of five")),
            _("Enter the recovery code"),
            self.opening.with_recovery,
            lead=_("It stands on the sheet that was printed when the centre was set up."),
        )

    def show_problem(self, error: UserError) -> None:
        """The screen of this problem."""
        self.problem = problem_of(error, self.opening.slots)
        lines = [label(self.problem.text, "seal", wrap=True)]
        if self.problem.hint:
            lines.append(label(self.problem.hint, wrap=True))
        lines.append(
            label(
                _("The data is left as it is. Folder: {folder}").format(folder=self.opening.folder), "muted", wrap=True
            )
        )
        acts: dict[Offer, Callable[[], None]] = {
            Offer.TRY_AGAIN: self.begin,
            Offer.PASSPHRASE: self.ask_passphrase,
            Offer.RECOVERY: self.ask_recovery,
            Offer.RESTORE: self.ask_backup,
            Offer.STATION: self.ask_station,
        }
        buttons = [
            self.button(_(offer.value), acts[offer], name=offer.name.lower(), primary=offer is self.problem.offers[0])
            for offer in self.problem.offers
        ]
        self.show_card(self.problem.title, body=[*lines, *buttons], left=[self._quit_button()])

    def ask_backup(self) -> None:
        """Which backup, and what opens it."""
        fields: list[Field] = [
            TextField("file", _("Backup file"), required=True),
            SecretField("secret", _("Its passphrase or recovery code"), hint=_("Empty: this PC's keyring")),
        ]
        form = hide_secrets(Form(fields, name="opening.restore"))
        browse = self.button(_("Choose the file…"), lambda: self._browse(form), name="browse")

        def restore() -> None:
            told = form.values()
            self.work(
                _("Restoring and verifying"),
                lambda: self.opening.restore(Path(told["file"]), told["secret"] or ""),
                self.opened.emit,
                self.refuse,
            )

        form.saved.connect(lambda _values: restore())
        self.show_card(
            _("Restore a backup"),
            lead=_("The backup is verified first. What lies in the folder now is kept beside it under another name."),
            body=[browse],
            form=form,
            left=[self._back_button()],
            right=[self.button(_("Restore"), form.save, name="restore", primary=True)],
        )

    def ask_station(self) -> None:
        """This PC's settings anew."""
        kinds = ((COUNTER, _("Counter: reception, queue, signing")), (ARCHIVE, _("Archive workstation")))
        fields: list[Field] = [
            ChoiceField("kind", _("This PC is"), True, default=COUNTER, options=kinds),
            NumberField("counter", _("Counter number"), default=1, least=0, most=99),
            TextField("name", _("Name of this station"), required=True),
            TextField("url", _("Address of the server"), hint=_("Empty: the database is on this PC")),
        ]
        form = Form(fields, name="opening.station")

        def save() -> None:
            told = form.values()
            counter = (told["counter"] or None) if told["kind"] == COUNTER else None
            station = Station(told["name"], told["kind"], counter)
            self.work(
                _("Opening…"),
                lambda: self.opening.set_station_up(station, url=told["url"] or ""),
                self.opened.emit,
                self.refuse,
            )

        form.saved.connect(lambda _values: save())
        self.show_card(
            _("Set this station up again"),
            lead=_("Only this PC's own settings were lost. The database is not touched."),
            form=form,
            left=[self._back_button()],
            right=[self.button(_("Set up"), form.save, name="set_up", primary=True)],
        )

    # -- inside

    def _ask(
        self,
        field: Field,
        title: str,
        act: Callable[[str], AppContext],
        *,
        lead: str,
        other: Button | None = None,
    ) -> None:
        form = hide_secrets(Form([field], name=f"opening.{field.key}"))

        def go_on() -> None:
            told = form.rows[field.key].read()
            self.work(_("Opening…"), lambda: act(told), self.opened.emit, self._refused_secret)

        form.saved.connect(lambda _values: go_on())
        left = [self._back_button() if self.problem else self._quit_button()]
        right = [self.button(_("Open"), form.save, name="open", primary=True)]
        self.show_card(title, lead=lead, form=form, left=left, right=[other, *right] if other else right)

    def _refused_secret(self, error: UserError) -> None:
        """A wrong secret stands beside its field; anything else is a problem with a screen of its own."""
        if self.form is not None and error.field in self.form.rows:
            self.refuse(error)
            editor = self.form.rows[error.field or ""].editor
            if isinstance(editor, QLineEdit):
                editor.selectAll()
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.show_problem(error)

    def _on_begun(self, context: AppContext | None) -> None:
        if context is None:
            self.ask_passphrase()
        else:
            self.opened.emit(context)

    def _browse(self, form: Form) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose the backup"))
        if name:
            form.rows["file"].set_text(name)

    def _back_button(self) -> Button:
        return self.button(_("Back"), self._back, name="back", key="Esc")

    def _back(self) -> None:
        if self.problem is not None:
            self.begin()
        else:
            self.ask_passphrase()

    def _quit_button(self) -> Button:
        return self.button(_("Quit"), self.close, name="quit")
