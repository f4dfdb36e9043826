"""Reading the files of dossiers and copying them: every reading has its reason, every copy its number."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from docx.document import Document
from sqlalchemy import select

from signdesk.core import approvals, clock, due, reveals, settings
from signdesk.core.approvals import InstanceView, Verdict
from signdesk.core.audit import AuditEntry
from signdesk.core.centre import Centre
from signdesk.core.errors import PermissionRefused, UserError
from signdesk.core.operations import Seat
from signdesk.domains.archive import service as archive
from signdesk.domains.archive.service import DossierInfo, ItemCopy, ItemFile, ItemIn
from signdesk.io.pdf import PageHeader, Paragraph, form_pdf
from tests.core.conftest import Staff
from tests.domains.archive.conftest import PDF
from tests.io import contract_files

TakeIn = Callable[..., DossierInfo]
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
EVERY_KIND = [*archive.ITEM_KINDS, "结婚证"]


def filed(take_in: TakeIn, kind: str, data: bytes = PDF) -> DossierInfo:
    return take_in(required=[], items=[ItemIn(kind, "文件", data=data, media_type="application/pdf")])


def read(seat: Seat, item_id: int, reason: str = "答复查询") -> ItemFile:
    with seat.operation(archive.READ_FILE, reason=reason) as session:
        return archive.read_item(session, item_id=item_id, reason=reason)


def trail(seat: Seat, *actions: str) -> list[AuditEntry]:
    with seat.query() as session:
        found = session.scalars(select(AuditEntry).where(AuditEntry.action.in_(actions)).order_by(AuditEntry.seq))
        return list(found)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_whatever_is_read_in_the_archive_is_read_for_a_reason_that_stands_in_the_trail(
    archivist: Seat, take_in: TakeIn, kind: str
) -> None:
    item = filed(take_in, kind).items[0]
    with pytest.raises(UserError, match="查看理由"):
        read(archivist, item.id, " ")
    assert trail(archivist, "read", "reveal") == []
    assert read(archivist, item.id, "法院调取").data == PDF
    (entry,) = trail(archivist, "read", "reveal")
    assert (entry.table_name, entry.record_id, entry.actor, entry.reason) == (
        "dossier_item", item.id, "周敏", "法院调取",
    )  # fmt: skip


@pytest.mark.parametrize(
    "reader", ["reception", "counter", "finance", "hr", "safety_officer", "asset_keeper", "auditor"]
)
def test_who_only_searches_the_archive_sees_that_a_file_is_there_and_may_not_read_it(
    seat_of: Callable[..., Seat], take_in: TakeIn, reader: str
) -> None:
    items = [ItemIn(kind, kind, data=PDF + kind.encode(), media_type="application/pdf") for kind in EVERY_KIND]
    dossier = take_in(items=items)
    seat = seat_of(reader, name="何静")
    with seat.query() as session:
        found = archive.dossier_info(session, dossier_id=dossier.id)
    assert [item.title for item in found.items] == EVERY_KIND
    for item in found.items:
        with pytest.raises(PermissionRefused):
            read(seat, item.id)
        with pytest.raises(PermissionRefused), seat.query() as session:
            archive.read_item(session, item_id=item.id, reason="看看")


@pytest.mark.parametrize("reader", ["archivist", "reviewer", "signing_officer", "manager"])
def test_who_may_see_contracts_on_a_case_may_read_them_in_the_archive(
    seat_of: Callable[..., Seat], take_in: TakeIn, reader: str
) -> None:
    item = filed(take_in, "contract").items[0]
    assert read(seat_of(reader, name="何静"), item.id).data == PDF


def test_contracts_and_persons_papers_count_among_the_numbers_of_a_day_and_proceedings_do_not(
    seat_of: Callable[..., Seat], take_in: TakeIn
) -> None:
    security, reader = seat_of("security_admin", name="林安全"), seat_of("archivist", name="周档")
    with security.operation(settings.CHANGE_SETTING) as session:
        settings.change(session, reveals.A_DAY, 2)
    items = {kind: filed(take_in, kind).items[0].id for kind in EVERY_KIND}
    with clock.fixed(NOON):
        for kind in ("review", "signing_record", "risk_notice", "correspondence"):
            read(reader, items[kind])
        read(reader, items["contract"])
        read(reader, items["identity"])
        with security.query() as session:
            assert due.mine(session) == ()
        read(reader, items["结婚证"])
        with security.query() as session:
            (told,) = due.mine(session)
    assert "周档" in told.title and "3" in told.title


def copy_for(seat: Seat, item_id: int, party: str = "王建国") -> ItemCopy:
    with clock.fixed(NOON), seat.operation(archive.COPY_FILE, reason=f"{party}本人留存") as session:
        return archive.copy_for_party(session, item_id=item_id, party=party)


def test_an_item_on_paper_only_has_nothing_to_read_and_nothing_to_copy(archivist: Seat, take_in: TakeIn) -> None:
    item = take_in().items[0]
    with pytest.raises(UserError, match="仅有纸质"):
        read(archivist, item.id)
    with pytest.raises(UserError, match="仅有纸质"):
        copy_for(archivist, item.id)


def paper(words: str) -> bytes:
    header = PageHeader("一号签约中心", "房屋租赁合同", "", NOON, "周敏")
    return form_pdf(header, [Paragraph(words * 1500)])


def test_a_copy_carries_its_number_who_made_it_and_what_for_on_every_page(archivist: Seat, take_in: TakeIn) -> None:
    item = filed(take_in, "contract", paper("押金")).items[0]
    copy = copy_for(archivist, item.id)
    assert (copy.number, copy.purpose) == ("FB-2026-00001", "王建国本人留存")
    drawn = archive.copy_pdf(copy)
    with pikepdf.open(BytesIO(drawn)) as pdf, pikepdf.open(BytesIO(copy.file.data)) as original:
        assert len(pdf.pages) == len(original.pages) > 1
    for page in pypdfium2.PdfDocument(drawn):
        words = page.get_textpage().get_text_bounded()
        wanted = ("FB-2026-00001", item.number, "周敏", "王建国本人留存", "押金")
        assert [each for each in wanted if each not in words] == []
    (entry,) = trail(archivist, "copy")
    assert (entry.record_id, entry.reason, entry.payload) == (
        item.id, "王建国本人留存", '{"number":"FB-2026-00001"}',
    )  # fmt: skip


def test_who_is_no_party_gets_no_copy_unasked_and_numbers_have_no_gap(archivist: Seat, take_in: TakeIn) -> None:
    item = filed(take_in, "contract").items[0]
    assert copy_for(archivist, item.id).number == "FB-2026-00001"
    with pytest.raises(UserError, match="不是本卷当事人"):
        copy_for(archivist, item.id, "李四")
    with pytest.raises(UserError, match="须先经审批"), archivist.operation(archive.COPY_FILE) as session:
        archive.copy_as_approved(session, item_id=item.id)
    assert copy_for(archivist, item.id).number == "FB-2026-00002"


@pytest.mark.parametrize("kind", ["identity", "authority", "other", "结婚证"])
def test_a_persons_paper_is_never_copied(archivist: Seat, take_in: TakeIn, kind: str) -> None:
    item = filed(take_in, kind).items[0]
    with pytest.raises(UserError, match="个人证件"):
        copy_for(archivist, item.id)


@pytest.mark.parametrize("reader", ["reviewer", "signing_officer", "auditor", "counter"])
def test_who_may_read_may_not_for_that_reason_copy(seat_of: Callable[..., Seat], take_in: TakeIn, reader: str) -> None:
    item = filed(take_in, "contract").items[0]
    seat = seat_of(reader, name="何静")
    with pytest.raises(PermissionRefused):
        copy_for(seat, item.id)
    for act in (archive.copy_for_party, archive.copy_as_approved):
        more = {"party": "王建国"} if act is archive.copy_for_party else {}
        with pytest.raises(PermissionRefused), seat.query() as session:
            act(session, item_id=item.id, **more)
    with pytest.raises(PermissionRefused), seat.operation(archive.ASK_FOR_COPY):
        raise AssertionError("never reached")


def test_the_copy_of_a_damaged_file_is_refused_in_words(archivist: Seat, take_in: TakeIn) -> None:
    copy = copy_for(archivist, filed(take_in, "contract", PDF).items[0].id)
    with pytest.raises(UserError, match="损坏"):
        archive.copy_pdf(copy)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BY_MEDIA_TYPE = {
    WORD: contract_files.word_file(*contract_files.CONTRACT, "承租人王㛃、李𬭩、张䶮、𠮷田。", *["房屋完好。"] * 80),
    "text/plain": "\n".join([*contract_files.CONTRACT, "承租人王㛃、李𬭩、张䶮、𠮷田。", *["房屋完好。"] * 80]).encode(
        "gb18030"
    ),
}


def filed_as(take_in: TakeIn, media_type: str, data: bytes) -> int:
    item = ItemIn("contract", "租赁合同", data=data, media_type=media_type, file_name="定稿.合同")
    return take_in(required=[], items=[item]).items[0].id


def pages_of(pdf: bytes) -> list[str]:
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("media_type", BY_MEDIA_TYPE)
def test_a_contract_in_word_or_text_is_read_as_pages_that_say_what_they_are(
    archivist: Seat, take_in: TakeIn, media_type: str
) -> None:
    data = BY_MEDIA_TYPE[media_type]
    item_id = filed_as(take_in, media_type, data)
    file = read(archivist, item_id, "法院调取")
    assert file.data == data and archive.can_be_shown(media_type)
    first, second, *_more = pages_of(archive.shown_item(file))
    head, digest = first[: first.index("房屋租赁合同")], hashlib.sha256(data).hexdigest()
    wanted = ("租赁合同", "定稿.合同", digest, "原件的版式可能与此不同")
    assert [each for each in wanted if each not in head] == []
    assert "承租人王㛃、李𬭩、张䶮、𠮷田。" in first and "房屋完好。" in second
    assert [(entry.action, entry.reason) for entry in trail(archivist, "read", "reveal")] == [("reveal", "法院调取")]


@pytest.mark.parametrize("media_type", BY_MEDIA_TYPE)
def test_a_copy_of_a_word_or_text_file_is_marked_and_says_it_is_no_sealed_original(
    archivist: Seat, take_in: TakeIn, media_type: str
) -> None:
    copy = copy_for(archivist, filed_as(take_in, media_type, BY_MEDIA_TYPE[media_type]))
    pages = pages_of(archive.copy_pdf(copy))
    assert len(pages) > 1
    assert [page for page in pages if "副本FB-2026-00001，档号" not in page or "王建国本人留存" not in page] == []
    head = pages[0][: pages[0].index("房屋租赁合同")]
    assert "本副本依据文件中的文字制作" in head and "请调取纸质档案" in head
    assert hashlib.sha256(BY_MEDIA_TYPE[media_type]).hexdigest() in head


def test_hidden_words_of_a_word_file_are_read_in_the_archive_and_do_not_leave_it_on_a_copy(
    archivist: Seat, take_in: TakeIn
) -> None:
    def build(document: Document) -> None:
        hidden = document.add_paragraph("押金两个月。").add_run("底价可再让一成")
        hidden.font.hidden = True

    item_id = filed_as(take_in, WORD, contract_files.word_file(*contract_files.CONTRACT, build=build))
    assert "底价可再让一成" in "".join(pages_of(archive.shown_item(read(archivist, item_id))))
    copied = "".join(pages_of(archive.copy_pdf(copy_for(archivist, item_id))))
    assert "押金两个月。" in copied and "底价可再让一成" not in copied


def test_a_damaged_word_file_says_so_and_lies_in_the_archive_as_it_was(archivist: Seat, take_in: TakeIn) -> None:
    damaged = BY_MEDIA_TYPE[WORD][:5000]
    item_id = filed_as(take_in, WORD, damaged)
    file = read(archivist, item_id)
    with pytest.raises(UserError, match=r"“定稿\.合同”已损坏"):
        archive.shown_item(file)
    with pytest.raises(UserError, match=r"“定稿\.合同”已损坏"):
        archive.copy_pdf(copy_for(archivist, item_id))
    assert read(archivist, item_id).data == damaged


# copies for somebody else


@pytest.fixture
def hire(centre: Centre) -> Callable[..., Seat]:
    """`hire("周档", "archivist")`: a person with an account, who can ask and approve."""
    return Staff(centre).hire


def ask(seat: Seat, dossier: DossierInfo, purpose: str = "法院调取") -> InstanceView:
    with seat.operation(archive.ASK_FOR_COPY, reason=purpose) as session:
        return archive.ask_for_copy(session, dossier_id=dossier.id, purpose=purpose)


def decide(seat: Seat, verdict: Verdict) -> None:
    with seat.query() as session:
        (task,) = approvals.waiting_for(session, seat.actor)
    with seat.operation(approvals.DECIDE) as session:
        approvals.decide(session, task_id=task.id, verdict=verdict, comment="知悉")


def approved(seat: Seat, dossier: DossierInfo) -> str:
    with seat.query() as session:
        return archive.approved_purpose(session, dossier_id=dossier.id)


def copy_as_approved(seat: Seat, item_id: int) -> ItemCopy:
    with seat.operation(archive.COPY_FILE, reason="法院调取") as session:
        return archive.copy_as_approved(session, item_id=item_id)


def due_for(seat: Seat) -> list[str]:
    with seat.query() as session:
        return [item.title for item in due.mine(session)]


def test_a_copy_for_somebody_else_is_made_once_the_manager_has_approved_it(
    hire: Callable[..., Seat], take_in: TakeIn
) -> None:
    clerk, manager = hire("周档", "archivist"), hire("陈国华", "manager")
    dossier = filed(take_in, "contract", paper("押金"))
    request = ask(clerk, dossier)
    assert request.waits_for == ("陈国华",) and "法院调取" in request.title and dossier.number in request.title
    assert approved(clerk, dossier) == "" and due_for(clerk) == []
    with pytest.raises(UserError, match="须先经审批"):
        copy_as_approved(clerk, dossier.items[0].id)
    with pytest.raises(UserError, match="审批"):
        ask(clerk, dossier, "另一用途")
    decide(manager, Verdict.APPROVE)
    assert approved(clerk, dossier) == "法院调取" and due_for(clerk) == [request.title]
    assert copy_as_approved(clerk, dossier.items[0].id).purpose == "法院调取"
    assert due_for(clerk) == []


def test_a_refused_request_gives_no_copy(hire: Callable[..., Seat], take_in: TakeIn) -> None:
    clerk, manager = hire("周档", "archivist"), hire("陈国华", "manager")
    dossier = filed(take_in, "contract")
    ask(clerk, dossier)
    decide(manager, Verdict.REJECT)
    assert approved(clerk, dossier) == "" and due_for(clerk) == []
    with pytest.raises(UserError, match="须先经审批"):
        copy_as_approved(clerk, dossier.items[0].id)


def test_a_request_that_was_sent_back_is_asked_for_again(hire: Callable[..., Seat], take_in: TakeIn) -> None:
    clerk, manager = hire("周档", "archivist"), hire("陈国华", "manager")
    dossier = filed(take_in, "contract")
    first = ask(clerk, dossier, "调取")
    decide(manager, Verdict.RETURN)
    again = ask(clerk, dossier, "法院调取，案号已核对")
    assert (again.id, again.waits_for) == (first.id, ("陈国华",)) and "案号已核对" in again.title
    decide(manager, Verdict.APPROVE)
    assert approved(clerk, dossier) == "法院调取，案号已核对"


def test_an_approved_request_is_of_who_asked_for_this_dossier_and_for_its_days(
    hire: Callable[..., Seat], take_in: TakeIn
) -> None:
    with clock.fixed(NOON - timedelta(days=9)):
        clerk, other, manager = hire("周档", "archivist"), hire("吴档", "archivist"), hire("陈国华", "manager")
    dossier, another = filed(take_in, "contract"), filed(take_in, "contract", PDF + b"other")
    with clock.fixed(NOON):
        ask(clerk, dossier)
        decide(manager, Verdict.APPROVE)
        assert (approved(clerk, dossier), approved(other, dossier), approved(clerk, another)) == ("法院调取", "", "")
    with clock.fixed(NOON + timedelta(days=7)):
        assert approved(clerk, dossier) == "法院调取"
    with clock.fixed(NOON + timedelta(days=7, minutes=1)):
        assert approved(clerk, dossier) == ""


def test_the_manager_does_not_approve_a_copy_of_their_own(hire: Callable[..., Seat], take_in: TakeIn) -> None:
    manager = hire("陈国华", "manager")
    hire("周档", "archivist")
    request = ask(manager, filed(take_in, "contract"))
    assert request.waits_for == ("周档",)


def test_a_request_says_what_for(hire: Callable[..., Seat], take_in: TakeIn) -> None:
    hire("陈国华", "manager")
    with pytest.raises(UserError) as refused:
        ask(hire("周档", "archivist"), filed(take_in, "contract"), " ")
    assert refused.value.field == "reason"


# the register


def test_the_register_names_every_reading_and_copy_of_the_last_twelve_months_newest_first(
    archivist: Seat, seat_of: Callable[..., Seat], take_in: TakeIn
) -> None:
    dossier = filed(take_in, "contract")
    item = dossier.items[0]
    with clock.fixed(NOON - timedelta(days=400)):
        read(archivist, item.id, "前年的事")
    with clock.fixed(NOON - timedelta(days=300)):
        read(seat_of("reviewer", name="林晓"), item.id, "核对续签")
    with clock.fixed(NOON):
        copy_for(archivist, item.id)
        with archivist.operation(archive.PRINT) as session:
            listed, printed = archive.readings(session), archive.printing(session)
    assert [(each.person, each.reason, each.copy) for each in listed] == [
        ("周敏", "王建国本人留存", "FB-2026-00001"),
        ("林晓", "核对续签", ""),
    ]
    assert {(each.archive_number, each.dossier, each.item) for each in listed} == {
        (item.number, dossier.title, item.title)
    }
    (page,) = pypdfium2.PdfDocument(archive.readings_pdf(listed, printed))
    said = page.get_textpage().get_text_bounded()
    assert "查阅复制登记簿" in said and "FB-2026-00001" in said and "林晓" in said
    with archivist.query() as session:
        everything = archive.readings(session, since=(NOON - timedelta(days=500)).date())
    assert [each.reason for each in everything] == ["王建国本人留存", "核对续签", "前年的事"]


@pytest.mark.parametrize("other", ["reviewer", "counter", "auditor"])
def test_the_register_is_for_those_who_keep_the_archive(seat_of: Callable[..., Seat], other: str) -> None:
    with pytest.raises(PermissionRefused), seat_of(other, name="何静").query() as session:
        archive.readings(session)
