"""The settings: the centre's, this station's, and the backup. One heading at a time; each form has its own Save. Who
may not change a setting does not see it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, time
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from signdesk.app import upkeep
from signdesk.app.context import AppContext
from signdesk.app.upkeep import StationSettings
from signdesk.core import clock
from signdesk.core.backup import BackupInfo
from signdesk.core.config import ARCHIVE, COUNTER
from signdesk.core.errors import UserError
from signdesk.core.i18n import LANGUAGES, N_, _
from signdesk.core.money import Money
from signdesk.core.settings import CHANGE_SETTING, AnySetting, Shown
from signdesk.ui import fit as fitting
from signdesk.ui.actions import Action
from signdesk.ui.buttons import ChipButton, label
from signdesk.ui.fields import ChoiceField, DateField, Field, MoneyField, NumberField, TextField, TickField
from signdesk.ui.form import Form
from signdesk.ui.layouts import FlowLayout
from signdesk.ui.page import Page

_ID = "app.settings"
GROUPS = {
    "centre": N_("The centre"),
    "hours": N_("Working hours"),
    "reception": N_("Front desk"),
    "signing": N_("Signing"),
    "archive": N_("Archives"),
    "assets": N_("Equipment"),
    "security": N_("Security"),
    "station": N_("This station"),
    "backup": N_("Backup"),
}
_WIDTH = 760


@dataclass(frozen=True)
class TimeField(Field):
    """A time of day."""

    def parse(self, text: str) -> time | None:
        """``9``, ``900``, ``0900``, ``9:00``."""
        typed = unicodedata.normalize("NFKC", text).strip()
        if not typed:
            return None
        match = re.fullmatch(r"(\d{1,2})(?::?(\d{2}))?", typed)
        if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
            raise UserError(_("This is no time of day. Write 09:00."))
        return time(int(match[1]), int(match[2] or 0))

    def words(self, value: Any) -> str:
        """``09:00``."""
        return value.strftime("%H:%M") if isinstance(value, time) else ""


def field_of(setting: AnySetting) -> Field:
    """The field for a setting, with its own check beside it."""
    name, words, check = setting.name, _(setting.label), setting.check
    if setting.choices:
        return ChoiceField(name, words, required=True, default=setting.default,
                           options=[(one, _(str(one))) for one in setting.choices])  # fmt: skip
    if setting.type is bool:
        return TickField(name, words)
    if setting.type is int:
        low = setting.low if isinstance(setting.low, int) else 0
        high = setting.high if isinstance(setting.high, int) else 10**9
        return NumberField(name, words, required=True, check=check, least=low, most=high)
    if setting.type is time:
        return TimeField(name, words, required=True, check=check)
    if setting.type is date:
        return DateField(name, words, required=True, check=check)
    if setting.type is Money:
        return MoneyField(name, words, required=True, check=check)
    return TextField(name, words, required=bool(setting.default), check=check, max_length=200)


class SettingsPage(Page):
    """Chips for the headings, below them the form of one."""

    page_id, group, title, icon = _ID, "management", N_("Settings"), "settings"
    tables = frozenset({"setting"})
    permission = upkeep.SEE_SETTINGS

    def make_actions(self) -> Sequence[Action]:
        """Save, trial print, back up."""
        return (
            Action(f"{_ID}.save", _("Save"), self.save, "Ctrl+S", icon="save", enabled=self._has_form, act=False),
            Action(
                f"{_ID}.print", _("Trial print"), self.print_trial, "F6", upkeep.KEEP_STATION, "print",
                enabled=lambda: self._at("station"),
            ),
            Action(f"{_ID}.back_up", _("Back up now"), self.back_up, "F9", upkeep.MAKE_BACKUP, "database",
                   enabled=lambda: self.place is not None),
        )  # fmt: skip

    @property
    def place(self) -> AppContext | None:
        """This PC's part; None where there is none (a window without an application around it)."""
        place = self.context.place
        return place if isinstance(place, AppContext) else None

    # layout

    def build(self) -> None:
        """Title, chips, one card that scrolls."""
        self.at = ""
        self.form: Form | None = None
        self.chips: dict[str, ChipButton] = {}
        self.shown: tuple[Shown, ...] = ()
        box = QVBoxLayout(self)
        box.setSpacing(10)
        self._box = box
        box.addWidget(label(_(self.title), px=20, bold=True))
        self.facts = label(ink="muted", wrap=True)
        box.addWidget(self.facts)
        holder = QWidget()
        self._flow = FlowLayout(holder)
        box.addWidget(holder)
        row = QHBoxLayout()
        self.card = QFrame()
        self.card.setProperty("card", True)
        self.card.setMaximumWidth(_WIDTH)
        self._card_box = QVBoxLayout(self.card)
        self._card_box.setContentsMargins(1, 1, 1, 1)
        row.addWidget(self.card, 10)
        row.addStretch(1)
        box.addLayout(row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Same edges as the other pages."""
        super().resizeEvent(event)
        margin = fitting.fit(self.window().width(), self.window().height()).margin
        self._box.setContentsMargins(margin, 12, margin, 12)

    # reading

    def refresh(self) -> None:
        """Read the settings again; a form with something typed stays as it is."""
        self.ops.read(upkeep.changeable, self.on_read, key=f"{_ID}.read")

    def on_read(self, shown: tuple[Shown, ...]) -> None:
        """Make the chips, and the form unless something is typed in it."""
        self.shown = shown
        groups = [id for id in GROUPS if id in {upkeep.group_of(one.setting) for one in shown}]
        groups += sorted({upkeep.group_of(one.setting) for one in shown} - GROUPS.keys())
        if self.place is not None:
            groups += [id for id, right in (("station", upkeep.KEEP_STATION), ("backup", upkeep.MAKE_BACKUP))
                       if self.context.seat.may(right)]  # fmt: skip
        if list(self.chips) != groups:
            self._make_chips(groups)
        changed = sum(not one.is_default for one in shown)
        self.facts.setText(_("{n} settings · {changed} differ from the usual").format(n=len(shown), changed=changed))
        if groups and not (self.form is not None and self.form.dirty):
            self.open_group(self.at if self.at in groups else groups[0])

    def _make_chips(self, groups: Sequence[str]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.chips = {}
        for id in groups:
            chip = ChipButton(_(GROUPS[id]) if id in GROUPS else id)
            chip.setObjectName(f"{_ID}.group.{id}")
            chip.clicked.connect(lambda _on=False, id=id: self.choose(id))
            self._flow.addWidget(chip)
            self.chips[id] = chip

    def choose(self, id: str) -> None:
        """Another heading; the cursor goes into its first field."""
        self.open_group(id)
        if self.form is not None:
            self.form.focus_first()

    def open_group(self, id: str) -> None:
        """Show the form of this heading."""
        self.at = id
        for one, chip in self.chips.items():
            chip.setChecked(one == id)
        while (item := self._card_box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        body = QWidget()
        body.setProperty("plain", True)
        inside = QVBoxLayout(body)
        inside.setContentsMargins(20, 16, 20, 12)
        inside.setSpacing(10)
        inside.addWidget(label(_(GROUPS.get(id, id)), px=15, bold=True))
        if id == "station":
            self._fill_station(inside)
        elif id == "backup":
            self._fill_backup(inside)
        else:
            self._fill_settings(inside, id)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        self._card_box.addWidget(area, 1)
        self._card_box.addWidget(self._make_foot(id))
        self.context.actions.refresh(self)

    def _make_foot(self, id: str) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 8, 20, 14)
        row.setSpacing(8)
        row.addWidget(self.context.actions.button(f"{_ID}.save", role="secondary" if id == "backup" else "primary"))
        if id in ("station", "backup"):
            verb = "print" if id == "station" else "back_up"
            row.addWidget(
                self.context.actions.button(f"{_ID}.{verb}", role="primary" if id == "backup" else "secondary")
            )
        row.addStretch(1)
        return foot

    def _put_form(
        self, box: QVBoxLayout, fields: Sequence[Field], values: dict[str, Any], told: dict[str, str]
    ) -> Form:
        form = Form(fields, name=f"{_ID}.{self.at}", columns=2)
        form.set_values(values)
        for key, words in told.items():
            if words:
                below = form.rows[key].layout()
                if below is not None:
                    below.addWidget(label(words, "muted", px=12, wrap=True))
        box.addWidget(form)
        self.form = form
        return form

    def _fill_settings(self, box: QVBoxLayout, id: str) -> None:
        mine = [one for one in self.shown if upkeep.group_of(one.setting) == id]
        told = {one.setting.name: _told(one) for one in mine}
        values = {one.setting.name: one.value for one in mine}
        form = self._put_form(box, [field_of(one.setting) for one in mine], values, told)

        def save(values: dict[str, Any]) -> None:
            # Text that was emptied comes as None.
            wanted = {one.setting.name: "" if values[one.setting.name] is None else values[one.setting.name]
                      for one in mine}  # fmt: skip
            self.ops.write(
                CHANGE_SETTING,
                lambda session: upkeep.save(session, shown=mine, values=wanted, place=self.place),
                lambda count: self._saved(form, changed=bool(count)),
                form.refused,
            )

        form.saved.connect(save)

    def _fill_station(self, box: QVBoxLayout) -> None:
        place = self.place
        if place is None:
            return
        now = upkeep.station(place)
        printers = [("", _("none")), *((id, _(words)) for id, words in upkeep.PRINTER_KINDS.items())]
        schemes = [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
        fields: list[Field] = [
            TextField("name", _("Name of this station"), required=True, max_length=60),
            ChoiceField("kind", _("Kind of station"), required=True, default=COUNTER,
                        options=[(COUNTER, _("Counter PC")), (ARCHIVE, _("Archive workstation"))]),
            NumberField("counter", _("Counter number"), required=True, most=99),
            ChoiceField("printer", _("Ticket printer"), required=True, default="", options=printers),
            TextField("address", _("Address of the printer"), hint="192.168.1.50", max_length=300),
            ChoiceField("language", _("Language"), required=True, default="zh_CN", options=list(LANGUAGES.items())),
            ChoiceField("theme", _("Appearance"), required=True, default="system", options=schemes),
        ]  # fmt: skip
        told = {
            "name": _("Stands in the trail beside every act done here."),
            "counter": _("0: this station calls no tickets."),
            "address": _("Network: 192.168.1.50 · at this PC: /dev/usb/lp0 or COM3 · folder or printer: its name."),
        }
        form = self._put_form(box, fields, asdict(now), told)
        box.addWidget(label(_("Name, kind and counter hold from the next log-in on."), "muted", wrap=True))

        def save(values: dict[str, Any]) -> None:
            kept: dict[str, Any] = {key: "" if value is None else value for key, value in values.items()}
            wanted = replace(now, **kept)
            self.ops.write(
                upkeep.CHANGE_STATION,
                lambda session: upkeep.save_station(session, place=place, wanted=wanted),
                lambda _done: self._station_saved(form, now, wanted),
                form.refused,
            )

        form.saved.connect(save)

    def _fill_backup(self, box: QVBoxLayout) -> None:
        place = self.place
        if place is None:
            return
        last = upkeep.last_backup(place)
        when = clock.to_local(last).strftime("%Y-%m-%d %H:%M") if last else _("never")
        box.addWidget(label(_("Last backup: {time}").format(time=when), "text" if last else "waiting", bold=True))
        box.addWidget(
            label(
                _(
                    "One encrypted file with everything: database, stored files, settings and the keys' slots. It is "
                    "read back after writing, and opens with the passphrase or the recovery code."
                ),
                "muted",
                wrap=True,
            )
        )  # fmt: skip
        field = TextField("folder", _("Backup folder"), required=True, wide=True, max_length=500)
        told = {"folder": _("Best on another disk or a USB drive: a backup beside the data is lost with it.")}
        form = self._put_form(box, [field], {"folder": str(upkeep.backup_folder(place))}, told)

        def save(values: dict[str, Any]) -> None:
            self.ops.write(
                upkeep.CHANGE_STATION,
                lambda session: upkeep.choose_backup_folder(session, place=place, folder=values["folder"]),
                lambda _done: self._saved(form, changed=True),
                form.refused,
            )

        form.saved.connect(save)

    # acts

    def save(self) -> None:
        """The form on the screen."""
        if self.form is not None:
            self.form.save()

    def _saved(self, form: Form, *, changed: bool) -> None:
        form.forget_draft()
        self.messages.info(_("Saved.") if changed else _("Nothing was changed."))
        self.refresh()

    def _station_saved(self, form: Form, before: StationSettings, now: StationSettings) -> None:
        self._saved(form, changed=now != before)
        window: Any = self.window()
        if now.theme != before.theme:
            window.set_scheme(None if now.theme == "system" else now.theme)
        if now.language != before.language:
            # The window is built anew in the other language, this page with it.
            QTimer.singleShot(0, window, lambda: window.set_language(now.language))

    def print_trial(self) -> None:
        """A ticket on the printer that stands in the form, saved or not."""
        form, place = self.form, self.place
        if form is None or place is None:
            return
        try:
            values = form.values()
        except UserError as error:
            form.refused(error)
            return
        kind, address, name = values["printer"] or "", values["address"] or "", place.centre_name

        def printed(path: Any) -> None:
            self.messages.info(_("Printed.") if path is None else _("Written: {path}").format(path=path))

        self.ops.work(lambda: upkeep.print_trial(name, kind, address), printed, form.refused, label=_("Trial print"))

    def back_up(self) -> None:
        """With progress; the list of what it holds is read back."""
        place = self.place
        if place is None:
            return
        seat: Any = self.context.seat

        def done(made: tuple[Any, BackupInfo]) -> None:
            path, info = made
            megabytes = f"{info.size / 1e6:.1f}"
            self.messages.info(_("Backed up and read back: {path}, {size} MB").format(path=path, size=megabytes))
            if self.at == "backup" and not (self.form is not None and self.form.dirty):
                self.open_group("backup")
            tell = getattr(self.window(), "refresh_place", None)
            if tell is not None:
                tell()

        self.ops.long(lambda progress: upkeep.back_up(seat, place, say=progress.say), done, label=_("Backing up"))

    def unsaved(self) -> bool:
        """Something typed is not saved."""
        return self.form is not None and self.form.dirty

    def _has_form(self) -> bool:
        return getattr(self, "form", None) is not None

    def _at(self, id: str) -> bool:
        return getattr(self, "at", "") == id


def _told(one: Shown) -> str:
    """What the setting does, and what is usual where it was changed."""
    parts = [_(one.setting.description) if one.setting.description else ""]
    if not one.is_default and one.setting.default != "":
        parts.append(_("Usual: {value}").format(value=field_of(one.setting).words(one.setting.default)))
    return " ".join(part for part in parts if part)
