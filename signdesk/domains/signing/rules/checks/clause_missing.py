"""clause_missing: the clauses a contract of its kind must have are there, with text under their headings. Where nobody
told the kind of deal, what every contract needs is asked for, and what the law names for contracts of this title. What
was looked for is said, and where something next to it is said, that too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.business import Clause, shipped_types
from signdesk.domains.signing.rules.checks.clause_subjects import kind_by_its_title, shipped_subjects
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.tree import Clause as Numbered
from signdesk.domains.signing.rules.structure.wording import Wording

FEWEST = 4
"""With fewer clauses beside it, a heading without text is no exception that could be told."""

_GENERIC = frozenset(("权利", "义务"))
"""Words that say nothing about whether a clause of its own is there: a clause known by them alone is not asked for."""

_PASSING = Wording(
    r"诉讼费用?|仲裁费用?|诉讼代理|"
    r"(?:承担|负有?|追究|免除)[^,，。；;]{0,8}违约责任|视为[^,，。；;]{0,6}违约|违约方|守约方"
    r"|(?:无|没有)任?何?(?:争议|异议)|权属争议|存在争议",
    holds="讼裁违约争异",
)
"""The words of a clause where they are only mentioned."""

_ESSENTIALS = (
    Clause("价款或者报酬", ("价款", "报酬", "租金", "费", "金额", "价格", "对价", "无偿", "元")),
    Clause(
        "违约责任",
        ("违约", "赔偿", "滞纳金", "扣减", "扣除", "罚", "逾期利息", "占用费", "双倍返还", "定金不退", "定金不予返还"),
    ),
    Clause("解决争议的方法", ("仲裁", "诉讼", "起诉", "法院", "裁决", "调解")),
)
MOST_WORDS = 4
"""Words that are named of those that were looked for."""
MOST_AHEAD, LONGEST_EXCERPT = 24, 48
"""Characters of a sentence that are shown, of them so many before the word."""
_CONTENTS_LINE = re.compile(r"(?:[.…·]{2,}|^\s*第\S{1,4}条\s*\S{1,16}\s)\s*\d{1,3}\s*$")


@dataclass(frozen=True)
class ClauseMissing:
    id: str = "clause_missing"
    title: str = N_("Clauses that must be there")
    why: str = N_("What the contract leaves open is decided by the law or a court, not by the parties.")
    source: str = N_("Civil Code, article 470")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        if not contract.tree.clauses:
            return Outcome(_("no numbered clauses"), applicable=False)
        business = standards.business
        wanted = business.clauses if business is not None else (*_ESSENTIALS, *_named_by_the_law(contract))
        required = [_in_every_way(each) for each in wanted if not _GENERIC.issuperset(each.words)]
        spoken = "\n".join(_terms(contract))
        missing = [clause for clause in required if not _present(clause, spoken)]
        findings = [*_missing(contract, missing), *_empty(contract.tree.tops())]
        looked_at = _("{count} clauses that {kind} needs, {clauses} numbered clauses").format(
            count=len(required),
            kind=business.name if business is not None else _("every contract"),
            clauses=len(contract.tree.clauses),
        )
        return Outcome(looked_at, tuple(findings))


def _terms(contract: Contract) -> Iterator[str]:
    passing = set(contract.body.places(_PASSING.holds))
    for index, (block, text) in enumerate(contract.body):
        if contract.zones.in_attachments(block.number):
            return
        for line in text.split("\n"):
            if not (line.rstrip()[-1:].isdigit() and _CONTENTS_LINE.search(line)):
                yield _PASSING.pattern.sub("", line) if index in passing else line


def _present(clause: Clause, spoken: str) -> bool:
    return any(word in spoken for word in clause.words or (clause.title,))


def _named_by_the_law(contract: Contract) -> Iterator[Clause]:
    """What the law says a contract with this title has, none of it a key clause: nobody said which business it is."""
    kind = kind_by_its_title(contract)
    known = {clause.title: clause.words for each in shipped_types() if each.code == kind for clause in each.clauses}
    for subject in shipped_subjects().values():
        if kind in subject.kinds:
            yield Clause(subject.title, known.get(subject.title, subject.ways))


def _in_every_way(clause: Clause) -> Clause:
    """The clause with all the words by which its subject is really said."""
    subject = shipped_subjects().get(clause.title)
    return replace(clause, words=tuple(dict.fromkeys((*clause.words, *subject.ways)))) if subject else clause


def _missing(contract: Contract, clauses: list[Clause]) -> Iterator[Finding]:
    """A finding for each key clause and for each that is said by half; the others together are one."""
    silent: list[Clause] = []
    for clause in clauses:
        words, law = _looked_for(clause), _law(clause)
        beside = _beside(contract, clause)
        if beside is not None:
            place, excerpt = beside
            message = _("On {clause} there is only “{excerpt}”: none of “{words}” occurs.")
            message = message.format(clause=clause.title, excerpt=excerpt, words=words)
            yield Finding("clause_missing", "error" if clause.key else "warning", message, place, sides=law)
        elif clause.key:
            message = _("There is no clause on {clause}: none of “{words}” occurs.")
            message = message.format(clause=clause.title, words=words)
            yield Finding("clause_missing", "error", message, None, sides=law)
        else:
            silent.append(clause)
    if silent:
        titles = [_("{clause} (“{words}”)").format(clause=each.title, words=_looked_for(each)) for each in silent]
        message = _("There are no words on: {clauses}.").format(clauses=_(", ").join(titles))
        law = tuple(side for each in silent for side in _law(each))
        yield Finding("clause_missing", "warning", message, None, sides=law)


def _looked_for(clause: Clause) -> str:
    return _("”, “").join((clause.words or (clause.title,))[:MOST_WORDS])


def _law(clause: Clause) -> tuple[tuple[str, str], ...]:
    """Where the law asks for a clause, as what is shown beside a finding."""
    subject = shipped_subjects().get(clause.title)
    return ((clause.title, subject.law),) if subject is not None and subject.law else ()


def _beside(contract: Contract, clause: Clause) -> tuple[Place, str] | None:
    """The first sentence that covers a subject by half, with its words."""
    subject = shipped_subjects().get(clause.title)
    for word in subject.near if subject is not None else ():
        for index in contract.body.places((word,)):
            block, text = contract.body[index]
            at = _PASSING.pattern.sub(lambda passing: " " * len(passing[0]), text).find(word)
            if at >= 0 and not contract.zones.in_attachments(block.number):
                ahead, behind = before(text, at), after(text, at)
                led_in = ahead.lstrip()
                lead = f"…{led_in[-MOST_AHEAD:]}" if len(led_in) > MOST_AHEAD else led_in
                words = lead + behind
                excerpt = f"{words[:LONGEST_EXCERPT]}…" if len(words) > LONGEST_EXCERPT else words
                return Place(block.number, at - len(ahead), at + len(behind)), excerpt
    return None


def _empty(tops: tuple[Numbered, ...]) -> Iterator[Finding]:
    """Headings with nothing under them, where the clauses beside them have text."""
    of_part: dict[tuple[int, str], list[Numbered]] = {}
    for clause in tops:
        of_part.setdefault((clause.heading.part, clause.heading.style), []).append(clause)
    for clauses in of_part.values():
        bare = [clause for clause in clauses if not clause.lines and not clause.children and _only_heading(clause)]
        if len(clauses) >= FEWEST and len(bare) * 4 <= len(clauses):
            for clause in bare:
                message = _("“{label} {title}” is a heading without text.")
                yield Finding(
                    "clause_missing",
                    "error",
                    message.format(label=clause.heading.label, title=clause.heading.title),
                    clause.heading.place,
                )


def _only_heading(clause: Numbered) -> bool:
    title = clause.heading.title
    says_something = re.search(r"[。；;，,:]|自|应|不得|须|由.{1,6}承担|为|\d|□|☑", title + clause.line[-1:])
    return len(title) <= 12 and not says_something
