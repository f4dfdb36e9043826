"""attachment_missing: every attachment the text relies on is there, under the number it is named by; and those of the
case are named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import number, squeezed
from signdesk.domains.signing.rules.structure.sentences import before
from signdesk.domains.signing.rules.structure.wording import Wording

# 本合同及附件一式两份 names no attachment.
_N = r"(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3}(?!\s*式)|[A-H](?![A-Za-z]))"
_HEADING = Wording(
    rf"\s*附\s*件\s*{_N}\s*(?:[:、.\s]\s*|(?=《))(?P<title>[^。；;]{{0,40}})$"
    r"|\s*附\s*件\s*(?P<alone>\d{1,2}|[一二三四五六七八九十]{1,3}|[A-H])\s*$"
    r"|\s*附\s*件\s*\((?P<within>\d{1,2}|[一二三四五六七八九十]{1,3})\)\s*:?\s*(?![、和及与])(?P<subject>[^,，。；;:()]{0,40})(?=$|[:(])",
    holds="附",
)
_NAMED = Wording(
    rf"(?:《(?P<before>[^《》]{{2,30}})》\s*[(])?(?P<words>附\s*件\s*(?:{_N}|\((?P<within>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\)))(?![\d.、]\d)(?:\s*《(?P<behind>[^《》]{{2,30}})》)?",
    holds="附",
)
_TITLED = Wording(
    r"(?:见|列入|作为|按照?|与|及|和|以|签署|签订|本合同|本协议)(?:本合同|本协议)?的?附\s*件\s*《(?P<title>[^《》]{2,30})》"
    r"|《(?P<named>[^《》]{2,30})》\s*(?:为|作为|系|是)\s*本?(?:合同|协议)的?附\s*件(?!\s*[一二三四五六七八九十\d])",
    holds="附",
)
_FOREIGN = re.compile(r"(?:原|主|他)(?:合同|协议|租赁合同)[^,，。；;]{0,6}$|》\s*(?:的|之)?\s*$")
_LIST = Wording(r"(?:^|[^本])附\s*件(?:清单|目录|包括|如下|有)?\s*:\s*(?P<first>.*)$", holds="附")
_ENUMERATION = Wording(
    r"附\s*件(?:[^。；;]{0,24}(?:包括|如下|有以下)[^。；;]*|\s*(?:为|有)?\s*:\s*附\s*件[^。]*)", holds="附"
)
_WITHIN = re.compile(rf"附\s*件\s*{_N}\s*:\s*《?[^。；;:,，]{{2,30}}(?=[。；;》]|$)")
"""A list of attachments within a sentence: 附件一：平面图；附件二：装修守则。"""
_TITLE_LIST = re.compile(r"(?:^|[\s.、])(?:本(?:合同|协议))?附件?\s*:\s*(?!附)(?=\S)")
_TITLE = re.compile(r"(?:\d+\s*[.、]\s*)?(?P<title>[^、;；《》。()]+)(?:\([^()]*\))?")
_NUMBERED_TITLE = re.compile(r"\s*\d{1,2}\s*[.、]\s*")
_PAPER = re.compile(r"复印件|证书?$|执照|图纸|身份证|照片|发票|[:,，]|应|须")
"""Papers that are handed over and not bound in."""
LONGEST_TITLE = 30
_ITEM = re.compile(r"(?:^|[;；,，、\s])\(?(?P<number>\d{1,2}|[一二三四五六七八九十])\s*[.、)](?!\d)")


def _value(numeral: str) -> int:
    """Which attachment it is: 附件二, 附件2 and 附件B are the second."""
    return ord(numeral) - ord("A") + 1 if "A" <= numeral <= "H" else number(numeral) or 0


@dataclass(frozen=True)
class _Attachment:
    number: int
    title: str
    place: Place


@dataclass(frozen=True)
class AttachmentMissing:
    id: str = "attachment_missing"
    title: str = N_("Attachments there")
    why: str = N_("What was agreed in an attachment that is not there cannot be proved.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        headings = list(_headings(contract))
        named = list(_named(contract, {(heading.place.block, heading.place.start) for heading in headings}))
        findings = [*_absent(contract, headings, named), *_mixed_up(headings, named), *_of_the_case(contract, facts)]
        findings += _titled_only(contract)
        findings += _listed_only(contract)
        looked_at = _("{named} references to attachments, {there} attachments, {case} in the case").format(
            named=len(named), there=len(headings), case=len(facts.attachments)
        )
        return Outcome(looked_at, tuple(findings), applicable=bool(named or facts.attachments))


def _headings(contract: Contract) -> Iterator[_Attachment]:
    """Lines that are the heading of an attachment: 附件一：房屋平面图."""
    for block, start, line in contract.body.lines(_HEADING.holds):
        if found := _HEADING.pattern.match(line):
            place = Place(block.number, start, start + len(line))
            which = found["number"] or found["alone"] or found["within"]
            yield _Attachment(_value(which), (found["title"] or found["subject"] or "").strip(), place)


def _named(contract: Contract, headings: set[tuple[int, int]]) -> Iterator[_Attachment]:
    """Where the text relies on an attachment by its number."""
    for block, match in contract.body.find(_NAMED):
        text = match.string
        line_start = text.rfind("\n", 0, match.start()) + 1
        foreign = match["before"] is None and _FOREIGN.search(before(text, match.start()))
        if (block.number, line_start) not in headings and not foreign:
            title = match["before"] or match["behind"] or ""
            which = match["number"] or match["within"]
            yield _Attachment(_value(which), title, Place(block.number, *match.span("words")))


def _absent(contract: Contract, headings: list[_Attachment], named: list[_Attachment]) -> Iterator[Finding]:
    """References to a number nothing has. Without any headings a list of the attachments in the text will do."""
    behind = {heading.number for heading in headings if contract.zones.in_attachments(heading.place.block)}
    there = behind or {heading.number for heading in headings} or _listed(contract)
    if behind:
        named = [*named, *(heading for heading in headings if heading.number not in behind)]
    told: set[int] = set()
    for reference in named:
        if reference.number in there or reference.number in told:
            continue
        told.add(reference.number)
        words = contract.model.excerpt(reference.place)
        if headings:
            message = _("“{words}” is not among the attachments of the contract.").format(words=words)
            yield Finding("attachment_missing", "error", message, reference.place)
        else:
            message = _("“{words}” does not stand behind the contract and in no list of attachments.").format(
                words=words
            )
            yield Finding("attachment_missing", "warning", message, reference.place)


def _titled_only(contract: Contract) -> Iterator[Finding]:
    """附件《授权委托书》, which stands nowhere else in the contract."""
    for block, match in contract.body.find(_TITLED):
        if contract.squeezed.count(squeezed(match["title"] or match["named"])) == 1:
            message = _("“{words}” does not stand behind the contract and in no list of attachments.")
            place = Place(block.number, match.start(), match.end())
            words = contract.model.excerpt(place)
            yield Finding("attachment_missing", "warning", message.format(words=words), place)


def _listed_only(contract: Contract) -> Iterator[Finding]:
    """附：1.物品清单 2.书面文件, of which the one stands behind the signatures and the other does not."""
    signing = [block for block, _start in contract.zones.signature_lines if block > len(contract.body) // 2]
    behind = [
        squeezed(line)
        for block, text in contract.body
        if signing and block.number > min(signing)
        for line in text.split("\n")
        if len(line) < LONGEST_TITLE
    ]
    titles = list(_titles(contract, min(signing, default=0)))
    standing = [title for title, _place in titles if any(squeezed(title) in line for line in behind)]
    for title, place in titles if standing else ():
        if title not in standing and not _PAPER.search(title):
            message = _("“{words}” does not stand behind the contract, as other attachments of the list do.")
            yield Finding("attachment_missing", "warning", message.format(words=title), place)


def _titles(contract: Contract, end: int) -> Iterator[tuple[str, Place]]:
    """What lists of attachments without numbers of their own name, before block `end`."""
    open_list = False
    for block, text in contract.body:
        offset = 0
        for line in text.split("\n"):
            start, offset = offset, offset + len(line) + 1
            listing = _TITLE_LIST.search(line)
            numbered = _NUMBERED_TITLE.match(line) if open_list else None
            open_list = listing is not None or numbered is not None
            first = listing.end() if listing else numbered.end() if numbered else None
            if first is None or block.number >= end:
                continue
            for piece in _TITLE.finditer(line, first):
                title = piece["title"].strip()
                if len(title) > 2:
                    yield title, Place(block.number, start + piece.start("title"), start + piece.end("title"))


def _listed(contract: Contract) -> set[int]:
    """Numbers in a list of attachments: 附件：1.厂房平面图；2.设备清单, or in the lines below it."""
    found: set[int] = set()
    for index in contract.body.places(_LIST.holds):
        for line in contract.body[index][1].split("\n"):
            for sentence in _ENUMERATION.pattern.finditer(line):
                found |= {_value(match["number"] or match["within"]) for match in _NAMED.pattern.finditer(sentence[0])}
            found |= {_value(match["number"]) for match in _WITHIN.finditer(line)}
            listing = _LIST.pattern.search(line)
            if listing is None:
                continue
            below = (
                [text for _block, text in contract.body[index + 1 : index + 12]] if not listing["first"].strip() else []
            )
            found |= {_value(each["number"] or each["within"]) for each in _NAMED.pattern.finditer(listing["first"])}
            for piece in (listing["first"], *below):
                found |= {_value(match["number"]) for match in _ITEM.finditer(piece)}
    return found


def _mixed_up(headings: list[_Attachment], named: list[_Attachment]) -> Iterator[Finding]:
    """A title whose attachment has another number."""
    for reference in named:
        same = [
            heading for heading in headings if reference.title and squeezed(heading.title) == squeezed(reference.title)
        ]
        if same and all(heading.number != reference.number for heading in same):
            message = _("“{title}” is attachment {real}, not {stated}.").format(
                title=reference.title, real=same[0].number, stated=reference.number
            )
            yield Finding("attachment_missing", "error", message, reference.place, (same[0].place,))


def _of_the_case(contract: Contract, facts: CaseFacts) -> Iterator[Finding]:
    for name in facts.attachments:
        if squeezed(name) and not contract.speaks_of(name):
            message = _("The attachment “{name}” of the case is not named in the contract.").format(name=name)
            yield Finding("attachment_missing", "warning", message, None)
