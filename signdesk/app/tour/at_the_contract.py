"""The tour with the contract: a case is opened, its contract drafted, sent back with changes, reviewed, settled, and
released by somebody else."""

import hashlib
import io
import random
from pathlib import Path

from signdesk.app.sample import contracts
from signdesk.app.sample.contracts import Deal
from signdesk.app.sample.invented import SEED, InventedPerson
from signdesk.app.tour.at_the_desk import CUSTOMER
from signdesk.app.tour.play import Tour
from signdesk.core import clock
from signdesk.core.i18n import _
from signdesk.core.money import Money, capitals
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.pages.draft_form import gap_words
from signdesk.io.importing.child import read_document

LANDLORD = InventedPerson("李㛃", "320105198003124569", "13905170093")
OFFICER, REVIEWER = "何岚", "沈律"
TERM, TERM_SENT_BACK = "三日", "三十日"
"""When the deposit is returned: in the template, and in the contract as it comes back."""
WAIVER = "已与双方逐项核对，按原文保留"
_MOST_POINTS = 400


def deal() -> Deal:
    """The lease the customer has come to sign."""
    chance = random.Random(SEED)  # noqa: S311 -- invented, and the same on every PC
    return contracts.deal(chance, "lease", "", LANDLORD, CUSTOMER, "海棠公寓6幢1203室", clock.today())


def open_case(tour: Tour) -> None:
    """The signing officer opens a case for a lease; the customer is recognised by the number."""
    person, lease = tour.person, deal()
    tour.log_in("helan")
    tour.go(_("Cases"))
    person.find(_("Open a case"))
    person.press("F3")
    person.choose(_("Business type"), "房屋租赁")
    person.press("Ctrl+Return")
    for role, party in (("甲方", LANDLORD), ("乙方", CUSTOMER)):
        person.fill(_("{role}: name").format(role=role), party.name)
        person.fill(_("{role}: document number or code").format(role=role), party.id_number)
    person.fill(_("Amount"), str(lease.amount).replace(",", ""))
    tour.picture("case-form")
    person.press("Ctrl+Return")

    def opened() -> bool:
        newest = tour.look_up(lambda session: signing.case_rows(session, limit=1))
        return bool(newest) and CUSTOMER.name in newest[0].parties

    person.wait(opened, "the case")
    row = tour.look_up(lambda session: signing.case_rows(session, limit=1))[0]
    tour.visit.case_id, tour.visit.case_number = row.id, row.number
    case = tour.look_up(lambda session: signing.case_info(session, case_id=row.id))
    known = [party.customer_id for party in case.parties]
    tour.check("the customer of the ticket is a party of the case", tour.visit.customer_id in known)
    tour.check("the numbers are masked", all("*" in party.id_number for party in case.parties))
    tour.check_trail("signing.open_case", OFFICER)
    person.wait_to_see(row.number)
    person.find(_("All papers seen"))
    person.press("F7")
    person.wait(lambda: not _missing(tour), "the papers seen")
    tour.picture("case")


def draft(tour: Tour) -> None:
    """F4: the contract is written from the approved template. What neither case nor form has yet is listed; it is
    typed in until nothing stays blank."""
    person = tour.person
    typed = _typed()
    person.find(_("Draft the contract"))
    person.press("F4")
    person.wait_for_cursor(next(iter(typed)))
    person.wait_to_see(gap_words(tuple(typed)))
    tour.picture("draft-form")
    for name, words in typed.items():
        person.fill(name, words)
    person.wait_to_see(_("Nothing stays blank."))
    tour.picture("draft-form-filled")
    person.press("Ctrl+Return")
    person.wait(lambda: _versions(tour), "the version in the database")
    person.find(_("Next problem"))
    person.wait_to_see(tour.visit.case_number)
    tour.picture("drafted")
    review = _review(tour)
    tour.check(f"version 1: {review.version.note}", review.version.place == 1 and review.version.note)
    kept = tour.look_up(lambda session: signing.drafting_of(session, case_id=tour.visit.case_id))
    tour.check(f"what was typed for the template approved by {kept.template.approved_by} is kept", kept.earlier)
    contract = _file(tour, review.version)
    tour.check(
        f"the file in the vault has the digest {review.version.sha256[:12]}",
        hashlib.sha256(contract).hexdigest() == review.version.sha256,
    )
    text = read_document(contract).as_text()
    for party in (LANDLORD, CUSTOMER):
        tour.check(f"{party.name} stands in it with the full number", party.name in text and party.id_number in text)
    tour.check("the checks find nothing in it", not review.findings)
    tour.check_trail("signing.draft_contract", OFFICER)


def _typed() -> dict[str, str]:
    """What the template asks for beside the case, as a person types it: by the caption of the field."""
    added = {name: str(value).replace(",", "") for name, value in contracts.added_values(deal()).items()}
    asked = (
        "房屋坐落",
        "建筑面积",
        "租赁用途",
        "起租日期",
        "终止日期",
        "租赁月数",
        "月租金",
        "付租周期",
        "押金",
        "交付日期",
    )
    return {"甲方电话": LANDLORD.phone, **{name: added[name] for name in asked}}


def import_contract(tour: Tour) -> None:
    """The contract given comes in, or the drafted one as the other side sends it back: a capital wrong, and two words
    of the template changed quietly. It is read and checked."""
    person = tour.person
    path = tour.contract or _sent_back(tour)
    person.press("F9")
    _import(tour, path)
    review = _review(tour)
    tour.check("the contract is stored and hashed", review.version.sha256)
    tour.check_trail("signing.add_version", OFFICER)
    tour.check("every check says what it looked at", all(check.looked_at or check.title for check in review.checks))
    person.wait_to_see(review.case.row.number)
    person.find(_("Next problem"))
    tour.picture("review")
    person.press("F8")
    if tour.contract is None:
        tour.check("the wrong amount in capitals is found", _of(review, "amount_capitals"))
        (changed,) = _of(review, "template_changed")
        tour.check(f"the words changed in the template are found: {changed.message}", TERM_SENT_BACK in changed.message)
        person.select_row(changed.message)
        person.wait(person.shows_current, "the point beside the list")
        tour.picture("template-changed")


def _sent_back(tour: Tour) -> Path:
    """The drafted contract with what the other side has made of it, saved with Word."""
    from docx import Document

    document = Document(io.BytesIO(_file(tour, _review(tour).version)))
    amount = deal().amount
    changes = {capitals(amount): capitals(Money(amount.fen + 500_000)), TERM: TERM_SENT_BACK}
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            for old, new in changes.items():
                run.text = run.text.replace(old, new)
    path = tour.report.folder / "contract-sent-back.docx"
    document.save(str(path))
    return path


def correct(tour: Tour) -> None:
    """Settled as a person would: our own contract is drafted once more, with what was typed before; one from outside
    goes on as it is."""
    person = tour.person
    if tour.contract is not None:
        tour.check("the contract given is reviewed as it is", True)
        return
    tour.go(_("Cases"))
    person.select_row(tour.visit.case_number)
    person.find(_("Draft the contract"))
    person.press("F4")
    person.wait_to_see(_("Nothing stays blank."))
    person.press("Ctrl+Return")
    person.wait(lambda: len(_versions(tour)) > 2, "the version in the database")
    person.find(_("Next problem"))
    review = _review(tour)
    tour.check("it is version 3", review.version.place == 3)
    tour.check("nothing is wrong with the amounts and the template's words any more", not review.findings)
    tour.check("it is what was drafted first, to the byte", review.version.sha256 == _versions(tour)[0].sha256)
    person.wait_to_see(tour.visit.case_number)
    tour.picture("review-corrected")


def submit(tour: Tour) -> None:
    """The drafter submits, and may not release."""
    person = tour.person
    person.find(_("Release"))
    person.press("F10")
    person.wait(lambda: _review(tour).case.row.state == "in_review", "the submission")
    submitted = signing.CASE_STATES[signing.IN_REVIEW]
    person.wait_to_see(_(submitted))
    person.press("F12")
    tour.picture("drafter-refused")
    review = _review(tour)
    tour.check("the drafter's release is refused", review.case.row.state == "in_review")
    tour.check_trail("signing.submit", OFFICER)


def release(tour: Tour) -> None:
    """Somebody else settles what is open, signs the manual items off, and releases: the file is frozen by its hash."""
    person = tour.person
    tour.log_in("shenlv")
    tour.go(_("Cases"))
    person.select_row(tour.visit.case_number)
    person.wait_to_see(LANDLORD.name)
    person.find(_("Review"))
    person.press("F6")
    person.find(_("Next problem"))
    for _point in range(_MOST_POINTS):
        review = _review(tour)
        before = len(review.open_findings) + len(review.open_items)
        if not before:
            break
        _settle_one(tour, before)
    review = _review(tour)
    tour.check("nothing is open any more", not review.open_findings and not review.open_items)
    tour.picture("review-settled")
    person.press("F12")
    person.wait(lambda: _review(tour).case.row.state == "released", "the release")
    case = tour.look_up(lambda session: signing.case_info(session, case_id=tour.visit.case_id))
    tour.check(f"released by {REVIEWER}, not by the drafter", case.released_by == REVIEWER)
    frozen = tour.look_up(lambda session: signing.assert_released_unchanged(session, case_id=tour.visit.case_id))
    tour.check(f"the file in the vault has the released hash {frozen.sha256[:12]}", frozen.sha256)
    tour.check_trail("signing.release", REVIEWER)
    sheet = tour.look_up(lambda session: signing.gather_review(session, case_id=tour.visit.case_id))
    tour.report.paper("review-sheet", signing.review_sheet_pdf(*sheet))
    tour.picture("released")


def _settle_one(tour: Tour, before: int) -> None:
    """Go to the next open point; waive a finding with a reason, sign a manual item off."""
    person = tour.person
    person.press("F8")

    def offered() -> bool:
        # One of the two: while the pane follows the list it may still show the last point, or nothing.
        return person.shows_current() and person.has(_("Waive")) != person.has(_("Sign off"))

    person.wait(offered, "the point beside the list, and what can be done about it")
    if person.has(_("Waive")):
        person.press("F7")
        person.fill(_("Reason"), WAIVER)
        person.press("Return")
    else:
        person.find(_("Sign off"))
        person.press("F6")

    def fewer() -> bool:
        review = _review(tour)
        return len(review.open_findings) + len(review.open_items) < before

    person.wait(fewer, "one open point less")
    words = _("{count} open: {problems} problems · {doubts} doubts · {items} to check")
    review = _review(tour)
    problems = sum(1 for finding in review.open_findings if finding.severity == "error")
    findings, items = len(review.open_findings), len(review.open_items)
    person.wait_to_see(
        words.format(count=findings + items, problems=problems, doubts=findings - problems, items=items)
        if findings + items
        else _("Nothing open")
    )


def _import(tour: Tour, path: Path) -> None:
    person = tour.person
    before = len(_versions(tour))
    person.fill(_("Contract file"), str(path.absolute()))
    person.press("Return")
    person.wait(lambda: len(_versions(tour)) > before, "the version in the database")
    person.wait(lambda: not person.has(_("Contract file")), "the panel closed")


def _file(tour: Tour, version: signing.VersionInfo) -> bytes:
    return tour.look_up(lambda session: signing.file_of(session, version_id=version.id))


def _versions(tour: Tour) -> tuple[signing.VersionInfo, ...]:
    return tour.look_up(lambda session: signing.versions_of(session, tour.visit.case_id))


def _review(tour: Tour) -> signing.ReviewInfo:
    return tour.look_up(lambda session: signing.review_info(session, case_id=tour.visit.case_id))


def _of(review: signing.ReviewInfo, check: str) -> list[signing.FindingInfo]:
    return [finding for finding in review.open_findings if finding.check == check]


def _missing(tour: Tour) -> int:
    row = tour.look_up(lambda session: signing.case_info(session, case_id=tour.visit.case_id)).row
    return row.missing_papers
