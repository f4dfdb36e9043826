"""The checks on whole contracts of many kinds, habits and file formats, written for the project by somebody who did not
write the checks: what is planted is found where it stands, and a contract in order gives no errors and few warnings."""

import re
import sys
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from signdesk.domains.signing.rules.checks.catalogue import CHECKS
from tests.domains.signing.contracts import judged
from tests.domains.signing.contracts.written import contracts

pytestmark = pytest.mark.xdist_group("contracts")  # all of them look at the same verdicts, given once

RECALL = 0.98
WARNINGS_A_CONTRACT = 2
OF_SCANS = frozenset(("scan_reading",))
"""Checks of what a recogniser read: contracts that are written down have nothing for them."""


@cache
def verdicts():
    return tuple(judged.judge(contract, fault) for contract in contracts() for fault in contract.faults)


@cache
def alarms():
    return {contract.name: judged.alarms(contract) for contract in contracts()}


def test_every_check_and_every_fault_belong_together():
    planted = {fault.check for contract in contracts() for fault in contract.faults}
    assert planted == {check.id for check in CHECKS} - OF_SCANS


def test_what_is_planted_in_whole_contracts_is_found_where_it_stands():
    judgements = [verdict for verdict in verdicts() if not verdict.fault.missed_so_far]
    missed = [f"{v.contract.name}: {v.fault} (said: {v.said})" for v in judgements if not v.found]
    assert len(missed) <= (1 - RECALL) * len(judgements), "\n".join(missed)


def test_what_is_known_to_be_missed_is_struck_out_once_it_is_found():
    assert [f"{v.contract.name}: {v.fault}" for v in verdicts() if v.found and v.fault.missed_so_far] == []


@pytest.mark.parametrize("contract", contracts(), ids=lambda contract: contract.name)
def test_a_contract_in_order_gives_no_error_but_the_known_ones_and_few_warnings(contract):
    found = alarms()[contract.name]
    assert Counter(check for severity, check, _said in found if severity == "error") == contract.false_alarms, found
    assert sum(alarm[0] == "warning" for alarm in found) <= WARNINGS_A_CONTRACT, found


PLAIN = [contract for contract in contracts() if not re.search("^[|#]", contract.text, re.MULTILINE)]
"""Contracts without tables and automatic numbers: the same words in every kind of file."""


@pytest.mark.parametrize("form", ["docx", "pdf", "utf-8"])
@pytest.mark.parametrize("contract", PLAIN, ids=lambda contract: contract.name)
def test_a_contract_in_order_gives_no_error_in_whichever_kind_of_file_it_comes(contract, form):
    found = judged.alarms(replace(contract, layout=replace(contract.layout, form=form)))
    assert [alarm for alarm in found if alarm[0] == "error"] == []


def test_the_figures_in_one_table(capsys):
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(_table()) + "\n")
    assert verdicts() and alarms()


def _table():
    planted, found, alarmed = Counter(), Counter(), Counter()
    for verdict in verdicts():
        planted[verdict.fault.check] += 1
        found[verdict.fault.check] += verdict.found
    for of_contract in alarms().values():
        alarmed.update((check, severity) for severity, check, _said in of_contract)
    yield f"{'check':22}{'planted':>9}{'found':>7}{'recall':>9}   false errors / warnings"
    for check in sorted(planted):
        share = 100 * found[check] / planted[check]
        yield (
            f"{check:22}{planted[check]:9}{found[check]:7}{share:8.1f}%"
            f"   {alarmed[check, 'error']} / {alarmed[check, 'warning']}"
        )
    hits = sum(verdict.found for verdict in verdicts())
    severities = Counter(severity for of_contract in alarms().values() for severity, _check, _said in of_contract)
    share = 100 * hits / len(verdicts())
    yield (
        f"{len(contracts())} contracts, {hits} of {len(verdicts())} faults found ({share:.1f}%), "
        f"on clean ones {severities['error']} errors, {severities['warning']} warnings"
    )
