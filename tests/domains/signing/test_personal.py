"""Identity numbers, phones and accounts in a contract's text: masked for eyes, in place, and nothing else touched."""

from __future__ import annotations

import pytest

from signdesk.core.errors import PermissionRefused, UserError
from signdesk.core.text import Block, Note, TextModel
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.rules.personal import (
    masked,
    masked_beside,
    masked_like,
    masked_model,
    masked_words,
)
from tests.domains.signing import corpus


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"身份证号：{corpus.LI}。", f"身份证号：{corpus.LI[:3]}***********{corpus.LI[-4:]}。"),
        ("身份证号:3201 0519 8003 1245 69", "身份证号:320* **** **** **45 69"),
        ("身份证件号码：32010519800312456", "身份证件号码：320**********2456"),
        ("320105 19800312 4569", "320*** ******** 4569"),
        ("110105830214123", "110********4123"),
        ("联系电话：13905170093", "联系电话：139****0093"),
        ("手机 139-0517-0093", "手机 139-****-0093"),
        ("电话：010-62345678", "电话：010-****5678"),
        ("(025)83456789", "(025)****6789"),
        ("+86 13905170093", "+86 1******0093"),
        ("账号：6222 0210 0111 2345 678", "账号：**** **** **** ***5 678"),
        ("账户：12345678901", "账户：*******8901"),
        ("转入 6222021001112345678 即可", "转入 ***************5678 即可"),
        ("卡号\n62220210", "卡号\n****0210"),
        ("护照号码：G12345678", "护照号码：G1*****78"),
        ("身份证号码\n320105198003124569", "身份证号码\n320***********4569"),
        ("甲方320105198\n003124569乙方", "甲方320******\n*****4569乙方"),
        ("１３９０５１７００９３", "１３９****００９３"),
    ],
)  # fmt: skip
def test_personal_numbers_are_masked_in_place(text, shown):
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "总价款为人民币1,280,000.00元（大写：壹佰贰拾捌万元整）",
        "2026-11-29至2027-11-28，共365天",
        "统一社会信用代码：91320105MA1XYZ123K",
        "证件号码：（见营业执照）",
        "建筑面积120.55平方米，单价28000元/平方米",
        "合同编号：HT-2026-0418",
        "1280000\n1280000\n1280000",
        "账户名称：某某公司",
        "电话：另行通知",
        "第12345678号不动产权证",
    ],
)
def test_amounts_dates_codes_and_words_stay_as_they_are(text):
    assert masked(text) == text


def test_a_companys_code_is_public_even_if_it_is_all_figures():
    from signdesk.core.identity import check_uscc

    body = "9132010500000123"
    code = next(
        body + tail for tail in (f"{n:02}" for n in range(100)) if _valid(check_uscc, body + tail)
    )  # fmt: skip
    assert masked(f"代码：{code}") == f"代码：{code}"
    assert masked(f"证件号码：{code}") == f"证件号码：{code}"


def _valid(check, number):
    try:
        check(number)
    except UserError:
        return False
    return True


def test_words_without_their_label_hide_any_long_figure_but_an_amount():
    assert masked_words("12345678901") == "*******8901"
    assert masked_words("G12345678") == "*****5678"
    assert masked_words("12800000元") == "12800000元" and masked_words("12800000.00") == "12800000.00"


def test_a_contradiction_of_two_numbers_stays_visible_through_the_mask():
    right, wrong = "320105198003124569", "320105198008124569"
    case = masked_beside(right, wrong)
    assert case == "320********3**4569"
    assert masked_like(wrong, case) == "320********8**4569"
    assert masked_beside(right, "110101199003078515") == "320***********4569"
    assert masked_beside(right, wrong[:-1]) == "320***********4569"
    assert masked_like(wrong[:-1], case) == "320**********2456"[:17]


def test_a_document_is_masked_block_by_block_and_no_place_moves():
    model = TextModel(
        "docx",
        (
            Block(1, "cell", "证件号码", "T1R1C1"),
            Block(2, "cell", corpus.LI, "T1R1C2"),
            Block(3, "paragraph", "以上。", "P1"),
        ),
        notes=(Note("comment", 1, 0, 0, "打13905170093问"),),
    )
    hidden = masked_model(model)
    assert [len(block.text) for block in hidden.blocks] == [4, 18, 3]
    assert hidden.block(2).text.count("*") == 11 and hidden.block(3).text == "以上。"
    assert hidden.notes[0].text == "打139****0093问"


# on the way through the review

SHOWN = corpus.LEASE.replace(corpus.ZHAO, corpus.ZHAO[:12] + str((int(corpus.ZHAO[12]) + 1) % 10) + corpus.ZHAO[13:])


def test_what_the_review_shows_is_masked_and_the_text_in_full_asks_for_a_reason_that_is_recorded(
    lease_case, bring_in, officer, reviewer, hire
):
    version = bring_in(lease_case, SHOWN)
    with reviewer.query() as session:
        shown = signing.shown_text(session, version_id=version.id)
        info = signing.review_info(session, case_id=lease_case.id)
    number = next(each for each in info.findings if each.check == "party_number")
    words = "".join(block.text for block in shown.blocks) + "".join(
        f"{each.message}{each.excerpt}{each.sides}" for each in info.findings
    )
    for secret in (corpus.LI, corpus.ZHAO, corpus.ZHAO[6:14]):
        assert secret not in words
    assert "*" in number.excerpt and number.sides[0][1][12] != number.sides[1][1][12]
    with pytest.raises(UserError, match="Say why"), reviewer.operation(signing.REVEAL) as session:
        signing.reveal_text(session, version_id=version.id, reason=" ")
    archivist = hire("周档", "archivist")
    with pytest.raises(PermissionRefused), archivist.operation(signing.REVEAL) as session:
        signing.reveal_text(session, version_id=version.id, reason="想看")
    with reviewer.operation(signing.REVEAL, reason="核对证件") as session:
        revealed = signing.reveal_text(session, version_id=version.id, reason="核对证件")
    assert corpus.LI in "".join(block.text for block in revealed.model.blocks)
    assert any("*" not in each.excerpt for each in revealed.findings if each.check == "party_number")
