"""The pane of one visit: number, who, what blocks it, the way so far, and what can be done now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from signdesk.core import clock
from signdesk.core.i18n import _
from signdesk.domains.reception import service
from signdesk.domains.reception.service import Act, State, TicketInfo, Visit
from signdesk.ui.fields import TextField
from signdesk.ui.form import Form
from signdesk.ui.pane import DetailPane, Step
from signdesk.ui.reveal import MaskedField
from signdesk.ui.table_model import Chip
from signdesk.ui.theme import Tone

if TYPE_CHECKING:
    from signdesk.domains.reception.pages.queue_page import QueuePage

_TONES: dict[State, Tone] = {
    State.WAITING: "waiting",
    State.CALLED: "accent",
    State.SERVING: "accent",
    State.TRANSFERRED: "waiting",
    State.SIGNING: "accent",
    State.DONE: "ok",
    State.NO_SHOW: "neutral",
    State.LEFT: "neutral",
}
_P = "reception.queue"
_ACTS: dict[State, tuple[str, ...]] = {
    State.WAITING: ("call_selected", "transfer", "leave", "note", "print_ticket", "undo"),
    State.TRANSFERRED: ("call_selected", "transfer", "leave", "note", "undo"),
    State.CALLED: ("start", "recall", "pass", "transfer", "leave", "undo"),
    State.SERVING: ("finish", "transfer", "leave", "note", "undo"),
    State.SIGNING: ("finish", "note", "undo"),
    State.DONE: ("undo",),
    State.NO_SHOW: ("restore", "leave", "undo"),
    State.LEFT: ("restore", "undo"),
}


def state_chip(ticket: TicketInfo) -> Chip:
    """The state in words; a repeated call says which."""
    words = ticket.state.label
    if ticket.state is State.CALLED and ticket.calls > 1:
        words = _("Called ×{count}").format(count=ticket.calls)
    return Chip(words, _TONES[ticket.state])


def fill_visit(page: QueuePage, pane: DetailPane, visit: Visit, *, is_next: bool) -> None:
    """Everything about one ticket, from top to bottom."""
    ticket, customer = visit.ticket, visit.customer
    pane.heading(ticket.number, big=True, chip=state_chip(ticket))
    pane.text(customer.name, bold=True)
    for name, field, masked in (
        (customer.id_kind.label if customer.id_kind else _("Document number"), "id_number", customer.id_number),
        (_("Phone"), "phone", customer.phone),
    ):
        if masked:
            pane.widget(_masked(page, visit, name, field, masked))
    pane.facts(_facts(visit))
    if visit.blockers:
        pane.section(_("What blocks this visit"))
        for blocker in visit.blockers:
            if blocker.page_id:
                pane.link(
                    blocker.text,
                    lambda blocker=blocker: page.context.open_page(blocker.page_id, blocker.record_id),
                    ink="seal",
                )
            else:
                pane.text(blocker.text, ink="seal")
    pane.section(_("The way so far"))
    pane.steps(_steps(visit))
    acts = list(_ACTS[ticket.state])
    if is_next and "call_selected" in acts:
        acts.remove("call_selected")  # it is next anyway: F4 stands in the header
    pane.buttons(None, *(f"{_P}.{act}" for act in acts))


def _masked(page: QueuePage, visit: Visit, name: str, field: str, masked: str) -> MaskedField:
    def reveal(reason: str, show: Any) -> None:
        page.ops.write(
            service.REVEAL,
            lambda session: service.reveal(session, customer_id=visit.customer.id, field=field, reason=reason),
            show,
            reason=reason,
        )

    allowed = page.context.seat.may(service.REVEAL_CUSTOMER)
    return MaskedField(name, masked=masked, reveal=reveal if allowed else None)


def _facts(visit: Visit) -> list[tuple[str, str]]:
    ticket = visit.ticket
    papers = {"original": _("original seen"), "copy": _("copy seen"), "missing": _("not brought")}
    power = ""
    if visit.power is not None:
        power = papers[visit.power.paper]
        if visit.power.valid_until is not None:
            power += " · " + _("valid until {day}").format(day=visit.power.valid_until.isoformat())
    return [
        (_("Service"), ticket.service),
        (_("Appointment"), f"{clock.to_local(ticket.appointment_at):%H:%M}" if ticket.appointment_at else ""),
        (_("Priority"), ticket.priority.label if ticket.priority else ""),
        (_("Agent"), ticket.agent),
        (_("Power of attorney"), power),
        (_("Companions"), str(ticket.companions) if ticket.companions else ""),
        (_("Seat"), ticket.seat),
        (_("Drinks"), ticket.drinks),
        (_("Materials"), ticket.materials),
        (_("Note"), ticket.note),
    ]


def _steps(visit: Visit) -> list[Step]:
    steps = []
    for step in visit.way:
        words = " · ".join(part for part in (step.act.label, step.place, step.actor) if part)
        if step.act is not Act.CHECK_IN and step.why:
            words += f" — {step.why}"
        if step.reason:
            words += _(": {reason}").format(reason=step.reason)
        if step.undone:
            words = _("{step} (undone)").format(step=words)
        state = "problem" if step.undone or step.act in (Act.PASS_OVER, Act.LEAVE) else "done"
        steps.append(Step(state, words, f"{clock.to_local(step.at):%H:%M}"))  # type: ignore[arg-type]  # one of the words
    now = visit.ticket.state
    if now in (State.WAITING, State.TRANSFERRED, State.CALLED, State.SERVING, State.SIGNING):
        words = " — ".join(part for part in (now.label, visit.ticket.place or visit.ticket.seat) if part)
        steps.append(Step("now", words))
    return steps


def note_form(page: QueuePage, visit: Visit) -> None:
    """Seat, drinks, materials and a note: a small form in place of the visit."""
    ticket = visit.ticket
    form = Form(
        [
            TextField("seat", _("Seat"), default=ticket.seat, hint=_("Waiting area 2")),
            TextField("drinks", _("Drinks"), default=ticket.drinks, hint=_("Tea, water")),
            TextField("materials", _("Materials"), default=ticket.materials),
            TextField("note", _("Note"), default=ticket.note),
        ],
        name="reception.note",
        drafts=page.context.drafts,
        draft=str(ticket.id),
    )

    def save(values: dict[str, Any]) -> None:
        kept = {key: value or "" for key, value in values.items()}
        page.ops.write(
            service.NOTE_VISIT,
            lambda session: service.note_visit(session, ticket_id=ticket.id, version=ticket.version, **kept),
            lambda _now: (form.forget_draft(), page.close_form()),
            form.refused,
        )

    form.saved.connect(save)
    page.put_form(_("{number}: seat and drinks").format(number=ticket.number), form, _("Save"))
    form.restore_draft()
    form.focus_first()
