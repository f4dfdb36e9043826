"""What may follow what in a ticket's life: waiting → called → serving → transferred / signing → done, no-show, left."""

from __future__ import annotations

from enum import StrEnum

from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _


class State(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    TRANSFERRED = "transferred"
    SIGNING = "signing"
    DONE = "done"
    NO_SHOW = "no_show"
    LEFT = "left"

    @property
    def label(self) -> str:
        """The state in words."""
        return _(_STATE_LABELS[self])


class Act(StrEnum):
    """What is done to a ticket."""

    CHECK_IN = "check_in"
    CALL = "call"
    RECALL = "recall"
    PASS_OVER = "pass_over"  # noqa: S105 -- an act of the queue, no password
    RESTORE = "restore"
    TRANSFER = "transfer"
    START = "start"
    SIGN = "sign"
    FINISH = "finish"
    LEAVE = "leave"
    UNDO = "undo"

    @property
    def label(self) -> str:
        """The act in words, as the timeline tells it."""
        return _(_ACT_LABELS[self])


_STATE_LABELS = {
    State.WAITING: N_("Waiting"),
    State.CALLED: N_("Called"),
    State.SERVING: N_("Serving"),
    State.TRANSFERRED: N_("Transferred"),
    State.SIGNING: N_("In signing"),
    State.DONE: N_("Done"),
    State.NO_SHOW: N_("No-show"),
    State.LEFT: N_("Left"),
}
_ACT_LABELS = {
    Act.CHECK_IN: N_("Checked in"),
    Act.CALL: N_("Called"),
    Act.RECALL: N_("Recalled"),
    Act.PASS_OVER: N_("Passed"),
    Act.RESTORE: N_("Restored"),
    Act.TRANSFER: N_("Transferred"),
    Act.START: N_("Service started"),
    Act.SIGN: N_("To the signing room"),
    Act.FINISH: N_("Visit finished"),
    Act.LEAVE: N_("Left"),
    Act.UNDO: N_("Undone"),
}

QUEUEING = frozenset({State.WAITING, State.TRANSFERRED})
"""Those who may be called."""
BEING_SERVED = frozenset({State.CALLED, State.SERVING, State.SIGNING})
"""Those shown below the divider."""
OVER = frozenset({State.DONE, State.NO_SHOW, State.LEFT})

_NEXT: dict[Act, tuple[frozenset[State], State]] = {
    Act.CALL: (QUEUEING, State.CALLED),
    Act.RECALL: (frozenset({State.CALLED}), State.CALLED),
    Act.PASS_OVER: (frozenset({State.CALLED}), State.NO_SHOW),
    Act.RESTORE: (frozenset({State.NO_SHOW, State.LEFT}), State.WAITING),
    Act.TRANSFER: (frozenset({State.WAITING, State.CALLED, State.SERVING, State.TRANSFERRED}), State.TRANSFERRED),
    Act.START: (frozenset({State.CALLED}), State.SERVING),
    Act.SIGN: (frozenset({State.CALLED, State.SERVING, State.TRANSFERRED}), State.SIGNING),
    Act.FINISH: (frozenset({State.SERVING, State.SIGNING}), State.DONE),
    Act.LEAVE: (QUEUEING | {State.CALLED, State.SERVING, State.NO_SHOW}, State.LEFT),
}
UNDOABLE = frozenset({Act.CALL, Act.PASS_OVER, Act.RESTORE, Act.TRANSFER, Act.START, Act.SIGN, Act.FINISH, Act.LEAVE})


def may(state: State, act: Act) -> bool:
    """Whether this act is possible in this state."""
    return act in _NEXT and state in _NEXT[act][0]


def after(state: State, act: Act) -> State:
    """The state that follows; UserError in words if the act is not possible now."""
    if not may(state, act):
        raise UserError(
            _("Not possible now: the ticket is “{state}”.").format(state=state.label),
            hint=_(_WHAT_INSTEAD.get(act, "")),
        )
    return _NEXT[act][1]


_WHAT_INSTEAD = {
    Act.CALL: N_("Only those who wait can be called."),
    Act.RECALL: N_("Call the ticket first."),
    Act.PASS_OVER: N_("Call the ticket first; only a called ticket can be passed."),
    Act.RESTORE: N_("Only a passed ticket or one that left can be restored."),
    Act.START: N_("Call the ticket first."),
    Act.FINISH: N_("Start serving first."),
}
