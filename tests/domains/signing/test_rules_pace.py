"""The time a review takes grows with the length of the contract and not with its square, whatever the text: a paragraph
without end is what a file looks like whose line breaks were lost."""

import time

import pytest

from signdesk.domains.signing.rules.checks.catalogue import CHECKS
from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.standards import Brief
from tests.bench.review import long_contract
from tests.domains.signing import corpus

HEAD = "\n".join(corpus.SALE.splitlines()[:12])
BRIEF = Brief(corpus.SALE_FACTS)
CHARACTERS = 5000


def seconds(text):
    """Of this process alone, the better of two runs."""
    taken = []
    for _ in range(2):
        model = corpus.model_of(text)
        started = time.process_time()
        run_checks(model, BRIEF, CHECKS)
        taken.append(time.process_time() - started)
    return min(taken)


PARAGRAPHS = {
    "sentences without end": corpus.SALE.replace("\n", "").replace("。", "，").replace("；", "，"),
    "articles": "第一条",
    "references": "第二条第三款",
    "gaps": "  ，",
    "boxes": "□甲  ☑乙",
    "accounts": "账号：6222020200001234567，",
    "holders of accounts": "户名：北京某某有限公司，",
    "totals": "总价款1,280,000元，",
    "parts of a whole": "其中甲1元，乙2元，",
    "terms": "自2026年1月1日起至2027年1月1日止，共1年，",
    "brackets": "（》",
    "terms for one side": "甲方有权停水停电，押金并违约金不退，乙方剩余租金，视为",
}


@pytest.mark.parametrize("words", PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_a_paragraph_four_times_as_long_takes_about_four_times_as_long(words):
    def paragraph(length):
        return f"{HEAD}\n{(words * (length // len(words) + 1))[:length]}"

    seconds(paragraph(100))
    assert seconds(paragraph(4 * CHARACTERS)) < 9 * seconds(paragraph(CHARACTERS))


def test_a_contract_of_many_pages_takes_as_many_times_as_long():
    def contract(pages):
        return "\n".join(f"{line}，见第{1 + at % 90}条。" for at, line in enumerate(long_contract(pages)))

    seconds(contract(1))
    assert seconds(contract(40)) < 7 * seconds(contract(10))
