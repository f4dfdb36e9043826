"""Contracts of two or three clauses: who the parties are, and what is told of the clauses that rule one thing."""

from __future__ import annotations

from signdesk.core.text import TextModel
from signdesk.domains.signing.rules.checks.contradiction import Contradiction
from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Brief
from tests.domains.signing.corpus import model_of

HEADS = {
    "lease": "房屋租赁合同\n甲方（出租方）：何大伟\n乙方（承租方）：罗小燕\n",
    "shop": "商铺租赁合同\n出租方（甲方）：何大伟\n承租方（乙方）：罗小燕\n",
    "sublease": "房屋转租合同\n转租方（甲方）：何大伟\n承租方（乙方）：罗小燕\n",
    "sale": "房屋买卖合同\n出卖人（甲方）：何大伟\n买受人（乙方）：罗小燕\n",
    "service": "咨询服务合同\n委托方（甲方）：何大伟\n受托方（乙方）：罗小燕\n",
}


def findings(text, facts=None):
    (result,) = run_checks(
        text if isinstance(text, TextModel) else model_of(text), Brief(facts or CaseFacts()), [Contradiction()]
    )
    return result.findings


def told(kind, text):
    """Severity and the two places of every finding, the later one first."""
    model = model_of(HEADS[kind] + text)
    return [
        (finding.severity, *(model.excerpt(place) for place in (finding.place, *finding.others)))
        for finding in findings(model)
    ]
