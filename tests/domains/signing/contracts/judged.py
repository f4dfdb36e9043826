"""Judges a review of a written contract: whether a planted fault was found where it stands, and what was found in a
contract that has none."""

from __future__ import annotations

from dataclasses import dataclass

from signdesk.core.text import Block, TextModel
from signdesk.domains.signing.rules.checks.catalogue import CHECKS
from signdesk.domains.signing.rules.checks.engine import Check, Finding, run_checks
from signdesk.domains.signing.rules.standards import Brief
from tests.domains.signing.contracts import rendered
from tests.domains.signing.contracts.written import Fault, Written

_CHECK_BY_ID: dict[str, Check] = {check.id: check for check in CHECKS}


@dataclass(frozen=True)
class Verdict:
    """What the check said about a contract with a fault in it."""

    contract: Written
    fault: Fault
    found: bool
    said: tuple[str, ...]


def judge(contract: Written, fault: Fault) -> Verdict:
    """Plant the fault, make the file, read it, run the check."""
    check = _CHECK_BY_ID.get(fault.check)
    if check is None:
        return Verdict(contract, fault, False, ())
    model = rendered.model(contract.with_fault(fault), contract.layout)
    findings = _findings(model, contract.brief(), [check])
    lines = contract.lines_of(fault)
    blocks = {block for line in lines for block in _blocks(model, line)}
    found = any(
        not lines or {place.block for place in (finding.place, *finding.others) if place} & blocks
        for finding in findings
    )
    return Verdict(contract, fault, found, tuple(said(model, finding) for finding in findings))


def alarms(contract: Written) -> list[tuple[str, str, str]]:
    """Severity, check and words of everything found in the contract as it should be."""
    model = rendered.model(contract.text, contract.layout)
    return [(f.severity, f.check, said(model, f)) for f in _findings(model, contract.brief(), list(CHECKS))]


def said(model: TextModel, finding: Finding) -> str:
    """A finding for people: message and the line it stands in."""
    where = model.block(finding.place.block).text[:60] if finding.place else "-"
    return f"{finding.message} [{where}]"


def _findings(model: TextModel, brief: Brief, checks: list[Check]) -> list[Finding]:
    return [finding for result in run_checks(model, brief, checks) for finding in result.findings]


def _blocks(model: TextModel, line: str) -> set[int]:
    """The blocks that hold the line: a paragraph of its own, part of one, or the cells of a table row."""
    words = {_squeezed(rendered.plain(line)), *map(_squeezed, rendered.boxes(line))} - {""}
    exact = [block for block in model.blocks if _squeezed(block.text) in words]
    around = [block for block in model.blocks if any(word in _squeezed(block.text) for word in words)]
    inside = [block for block in model.blocks if _is_piece(block, words)]
    rows = {_row(block) for block in inside if block.kind == "cell"}
    cells = {block.number for block in model.blocks if block.kind == "cell" and _row(block) in rows}
    return {block.number for block in (*exact, *around, *inside)} | (cells if line.startswith("|") else set())


def _is_piece(block: Block, words: set[str]) -> bool:
    text = _squeezed(block.text)
    return any(text in word for word in words) and len(text) >= (2 if block.kind == "cell" else 8)


def _row(block: Block) -> str:
    return block.place.split("C")[0]


def _squeezed(text: str) -> str:
    return "".join(text.split())
