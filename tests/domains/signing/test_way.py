"""From a case to a signed dossier: each step refuses what the step before has not settled."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from signdesk.core import attachments, clock, due
from signdesk.core.attachments import Attachment
from signdesk.core.errors import PermissionRefused, UserError
from signdesk.core.identity import IdKind
from signdesk.core.money import Money
from signdesk.core.operations import Operation
from signdesk.domains.archive import service as archive
from signdesk.domains.reception import service as reception
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.models import ContractVersion
from signdesk.domains.signing.rules.standards import Brief
from signdesk.domains.signing.service import InstalmentIn, PartyIn, SessionFlow, SignatoryIn
from tests.domains.signing import corpus
from tests.io import scans

FAULTY = corpus.LEASE.replace("肆仟伍佰元整", "肆仟元整").replace("一式三份", "一式____份")
TAMPER = Operation("tests.tamper", "Tamper", None)


def review(seat, case):
    with seat.query() as session:
        return signing.review_info(session, case_id=case.id)


def sign_everything_off(seat, case):
    for item in review(seat, case).items:
        with seat.operation(signing.SIGN_OFF) as session:
            signing.sign_off(session, item_id=item.id, version=item.version)


def submit(seat, case):
    with seat.operation(signing.SUBMIT) as session:
        signing.submit(session, case_id=case.id, version=signing.case_info(session, case_id=case.id).row.version)


def release(seat, case):
    with seat.operation(signing.RELEASE) as session:
        info = signing.review_info(session, case_id=case.id)
        return signing.release(session, case_id=case.id, sha256=info.version.sha256)


@pytest.fixture
def released(lease_case, bring_in, officer, reviewer):
    bring_in(lease_case, corpus.LEASE)
    submit(officer, lease_case)
    sign_everything_off(reviewer, lease_case)
    release(reviewer, lease_case)
    with officer.operation(signing.NOTE_PAPER) as session:
        for paper in signing.case_info(session, case_id=lease_case.id).papers:
            signing.note_paper(session, paper_id=paper.id, version=paper.version, state="seen")
    with officer.query() as session:
        return signing.case_info(session, case_id=lease_case.id)


@pytest.fixture
def signing_now(released, officer):
    with officer.operation(signing.BEGIN_SESSION) as session:
        return signing.begin_session(session, case_id=released.id, version=released.row.version)


# cases


def test_a_case_has_a_number_masked_parties_and_its_papers(lease_case):
    assert lease_case.row.number == "HT-2026-0001"
    assert lease_case.row.parties == "李秀兰 / 赵志强"
    assert lease_case.parties[0].id_number.count("*") > 5 and lease_case.parties[0].phone == "138****8000"
    assert lease_case.row.missing_papers == 3 and lease_case.copies == 3


def test_a_case_takes_a_customer_over_with_their_sealed_numbers(officer, room):
    customer = reception.NewCustomer("赵志强", id_kind=IdKind.RESIDENT_ID, id_number=corpus.ZHAO, phone="13900139000")
    with officer.operation(TAMPER) as session:
        known = reception.add_customer(session, customer=customer)
        types = {kind.business.code: kind for kind in signing.business_types(session)}
        case = signing.open_case(
            session,
            type_id=types["lease"].id,
            parties=[PartyIn("甲方", "李秀兰"), PartyIn("乙方", customer_id=known.id)],
        )
        facts = signing.case_facts(session, case_id=case.id)
        cases = signing.visitors_cases(session, [known.id])
    assert case.parties[1].name == "赵志强" and case.parties[1].customer_id == known.id
    assert facts.parties[1].id_number == corpus.ZHAO and facts.parties[1].phone == "13900139000"
    assert cases[known.id].case_no == case.row.number
    assert "身份证件或营业执照" in cases[known.id].missing and cases[known.id].blockers


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"parties": [PartyIn("甲方", "李秀兰")]}, "parties"),
        ({"parties": [PartyIn("甲方", "李秀兰"), PartyIn("丙方", "赵志强")]}, "role"),
        ({"parties": [PartyIn("甲方", "李秀兰"), PartyIn("乙方", " ")]}, "name"),
        ({"parties": [PartyIn("甲方", "李秀兰"), PartyIn("乙方", "赵志强", id_number="123")]}, "id_number"),
        ({"amount": Money.yuan(100), "instalments": [InstalmentIn(Money.yuan(30))]}, "instalments"),
    ],
)  # fmt: skip
def test_a_wrong_case_is_refused_and_leaves_no_gap_in_the_numbers(officer, room, changed, field):
    with pytest.raises(UserError) as caught, officer.operation(signing.OPEN_CASE) as session:
        types = {kind.business.code: kind for kind in signing.business_types(session)}
        good = {"parties": [PartyIn("甲方", "李秀兰"), PartyIn("乙方", "赵志强")]}
        signing.open_case(session, type_id=types["lease"].id, **(good | changed))
    assert caught.value.field == field
    with officer.query() as session:
        assert signing.case_rows(session) == ()


def test_a_draft_is_changed_and_a_case_is_voided_with_a_reason(officer, lease_case):
    with officer.operation(signing.CHANGE_CASE) as session:
        case = signing.change_case(
            session,
            case_id=lease_case.id,
            version=lease_case.row.version,
            amount=Money.yuan(60),
            instalments=[InstalmentIn(Money.yuan(20)), InstalmentIn(Money.yuan(40))],
            signing_date=None,
            contract_no="ZL-1",
            attachments=["清单"],
            copies=2,
        )
        assert [part.amount for part in case.instalments] == [Money.yuan(20), Money.yuan(40)]
        with pytest.raises(UserError, match="Say why"):
            signing.void_case(session, case_id=case.id, version=case.row.version, reason=" ")
        assert (
            signing.void_case(session, case_id=case.id, version=case.row.version, reason="客户放弃").row.state == "void"
        )
    with officer.query() as session:
        assert [row.number for row in signing.case_rows(session, states=["void"], text="赵志强")] == [case.row.number]
        assert signing.case_rows(session, states=["draft"]) == ()


def test_business_types_come_in_editions_and_cases_keep_theirs(officer, room, lease_case):
    from dataclasses import replace

    with officer.operation(TAMPER) as session:
        assert len(signing.set_up_defaults(session)) == 4
        lease = next(kind for kind in signing.business_types(session) if kind.business.code == "lease")
        newer = signing.lay_down(session, business=replace(lease.business, copies=5), replaces=lease.id)
        assert newer.edition == 2 and len(signing.business_types(session)) == 4
        assert signing.case_info(session, case_id=lease_case.id).type.business.copies == 3
        for wrong in ({"name": " "}, {"roles": ("甲方",)}, {"copies": 0}):
            with pytest.raises(UserError):
                signing.lay_down(session, business=replace(lease.business, **wrong), replaces=newer.id)


# versions and review


def test_a_version_is_kept_with_its_digest_text_and_findings(lease_case, bring_in, officer):
    version = bring_in(lease_case, FAULTY)
    info = review(officer, lease_case)
    assert version.sha256 == hashlib.sha256(FAULTY.encode()).hexdigest()
    assert {finding.check for finding in info.open_findings} == {"blank", "amount_capitals"}
    capitals = next(finding for finding in info.findings if finding.check == "amount_capitals")
    assert dict(capitals.sides)["difference"] == "500.00" and capitals.where == "三、"
    assert len(info.open_items) == 4 and len(info.blockers) == 6
    with officer.query() as session:
        model = signing.text_of(session, version_id=version.id)
        assert signing.file_of(session, version_id=version.id) == FAULTY.encode()
    assert model.excerpt(capitals.place) == "肆仟元整" == capitals.excerpt


def test_the_same_file_twice_and_a_case_changed_meanwhile_are_refused(lease_case, bring_in, officer):
    bring_in(lease_case, FAULTY)
    with pytest.raises(UserError, match="already version 1"):
        bring_in(lease_case, FAULTY)
    prepared = signing.prepare_version(corpus.LEASE.encode(), name="a.txt", brief=Brief(corpus.SALE_FACTS))
    with pytest.raises(UserError, match="changed meanwhile"), officer.operation(signing.ADD_VERSION) as session:
        signing.add_version(session, case_id=lease_case.id, prepared=prepared)


def test_a_new_version_fixes_what_it_corrects_and_keeps_waivers_of_what_it_does_not(
    lease_case, bring_in, officer, reviewer
):
    bring_in(lease_case, FAULTY)
    first = review(officer, lease_case)
    blank = next(finding for finding in first.findings if finding.check == "blank")
    with reviewer.operation(signing.SETTLE) as session:
        signing.waive(session, finding_id=blank.id, version=blank.version, reason="份数由双方当场确定")
    bring_in(lease_case, FAULTY.replace("：肆仟元整", "：肆仟伍佰元整"))
    second = review(officer, lease_case)
    assert [(f.check, f.state, f.settled_by) for f in second.findings] == [("blank", "waived", "何律")]
    with officer.query() as session:
        old = signing.review_info(session, case_id=lease_case.id, version_id=first.version.id)
    assert {(f.check, f.state) for f in old.findings} == {("blank", "waived"), ("amount_capitals", "fixed")}
    assert "newer version" in old.refusal
    with pytest.raises(UserError, match="newer version"), reviewer.operation(signing.SETTLE) as session:
        signing.reopen(session, finding_id=blank.id, version=old.findings[0].version)


def test_the_drafter_waives_no_error_and_a_waiver_needs_a_reason(lease_case, bring_in, officer, reviewer):
    bring_in(lease_case, FAULTY)
    finding = review(officer, lease_case).open_findings[0]
    with pytest.raises(PermissionRefused), officer.operation(signing.SETTLE) as session:
        signing.waive(session, finding_id=finding.id, version=finding.version, reason="没关系")
    with pytest.raises(UserError, match="why"), reviewer.operation(signing.SETTLE) as session:
        signing.waive(session, finding_id=finding.id, version=finding.version, reason="  ")
    with reviewer.operation(signing.SETTLE) as session:
        accepted = signing.accept(session, finding_id=finding.id, version=finding.version)
        assert accepted.state == "accepted" and accepted.unresolved and accepted.settled_by == "何律"
        again = signing.reopen(session, finding_id=finding.id, version=accepted.version)
        assert again.state == "open" and again.settled_by == ""


def test_manual_items_are_signed_off_by_name_and_taken_back(lease_case, bring_in, reviewer):
    bring_in(lease_case, corpus.LEASE)
    item = review(reviewer, lease_case).items[0]
    with reviewer.operation(signing.SIGN_OFF) as session:
        signed = signing.sign_off(session, item_id=item.id, version=item.version, note="已核")
        assert (signed.signed_by, signed.note, signed.unresolved) == ("何律", "已核", False)
        assert signing.withdraw_sign_off(session, item_id=item.id, version=signed.version).unresolved


# release


def test_release_names_its_blockers_and_refuses_the_drafter(lease_case, bring_in, officer, reviewer, hire):
    both = hire("周敏", "signing_officer", "reviewer")
    bring_in(lease_case, FAULTY, seat=both)
    assert "never releases" in review(both, lease_case).refusal
    assert "Not submitted" in review(reviewer, lease_case).refusal
    assert "Only a contract reviewer" in review(officer, lease_case).refusal
    submit(officer, lease_case)
    with pytest.raises(PermissionRefused, match="never releases"):
        release(both, lease_case)
    with pytest.raises(UserError, match=r"cannot be released yet.*Gaps left blank"):
        release(reviewer, lease_case)


def test_who_submits_does_not_release(lease_case, bring_in, hire, reviewer):
    second = hire("周敏", "signing_officer", "reviewer")
    bring_in(lease_case, corpus.LEASE)
    submit(second, lease_case)
    with pytest.raises(PermissionRefused, match="submitted this version"):
        release(second, lease_case)


def test_a_clean_reviewed_contract_is_released_and_frozen(released, officer):
    assert released.row.state == "released" and released.released_by == "何律"
    with officer.query() as session:
        assert signing.assert_released_unchanged(session, case_id=released.id).id == released.released_version_id


def test_a_waiver_with_a_reason_lets_a_faulty_contract_pass(lease_case, bring_in, officer, reviewer):
    bring_in(lease_case, FAULTY)
    submit(officer, lease_case)
    for finding in review(reviewer, lease_case).open_findings:
        with reviewer.operation(signing.SETTLE) as session:
            signing.waive(session, finding_id=finding.id, version=finding.version, reason="双方书面确认")
    sign_everything_off(reviewer, lease_case)
    assert release(reviewer, lease_case).case.row.state == "released"


def test_sending_back_makes_it_a_draft_again(lease_case, bring_in, officer, reviewer):
    bring_in(lease_case, FAULTY)
    submit(officer, lease_case)
    with reviewer.operation(signing.SEND_BACK) as session:
        info = signing.review_info(session, case_id=lease_case.id)
        back = signing.send_back(session, case_id=lease_case.id, sha256=info.version.sha256, reason="金额有误")
    assert back.case.row.state == "draft"
    submit(officer, lease_case)


def test_a_new_version_of_a_released_contract_must_be_released_again(released, bring_in, officer):
    bring_in(released, corpus.LEASE + "\n附加说明")
    with officer.query() as session:
        assert signing.case_info(session, case_id=released.id).row.state == "draft"
        with pytest.raises(UserError, match="not released"):
            signing.assert_released_unchanged(session, case_id=released.id)


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_one_changed_byte_is_noticed_at_the_rooms_door(released, officer, centre):
    with officer.query() as session:
        row = session.get(ContractVersion, released.released_version_id)
        vault_id = session.get(Attachment, row.attachment_id).vault_id
    path = next(path for path in (centre.folder / "vault").rglob("*") if path.is_file() and vault_id in path.name)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(UserError, match="not the one"), officer.operation(signing.BEGIN_SESSION) as session:
        signing.begin_session(session, case_id=released.id, version=released.row.version)


def test_another_file_under_the_released_version_is_noticed(released, officer):
    with officer.operation(TAMPER) as session:
        other = attachments.attach(
            session, owner=("signing_case", released.id), name="x", data="别的合同".encode(), media_type="text/plain"
        )
        session.get(ContractVersion, released.released_version_id).attachment_id = other.id
    with pytest.raises(UserError, match="not the one that was released"), officer.query() as session:
        signing.assert_released_unchanged(session, case_id=released.id)


# signing


def test_signing_needs_a_release_the_papers_and_one_session_only(lease_case, bring_in, released, officer, signing_now):
    with officer.query() as session:
        case = signing.case_info(session, case_id=released.id)
    assert case.row.state == "signing"
    with pytest.raises(UserError, match="being signed already"), officer.operation(signing.BEGIN_SESSION) as session:
        signing.begin_session(session, case_id=case.id, version=case.row.version)


def test_missing_papers_keep_the_door_closed(lease_case, bring_in, officer, reviewer):
    with pytest.raises(UserError, match="not released"), officer.operation(signing.BEGIN_SESSION) as session:
        signing.begin_session(session, case_id=lease_case.id, version=lease_case.row.version)
    bring_in(lease_case, corpus.LEASE)
    submit(officer, lease_case)
    sign_everything_off(reviewer, lease_case)
    case = release(reviewer, lease_case).case
    with pytest.raises(UserError, match="Papers are missing"), officer.operation(signing.BEGIN_SESSION) as session:
        signing.begin_session(session, case_id=case.id, version=case.row.version)


def verify_all(seat, info):
    for signatory in info.signatories:
        with seat.operation(signing.VERIFY_IDENTITY) as session:
            info = signing.verify_identity(
                session, signatory_id=signatory.id, version=signatory.version, document="居民身份证"
            )
    return info


def explain_all(seat, info):
    for clause in info.clauses:
        with seat.operation(signing.EXPLAIN) as session:
            info = signing.explain(session, clause_id=clause.id)
        for signatory in info.signatories if clause.key else ():
            with seat.operation(signing.ACKNOWLEDGE) as session:
                info = signing.acknowledge(session, clause_id=clause.id, signatory_id=signatory.id)
    return info


def test_the_session_follows_the_contract_and_the_plan(signing_now):
    assert [clause.label for clause in signing_now.clauses] == [f"{n}、" for n in "一二三四五六七八"]
    assert {clause.title for clause in signing_now.clauses if clause.key} == {
        "租赁期限", "租金及押金", "合同的解除与违约责任"
    }  # fmt: skip
    # three copies, two people: a signature and a date each
    assert len(signing_now.cells) == 3 * 2 * 2
    flow = SessionFlow(signing_now)
    assert flow.current.name == "identities" and not flow.may_complete and len(flow.blockers) == 3


def test_steps_are_taken_in_order(signing_now, officer):
    clause = signing_now.clauses[0]
    with pytest.raises(UserError, match="not verified"), officer.operation(signing.EXPLAIN) as session:
        signing.explain(session, clause_id=clause.id)
    info = verify_all(officer, signing_now)
    flow = SessionFlow(info)
    assert flow.current.name == "clauses" and flow.next_signatory is None and flow.next_clause.label == "一、"
    key = next(clause for clause in info.clauses if clause.key)
    with pytest.raises(UserError, match="Explain"), officer.operation(signing.ACKNOWLEDGE) as session:
        signing.acknowledge(session, clause_id=key.id, signatory_id=info.signatories[0].id)
    with pytest.raises(UserError, match="no acknowledgement"), officer.operation(signing.ACKNOWLEDGE) as session:
        signing.acknowledge(session, clause_id=clause.id, signatory_id=info.signatories[0].id)
    with pytest.raises(UserError, match="still open"), officer.operation(signing.MARK) as session:
        signing.mark(session, session_id=info.id, cell_ids=[info.cells[0].id])


def test_a_session_is_completed_only_when_no_cell_is_open_and_the_dossier_is_due(signing_now, officer, hire):
    info = explain_all(officer, verify_all(officer, signing_now))
    with officer.operation(signing.NOTE) as session:
        info = signing.note(session, session_id=info.id, question="押金何时退？", answer="租期届满结清后")
    with officer.operation(signing.MARK) as session:
        info = signing.mark(session, session_id=info.id, cell_ids=[cell.id for cell in info.cells[:-1]])
    with officer.query() as session:
        prepared = signing.prepare_record(signing.gather_record(session, session_id=info.id))
    assert prepared.pdf.startswith(b"%PDF")

    def complete():
        with officer.operation(signing.COMPLETE) as session:
            return signing.complete(
                session, session_id=info.id, version=info.version, record=prepared.pdf, fingerprint=prepared.fingerprint
            )

    with pytest.raises(UserError, match="1 cell of the seal matrix open"):
        complete()
    with officer.operation(signing.MARK) as session:
        info = signing.mark(session, session_id=info.id, cell_ids=[info.cells[-1].id])
    with pytest.raises(UserError, match="changed since the record"):
        complete()
    with officer.query() as session:
        paper = signing.gather_record(session, session_id=info.id)
        prepared = signing.prepare_record(paper)
    assert signing.risk_notice_pdf(paper).startswith(b"%PDF")
    done = complete()
    assert done.state == "completed" and SessionFlow(done).steps[-1].complete
    archivist = hire("周敏", "archivist")
    with archivist.query() as session:
        (item,) = due.mine(session)
        assert item.due_at == clock.now() + timedelta(days=7)
        (pending,) = signing.SignedCases().pending(session)
        assert pending.number == "HT-2026-0001" and pending.parties == "李秀兰 / 赵志强"


def test_a_signed_case_becomes_a_dossier_that_is_found_by_its_text(signing_now, officer, hire, tmp_path):
    (tmp_path / "证件.jpg").write_bytes(scans.jpeg(scans.page(["居民身份证"]).resize((620, 877))))
    with officer.operation(signing.NOTE_PAPER) as session:
        paper = signing.case_info(session, case_id=signing_now.case_id).papers[0]
        signing.add_scan(session, paper_id=paper.id, scan=signing.prepare_scan(tmp_path / "证件.jpg"))
    info = explain_all(officer, verify_all(officer, signing_now))
    with officer.operation(signing.MARK) as session:
        info = signing.mark(session, session_id=info.id, cell_ids=[cell.id for cell in info.cells])
    with officer.query() as session:
        record = signing.prepare_record(signing.gather_record(session, session_id=info.id))
    with officer.operation(signing.COMPLETE) as session:
        signing.complete(
            session, session_id=info.id, version=info.version, record=record.pdf, fingerprint=record.fingerprint
        )
    archive.register_source(signing.CASE_TABLE, signing.SignedCases())
    archivist = hire("周敏", "archivist")
    with archivist.operation(archive.TAKE_IN) as session:
        dossier = archive.accept(session, source=(signing.CASE_TABLE, info.case_id))
    assert dossier.retention == "D10" and {item.kind for item in dossier.items} >= {"contract", "signing_record"}
    (scan,) = [item for item in dossier.items if item.title == paper.name and item.attachment_id is not None]
    assert scan.media_type == "image/jpeg"
    assert scan.persons_paper, "a paper's scan is looked at for a reason, in the archive as on the case"
    with archivist.query() as session:
        assert signing.case_info(session, case_id=info.case_id).archive_number == dossier.number
        assert signing.case_rows(session)[0].state == "archived"
        assert signing.SignedCases().pending(session) == []
        assert dossier.id in archive.ids(session, query="青云谱区洪都大道")


def test_a_session_is_interrupted_resumed_and_aborted_with_a_reason(signing_now, officer):
    info = signing_now
    with pytest.raises(UserError, match="why"), officer.operation(signing.INTERRUPT) as session:
        signing.interrupt(session, session_id=info.id, version=info.version, reason="")
    with officer.operation(signing.INTERRUPT) as session:
        info = signing.interrupt(session, session_id=info.id, version=info.version, reason="客户取证件")
    assert not SessionFlow(info).running and "interrupted" in SessionFlow(info).blockers[0]
    with pytest.raises(UserError, match="is interrupted"), officer.operation(signing.NOTE) as session:
        signing.note(session, session_id=info.id, question="?", answer="")
    with officer.query() as session:
        assert [each.id for each in signing.open_sessions(session)] == [info.id]
    with officer.operation(signing.RESUME) as session:
        info = signing.resume(session, session_id=info.id, version=info.version)
    with officer.operation(signing.ABORT) as session:
        info = signing.abort(session, session_id=info.id, version=info.version, reason="客户改变主意")
    assert SessionFlow(info).blockers == ("This signing is over.",)
    assert [each.kind for each in info.notes] == ["interrupted", "resumed", "aborted"]
    with officer.query() as session:
        assert signing.case_info(session, case_id=info.case_id).row.state == "released"
        assert signing.session_of(session, case_id=info.case_id).state == "aborted"


def test_an_agent_signs_only_with_an_authority_that_was_seen(released, officer):
    agent = SignatoryIn(released.parties[0].id, "李小红")
    with officer.operation(signing.BEGIN_SESSION) as session:
        info = signing.begin_session(
            session,
            case_id=released.id,
            version=released.row.version,
            signatories=[agent, SignatoryIn(released.parties[1].id)],
        )
    signatory = info.signatories[0]
    assert (signatory.name, signatory.acts_for) == ("李小红", "李秀兰")
    with pytest.raises(UserError, match="authority"), officer.operation(signing.VERIFY_IDENTITY) as session:
        signing.verify_identity(session, signatory_id=signatory.id, version=signatory.version, document="居民身份证")
    with officer.operation(signing.VERIFY_IDENTITY) as session:
        info = signing.verify_identity(
            session,
            signatory_id=signatory.id,
            version=signatory.version,
            document="居民身份证",
            authority="授权委托书 2026-11-20",
        )
    assert info.signatories[0].verified_by == "李静"


def test_the_review_sheet_says_who_settled_what(lease_case, bring_in, reviewer):
    bring_in(lease_case, FAULTY)
    finding = review(reviewer, lease_case).open_findings[0]
    with reviewer.operation(signing.SETTLE) as session:
        signing.waive(session, finding_id=finding.id, version=finding.version, reason="双方书面确认")
    with reviewer.query() as session:
        info, on = signing.gather_review(session, case_id=lease_case.id)
    assert signing.review_sheet_pdf(info, on).startswith(b"%PDF")
    with reviewer.query() as session:
        assert signing.review_count(session) == 0
        assert signing.rows_by_id(session, [lease_case.id])[lease_case.id].unresolved == 5
