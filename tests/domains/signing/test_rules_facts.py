# ruff: noqa: E501  contracts are written as people write them, a habit to a line
"""A case's file, the business types, and the clauses to be explained."""

from __future__ import annotations

import pytest

from signdesk.core.errors import UserError
from signdesk.core.money import Money
from signdesk.core.text import Place, TextModel
from signdesk.domains.signing.rules.business import Clause, from_content, shipped_type, shipped_types
from signdesk.domains.signing.rules.facts import CaseFacts, read_facts
from signdesk.domains.signing.rules.matrix import clauses_to_explain
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import normal
from tests.domains.signing import corpus
from tests.domains.signing.corpus import model_of

# facts


def test_case_files_are_read_whole():
    facts = read_facts(
        '{"contract_no": 17, "business_type": "房屋租赁", "parties": [{"role": "甲方", "name": " 张三 "}], "amount": "1280000.00",'
        ' "instalments": [{"due": "2026-11-30", "amount": 384000}], "signing_date": "2026-11-23", "attachments": ["图"], "copies": 4}'
    )
    assert facts.contract_no == "17" and facts.parties[0].name == "张三" and facts.amount == Money.yuan(1_280_000)
    assert facts.instalments[0].amount == Money.yuan(384_000) and facts.copies == 4 and facts.attachments == ("图",)
    assert read_facts("{}") == CaseFacts() == read_facts('{"amount": "", "signing_date": null, "parties": null}')


@pytest.mark.parametrize(
    "wrong",
    [
        "no json",
        "[]",
        '{"price": 1}',
        '{"copies": 0}',
        '{"copies": true}',
        '{"attachments": [1]}',
        '{"parties": 1}',
        '{"parties": ["x"]}',
        '{"parties": [{"rolle": "x"}]}',
        '{"contract_no": []}',
        '{"amount": "1,2"}',
        '{"amount": true}',
        '{"signing_date": "2026-02-30"}',
        '{"instalments": [1]}',
        '{"instalments": [{"due": "2026-01-01"}]}',
    ],
)
def test_wrong_case_files_are_refused_by_field(wrong):
    with pytest.raises(UserError):
        read_facts(wrong)


# business types and the seal matrix


def test_the_shipped_business_types_are_complete_and_survive_storing():
    import json

    types = shipped_types()
    assert [each.name for each in types] == ["商品房买卖", "存量房买卖", "房屋租赁", "委托服务"]
    for each in types:
        assert from_content(json.loads(each.to_json())) == each
        assert each.papers and each.manual_items and any(clause.key for clause in each.clauses)
    assert shipped_type("lease").name == "房屋租赁"
    with pytest.raises(UserError, match="房屋租赁"):
        shipped_type("借款")


def test_the_clauses_to_explain_are_the_main_ones_of_the_text():
    keys = (Clause("价款", ("价款",), True), Clause("其他", ("其他",)))
    model = model_of("封面合同\n第一条 价款\n1、子\n第二条 其他\n附件一\n第一条 附")
    assert [(each.label, each.key) for each in clauses_to_explain(model, keys)] == [("第一条", True), ("第二条", False)]
    (whole,) = clauses_to_explain(model_of("没有编号的一段话，就这样。"), keys)
    assert whole.key and whole.label == ""
    later = model_of("第一条 独\n租赁合同\n一、价款\n二、其他\n三、再")
    assert [each.label for each in clauses_to_explain(later, keys)] == ["一、", "二、", "三、"]
    assert clauses_to_explain(TextModel("txt", ()), keys)[0].title == ""


def test_a_place_knows_its_clause_but_not_in_the_signature_block():
    contract = Contract(model_of(corpus.SALE))
    lines = corpus.SALE.split("\n")
    at = next(n for n, line in enumerate(lines, 1) if "总价款" in line)
    signed = next(n for n, line in enumerate(lines, 1) if line.startswith("出卖人（盖章）"))
    assert contract.clause_at(Place(at, 3, 4)) == "第三条" and contract.clause_at(Place(1, 0, 1)) == ""
    assert contract.clause_at(Place(signed, 0, 1)) == ""
    assert normal("（１２３）　％") == "(123) %"
