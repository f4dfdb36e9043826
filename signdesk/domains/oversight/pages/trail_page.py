"""The audit trail: who did what, when, at which seat, on what record and why; found by person, operation, record and
day. Nothing can be changed here. F9 walks the chain from its first entry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from signdesk.core import clock
from signdesk.core.i18n import N_, _
from signdesk.domains.oversight import service
from signdesk.domains.oversight.service import Entry, EntryDetail, Verdict
from signdesk.ui.actions import Action
from signdesk.ui.list_detail import Filter, Found, ListDetail, Query
from signdesk.ui.ops import Progress
from signdesk.ui.pane import DetailPane
from signdesk.ui.table_model import Chip, Column

_ID = "oversight.trail"
_SPANS = (("today", N_("Today"), 1), ("week", N_("7 days"), 7), ("month", N_("30 days"), 30))


class TrailPage(ListDetail):
    """List and pane of the trail."""

    page_id, group, title, icon = _ID, "management", N_("Audit trail"), "shield"
    tables = frozenset(service.TABLES)
    permission = service.READ_TRAIL
    primary = f"{_ID}.verify"
    search_hint = N_("Person, act, reason, day or record")
    empty_sentence = N_("Nothing is written yet.")
    auto_select = True

    def make_actions(self) -> Sequence[Action]:
        """Verify, and the ways to what belongs together."""

        def there() -> bool:
            return getattr(self, "shown", None) is not None

        return (
            Action(f"{_ID}.verify", _("Verify"), self.verify, "F9", service.VERIFY_TRAIL.permission, "shield"),
            Action(f"{_ID}.same_record", _("All about this record"), self.same_record, "F6", enabled=there, act=False),
            Action(f"{_ID}.same_person", _("All by this person"), self.same_person, "F7", enabled=there, act=False),
            Action(f"{_ID}.same_act", _("All acts of this kind"), self.same_act, "F8", enabled=there, act=False),
        )

    def make_columns(self) -> Sequence[Column]:
        """Who, when, where, what, why."""
        return (
            Column("at", _("When"), 130, "date", text=lambda one: _local(one.at), drop=0),
            Column("actor", _("Who"), 90, drop=0, bold=True),
            Column("act", _("Act"), 170, drop=0),
            Column("thing", _("Record"), 150, text=lambda one: f"{one.thing} {one.action}", stretch=True, drop=1),
            Column("reason", _("Reason"), 150, drop=1),
            Column("station", _("Station"), 90, drop=2, muted=True),
            Column("id", _("No."), 72, "number", drop=3, muted=True),
        )

    def make_filters(self) -> Sequence[Filter]:
        """Spans of days; without one, everything."""
        return tuple(Filter(id, _(words), "span", on=id == "week") for id, words, _days in _SPANS)

    def find_records(self, session: Any, query: Query) -> Found:
        """Numbers only; the rows are read when they are painted."""
        first = next((service.days_back(days) for id, _words, days in _SPANS if id in query.filters), None)
        ids = service.find_entries(session, service.wanted_of(query.text, first=first))
        return Found(ids, _("{n} entries · personal data stays sealed").format(n=f"{len(ids):,}"))

    def read_rows(self, session: Any, ids: Sequence[int]) -> Sequence[Any]:
        """The entries on the screen."""
        return service.entries(session, ids=ids)

    def read_detail(self, session: Any, record_id: int) -> Any:
        """One entry with what changed."""
        return service.entry(session, seq=record_id)

    def fill_pane(self, pane: DetailPane, detail: EntryDetail) -> None:
        """The entry in words, its changes, and its neighbours of the same operation."""
        one = detail.entry
        pane.heading(one.act, chip=Chip(_("No. {n}").format(n=f"{one.id:,}"), "neutral"))
        pane.facts(
            [
                (_("Who"), one.actor),
                (_("When"), clock.to_local(one.at).strftime("%Y-%m-%d %H:%M:%S")),
                (_("Station"), one.station),
                (_("Record"), f"{one.thing} · {one.action}"),
                (_("Reason"), one.reason),
            ]
        )
        if detail.changes:
            pane.section(_("What changed"))
            pane.facts(
                (change.field, f"{change.before} → {change.after}" if change.before else change.after)
                for change in detail.changes
            )
        if detail.siblings:
            pane.section(_("Written in the same act"))
            for each in detail.siblings:
                pane.link(_sibling_words(each), partial(self.show_entry, each.id))
        pane.section(_("Fingerprint"))
        pane.text(" ".join(detail.fingerprint[at : at + 8] for at in range(0, 64, 8)), ink="muted")
        pane.buttons(None, f"{_ID}.same_record", f"{_ID}.same_person", f"{_ID}.same_act")

    def show_entry(self, seq: int) -> None:
        """Another entry, whatever is filtered now."""
        if not self.view.select_id(seq):
            self._look_for(f"#{seq}")

    def same_record(self) -> None:
        """Everything that ever happened to the record shown."""
        if self.shown is not None:
            one: Entry = self.shown.entry
            self._look_for(f"{one.table}:{one.record_id}")

    def same_person(self) -> None:
        """Everything the person did."""
        if self.shown is not None:
            self._look_for(self.shown.entry.actor)

    def same_act(self) -> None:
        """Every act of this kind."""
        if self.shown is not None:
            self._look_for(self.shown.entry.operation)

    def _look_for(self, text: str) -> None:
        for chip in self.chips.values():
            chip.setChecked(False)
        self._keep_filters()
        self.search.setText(text)
        self.search.ask_now()
        self.refresh()

    def verify(self) -> None:
        """Walk the chain; how it ended goes into the trail."""
        seat = self.context.seat

        def walk(progress: Progress) -> Verdict:
            with seat.query() as session:
                verdict = service.verify(session, say=progress.say)
            with seat.operation(service.VERIFY_TRAIL) as session:
                service.note_verdict(session, verdict=verdict)
            return verdict

        self.ops.long(walk, self.on_verified, label=_("Verifying the audit trail"))

    def on_verified(self, verdict: Verdict) -> None:
        """Say how it ended."""
        if verdict.whole:
            self.messages.info(
                _("The audit trail is whole: {n} entries, each follows the one before.").format(
                    n=f"{verdict.entries:,}"
                )
            )
        else:
            self.messages.warn(
                _("The audit trail is broken at entry {seq}: {problem}. Tell the security administrator.").format(
                    seq=verdict.broken_at, problem=verdict.problem
                )
            )


def _local(at: Any) -> str:
    return clock.to_local(at).strftime("%Y-%m-%d %H:%M")


def _sibling_words(each: Entry) -> str:
    return f"{each.thing} · {each.action}"
