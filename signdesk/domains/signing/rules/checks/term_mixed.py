"""term_mixed: the parties and what was given a short name are called by one name throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.callings import LETTERS, Callings, Mention, acts, find_callings
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.parties import roles_in
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.wording import Wording

_OF_THE_TITLE = (
    (re.compile(r"租"), frozenset(("出租人", "承租人"))),
    (re.compile(r"买卖|购销|转让"), frozenset(("出卖人", "买受人"))),
)
"""Contracts by their title, and what their parties go by where they have no other names."""
_OF_A_DEAL = frozenset(("出租人", "承租人", "出卖人", "买受人"))
_BETWEEN_OTHERS = re.compile(r"居间|中介|代理|委托")
"""Titles of contracts in which the parties of a deal act without being the contract's own."""
_SUBLEASE, _SHARED = re.compile(r"转租|分租"), re.compile(r"转租|分租|合租")
"""Titles of contracts of which the lessor of the whole is no party."""
_SELDOM, _OFTEN, _VERY_OFTEN = 2, 4, 12
"""In so many sentences at most; so often the parties go by other names where it is a slip to call one otherwise once,
or twice."""
_DEPOSIT = Wording(
    r"(?<![抵质装修量品证资理费电卡匙气柜键具])(?P<word>押金|保证金|定金|信誉金|诚意金|履约金|风险金|抵押金)(?!罚则|合同|条款|协议)",
    holds="金",
)
"""What a lease's deposit is called; a deposit for the fitting-out or for the goods' quality is another one."""
_ITSELF = Wording(r"本(?P<paper>合同|协议|契约)(?!签订[^,，。；;]{0,10}(?:补充|另行))", holds="本")
FEW, _THROUGHOUT = 3, 8
"""So seldom and so often a contract calls itself by two names of which the second is its own."""
_WITH_A_SUM = re.compile(r"\d\s*(?:元|%)|[¥￥]|[壹贰叁肆伍陆柒捌玖]")
_PARTS = re.compile(r"，|,(?!\d)")
_SHORT_NAME = Wording(
    r"(?:以下|下)(?:统|合|均)?[简称]{1,2}(?:为|作)?\s*[“\"「『](?P<name>[^”\"」』]{2,20})[”\"」』]",
    holds="简称",
)
_POINTING = re.compile(r"(?P<pointer>该|本|此)(?P<thing>.{2,})")
_TITLE = re.compile(r"(?:合同|协议|协议书|合同书|契约)(?:\([^()]*\))?\s*$")


@dataclass(frozen=True)
class TermMixed:
    id: str = "term_mixed"
    title: str = N_("One name for one thing")
    why: str = N_("If a party goes by two names, nobody can be sure that one and the same is meant.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        callings = find_callings(contract)
        roles = callings.roles
        names = list(_short_names(contract))
        findings: list[Finding] = list(_odd_names(contract, callings)) if roles else []
        findings += [*_other_deposit(contract), *_other_paper(contract)]
        findings += _defined_twice(names)
        findings += _other_pointers(contract, names)
        looked_at = _("{roles} names of parties, {names} short names").format(roles=len(roles), names=len(names))
        return Outcome(looked_at, tuple(findings), applicable=bool(roles or names))


def _shown(roles: frozenset[str]) -> str:
    """For people: 甲方, 乙方 first, in their order."""
    return _(", ").join(sorted(roles, key=lambda role: (("甲乙丙丁" + role[0]).index(role[0]), role)))


def _in_terms(contract: Contract, wording: Wording) -> Iterator[tuple[Block, re.Match[str]]]:
    for block, match in contract.body.find(wording):
        if contract.zones.in_attachments(block.number):
            return
        yield block, match


def _title(contract: Contract) -> str:
    return next((text for _block, text in contract.body[:8] if _TITLE.search(text) and len(text) < 40), "")


def _odd_names(contract: Contract, callings: Callings) -> Iterator[Finding]:
    """乙方 in a contract between 出卖人 and 买受人; 承租人, once, where 乙方（承租人） goes by 乙方; 房东 anywhere."""
    roles, title = callings.roles, _title(contract)
    of_the_title = frozenset[str]().union(*(names for kind, names in _OF_THE_TITLE if kind.search(title)))
    of_others = _OF_A_DEAL if _BETWEEN_OTHERS.search(title) else frozenset[str]()
    of_others |= of_the_title if _SUBLEASE.search(title) else frozenset()
    of_others |= {"房东", "业主"} if _SHARED.search(title) else frozenset()
    usual = _in_use(callings)
    for name, mentions in callings.called.items():
        nobody = name[0] in LETTERS and name not in roles
        wrong = name not in usual | of_others and (
            (name in of_the_title and not roles & of_the_title) or _is_slip(contract, callings, name, usual)
        )
        if not (nobody or wrong):
            continue
        odd = next((each for each in mentions if acts(contract, each) and not _both_sides(contract, each)), None)
        if odd is None:
            continue
        if nobody:
            message = _("“{name}” is none of the parties: {parties}.").format(name=odd.word, parties=_shown(roles))
            yield Finding("term_mixed", "error", message, odd.place)
        else:
            message = _("“{name}” is not how a party of this contract is called: {parties}.").format(
                name=odd.word, parties=_shown(usual)
            )
            yield Finding("term_mixed", "warning", message, odd.place)


def _is_slip(contract: Contract, callings: Callings, name: str, usual: frozenset[str]) -> bool:
    """Whether a name stands in so few sentences beside the usual ones that it was not meant to be one of its own."""
    mentions = callings.called[name]
    if len({mention.place.block for mention in mentions}) > _SELDOM:
        return False
    sentences = {_sentence_of(contract, mention.place) for mention in mentions}
    least = _OFTEN if name in callings.roles else 0
    return len(sentences) <= _SELDOM and callings.often(usual) >= (least if len(sentences) == 1 else _VERY_OFTEN)


def _sentence_of(contract: Contract, place: Place) -> tuple[int, int]:
    """The sentence a place stands in, by its block and where it begins."""
    return place.block, place.start - len(before(contract.texts[place.block], place.start))


def _in_use(callings: Callings) -> frozenset[str]:
    """The names the parties go by: of each party's the one that stands most often."""
    return frozenset(
        max(sorted(names), key=lambda name: callings.often(frozenset((name,)))) for names in callings.parties
    )


def _both_sides(contract: Contract, mention: Mention) -> bool:
    """出租人与承租人的变更, 出租人应交付、承租人应收取: in one sentence with the other side, called alike."""
    text, place = contract.texts[mention.place.block], mention.place
    sentence = before(text, place.start) + after(text, place.end)
    others = _OF_A_DEAL & roles_in(sentence) - roles_in(mention.word)
    return bool(others) and bool(roles_in(mention.word) & _OF_A_DEAL)


def _other_deposit(contract: Contract) -> Iterator[Finding]:
    """定金, in one sentence and without a sum, in a lease whose deposit is 押金 elsewhere; 定金（押金） is one."""
    if "租" not in _title(contract):
        return
    found: dict[str, list[Place]] = {}
    for block, match in _in_terms(contract, _DEPOSIT):
        found.setdefault(match["word"], []).append(Place(block.number, *match.span()))
    usual = max(found, key=lambda word: (len(found[word]), _has_a_sum(contract, found[word])), default="")
    told: set[tuple[int, int]] = set()
    for word, places in found.items():
        sentences = {_sentence_of(contract, place) for place in places}
        text, first = contract.texts[places[0].block], places[0].start
        ahead, behind = _PARTS.split(before(text, first))[-1], _PARTS.split(after(text, first))[0]
        established = len(found[usual]) > 1 or _has_a_sum(contract, found[usual])
        if word == usual or len(sentences) > 1 or sentences & told or not established:
            continue
        if usual not in ahead + behind and not _WITH_A_SUM.search(ahead + behind):
            told |= sentences
            message = _("“{found}”: elsewhere it is called “{usual}”.").format(found=word, usual=usual)
            yield Finding("term_mixed", "warning", message, places[0], (found[usual][0],))


def _other_paper(contract: Contract) -> Iterator[Finding]:
    """本契约, once or twice, in a contract that calls itself 本合同 throughout."""
    if sum(bool(contract.body.places((f"本{paper}",))) for paper in ("合同", "协议", "契约")) < 2:
        return
    found: dict[str, list[Place]] = {}
    for block, match in _in_terms(contract, _ITSELF):
        found.setdefault(match["paper"], []).append(Place(block.number, *match.span()))
    usual = max(found, key=lambda word: len(found[word]), default="")
    for word, places in found.items():
        if word != usual and len(places) < FEW and len(found[usual]) >= _THROUGHOUT:
            message = _("“{found}”: elsewhere it is called “{usual}”.").format(found=f"本{word}", usual=f"本{usual}")
            yield Finding("term_mixed", "warning", message, places[0], (found[usual][0],))


def _has_a_sum(contract: Contract, places: list[Place]) -> bool:
    """Whether it is said anywhere how much it is."""
    texts = ((contract.texts[place.block], place) for place in places)
    return any(_WITH_A_SUM.search(before(text, place.start) + after(text, place.end)) for text, place in texts)


def _short_names(contract: Contract) -> Iterator[tuple[str, Place]]:
    for block, match in contract.body.find(_SHORT_NAME):
        yield match["name"].strip(), Place(block.number, match.start("name"), match.end("name"))


def _defined_twice(names: list[tuple[str, Place]]) -> Iterator[Finding]:
    first: dict[str, Place] = {}
    for name, place in names:
        if name in first and not roles_in(name):
            message = _("“{name}” is given to two things.").format(name=name)
            yield Finding("term_mixed", "warning", message, place, (first[name],))
        first.setdefault(name, place)


def _other_pointers(contract: Contract, names: list[tuple[str, Place]]) -> Iterator[Finding]:
    """该房屋 was defined, 本房屋 is used."""
    for name, defined in names:
        pointed = _POINTING.fullmatch(name)
        if pointed is None:
            continue
        pointers = "".join({"该", "本", "此"} - {pointed["pointer"]})
        thing = re.escape(pointed["thing"])
        others = Wording(rf"[{pointers}]{thing}(?!买卖|租赁|转让|居间|服务|合同|协议)", holds=pointers)
        for block, other in _in_terms(contract, others):
            if (block.number, other.start()) >= (defined.block, defined.end):
                message = _("“{found}”: the short name is “{name}”.").format(found=other[0], name=name)
                place = Place(block.number, other.start(), other.end())
                yield Finding("term_mixed", "warning", message, place, (defined,))
                break
