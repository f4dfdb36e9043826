"""Which part of a contract is signed by hand: the signature block and the attachments after it. Gaps there are not the
same as gaps in the terms."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.clauses import Heading
from signdesk.domains.signing.rules.structure.wording import Wording

ROLE = (
    r"(?:甲|乙|丙|丁)\s*方(?:[一二三四1-4](?=\s*[:：(（]))?|出\s*租\s*[方人]|承\s*租\s*[方人]|出\s*卖\s*[方人]|买\s*受\s*[方人]|卖\s*方|买\s*方|委\s*托\s*[方人]|受\s*托\s*[方人]"
    r"|[转出顶]\s*让\s*[方人]|[受承]\s*让\s*[方人]|发\s*包\s*[方人]|承\s*包\s*[方人]|定\s*作\s*人|承\s*揽\s*人|出\s*借\s*人|借\s*款\s*人|贷\s*款\s*人"
    r"|受\s*转\s*租\s*[方人]|转\s*租\s*[方人]|次\s*承\s*租\s*[方人]|借\s*款\s*方|出\s*借\s*方|贷\s*款\s*方|保\s*证\s*方|担\s*保\s*方|定\s*作\s*方|承\s*揽\s*方|经\s*纪\s*方"
    r"|采\s*购\s*方|供\s*货\s*方|供\s*应\s*方|购\s*货\s*方|购\s*买\s*方|销\s*售\s*方|施\s*工\s*方|建\s*设\s*单\s*位|施\s*工\s*单\s*位|监\s*管\s*方"
    r"|托\s*运\s*[方人]|承\s*运\s*[方人]|收\s*货\s*人|认\s*购\s*人|保\s*管\s*[方人]|寄\s*存\s*[方人]|存\s*货\s*人|出\s*质\s*人|质\s*权\s*人|赠\s*与\s*人|受\s*赠\s*人"
    r"|债\s*权\s*人|债\s*务\s*人|许\s*可\s*方|被\s*许\s*可\s*方|加\s*盟\s*方|用\s*人\s*单\s*位|劳\s*动\s*者|聘\s*请\s*方|承\s*办\s*方|主\s*办\s*方|研\s*发\s*方"
    r"|保\s*证\s*人|担\s*保\s*人|抵\s*押\s*人|抵\s*押\s*权\s*人|居\s*间\s*[方人]|中\s*介\s*[方人]|供\s*方|需\s*方|服\s*务\s*方|共有权?人|见\s*证\s*方|(?<!\w)(?:房地产|不动产)?(?:中介|经纪|居间)机构"
)
"""A party's role as written at the head and foot of contracts (a regular expression)."""

_SIGN_WORDS = Wording(
    r"签\s*字|签\s*名|盖\s*章|签\s*章|公\s*章|印\s*章|捺\s*印|手\s*印|签\s*署\s*[:：]|[(]章[)]", holds="签章印"
)
_SIGN_DATE = re.compile(
    r"(?:签[订定约署字]|合同)?\s*(?:日\s*期|时\s*间)|年\s*月\s*日|^(?:\s*20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)+$"
)
_ROLE_LABEL = re.compile(rf"(?:{ROLE})\s*(?:\([^()]{{0,12}}\))?\s*[:：]?")
_DETAIL = re.compile(
    r"(?:法定|授权|委托)?代表|负责人|代理人|经办人|联系|电\s*话|手\s*机|地\s*址|住\s*所|邮\s*编|身份证|证件|信用代码|账\s*[号户]|开户|签[订约署]地|见证"
)
_ATTACHMENT = re.compile(r"^\s*(?:附件|附录|附表|附图)|(?:清\s*单|交接单|确认书|交割单|验收单|交付单|平面图)\s*$")


@dataclass(frozen=True)
class Zones:
    """Places of signing (by block and line start) and the first block of the attachments, None if there are none."""

    signature_lines: frozenset[tuple[int, int]]
    attachments_from: int | None

    def signed_by_hand(self, place: Place, line_start: int) -> bool:
        """Whether the line belongs to the signature block."""
        return (place.block, line_start) in self.signature_lines

    def in_attachments(self, block: int) -> bool:
        """Whether the block stands in or after the first attachment."""
        return self.attachments_from is not None and block >= self.attachments_from


def find_zones(body: Body, headings: tuple[Heading, ...]) -> Zones:
    """Find the signature block: lines made for signing, and the short lines about the signatories around them."""
    last_clause = _last_clause(headings)
    lines = list(body.lines())
    may_be_signed = {body[index][0].number for index in body.places(_SIGN_WORDS.holds)}
    attachments_from: int | None = None
    signature: set[tuple[int, int]] = set()
    zone_open = False
    for block, start, line in lines:
        stripped = line.strip()
        if not stripped:
            continue
        past_terms = block.number >= last_clause
        if past_terms and _ATTACHMENT.search(stripped) and len(stripped) < 30 and block.kind != "cell":
            if attachments_from is None and (zone_open or block.number > last_clause):
                attachments_from = block.number
            zone_open = False
        if block.number in may_be_signed and _is_made_for_signing(stripped):
            signature.add((block.number, start))
            zone_open = zone_open or past_terms
        elif past_terms and _names_who_signs(stripped) and _short(stripped) and block.number > last_clause:
            signature.add((block.number, start))
            zone_open = True
        elif zone_open and _short(stripped) and (_DETAIL.search(stripped) or _SIGN_DATE.search(stripped)):
            signature.add((block.number, start))
    # a bare "  年  月  日" at the very end belongs to the signatures above it
    for block, start, line in reversed(lines):
        if line.strip():
            if re.fullmatch(r"[\s_\d]*年[\s_\d]*月[\s_\d]*日\s*", line):
                signature.add((block.number, start))
            break
    return Zones(frozenset(signature), attachments_from)


def _last_clause(headings: tuple[Heading, ...]) -> int:
    """The block of the last clause of the contract itself; attachments number for themselves."""
    top = [heading for heading in headings if heading.style in ("article", "list_chinese", "chapter")] or headings
    per_part = Counter(heading.part for heading in top)
    if not per_part:
        return 0
    (main, _count), *_others = per_part.most_common(1)
    return max(heading.place.block for heading in top if heading.part == main)


def _is_made_for_signing(line: str) -> bool:
    if not _SIGN_WORDS.pattern.search(line) or not _short(line):
        return False
    return (
        _ROLE_LABEL.search(line) is not None
        or _DETAIL.search(line) is not None
        or re.search(r"[:_]|\s{3}", line) is not None
    )


def _names_who_signs(line: str) -> bool:
    """A role alone, with a name or with what is filled in there; what a party does is a term without its full stop."""
    role = _ROLE_LABEL.match(line)
    if role is None:
        return False
    rest = line[role.end() :]
    return role[0][-1] in ":：" or len(rest) <= 4 or rest[0] in " _(" or _DETAIL.match(rest) is not None


def _short(line: str) -> bool:
    return len(re.sub(r"[\s_]", "", line)) <= 70 and not re.search(r"[。；;]", line)
