"""What a template may ask for, and with what its fields are filled."""

from __future__ import annotations

from datetime import date

import pytest

from signdesk.core.errors import UserError
from signdesk.core.money import Money
from signdesk.domains.signing.rules import drafting
from signdesk.domains.signing.rules.business import shipped_type, shipped_types
from signdesk.domains.signing.rules.drafting import CaseSource, chinese_number
from signdesk.domains.signing.rules.facts import CaseFacts, InstalmentFacts, PartyFacts
from signdesk.domains.signing.rules.templates import fields as template_fields
from signdesk.domains.signing.rules.templates.fields import TemplateField
from signdesk.domains.signing.rules.templates.reading import read_fields

LEASE = shipped_type("lease")
CASE = CaseSource(
    CaseFacts(
        business_type="房屋租赁",
        parties=(
            PartyFacts("甲方", "李秀兰", "resident_id", "320106198503126422", "13800138000"),
            PartyFacts("乙方", "赵志强", "passport"),
        ),
        amount=Money.yuan(54_000),
        instalments=(InstalmentFacts(Money.yuan(54_000), date(2026, 12, 1)),),
        signing_date=date(2026, 11, 23),
        attachments=("房屋交割清单",),
        copies=3,
    ),
    number="HT-2026-0001",
    agents=("孙丽", ""),
)


def fields(*lines):
    return read_fields(["\n".join(lines)], LEASE)


def written(*lines, added=None):
    return drafting.values(fields(*lines), CASE, LEASE, added or {})


# what a template asks for


def test_fields_are_known_by_the_case_or_asked_of_the_drafter_and_a_filter_says_their_kind():
    found = fields(
        "{{ 甲方.名称 }}{{ 月租金 }}", "{{ 月租金|大写 }}{{ 起租日期|日期 }}{{ 租赁月数|中文数字 }}{{ 房屋坐落 }}"
    )
    assert found == (
        TemplateField("甲方.名称", "text", True, False),
        TemplateField("月租金", "money", False, False),
        TemplateField("起租日期", "date", False, False),
        TemplateField("租赁月数", "number", False, False),
        TemplateField("房屋坐落", "text", False, False),
    )
    assert template_fields.from_json(template_fields.to_json(found)) == found


def test_the_amount_also_goes_by_the_name_the_business_gives_it():
    assert fields("{{ 租金总额|金额 }}")[0].of_case
    assert written("{{ 租金总额|金额 }}{{ 金额 }}")["租金总额"] == written("{{ 金额 }}")["金额"]


@pytest.mark.parametrize(
    ("text", "optional"),
    [
        ("{% if 甲方.代理人 %}{{ 甲方.代理人 }}{% endif %}", True),
        ("{% if 甲方.代理人 %}{{ 甲方.代理人 }}{% endif %}{{ 甲方.代理人 }}", False),
        ("{% if not 甲方.代理人 %}亲自{% else %}{{ 甲方.代理人 }}{% endif %}", False),
        ("{% if 押金 and 甲方.代理人 %}{{ 甲方.代理人 }}{% endif %}", True),
        ("{% if 押金 or 甲方.代理人 %}{{ 甲方.代理人 }}{% endif %}", False),
        ("{% if 押金 %}有{% elif 甲方.代理人 %}{{ 甲方.代理人 }}{% endif %}", True),
        (
            "{% if 付款 %}{% for 期 in 付款 %}{% if 期.日期 %}{{ 期.日期|日期 }}{% endif %}{% endfor %}{% endif %}",
            True,
        ),
        ("{% for 期 in 付款 %}{{ 期.金额|大写 }}{% endfor %}", False),
    ],
)  # fmt: skip
def test_a_field_is_optional_where_an_if_has_found_it_filled(text, optional):
    found = {field.name: field.optional for field in fields(text)}
    assert found["付款" if "付款" in text else "甲方.代理人"] is optional


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ ''.__class__.__mro__ }}", "only the names of fields"),
        ("{{ 甲方.__class__ }}", "has no __class__"),
        ("{{ 甲方['名称'] }}", "only the names of fields"),
        ("{{ range(3) }}", "only the names of fields"),
        ("{{ 月租金 * 12 }}", "only the names of fields"),
        ("{{ 月租金|upper }}", "no filter “upper”"),
        ("{{ 月租金|金额(2) }}", "nothing in brackets"),
        ("{{ 份数|日期 }}", "cannot be written this way"),
        ("{{ 月租金|金额 }}{{ 月租金|日期 }}", "cannot be written this way"),
        ("{{ 甲方 }}", "say what of 甲方"),
        ("{{ 卖方.名称 }}", "no party of this business type"),
        ("{{ 甲方.姓名 }}", "has no 姓名"),
        ("{{ 付款 }}", "go through it by “for”"),
        ("{{ 月租金", "not written as it must be"),
        ("{{ 房屋面积（平方米） }}", "not written as it must be"),
        ("{{ " + "(" * 5000 + "1 }}", "brackets are too many"),
        ("{% if 电话 %}" * 11 + "{{ 电话 }}" + "{% endif %}" * 11, "more than 10 passages"),
        ("{% macro 甲() %}{% endmacro %}", "only fields, “if” and “for”"),
        ("{% set 甲 = 1 %}", "only fields, “if” and “for”"),
        ("{% include 'x' %}", "only fields, “if” and “for”"),
        ("{% for 甲 in 乙 %}{% endfor %}", "“for” goes through"),
        ("{% for 期 in 付款 if 期 %}{% endfor %}", "“for” goes through"),
        ("{% for 期 in 付款 %}{% for 件 in 附件清单 %}{% endfor %}{% endfor %}", "“for” goes through"),
        ("{% for 甲方 in 付款 %}{% endfor %}", "already the name of something else"),
        ("{% for 期 in 付款 %}{{ 期.利息 }}{% endfor %}", "has no 利息"),
        ("{% for 期 in 付款 %}{{ 期.金额|日期 }}{% endfor %}", "cannot be written this way"),
        ("{% for 期 in 付款 %}{{ 期 }}{% endfor %}", "only the names of fields"),
        ("".join(f"{{{{ 项{number} }}}}" for number in range(201)), "more than 200 fields"),
        ("没有占位符", "no placeholder"),
    ],
)
def test_everything_else_of_the_template_language_is_refused_in_words(text, words):
    with pytest.raises(UserError) as caught:
        fields("第一行 <w:t>文字</w:t>", text)
    assert words in caught.value.message and "<w:t>" not in caught.value.message


# what they are filled with


def test_values_are_written_as_contracts_write_them():
    found = written(
        "{{ 合同编号 }}{{ 甲方.证件名称 }}{{ 甲方.证件号码 }}{{ 甲方.代理人 }}{{ 乙方.证件名称 }}{{ 金额 }}",
        "{{ 签约日期 }}{{ 份数 }}",
        "{% for 期 in 付款 %}{% endfor %}{% for 件 in 附件清单 %}{% endfor %}{{ 月租金|金额 }}{{ 说明 }}",
        added={"月租金": Money.yuan(4_500), "说明": "第一行\n第二行"},
    )
    assert found["合同编号"] == {"": "HT-2026-0001"}
    assert found["甲方"] == {
        "证件名称": {"": "身份证号"}, "证件号码": {"": "320106198503126422"}, "代理人": {"": "孙丽"},
    }  # fmt: skip
    assert found["乙方"] == {"证件名称": {"": "护照号"}}
    assert found["金额"] == {"": "54,000.00", "金额": "54,000.00", "大写": "人民币伍万肆仟元整"}
    assert found["签约日期"] == {"": "2026年11月23日", "日期": "2026年11月23日"}
    assert found["份数"] == {"": "3", "中文数字": "三"}
    assert found["付款"][0]["日期"] == {"": "2026年12月1日", "日期": "2026年12月1日"}
    assert found["附件清单"] == [{"序号": {"": "1", "中文数字": "一"}, "名称": {"": "房屋交割清单"}}]
    assert found["月租金"]["大写"] == "人民币肆仟伍佰元整"
    assert found["说明"] == {"": "第一行 第二行"}


def test_a_contracts_own_number_goes_before_the_cases():
    source = CaseSource(CaseFacts(contract_no="租2026-7"), "HT-2026-0001")
    assert drafting.case_values(source, LEASE)["合同编号"] == "租2026-7"


def test_several_parties_in_one_role_stand_one_after_the_other():
    facts = CaseFacts(
        parties=(PartyFacts("乙方", "赵志强", "resident_id", "1"), PartyFacts("乙方", "王芳", "passport"))
    )
    found = drafting.case_values(CaseSource(facts, "HT-1", ("", "孙丽")), LEASE)
    assert (found["乙方.名称"], found["乙方.证件名称"], found["乙方.代理人"]) == ("赵志强、王芳", "证件号码", "孙丽")


def test_what_the_case_does_not_have_is_asked_or_must_be_put_into_the_case():
    bare = CaseSource(CaseFacts(parties=(PartyFacts("甲方", "李秀兰"),)), "HT-1")
    found = fields(
        "{{ 甲方.电话 }}{{ 乙方.名称 }}{{ 金额|大写 }}{% for 期 in 付款 %}{% endfor %}{{ 房屋坐落 }}{{ 甲方.名称 }}",
        "{% if 特别约定 %}{{ 特别约定 }}{% endif %}",
    )
    asked = {need.field.name: need.ask for need in drafting.needs(found, bare, LEASE)}
    assert asked == {
        "甲方.电话": "drafter", "乙方.名称": "case", "金额": "case", "付款": "case", "房屋坐落": "drafter",
        "特别约定": "drafter",
    }  # fmt: skip
    gaps = drafting.missing(found, bare, LEASE, {"甲方.电话": "13800138000"})
    assert gaps == ("乙方.名称", "金额", "付款", "房屋坐落")
    values = drafting.values(found, bare, LEASE, {"甲方.电话": "13800138000"})
    assert values["金额"] is None and values["付款"] == [] and values["甲方"]["电话"] == {"": "13800138000"}


def test_a_case_is_never_overruled_by_what_is_added():
    assert written("{{ 甲方.名称 }}", added={"甲方.名称": "别人"})["甲方"] == {"名称": {"": "李秀兰"}}


def test_an_example_fills_every_field_or_none():
    found = fields("{{ 甲方.名称 }}{% for 期 in 付款 %}{{ 期.金额 }}{% endfor %}{{ 份数 }}")
    assert drafting.example(found)["付款"][0]["金额"]["大写"] == "人民币壹万元整"
    assert drafting.example(found, gaps=True) == {"付款": [], "份数": None, "甲方": {"名称": None}}


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "零"), (3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"),
     (1010, "一千零一十"), (9999, "九千九百九十九"), (10000, "10000"), (-1, "-1")],
)  # fmt: skip
def test_whole_numbers_are_written_in_words(number, words):
    assert chinese_number(number) == words


def test_a_business_without_a_name_for_its_amount_has_no_further_field():
    from dataclasses import replace

    assert "" not in template_fields.vocabulary(replace(LEASE, amount_label=""))
    assert len(shipped_types()) == 4
