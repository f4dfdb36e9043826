"""Reading a contract of a hundred pages and holding all checks against it, both in this process; against opening the
same file with python-docx and joining the text of its paragraphs."""

import io
import random

import docx

from signdesk.domains.signing.rules.checks.catalogue import CHECKS
from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.standards import Brief
from signdesk.io.importing.child import read_document
from tests.bench.measure import Figure, in_turns, seconds
from tests.domains.signing import corpus

ROUNDS = 7
PAGES = 100
_CHARACTERS_A_PAGE = 700
_HEADINGS = ("费用承担", "维修责任", "交付与返还", "通知与送达", "违约责任", "不可抗力", "其他约定")
_DIGITS = "零一二三四五六七八九"
_CLAUSES = (
    "双方应当本着诚实信用的原则履行本合同约定的各项义务，未经对方书面同意，任何一方不得将本合同项下的权利义务转让给第三方。",
    "出租人应当于2027年6月{day}日前将房屋交付承租人，并对房屋及其附属设施进行必要的维修养护，费用由出租人承担。",
    "承租人逾期支付本条款项的，每逾期一日，应当按照逾期金额的万分之五向出租人支付违约金，逾期超过15日的，出租人有权解除合同。",
    "（{item}）本项费用为人民币{amount}元，由承租人于每季度首月5日前支付，出租人收款后应当在三个工作日内开具收据。",
    "因不可抗力致使本合同不能履行的，双方互不承担违约责任，受影响的一方应当在事件发生后10日内以书面形式通知对方并提供证明。",
    "设施清单、房屋交割单作为本合同的组成部分，与本合同具有同等的法律效力；未尽事宜，双方另行签订补充协议约定。",
)


def numeral(number: int) -> str:
    """A whole number below a thousand as articles are counted: 一百二十三."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += f"{_DIGITS[tens] if tens > 1 or hundreds else ''}十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones else "")


def long_contract(pages: int) -> list[str]:
    """The paragraphs of an invented contract of so many pages, free of faults, the same ones each time."""
    chance = random.Random(1)
    lines, articles = corpus.SALE.splitlines(), 0
    head = next(place for place, line in enumerate(lines) if "第一条" in line)
    body: list[str] = []
    while sum(map(len, body)) < pages * _CHARACTERS_A_PAGE:
        articles += 1
        body.append(f"第{numeral(articles)}条 {chance.choice(_HEADINGS)}")
        items = 0
        for _ in range(8):
            clause = chance.choice(_CLAUSES)
            items += "{item}" in clause
            body.append(
                clause.format(
                    day=chance.randint(1, 30), item=numeral(items), amount=f"{chance.randint(100, 99_999):,}.00"
                )
            )
    return [*lines[:head], *body]


def figures() -> list[Figure]:
    """The ratio of reading and checking to opening and joining."""
    written = docx.Document()
    for line in long_contract(PAGES):
        written.add_paragraph(line)
    target = io.BytesIO()
    written.save(target)
    data = target.getvalue()
    brief = Brief(corpus.SALE_FACTS)

    def bare() -> str:
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)

    model = read_document(data)
    medians = in_turns(
        {
            "bare": lambda: seconds(bare),
            "read": lambda: seconds(lambda: read_document(data)),
            "check": lambda: seconds(lambda: run_checks(model, brief, CHECKS)),
        },
        rounds=ROUNDS,
    )
    against = "python-docx, paragraphs joined"
    return [
        Figure(f"contract read, {PAGES} pages", against, medians["read"], medians["bare"], 1.5),
        Figure(f"read and all checks, {PAGES} pages", against, medians["read"] + medians["check"], medians["bare"], 3),
    ]
