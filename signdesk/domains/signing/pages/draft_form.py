"""Drafting a contract from the template in use: a form asks for what the case does not have and says what stays blank;
the contract is written and checked on a worker and stored as the case's next version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from signdesk.core.bank_account import check_account
from signdesk.core.errors import UserError
from signdesk.core.i18n import _, ngettext
from signdesk.domains.signing import service
from signdesk.domains.signing.service import Drafting, PreparedDraft, TemplateField, VersionInfo
from signdesk.ui.buttons import label
from signdesk.ui.fields import DateField, Field, IdNumberField, MoneyField, NumberField, PhoneField, TextField
from signdesk.ui.form import Form
from signdesk.ui.form_in_pane import FormInPane
from signdesk.ui.page import Memory

_MOST_NAMED = 8


class DraftForm(Form):
    """The fields a template asks for beside the case. Whatever is left empty becomes a gap, and is named in `gaps`,
    which the page keeps in sight."""

    def __init__(self, drafting: Drafting, drafts: Memory) -> None:
        super().__init__(
            [_field(each) for each in drafting.asked],
            name="signing.draft_contract",
            columns=2,
            drafts=drafts,
            draft=str(drafting.case.id),
        )
        self.drafting = drafting
        self.gaps = label(px=12, wrap=True)
        self.gaps.setObjectName("signing.draft_contract.gaps")
        told = label(_template_words(drafting), "muted", px=12, wrap=True)
        for place, words in enumerate((told, self._of_case())):
            self.layout().insertWidget(place, words)
        self.set_values(drafting.earlier)
        self.edited.connect(self._tell_gaps)
        for row in self.rows.values():
            row.left.connect(self._tell_gaps)
        self._tell_gaps()

    def added(self) -> dict[str, service.Value]:
        """What is typed and can be read."""
        found = {}
        for key, row in self.rows.items():
            try:
                value = row.read()
            except UserError:
                continue  # said beside the field
            if value is not None:
                found[key] = value
        return found

    def _of_case(self) -> Any:
        missing = self.drafting.of_case
        words = label(ink="waiting", px=12, wrap=True)
        words.setObjectName("signing.draft_contract.of_case")
        words.setText(_("Missing in the case itself: {fields}. Ctrl+E changes the case.").format(fields=named(missing)))
        if not missing:
            words.hide()
        return words

    def _tell_gaps(self) -> None:
        missing = self.drafting.missing(self.added())
        self.gaps.set_ink("waiting" if missing else "ok")
        self.gaps.setText(gap_words(missing) if missing else _("Nothing stays blank."))


def draft_contract(page: FormInPane, case_id: int, then: Callable[[VersionInfo], object]) -> None:
    """Ask for what the case does not have, write the contract, and bring it in as the case's next version."""

    def show(drafting: Drafting) -> None:
        if not drafting.asked:
            _write(page, drafting, {}, tell, then)
            return
        form = DraftForm(drafting, page.context.drafts)
        busy: list[bool] = []

        def save(_values: dict[str, Any]) -> None:
            if busy:
                return
            busy.append(True)
            _write(page, form.drafting, form.added(), refused, stored)

        def refused(error: UserError) -> None:
            busy.clear()
            form.refused(error)

        def stored(version: VersionInfo) -> None:
            form.forget_draft()
            page.close_form()
            then(version)

        form.saved.connect(save)
        title = _("Draft the contract of {number}").format(number=drafting.case.row.number)
        page.put_form(title, form, _("Draft the contract"), in_sight=form.gaps)

    def tell(error: UserError) -> None:
        page.messages.warn(f"{error.message} {error.hint}".strip())

    page.ops.read(lambda session: service.drafting_of(session, case_id=case_id), show, tell)


def gap_words(missing: tuple[str, ...]) -> str:
    """Which fields stay blank, by name; beyond some their number."""
    count = len(missing)
    words = ngettext("{count} field stays blank: {fields}", "{count} fields stay blank: {fields}", count)
    return words.format(count=count, fields=named(missing))


def named(fields: tuple[str, ...]) -> str:
    """Names of fields as people say them, the first of many."""
    shown = "、".join(name.replace(".", "") for name in fields[:_MOST_NAMED])
    return shown if len(fields) <= _MOST_NAMED else shown + "…"


def _write(
    page: FormInPane,
    drafting: Drafting,
    added: dict[str, service.Value],
    failed: Callable[[UserError], object],
    then: Callable[[VersionInfo], object],
) -> None:
    def store(prepared: PreparedDraft) -> None:
        page.ops.write(
            service.DRAFT_CONTRACT,
            lambda session: service.draft(session, prepared=prepared),
            lambda version: done(prepared, version),
            failed,
        )

    def done(prepared: PreparedDraft, version: VersionInfo) -> None:
        words = _("Version {number} is drafted and checked.").format(number=version.place)
        if prepared.missing:
            page.messages.warn(f"{words} {gap_words(prepared.missing)}")
        else:
            page.messages.info(words)
        then(version)

    page.ops.work(
        lambda: service.prepare_draft(drafting, added), store, failed, label=_("Writing and checking the contract")
    )


def _template_words(drafting: Drafting) -> str:
    template = drafting.template
    return _("Template “{business}”, edition {number}, approved by {person}. The rest comes from the case.").format(
        business=template.business, number=template.edition, person=template.approved_by
    )


def _field(field: TemplateField) -> Field:
    """The input for a field of a template, by its kind; a party's numbers are checked as anywhere."""
    caption = field.name.replace(".", "")
    hint = _("may stay empty") if field.optional else ""
    if field.kind == "money":
        return MoneyField(field.name, caption, hint=hint)
    if field.kind == "date":
        return DateField(field.name, caption, hint=hint)
    if field.kind == "number":
        return NumberField(field.name, caption, most=9_999, hint=hint)
    if field.of_case and field.name.endswith(".电话"):
        return PhoneField(field.name, caption, hint=hint)
    if field.of_case and field.name.endswith(".证件号码"):
        return IdNumberField(field.name, caption, hint=hint)
    if field.of_case and field.name.endswith(".账号"):
        return TextField(field.name, caption, check=check_account, max_length=40, hint=hint, wide=True)
    return TextField(field.name, caption, hint=hint, wide=True)
