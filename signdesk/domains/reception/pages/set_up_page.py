"""Setting up the front desk: its services, counters and rooms in one list; the form opens in the pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from signdesk.core.i18n import N_, _
from signdesk.domains.reception import service
from signdesk.domains.reception.service import furnishing
from signdesk.domains.reception.service.furnishing import Piece
from signdesk.ui.actions import Action
from signdesk.ui.fields import Field, NotesField, NumberField, TextField, TickField
from signdesk.ui.form import Form
from signdesk.ui.list_detail import Filter, Found, ListDetail, Query
from signdesk.ui.pane import DetailPane
from signdesk.ui.table_model import Chip, Column

_ID = "reception.set_up"
WORDS = {"service": N_("Service"), "counter": N_("Counter"), "room": N_("Signing room")}


def fields_of(kind: str) -> Sequence[Field]:
    """What is asked for a service, a counter, a room."""
    if kind == "service":
        return (
            TextField("name", _("Service"), required=True, max_length=60),
            TextField("prefix", _("Letter of its tickets"), required=True, max_length=1, hint="A"),
            NumberField("digit", _("Key at check-in"), required=True, least=1, most=9),
            NumberField("minutes", _("Usual minutes"), required=True, default=15, least=1, most=480),
            TickField("needs_id", _("Needs a paper that says who it is")),
        )
    if kind == "counter":
        return (
            NumberField("number", _("Counter number"), required=True, least=1, most=99),
            TextField("name", _("What it is called"), max_length=60),
        )
    return (
        TextField("name", _("Signing room"), required=True, max_length=60),
        NumberField("capacity", _("Seats"), required=True, least=1, most=500),
        TextField("location", _("Place"), max_length=100),
        NotesField("equipment", _("What is there"), max_length=500),
    )


def facts_of(piece: Piece) -> list[tuple[str, str]]:
    """The same for the pane."""
    if piece.kind == "service":
        return [
            (_("Letter of its tickets"), piece.prefix),
            (_("Key at check-in"), str(piece.digit)),
            (_("Usual minutes"), str(piece.minutes)),
            (_("Needs a paper that says who it is"), _("yes") if piece.needs_id else _("no")),
        ]
    if piece.kind == "counter":
        return [(_("Counter number"), str(piece.number)), (_("What it is called"), piece.name)]
    return [(_("Seats"), str(piece.capacity)), (_("Place"), piece.location), (_("What is there"), piece.equipment)]


def title_of(piece: Piece) -> str:
    """How a piece is called."""
    return _("Counter {number}").format(number=piece.number) if piece.kind == "counter" else piece.name


class SetUpPage(ListDetail):
    """List and pane of the furnishing."""

    page_id, group, title, icon = _ID, "management", N_("Front desk set-up"), "queue"
    tables = frozenset({"visit_service", "counter", "room"})
    permission = service.SET_UP.permission
    primary = f"{_ID}.add_room"
    secondary = (f"{_ID}.add_service", f"{_ID}.add_counter")
    search_hint = N_("Name or number")
    empty_sentence, empty_action = N_("Nothing is set up yet."), f"{_ID}.add_service"

    def make_actions(self) -> Sequence[Action]:
        """Add, change, take out of use."""
        right = service.SET_UP.permission
        return (
            Action(f"{_ID}.add_room", _("Add a room"), lambda: self.start("room"), "Ctrl+N", right, "add", act=False),
            Action(f"{_ID}.add_service", _("Add a service"), lambda: self.start("service"), "", right, act=False),
            Action(f"{_ID}.add_counter", _("Add a counter"), lambda: self.start("counter"), "", right, act=False),
            Action(f"{_ID}.edit", _("Edit"), self.start_edit, "Ctrl+E", right, "edit", enabled=self._if(), act=False),
            Action(f"{_ID}.retire", _("Take out of use"), lambda: self.set_in_use(False), permission=right,
                   enabled=self._if(lambda one: one.active and one.kind != "counter")),
            Action(f"{_ID}.restore", _("Use again"), lambda: self.set_in_use(True), permission=right,
                   enabled=self._if(lambda one: not one.active)),
        )  # fmt: skip

    def make_columns(self) -> Sequence[Column]:
        """Kind, name, what matters of it."""
        return (
            Column("kind", _("Kind"), 110, "chip", chip=chip_of, drop=0),
            Column("name", _("Name"), 160, text=title_of, bold=True, drop=0),
            Column(
                "detail", _("Details"), 240, stretch=True, drop=1,
                text=lambda one: " · ".join(f"{name} {value}" for name, value in facts_of(one) if value),
            ),
        )  # fmt: skip

    def make_filters(self) -> Sequence[Filter]:
        """By kind."""
        return tuple(Filter(kind, _(words), "kind") for kind, words in WORDS.items())

    def find_records(self, session: Any, query: Query) -> Found:
        """Short enough to be read whole."""
        found = furnishing.pieces(session)
        rows = [one for one in found if not query.filters or one.kind in query.filters]
        rows = [one for one in rows if query.text.casefold() in title_of(one).casefold()]
        counts = {kind: sum(one.kind == kind and one.active for one in found) for kind in WORDS}
        facts = _("{services} services · {counters} counters · {rooms} rooms").format(
            services=counts["service"], counters=counts["counter"], rooms=counts["room"]
        )
        return Found(rows=rows, facts=facts, counts=counts)

    def read_detail(self, session: Any, record_id: int) -> Piece:
        """One of them."""
        return furnishing.piece(session, piece_id=record_id)

    def fill_pane(self, pane: DetailPane, piece: Piece) -> None:
        """What it is, and what can be changed."""
        pane.heading(title_of(piece), chip=chip_of(piece))
        pane.facts(facts_of(piece))
        if piece.kind == "counter":
            pane.text(_("Each PC at a counter carries its number in its own settings."), ink="muted")
        live = [id for id in (f"{_ID}.edit", f"{_ID}.retire", f"{_ID}.restore") if self.context.actions.is_enabled(id)]
        pane.buttons(None, *live)

    def start(self, kind: Any) -> None:
        """Something new."""
        title = {"service": _("Add a service"), "counter": _("Add a counter"), "room": _("Add a room")}[kind]
        self._ask(title, kind, {}, lambda session, values: furnishing.furnish(session, kind=kind, **values))

    def start_edit(self) -> None:
        """The piece shown."""
        piece: Piece | None = getattr(self, "shown", None)
        if piece is None:
            return
        at = {f"{piece.kind}_id": piece.record_id, "version": piece.version}
        change: Any = {
            "service": furnishing.change_service, "counter": furnishing.change_counter, "room": furnishing.change_room,
        }[piece.kind]  # fmt: skip

        def save(session: Any, values: dict[str, Any]) -> int:
            change(session, **at, **values)
            return piece.id

        self._ask(_("Edit: {name}").format(name=title_of(piece)), piece.kind, piece, save)

    def set_in_use(self, in_use: bool) -> None:
        """Out of use, or back; can be undone."""
        piece: Piece | None = getattr(self, "shown", None)
        if piece is None:
            return
        id = piece.id
        words = _("{name} is in use again.") if in_use else _("{name} is out of use.")

        def write(to: bool, then: Callable[[Any], None] | None) -> None:
            self.ops.write(service.SET_UP, lambda session: furnishing.set_in_use(session, piece_id=id, in_use=to), then)

        write(
            in_use,
            lambda _none: self.messages.done(words.format(name=title_of(piece)), undo=lambda: write(not in_use, None)),
        )

    def _ask(self, title: str, kind: str, values: object, save: Callable[[Any, dict[str, Any]], int]) -> None:
        form = Form(fields_of(kind), name=f"{_ID}.{kind}")
        form.set_values(values)

        def saved(id: int) -> None:
            self.pane_busy = False
            self.messages.info(_("Saved."))
            self._wanted = id
            self.refresh()
            self.view.setFocus()

        def cancel() -> None:
            self.pane_busy = False
            self.read_pane()
            self.leave_pane()

        form.saved.connect(
            lambda filled: self.ops.write(service.SET_UP, lambda s: save(s, filled), saved, form.refused)
        )
        self.pane_busy, self.form = True, form
        self.pane.start(-1)
        self.pane.heading(title)
        self.pane.widget(form)
        self.pane.form_buttons(form, _("Save"), cancel)
        self.pane.finish()
        if self.fit.pane_replaces:
            self._narrow_detail = True
            self._arrange()
        form.focus_first()

    def _if(self, fits: Callable[[Piece], bool] = lambda one: True) -> Callable[[], bool]:
        return lambda: (one := getattr(self, "shown", None)) is not None and fits(one)

    def unsaved(self) -> bool:
        """A form with something typed is open."""
        return self.pane_busy and self.form.dirty


def chip_of(piece: Piece) -> Chip:
    """Kind, and whether it is in use."""
    words = _(WORDS[piece.kind])
    return Chip(words, "accent") if piece.active else Chip(_("{kind} · out of use").format(kind=words), "neutral")
