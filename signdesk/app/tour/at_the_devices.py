"""The tour's last step: the room's scanner is broken, is reported, and stands in the register of equipment."""

from signdesk.app.tour import at_the_signing
from signdesk.app.tour.play import Tour
from signdesk.core.i18n import _
from signdesk.domains.assets import service as assets

FAULT = "扫描有竖纹"
_ELSEWHERE = "柜台 1"


def report_scanner(tour: Tour) -> None:
    """The officer looks the room's scanner up and says what is wrong with it."""
    person = tour.person
    tour.log_in("helan")
    tour.go(_("Equipment"))
    scanner = _scanner(tour)
    person.press("Ctrl+F")
    person.type_in(at_the_signing.ROOM)
    person.wait(lambda: person.lists(scanner.row.number) and not person.lists(_ELSEWHERE), "the room's devices alone")
    person.select_row(scanner.row.number)
    person.wait_to_see(scanner.details.serial)
    person.press("F3")
    person.fill(_("What does not work?"), FAULT)
    tour.picture("fault-report")
    person.press("Ctrl+Return")
    person.wait(lambda: _scanner(tour).fault is not None, "the fault report")
    fault = _scanner(tour).fault
    tour.check("the room's scanner has a fault in the register of equipment", fault is not None)
    if fault is not None:
        tour.check("in the words of whoever noted it", fault.description == FAULT)
        tour.check("reported by the officer", fault.reported_by == at_the_signing.OFFICER)
    tour.check_trail("assets.report_fault", at_the_signing.OFFICER)


def see_in_register(tour: Tour) -> None:
    """The keeper finds it on top of the register and starts the repair."""
    person = tour.person
    tour.log_in("zhanggong")
    tour.go(_("Equipment"))
    scanner = _scanner(tour)
    person.select_row(scanner.row.number)
    person.wait_to_see(FAULT)
    tour.picture("equipment")
    person.find(_("Start the repair"))
    person.press("F6")
    person.wait_to_see(_("Save"))
    person.press("Ctrl+Return")
    person.wait(lambda: (fault := _scanner(tour).fault) is not None and fault.state == "in_repair", "the repair")
    tour.check_trail("assets.start_repair", "张建工")
    tour.picture("in-repair")


def _scanner(tour: Tour) -> assets.EquipmentInfo:
    rows = tour.look_up(lambda session: assets.at_place(session, place=at_the_signing.ROOM))
    scanner = next(row for row in rows if row.name == "高拍仪")
    return tour.look_up(lambda session: assets.equipment_info(session, equipment_id=scanner.id))
