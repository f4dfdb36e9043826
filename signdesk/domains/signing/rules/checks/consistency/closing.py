"""The clauses at the end: from when the contract holds, who settles disputes, which text and which paper prevails, what
becomes of it when its term is over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from signdesk.domains.signing.rules.checks.consistency.statements import Reading, Sentence, Statement

_IN_FORCE = re.compile(
    r"(?:本|此|该)(?:合同|协议)(?:书)?[^,，]{0,8}?(?:自|经|于|在|待|由|须|从)(?P<event>[^。；]{2,50}?)(?:之日|之时|当日|后|时|即)?(?:起|即|方|才)*(?:正式|开始|成立)*[,，]?(?:并|且|即|方)*(?:正式)?生效"
)
_THEN_IN_FORCE = re.compile(
    r"(?P<event>[^,，。；]{2,30}?)(?:后|之日起)[,，]?本(?:合同|协议)(?:即|方|才|开始|正式)*生效"
)
_AND_IN_FORCE = re.compile(
    r"(?:合同|协议)一式[^。；]{0,50}[,，](?:自|经)(?P<event>[^,，。；]{2,40}?)(?:之日|后|时)?(?:起|即)?(?:正式)?生效"
)
_OF_ANOTHER_PAPER = re.compile(r"补充|附件|变更|修改|解除|续[签租]|转租|通知|条款")
_COMES_INTO_FORCE = (_IN_FORCE, _THEN_IN_FORCE, _AND_IN_FORCE)
_SOME_CASE = re.compile(r"对|如|若")
_EVENTS = (
    ("signed", r"签[字署订章名约]|盖章|捺印|按手?印"),
    (
        "paid",
        r"付[^,，、并且]{0,12}[金款费]|付清|[金款费][^,，、并且]{0,6}(?:到账|付清|支付)|收到[^,，]{0,10}[金款费]|缴纳|交纳|交付[^,，]{0,6}[金款费]",
    ),
    ("notarised", r"公证"),
    ("recorded", r"备案|登记|网签"),
    ("approved", r"批准|审批"),
    ("handed over", r"交付(?:房屋|商铺|使用)|入住"),
)
_EVENT = [(name, re.compile(pattern)) for name, pattern in _EVENTS]
_CHOICE = re.compile(
    r"或|不得|不再|无权|下列|以下|第[^。；]{0,4}种|□|☑|仍|守约方|强制执行|保全|撤销|执行|送达|一审|二审|裁决书?[^,，]{0,6}[作生]|先行|前置|劳动|判决|费用|期间|律师费|诉讼费|仲裁费"
)
_OFFERED = re.compile(r"下列|以下|方式")
_ARBITRATED = re.compile(r"(?:提交|申请|提请|提起|由|向)[^,，]{0,24}?仲裁(?!或)")
_COURT = re.compile(
    r"(?:向|由|提交|到|在)(?P<where>[^,，向]{0,30}?)(?:有管辖权的?)?(?:基层)?(?:人民)?法院[^,，]{0,8}?(?:起诉|诉讼|管辖|解决|裁决|判决|审理)"
)
_WHERE = (
    ("premises", r"(?:房屋|租赁物|标的物?|不动产|商铺|物业|项目|厂房|车位)[^,，]{0,4}(?:所在地|坐落地|住所地|当地)"),
    ("signing", r"(?:合同)?签[订约署](?:地|所在地)"),
    ("performance", r"(?:合同)?履行地"),
    ("defendant", r"被告"),
    ("plaintiff", r"原告"),
    ("甲", r"甲方|出租[方人]|出卖人|卖方|委托[方人]"),
    ("乙", r"乙方|承租[方人]|买受人|买方|受托[方人]"),
)
_PLACE = [(name, re.compile(pattern)) for name, pattern in _WHERE]
_NAMED_COURT = re.compile(r"(?P<name>[一-鿿]{2}(?:区|县|市))$")
_LANGUAGE = re.compile(r"以(?P<language>中|英|日|韩|俄|法|德)文[^,，]{0,6}为准")
_PREVAILS = re.compile(
    r"(?P<paper>附件|补充协议|补充条款|特别约定|专用条款|备案合同|网签合同)[^。；]{0,30}?(?:不一致|冲突|抵触|矛盾|不同|不符)[^。；]{0,12}?以(?P<prevails>[^。；,，]{1,14}?)(?:的?(?:约定|规定|内容))?为准"
)
_GOES_ON = re.compile(r"(?<!不)(?<!不得)(?<!不会)自动(?:续[期约租签展]|顺延|延[长续期]|展期)")
_AFTER_ITS_TERM = re.compile(r"[期届]满|到期|期限结束")
_IS_OVER = re.compile(
    r"(?:[期届]满|到期)(?:[^。；]{0,14}?(?:自动|自行|自然|即行|即)(?:终止|解除|失效)|(?:后|时)?[,，]?本?(?:合同|协议)终止)"
)
_NEWLY_SIGNED = re.compile(r"续[租签约期][^。；]{0,30}?(?:重新|另行?|再行)(?:签[订署]|订立)")


def closing(reading: Reading) -> Iterator[Statement]:
    """自签字之日起生效, 向房屋所在地人民法院起诉, 以中文文本为准, 期满自动续期."""
    for sentence in reading.having("生效"):
        yield from _in_force(reading, sentence)
    for sentence in reading.having("仲裁", "法院"):
        yield from _forum(reading, sentence)
    for sentence in reading.having("为准"):
        yield from _prevailing(sentence)
    for sentence in reading.having("自动", "自行", "自然", "即行", "重新", "另行", "终止"):
        for values, pattern in (
            (("goes on",), _GOES_ON),
            (("is over", "signed anew"), _IS_OVER),
            (("signed anew", "is over"), _NEWLY_SIGNED),
        ):
            match = pattern.search(sentence.text)
            if match is not None and (pattern is not _GOES_ON or _AFTER_ITS_TERM.search(sentence.text)):
                yield Statement("renewal", (), frozenset(values), sentence.place(*match.span()))


def _in_force(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    match = next(filter(None, (pattern.search(sentence.text) for pattern in _COMES_INTO_FORCE)), None)
    if (
        match is None
        or _SOME_CASE.search(sentence.text[: match.start()])
        or _OF_ANOTHER_PAPER.search(sentence.text[: match.end()])
    ):
        return
    events = "+".join(name for name, pattern in _EVENT if pattern.search(match["event"]))
    place = sentence.place(*match.span())
    if events and reading.chosen(place):
        yield Statement("in_force", (), frozenset((events,)), place)


def _forum(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    if _CHOICE.search(sentence.text) or (_OFFERED.search(reading.lead(sentence)) and not _chosen(reading, sentence)):
        return
    arbitrated, court = _ARBITRATED.search(sentence.text), _COURT.search(sentence.text)
    match = arbitrated or court
    if match is None or (arbitrated and court) or not reading.chosen(sentence.place(*match.span())):
        return
    place = sentence.place(*match.span())
    yield Statement("forum", (), frozenset(("arbitration" if arbitrated else "court",)), place)
    where = next((name for name, pattern in _PLACE if court and pattern.search(court["where"])), None)
    named = _NAMED_COURT.search(court["where"]) if court else None
    if where is not None:
        yield Statement("court", (), frozenset((where,)), place)
    elif named is not None:
        yield Statement("court", ("named",), frozenset((named["name"],)), place)


def _chosen(reading: Reading, sentence: Sentence) -> bool:
    """Whether an option in the line beside it was left, so that it is the one taken."""
    block = sentence.place(0, 0).block
    return any(beside in reading.contract.unchosen.spans for beside in (block - 1, block + 1))


def _prevailing(sentence: Sentence) -> Iterator[Statement]:
    match = _LANGUAGE.search(sentence.text)
    if match is not None:
        yield Statement("language", (), frozenset((match["language"],)), sentence.place(*match.span()))
    match = _PREVAILS.search(sentence.text)
    if match is not None:
        itself = match["paper"] in match["prevails"] or match["paper"][:2] in match["prevails"]
        yield Statement("prevails", (match["paper"],), frozenset((itself,)), sentence.place(*match.span()))
