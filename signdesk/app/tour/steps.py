"""The main job in its order: every step of the tour, each in the module of the room where it happens."""

from collections.abc import Callable

from signdesk.app.tour import at_the_archive, at_the_contract, at_the_desk, at_the_devices, at_the_signing
from signdesk.app.tour.play import Tour

STEPS: tuple[tuple[str, Callable[[Tour], None]], ...] = (
    ("log-in", at_the_desk.log_in),
    ("check-in", at_the_desk.check_in),
    ("wrong number", at_the_desk.wrong_number),
    ("call", at_the_desk.call),
    ("consultation", at_the_desk.consult),
    ("case", at_the_contract.open_case),
    ("contract drafted", at_the_contract.draft),
    ("contract imported", at_the_contract.import_contract),
    ("contract corrected", at_the_contract.correct),
    ("submitted, drafter refused", at_the_contract.submit),
    ("released by another", at_the_contract.release),
    ("room booked and checked", at_the_signing.book_room),
    ("changed byte at the door", at_the_signing.meet_changed_byte),
    ("signing session", at_the_signing.sign),
    ("dossier taken in", at_the_archive.take_in),
    ("found again", at_the_archive.search),
    ("cover and item list", at_the_archive.print_papers),
    ("broken scanner reported", at_the_devices.report_scanner),
    ("fault in the register of equipment", at_the_devices.see_in_register),
)
