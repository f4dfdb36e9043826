"""term_mixed: the parties and what was given a short name are called by one name throughout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.parties import roles_in
from signdesk.domains.signing.rules.structure.sentences import after, before, line_at
from signdesk.domains.signing.rules.structure.subjects import acts
from signdesk.domains.signing.rules.structure.wording import Wording

_LETTERED = Wording(r"[甲乙丙丁]方", holds="甲乙丙丁")
_DEFINED_ROLE = Wording(r"(?:简称|合称|下称|以下称|[(])\s*为?[“\"]?(?P<role>[甲乙丙丁]方)[”\"]?", holds="甲乙丙丁")
_TOGETHER = Wording(r"(?P<letters>甲[、,，]?乙(?:[、,，]?丙(?:[、,，]?丁)?)?)(?:[双两三四]?方|[、,，])", holds="甲")
_KINDS = (
    (
        re.compile(r"租"),
        Wording(r"(?<!次)(?P<word>出租[方人]|承租[方人])", holds="租"),
        frozenset(("出租人", "承租人")),
    ),
    (
        re.compile(r"买卖|购销|转让"),
        Wording(r"(?P<word>出卖人|买受人|卖方|买方|出卖方|买受方)", holds="卖买"),
        frozenset(("出卖人", "买受人")),
    ),
)
"""Contracts by their title, the names their parties go by, and those names in one form."""

_FAMILIAR = Wording(
    r"房东|租客|租户|房客|商(?<![各他全该名些体]商)户|店主|摊主|开发商|装修公司|装饰公司|施工队|员工|雇员|卖家|买家|债务人|债权人|施工方|装修方|供应商|供货商|承包商"
    r"|中介方|中介公司|业主方?|房主"
    r"|物业方|销售方|采购方|购买方|供货方|购货方|租赁方|管理方|出租[方人]|承租[方人]|出卖[方人]|买受[方人]|卖方|买方|发包[方人]|承包[方人]|出借[方人]|借款[方人]"
    r"|雇主|用人单位|劳动者|转让方|受让方|贷款[方人]|托运[方人]|承运[方人]",
    holds="东客户商司队员家债方主人业者",
)
"""What people call a party when they talk; in a contract it stands once where the rest was written with care."""
_BETWEEN_OTHERS = re.compile(r"居间|中介|代理|委托")
_OF_A_DEAL = re.compile(r"(?:出租|承租|出卖|买受|卖|买)[方人]")
"""Whom a broker brings together: they act in its contract without being parties of it."""
_TO_WHOM = re.compile(r"(?:划入|转入|汇入|支付给|支付至|交付给|交还|返还给?|退还给?|移交给?|通知|告知|赔偿)$")
_BESIDE_A_PARTY = re.compile(r"[、和与及](?:[甲乙丙]方|出卖人|买受人|出租[方人]|承租[方人])")
"""卖家、买受人各自承担: one of two who do something together."""
_TOWARDS = re.compile(_TO_WHOM.pattern.removesuffix("$") + r"$|[向对给经]$")
_BOTH_SIDES = re.compile(rf"[、和与及](?:{_FAMILIAR.pattern.pattern})双方|双方")
_MAY_BE_MEANT = {
    "债务人": "保证|担保|抵押|质押|转让",
    "债权人": "保证|担保|抵押|质押|转让",
    "员工": "[甲乙丙]方的?员工|劳动合同|劳动关系",
    "业主": "全体业主|业主大会|业主委员会|小区|其他业主",
    "供应商": "采购|供货",
    "承包商": "分包|施工",
    "贷款人": "借款|贷款",
    "贷款方": "借款|贷款",
    "用人单位": "劳动|雇佣|劳务|就业|竞业",
    "劳动者": "劳动|雇佣|劳务|就业|竞业",
    "租赁方": "租",
    "出租人": "民法典|原租赁|转租",
    "出租方": "原租赁|转租",
    "承租人": "民法典|原租赁|转租|优先",
    "承租方": "原租赁|转租",
    "买受人": "受托|委托|出售",
    "出卖人": "受托|委托|购买",
    "买方": "居间|中介|委托",
    "卖方": "居间|中介|委托",
    "受让方": "转让",
    "转让方": "转让",
}
"""Contracts in which such a word is somebody else, by the words around it."""
_BY_ROLE = Wording(r"(?P<word>(?<!次)(?<!转)(?:出租|承租|出卖|买受|委托|受托|发包|承包)[方人]|卖方|买方)", holds="方人")
"""What a party of a lettered contract was introduced as: 甲方（出租方）."""
_OTHERWISE_MEANT = re.compile(r"民法典|原(?:租|合同|协议)|新承租|其他承租|优先购买|代理人")
_LETTERED_THROUGHOUT = 8
"""So often 甲方 and 乙方 stand in terms that go by them."""
_DEPOSIT = Wording(r"(?<![抵质装修量品证资理费])(?P<word>押金|保证金|定金)(?!罚则|合同|条款|协议)", holds="金")
"""What a lease's deposit is called; a deposit for the fitting-out or for the goods' quality is another one."""
_ITSELF = Wording(r"本(?P<paper>合同|协议|契约)(?!签订[^,，。；;]{0,10}(?:补充|另行))", holds="本")
FEW = 3
_WITH_A_SUM = re.compile(r"\d\s*(?:元|%)|[¥￥]|[壹贰叁肆伍陆柒捌玖]")
_SHORT_NAME = Wording(
    r"(?:以下|下)(?:统|合|均)?[简称]{1,2}(?:为|作)?\s*[“\"「『](?P<name>[^”\"」』]{2,20})[”\"」』]",
    holds="简称",
)
_POINTING = re.compile(r"(?P<pointer>该|本|此)(?P<thing>.{2,})")
_SELDOM, _AMONG = 2, 6
"""A name that stands so often at most, each time among so many others, was not meant to be one of its own."""
_TITLE = re.compile(r"(?:合同|协议|协议书|合同书|契约)(?:\([^()]*\))?\s*$")


@dataclass(frozen=True)
class TermMixed:
    id: str = "term_mixed"
    title: str = N_("One name for one thing")
    why: str = N_("If a party goes by two names, nobody can be sure that one and the same is meant.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        roles = _roles(contract)
        names = list(_short_names(contract))
        findings: list[Finding] = []
        if roles:
            findings += _unknown_letters(contract, roles)
            findings += _other_words(contract, roles)
            told = {finding.place for finding in findings}
            findings += [finding for finding in _familiar_words(contract, roles) if finding.place not in told]
            told = {finding.place for finding in findings}
            findings += [finding for finding in _stray_roles(contract, roles) if finding.place not in told]
        findings += [*_other_deposit(contract), *_other_paper(contract)]
        findings += _defined_twice(names)
        findings += _other_pointers(contract, names)
        looked_at = _("{roles} names of parties, {names} short names").format(roles=len(roles), names=len(names))
        return Outcome(looked_at, tuple(findings), applicable=bool(roles or names))


def _roles(contract: Contract) -> frozenset[str]:
    """Every name a party is introduced by: at the head, in brackets, and in 甲、乙、丙三方."""
    found = {role for declaration in contract.declarations for role in declaration.roles}
    found |= {match["role"] for _block, match in contract.body.find(_DEFINED_ROLE)}
    for _block, match in contract.body.find(_TOGETHER):
        found |= {f"{letter}方" for letter in match["letters"] if letter in "甲乙丙丁"}
    return frozenset(found)


def _shown(roles: frozenset[str]) -> str:
    """For people: 甲方, 乙方 first, in their order."""
    return _(", ").join(sorted(roles, key=lambda role: (("甲乙丙丁" + role[0]).index(role[0]), role)))


def _in_terms(contract: Contract, wording: Wording) -> Iterator[tuple[Block, re.Match[str]]]:
    for block, match in contract.body.find(wording):
        if contract.zones.in_attachments(block.number):
            return
        yield block, match


def _unknown_letters(contract: Contract, roles: frozenset[str]) -> Iterator[Finding]:
    """乙方 in a contract between 出卖人 and 买受人, 丙方 where there are two parties."""
    told: set[str] = set()
    for block, match in _in_terms(contract, _LETTERED):
        if match[0] not in roles and match[0] not in told:
            told.add(match[0])
            message = _("“{name}” is none of the parties: {parties}.").format(name=match[0], parties=_shown(roles))
            yield Finding("term_mixed", "error", message, Place(block.number, match.start(), match.end()))


def _other_words(contract: Contract, roles: frozenset[str]) -> Iterator[Finding]:
    """出租方 as one who acts, in a lease whose parties are 甲方 and 乙方 and nothing else."""
    title = _title(contract)
    told: set[str] = set()
    for kind, wording, pair in _KINDS:
        if not kind.search(title) or _BETWEEN_OTHERS.search(title):
            continue
        called = _seldom(contract, wording, roles) if roles & pair else None
        for block, match in _in_terms(contract, wording):
            if called is not None and match["word"] not in called:
                continue
            meant = acts(match.string, *match.span("word")) or _TOWARDS.search(match.string[: match.start("word")])
            if match["word"] not in told and meant:
                told.add(match["word"])
                message = _("“{name}” is not how a party of this contract is called: {parties}.").format(
                    name=match["word"], parties=_shown(roles)
                )
                yield Finding("term_mixed", "warning", message, Place(block.number, match.start(), match.end()))


def _seldom(contract: Contract, wording: Wording, roles: frozenset[str]) -> frozenset[str]:
    """Words that are no party's, once or twice in terms that speak of 甲方 and 乙方: 出租方 beside 乙方（承租人）."""
    counts = Counter(match["word"] for _block, match in _in_terms(contract, wording))
    most = min(_SELDOM, sum(1 for _found in _in_terms(contract, _LETTERED)) // _AMONG)
    return frozenset(word for word, count in counts.items() if count <= most and not roles_in(word) & roles)


def _title(contract: Contract) -> str:
    return next((text for _block, text in contract.body[:8] if _TITLE.search(text) and len(text) < 40), "")


def _familiar_words(contract: Contract, roles: frozenset[str]) -> Iterator[Finding]:
    """租客 or 开发商 as one who acts, once, where the parties have other names."""
    title = _title(contract)
    between_others = _BETWEEN_OTHERS.search(title) is not None
    found: dict[str, list[Place]] = {}
    for block, match in contract.body.find(_FAMILIAR):
        if not roles_in(match[0]) & roles and not (between_others and _OF_A_DEAL.fullmatch(match[0])):
            found.setdefault(match[0], []).append(Place(block.number, match.start(), match.end()))
    for word, places in found.items():
        text = contract.texts[places[0].block]
        meant = any(
            acts(text, place.start, place.end)
            or _TO_WHOM.search(text[: place.start])
            or _BOTH_SIDES.match(text, place.end)
            or _BESIDE_A_PARTY.match(text, place.end)
            for place in places
        )
        if len({place.block for place in places}) > 1 or word in roles or not meant:
            continue
        if word in _MAY_BE_MEANT and re.search(_MAY_BE_MEANT[word], contract.text):
            continue
        message = _("“{name}” is not how a party of this contract is called: {parties}.").format(
            name=word, parties=_shown(roles)
        )
        yield Finding("term_mixed", "warning", message, places[0])


def _stray_roles(contract: Contract, roles: frozenset[str]) -> Iterator[Finding]:
    """承租人, once, as one who acts, where 乙方（承租方） goes by 乙方 everywhere else."""
    if (
        "转租" in _title(contract)
        or not roles & {"甲方", "乙方"}
        or len(re.findall("[甲乙]方", contract.text)) < _LETTERED_THROUGHOUT
    ):
        return
    labels = {
        (each.label.block, line_at(contract.texts[each.label.block], each.label.start))
        for each in contract.declarations
    }
    found: dict[str, list[tuple[str, Place]]] = {}
    for block, match in _in_terms(contract, _BY_ROLE):
        line = line_at(match.string, match.start())
        start = match.string.rfind("\n", 0, match.start()) + 1
        named = (block.number, line) in labels or (block.number, start) in contract.zones.signature_lines
        sentence = before(match.string, match.start()) + after(match.string, match.start())
        if not named and not _OTHERWISE_MEANT.search(sentence):
            place = Place(block.number, *match.span())
            found.setdefault(match["word"][:-1] if len(match["word"]) > 2 else match["word"], []).append(
                (match.string, place)
            )
    for places in found.values():
        text, place = places[0]
        word = text[place.start : place.end]
        sentence = before(text, place.start) + after(text, place.start)
        both = len(set(_BY_ROLE.pattern.findall(sentence))) > 1
        meant = acts(text, place.start, place.end) or _TOWARDS.search(text[: place.start])
        if len(places) > 1 or not roles_in(word) & roles or both or not meant:
            continue
        message = _("“{name}” is not how a party of this contract is called: {parties}.").format(
            name=word, parties=_shown(frozenset(role for role in roles if role[0] in "甲乙丙丁"))
        )
        yield Finding("term_mixed", "warning", message, place)


def _other_deposit(contract: Contract) -> Iterator[Finding]:
    """定金, once and without a sum, in a lease whose deposit is called 押金 everywhere else."""
    if "租" not in _title(contract):
        return
    found: dict[str, list[Place]] = {}
    for block, match in _in_terms(contract, _DEPOSIT):
        found.setdefault(match["word"], []).append(Place(block.number, *match.span()))
    usual = max(found, key=lambda word: (len(found[word]), _has_a_sum(contract, found[word])), default="")
    for word, places in found.items():
        text = contract.texts[places[0].block]
        sentence = before(text, places[0].start) + after(text, places[0].start)
        if word == usual or len(places) > 1:
            continue
        if len(found[usual]) < 2 and not _has_a_sum(contract, found[usual]):
            continue
        if usual not in sentence and not _WITH_A_SUM.search(sentence):
            message = _("“{found}”: elsewhere it is called “{usual}”.").format(found=word, usual=usual)
            yield Finding("term_mixed", "warning", message, places[0], (found[usual][0],))


def _other_paper(contract: Contract) -> Iterator[Finding]:
    """本契约, once or twice, in a contract that calls itself 本合同 throughout."""
    found: dict[str, list[Place]] = {}
    for block, match in _in_terms(contract, _ITSELF):
        found.setdefault(match["paper"], []).append(Place(block.number, *match.span()))
    usual = max(found, key=lambda word: len(found[word]), default="")
    for word, places in found.items():
        if word != usual and len(places) < FEW and len(found[usual]) >= _LETTERED_THROUGHOUT:
            message = _("“{found}”: elsewhere it is called “{usual}”.").format(found=f"本{word}", usual=f"本{usual}")
            yield Finding("term_mixed", "warning", message, places[0], (found[usual][0],))


def _has_a_sum(contract: Contract, places: list[Place]) -> bool:
    """Whether it is said anywhere how much it is."""
    return any(_WITH_A_SUM.search(after(contract.texts[place.block], place.end)) for place in places)


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
