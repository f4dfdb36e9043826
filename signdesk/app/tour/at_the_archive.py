"""The tour in the archive: the signed case is taken in, found again in every way people search, and printed."""

from functools import partial

from signdesk.app.tour.at_the_contract import LANDLORD
from signdesk.app.tour.at_the_desk import CUSTOMER
from signdesk.app.tour.play import Tour
from signdesk.app.tour.report import Unverified
from signdesk.core import attachments
from signdesk.core.i18n import _
from signdesk.domains.archive import service as archive
from signdesk.domains.signing import service as signing

ARCHIVIST = "周敏"
NOWHERE = "查无此卷"


def take_in(tour: Tour) -> None:
    """What is due in the archive is taken in: completeness checked, numbered, indexed."""
    person, visit = tour.person, tour.visit
    tour.log_in("zhoumin")
    tour.go(_("Archive"))
    person.find(_("Cover"))
    person.press("F7")
    person.wait_to_see(visit.case_number)
    tour.picture("due-in-the-archive")
    person.click(visit.case_number, begins=True)
    person.wait(lambda: person.count(_("Take in")) == 2, "the button beside the case")
    person.click_last(_("Take in"))
    case = tour.look_up(lambda session: signing.case_info(session, case_id=visit.case_id))

    def archived() -> bool:
        now = tour.look_up(lambda session: signing.case_info(session, case_id=visit.case_id))
        return now.row.state == signing.ARCHIVED

    person.wait(archived, "the case archived")
    dossier = tour.look_up(lambda session: archive.dossier_of(session, source=(signing.CASE_TABLE, visit.case_id)))
    if dossier is None:
        raise Unverified("the dossier is in the archive")
    visit.dossier_id, visit.archive_number = dossier.id, dossier.number
    case = tour.look_up(lambda session: signing.case_info(session, case_id=visit.case_id))
    tour.check(f"case and dossier carry the archive number {dossier.number}", case.archive_number == dossier.number)
    kinds = {item.kind for item in dossier.items}
    tour.check("contract and signing record are among its items", {"contract", "signing_record"} <= kinds)
    contract = next(item for item in dossier.items if item.kind == "contract")
    released = tour.look_up(lambda session: signing.versions_of(session, visit.case_id))[-1]
    tour.check("the contract in the dossier is the released file", contract.sha256 == released.sha256)
    attachment_id = contract.attachment_id or 0
    stored = tour.look_up(lambda session: attachments.read(session, attachment_id))
    tour.check("its file opens from the vault", len(stored) > 0)
    tour.check_trail("archive.take_in", ARCHIVIST)
    person.wait_to_see(dossier.number)
    tour.picture("taken-in")


def search(tour: Tour) -> None:
    """It is found by name, by the other party's name, by number, and by words of the contract."""
    person, visit = tour.person, tour.visit
    words = [CUSTOMER.name, LANDLORD.name, visit.archive_number]
    if tour.contract is None:
        words.append("无息返还押金")
    for word in words:
        # First words that stand in no dossier: what is in the list afterwards was found by this search, not the last.
        _search_for(tour, NOWHERE)
        person.wait(lambda: not person.lists(visit.archive_number), "an empty list")
        _search_for(tour, word)
        person.wait(lambda: person.lists(visit.archive_number), "the dossier in the list")
        found = tour.look_up(partial(archive.find, query=word))
        tour.check(f"found by “{word}”", visit.dossier_id in [row.id for row in found.rows])
        tour.picture(f"found-{words.index(word) + 1}")


def _search_for(tour: Tour, words: str) -> None:
    tour.person.press("Ctrl+F")
    tour.person.press("Ctrl+A")
    tour.person.type_in(words)


def print_papers(tour: Tour) -> None:
    """Cover and item list, seen before printing."""
    person, visit = tour.person, tour.visit
    person.select_row(visit.archive_number)
    person.wait_to_see(visit.archive_number)
    for key, name, draw in (
        ("F8", "dossier-cover", archive.cover_pdf),
        ("Shift+F8", "item-list", archive.catalogue_pdf),
    ):
        person.press(key)
        person.wait(lambda: person.window().objectName() != "main", "the preview")
        person.wait_for_drawing()
        tour.picture(f"{name}-preview")
        person.press("Esc")
        person.wait(lambda: person.window().objectName() == "main", "the preview closed")
        paper = tour.look_up(lambda session: archive.gather_dossier(session, dossier_id=visit.dossier_id))
        tour.report.paper(name, draw(paper))
    tour.check("cover and item list are PDF files", True)
