"""The tour in the signing room: the room is booked and checked, the session held step by step, the record drawn."""

from datetime import timedelta
from pathlib import Path

from signdesk.app.tour.play import Tour
from signdesk.core import attachments, clock
from signdesk.core.db import load
from signdesk.core.i18n import _
from signdesk.domains.reception import service as reception
from signdesk.domains.signing import service as signing

ROOM = "贵宾签约室"
OFFICER = "何岚"
_MOST_STEPS = 300


def book_room(tour: Tour) -> None:
    """A room is booked for the case and its readiness list filled in."""
    person = tour.person
    tour.log_in("helan")
    tour.go(_("Appointments and rooms"))
    person.find(_("Book an appointment"))
    person.press("Shift+F3")
    start = clock.to_local(clock.now()) + timedelta(minutes=5)
    start -= timedelta(minutes=start.minute % 5)
    person.fill(_("What for"), f"签约 {tour.visit.case_number}")
    person.fill(_("Day"), start.date().isoformat())
    person.fill(_("Time"), f"{start:%H:%M}")
    person.choose(_("Room"), ROOM)
    person.press("Ctrl+Return")
    person.wait(lambda: _booking(tour) is not None, "the booking")
    tour.check_trail("reception.book_room", OFFICER)
    _check_room(tour)
    tour.picture("room-ready")
    booking = _booking(tour)
    tour.check("the room is ready", booking is not None and booking.readiness is not None)


def _check_room(tour: Tour) -> None:
    """Fill in the readiness list of the tour's booking: all in order."""
    person = tour.person
    person.select_row(tour.visit.case_number)
    person.find(_("Check the room"))
    person.press("F6")
    for words in (_("Clean"), _("Comfortable"), _("Equipment works")):
        person.focus(words)
        person.press("Space")
    person.press("Ctrl+Return")
    person.wait(lambda: not person.has(_("Comfortable")), "the readiness list saved")


def meet_changed_byte(tour: Tour) -> None:
    """One byte of the released file changes on the disk: the door stays shut. Then the byte is put back."""
    person = tour.person
    file = _released_file(tour)
    as_released = file.read_bytes()
    changed = bytearray(as_released)
    changed[len(changed) // 2] ^= 1
    file.write_bytes(changed)
    try:
        _open_the_door(tour)
        person.wait_to_see(_("The contract's file is not the one that was released."))
        tour.picture("changed-byte")
        tour.check("no session began on a changed file", _session(tour) is None)
    finally:
        file.write_bytes(as_released)
    person.press("Escape")


def _open_the_door(tour: Tour) -> None:
    """To the case, to its signing, and begin it in the room booked."""
    person = tour.person
    tour.go(_("Cases"))
    person.select_row(tour.visit.case_number)
    person.find_button(_("Sign"))
    person.press("F8")
    person.find(_("Begin the signing"))
    person.press("F3")
    person.choose(_("Room booked"), tour.visit.case_number)
    person.press("Ctrl+Return")


def _released_file(tour: Tour) -> Path:
    """Where the released version lies in the vault."""
    version = tour.look_up(lambda session: signing.assert_released_unchanged(session, case_id=tour.visit.case_id))
    attachment = tour.look_up(lambda session: load(session, attachments.Attachment, version.attachment_id))
    return next(tour.folder.rglob(attachment.vault_id))


def sign(tour: Tour) -> None:
    """F8 step by step: identities verified, clauses explained and acknowledged, the matrix filled; then F12."""
    person = tour.person
    _open_the_door(tour)
    person.wait(lambda: _session(tour) is not None, "the session under way")
    tour.check_trail("signing.begin", OFFICER)
    pictured: set[str] = set()
    for _step in range(_MOST_STEPS):
        info = _session(tour)
        if info is None or info.state != signing.RUNNING:
            break
        step = signing.SessionFlow(info).current.name
        if step not in pictured:
            pictured.add(step)
            person.settle()
            tour.picture(f"signing-{step}")
        if step == "complete" or not signing.SessionFlow(info).blockers:
            break
        _next(tour, info)
    _wait_for_the_page(tour)
    person.press("F12")
    person.wait(lambda: _state(tour) == signing.SIGNED, "the signing completed")
    tour.check_trail("signing.complete", OFFICER)
    done = tour.look_up(lambda session: signing.session_of(session, case_id=tour.visit.case_id))
    if done is None or done.record_id is None:
        tour.check("the signing record is stored", False)
        return
    keys = [clause for clause in done.clauses if clause.key]
    tour.check(
        f"{len(keys)} key clauses were acknowledged by every signatory",
        keys and all(len(clause.acknowledged) == len(done.signatories) for clause in keys),
    )
    tour.check(f"all {len(done.cells)} cells of the seal matrix are marked", all(cell.done_at for cell in done.cells))
    record_id = done.record_id
    record = tour.look_up(lambda session: attachments.read(session, record_id))
    tour.report.paper("signing-record", record)
    tour.check("the signing record is a PDF in the vault", record.startswith(b"%PDF"))
    paper = tour.look_up(lambda session: signing.gather_record(session, session_id=done.id))
    tour.report.paper("risk-notice", signing.risk_notice_pdf(paper))
    tour.picture("signed")


def _next(tour: Tour, info: signing.SessionInfo) -> None:
    """F8, and whatever it asks."""
    person = tour.person
    person.press("F8")

    def moved() -> bool:
        if person.has(_("Document shown")):
            person.press("Ctrl+Return")
        now = _session(tour)
        return now is None or signing.record_fingerprint(now) != signing.record_fingerprint(info)

    person.wait(moved, "the next step of the signing")
    person.wait(lambda: not person.has(_("Document shown")), "the form closed")
    _wait_for_the_page(tour)


def _wait_for_the_page(tour: Tour) -> None:
    """Wait until the page says how far the session is."""
    info = _session(tour)
    if info is not None:
        step = signing.SessionFlow(info).current
        tour.person.wait_to_see(f"{step.title} {step.done}/{step.total}")


def _session(tour: Tour) -> signing.SessionInfo | None:
    return tour.look_up(lambda session: signing.session_of(session, case_id=tour.visit.case_id))


def _state(tour: Tour) -> str:
    return tour.look_up(lambda session: signing.case_info(session, case_id=tour.visit.case_id)).row.state


def _booking(tour: Tour) -> reception.BookingInfo | None:
    today = clock.today()
    found = tour.look_up(lambda session: reception.bookings(session, first=today, last=today + timedelta(days=1)))
    return next((booking for booking in found if tour.visit.case_number in booking.title), None)
