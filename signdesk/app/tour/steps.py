"""The main job in its order: every step of the tour, each in the module of the room where it happens."""

from collections.abc import Callable

from signdesk.app.tour import at_the_contract, at_the_desk
from signdesk.app.tour.play import Tour

STEPS: tuple[tuple[str, Callable[[Tour], None]], ...] = (
    ("log-in", at_the_desk.log_in),
    ("check-in", at_the_desk.check_in),
    ("wrong number", at_the_desk.wrong_number),
    ("call", at_the_desk.call),
    ("consultation", at_the_desk.consult),
    ("case", at_the_contract.open_case),
    ("contract imported", at_the_contract.import_contract),
    ("contract corrected", at_the_contract.correct),
    ("submitted, drafter refused", at_the_contract.submit),
    ("released by another", at_the_contract.release),
)
