"""A simple register is described, not programmed: columns, filters, fields and plain callables make a whole page.

::

    REGISTER = Register(
        page_id="assets.keys", title=N_("Keys"), icon="key", tables=frozenset({"office_key"}),
        columns=lambda: (Column("number", _("Number"), 90, drop=0), Column("name", _("Name"), stretch=True, drop=0)),
        filters=lambda: (Filter("lent", _("Lent")),),
        find=lambda session, query: Found(service.key_ids(session, text=query.text, lent="lent" in query.filters)),
        rows=lambda session, ids: service.keys(session, ids=ids),
        detail=lambda session, id: service.key(session, key_id=id),
        heading=lambda key: key.name, facts=lambda key: [(_("Number"), key.number)],
        fields=lambda: (TextField("name", _("Name"), required=True), DateField("bought", _("Bought on"))),
        add=Edit(service.ADD_KEY, lambda session, values: service.add_key(session, **values)),
        edit=Change(service.CHANGE_KEY, lambda session, id, version, values: service.change_key(
            session, key_id=id, version=version, **values)),
        acts=(Act("assets.keys.lend", N_("Lend"), service.LEND_KEY,
                  lambda session, id, version, values: service.lend_key(session, key_id=id, **values),
                  fields=lambda: (TextField("borrower", _("Borrower"), required=True),),
                  when=lambda key: not key.lent),),
    )
    class KeysPage(RegisterPage): register = REGISTER

It is no form language: what needs a third special option is written by hand from the same parts. Adding and editing
happen in the pane; what was typed is kept as a draft until it is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from signdesk.core.i18n import _
from signdesk.ui.actions import Action
from signdesk.ui.dialogs import ask_reason
from signdesk.ui.fields import Field
from signdesk.ui.form import Form
from signdesk.ui.list_detail import Filter, Found, ListDetail, Query
from signdesk.ui.ops import OperationLike, Session
from signdesk.ui.pane import DetailPane
from signdesk.ui.table_model import Chip, Column


@dataclass(frozen=True)
class Edit:
    """Adding: the operation and the function that does it; it returns the new id."""

    operation: Any
    do: Callable[[Session, dict[str, Any]], int]


@dataclass(frozen=True)
class Change:
    """Changing: ``do(session, id, version, values)``; raises StaleRecord if someone was faster."""

    operation: Any
    do: Callable[[Session, int, int, dict[str, Any]], object]


@dataclass(frozen=True)
class Act:
    """Something done to one record: a button in the pane, a key, a line in the palette."""

    id: str
    text: str
    operation: Any
    do: Callable[[Session, int, int, dict[str, Any]], object]
    fields: Callable[[], Sequence[Field]] | None = None
    """Asked in the pane before it is done."""
    when: Callable[[Any], bool] | None = None
    """Whether it makes sense for this detail."""
    reason: bool = False
    """Ask for a reason, which goes into the record."""
    shortcut: str = ""
    icon: str = ""
    done: str = ""
    """Words after it was done."""
    undo: Change | None = None
    """The reversing operation, offered for ten seconds."""


@dataclass(frozen=True)
class Register:
    """A list with a form. Titles are marked with N_, what stands inside callables is translated by them."""

    page_id: str
    title: str
    tables: frozenset[str]
    columns: Callable[[], Sequence[Column]]
    find: Callable[[Session, Query], Found]
    rows: Callable[[Session, Sequence[int]], Sequence[Any]]
    detail: Callable[[Session, int], Any]
    heading: Callable[[Any], str]
    facts: Callable[[Any], Iterable[tuple[str, str]]]
    icon: str = "document"
    permission: Any = None
    filters: Callable[[], Sequence[Filter]] = tuple
    fields: Callable[[], Sequence[Field]] = tuple
    chip: Callable[[Any], Chip | None] | None = None
    add: Edit | None = None
    add_text: str = ""
    edit: Change | None = None
    acts: Sequence[Act] = ()
    search_hint: str = ""
    empty: str = ""
    more: Callable[[DetailPane, Any], None] | None = None
    """Anything further in the pane, made by hand."""
    add_key: str = field(default="Ctrl+N")


class RegisterPage(ListDetail):
    """The page of a described register."""

    register: ClassVar[Register]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "register" not in cls.__dict__:
            return
        register = cls.register
        cls.page_id, cls.title, cls.icon = register.page_id, register.title, register.icon
        cls.tables, cls.permission = register.tables, register.permission
        cls.search_hint, cls.empty_sentence = register.search_hint, register.empty
        cls.primary = cls.empty_action = f"{register.page_id}.add" if register.add else ""

    def make_columns(self) -> Sequence[Column]:
        """As described."""
        return self.register.columns()

    def make_filters(self) -> Sequence[Filter]:
        """As described."""
        return self.register.filters()

    def find_records(self, session: Any, query: Query) -> Found:
        """As described."""
        return self.register.find(session, query)

    def read_rows(self, session: Any, ids: Sequence[int]) -> Sequence[Any]:
        """As described."""
        return self.register.rows(session, ids)

    def read_detail(self, session: Any, record_id: int) -> Any:
        """As described."""
        return self.register.detail(session, record_id)

    def make_actions(self) -> list[Action]:
        """Add, edit and the acts."""
        register, id = self.register, self.page_id
        made: list[Action] = []
        if register.add is not None:
            text = _(register.add_text) if register.add_text else _("Add")
            made.append(
                Action(
                    f"{id}.add",
                    text,
                    self.start_add,
                    register.add_key,
                    _permission(register.add.operation),
                    "add",
                    act=False,
                )
            )
        if register.edit is not None:
            made.append(
                Action(
                    f"{id}.edit",
                    _("Edit"),
                    self.start_edit,
                    "Ctrl+E",
                    _permission(register.edit.operation),
                    "edit",
                    enabled=lambda: self._shown() is not None,
                    act=False,
                )
            )
        for act in register.acts:
            made.append(
                Action(
                    act.id,
                    _(act.text),
                    lambda act=act: self.start_act(act),  # type: ignore[misc]  # one closure per act
                    act.shortcut,
                    _permission(act.operation),
                    act.icon,
                    enabled=lambda act=act: self._fits(act),  # type: ignore[misc]  # one closure per act
                )
            )
        return made

    def _shown(self) -> Any:
        return getattr(self, "shown", None) if getattr(self, "current", None) is not None else None

    def _fits(self, act: Act) -> bool:
        detail = self._shown()
        return detail is not None and (act.when is None or act.when(detail))

    def fill_pane(self, pane: DetailPane, detail: Any) -> None:
        """Heading, facts, what was added by hand, buttons."""
        register = self.register
        pane.heading(register.heading(detail), chip=register.chip(detail) if register.chip else None)
        pane.facts(register.facts(detail))
        if register.more is not None:
            register.more(pane, detail)
        fitting = [act.id for act in register.acts if act.when is None or act.when(detail)]
        edit = [f"{self.page_id}.edit"] if register.edit is not None else []
        pane.buttons(None, *fitting, *edit)

    # forms in the pane

    def start_add(self) -> None:
        """An empty form in the pane."""
        add = self.register.add
        if add is None:
            return
        form = self._open_form(
            self.register.fields(), "new", _(self.register.add_text) if self.register.add_text else _("Add"), {}
        )

        def save(values: dict[str, Any]) -> None:
            self.ops.write(
                add.operation, lambda session: add.do(session, values), lambda id: self._saved(form, id), form.refused
            )

        form.saved.connect(save)

    def start_edit(self) -> None:
        """The record's values in a form in the pane."""
        change, detail, id = self.register.edit, self._shown(), self.current
        if change is None or detail is None or id is None:
            return
        version = int(getattr(detail, "version", 0))
        title = _("Edit: {name}").format(name=self.register.heading(detail))
        form = self._open_form(self.register.fields(), str(id), title, detail)

        def save(values: dict[str, Any]) -> None:
            self.ops.write(
                change.operation,
                lambda session: change.do(session, id, version, values),
                lambda _done: self._saved(form, id),
                form.refused,
            )

        form.saved.connect(save)

    def start_act(self, act: Act) -> None:
        """Do it at once, or ask for its fields in the pane or its reason first."""
        detail, id = self._shown(), self.current
        if detail is None or id is None:
            return
        version = int(getattr(detail, "version", 0))
        if act.fields is not None:
            form = self._open_form(act.fields(), f"{act.id}.{id}", _(act.text), {})
            form.saved.connect(lambda values: self._do(act, id, version, values, None, form))
        elif act.reason:
            ask_reason(self, _(act.text), then=lambda reason: self._do(act, id, version, {}, reason, None))
        else:
            self._do(act, id, version, {}, None, None)

    def _do(
        self, act: Act, id: int, version: int, values: dict[str, Any], reason: str | None, form: Form | None
    ) -> None:
        def done(_result: object) -> None:
            if form is not None:
                self._saved(form, id, say=False)
            undo = act.undo
            words = _(act.done) if act.done else _("Done: {act}").format(act=_(act.text))
            if undo is None:
                self.messages.done(words)
            else:
                change = undo
                self.messages.done(
                    words,
                    undo=lambda: self.ops.write(
                        change.operation, lambda session: change.do(session, id, version, values)
                    ),
                )

        failed = form.refused if form is not None else None
        self.ops.write(act.operation, lambda session: act.do(session, id, version, values), done, failed, reason=reason)

    def _open_form(self, fields: Sequence[Field], draft: str, title: str, values: object) -> Form:
        form = Form(fields, name=self.page_id, drafts=self.context.drafts, draft=draft)
        form.set_values(values)
        self.pane_busy = True
        self.form = form
        self.pane.start(-1)
        self.pane.heading(title)
        if form.restored:
            self.pane.text(_("What you typed before and did not save is here again."), ink="waiting")
        self.pane.widget(form)
        self.pane.form_buttons(form, _("Save"), lambda: self.close_form(form))
        self.pane.finish()
        if self.fit.pane_replaces:
            self._narrow_detail = True
            self._arrange()
        form.focus_first()
        return form

    def close_form(self, form: Form) -> None:
        """Cancel: the pane shows the record again; nothing of the form is kept."""
        form.forget_draft()
        self.pane_busy = False
        self.read_pane()
        self.view.setFocus()
        if self.current is None:
            self.leave_pane()

    def _saved(self, form: Form, id: int, *, say: bool = True) -> None:
        form.forget_draft()
        self.pane_busy = False
        if say:
            self.messages.info(_("Saved."))
        self._wanted = id
        self.refresh()
        self.view.setFocus()

    def unsaved(self) -> bool:
        """A form with something typed is open."""
        return self.pane_busy and self.form.dirty


def _permission(operation: OperationLike) -> Any:
    return getattr(operation, "permission", None)
