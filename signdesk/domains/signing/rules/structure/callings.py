"""How the parties of a contract are called: by a letter (甲方), by what they are in such a deal (出租人), by what
people say (房东). One inventory of how each was introduced and of every place in the terms where somebody is called
such a name. Which of the names is the odd one out is told by `term_mixed`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.parties import roles_in
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.subjects import takes_part
from signdesk.domains.signing.rules.structure.wording import Wording

LETTERS = "甲乙丙丁"

_DEALS = (
    "出租|次承租|承租|转租|出卖|买受|转让|受让|出让|顶让|承让|出借|借款|贷款|发包|承包|托运|承运|委托|受托|定作|承揽"
)
_NAMES = (
    "|".join([f"{letter}方" for letter in LETTERS] + [f"{deal}[方人]" for deal in _DEALS.split("|")])
    + r"|卖方|买方|租赁方|租用方|供货方|购货方|购买方|采购方|销售方|雇主"
    r"|房东|房主|租客|承租户|租户|承包户|房客|店主|摊主|卖家|买家|购房[人者]|售房人|租房[人者]"
    r"|库主|厂主|铺主|档主|场主|租赁[人户]|租用人|受租[方人]|求租[方人]|出售[方人]|承租单位|出租单位|租用单位|租赁单位|售方|购方"
    r"|商户|业主方?|住户|经营户|开发商|供应商|供货商|承包商|装修公司|装饰公司|施工队|施工方|装修方|物业方|管理方|中介方|中介公司|中介(?![费服机公合协业市佣行人方])|居间[方人]|经纪方|经纪公司"
    r"|员工|雇员|用人单位|劳动者|债务人|债权人|学校|医院|酒店|宾馆|商场|超市"
)
_CALLED = Wording(
    rf"(?P<word>{_NAMES})(?!(?<=家)[具居电庭政])(?![式法案面便向厅外型铺品民体题数次口伍]|人民|业务?[态用]|要(?!求)|工[费资程]|住宅|[大委公]|代表大会)",
    holds="方人东主客户家者商司队员位学医酒宾超介",
)
"""Every name begins with a character of its own, so that a search goes from one such character to the next."""
_SOME_SIDE = Wording(r"方(?:(?<=[,，。；;、\s由向经若如因但][一-鿿]{2}方)|(?<=^[一-鿿]{2}方))", holds="方")
"""Whoever else is called so (品牌方), where a sentence or a part of it begins."""
_ANY_SIDE = re.compile(
    r"违约|守约|[败胜]诉|过错|责任|受损|受害|相关|有关|另外|任何|任[意一]|其中|[收付]款|支付|提[出供]|解除|通知|[接发]收|接受|收到|发送|送达|披露|保密|权利|义务|[中投招]标"
    r"|主张|索赔|[有无]责|第三|其[他它余]|申请|请求|[合协]作|缔约|[签履]约|受让|终止|遭受|要求|变更|交付|损失|官|平|立|[甲乙丙丁双各对三两一多本该此我他同全以之某每四五六]"
)
"""A side of any contract, by what it does: 违约方. It is no name."""
_INTRODUCED = Wording(r"(?:简称|合称|下称|以下称|[(])\s*为?[“\"]?(?P<role>[甲乙丙丁]方)[”\"]?", holds=LETTERS)
_TOGETHER = Wording(r"(?P<letters>甲[、,，]?乙(?:[、,，]?丙(?:[、,，]?丁)?)?)(?:[双两三四]?方|[、,，])", holds="甲")

_LOOSELY = re.compile(
    r"商户|业主方?|住户|经营户|开发商|供应商|供货商|承包商|装修公司|装饰公司|施工队|施工方|装修方|物业方|管理方|中介公司|中介|经纪公司|员工|雇员|用人单位|劳动者|债务人|债权人|学校|医院|酒店|宾馆|商场|超市"
    r"|(?:转让|受让|出让|贷款|委托|受托)[方人]"
)
"""Names that may well be somebody else's: they are a party's only where they act, or something is done to them."""
_NOT_THIS_ONE = re.compile(
    r"(?:[原新前后现老另他该各名位户个些体同次何在邻轮任手届]|其他|任何|所有|部分|第[一二三四]|接受|》[^,，。；;]{0,4}|相邻|周边|潜在|意向|同住|实际|作为|寻[找求]?|介绍|招[揽租]|[《“\"(（/])的?$"
)
_OR_SO = re.compile(r"\s*(?:[)）(/》”:]|优先|手册|守则|公约|大会|委员会|须知|名[册单]|登记|共用|权益保护|等)")
_OF_THE_LAW = Wording(
    r"民法典|中华人民共和国|条例|原租|原合同|原协议|优先购买|优先承租|新承租|其他承租|代理人",
    holds=("民法典", "中华", "条例", "原租", "原合同", "原协议", "优先", "新承租", "其他承租", "代理"),
)
_BESIDE = re.compile(rf"\s*(?:[、和与及或]|以及)\s*(?:{_NAMES})|双方")
"""卖家、买受人各自承担: one of two who do something together."""
_ELSEWHERE = {
    "房东": "合租|二房东|[与和跟]房东|向房东(?:承租|租|转)|房东(?:书面)?同意|[原大]房东",
    "房主": "转租|[与向和跟自]房主|房主(?:书面)?同意",
    "次承租": "转租|分租",
    "转租": "转租(?!方|人)|分租",
    "受让": "转让(?!方|人)|出售|顶让|受让(?!方|人)",
    "转让": "转让(?!方|人)|受让(?!方|人)",
    "买受": "出售|转让|买卖|拍卖|受托|委托|居间|中介",
    "出卖": "购买|买卖|受托|委托|居间|中介",
    "买方": "出售|居间|中介|委托",
    "卖方": "购买|居间|中介|委托",
    "购房": "出售|转让|买卖",
    "债务": "保证|担保|抵押|质押|转让",
    "债权": "保证|担保|抵押|质押|转让",
    "员工": f"[{LETTERS}]方[^。；;]{{0,6}}的?员工|劳动合同|劳动关系|社会?保险?|工资|宿舍",
    "业主": "全体业主|业主大会|业主委员会|其他业主|业主公约|[与向由经]业主|业主(?:书面)?同意",
    "供应": "采购|供货",
    "承包": "分包|施工",
    "贷款": "借款|贷款(?!方|人)",
    "用人": "劳动|雇佣|劳务|就业|竞业",
    "劳动": "劳动(?!者)|雇佣|劳务|就业|竞业",
}
"""What a paragraph speaks of in which such a name (by how it begins) is somebody else's."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A party's name, or what might be one, where it stands in the terms. `listed`: it is one of those people use; of
    any other only what it does there shows that it is a name."""

    word: str
    place: Place
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Callings:
    """`parties`: the names each party was introduced by, in one form (出租方 and 出租人 are one). `called`: where
    somebody is called what in the terms, by that form or, for what people say, by the word itself."""

    parties: tuple[frozenset[str], ...]
    called: dict[str, list[Mention]]

    @property
    def roles(self) -> frozenset[str]:
        """Every name a party was introduced by."""
        return frozenset[str]().union(*self.parties)

    def often(self, names: frozenset[str]) -> int:
        """How often somebody is called one of these."""
        return sum(len(self.called.get(name, ())) for name in names)


def find_callings(contract: Contract) -> Callings:
    """Who there is, by the head, by brackets and by 甲、乙、丙三方; and who is called what in the terms."""
    parties = tuple(_parties(contract))
    introducing: dict[int, list[tuple[int, int]]] = {}
    for each in contract.declarations:
        introducing.setdefault(each.label.block, []).append((each.label.start, each.label.end))
    called: dict[str, list[Mention]] = {}
    others: dict[str, list[Mention]] = {}
    of_the_law = {contract.body[index][0].number for index in contract.body.places(_OF_THE_LAW.holds)}
    signed = {block for block, _start in contract.zones.signature_lines}
    for block, match in contract.body.find(_CALLED):
        text, (start, end), number = match.string, match.span("word"), block.number
        if contract.zones.in_attachments(number):
            break
        if number in introducing and any(first <= start < last for first, last in introducing[number]):
            continue
        if number in signed and (number, text.rfind("\n", 0, start) + 1) in contract.zones.signature_lines:
            continue
        if text[start] in LETTERS or not _somebody_else(text, start, end, number in of_the_law):
            mention = Mention(match["word"], Place(number, start, end))
            called.setdefault(_form(match["word"]), []).append(mention)
    for block, match in contract.body.find(_SOME_SIDE):
        start, end = match.start() - 2, match.end()
        word = match.string[start:end]
        if contract.zones.in_attachments(block.number):
            break
        if not (roles_in(word) or word in called or _ANY_SIDE.search(word)):
            others.setdefault(word, []).append(Mention(word, Place(block.number, start, end), listed=False))
    return Callings(parties, called | others)


@cache
def _form(word: str) -> str:
    """出租方 and 出租人 in one form."""
    return next(iter(roles_in(word)), word)


def _parties(contract: Contract) -> Iterator[frozenset[str]]:
    """The names of each party together: 甲方（出租方）：… is one by two names."""
    found: list[frozenset[str]] = []
    said = [declaration.roles for declaration in contract.declarations]
    said += [frozenset((match["role"],)) for _block, match in contract.body.find(_INTRODUCED)]
    for _block, match in contract.body.find(_TOGETHER):
        said += [frozenset((f"{letter}方",)) for letter in match["letters"] if letter in LETTERS]
    for names in said:
        joined = names.union(*(each for each in found if each & names))
        found = [*(each for each in found if not each & names), joined]
    yield from filter(None, found)


def _somebody_else(text: str, start: int, end: int, of_the_law: bool) -> bool:
    """新承租人, 承租人优先购买权, 出租人 in a sentence about the law: no party of this contract is called so there."""
    if _NOT_THIS_ONE.search(text, max(start - 6, 0), start) or _OR_SO.match(text, end):
        return True
    return of_the_law and _OF_THE_LAW.pattern.search(before(text, start) + after(text, end)) is not None


def acts(contract: Contract, mention: Mention) -> bool:
    """Whether a party is meant: whoever it is does something there, or something is done to them."""
    text, word, start, end = contract.texts[mention.place.block], mention.word, mention.place.start, mention.place.end
    if text[start] in LETTERS:
        return True
    if not mention.listed:
        return takes_part(text, start, end)
    loosely = _LOOSELY.fullmatch(word) is not None
    elsewhere = next((words for begin, words in _ELSEWHERE.items() if word.startswith(begin)), None)
    if elsewhere and re.search(elsewhere, contract.text if loosely and "让" not in word else text):
        return False
    return not loosely or takes_part(text, start, end) or _BESIDE.match(text, end) is not None
