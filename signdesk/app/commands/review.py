"""`signdesk review`: read a contract, run every automatic check against the case, and say what was found. Needs no data
folder and stores nothing; the same engine as the review page."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TextIO

from signdesk.core.errors import UserError
from signdesk.core.i18n import _, ngettext
from signdesk.core.text import Place, TextModel
from signdesk.domains.signing.rules.business import shipped_type
from signdesk.domains.signing.rules.catalogue import CHECKS, check_by_id
from signdesk.domains.signing.rules.engine import CheckResult, Finding, run_checks
from signdesk.domains.signing.rules.facts import CaseFacts, read_facts
from signdesk.domains.signing.rules.standards import Brief, Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.io.importing import read_contract

GOOD, FAILED, WRONG_USE = 0, 1, 2


def run(file: Path, *, business_type: str | None, case: Path | None, as_json: bool, out: TextIO | None = None) -> int:
    """Review `file`; 0 good (warnings too), 1 errors found or the file refused, 2 wrong use (type, case file)."""
    target = out or sys.stdout
    try:
        facts = _facts(case)
        wanted = business_type or facts.business_type
        brief = Brief(facts, Standards(business=shipped_type(wanted) if wanted else None))
    except UserError as problem:
        sys.stderr.write(problem.message + "\n")
        return WRONG_USE
    if not file.exists():
        sys.stderr.write(_("There is no file “{name}”.").format(name=file.name) + "\n")
        return WRONG_USE
    try:
        model = read_contract(file)
    except UserError as refusal:
        sys.stderr.write(f"{refusal.message} {refusal.hint}\n")
        return FAILED
    results = run_checks(model, brief, CHECKS)
    if as_json:
        target.write(json.dumps(report(model, results), ensure_ascii=False, indent=1) + "\n")
    else:
        target.write("\n".join(_for_people(file.name, model, results)) + "\n")
    failed = any(finding.severity == "error" for result in results for finding in result.findings)
    return FAILED if failed else GOOD


def report(model: TextModel, results: tuple[CheckResult, ...]) -> dict[str, list[dict[str, object]]]:
    """The result as fixed for programs: checks with state, findings with their place. What is missing altogether
    points at the beginning of the document with an empty excerpt."""
    return {
        "checks": [{"check": result.check, "state": result.state, "looked_at": result.looked_at} for result in results],
        "findings": [_finding(model, finding) for result in results for finding in result.findings],
    }


def _finding(model: TextModel, finding: Finding) -> dict[str, object]:
    place = finding.place or Place(model.blocks[0].number, 0, 0)
    block = model.block(place.block)
    found: dict[str, object] = {
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "paragraph": place.block,
        "start": place.start,
        "end": place.end,
        "excerpt": model.excerpt(place),
    }
    if block.cell:
        found["cell"] = block.cell
    if block.page is not None:
        found["page"] = block.page
    return found


def _facts(case: Path | None) -> CaseFacts:
    if case is None:
        return CaseFacts()
    try:
        return read_facts(case.read_text(encoding="utf-8-sig"))
    except OSError:
        raise UserError(_("There is no file “{name}”.").format(name=case.name)) from None
    except UnicodeDecodeError:
        raise UserError(_("“{name}” is not in UTF-8.").format(name=case.name)) from None


def _for_people(name: str, model: TextModel, results: tuple[CheckResult, ...]) -> list[str]:
    severities = {"error": _("error"), "warning": _("warning"), "info": _("note")}
    states = {"passed": _("passed"), "failed": _("failed"), "warning": _("warning"), "skipped": _("nothing to check")}
    contract = Contract(model)
    lines = [name]
    for result in results:
        check = check_by_id(result.check)
        title = _(check.title) if check else result.check
        lines.append(f"[{states[result.state]}] {title} — {result.looked_at}")
        for finding in result.findings:
            lines.append(f"    {severities[finding.severity]}: {finding.message}")
            if finding.place is not None:
                lines.append(f"      {_where(contract, finding.place)}  {_context(model, finding.place)}")
    errors = sum(finding.severity == "error" for result in results for finding in result.findings)
    warnings = sum(finding.severity == "warning" for result in results for finding in result.findings)
    lines.append(
        _("{errors}, {warnings}").format(
            errors=ngettext("{count} error", "{count} errors", errors).format(count=errors),
            warnings=ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings),
        )
    )
    return lines


def _where(contract: Contract, place: Place) -> str:
    block = contract.model.block(place.block)
    page = _("page {page}").format(page=block.page) if block.page else ""
    return " ".join(filter(None, [block.place, page, contract.clause_at(place)]))


def _context(model: TextModel, place: Place) -> str:
    """The marked words between guillemets, with a little of the line around them."""
    text = model.block(place.block).text
    before = text[max(place.start - 12, 0) : place.start].replace("\n", " ")
    after = text[place.end : place.end + 8].replace("\n", " ")
    return f"{before}»{text[place.start : place.end]}«{after}"
