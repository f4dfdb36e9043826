"""From a template to a checked contract: brought in by one, approved by another, filled with the case's data."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from docx import Document

from signdesk.core import approvals, attachments
from signdesk.core.approvals import Verdict
from signdesk.core.attachments import Attachment
from signdesk.core.errors import PermissionRefused, UserError
from signdesk.core.money import Money
from signdesk.core.operations import Operation
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.models import ContractTemplate
from signdesk.domains.signing.rules.business import shipped_type, shipped_types
from signdesk.domains.signing.service import InstalmentIn, PartyIn
from signdesk.io.word import contract_docx
from tests.domains.signing import corpus

TAMPER = Operation("tests.tamper", "Tamper", None)
LEASE = shipped_type("lease")
ADDED = {
    "甲方.电话": "13800138000", "乙方.电话": "13900139000", "房屋坐落": "云栖花园3幢502室", "建筑面积": "62.5",
    "租赁用途": "居住",
    "起租日期": date(2026, 12, 1), "终止日期": date(2027, 11, 30), "租赁月数": 12, "月租金": Money.yuan(4_500),
    "付租周期": "季度", "押金": Money.yuan(4_500), "交付日期": date(2026, 12, 1),
    "预售许可证号": "预许字（2026）第0018号", "不动产权证书号": "不动产权第0012345号", "定金": Money.yuan(50_000),
    "申请登记日期": date(2027, 1, 20), "委托事项": "不动产转移登记代办服务", "开始日期": date(2026, 12, 1),
}  # fmt: skip


def bring_in(seat, prepared):
    with seat.operation(signing.ADD_TEMPLATE) as session:
        return signing.add_template(session, prepared=prepared)


def submit(seat, template):
    with seat.operation(signing.SUBMIT_TEMPLATE) as session:
        return signing.submit_template(session, template_id=template.id, version=template.version)


def approve(seat, template):
    with seat.operation(signing.APPROVE_TEMPLATE) as session:
        return signing.approve_template(session, template_id=template.id, sha256=template.sha256)


def prepared_of(lines, business=LEASE):
    return signing.prepare_template(contract_docx(lines), name="模板.docx", business=business)


def drafting_of(seat, case):
    with seat.query() as session:
        return signing.drafting_of(session, case_id=case.id)


def draft(seat, drafting, added):
    prepared = signing.prepare_draft(drafting, added)
    with seat.operation(signing.DRAFT_CONTRACT) as session:
        version = signing.draft(session, prepared=prepared)
    with seat.query() as session:
        return version, signing.review_info(session, case_id=drafting.case.id), prepared


def in_use(drafter, approver, prepared):
    return approve(approver, submit(drafter, bring_in(drafter, prepared)))


@pytest.fixture
def bring_in_text(officer):
    """Brings a text in as the case's next version."""

    def do(case, text):
        with officer.query() as session:
            brief = signing.case_brief(session, case_id=case.id)
        prepared = signing.prepare_version(text.encode(), name="合同.txt", brief=brief)
        with officer.operation(signing.ADD_VERSION) as session:
            signing.add_version(session, case_id=case.id, prepared=prepared)

    return do


@pytest.fixture
def lease_template(officer, reviewer):
    return in_use(officer, reviewer, signing.prepare_shipped(LEASE))


# bringing a template into use


def test_a_template_is_brought_in_submitted_and_approved_by_somebody_else(officer, reviewer):
    template = bring_in(officer, signing.prepare_shipped(LEASE))
    assert (template.state, template.edition, template.business) == ("draft", 1, "房屋租赁")
    assert {field.name for field in template.fields} >= {"甲方.名称", "月租金", "份数", "特别约定"}
    submitted = submit(officer, template)
    assert submitted.state == "submitted" and "You brought this template in" in submitted.refusal
    with reviewer.query() as session:
        assert signing.template_info(session, template_id=template.id).refusal == ""
    approved = approve(reviewer, submitted)
    assert approved.state == "approved" and approved.approved_by == "何律"
    with officer.query() as session:
        assert signing.template_in_use(session, code="lease").id == template.id
        assert hashlib.sha256(signing.template_file(session, template_id=template.id)).hexdigest() == template.sha256


def test_whoever_brought_a_template_in_never_approves_it_not_even_by_way_of_my_work(reviewer, officer, hire):
    hire("周审", "reviewer")
    template = bring_in(reviewer, signing.prepare_shipped(LEASE))
    submitted = submit(officer, template)
    with pytest.raises(PermissionRefused, match="brought this template in"):
        approve(reviewer, submitted)
    with reviewer.query() as session:
        instance = approvals.latest(session, signing.TEMPLATE_KIND, subject=("contract_template", template.id))
    for task in instance.tasks:
        with pytest.raises(PermissionRefused), reviewer.operation(approvals.DECIDE) as session:
            approvals.decide(session, task_id=task.id, verdict=Verdict.APPROVE)
    with reviewer.query() as session:
        assert signing.template_in_use(session, code="lease") is None


def test_a_new_edition_takes_the_place_of_the_one_in_use_once_it_is_approved(officer, reviewer, lease_template):
    second = bring_in(officer, prepared_of(["房屋租赁合同", "甲方：{{ 甲方.名称 }}"]))
    assert second.edition == 2
    with officer.query() as session:
        assert signing.template_in_use(session, code="lease").id == lease_template.id
    approve(reviewer, submit(officer, second))
    with officer.query() as session:
        rows = signing.template_rows(session)
        assert [(row.edition, row.state) for row in rows] == [(2, "approved"), (1, "retired")]
        assert signing.template_rows(session, states=("retired",), text="租赁")[0].id == lease_template.id
        assert signing.template_rows(session, text="买卖") == []


def test_what_is_not_approved_is_a_draft_again_with_the_reason_in_the_record(officer, reviewer):
    template = submit(officer, bring_in(officer, signing.prepare_shipped(LEASE)))
    with reviewer.operation(signing.APPROVE_TEMPLATE) as session:
        signing.reject_template(session, template_id=template.id, sha256=template.sha256, reason="缺少转租条款")
    with officer.query() as session:
        again = signing.template_info(session, template_id=template.id)
    assert again.state == "draft"
    with pytest.raises(PermissionRefused, match="Not submitted"):
        approve(reviewer, again)
    assert submit(officer, again).state == "submitted"


def test_the_same_file_is_not_brought_in_twice_and_a_retired_one_may_come_back(officer, lease_template):
    with pytest.raises(UserError, match="already edition 1"):
        bring_in(officer, signing.prepare_shipped(LEASE))
    with pytest.raises(UserError, match="Say why"), officer.operation(signing.RETIRE_TEMPLATE, reason="-") as session:
        signing.retire_template(session, template_id=lease_template.id, version=lease_template.version, reason=" ")
    with officer.operation(signing.RETIRE_TEMPLATE, reason="法规变更") as session:
        gone = signing.retire_template(
            session, template_id=lease_template.id, version=lease_template.version, reason="法规变更"
        )
    assert gone.state == "retired"
    assert bring_in(officer, signing.prepare_shipped(LEASE)).edition == 2
    for act in (signing.submit_template, signing.retire_template):
        more = {"reason": "x"} if act is signing.retire_template else {}
        with pytest.raises(UserError, match="Retired"), officer.operation(TAMPER) as session:
            act(session, template_id=gone.id, version=gone.version, **more)


@pytest.mark.parametrize(
    "line", ["{{ ''.__class__.__mro__ }}", "{{ 甲方.__init__ }}", "{% for x in 甲方 %}{% endfor %}"]
)
def test_a_malicious_template_is_refused(room, line):
    with pytest.raises(UserError, match="cannot be used"):
        prepared_of(["房屋租赁合同", "{{ 甲方.名称 }}", line, "正文"])


def test_only_whoever_keeps_templates_may_bring_one_in(room, hire):
    with pytest.raises(PermissionRefused):
        bring_in(hire("小陈", "counter"), signing.prepare_shipped(LEASE))


def test_a_template_whose_row_was_changed_after_its_approval_is_not_used(officer, lease_case, lease_template):
    other = bring_in(officer, prepared_of(["房屋租赁合同", "甲方：{{ 甲方.名称 }}"]))
    with officer.operation(TAMPER) as session:
        session.get(ContractTemplate, other.id).state = "approved"
        session.get(ContractTemplate, lease_template.id).state = "retired"
    with pytest.raises(UserError, match="not approved yet"):
        drafting_of(officer, lease_case)


def test_a_template_file_that_is_not_the_one_brought_in_is_not_used(officer, lease_case, lease_template):
    with officer.operation(TAMPER) as session:
        session.get(ContractTemplate, lease_template.id).sha256 = "0" * 64
    with pytest.raises(UserError, match="not the one that was brought in"), officer.query() as session:
        signing.template_file(session, template_id=lease_template.id)


# drafting


def test_without_a_template_in_use_the_drafter_is_told_what_to_do(officer, lease_case):
    with pytest.raises(UserError, match="房屋租赁") as caught:
        drafting_of(officer, lease_case)
    assert "F9" in caught.value.hint


def test_a_drafted_contract_is_the_next_version_checked_and_with_its_gaps_named(officer, lease_case, lease_template):
    drafting = drafting_of(officer, lease_case)
    asked = [field.name for field in drafting.asked]
    assert "乙方.电话" in asked and "月租金" in asked and "甲方.电话" not in asked and "甲方.名称" not in asked
    added = {name: value for name, value in ADDED.items() if name not in ("押金", "乙方.电话")}
    version, review, prepared = draft(officer, drafting, added)
    assert version.place == 1 and "edition 1" in version.note and version.name.endswith(f"{lease_case.row.number}.docx")
    assert prepared.missing == ("乙方.电话", "押金")
    blanks = [finding for finding in review.findings if finding.check == "blank"]
    assert len(blanks) == 3, "the deposit is written in figures and in capitals"
    with officer.query() as session:
        blocks = signing.text_of(session, version_id=version.id).blocks
    text = "\n".join(block.text for block in blocks)
    assert f"身份证号：{corpus.LI}" in text and "共十二个月" in text and "委托代理人" not in text


def test_what_was_added_before_is_offered_again(officer, lease_case, lease_template):
    draft(officer, drafting_of(officer, lease_case), {**ADDED, "押金": Money.yuan(9_000)})
    earlier = drafting_of(officer, lease_case).earlier
    assert earlier["押金"] == Money.yuan(9_000) and earlier["起租日期"] == date(2026, 12, 1)
    assert earlier["租赁月数"] == 12 and earlier["房屋坐落"] == "云栖花园3幢502室"
    version, review, _prepared = draft(
        officer, drafting_of(officer, lease_case), {**earlier, "押金": Money.yuan(4_500)}
    )
    assert version.place == 2 and review.version.id == version.id


def test_a_draft_from_a_template_that_went_out_of_use_meanwhile_is_refused(
    officer, reviewer, lease_case, lease_template
):
    prepared = signing.prepare_draft(drafting_of(officer, lease_case), ADDED)
    in_use(officer, reviewer, prepared_of(["房屋租赁合同", "甲方：{{ 甲方.名称 }}"]))
    with pytest.raises(UserError, match="not in use"), officer.operation(signing.DRAFT_CONTRACT) as session:
        signing.draft(session, prepared=prepared)


def test_the_drafter_of_a_contract_does_not_release_it(officer, reviewer, hire, lease_case, lease_template):
    seat = hire("周审", "reviewer")
    draft(seat, drafting_of(seat, lease_case), ADDED)
    with seat.query() as session:
        review = signing.review_info(session, case_id=lease_case.id)
    assert not review.may_release and "never releases" in review.refusal


@pytest.mark.parametrize("code", [business.code for business in shipped_types()])
def test_the_contract_of_each_shipped_template_passes_the_review_with_a_complete_case(officer, reviewer, code):
    business = shipped_type(code)
    prepared = signing.prepare_shipped(business)
    again = signing.prepare_template(prepared.data, name="x.docx", business=business)
    assert again == replace(prepared, name="x.docx")
    in_use(officer, reviewer, prepared)
    with officer.operation(signing.OPEN_CASE) as session:
        types = {kind.business.code: kind for kind in signing.business_types(session)}
        amount = Money.yuan(54_000) if code == "lease" else Money.yuan(1_000_000)
        case = signing.open_case(
            session,
            type_id=types[code].id,
            parties=[
                PartyIn(business.roles[0], "李秀兰", id_number=corpus.LI, phone="13800138000"),
                PartyIn(business.roles[1], "赵志强", id_number=corpus.ZHAO, phone="13900139000"),
            ],
            amount=amount,
            instalments=[]
            if code == "lease"
            else [
                InstalmentIn(Money.yuan(300_000), date(2026, 12, 10)),
                InstalmentIn(Money.yuan(700_000), date(2027, 1, 20)),
            ],
            signing_date=date(2026, 11, 23),
        )
    drafting = drafting_of(officer, case)
    asked = {field.name for field in drafting.asked}
    added = {name: value for name, value in ADDED.items() if name in asked}
    added |= {"交付日期": date(2027, 3, 1)} if code != "lease" and "交付日期" in asked else {}
    version, review, prepared_draft = draft(officer, drafting, added)
    assert prepared_draft.missing == ()
    assert [(finding.check, finding.message) for finding in review.findings] == []
    with officer.query() as session:
        word = Document(io.BytesIO(signing.file_of(session, version_id=version.id)))
        files = attachments.list_of(session, ("signing_case", case.id))
    assert "{" not in "".join(paragraph.text for paragraph in word.paragraphs) and len(files) == 2


# a template whose words are fixed


@pytest.fixture
def fixed_case(officer, hire, lease_template):
    """A lease of a kind whose contracts keep the template's words, not drafted yet."""
    manager = hire("陈国华", "manager")
    with manager.operation(signing.SET_UP) as session:
        before = next(kind for kind in signing.business_types(session) if kind.business.code == "lease")
        kind = signing.lay_down(session, business=replace(LEASE, fixed_text=True), replaces=before.id)
    with officer.operation(signing.OPEN_CASE) as session:
        return signing.open_case(
            session,
            type_id=kind.id,
            parties=[PartyIn("甲方", "李秀兰", id_number=corpus.LI), PartyIn("乙方", "赵志强", id_number=corpus.ZHAO)],
            amount=Money.yuan(54_000),
            signing_date=date(2026, 11, 23),
        )


def changed(officer, case, version, old, new):
    """Somebody takes the drafted file, changes words in it, and brings it in again: what the check says."""
    with officer.query() as session:
        word = Document(io.BytesIO(signing.file_of(session, version_id=version.id)))
        brief = signing.case_brief(session, case_id=case.id)
    (paragraph,) = [each for each in word.paragraphs if old in each.text]
    paragraph.runs[0].text = paragraph.text.replace(old, new)
    written = io.BytesIO()
    word.save(written)
    prepared = signing.prepare_version(written.getvalue(), name="修改稿.docx", brief=brief)
    with officer.operation(signing.ADD_VERSION) as session:
        signing.add_version(session, case_id=case.id, prepared=prepared)
    return of_template(officer, case)


def of_template(seat, case):
    with seat.query() as session:
        review = signing.review_info(session, case_id=case.id)
    (check,) = [each for each in review.checks if each.check == "template_changed"]
    return check.looked_at, [
        (each.severity, each.message) for each in review.findings if each.check == "template_changed"
    ]


def test_words_changed_in_a_drafted_contract_are_found_and_block_its_release(officer, reviewer, fixed_case):
    version, review, _prepared = draft(officer, drafting_of(officer, fixed_case), ADDED)
    looked_at = "49 lines of the template, edition 1"
    assert of_template(officer, fixed_case) == (looked_at, [])
    said = "“七日” stands here; the template has “三日”."
    assert changed(officer, fixed_case, version, "后三日内", "后七日内") == (looked_at, [("error", said)])
    with officer.operation(signing.SUBMIT) as session:
        case = signing.case_info(session, case_id=fixed_case.id)
        review = signing.submit(session, case_id=fixed_case.id, version=case.row.version)
    with (
        pytest.raises(UserError, match=r"The template.s fixed text: 1 point"),
        reviewer.operation(signing.RELEASE) as session,
    ):
        signing.release(session, case_id=fixed_case.id, sha256=review.version.sha256)
    draft(officer, drafting_of(officer, fixed_case), ADDED)
    assert of_template(officer, fixed_case) == (looked_at, [])


def test_a_contract_is_held_against_the_edition_it_was_drafted_from_or_else_the_one_in_use(
    officer, reviewer, fixed_case
):
    version, _review, _prepared = draft(officer, drafting_of(officer, fixed_case), ADDED)
    lines = signing.prepare_shipped(LEASE).model.as_text().replace("三日内", "七日内")
    second = [line.split("] ", 1)[1] for line in lines.splitlines() if line.startswith("[") and "F1]" not in line]
    in_use(officer, reviewer, prepared_of(second))
    looked_at, found = changed(officer, fixed_case, version, "后三日内", "后七日内")
    assert "edition 1" in looked_at and len(found) == 1
    draft(officer, drafting_of(officer, fixed_case), ADDED)
    looked_at, found = of_template(officer, fixed_case)
    assert "edition 2" in looked_at and found == []


def test_a_contract_from_outside_is_held_against_the_template_in_use_only_where_words_are_fixed(
    officer, bring_in_text, lease_case, fixed_case
):
    bring_in_text(fixed_case, corpus.LEASE)
    looked_at, found = of_template(officer, fixed_case)
    assert "edition 1" in looked_at and "This is another text" in found[0][1] and len(found) == 1
    bring_in_text(lease_case, corpus.LEASE)
    assert of_template(officer, lease_case) == ("contracts of this kind need not keep to a template", [])


def test_where_no_template_is_approved_there_is_nothing_to_hold_a_contract_against(
    officer, bring_in_text, fixed_case, lease_template
):
    with officer.operation(signing.RETIRE_TEMPLATE, reason="停用") as session:
        signing.retire_template(session, template_id=lease_template.id, version=lease_template.version, reason="停用")
    bring_in_text(fixed_case, corpus.LEASE)
    assert of_template(officer, fixed_case) == ("no approved template to hold it against", [])


def test_an_edition_whose_text_was_not_kept_is_read_from_its_file(officer, bring_in_text, fixed_case, lease_template):
    with officer.operation(TAMPER) as session:
        owner = ("contract_template", lease_template.id)
        session.get(Attachment, attachments.list_of(session, owner)[1].id).owner_id = 0
    bring_in_text(fixed_case, corpus.LEASE)
    assert "49 lines" in of_template(officer, fixed_case)[0]


def test_what_only_drafting_needs_is_not_loaded_at_the_start():
    code = "import sys, signdesk.app.domains; print(sorted({'jinja2', 'docxtpl', 'docx', 'lxml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "[]"
