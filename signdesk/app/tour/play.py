"""One tour: opens the sample centre's windows, takes the steps in order, and looks every fact up behind the windows'
backs, through a second opening of the same centre."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.app import bootstrap, demo, start
from signdesk.app.main_window import MainWindow
from signdesk.app.sample import build, cast
from signdesk.app.tour.person import Person
from signdesk.app.tour.report import Report
from signdesk.core.audit import AuditEntry
from signdesk.core.centre import Centre
from signdesk.core.i18n import _
from signdesk.core.keys import KeyStore
from signdesk.core.operations import Actor, Station
from signdesk.ui import theme

T = TypeVar("T")

_WITNESS = Actor(None, None, "tour", frozenset({"auditor", "manager"}))


@dataclass
class Visit:
    """What is known of the tour's customer so far."""

    ticket_id: int = 0
    ticket: str = ""
    customer_id: int = 0
    case_id: int = 0
    case_number: str = ""
    dossier_id: int = 0
    archive_number: str = ""


class Tour:
    """What the steps share: the person, the report, what is known of the customer so far, and the second opening."""

    def __init__(
        self,
        out: Path,
        contract: Path | None,
        folder: Path,
        size: tuple[int, int],
        scheme: theme.Scheme,
        say: Callable[[str], None],
    ) -> None:
        self.contract = contract
        self.folder = folder
        self.size = size
        self.scheme = scheme
        self.report = Report(out, say)
        self._say = say
        self._door: start.FrontDoor | None = None
        self._witness: Centre | None = None
        self.person: Person
        self.member: cast.Member | None = None
        self.visit = Visit()

    def play(self, steps: Sequence[tuple[str, Callable[["Tour"], None]]]) -> bool:
        """Take the steps; what comes after a failed one is not tried. Writes the report in any case."""
        try:
            build.build(self.folder, self._say)
            self._open()
            for name, step in steps:
                if not self.report.run(name, partial(step, self)):
                    with suppress(OSError):
                        self.picture("failed")
                    break
        finally:
            self._close()
            self.report.write()
        return self.report.ok

    def _open(self) -> None:
        application = start.application()
        theme.apply(application, scheme=self.scheme)
        self.person = Person(application)
        self._door = start.FrontDoor(self.folder, sample=demo.sample_names())
        self._door.begin()
        store = KeyStore.load(self.folder)
        self._witness = bootstrap.open_centre(self.folder, store.unlock_passphrase(cast.PASSWORD), watch=False)

    def _close(self) -> None:
        if self._door is not None:
            self._door.finish()
        if self._witness is not None:
            self._witness.close()

    # -- what steps do

    def log_in(self, login_name: str) -> None:
        """Somebody logs in; whoever was there logs out first."""
        person = self.person
        if self.member is not None:
            person.click(self.member.name, begins=True)
            person.choose_menu(_("Log out"))
        self.member = next(member for member in cast.MEMBERS if member.login_name == login_name)
        person.fill(_("Login name"), login_name)
        person.fill(_("Password"), cast.PASSWORD)
        person.press("Return")
        person.wait(lambda: isinstance(person.window(), MainWindow), "the main window")
        person.window().resize(*self.size)
        person.settle()

    def go(self, title: str) -> None:
        """Open a page by the command palette: Ctrl+K, its name, Enter."""
        self.person.press("Ctrl+K")
        self.person.type_in(title)
        self.person.settle()
        self.person.press("Return")

    def picture(self, name: str) -> None:
        """A picture of what the person sees now."""
        self.person.picture(self.report.next_picture(name))

    def look_up(self, question: Callable[[Session], T]) -> T:
        """Ask the database, past the windows."""
        if self._witness is None:
            raise RuntimeError("the tour is not open")
        with self._witness.seat(_WITNESS, Station("tour")).query() as session:
            return question(session)

    def check(self, fact: str, holds: object) -> None:
        """Write down a fact that was looked up."""
        self.report.check(fact, holds)

    def check_trail(self, operation: str, actor: str) -> None:
        """The newest act of this kind stands in the audit trail under the person's name."""
        entry = self._newest(operation)
        self.check(f"audit trail: {operation} by {actor}", entry is not None and entry.actor == actor)

    def newest_reason(self, operation: str) -> str | None:
        """The reason given for the newest act of this kind."""
        entry = self._newest(operation)
        return entry.reason if entry is not None else None

    def _newest(self, operation: str) -> AuditEntry | None:
        newest = select(AuditEntry).where(AuditEntry.operation == operation).order_by(AuditEntry.seq.desc()).limit(1)
        return self.look_up(lambda session: session.scalar(newest))
