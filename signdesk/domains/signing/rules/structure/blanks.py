"""Gaps that wait to be filled: lines of underscores, underlined or long runs of spaces, empty brackets, dates without
figures, empty cells beside a label. Telling them from padding around a value, from aligned columns and from cover pages
is most of the work. Placeholders (XX, ×××) are found here too, as a kind of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.cells import empty_cells
from signdesk.domains.signing.rules.structure.choices import Unchosen
from signdesk.domains.signing.rules.structure.sentences import lines
from signdesk.domains.signing.rules.structure.tables import Table
from signdesk.domains.signing.rules.structure.wording import Wording
from signdesk.domains.signing.rules.structure.zones import ROLE, Zones

BlankKind = Literal["line", "space", "bracket", "date", "cell", "table", "label", "placeholder"]
Where = Literal["terms", "signature", "details", "attachment"]

UNIT = (
    r"(?:元|万元|亿元|%|‰|‱|日|天|个月|个工作日|工作日|年|月|份|平方米|平米|㎡|m2|人|套|间|次|倍|期|层|米"
    r"|公里|小时|时|岁|万|仟|佰|拾|结构|综合用房|室|栋|号楼|单元|[张把台辆册只](?=[及和与、,，。；;()]|$))"
)
_FIELD = (
    r"(?:身份证(?:件)?(?:号码?)?|证件(?:号码?|类型)|护照(?:号码?)?|统一社会信用代码|电\s*话|联系(?:电话|方式|人|地址)|手\s*机(?:号码?)?|地\s*址|住\s*所(?:地)?|住\s*址|通讯地址"
    r"|法定代表人|负责人|委托代理人|代理人|开户(?:银行|行|名)|户\s*名|账\s*户?名|账\s*号|帐\s*号|邮\s*编|邮政编码|电子(?:邮箱|邮件)|姓\s*名|名\s*称|国\s*籍|性\s*别|民\s*族|出生日期"
    r"|签[订约署]地[点址]?|签[订约署](?:日期|时间)|合同编号|编\s*号|房屋坐落|坐落|不动产权证号|权利人|建筑面积|备案号)"
)
_COUNTED = (
    r"(?:[栋幢层楼室名元万份套期间%]|号楼?|单元|平方米|㎡|个(?:月|工作日)|工作日|天|(?:年|月|日)(?![数租金均利])"
    r"|支行|分行|省|市|区|县|路|街|小区|村)"
)
"""What is counted or named with the word before it, so that a cross before it stands for the figure or the name."""
_UNDERSCORES = re.compile(r"(?:[_▁﹍﹎﹏¯─━]\s?){2,}|＿+|_(?=\s*(?:年|月|日|元|%))")
_BRACKETS = re.compile(r"【\s*】|\[\s*\]|〔\s*〕|『\s*』|「\s*」|《\s*》|\(\s*\)|<\s+>|【\s*_+\s*】")
_WORD = re.compile(r"\s*[一-鿿A-Za-z]")
_ONLY_A_UNIT = re.compile(r"\s*(?:[年月日时分万仟佰拾千百十元角]|\d{1,4})?\s*")
_FIGURE = r"[0-9零〇○一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]"
_DATE = re.compile(
    rf"(?P<y>(?:20|19|二[〇零○])?{_FIGURE}{{0,4}}[\s_【】\[\]]*)年(?P<m>[\s_【】\[\]]*{_FIGURE}{{0,3}}[\s_【】\[\]]*)月"
    rf"(?P<d>[\s_【】\[\]]*{_FIGURE}{{0,3}}[\s_【】\[\]]*)日"
)
_NOTHING_BEHIND = re.compile(rf"(?:^|(?<=[\s,，;；。、(]))(?P<field>{_FIELD}\s*(?:\([^()]*\))?:)(?=[,，。；;])")
_VALUE_LEFT_OUT = re.compile(
    r"(?:面积|租金|押金|保证金|价款|总价|金额|定金)(?:为|共计?|合计|约)?(?=平方米|㎡|元(?:整|[,，。；;]))"
    r"|提前(?=(?:日|天|个月)(?!数))|(?:期限?为|租期为?|共计)(?=(?:日|天|个?月|年)(?![一-鿿]))"
    r"|(?:[东西南北]至|坐落于|(?:地址|编号|面积|金额|期限|用途|名称|账号|开户行|标准|地点)为)(?=[,，。；;、])"
)
"""Words after which a value must come and does not: a gap at the end of a PDF's line leaves nothing behind."""
_ANY_LABEL = re.compile(
    r"\s*(?!.*(?:如下|包括|鉴于|说明|须知|约定|规定|协议|合同|附件?|清单|事项|义务|责任|情况|要求|标准|条款|内容|方式|其他|[甲乙丙丁]方|当事人|双方|各方|信息|概况|之一)\s*:)[一-鿿]{2,9}:\s*"
)
_LABEL_WITH_VALUE = re.compile(
    rf"\s*(?!(?:{_FIELD}|{ROLE})?\s*(?:\([^()]*\))?\s*(?:签|盖))[一-鿿]{{2,9}}(?:\([^()]{{1,12}}\))?:\s*[^\s_]"
)
"""A line that is a label alone, and one with its value: in a list of such lines the first is a gap."""
_ENDS_LABELS = re.compile(_LABEL_WITH_VALUE.pattern + r"|\s*第\s*[0-9一二三四五六七八九十百]+\s*[条章]\s*[^\s约规所]")
"""What follows such a label where it is a gap: the next of the list, or the next clause."""
_WANTS_VALUE = re.compile(r"(?:[东西南北]至|坐落于|位于|提前|[一-鿿]为|共计|超过|不少于|至少)$")
_NO_VALUE = re.compile(r"[,，。；;、]|(?:日|天|个?月|年|元|平方米|㎡|%)(?![一-鿿])|[个名](?!别|人[以的])[一-鿿]")
_MAY_WANT_FIGURE = re.compile(
    r"[一-鿿](?<![每当次今明本元周单美公多数几半整近同全历隔翌休假工节吉生出即之终起自至到与和或〇零一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾佰仟万])$"
)
_LONE_UNIT = re.compile(
    r"(?:元(?![一-鿿])|%|平方米|个月|个?工作日|天(?![一-鿿])|日(?=[内前后起书通])|[把份](?=[,，。；;、和及]|$))"
)
"""Between these a single space is a gap already: PDF files have narrow ones."""
_PLACEHOLDER = Wording(
    r"(?=[A-Zx×ХＸ✕╳Ⅹ*＊※○〇◯{$<«\[【(\s请填待?？…某])(?:"
    rf"(?<![A-Za-z0-9×])(?:[A-Z](?=X))?[Xx×ХＸ]+(?= ?{_COUNTED})|(?<=\d)[Xx](?=[年月日号栋])|"
    r"[X×✕╳ⅩxХ]{2,}(?![A-Za-z0-9])|[*＊※]{3,}|[○〇◯]{2,}(?=[年月日元路街]|公司|小区|[省市区县]|仲裁|银行|法院|支行)|\{\{[^{}]*\}\}|\$?\{[^{}]{1,40}\}|<<[^<>]*>>|«[^»]*»"
    r"|[\[【(<](?:此处|请|待)?(?:填写|填入|输入|插入|补充|选填|待定|待填|待补充|待确认)[^\]】)>\n]{0,20}[\]】)>]"
    r"|(?<=[于至入为由向到])待定(?=[一-鿿]{0,2}(?:账户|帐户|法院|日期|时间|金额|地点|地址|银行|仲裁))"
    r"|[\[【](?:姓名|名称|地址|电话|金额|日期|身份证号码?|房号|面积|公司名称|甲方名称|乙方名称|甲方|乙方|数字|大写|小写|具体[^\]】]{0,8})[\]】]"
    r"|[\[【][一-鿿]{0,6}(?:姓名|名称|号码|房号|铺号|账号|地址|电话|金额|日期|面积|时间|期限|开户行|用途)[\]】]"
    r"|[\[【][一-鿿]{0,4}[A-Z][\]】]"
    rf"|(?<![\d*＊×])[*＊](?={_COUNTED})|(?<![A-Za-z0-9_-])[NM](?=[台套个名间辆人份次层户元天年月日](?![一-鿿]?[A-Za-z]))"
    r"|(?<=[一-鿿:¥￥])[?？](?=[套个台名间辆份元把张件只平%](?![一-鿿]*[?？]))"
    r"|(?:^|(?<=[:为是]))\s*待(?:补充?|填写?|定|确定|确认|录入|完善)(?=\s*(?:$|[,，。；;)]))"
    r"|(?<=:)\s*请?填写(?:姓名|名称|金额|日期|地址|号码|内容)"
    r"|(?<![A-Za-z])(?:TODO|TBD|T\.B\.D\.|N/?A待补)(?![A-Za-z])|[?？]{2,}|…{3,}(?=[年月日元])|某某+)",
    holds="Xx×ХＸ✕╳Ⅹ*＊※○〇◯{<«填输插补待[【TNM?？…某",
)

_IN_BRACKETS = Wording(
    r"\((?:(?<=:.)[一-鿿]{0,4}(?:姓名|名称|地址|电话|号码|账号|金额|日期|填写)\)(?=\s*(?:$|[,，。；;]))"
    r"|(?<=[一-鿿].)(?:姓名|名称|地址|电话|日期|金额|职务)\)(?=为|的|应|负责|担任|作为|即|[,，。；;]))",
    holds="(",
)
"""What a template asks for, in round brackets: 地址：（公司地址）, 由（姓名）负责."""

# What a line must have in it before the slow patterns are asked; most lines have none of it.
_NEAR = 400
"""Characters beside a gap that tell what it is for; a line without end is looked at no further."""
_MAY_HOLD_DATE = re.compile(rf"年[\s_【】\[\]0-9{_FIGURE[4:-1]}]*月")
_MAY_HOLD_GAP = re.compile(
    r"(?=[ _▁﹍﹎﹏¯─━＿【\[〔『「《(<:积金款价额计约合为至于期前])"
    r"(?: |[_▁﹍﹎﹏¯─━＿]{2}|＿|_|[【\[〔『「《]|\(\s*\)|<\s|:\s*$|:[,，。；;]"
    r"|[积金款价额计约合为]元|积[^。]?平|积[^。]?㎡|[至于为][,，。；;、]|[为期前计](?:[日天月年]|个月))"
)


@dataclass(frozen=True, slots=True)
class Blank:
    """A gap or placeholder and where it stands. `before` is the text that leads up to it, for the message."""

    kind: BlankKind
    place: Place
    where: Where
    before: str


def find_blanks(body: Body, tables: tuple[Table, ...], zones: Zones, unchosen: Unchosen) -> tuple[Blank, ...]:
    """All gaps in order, but for those in options that were not chosen; what belongs together (年 月 日, 万 仟 佰) is
    one."""
    found: list[Blank] = []
    may_hold_placeholder = set(body.places(_PLACEHOLDER.holds + _IN_BRACKETS.holds))
    for index, (block, text) in enumerate(body):
        for start, line in lines(text):
            spans = _placeholders(line) if index in may_hold_placeholder else []
            if _MAY_HOLD_GAP.search(line):
                spans = _with_gaps(spans, block, line, start, _next_line(body, index, text, start + len(line) + 1))
            for kind, first, last in _merged(spans, line) if spans else ():
                where = _where(zones, block, start, line, last if kind == "label" else first)
                place = Place(block.number, start + first, start + last)
                found.append(Blank(kind, place, where, _lead(line, first)))
    for place, label, whole_table in empty_cells(tables, asks_for_value):
        spot: Where = "attachment" if zones.in_attachments(place.block) else "terms"
        if re.search(r"签[字章名]|盖章", label):
            spot = "signature"
        found.append(Blank("table" if whole_table else "cell", place, spot, label[-16:]))
    found = [blank for blank in found if not unchosen.covers(blank.place)]
    found.sort(key=lambda blank: (blank.place.block, blank.place.start))
    return tuple(found)


def asks_for_value(label: str) -> bool:
    """Whether a cell's words are a label that wants a value beside it."""
    words = label.strip()
    return "\n" not in words and (
        words.endswith(":")
        or re.fullmatch(rf"(?:{_FIELD}|{ROLE})(?:\([^()]*\))?|[一-鿿]{{2,6}}\((?:{ROLE})\)", words) is not None
    )


def _next_line(body: Body, index: int, text: str, offset: int) -> str:
    if offset <= len(text):
        return text[offset:].partition("\n")[0]
    block = body[index][0]
    for following, after in body[index + 1 :]:
        if following.kind == block.kind:
            return after.partition("\n")[0]
        break
    return ""


def _where(zones: Zones, block: Block, start: int, line: str, first: int) -> Where:
    if zones.signed_by_hand(Place(block.number, start, start), start):
        before = line[:first]
        if re.search(
            r"电\s*话|手\s*机|地\s*址|地\s*点|住\s*所|身份证|证件|代码|账\s*号|开户|邮|联系",
            re.split(r"\s{2,}|[:_]+(?=[^:_\s])", before)[-1],
        ):
            return "details"
        return "signature"
    if zones.in_attachments(block.number):
        return "attachment"
    return "terms"


def _lead(line: str, first: int) -> str:
    before = re.sub(r"[\s_]+", " ", line[max(first - _NEAR, 0) : first]).strip()
    return re.split(r"[。；;]", before)[-1][-16:]


_Span = tuple[BlankKind, int, int]
"""What kind of gap it is and where in its line it begins and ends."""


def _placeholders(line: str) -> list[_Span]:
    matches = [match for match in _PLACEHOLDER.pattern.finditer(line) if not _is_mask(line, match)]
    return [("placeholder", match.start(), match.end()) for match in (*matches, *_IN_BRACKETS.pattern.finditer(line))]


def _with_gaps(placeholders: list[_Span], block: Block, line: str, start: int, next_line: str) -> list[_Span]:
    spans = [*placeholders]
    if not line.strip(" _"):
        if re.search(r"_{2,}|▁{2,}", line):
            text = line.rstrip()
            spans.append(("line", len(text) - len(text.lstrip()), len(text)))
        return spans
    if _MAY_HOLD_DATE.search(line):
        spans += [
            ("date", match.start() + _indent(match), match.end()) for match in _DATE.finditer(line) if _open_date(match)
        ]
    for match in _UNDERSCORES.finditer(line):
        if re.search(r"[─━¯]", match[0]) and len(match[0].strip()) < 6:
            continue
        if not _padding(line, match.start(), match.end()):
            spans.append(("line", match.start(), match.start() + len(match[0].rstrip())))
    for match in _BRACKETS.finditer(line):
        if match[0] in ("[ ]", "[]") and _WORD.match(line, match.end()):
            continue  # a box to tick
        if match[0] == "()" and line.isascii():
            continue
        spans.append(("bracket", match.start(), match.end()))
    spans += _spaces(block, line, start, next_line)
    spans += [("label", match.start("field"), match.end()) for match in _NOTHING_BEHIND.finditer(line)]
    if block.kind != "cell":
        spans += [("line", match.end(), match.end()) for match in _VALUE_LEFT_OUT.finditer(line)]
    label = re.search(rf"(?:^|[\s,，;；。])({_FIELD})\s*(?:\([^()]*\))?:\s*$", line)
    if label and not spans and block.kind != "cell" and not _carries_value(next_line):
        spans.append(("label", label.start(1), len(line.rstrip())))
    elif not spans and block.kind != "cell" and _ANY_LABEL.fullmatch(line) and _ENDS_LABELS.match(next_line):
        spans.append(("label", len(line) - len(line.lstrip()), len(line.rstrip())))
    return spans


def _indent(match: re.Match[str]) -> int:
    year = match["y"]
    return (
        len(year) - len(year.lstrip())
        if re.search(r"[\d_【\[]|[〇零一二三四五六七八九壹贰]", year)
        else max(len(year) - 8, 0)
    )


def _open_date(match: re.Match[str]) -> bool:
    parts = [match["y"], match["m"], match["d"]]
    filled = [re.search(_FIGURE, part) is not None for part in parts]
    if all(filled):
        return False
    gaps = [part for part, has in zip(parts, filled, strict=True) if not has]
    if not all(gap for gap in gaps[1:]) and filled[0] is False and gaps[0] == "":
        return False  # 年月日 as a word
    return any(re.search(r"[\s_【\[]", gap) for gap in gaps)


def _padding(line: str, start: int, end: int) -> bool:
    """Underscores left over around a value that was typed between or before them."""
    ahead, after = line[max(start - _NEAR, 0) : start], line[end : end + _NEAR]
    before = ahead.rstrip()
    ends_here = re.match(r"\s*(?:$|[,，。；;、)])", after) is not None
    if re.search(r"(?:[0-9A-Za-z]{4,}|[0-9]{4}年\d{1,2}月\d{1,2}日)$", before) and ends_here:
        return True
    left = re.search(r"_([^_\n]{1,30})$", ahead)
    right = re.match(r"([^_\n]{1,30}?)_+", after)
    for value, opener, closer in (
        (left[1] if left else "", ahead[: -len(left[1])].rstrip("_") if left else "", after),
        (right[1] if right else "", ahead, after[right.end() :] if right else ""),
    ):
        plain = value.strip()
        if not plain:
            continue
        if re.fullmatch(r"[0-9A-Za-z.,，:%/\-¥￥ ]+|[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元整圆角分]{2,}", plain):
            return True
        introduced = re.search(r"(?::|为|于|由|即)\s*$", opener.rstrip("_ ")) is not None
        closed = re.match(r"\s*(?:$|[,，。；;、)]|\s{2,}|(?:元|平方米|%))", closer) is not None
        leads_on = re.search(rf"^{UNIT}|[:，,。；;]|^(?:{_FIELD})|面积|[为于]$", plain)
        if introduced and closed and not leads_on and len(plain) <= 30:
            return True
    return False


def _spaces(block: Block, line: str, start: int, next_line: str) -> list[_Span]:
    found: list[_Span] = []
    underlined = [
        (max(s - start, 0), min(e - start, len(line)))
        for s, e in block.underlined
        if s < start + len(line) and e > start
    ]
    visible, is_prose = len(line.rstrip()), re.search(r"[,，。；;]", line) is not None
    for match in re.finditer(r" {1,}", line):
        first, last = match.span()
        original = block.text[start + first : start + last]
        length = sum({"　": 2, "\t": 4}.get(character, 1) for character in original)
        covering = [(s, e) for s, e in underlined if s < last and e > first]
        if covering:
            s, e = covering[0]
            if line[s:e].strip(" :,，。;；、()万元整年月日"):
                continue  # spaces beside a value on the same line
            # the whole underlined span is empty, but for a unit or a mark caught by the pen
            s, e = max(s, first), min(e, last)
            if length >= 2:
                found.append(("space", s, e))
            continue
        before, after = line[max(first - _NEAR, 0) : first], line[last : last + _NEAR]
        if (_WANTS_VALUE.search(before) and _NO_VALUE.match(after)) or (
            _MAY_WANT_FIGURE.search(before) and _LONE_UNIT.match(after)
        ):
            found.append(("space", first, last))
        if first == 0 or length < 2:
            continue
        if _ends_with_gap(before, length, next_line) if first >= visible else _gap(before, after, length, is_prose):
            found.append(("space", first, last))
    return sorted(set(found))


def _ends_with_gap(before: str, length: int, next_line: str) -> bool:
    """Whether `length` plain spaces at the end of a line are a gap to fill."""
    if not before.endswith(":") and not re.search(r"(?:为|于|是|坐落于|位于|作为)$", before):
        return False
    field = re.search(rf"(?:{_FIELD}|{ROLE}|[)])\s*(?:\([^()]*\))?:$", before) is not None
    return (field or length >= 4) and not _carries_value(next_line)


def _gap(before: str, after: str, length: int, is_prose: bool) -> bool:
    """Whether `length` plain spaces between these texts are a gap to fill."""
    last_character = before.rstrip()[-1:]
    value_before = re.search(rf"(?:{_FIGURE}|[佰仟万亿XxA-Za-z,.×])$", before) is not None
    if value_before:
        return False
    if re.match(rf"{UNIT}(?![一-鿿]*:)", after) and not re.match(r"[年月日]", after):
        return length >= 2 and last_character not in "。；;"
    if re.match(r"(?:年|月|日|天)", after):
        return length >= 2 and last_character not in "。；;、"
    if before.endswith((":", "：")):
        if re.match(r"(?:度|吨|方|立方米?|字)?[,，。；;)、]", after):
            return True
        label_follows = (
            re.match(rf"(?:{_FIELD}|(?:{ROLE})|[一-鿿]{{2,8}}(?:\([^()]*\))?)\s*(?:\([^()]*\))?:", after) is not None
        )
        return label_follows and length >= 2
    if re.match(r"[,，。；;)、]", after):
        paired = re.search(r" {2,}[^\s,，。；;]{1,14}$", before) is not None
        return length >= 3 and not paired and re.search(r"[一-鿿(]$", before) is not None
    if length >= 4 and is_prose:
        pads_value = re.match(r"[^\s,，。；;:]{1,14} {2,}", after) is not None or re.search(
            r" {2,}[^\s,，。；;:]{1,14}$", before
        )
        label_follows = re.match(r"[^\s:,，。]{1,12}:", after) is not None
        return not pads_value and not label_follows and re.search(r"[一-鿿(、]$", before) is not None
    return length >= 3 and bool(
        re.search(r"(?:坐落于|位于|为|即|按照?|提前|向|每逾期)$", before) and re.match(r"[一-鿿]", after)
    )


def _carries_value(next_line: str) -> bool:
    """Whether the next line holds what a label at the end of this one asks for."""
    line = next_line.strip()
    if not line or len(line) > 60:
        return False
    if re.match(r"[0-9A-Za-z-]{7,}(?=[,，;；\s]|$)", line):
        return True  # a number, with other fields behind it
    return (
        re.match(
            rf"(?:第[{'一二三四五六七八九十0-9'}]+[条章]|[一二三四五六七八九十]+、|\d+[、.]|\(|{_FIELD}|{ROLE})", line
        )
        is None
        and ":" not in line
    )


def _is_mask(line: str, match: re.Match[str]) -> bool:
    """Stars and crosses that hide part of a number (138****5678), multiply, or belong to a name of a thing."""
    text = match[0]
    before, after = line[max(match.start() - 2, 0) : match.start()], line[match.end() : match.end() + 1]
    if (
        len(text) > 2
        and text[0] in "*＊"
        and (re.search(r"\d$", before) or len(text) > 6 or not re.match(r"[一-鿿]|$|\s", after))
    ):
        return True
    if len(text) > 2 and set(text) == {"X"} and re.search(r"(?<![A-Za-z0-9])[A-Z]$", before):
        return False  # 赣AXXXXX
    if (
        text[0] in "Xx×"
        and not re.match("[年月日号栋]", after)
        and (re.search(r"[A-Za-z0-9]$", before) or re.match(r"[A-Za-z0-9]", after))
    ):
        return True
    return text[0] == "某" and re.search(r"[\"“]$", before) is not None


def _merged(spans: list[_Span], line: str) -> list[_Span]:
    """Overlapping gaps become one, and so do those that only units keep apart (___万___仟___元)."""
    merged: list[_Span] = []
    for kind, first, last in sorted(spans, key=lambda span: (span[1], -span[2])):
        if merged:
            before_kind, before_first, before_last = merged[-1]
            close = first - before_last <= 4 and "placeholder" not in (kind, before_kind)
            if first < before_last or (close and _ONLY_A_UNIT.fullmatch(line, before_last, first)):
                kept: BlankKind = "date" if "date" in (kind, before_kind) else before_kind
                merged[-1] = (kept, before_first, max(last, before_last))
                continue
        merged.append((kind, first, last))
    return merged
