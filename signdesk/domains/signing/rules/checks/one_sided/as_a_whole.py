"""What only the contract as a whole tells: rent paid by a loan, rent paid long before to a company that lets homes,
penalties for one side alone, a sublease without a word of the owner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from signdesk.core.i18n import _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding
from signdesk.domains.signing.rules.checks.one_sided.lease import Lease
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.wording import Wording

CHECK = "one_sided_term"
FEWEST = 2
"""Penalties against one side, from which on it is told that there is none against the other."""

_LOAN = Wording(
    r"租金(?:分期)?贷款?|租金分期|租房贷|消费(?:分期)?贷款?|分期贷款|(?:租金|房租)[^。；;,，\n]{0,10}(?:信用|银行|消费)贷款",
    holds="贷期",
)
_NO_LOAN = re.compile(r"不得|禁止|严禁|不提供|不以任何|不要求|自行与")
_PREPAID = Wording(
    r"年付|半年付|按年(?:度)?(?:一次性)?(?:支付|付款|交纳|缴纳|预付)|按半年|(?:每年|每半年|每六个月)[^。；;,，\n]{0,6}(?:一付|支付一次|付一次)|押[一二三]付(?:六|十二|半年|一年)"
    r"|一次性(?:支付|付清|交清|缴清|缴纳|交纳)[^。；;,，\n]{0,8}(?:全年|一年|年度|半年|六个月|12个月|十二个月)|(?:全年|一年|半年|年度)[^。；;,，\n]{0,6}租金[^。；;,，\n]{0,10}一次性",
    holds=("年付", "按年", "按半年", "每年", "每半年", "六个月", "押一付", "押二付", "押三付", "一次性"),
)
_PLEDGED = Wording(
    r"(?:押金|保证金)[^。；;\n]{0,30}?(?<![\d.])(?:[2-9]|[二两三四五六])个月(?:的|房屋)?(?:租金|房租)|押[二三四五六]付",
    holds=("押金", "保证金", "押二", "押三", "押四", "押五", "押六"),
)
_SUBLEASE = re.compile(
    r"^[^\n]{0,8}转租(?:合同|协议)书?\s*$|^\s*(?:转租|次承租|受转租)[方人]\s*[(（:：]|二房东", re.MULTILINE
)
_CONSENT = Wording(r"同意|授权|许可|认可", holds=("同意", "授权", "许可", "认可"))
_OWNER_MAY = re.compile(
    r"(?:^|[,，:：])(?![^,，]*未)[^,，]*?(?:出租[方人]|房东|业主|产权|所有权|房主|丙方)[^,，]{0,24}(?:同意|授权|许可|认可)"
    r"|已经?[^,，未]{0,6}(?:同意|授权|许可)[^,，]{0,16}转租|同意转租|转租(?:同意|授权)"
)
_PENALTY = Wording(
    r"违约金|滞纳金|罚金|手续费|不予退还|不退", holds=("违约金", "滞纳金", "罚金", "手续费", "不予退还", "不退")
)
_ANSWERS = Wording(
    r"双方|任何一方|任一方|违约方|守约方|对方|违约责任|赔偿|双倍|违约金",
    holds=("双方", "任", "违约方", "守约方", "对方", "违约责任", "赔偿", "双倍", "违约金"),
)
_LANDLORD_PAYS = re.compile(
    r"甲方[^。；;]{0,60}(?:违约金|赔偿|双倍|违约责任)|(?:赔偿|支付给|向)乙方|(?:双方|任何一方|任一方|违约方|守约方|对方)[^。；;]{0,60}(?:违约|赔偿)|(?:违约|赔偿)[^。；;]{0,30}(?:双方|任何一方|违约方|守约方|对方)"
)
_TENANT_PAYS = re.compile(r"乙方|租金")


def findings(lease: Lease, told: frozenset[tuple[int, int]]) -> Iterator[Finding]:
    """What is told of the lease as a whole. `told` are the sentences, by block and offset, that are told already."""
    yield from _loan(lease, told)
    yield from _sublease(lease)
    if lease.of_a_home:
        yield from _prepaid(lease)
        yield from _pledged(lease)
        yield from _one_side_pays(lease)


def _loan(lease: Lease, told: frozenset[tuple[int, int]]) -> Iterator[Finding]:
    """A loan for the rent is told once, however often the lease speaks of it."""
    places = []
    for block, match in lease.contract.body.find(_LOAN):
        start = match.start() - len(before(match.string, match.start()))
        sentence = match.string[start : match.end()] + after(match.string, match.end())
        if (block.number, start) not in told and not _NO_LOAN.search(sentence):
            places.append(Place(block.number, match.start(), match.end()))
    if places:
        words = _(
            "The rent is paid by a loan in the tenant's name; the debt stays when the lease ends, and a lodging company"
            " may not put one into a lease. (Opinions of six ministries, Jian Fang Gui [2021] No. 2)"
        )
        yield Finding(CHECK, "warning", words, places[0], tuple(places[1:]))


def _sublease(lease: Lease) -> Iterator[Finding]:
    """A sublease in which nobody who could allow it is said to."""
    found = _SUBLEASE.search(lease.head)
    if found is None or any(_OWNER_MAY.search(each.text) for each in lease.sentences(_CONSENT)):
        return
    words = _(
        "A sublease that says nothing of the owner's consent; without it the owner may end the lease it stands on."
        " (Civil Code, articles 716, 718)"
    )
    yield Finding(CHECK, "warning", words, lease.contract.body.place(found.start(), found.end()))


def _prepaid(lease: Lease) -> Iterator[Finding]:
    """Rent for more than three months at once, to a company that lets homes."""
    if not lease.by_a_company:
        return
    for sentence in lease.sentences(_PREPAID):
        if "租" in sentence.words and "监管" not in sentence.words:
            words = _(
                "Rent for more than three months is paid at once to a lodging company; it belongs into a supervised"
                " account. (Opinions of six ministries, Jian Fang Gui [2021] No. 2;"
                " Ordinance on Residential Leases, article 19)"
            )
            yield Finding(CHECK, "warning", words, sentence.place)
            return


def _pledged(lease: Lease) -> Iterator[Finding]:
    """A deposit of more than a month's rent, to a company that lets homes."""
    for sentence in lease.sentences(_PLEDGED) if lease.by_a_company else ():
        words = _(
            "A lodging company takes a deposit of more than one month's rent; the rest belongs into a supervised"
            " account. (Opinions of six ministries, Jian Fang Gui [2021] No. 2)"
        )
        yield Finding(CHECK, "info", words, sentence.place)
        return


def _one_side_pays(lease: Lease) -> Iterator[Finding]:
    """Penalties for who rents, and not a word on what who lets answers for."""
    penalties = [each.place for each in lease.sentences(_PENALTY) if _TENANT_PAYS.search(each.words)]
    if len(penalties) < FEWEST or any(_LANDLORD_PAYS.search(each.words) for each in lease.sentences(_ANSWERS)):
        return
    words = _(
        "Only who rents pays for a breach; nothing is said of what who lets answers for."
        " (Civil Code, articles 496, 577)"
    )
    yield Finding(CHECK, "info", words, penalties[0], tuple(penalties[1:]))
