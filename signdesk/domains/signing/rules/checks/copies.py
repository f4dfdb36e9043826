"""copies: how many copies are made is said one way, agrees with the case, and is what the holders get together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.sentences import after
from signdesk.domains.signing.rules.structure.wording import Wording

_N = r"[0-9零〇一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}"
_COUNT = (
    rf"[【\[_\s]*(?P<count>{_N})[】\]_\s]*(?:[(]\s*(?:大写)?[:]?\s*(?P<again>{_N})\s*(?:份\s*)?[)])?\s*[】\]_\s]*份"
)
_TOTAL = Wording(
    r"(?:[一壹]\s*式|(?:合同|协议)(?:正本)?(?:份数[:为]|共)|本(?:合同|协议)正本)\s*(?:共|为)?\s*" + _COUNT, holds="份"
)
_SHARE = re.compile(
    rf"(?P<who>(?:(?!{_N}\s*份)[^,，。；;、:()]){{1,24}}(?:、(?:(?!{_N}\s*份)[^,，。；;、:()]){{1,12}})*?)"
    r"(?P<each>各)?\s*(?:自|方)?\s*(?:执有?|持有?|留存?|保存|存档|存|备案|备查|收执|保管)?\s*(?:有|档|合同)?\s*[正]?本?\s*(?P<each2>各)?\s*"
    + _COUNT.replace("count", "share").replace("again", "share_again")
)
_BETWEEN = ",，、:其中由( "
_PREAMBLE = re.compile(
    r"[,，]?\s*(?:均?具有?同等[^,，:。]{0,8}效力|(?:合同|协议)?(?:持有|保管|分配|执有)情况(?:如下|为)?)\s*[:]?"
)
"""What may stand between the count and the holders: 一式4份，具有同等法律效力，合同持有情况如下：…"""
_REST = re.compile(r"其余|剩余|余下|余[0-9一二两三四五六]|另[有外]|副本|正本|复印")


@dataclass(frozen=True)
class Copies:
    id: str = "copies"
    title: str = N_("Number of copies")
    why: str = N_(
        "Each holder must be able to prove that theirs is one of the signed copies, and that there are no more."
    )
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        findings: list[Finding] = []
        totals: list[tuple[int, Place]] = []
        for block, match in contract.body.find(_TOTAL):
            if contract.zones.in_attachments(block.number):
                break
            place = Place(block.number, match.start(), match.end())
            count = number(match["count"])
            again = number(match["again"]) if match["again"] else count
            if not count or not again or _of_something_else(match.string, match.start()):
                continue
            totals.append((count, place))
            if again != count:
                text = contract.model.excerpt(place)
                findings.append(_finding(_("“{text}” names {one} copies and {other}."), place, count, again, text=text))
            elif (given := _given_out(after(match.string, match.end()), count)) != count:
                findings.append(
                    _finding(_("{one} copies are made, but the holders get {other} together."), place, count, given)
                )
        for count, place in totals[1:]:
            if count != totals[0][0]:
                findings.append(
                    _finding(
                        _("{other} copies are made here, {one} by another clause."), place, totals[0][0], count,
                        others=(totals[0][1],),
                    )
                )  # fmt: skip
        if facts.copies is not None and totals and totals[0][0] != facts.copies:
            findings.append(
                _finding(_("{other} copies here, {one} in the case."), totals[0][1], facts.copies, totals[0][0])
            )
        return Outcome(
            _("{count} places that say how many copies there are").format(count=len(totals)),
            tuple(findings),
            applicable=bool(totals),
        )


def _finding(
    words: str, place: Place, one: int, other: int, *, text: str = "", others: tuple[Place, ...] = ()
) -> Finding:
    message = words.format(one=one, other=other, text=text)
    return Finding("copies", "error", message, place, others, ((_("here"), str(other)), (_("expected"), str(one))))


def _of_something_else(text: str, start: int) -> bool:
    """Whether it is copies of an attachment or another paper that are counted."""
    ahead = text[max(start - 30, 0) : start]
    other = re.search(r"附件|复印件|清单|副本|登记表|委托书", ahead[-8:])
    return other is not None and re.search(r"(?:合同|协议)[^。]{0,12}$", ahead) is None


def _given_out(sentence: str, count: int) -> int:
    """How many copies the holders named in the sentence get; `count` if that cannot be said for sure."""
    sentence = re.split(r"[,，][每各]份", _PREAMBLE.sub("", sentence))[0]
    if _REST.search(sentence):
        return count
    total = position = several = 0
    while match := _next_share(sentence, position):
        share = number(match["share"])
        each = bool(match["each"] or match["each2"] or "各" in match["who"])
        holders = _holders(match["who"]) if each else 1
        if not share or (not holders and several):
            return count
        several = several or (share if not holders else 0)
        total, position = total + share * holders, match.end()
    if not position or "份" in sentence[position:]:
        return count
    if several:  # a party of several persons, who hold one each: two or more of them
        fits = count - total >= 2 * several and (count - total) % several == 0
        return count if fits else total + 2 * several
    return total


def _next_share(sentence: str, position: int) -> re.Match[str] | None:
    """Who gets how many next, with no other words before it."""
    last = len(sentence) - len(sentence[position:].lstrip(_BETWEEN))
    return next((match for start in range(position, last + 1) if (match := _SHARE.match(sentence, start))), None)


def _holders(who: str) -> int:
    """How many hold one each: 甲乙双方 2, 三方 3, 甲方、乙方和登记机构 3; 0 if unknown."""
    sides = re.search(r"双方|两方|三方|四方|买卖|租赁", who)
    if sides is None:
        pieces = re.split(r"[、和及与]", who)
        return len([piece for piece in pieces if piece.strip(" 各执持")]) if len(pieces) > 1 else 0
    beside = re.split(r"[、和及与]", re.sub(r"(?:[甲乙丙丁][方、]*)*[^、和及与]*(?:双方|两方|三方|四方)", "", who))
    others = [piece for piece in beside if len(piece.strip(" 各执持买卖租赁双方")) > 1]
    return {"三方": 3, "四方": 4}.get(sides[0], 2) + len(others)
