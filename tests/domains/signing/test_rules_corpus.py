"""The checks on whole contracts: everything planted is found where it stands, and clean contracts stay clean."""

import sys

import pytest

from signdesk.domains.signing.rules.checks.catalogue import CHECKS, check_by_id
from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Brief
from signdesk.io.importing.child import read_document
from tests.domains.signing import corpus
from tests.io import contract_files as files


def findings(model, facts):
    return [finding for result in run_checks(model, Brief(facts), CHECKS) for finding in result.findings]


def line_of(text, old, new, at):
    """Number of the line where the planted words stand."""
    changed = text.replace(old, new, 1)
    start = text.index(old)
    position = changed.find(at, start) if at else start
    return changed, changed[: max(position, start)].count("\n") + 1


@pytest.mark.parametrize("fault", corpus.FAULTS, ids=lambda f: f"{f.check}: {f.contract}, {f.new[:16] or 'nothing'}")
def test_every_planted_fault_is_found_where_it_stands(fault):
    text, facts = corpus.CLEAN[fault.contract]
    assert fault.old in text
    changed, line = line_of(text, fault.old, fault.new, fault.at)
    model = corpus.model_of(changed)
    hits = [finding for finding in findings(model, facts) if finding.check == fault.check]
    places = [place for finding in hits for place in (finding.place, *finding.others) if place]
    assert line in {place.block for place in places}, [finding.message for finding in hits]
    if fault.at:
        assert any(fault.at.strip()[:2] in model.excerpt(place) for place in places)


@pytest.mark.parametrize("name", corpus.CLEAN)
@pytest.mark.parametrize("with_case", [True, False])
def test_a_clean_contract_stays_clean(name, with_case):
    text, facts = corpus.CLEAN[name]
    assert findings(corpus.model_of(text), facts if with_case else CaseFacts()) == []


@pytest.mark.parametrize("name", corpus.CLEAN)
@pytest.mark.parametrize("kind", ["docx", "pdf", "gb18030", "utf-16"])
def test_a_clean_contract_stays_clean_in_every_kind_of_file(name, kind):
    text, facts = corpus.CLEAN[name]
    if kind == "docx":
        data = files.word_file(*text.split("\n"))
    elif kind == "pdf":
        lines = text.split("\n")
        half = len(lines) // 2
        data = files.pdf_file("\n".join(lines[:half]), "\n".join(lines[half:]), width=37)
    else:
        data = text.encode(kind)
    assert [(f.check, f.message) for f in findings(read_document(data), facts)] == []


def test_every_check_says_why_it_matters_and_what_it_looked_at():
    text, facts = corpus.CLEAN["sale"]
    results = run_checks(corpus.model_of(text), Brief(facts), CHECKS)
    assert [result.check for result in results] == [check.id for check in CHECKS]
    assert all(
        result.looked_at and check_by_id(result.check).why and check_by_id(result.check).title for result in results
    )
    assert {result.state for result in results} == {"passed", "skipped"}
    assert check_by_id("gone") is None


def test_recall_and_false_alarms_in_figures(record_property, capsys):
    found = 0
    for fault in corpus.FAULTS:
        text, facts = corpus.CLEAN[fault.contract]
        changed, _line = line_of(text, fault.old, fault.new, fault.at)
        found += any(finding.check == fault.check for finding in findings(corpus.model_of(changed), facts))
    alarms = sum(len(findings(corpus.model_of(text), facts)) for text, facts in corpus.CLEAN.values())
    with capsys.disabled():
        sys.stdout.write(
            f"\nplanted faults found: {found} of {len(corpus.FAULTS)}; alarms on clean contracts: {alarms}\n"
        )
    assert found == len(corpus.FAULTS) and alarms == 0
