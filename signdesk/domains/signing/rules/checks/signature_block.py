"""signature_block: every party has a place to sign, of the kind it signs with: natural persons by hand, organisations
with their seal."""

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
from signdesk.domains.signing.rules.structure.normal import squeezed
from signdesk.domains.signing.rules.structure.parties import roles_in
from signdesk.domains.signing.rules.structure.people import is_organisation, natural, party_of
from signdesk.domains.signing.rules.structure.representatives import contradictions
from signdesk.domains.signing.rules.structure.zones import ROLE

_PLACE_TO_SIGN = re.compile(rf"(?P<roles>{ROLE})[^:,，。；;()]{{0,6}}\((?P<how>[^()]*(?:签|章|印|名)[^()]*)\)\s*:?")
_BY_HAND, _SEAL = re.compile(r"签|名|捺|手印|指"), re.compile(r"盖章|公章|签章|合同专用章|印章")
_IN_BRACKETS = re.compile(
    r"\((?:以下[简合]?称)?[“\"]?(?P<role>[甲乙丙丁]方)[”\"]?\)\s*:\s*(?P<name>[^\s,，。；;:()_]{2,40})"
)
_YEAR = r"(?:(?:19|20)\d{2}|二[〇零○][〇零○一二三四五六七八九]{2})"
_DAY_SIGNED = re.compile(
    r"(?:(?:签[订约署字章]\s*)?(?:日\s*期|时\s*间)\s*:|签[订约署]?于|(?=[\s_]*"
    + _YEAR
    + r"\s*年)|(?=[\s_]+年[\s_]+月[\s_]+日))"
    r"(?:\s*" + _YEAR + r"\s*(?:年\s*(?P<month>[\d一二三四五六七八九十]{1,3})\s*月|[-./](?P<by_dash>\d{1,2})[-./])"
    r"\s*(?P<last>[\d一二三四五六七八九十]{0,3})\s*日?|[\s_]+年[\s_]+月[\s_]+日)?"
)
_WHO_SIGNS = re.compile(
    r"(?P<label>(?:法定|授权)?代表人?)\s*(?:\([^()]*\))?\s*:[ _]*"
    r"(?P<name>[一-鿿]{2,4}(?=\s|$))?"
)
_FOR_ANOTHER = re.compile(r"代理人|受托人|代签")
_OFFICE = re.compile(r"法\s*定\s*代\s*表\s*人")


@dataclass(frozen=True)
class SignatureBlock:
    id: str = "signature_block"
    title: str = N_("Places to sign")
    why: str = N_("A contract made in writing comes about when the parties sign, seal or put their fingerprint.")
    source: str = N_("Civil Code, article 490")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        lines = _signing_lines(contract)
        head = _declared(contract, lines)
        findings: list[Finding] = []
        if head and not lines:
            findings.append(Finding("signature_block", "error", _("There is no place to sign."), None))
        elif head:
            findings += _without_place(head, lines)
            findings += _one_of_several(contract, lines)
            findings += _one_of_two_owners(contract, lines)
            findings += _wrong_kind(contract, facts, lines)
            findings += _open_beside_filled(lines)
        findings += _other_representatives(contract)
        looked_at = _("{parties} parties, {lines} lines for signing").format(parties=len(head), lines=len(lines))
        return Outcome(looked_at, tuple(findings), applicable=bool(head))


def _signing_lines(contract: Contract) -> dict[tuple[int, int], str]:
    """Lines for signing behind the terms, by block and offset."""
    found: dict[tuple[int, int], str] = {}
    last = max((heading.place.block for heading in contract.headings if not heading.part), default=0)
    for number, start in sorted(contract.zones.signature_lines):
        if number >= last or number > len(contract.body) // 2:
            found[number, start] = contract.texts[number][start:].split("\n")[0]
    own = {place: line for place, line in found.items() if not contract.zones.in_attachments(place[0])}
    return own or found  # an attachment that is signed does not make up for the contract


def _declared(contract: Contract, lines: dict[tuple[int, int], str]) -> list[tuple[frozenset[str], str]]:
    """The parties named at the head, each with its roles and its name."""
    first = min(lines, default=(len(contract.model.blocks) + 1, 0))[0]
    found: list[tuple[frozenset[str], str]] = []
    for declaration in contract.declarations:
        if not (declaration.roles and declaration.name) or declaration.label.block >= first:
            continue
        known = next((at for at, (roles, _name) in enumerate(found) if declaration.roles & roles), None)
        if known is None:
            found.append((declaration.roles, declaration.name))
        else:  # 出租方 on the cover, 出租方（甲方） at the head: one party with both
            found[known] = (found[known][0] | declaration.roles, found[known][1])
    for number, text in contract.texts.items():
        for match in _IN_BRACKETS.finditer(text) if number < first else ():
            if not any(match["role"] in roles for roles, _name in found):
                found.append((frozenset((match["role"],)), match["name"]))
    return found


def _without_place(head: list[tuple[frozenset[str], str]], lines: dict[tuple[int, int], str]) -> Iterator[Finding]:
    signing, named = roles_in("\n".join(lines.values())), squeezed("\n".join(lines.values()))
    if not signing:
        return  # a block without roles: nothing can be told apart
    for roles, name in head:
        if not roles & signing and squeezed(name) not in named:
            message = _("There is no place for {name} to sign.").format(name=name)
            yield Finding("signature_block", "error", message, None)


def _one_of_several(contract: Contract, lines: dict[tuple[int, int], str]) -> Iterator[Finding]:
    """乙方一 and 乙方二 at the head, each under a number of its own: each has a line, by number or by name."""
    signing = squeezed("\n".join(lines.values()))
    first = min(lines)[0]
    for declaration in contract.declarations:
        if declaration.label.block >= first or not declaration.name:
            continue
        label = squeezed(contract.texts[declaration.label.block][declaration.label.start : declaration.label.end])
        numbered = re.match(r"[甲乙丙丁]方[一二三四1-4]", label)
        if numbered is None or numbered[0] in signing or squeezed(declaration.name) in signing:
            continue
        if re.search(rf"{numbered[0][:2]}[一二三四1-4]", signing):
            message = _("There is no place for {name} to sign.").format(name=declaration.name)
            yield Finding("signature_block", "error", message, None)


def _one_of_two_owners(contract: Contract, lines: dict[tuple[int, int], str]) -> Iterator[Finding]:
    """甲方：张三、李四 at the head, and where it is signed the name of one of them alone."""
    first, signing = min(lines)[0], squeezed("\n".join(lines.values()))
    together: dict[tuple[int, int], list[str]] = {}
    for declaration in contract.declarations:
        if declaration.name and declaration.label.block < first and not is_organisation(declaration.name):
            label = (declaration.label.block, declaration.label.start)
            together.setdefault(label, []).append(squeezed(declaration.name))
    for names in together.values():
        signed = [name for name in names if name in signing]
        if not signed or _FOR_ANOTHER.search(signing):
            continue
        (block, start), line = next((at, line) for at, line in lines.items() if signed[0] in squeezed(line))
        for name in (each for each in names if each not in signed):
            message = _("{name} is a party together with {other}, but only {other} signs.")
            place = Place(block, start, start + len(line.rstrip()))
            yield Finding("signature_block", "error", message.format(name=name, other=signed[0]), place)


def _wrong_kind(contract: Contract, facts: CaseFacts, lines: dict[tuple[int, int], str]) -> Iterator[Finding]:
    people = {declaration: declaration.name for declaration in contract.declarations if declaration.name}
    for (block, start), line in lines.items():
        for match in _PLACE_TO_SIGN.finditer(line):
            roles = roles_in(match["roles"])
            named = [declaration for declaration in people if declaration.roles & roles]
            if not named:
                continue
            party = party_of(facts, named[0])
            person = natural(party) if party is not None else not is_organisation(named[0].name)
            by_hand, seal = _BY_HAND.search(match["how"]), _SEAL.search(match["how"])
            place = Place(block, start + match.start(), start + match.end())
            if person and seal and not by_hand:
                message = _("{name} is a natural person and signs by hand; this place is for a seal.")
                yield Finding("signature_block", "warning", message.format(name=named[0].name), place)
            elif not person and by_hand and not seal:
                message = _("{name} is an organisation and seals; this place is for a signature by hand.")
                yield Finding("signature_block", "warning", message.format(name=named[0].name), place)
    parties = facts.parties
    if parties and all(natural(party) for party in parties) and not any(map(is_organisation, people.values())):
        for (block, start), line in lines.items():
            if office := _OFFICE.search(line):
                message = _("Only natural persons sign, but this line is for the legal representative of a company.")
                yield Finding(
                    "signature_block", "warning", message, Place(block, start + office.start(), start + office.end())
                )


def _other_representatives(contract: Contract) -> Iterator[Finding]:
    """A company's legal representative by another name than at the head."""
    for pair in contradictions(contract, "office"):
        message = _("The legal representative is “{name}” here, but “{first}” where named first.")
        yield Finding(
            "signature_block",
            "error",
            message.format(name=pair.one.name, first=pair.other.name),
            pair.one.place,
            (pair.other.place,),
            ((_("here"), pair.one.name), (_("before"), pair.other.name)),
        )


def _open_beside_filled(lines: dict[tuple[int, int], str]) -> Iterator[Finding]:
    """One party's date of signing or the name of who signs is filled in, another's is open; or a date has no day."""
    dates = [
        (Place(block, start + match.start(), start + match.end()), match)
        for (block, start), line in lines.items()
        for match in _DAY_SIGNED.finditer(line)
    ]
    filled = any(match["last"] for _place, match in dates)
    for place, match in dates:
        if (match["month"] or match["by_dash"]) and not match["last"]:
            yield Finding("signature_block", "warning", _("The date of signing has no day."), place)
        elif filled and not (match["month"] or match["by_dash"]):
            message = _("The date of signing is open here and filled in elsewhere.")
            yield Finding("signature_block", "warning", message, place)
    people = [
        (Place(block, start + match.start(), start + match.end()), match)
        for (block, start), line in lines.items()
        for match in _WHO_SIGNS.finditer(line)
    ]
    for place, match in people:
        if not match["name"] and any(other["name"] and other["label"] == match["label"] for _place, other in people):
            message = _("Who signs is open here and filled in elsewhere.")
            yield Finding("signature_block", "warning", message, place)
