"""Business types: what each kind of deal needs, from papers to seals. A change lays down a new edition; cases under way
keep the one they began with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from signdesk.core import clock
from signdesk.core.i18n import N_, _, ngettext
from signdesk.domains.signing import service
from signdesk.domains.signing.pages.type_form import business_of, type_fields, values_of
from signdesk.domains.signing.rules.business import ReleasePath
from signdesk.domains.signing.service import TypeInfo
from signdesk.ui.actions import Action
from signdesk.ui.form import Form
from signdesk.ui.form_in_pane import FormInPane
from signdesk.ui.list_detail import Filter, Found, Query
from signdesk.ui.pane import DetailPane
from signdesk.ui.table_model import Chip, Column

_P = "signing.types"


@dataclass(frozen=True)
class Line:
    """A business type in the list."""

    id: int
    info: TypeInfo
    cases: int


def chip_of(line: Line) -> Chip:
    """Whether new cases may begin with it."""
    return Chip(_("On offer"), "ok") if line.info.current else Chip(_("Not offered"), "neutral")


class TypesPage(FormInPane):
    """List and pane of the business types."""

    page_id, group, title, icon = _P, "management", N_("Business types"), "layers"
    tables = frozenset({"business_type", "signing_case"})
    permission = service.SEE_TYPES
    primary = f"{_P}.add"
    search_hint = N_("Name, paper or clause")
    empty_sentence, empty_action = N_("There is no business type yet."), f"{_P}.add"

    def make_actions(self) -> Sequence[Action]:
        """What the manager may do."""
        may = service.SET_UP_TYPES

        def on(fits: Callable[[TypeInfo], bool]) -> Callable[[], bool]:
            return lambda: (info := self._info()) is not None and fits(info)

        return (
            Action(f"{_P}.add", _("Add a business type"), self.start_add, "Ctrl+N", may, "add", act=False),
            Action(f"{_P}.edit", _("Edit"), self.start_edit, "Ctrl+E", may, "edit", act=False,
                   enabled=on(lambda info: info.current)),
            Action(f"{_P}.copy", _("Use as a pattern"), self.start_copy, "F6", may, act=False,
                   enabled=on(lambda info: True)),
            Action(f"{_P}.withdraw", _("Withdraw"), self.withdraw, "", may, enabled=on(lambda info: info.current)),
            Action(f"{_P}.offer", _("Offer again"), self.offer, "", may, enabled=on(lambda info: not info.current)),
        )  # fmt: skip

    # list

    def make_columns(self) -> Sequence[Column]:
        """Name, how much it asks for, how much it is used."""
        return (
            Column("state", _("State"), 96, "chip", chip=chip_of, drop=0),
            Column("name", _("Business type"), 160, stretch=True, text=lambda line: line.info.name, drop=0, bold=True),
            Column("papers", _("Papers"), 72, "number", text=lambda line: str(len(line.info.business.papers)), drop=2),
            Column("clauses", _("Clauses"), 72, "number", text=lambda line: str(len(line.info.business.clauses)),
                   drop=2),
            Column("copies", _("Copies"), 72, "number", text=lambda line: str(line.info.business.copies), drop=1),
            Column("edition", _("Edition"), 72, "number", text=lambda line: str(line.info.edition), drop=1),
            Column("cases", _("Cases"), 72, "number", text=lambda line: str(line.cases), drop=1),
        )  # fmt: skip

    def make_filters(self) -> Sequence[Filter]:
        """The withdrawn ones are out of sight."""
        return (Filter("withdrawn", _("Not offered")),)

    def find_records(self, session: Any, query: Query) -> Found:
        """They are few: read whole."""
        cases = service.cases_of_types(session)
        lines = [Line(info.id, info, cases.get(info.business.code, 0)) for info in service.all_types(session)]
        withdrawn = sum(not line.info.current for line in lines)
        facts = _("{count} on offer").format(count=len(lines) - withdrawn)
        lines = [line for line in lines if line.info.current != ("withdrawn" in query.filters)]
        if query.text:
            wanted = query.text.strip().casefold()
            lines = [line for line in lines if wanted in "\n".join(map(str, values_of(line.info).values())).casefold()]
        return Found(rows=lines, facts=facts, counts={"withdrawn": withdrawn})

    def read_detail(self, session: Any, record_id: int) -> TypeInfo:
        """The edition shown."""
        return service.business_type(session, type_id=record_id)

    # pane

    def fill_pane(self, pane: DetailPane, info: TypeInfo) -> None:
        """Everything the business type asks for."""
        business = info.business
        pane.heading(info.name, chip=chip_of(Line(info.id, info, 0)))
        plan = business.seal_plan
        seals = (
            (plan.signature, _("Signature")),
            (plan.seal_for_organisations, _("Seal of organisations")),
            (plan.cross_page_seal, _("Cross-page seal")),
            (plan.date, _("Date")),
        )
        pane.facts(
            [
                (_("Edition"), f"{info.edition} · {clock.to_local(info.laid_down_at):%Y-%m-%d}"),
                (_("Roles"), "、".join(business.roles)),
                (_("Amount"), business.amount_label),
                (_("Copies"), str(business.copies)),
                (_("Released by"), _release_words(business.release)),
                (_("On each copy"), "、".join(words for wanted, words in seals if wanted)),
                (_("Retention period"), _(service.RETENTIONS.get(business.retention, business.retention))),
                (_("Room"), _room_words(info)),
                (_("Words of the template"), _("fixed") if business.fixed_text else _("may be changed")),
            ]
        )
        pane.section(_("Papers of the customers"))
        for paper in business.papers:
            parts = [_("original")] if paper.original else []
            parts += [_("copies: {count}").format(count=paper.copies)] if paper.copies else []
            parts += [] if paper.required else [_("if there is one")]
            pane.text(f"{paper.role} {paper.name}".strip() + f" · {_(', ').join(parts)}")
        pane.section(_("Clauses the contract must have"))
        pane.text("、".join(clause.title for clause in business.clauses))
        keys = [clause.title for clause in business.clauses if clause.key]
        if keys:
            pane.text(_("Key clauses, each explained and acknowledged: {titles}").format(titles="、".join(keys)))
        pane.section(_("Checked by a person"))
        for item in business.manual_items:
            pane.text(item.text)
        offered = [id for id in (f"{_P}.copy", f"{_P}.withdraw", f"{_P}.offer") if self.context.actions.is_enabled(id)]
        pane.buttons(f"{_P}.edit" if info.current else None, *offered)

    # acts

    def start_add(self) -> None:
        """A new kind of deal."""
        self._ask(None, None, _("Add a business type"))

    def start_copy(self) -> None:
        """A new one that begins like the one shown."""
        info = self._info()
        if info is not None:
            self._ask(None, info, _("Like {name}").format(name=info.name))

    def start_edit(self) -> None:
        """The next edition of the one shown."""
        info = self._info()
        if info is not None:
            self._ask(info, info, _("Edit: {name}").format(name=info.name))

    def _ask(self, changed: TypeInfo | None, pattern: TypeInfo | None, title: str) -> None:
        draft = f"type.{changed.id}" if changed else "type.new"
        form = Form(type_fields(new=changed is None), name=_P, drafts=self.context.drafts, draft=draft)
        if pattern is not None and not form.restored:
            values = values_of(pattern)
            form.set_values(values if changed else values | {"name": "", "code": ""})

        def save(values: dict[str, Any]) -> None:
            self.ops.write(
                service.SET_UP,
                lambda session: service.lay_down(
                    session, business=business_of(values, changed), replaces=changed.id if changed else None
                ),
                done,
                form.refused,
            )

        def done(info: TypeInfo) -> None:
            form.forget_draft()
            self.close_form()
            self._wanted = info.id
            self.messages.done(_("{name}: edition {edition} holds for new cases.").format(
                name=info.name, edition=info.edition
            ))  # fmt: skip
            self.refresh()

        form.saved.connect(save)
        self.put_form(title, form, _("Save"))
        if changed is not None:  # what may stay empty is not what somebody came to change
            form.rows["name"].editor.setFocus()

    def withdraw(self) -> None:
        """Out of the list of what a case may be."""
        info = self._info()
        if info is None:
            return

        def done(after: TypeInfo) -> None:
            self.messages.done(
                _("{name} is not offered any more.").format(name=after.name), undo=lambda: self._offer(after)
            )

        self.ops.write(
            service.WITHDRAW_TYPE,
            lambda session: service.withdraw_type(session, type_id=info.id, version=info.version),
            done,
        )

    def offer(self) -> None:
        """It may be chosen again."""
        info = self._info()
        if info is not None:
            self._offer(info)

    def _offer(self, info: TypeInfo) -> None:
        self.ops.write(
            service.WITHDRAW_TYPE,
            lambda session: service.offer_type(session, type_id=info.id, version=info.version),
            lambda after: self.messages.done(_("{name} is on offer again.").format(name=after.name)),
        )

    def _info(self) -> TypeInfo | None:
        return getattr(self, "shown", None) if getattr(self, "current", None) is not None else None


def _release_words(path: ReleasePath) -> str:
    reviewers = ngettext("one contract reviewer", "{count} contract reviewers", path.reviewers)
    words = [reviewers.format(count=path.reviewers)]
    if path.manager_from is not None:
        always = path.manager_from.fen == 0
        manager = _("the centre manager") if always else _("from {amount} on the centre manager")
        words.append(manager.format(amount=path.manager_from))
    return _(", ").join(words)


def _room_words(info: TypeInfo) -> str:
    business = info.business
    seats = _("{count} seats").format(count=business.room_seats)
    return " · ".join((seats, *business.room_equipment))
