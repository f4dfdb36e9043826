"""party_name: the parties are called what the case says, everywhere, and by one name from head to signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts, PartyFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import is_chinese, squeezed
from signdesk.domains.signing.rules.structure.parties import Declaration, roles_in

SHORTEST_COMPANY = 6
"""From this length a name is so particular that one differing character elsewhere is a slip and no other name."""


@dataclass(frozen=True)
class PartyName:
    id: str = "party_name"
    title: str = N_("Parties' names")
    why: str = N_("A contract binds the one it names: one wrong character is another person.")
    source: str = N_("Civil Code, article 470 (1)")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        named = [declaration for declaration in contract.declarations if declaration.name]
        findings: list[Finding] = []
        parties = [party for party in facts.parties if party.name]
        by_role = _by_role(named)
        flagged: set[Place] = set()
        for party in parties:
            declared = _declared_for(party, named)
            wrong = [one for one in declared if not any(_same_name(one.name, known.name) for known in parties)]
            right = [one for one in declared if _same_name(one.name, party.name)]
            swapped = [one for one in declared if _is_other(one, parties, party)]
            for one in [*wrong, *swapped]:
                if one.place in flagged or (
                    _several_people(declared) and right and one in wrong and not _close(one.name, party.name)
                ):
                    continue
                flagged.add(one.place)
                findings.append(
                    Finding(
                        "party_name",
                        "error",
                        _("{role} is “{found}” here but “{expected}” in the case.").format(
                            role=party.role or _("The party"), found=one.name, expected=party.name
                        ),
                        one.place,
                        sides=((_("contract"), one.name), (_("case"), party.name)),
                    )
                )
            if not declared and not contract.names(party.name):
                place = next((one.label for one in contract.declarations if _concerns(party, one)), None)
                findings.append(
                    Finding(
                        "party_name",
                        "error",
                        _("The name of {role}, “{name}”, does not occur in the contract.").format(
                            role=party.role or _("the party"), name=party.name
                        ),
                        place,
                    )
                )
        known = {squeezed(party.name) for party in parties} | {squeezed(one.name) for one in named}
        findings += _holders(contract, known, flagged)
        for name in dict.fromkeys(
            [*(party.name for party in parties), *(one.name for one in named if one.place not in flagged)]
        ):
            for place, text in _near_misses(contract, name, known):
                if place in flagged:
                    continue
                flagged.add(place)
                findings.append(
                    Finding(
                        "party_name",
                        "error" if len(squeezed(name)) >= SHORTEST_COMPANY else "warning",
                        _("“{found}” differs from the party's name “{expected}”.").format(found=text, expected=name),
                        place,
                        sides=((_("here"), text), (_("party"), name)),
                    )
                )
        of_the_case = {role for party in parties for role in roles_in(party.role)}
        of_the_case |= {role for one in named if one.roles & of_the_case for role in one.roles}
        if not parties or of_the_case:
            unknown = {role: declared for role, declared in by_role.items() if role not in of_the_case}
            findings += _inconsistent(unknown, flagged)
        looked_at = _("{names} names beside {roles} roles, {parties} parties of the case").format(
            names=len(named), roles=len(by_role), parties=len(parties)
        )
        return Outcome(looked_at, tuple(findings), applicable=bool(named or parties))


def _by_role(named: list[Declaration]) -> dict[str, list[Declaration]]:
    by_role: dict[str, list[Declaration]] = {}
    for declaration in named:
        for role in sorted(declaration.roles):
            by_role.setdefault(role, []).append(declaration)
    return by_role


def _concerns(party: PartyFacts, declaration: Declaration) -> bool:
    return bool(roles_in(party.role) & declaration.roles)


def _declared_for(party: PartyFacts, named: list[Declaration]) -> list[Declaration]:
    roles = roles_in(party.role)
    if not roles:
        return []
    # 出租方（甲方）：… once, then only 甲方: the roles that stand together are one party
    for declaration in named:
        if declaration.roles & roles:
            roles = roles | declaration.roles
    return [declaration for declaration in named if declaration.roles & roles]


def _same_name(one: str, other: str) -> bool:
    """Whether two names are one; beside a Chinese name the same person's foreign one may stand: Daniel Wong 黄志明."""
    return squeezed(other) in (squeezed(one), squeezed(_FOREIGN_BESIDE.sub("", one)))


_FOREIGN_BESIDE = re.compile(r"^[A-Za-z][A-Za-z.,' -]*(?=[一-鿿])|(?<=[一-鿿])\s*[A-Za-z][A-Za-z.,' -]*$")


def _is_other(one: Declaration, parties: list[PartyFacts], party: PartyFacts) -> bool:
    """Whether the name standing here is that of a party with another role alone: the parties are mixed up."""
    alike = [other for other in parties if _same_name(one.name, other.name)]
    return bool(alike) and all(other.role != party.role for other in alike)


def _several_people(declared: list[Declaration]) -> bool:
    return len({squeezed(one.name) for one in declared}) > 1


def _close(one: str, other: str) -> bool:
    a, b = squeezed(one), squeezed(other)
    return _distance(a, b) <= max(1, len(b) // 4)


def _inconsistent(by_role: dict[str, list[Declaration]], flagged: set[Place]) -> list[Finding]:
    """Without a case: one role, two names that differ by little."""
    findings = []
    for role, declared in by_role.items():
        first = declared[0]
        together = [each for each in declared if each.label == first.label]
        for one in declared[1:]:
            b = squeezed(one.name)
            if any(squeezed(each.name) in b or b in squeezed(each.name) for each in together) or one.place in flagged:
                continue
            first = next((each for each in together if _close(one.name, each.name)), declared[0])
            flagged.add(one.place)
            findings.append(
                Finding(
                    "party_name",
                    "error" if _close(one.name, first.name) else "warning",
                    _("{role} is “{found}” here but “{expected}” before.").format(
                        role=role, found=one.name, expected=first.name
                    ),
                    one.place,
                    (first.place,),
                    ((_("here"), one.name), (_("before"), first.name)),
                )
            )
    return findings


def _holders(contract: Contract, known: set[str], flagged: set[Place]) -> list[Finding]:
    """Accounts held in a name that is almost a party's. Other holders are possible: a bank, an agent, a relative."""
    findings = []
    far: set[str] = set()
    for name, place in contract.holders:
        held = squeezed(name)
        if held in known or held in far:
            continue
        alike = next((one for one in sorted(known) if one not in held and _close(held, one)), None)
        if alike is None:
            far.add(held)
        else:
            flagged.add(place)
            findings.append(
                Finding(
                    "party_name",
                    "error",
                    _("The account is held by “{found}”; the party is “{expected}”.").format(
                        found=name, expected=alike
                    ),
                    place,
                    sides=((_("here"), name), (_("party"), alike)),
                )
            )
    return findings


def _near_misses(contract: Contract, name: str, known: set[str]) -> list[tuple[Place, str]]:
    """Places where a name almost stands: one character wrong, missing or too many."""
    wanted = re.sub(r"\s", "", name).replace("(", "（").replace(")", "）")
    length = len(wanted)
    if length < 3 or not all(is_chinese(character) or character in "（）·" for character in wanted):
        return []
    found: list[tuple[Place, str]] = []
    if length >= SHORTEST_COMPANY:
        half = length // 2
        parts = [(wanted[:half], 0), (wanted[half:], half)]
    else:
        parts = [(wanted[:2], 0)]
    slip = _slip_of_a_person(wanted) if length < SHORTEST_COMPANY else None
    for block in _may_name(contract, [*(part for part, _at in parts), *(wanted[2] if slip else "")]):
        text = block.text.replace("(", "（").replace(")", "）")
        seen: set[int] = set()
        for match in slip.finditer(text) if slip else ():
            if match[1] not in known and not _is_other_person(text, match.start(1)):
                seen.add(match.start(1))
                found.append((Place(block.number, match.start(1), match.end(1)), match[1]))
        for part, at in parts:
            position = text.find(part)
            while position >= 0:
                start = position - at
                position = text.find(part, position + 1)
                hit = _almost(text, start, wanted, at == 0)
                if hit is None or hit[0] in seen or _is_other_person(text, hit[0]):
                    continue
                seen.add(hit[0])
                words = text[hit[0] : hit[1]]
                if not any(
                    squeezed(words) in one or one in squeezed(text[max(hit[0] - 1, 0) : hit[1] + 1]) for one in known
                ):
                    found.append((Place(block.number, hit[0], hit[1]), words))
    return found


def _may_name(contract: Contract, pieces: list[str]) -> Iterator[Block]:
    """The blocks, headers and footers included, in which one of the pieces of a name stands."""
    for body in (contract.body, contract.margins):
        for index in body.places("".join(piece.strip("（）")[:1] for piece in pieces)):
            block, text = body[index]
            if any(piece.strip("（）") in text for piece in pieces):
                yield block


_OTHER_PERSON = re.compile(
    r"(?:[东西南北]邻|代理人|联系人|经办人|代表人?|负责人|见证人|证人|权利人|经纪人|监护人|收件人|签收人|业务员|经理|中介|配偶|妻|夫|父|母|子|女|兄|弟|姐|妹)"
    r"\s*(?:[（(][^（()）]{0,12}[）)])?\s*(?:姓名)?\s*[:：]?\s*$"
)
"""What stands before the name of somebody who is no party and may well be called much like one."""


_WITHIN_A_WORD = re.compile(r"[省市区县镇乡村路街道][一-鿿]?$")
"""Behind these a short name is the beginning of another one: 临江市阳光副食批发部."""
_GOES_BEFORE_A_NAME = "|".join(
    f"(?<={words})"
    for words in ("收款人", "收款方", "户名", "汇入", "转入", "打入", "付给", "付至", "人为", "方为", "名为")
)


def _is_other_person(text: str, start: int) -> bool:
    return _OTHER_PERSON.search(text[max(start - 30, 0) : start]) is not None


def _slip_of_a_person(name: str) -> re.Pattern[str] | None:
    """A name of three characters of which the first or second is another one, standing by itself."""
    if len(name) != 3:
        return None
    first, second, third = map(re.escape, name)
    return re.compile(
        rf"(?:^|(?<=[\s:：,，、;；()（）])|{_GOES_BEFORE_A_NAME})((?!{first}{second})(?:{first}[一-鿿]{third}|[一-鿿]{second}{third}))"
        r"(?=[\s,，、;；。()（）]|身份证|[在于的]|名下|$)",
        re.MULTILINE,
    )


def _almost(text: str, start: int, wanted: str, front: bool) -> tuple[int, int] | None:
    """The stretch around `start` that is one step away from `wanted`, None if it is exact or further away."""
    length = len(wanted)
    if start < -1 or text.startswith(wanted, max(start, 0)):
        return None
    if length < SHORTEST_COMPANY:
        words = text[start : start + length]
        same = sum(a == b for a, b in zip(words, wanted, strict=False))
        if (
            start >= 0
            and len(words) == length
            and same == length - 1
            and is_chinese(words[-1])
            and words[-1] not in _AFTER_NAMES
            and not _WITHIN_A_WORD.search(text[max(start - 2, 0) : start])
        ):
            return start, start + length
        return None
    if front:
        options = [(start, start + size) for size in (length, length - 1, length + 1)]
    else:
        end = start + length
        options = [(end - size, end) for size in (length, length - 1, length + 1)]
    for first, last in options:
        if first >= 0 and last <= len(text) and _distance(text[first:last], wanted) == 1:
            words = text[first:last]
            if all(is_chinese(character) or character in "（）·" for character in words):
                return first, last
    return None


_AFTER_NAMES = "和与及或的系为是在于应须将已不之等先女将对向从由至按据同作均共此该并有无未可以但其所"


def _distance(one: str, other: str) -> int:
    """Levenshtein distance."""
    previous = list(range(len(other) + 1))
    for row, a in enumerate(one, 1):
        current = [row]
        for column, b in enumerate(other, 1):
            current.append(min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (a != b)))
        previous = current
    return previous[-1]
