"""The contract templates: for each business type the editions of its Word file, what each asks for, a look at it
filled, and the way from a draft to the one in use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from signdesk.core import clock
from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.domains.signing import service
from signdesk.domains.signing.pages.parts import FilePanel, save_word
from signdesk.domains.signing.pages.template_look import edition_words, look_at
from signdesk.domains.signing.service import PreparedTemplate, TemplateField, TemplateInfo, TypeInfo
from signdesk.ui.actions import Action
from signdesk.ui.buttons import label
from signdesk.ui.dialogs import ask_reason
from signdesk.ui.fields import ChoiceField
from signdesk.ui.form import Form
from signdesk.ui.form_in_pane import FormInPane
from signdesk.ui.list_detail import Filter, Found, Query
from signdesk.ui.pane import DetailPane
from signdesk.ui.table_model import Chip, Column
from signdesk.ui.theme import Tone

_P = "signing.templates"
_TONES: dict[str, Tone] = {
    service.DRAFT: "neutral",
    service.SUBMITTED: "waiting",
    service.APPROVED: "ok",
    service.RETIRED: "neutral",
}
_KINDS = {
    "text": N_("text"),
    "money": N_("amount"),
    "date": N_("day"),
    "number": N_("number"),
    "list": N_("list"),
}


def state_chip(template: TemplateInfo) -> Chip:
    """Where the edition stands, in words."""
    return Chip(_(service.TEMPLATE_STATES[template.state]), _TONES[template.state])


class TemplatesPage(FormInPane):
    """Templates by business type, the newest edition first."""

    page_id, group, title, icon = _P, "signing", N_("Contract templates"), "template"
    tables = frozenset({service.TEMPLATE_TABLE, "approval_task", "approval_instance"})
    permission = service.KEEP_TEMPLATES
    primary = f"{_P}.add"
    menu = (f"{_P}.shipped", f"{_P}.retire")
    search_hint = N_("Business type or file")
    empty_sentence, empty_action = N_("There are no contract templates yet."), f"{_P}.shipped"

    # actions

    def make_actions(self) -> Sequence[Action]:
        """Bringing editions in, looking at one, and its way into use."""
        keep = service.KEEP_TEMPLATES
        return (
            Action(f"{_P}.add", _("Import a template"), self.add, "F9", keep, "add", act=False),
            Action(f"{_P}.shipped", _("Take the shipped template"), self.add_shipped, "F3", keep, "add", act=False),
            Action(f"{_P}.look", _("Look at it filled"), self.look, "F6", keep, "search", act=False,
                   enabled=lambda: self._template() is not None),
            Action(f"{_P}.save", _("Save the Word file"), self.save_file, "Ctrl+S", keep, "save", act=False,
                   enabled=lambda: self._template() is not None),
            Action(f"{_P}.submit", _("Submit for approval"), self.submit, "F10", keep, "forward",
                   enabled=lambda: self._in(service.DRAFT)),
            Action(f"{_P}.approve", _("Approve"), self.approve, "F12", service.RELEASE_CONTRACTS, "check",
                   enabled=lambda: self._in(service.SUBMITTED)),
            Action(f"{_P}.reject", _("Send back"), self.reject, "F7", service.RELEASE_CONTRACTS, "undo", act=False,
                   enabled=lambda: self._in(service.SUBMITTED)),
            Action(f"{_P}.retire", _("Retire"), self.retire, "", keep, act=False,
                   enabled=lambda: self._in(service.DRAFT, service.APPROVED)),
        )  # fmt: skip

    # list

    def make_columns(self) -> Sequence[Column]:
        """State, business, edition, what it asks for, by whom."""
        return (
            Column("state", _("State"), 90, "chip", chip=state_chip, drop=0),
            Column("business", _("Business type"), 110, drop=0, bold=True),
            Column("edition", _("Edition"), 60, "number", drop=0),
            Column("name", _("File"), 180, stretch=True, drop=2),
            Column("fields", _("Fields"), 60, "number", text=lambda row: str(len(row.fields)), drop=3),
            Column("added_by", _("Brought in by"), 90, drop=4),
            Column("approved_by", _("Approved by"), 90, drop=3),
            Column("added_at", _("Since"), 100, "date", text=lambda row: f"{clock.to_local(row.added_at):%Y-%m-%d}",
                   drop=5, muted=True),
        )  # fmt: skip

    def make_filters(self) -> Sequence[Filter]:
        """By where they stand."""
        return tuple(Filter(state, _(words), "state") for state, words in service.TEMPLATE_STATES.items())

    def find_records(self, session: Any, query: Query) -> Found:
        """Read worker; short enough to be read whole."""
        rows = service.template_rows(session, text=query.text)
        counts = {state: sum(row.state == state for row in rows) for state in service.TEMPLATE_STATES}
        shown = [row for row in rows if not query.filters or row.state in query.filters]
        kinds = {row.code for row in rows if row.state == service.APPROVED}
        bare = [kind.name for kind in service.business_types(session) if kind.business.code not in kinds]
        facts = _("{count} in use").format(count=counts[service.APPROVED])
        if bare and not query.text:
            facts += " · " + _("without a template: {types}").format(types="、".join(bare))
        return Found(rows=shown, facts=facts, counts=counts)

    def read_detail(self, session: Any, record_id: int) -> TemplateInfo:
        """Read worker."""
        return service.template_info(session, template_id=record_id)

    # pane

    def fill_pane(self, pane: DetailPane, template: TemplateInfo) -> None:
        """What it is, what stands in the way, what it asks for, what now."""
        pane.heading(edition_words(template), chip=state_chip(template))
        pane.facts(
            [
                (_("File"), template.name),
                (_("Brought in by"), f"{template.added_by} {clock.to_local(template.added_at):%Y-%m-%d %H:%M}"),
                (_("Approved by"), _approved_words(template)),
                ("SHA-256", template.sha256[:16]),
            ]
        )
        if template.state == service.SUBMITTED:
            pane.section(_("What blocks it"))
            pane.text(template.refusal or _("It waits for you: look at it filled, then approve."), ink="waiting")
        asked = [field for field in template.fields if not field.of_case]
        known = [field for field in template.fields if field.of_case]
        pane.section(_("Asked when drafting: {count}").format(count=len(asked)))
        pane.facts([(field.name, _kind_words(field)) for field in asked])
        pane.section(_("Filled from the case: {count}").format(count=len(known)))
        pane.text("、".join(field.name.replace(".", "") for field in known), ink="muted")
        first, others = {
            service.DRAFT: (f"{_P}.submit", (f"{_P}.look", f"{_P}.save", f"{_P}.retire")),
            service.SUBMITTED: (f"{_P}.approve", (f"{_P}.look", f"{_P}.reject", f"{_P}.save")),
        }.get(template.state, (f"{_P}.look", (f"{_P}.save",)))
        if template.refusal:
            first, others = f"{_P}.look", (f"{_P}.save",)
        pane.buttons(first, *others)

    # what is selected

    def _template(self) -> TemplateInfo | None:
        shown = getattr(self, "shown", None)
        return shown if isinstance(shown, TemplateInfo) and shown.id == self.current else None

    def _in(self, *states: str) -> bool:
        template = self._template()
        return template is not None and template.state in states

    # acts

    def add(self) -> None:
        """A Word file for a business type."""
        self._with_type(_("Import a template"), self._ask_file)

    def add_shipped(self) -> None:
        """The template that comes with the program, as the next edition."""

        def take(kind: TypeInfo, failed: Callable[[UserError], object]) -> None:
            self.ops.work(
                lambda: service.prepare_shipped(kind.business),
                lambda prepared: self._store(prepared, self.close_form, failed),
                failed,
                label=_("Reading the template"),
            )

        self._with_type(_("Take the shipped template"), take)

    def _with_type(self, title: str, then: Callable[[TypeInfo, Callable[[UserError], object]], object]) -> None:
        """Ask for the business type: that of the selected row is proposed."""
        if self.pane_busy:
            return
        chosen = self._template()

        def ask(kinds: tuple[TypeInfo, ...]) -> None:
            if not kinds:
                self.messages.warn(_("There are no business types yet."))
                return
            here = next((kind for kind in kinds if chosen is not None and kind.business.code == chosen.code), kinds[0])
            options = [(kind.business.code, kind.name) for kind in kinds]
            form = Form(
                [ChoiceField("code", _("Business type"), True, options=options, default=here.business.code)],
                name="signing.template_type",
            )
            form.saved.connect(
                lambda values: then(next(kind for kind in kinds if kind.business.code == values["code"]), form.refused)
            )
            self.put_form(title, form, _("Go on"))

        self.ops.read(service.business_types, ask)

    def _ask_file(self, kind: TypeInfo, _failed: Callable[[UserError], object]) -> None:
        self.close_form()

        def take(path: Path) -> None:
            self.ops.work(
                lambda: service.prepare_template_file(path, business=kind.business),
                lambda prepared: self._store(prepared, panel.accept, panel.refuse),
                panel.refuse,
                label=_("Reading and trying the template"),
            )

        panel = FilePanel(
            self,
            take,
            name="signing.import_template",
            title=_("Import a template for “{business}”").format(business=kind.name),
            words=_("A Word file (.docx) with placeholders such as {examples}.").format(
                examples="{{ 甲方.名称 }} {{ 月租金|大写 }} {{ 起租日期|日期 }}"
            ),
            caption=_("Template file"),
            kinds=_("Word documents (*.docx)"),
        )
        panel.body.addWidget(label(_names_words(kind), "muted", px=12, wrap=True))
        panel.open()
        panel.file.editor.setFocus()

    def _store(
        self, prepared: PreparedTemplate, close: Callable[[], object], failed: Callable[[UserError], object]
    ) -> None:
        def done(template: TemplateInfo) -> None:
            close()
            self.messages.info(_("{template} is a draft now: look at it, then submit it.").format(
                template=edition_words(template)))  # fmt: skip
            self.open_record(template.id)

        self.ops.write(
            service.ADD_TEMPLATE, lambda session: service.add_template(session, prepared=prepared), done, failed
        )

    def look(self) -> None:
        """The edition filled with invented values, or with what a case has."""
        template = self._template()
        if template is not None and not self.pane_busy:
            look_at(self, template)

    def save_file(self) -> None:
        """The Word file itself, to change it in Word and bring it in as the next edition."""
        template = self._template()
        if template is None:
            return
        self.ops.read(
            lambda session: service.template_file(session, template_id=template.id),
            lambda data: save_word(self, template.name, data),
            self._tell,
        )

    def submit(self) -> None:
        """Ask for its approval."""
        template = self._template()
        if template is not None:
            self.ops.write(
                service.SUBMIT_TEMPLATE,
                lambda session: service.submit_template(session, template_id=template.id, version=template.version),
                lambda info: self.messages.info(_("It waits for {people}.").format(people="、".join(info.waits_for))),
                self._tell,
            )

    def approve(self) -> None:
        """It takes the place of the edition in use."""
        template = self._template()
        if template is not None:
            self.ops.write(
                service.APPROVE_TEMPLATE,
                lambda session: service.approve_template(session, template_id=template.id, sha256=template.sha256),
                lambda info: self.messages.info(_("{template} is in use.").format(template=edition_words(info))),
                self._tell,
            )

    def reject(self) -> None:
        """Not approved, with a reason: a draft again."""
        template = self._template()
        if template is None:
            return
        ask_reason(
            self,
            _("Send {template} back?").format(template=edition_words(template)),
            yes=_("Send back"),
            then=lambda reason: self.ops.write(
                service.APPROVE_TEMPLATE,
                lambda session: service.reject_template(
                    session, template_id=template.id, sha256=template.sha256, reason=reason
                ),
                None,
                self._tell,
                reason=reason,
            ),
        )

    def retire(self) -> None:
        """Out of use, with a reason."""
        template = self._template()
        if template is None:
            return
        words = _("Contracts drafted from it stay what they are.")
        if template.state == service.APPROVED:
            words += " " + _("Without another edition, contracts of this business can only be imported.")
        ask_reason(
            self,
            _("Retire {template}?").format(template=edition_words(template)),
            text=words,
            yes=_("Retire"),
            then=lambda reason: self.ops.write(
                service.RETIRE_TEMPLATE,
                lambda session: service.retire_template(
                    session, template_id=template.id, version=template.version, reason=reason
                ),
                None,
                self._tell,
                reason=reason,
            ),
        )

    def _tell(self, error: UserError) -> None:
        self.messages.warn(f"{error.message} {error.hint}".strip())


def _names_words(kind: TypeInfo) -> str:
    """Which names a template of this business may use, and how values are written."""
    return _(
        "From the case: {fields}. Written by: {filters}. Any other name is a field of its own, asked for when drafting."
    ).format(fields="、".join(service.template_names(kind.business)), filters="、".join(service.FILTERS))


def _approved_words(template: TemplateInfo) -> str:
    if template.approved_at is None:
        return ""
    return f"{template.approved_by} {clock.to_local(template.approved_at):%Y-%m-%d %H:%M}"


def _kind_words(field: TemplateField) -> str:
    words = _(_KINDS[field.kind])
    return f"{words} · {_('may stay empty')}" if field.optional else words
