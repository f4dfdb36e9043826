"""The form by which the archivist takes a dossier in by hand; what it must hold is said while it is filled in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from signdesk.core import clock
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.identity import IdKind, check_id, guess_kind
from signdesk.core.phone import check_phone
from signdesk.domains.archive import rules, service
from signdesk.domains.archive.pages.rows_editor import Cell, RowsEditor
from signdesk.ui.buttons import label
from signdesk.ui.fields import ChoiceField, DateField, NotesField, TextField
from signdesk.ui.form import Form
from signdesk.ui.page import Memory

FORM = "archive.dossiers.take_in"


class IntakeForm(QWidget):
    """Fields, parties, items, and what is missing."""

    saved = Signal(object)
    """The values, parties and items as the service takes them, but files still as paths."""

    def __init__(self, categories: tuple[service.CategoryInfo, ...], *, drafts: Memory) -> None:
        super().__init__()
        self.setObjectName(FORM)
        self._categories = {category.code: category for category in categories}
        first = categories[0] if categories else None
        retentions = [(code, rules.retention_label(code)) for code in rules.RETENTIONS]
        classes = [(name, _(words)) for name, words in service.CLASSES.items()]
        fields = [
            TextField("title", _("Dossier title"), required=True),
            DateField("signed_on", _("Signed on"), required=True, default=clock.today()),
            ChoiceField(
                "retention",
                _("Retention period"),
                required=True,
                options=retentions,
                default=first.retention if first else "D30",
            ),
            ChoiceField(
                "information_class", _("Class of information"), required=True, options=classes, default="internal"
            ),
            TextField("business_type", _("Business type")),
            NotesField("remarks", _("Remarks")),
        ]
        if len(categories) > 1:
            options = [(category.code, f"{category.code} {category.name}") for category in categories]
            fields.insert(
                1,
                ChoiceField("category", _("Archive category"), required=True, options=options, default=options[0][0]),
            )
        self.form = Form(fields, name=FORM, drafts=drafts, draft="new")
        self.form.restore_draft()
        self.parties = RowsEditor(
            _("Parties"),
            _("Party {number}"),
            (
                Cell("name", _("Name")),
                Cell("role", _("Role"), width=84),
                Cell("id_number", _("Identity number or code"), line=1),
                Cell("phone", _("Phone"), line=1, width=118),
            ),
            name=f"{FORM}.parties",
            add_text=_("Add a party"),
            drafts=drafts,
        )
        self.items = RowsEditor(
            _("Items"),
            _("Item {number}"),
            (
                Cell("kind", _("Kind"), "choice", options=self._kinds()),
                Cell("pages", _("Pages of the item"), width=52, default="1"),
                Cell("file", _("File"), "file", width=64),
                Cell("title", _("Item title"), line=1),
            ),
            name=f"{FORM}.items",
            add_text=_("Add an item"),
            drafts=drafts,
        )
        self.missing = label(ink="waiting", wrap=True)
        self.missing.setObjectName(f"{FORM}.missing")
        self.focus_first = self.form.focus_first
        self.restored = self.form.restored
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        for part in (self.form, self.parties, self.items, self.missing):
            box.addWidget(part)
        self.form.saved.connect(self._on_saved)
        self.items.edited.connect(self._show_missing)
        self.form.edited.connect(self._show_missing)
        self._show_missing()

    @property
    def dirty(self) -> bool:
        """Whether something is typed."""
        return self.form.dirty or bool(self.parties.values() or self.items.values())

    def save(self) -> None:
        """Check everything, then `saved`."""
        self.form.save()

    def refused(self, error: UserError) -> None:
        """The service refused: say it where it belongs."""
        words = f"{error.message} {error.hint}".strip()
        if error.field == "parties":
            self.parties.say(words)
        elif error.field == "items":
            self.items.say(words)
        else:
            self.form.refused(error)

    def forget_draft(self) -> None:
        """It was saved or given up."""
        self.form.forget_draft()
        self.parties.forget_draft()
        self.items.forget_draft()

    def _category(self) -> service.CategoryInfo | None:
        row = self.form.rows.get("category")
        code = str(row.read()) if row is not None else ""
        return self._categories.get(code) or next(iter(self._categories.values()), None)

    def _kinds(self) -> list[tuple[str, str]]:
        kinds = {each.kind: each.title for category in self._categories.values() for each in category.required}
        return list(
            (kinds | {kind: _(words) for kind, words in service.ITEM_KINDS.items() if kind not in kinds}).items()
        )

    def _show_missing(self) -> None:
        category = self._category()
        required = category.required if category is not None else ()
        lacking = rules.missing(required, (item["kind"] for item in self.items.values()))
        words = _("Still missing: {items}").format(items=_(", ").join(lacking)) if lacking else ""
        self.missing.setText(words)
        self.missing.setVisible(bool(words))

    def _on_saved(self, values: dict[str, Any]) -> None:
        try:
            parties = [_party(row) for row in self.parties.values()]
        except UserError as error:
            self.parties.say(f"{error.message} {error.hint}".strip())
            return
        items = self.items.values()
        for item in items:
            if not item["pages"].isdigit() or int(item["pages"]) < 1:
                self.items.say(_("How many pages has each item? Write a number from 1."))
                return
            kinds = dict(self._kinds())
            item["title"] = item["title"] or kinds[item["kind"]]
        texts = {key: value or "" for key, value in values.items() if key != "signed_on"}
        self.saved.emit((texts | {"signed_on": values["signed_on"]}, parties, items))


def _party(row: dict[str, Any]) -> service.PartyIn:
    """A party with its numbers checked by the rule of their kind."""
    number, kind = row["id_number"], None
    if number:
        kind = guess_kind(number) or IdKind.OTHER
        number = check_id(kind, number)
    return service.PartyIn(
        name=row["name"],
        role=row["role"],
        id_kind=kind,
        id_number=number or None,
        phone=check_phone(row["phone"]) if row["phone"] else None,
    )
