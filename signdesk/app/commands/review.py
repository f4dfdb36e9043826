"""`signdesk review`: read contracts, run every automatic check against the case, and say what was found. Needs no data
folder and stores nothing; the same engine as the review page. One file gets the whole answer; several, or a folder with
everything in it, one line each and the totals, and a file that is refused does not stop the rest."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from signdesk.core.errors import BugError, UserError
from signdesk.core.i18n import _, ngettext
from signdesk.core.text import Place, TextModel
from signdesk.domains.signing.rules.business import shipped_type
from signdesk.domains.signing.rules.checks.catalogue import CHECKS, check_by_id
from signdesk.domains.signing.rules.checks.engine import CheckResult, Finding, run_checks
from signdesk.domains.signing.rules.facts import CaseFacts, read_facts
from signdesk.domains.signing.rules.standards import Brief, Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.templates.text import TemplateText
from signdesk.domains.signing.service.vocabulary import WEIGHTS
from signdesk.io.annotated_word import Remark, annotated
from signdesk.io.importing import SUFFIXES, Report, read_contract

GOOD, FAILED, WRONG_USE = 0, 1, 2
_MOST_PLACES = 4


@dataclass(frozen=True)
class _Reviewed:
    """One file of several: its results, or why it was refused."""

    file: Path
    model: TextModel | None = None
    results: tuple[CheckResult, ...] = ()
    refused: str = ""

    def count(self, severity: str) -> int:
        return sum(finding.severity == severity for result in self.results for finding in result.findings)

    @property
    def good(self) -> bool:
        return not self.refused and not self.count("error")


def run(
    paths: Sequence[Path],
    *,
    business_type: str | None = None,
    case: Path | None = None,
    template: Path | None = None,
    as_json: bool = False,
    as_text: bool = False,
    comments: Path | None = None,
    out: TextIO | None = None,
) -> int:
    """Review the files and folders; 0 good (warnings too), 1 errors found or a file refused, 2 wrong use (a path that
    is not there, a folder without contracts, an unknown type, a faulty case file or template). With `template` they
    must keep to its words. `as_text` shows what was read, with its places, and checks nothing."""
    target = out or sys.stdout
    try:
        facts = _facts(case)
        wanted = business_type or facts.business_type
        business = shipped_type(wanted) if wanted else None
        brief = Brief(facts, Standards(business=business, template=_template(template)))
        files = _files(paths)
    except UserError as problem:
        sys.stderr.write(problem.message + "\n")
        return WRONG_USE
    if as_text:
        return _show_text(files, target)
    if len(paths) == 1 and files == [paths[0]]:
        return _review_one(files[0], brief, as_json, target, comments)
    if comments is not None:
        sys.stderr.write(_("Comments are put into one contract at a time.") + "\n")
        return WRONG_USE
    return _review_many(files, brief, as_json, target)


def _files(paths: Sequence[Path]) -> list[Path]:
    """The contracts meant: files as named, folders searched to the bottom, each file once. UserError."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(_contracts_in(path), key=lambda file: file.relative_to(path).parts)
            if not inside:
                raise UserError(_("There is no contract in “{name}”.").format(name=path.name or str(path)))
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise UserError(_("There is no file “{name}”.").format(name=path.name))
    return list(found)


def _contracts_in(folder: Path) -> Iterator[Path]:
    """Files whose name ends as a contract's; what is hidden, and what Word leaves beside an open file, is none."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in SUFFIXES:
                yield Path(place, name)


def _on_the_terminal(file: Path) -> Report | None:
    """Says how far a scan is, if somebody watches."""
    if not sys.stderr.isatty():
        return None
    said: list[int] = []

    def tell(done: int, total: int) -> None:
        if total and done not in said:
            said.append(done)
            words = _("Reading page {page} of {pages}").format(page=done + 1, pages=total)
            sys.stderr.write(f"{file.name}: {words}\n")

    return tell


def _show_text(files: list[Path], target: TextIO) -> int:
    code = GOOD
    for file in files:
        if len(files) > 1:
            target.write(f"== {file}\n")
        try:
            target.write(read_contract(file, report=_on_the_terminal(file)).as_text() + "\n")
        except UserError as refusal:
            sys.stderr.write(f"{refusal.message} {refusal.hint}\n")
            code = FAILED
    return code


def _review_one(file: Path, brief: Brief, as_json: bool, target: TextIO, comments: Path | None) -> int:
    try:
        model = read_contract(file, report=_on_the_terminal(file))
    except UserError as refusal:
        sys.stderr.write(f"{refusal.message} {refusal.hint}\n")
        return FAILED
    reviewed = _Reviewed(file, model, run_checks(model, brief, CHECKS))
    if comments is not None:
        try:
            comments.write_bytes(_with_comments(reviewed))
        except UserError as refusal:
            sys.stderr.write(f"{refusal.message} {refusal.hint}\n")
            return FAILED
        except OSError:
            sys.stderr.write(_("“{name}” cannot be written.").format(name=comments.name) + "\n")
            return FAILED
    if as_json:
        target.write(json.dumps(report(model, reviewed.results), ensure_ascii=False, indent=1) + "\n")
    else:
        target.write("\n".join(_for_people(reviewed, model)) + "\n")
    return GOOD if reviewed.good else FAILED


def _with_comments(reviewed: _Reviewed) -> bytes:
    remarks = [
        Remark(finding.place, f"{_(WEIGHTS[finding.severity])}：{finding.message}")
        for result in reviewed.results
        for finding in result.findings
    ]
    return annotated(reviewed.file.read_bytes(), remarks, author=_("SignDesk"), name=reviewed.file.name)


def _review_many(files: Iterable[Path], brief: Brief, as_json: bool, target: TextIO) -> int:
    done: list[_Reviewed] = []
    for file in files:
        reviewed = _reviewed(file, brief)
        done.append(reviewed)
        if not as_json:
            target.write(_in_a_line(reviewed) + "\n")
            target.flush()
    if as_json:
        target.write(
            json.dumps({"files": [_entry(reviewed) for reviewed in done]}, ensure_ascii=False, indent=1) + "\n"
        )
    else:
        target.write(_totals(done) + "\n")
    return GOOD if all(reviewed.good for reviewed in done) else FAILED


def _reviewed(file: Path, brief: Brief) -> _Reviewed:
    try:
        model = read_contract(file, report=_on_the_terminal(file))
        return _Reviewed(file, model, run_checks(model, brief, CHECKS))
    except UserError as refusal:
        return _Reviewed(file, refused=f"{refusal.message} {refusal.hint}".strip())
    except BugError as fault:
        # Ours, but the files after it are not to suffer from it.
        return _Reviewed(file, refused=_("A fault of the program: {fault}.").format(fault=fault))


def _entry(reviewed: _Reviewed) -> dict[str, object]:
    entry: dict[str, object] = {"file": str(reviewed.file)}
    if reviewed.model is None:
        return entry | {"checks": [], "findings": [], "refused": reviewed.refused}
    return entry | report(reviewed.model, reviewed.results)


def report(model: TextModel, results: tuple[CheckResult, ...]) -> dict[str, list[dict[str, object]]]:
    """The result as fixed for programs: checks with state, findings with their place. What is missing altogether
    points at the beginning of the document with an empty excerpt."""
    return {
        "checks": [{"check": result.check, "state": result.state, "looked_at": result.looked_at} for result in results],
        "findings": [_finding(model, finding) for result in results for finding in result.findings],
    }


def _finding(model: TextModel, finding: Finding) -> dict[str, object]:
    place = finding.place or Place(model.blocks[0].number, 0, 0)
    found: dict[str, object] = {"check": finding.check, "severity": finding.severity, "message": finding.message}
    found |= _place(model, place)
    if finding.others:
        found["others"] = [_place(model, other) for other in finding.others]
    return found


def _place(model: TextModel, place: Place) -> dict[str, object]:
    block = model.block(place.block)
    found: dict[str, object] = {
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


def _template(file: Path | None) -> TemplateText | None:
    return TemplateText(f"“{file.name}”", read_contract(file)) if file is not None else None


def _facts(case: Path | None) -> CaseFacts:
    if case is None:
        return CaseFacts()
    try:
        return read_facts(case.read_text(encoding="utf-8-sig"))
    except OSError:
        raise UserError(_("There is no file “{name}”.").format(name=case.name)) from None
    except UnicodeDecodeError:
        raise UserError(_("“{name}” is not in UTF-8.").format(name=case.name)) from None


def _for_people(reviewed: _Reviewed, model: TextModel) -> list[str]:
    severities = {"error": _("error"), "warning": _("warning"), "info": _("note")}
    states = {"passed": _("passed"), "failed": _("failed"), "warning": _("warning"), "skipped": _("nothing to check")}
    contract = Contract(model)
    lines = [reviewed.file.name]
    for result in reviewed.results:
        lines.append(f"[{states[result.state]}] {_title(result)} — {result.looked_at}")
        for finding in result.findings:
            lines.append(f"    {severities[finding.severity]}: {finding.message}")
            places = [place for place in (finding.place, *finding.others) if place is not None]
            lines += [f"      {_where(contract, place)}  {_context(model, place)}" for place in places[:_MOST_PLACES]]
            if len(places) > _MOST_PLACES:
                more = len(places) - _MOST_PLACES
                lines.append("      " + ngettext("and {count} more", "and {count} more", more).format(count=more))
    lines.append(_counted(reviewed.count("error"), reviewed.count("warning")))
    return lines


def _in_a_line(reviewed: _Reviewed) -> str:
    if reviewed.refused:
        return f"[{_('refused')}] {reviewed.file} — {reviewed.refused}"
    errors, warnings = reviewed.count("error"), reviewed.count("warning")
    state = _("failed") if errors else _("warning") if warnings else _("passed")
    line = f"[{state}] {reviewed.file} — {_counted(errors, warnings)}"
    wrong = [_title(result) for result in reviewed.results if result.state in ("failed", "warning")]
    return f"{line} ({_(', ').join(wrong)})" if wrong else line


def _totals(done: list[_Reviewed]) -> str:
    refused = sum(bool(reviewed.refused) for reviewed in done)
    good = sum(reviewed.good for reviewed in done)
    return _("{files}: {good} without errors, {bad} with errors, {refused} refused; {found}").format(
        files=ngettext("{count} file", "{count} files", len(done)).format(count=len(done)),
        good=good,
        bad=len(done) - good - refused,
        refused=refused,
        found=_counted(sum(r.count("error") for r in done), sum(r.count("warning") for r in done)),
    )


def _counted(errors: int, warnings: int) -> str:
    return _("{errors}, {warnings}").format(
        errors=ngettext("{count} error", "{count} errors", errors).format(count=errors),
        warnings=ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings),
    )


def _title(result: CheckResult) -> str:
    check = check_by_id(result.check)
    return _(check.title) if check else result.check


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
