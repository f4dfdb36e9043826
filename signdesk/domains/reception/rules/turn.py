"""Whose turn it is, and why: the order of the queue explains itself (R1.2). No database and no clock here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from signdesk.core.i18n import N_, _


class Why(StrEnum):
    """Why somebody stands at their place in the queue; the first four go ahead of the waiting order."""

    TRANSFERRED = "transferred"
    APPOINTMENT = "appointment"
    PRIORITY = "priority"
    FAIRNESS = "fairness"
    WAITING = "waiting"


class Priority(StrEnum):
    """The reasons for which somebody may go ahead. There is no priority without one of them."""

    ELDERLY = "elderly"
    PREGNANT = "pregnant"
    DISABLED = "disabled"
    INFANT = "infant"
    SOLDIER = "soldier"
    UNWELL = "unwell"

    @property
    def label(self) -> str:
        """The reason in words."""
        return _(_PRIORITY_LABELS[self])


_PRIORITY_LABELS = {
    Priority.ELDERLY: N_("elderly (70 and older)"),
    Priority.PREGNANT: N_("pregnant"),
    Priority.DISABLED: N_("disabled"),
    Priority.INFANT: N_("with an infant"),
    Priority.SOLDIER: N_("soldier or veteran"),
    Priority.UNWELL: N_("unwell"),
}


@dataclass(frozen=True)
class Waiting:
    """One who waits, as far as the order depends on it. Times are aware."""

    ticket_id: int
    arrived_at: datetime
    appointment_at: datetime | None = None
    priority: Priority | None = None
    transferred_from: str = ""


@dataclass(frozen=True)
class Turn:
    """A place in the queue and the reason for it. `at` is the appointment's time where that is the reason."""

    ticket_id: int
    place: int
    why: Why
    priority: Priority | None = None
    at: datetime | None = None
    detail: str = ""


@dataclass(frozen=True)
class Policy:
    """What a centre may set: how early an appointment counts as due, how many may go ahead of the waiting order in a
    row, and after how many minutes waiting is overdue."""

    appointment_early: timedelta = timedelta(minutes=10)
    most_ahead: int = 3
    overdue_after: timedelta = timedelta(minutes=20)


def order(waiting: Iterable[Waiting], *, now: datetime, policy: Policy = Policy(), ahead_so_far: int = 0) -> list[Turn]:
    """Everybody who waits, in the order in which they will be called, each with the reason.

    Ahead of the waiting order go, in this sequence: those transferred from another desk (called once already),
    appointments whose time has come, priorities with a named reason. Inside each the earlier comes first. After
    `most_ahead` of them in a row (`ahead_so_far` of whom were called already) it is the longest waiting's turn.
    """
    ahead: list[tuple[tuple[int, datetime, int], Waiting, Why]] = []
    usual: list[Waiting] = []
    for one in waiting:
        why = _standing(one, now, policy)
        if why is Why.WAITING:
            usual.append(one)
        else:
            since = one.appointment_at if why is Why.APPOINTMENT and one.appointment_at else one.arrived_at
            ahead.append(((_BANDS.index(why), since, one.ticket_id), one, why))
    ahead.sort(key=lambda entry: entry[0])
    usual.sort(key=lambda one: (one.arrived_at, one.ticket_id))
    return _merge(ahead, usual, policy.most_ahead, ahead_so_far)


_BANDS = (Why.TRANSFERRED, Why.APPOINTMENT, Why.PRIORITY)


def _standing(one: Waiting, now: datetime, policy: Policy) -> Why:
    if one.transferred_from:
        return Why.TRANSFERRED
    if one.appointment_at is not None and one.appointment_at - policy.appointment_early <= now:
        return Why.APPOINTMENT
    return Why.PRIORITY if one.priority else Why.WAITING


def _merge(
    ahead: Sequence[tuple[tuple[int, datetime, int], Waiting, Why]],
    usual: Sequence[Waiting],
    most_ahead: int,
    ahead_so_far: int,
) -> list[Turn]:
    turns: list[Turn] = []
    taken_ahead, taken_usual = 0, 0
    while taken_ahead < len(ahead) or taken_usual < len(usual):
        must_be_usual = ahead_so_far >= most_ahead and taken_usual < len(usual)
        if taken_ahead < len(ahead) and not must_be_usual:
            __, one, why = ahead[taken_ahead]
            taken_ahead += 1
            ahead_so_far += 1
            at = one.appointment_at if why is Why.APPOINTMENT else None
            turns.append(Turn(one.ticket_id, len(turns) + 1, why, one.priority, at, one.transferred_from))
        else:
            one = usual[taken_usual]
            taken_usual += 1
            why = Why.FAIRNESS if must_be_usual and taken_ahead < len(ahead) else Why.WAITING
            ahead_so_far = 0
            turns.append(Turn(one.ticket_id, len(turns) + 1, why))
    return turns


def explain(turn: Turn, *, time_words: str = "") -> str:
    """The reason for a place in words; `time_words` is the appointment's time as the centre's clock shows it."""
    if turn.why is Why.TRANSFERRED:
        return _("Transferred from {place}").format(place=turn.detail)
    if turn.why is Why.APPOINTMENT:
        return _("Appointment {time}").format(time=time_words)
    if turn.why is Why.PRIORITY and turn.priority:
        return _("Priority: {reason}").format(reason=turn.priority.label)
    if turn.why is Why.FAIRNESS:
        return _("Longest waiting, others went ahead")
    return _("Waiting order")


def minutes_waited(arrived_at: datetime, now: datetime) -> int:
    """Whole minutes of waiting; a clock that went back counts as none."""
    return max(int((now - arrived_at).total_seconds() // 60), 0)


def is_overdue(arrived_at: datetime, now: datetime, policy: Policy = Policy()) -> bool:
    """Whether somebody has waited longer than the centre's target."""
    return now - arrived_at > policy.overdue_after


def estimated_wait(people_ahead: int, *, counters: int, minutes_each: float) -> int:
    """Minutes until somebody with that many people ahead is called, rounded up to five (0 stays 0).

    `minutes_each` is the usual serving time, `counters` how many counters are serving (at least one is assumed).
    """
    minutes = people_ahead * max(minutes_each, 0.0) / max(counters, 1)
    return ceil(minutes / 5) * 5


def typical_minutes(served: Sequence[float], *, usual: float) -> float:
    """The median of the latest serving times in minutes; `usual` until there are five of them."""
    if len(served) < 5:
        return usual
    ranked = sorted(served)
    middle = len(ranked) // 2
    return ranked[middle] if len(ranked) % 2 else (ranked[middle - 1] + ranked[middle]) / 2
