"""The first-run assistant's window: shows the conversation of `app.first_run_flow` page by page. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QWidget

from signdesk.app.card_window import CardWindow, SecretField, hide_secrets, values_of
from signdesk.app.first_run_flow import FirstRun, Step
from signdesk.app.recovery_sheet import recovery_sheet
from signdesk.core import durable, i18n
from signdesk.core.config import ARCHIVE, COUNTER
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.keys import Keys, KeyStore
from signdesk.ui.buttons import label
from signdesk.ui.fields import ChoiceField, Field, NumberField, TextField, TickField
from signdesk.ui.form import Form


class FirstRunWindow(CardWindow):
    """Asks what a new centre needs, then makes it."""

    made = Signal(object, object)
    """KeyStore and Keys of the centre that was made or joined."""

    def __init__(self, flow: FirstRun) -> None:
        super().__init__(name="first_run")
        self.flow = flow
        self.result: tuple[KeyStore, Keys] | None = None
        self.show_step()

    def show_step(self) -> None:
        """Show the page the conversation is at."""
        {
            Step.CENTRE: self._show_centre,
            Step.DATABASE: self._show_database,
            Step.JOIN: self._show_join,
            Step.FOUNDER: self._show_founder,
            Step.PROTECTION: self._show_protection,
            Step.CODE: self._show_code,
            Step.CODE_BACK: self._show_code_back,
            Step.STATION: self._show_station,
            Step.DONE: self._show_done,
        }[self.flow.step]()

    # -- the pages

    def _show_centre(self) -> None:
        told = self.flow.answers
        fields = [TextField("name", _("Name of the centre"), required=True, default=told.name, max_length=60)]
        self._page(
            self._make_form(fields),
            lambda values: self.flow.take_centre(**values),
            lead=_("SignDesk keeps everything on your own machines, encrypted. A few questions, then it is ready."),
        )

    def _show_database(self) -> None:
        told = self.flow.answers
        here, server = _("On this PC"), _("On a PostgreSQL server, for several stations")
        options = (("here", here), ("server", server))
        fields: list[Field] = [
            ChoiceField("place", _("Database"), True, default="server" if told.url else "here", options=options),
            TextField(
                "url", _("Address of the server"), default=told.url, hint="postgresql://user:password@server/database"
            ),
        ]
        form = self._make_form(fields)
        place, address = form.rows["place"], form.rows["url"]
        address.setVisible(bool(told.url))
        place.edited.connect(lambda: address.setVisible(place.read() == "server"))

        def take(values: dict[str, Any]) -> None:
            if values["place"] == "server" and not values["url"]:
                raise UserError(_("Enter the server's address."), field="url")
            self.flow.take_database(url=values["url"] if values["place"] == "server" else "")

        lead = _("One PC needs no server. On a server, names and titles rely on the encryption of its own disks.")
        self._page(form, take, lead=lead, slow=_("Asking the database"))

    def _show_join(self) -> None:
        form = self._make_form([SecretField("secret", _("Passphrase or recovery code"), required=True)])
        lead = _("There is a centre in this database already. This PC becomes one of its stations.")
        self._page(form, lambda values: self.flow.take_join(**values), lead=lead, slow=_("Opening the key store"))

    def _show_founder(self) -> None:
        told = self.flow.answers
        fields = [
            TextField("person", _("Name of the person"), required=True, default=told.person, max_length=60),
            TextField("login_name", _("Login name"), required=True, default=told.login_name, max_length=60),
            SecretField("password", _("Password (12 characters or more)"), required=True),
            SecretField("again", _("Password again"), required=True),
        ]
        lead = _("This person makes the accounts of the others. There is no other way in, so choose with care.")
        self._page(self._make_form(fields), lambda values: self.flow.take_founder(**values), lead=lead)

    def _show_protection(self) -> None:
        if not self.flow.keyring_name and not self.flow.keyring_problem:
            self.work(
                _("Looking for this PC's keyring"),
                self.flow.look_for_keyring,
                lambda _result: self.show_step(),
                self.refuse,
            )
            return
        told, ring = self.flow.answers, self.flow.keyring_name
        fields: list[Field] = []
        if ring:
            words = _("Open with this PC's keyring ({name}), without asking").format(name=ring)
            fields.append(TickField("use_keyring", words, default=told.use_keyring or not told.passphrase))
        fields += [
            SecretField("passphrase", _("Passphrase (12 characters or more)"), required=not ring),
            SecretField("again", _("Passphrase again"), required=not ring),
        ]
        lead = (
            _("The data is encrypted. The keyring opens it on this PC; a passphrase also when the keyring is lost.")
            if ring
            else _("The data is encrypted, and this PC has no keyring: the passphrase opens it at every start.")
        )
        self._page(
            self._make_form(fields),
            lambda values: self.flow.take_protection(**{"use_keyring": False, **values}),
            lead=lead,
        )

    def _show_code(self) -> None:
        sheet = QFrame()
        sheet.setObjectName("first_run.code")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setVerticalSpacing(0)
        for number, group in enumerate(self.flow.code.split("-")):
            row, column = divmod(number, 4)
            grid.addWidget(label(str(number + 1), "faint", px=12), row * 3, column)
            shown = label(group, px=24, bold=True)
            shown.setObjectName(f"first_run.code.{number + 1}")
            grid.addWidget(shown, row * 3 + 1, column)
        grid.setRowMinimumHeight(2, 10)
        acts = QWidget()
        side = QHBoxLayout(acts)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.button(_("Save as PDF…"), self._save_sheet, name="save_sheet"))
        side.addWidget(self.button(_("Print"), self._print_sheet, name="print_sheet"))
        side.addStretch(1)
        self._told = label(ink="muted", wrap=True)
        lead = _("If keyring and passphrase are lost, only this code opens the data. Keep it on paper, in a safe.")
        self._page(
            None,
            lambda _values: self.flow.take_code_seen(),
            lead=lead,
            body=[sheet, acts, self._told],
            next_words=_("I have the sheet"),
        )

    def _show_code_back(self) -> None:
        fields = [TextField("recovery_code", _("Recovery code"), required=True, hint=_("Eight groups of five"))]
        self._page(
            self._make_form(fields),
            lambda values: self.flow.take_code_back(text=values["recovery_code"]),
            lead=_("Type it from the sheet. Capitals, spaces and dashes do not matter."),
        )

    def _show_station(self) -> None:
        told = self.flow.answers.station
        kinds = ((COUNTER, _("Counter: reception, queue, signing")), (ARCHIVE, _("Archive workstation")))
        fields: list[Field] = [
            ChoiceField("kind", _("This PC is"), True, default=told.kind, options=kinds),
            NumberField("counter", _("Counter number"), default=told.counter or 1, least=0, most=99),
            TextField("name", _("Name of this station"), default=told.name, hint=_("By itself: counter and number")),
        ]
        if self.flow.joining:
            fields.append(TickField("use_keyring", _("Open with this PC's keyring, without asking"), default=True))
        form = self._make_form(fields)
        kind, counter = form.rows["kind"], form.rows["counter"]
        counter.setVisible(told.kind == COUNTER)
        kind.edited.connect(lambda: counter.setVisible(kind.read() == COUNTER))

        def take(values: dict[str, Any]) -> None:
            number = values.pop("counter")
            self.flow.take_station(**values, counter=number if values["kind"] == COUNTER else None)
            self.result = self.flow.finish()

        lead = _("A station is a PC with its devices. Every act is recorded with its station.")
        self._page(form, take, lead=lead, slow=_("Setting up the centre"), next_words=_("Set up"))

    def _show_done(self) -> None:
        told = self.flow.answers
        folder = _("The data lies in {folder}.").format(folder=self.flow.folder)
        lines = [label(folder, wrap=True)]
        if told.login_name:
            lines.append(label(_("Log in as {name}.").format(name=told.login_name)))
        opened = self.button(_("Open SignDesk"), self._leave, name="open", primary=True)
        self.show_card(told.name, lead=_("Everything is set up."), body=lines, right=[opened])

    # -- how a page works

    def _page(
        self,
        form: Form | None,
        take: Callable[[dict[str, Any]], None],
        *,
        lead: str,
        slow: str = "",
        body: list[QWidget] | None = None,
        next_words: str = "",
    ) -> None:
        def go_on(values: dict[str, Any] | None = None) -> None:
            told = values if values is not None else {}
            if slow:
                self.work(slow, lambda: take(told), lambda _result: self.show_step(), self._refused)
                return
            try:
                take(told)
            except UserError as error:
                self._refused(error)
            else:
                self.show_step()

        if form is not None:
            form.saved.connect(lambda _values: go_on(values_of(form)))
        left = []
        if self.flow.number > 1:
            left.append(self.button(_("Back"), self._back, name="back", key="Esc"))
        else:
            left.append(self.button(_other_language(), self._change_language, name="language"))
        act: Callable[[], object] = form.save if form is not None else go_on
        right = [self.button(next_words or _("Next"), act, name="next", primary=True)]
        self.show_card(
            _(self.flow.step.value),
            above=_("Step {number} of {count}").format(number=self.flow.number, count=len(self.flow.steps) - 1),
            lead=lead,
            body=body or [],
            form=form,
            left=left,
            right=right,
        )

    def _make_form(self, fields: Sequence[Field]) -> Form:
        return hide_secrets(Form(fields, name=f"first_run.{self.flow.step.name.lower()}"))

    def _refused(self, error: UserError) -> None:
        """Say it beside the field; if that stands on an earlier page, go there first."""
        where = {
            "passphrase": Step.PROTECTION,
            "password": Step.FOUNDER,
            "login_name": Step.FOUNDER,
            "url": Step.DATABASE,
        }.get(error.field or "")
        if where is not None and where is not self.flow.step and where in self.flow.steps:
            self.flow.step = where
            self.show_step()
        self.refuse(error)

    def _back(self) -> None:
        self.flow.back()
        self.show_step()

    def _change_language(self) -> None:
        i18n.set_language("en" if i18n.language() != "en" else i18n.DEFAULT_LANGUAGE)
        self.flow.language = i18n.language()
        self.show_step()

    def _leave(self) -> None:
        if self.result is not None:
            self.made.emit(*self.result)

    # -- the sheet

    def _save_sheet(self) -> None:
        proposed = _("Recovery code") + ".pdf"
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the recovery sheet"), proposed, "PDF (*.pdf)")
        if name:
            self.save_sheet(Path(name))

    def save_sheet(self, path: Path) -> None:
        """Write the sheet to `path`."""
        self.work(
            _("Writing the sheet"),
            lambda: durable.write(path, self._sheet()),
            lambda _nothing: self._tell(_("Saved. Print it, then delete the file.")),
            self._tell_error,
        )

    def _print_sheet(self) -> None:
        from signdesk.io import printing

        self.work(
            _("Printing"),
            lambda: printing.print_pdf(self._sheet(), printer="", name="recovery"),
            lambda _result: self._tell(_("Sent to the printer.")),
            self._tell_error,
        )

    def _sheet(self) -> bytes:
        return recovery_sheet(code=self.flow.code, centre=self.flow.answers.name)

    def _tell(self, words: str) -> None:
        self._told.set_ink("muted")
        self._told.setText(words)

    def _tell_error(self, error: UserError) -> None:
        self._told.set_ink("seal")
        self._told.setText(f"{error.message} {error.hint}".strip())


def _other_language() -> str:
    return "English" if i18n.language() != "en" else "中文"
