"""template_changed: where the template's text is fixed, the contract has it word for word. What is filled in, chosen,
left out or repeated as the template provides is no change; neither are numbering, white space and width. A clause
where a value belongs is a change, unless the gap is a line of its own. What an attachment or the signatures say beside
the template is only pointed out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from signdesk.core.i18n import N_, _, ngettext
from signdesk.core.text import Line, Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome, Severity
from signdesk.domains.signing.rules.comparison import Change
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.templates.beside import Beside, Difference, read_lines, shared
from signdesk.domains.signing.rules.templates.text import GAP, TemplateLine, gap_kind, shown

MOST_PLACES = 3
"""A line changed at more places than this is one point, not many."""
LEAST_SHARED = 0.5
"""With less of the template's lines in it, a contract is another text and no changed one."""
MOST_SHOWN = 200
"""Characters of the template or the contract that a message shows."""


@dataclass(frozen=True)
class TemplateChanged:
    id: str = "template_changed"
    title: str = N_("The template's fixed text")
    why: str = N_("Everybody takes the template's text as known: what was changed in it quietly is signed unread.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        template = standards.template
        if template is None or not template.lines:
            return Outcome(_nothing_to_hold_against(standards), applicable=False)
        looked_at = ngettext("{count} line of {template}", "{count} lines of {template}", len(template.lines)).format(
            count=len(template.lines), template=template.name
        )
        read = read_lines(contract.model)
        share = shared(template, read)
        if share < LEAST_SHARED:
            message = _("This is another text: only {percent} % of the template's lines are in it.").format(
                percent=round(100 * share)
            )
            return Outcome(looked_at, tuple(_finding(message, _whole(line)) for line, _forms in read[:1]))
        differences = Beside(template, contract.model, read).differences()
        return Outcome(looked_at, tuple(each for one in differences for each in _findings(contract, one)))


def _nothing_to_hold_against(standards: Standards) -> str:
    if standards.business is not None and not standards.business.fixed_text:
        return _("contracts of this kind need not keep to a template")
    return _("no approved template to hold it against")


def _findings(contract: Contract, difference: Difference) -> Iterator[Finding]:
    if difference.missing:
        words = _short(" ".join(shown(each.line.text) for each in difference.missing))
        message = _("Here the template has words that are missing: “{words}”.").format(words=words)
        yield _finding(message, _behind(contract, difference.after))
    for terms, lines in groupby(difference.added, lambda line: _is_term(contract, line)):
        yield from _added(list(lines), terms)
    if difference.moved:
        message = _("In the template this stands at another place: “{words}”.").format(
            words=_in_words(difference.moved)
        )
        yield _finding(message, *map(_whole, difference.moved))
    if difference.changed is not None:
        yield from _changed(*difference.changed, difference.changes)


def _added(lines: Sequence[Line], terms: bool) -> Iterator[Finding]:
    message = _("The template does not have these words: “{words}”.")
    if not terms:
        message = _("Beside the signatures and in attachments there is more than the template has: “{words}”.")
    yield _finding(message.format(words=_in_words(lines)), *map(_whole, lines), severity="error" if terms else "info")


def _changed(template: TemplateLine, line: Line, changes: tuple[Change, ...]) -> Iterator[Finding]:
    if len(changes) > MOST_PLACES:
        message = _("The words of this line are others than the template's: “{words}”.")
        yield _finding(message.format(words=_short(shown(template.line.text))), _whole(line))
        return
    for change in changes:
        if change.right is not None:
            yield _finding(_sentence(change), change.right)


def _sentence(change: Change) -> str:
    old, new = _short(shown(change.left_text)), _short(change.right_text.strip())
    if not old:
        return _("“{new}” has been put into the template's words.").format(new=new)
    if not new:
        return _("The template's words “{old}” are missing here.").format(old=old)
    kind = gap_kind(change.left_text.strip())
    if kind:
        return _("“{new}” stands where the template leaves a gap for {kind}.").format(new=new, kind=_(kind))
    if old == shown(GAP):
        return _("Words that read like a clause stand where a value is filled in: “{words}”.").format(words=new)
    return _("“{new}” stands here; the template has “{old}”.").format(new=new, old=old)


def _finding(message: str, place: Place, *others: Place, severity: Severity = "error") -> Finding:
    return Finding("template_changed", severity, message, place, others)


def _is_term(contract: Contract, line: Line) -> bool:
    zones = contract.zones
    return not zones.in_attachments(line.block.number) and (line.block.number, line.start) not in zones.signature_lines


def _behind(contract: Contract, line: Line | None) -> Place:
    """The end of the line, or the beginning of the contract."""
    if line is None:
        return Place(contract.model.body[0].number, 0, 0)
    whole = _whole(line)
    return Place(whole.block, whole.end, whole.end)


def _whole(line: Line) -> Place:
    stripped = line.text.strip()
    start = line.start + line.text.index(stripped)
    return Place(line.block.number, start, start + len(stripped))


def _in_words(lines: Sequence[Line]) -> str:
    return _short(" ".join(line.text.strip() for line in lines))


def _short(words: str) -> str:
    return words if len(words) <= MOST_SHOWN else words[: MOST_SHOWN - 1] + "…"
