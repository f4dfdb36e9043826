"""Where a contract says who its parties are: role, name and the numbers that belong to it, at the head, in tables and
in the signature block."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import cycle
from typing import Literal

from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.normal import normal
from signdesk.domains.signing.rules.structure.sentences import lines
from signdesk.domains.signing.rules.structure.wording import Wording
from signdesk.domains.signing.rules.structure.zones import ROLE

_LABEL = re.compile(
    rf"(?P<roles>(?:{ROLE})(?:\s*[(/、]\s*(?:{ROLE}|以下简称[^)]{{0,12}}|[^():]{{0,12}})\s*[)]?)*"
    r"|(?<![一-鿿])[一-鿿]{2,10}\s*\((?:(?:以下)?[简下统合]?称为?)?\s*[“\"]?[甲乙丙丁]方[”\"]?\))"
    r"\s*(?P<sign>\([^()]*(?:签|章|名)[^()]*\)|签\s*[章字名]|盖\s*章)?\s*(?P<word>姓名|名称)?\s*(?P<colon>:)"
)
_NAME_LABEL = re.compile(
    r"(?:^|[\s,，;；])(?:姓\s*名|名\s*称|单位名称|公司名称|企业名称|姓名或名称|姓名/名称|名称/姓名)\s*(?:\([^)]*\))?\s*:"
)
_VALUE_END = re.compile(
    r"\s{2,}|[,，;；。(\n]|(?:身份证|证件|统一社会|营业执照|法定代表|住所|地址|联系|电话|签[字名章]|盖章|以下简称)|_{2,}"
)
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:(?P<long>[0-9A-Za-z]{16,22})|(?P<short>[0-9A-Za-z]{12,15})"
    r"|(?P<spaced>\d{6}[ -]\d{8}[ -]\d{3}[\dXx]|\d{3}[ ]\d{3}[ ]\d{4}[ ]\d{4}[ ]\d{3}[\dXx]))"
    r"(?![0-9A-Za-z])"
)
_IS_LABEL = re.compile(r"\s*(?:\([^()]*[签章名][^()]*\)\s*:?|:)")
"""Behind a word that is itself the label of the next field: "出卖人（盖章）：        认购人（签字）："."""
_HOLDER = Wording(
    r"(?:户\s*名|[账帐]户\s*名称?|开户\s*名称?)\s*(?:\([^()]*\))?\s*[:为是]?\s*(?=[一-鿿A-Z])|收款(?:人|方|单位|户名)(?:名称|姓名)?\s*[:为]\s*(?=[一-鿿A-Z])",
    holds="户收",
)
_MAY_HOLD_NUMBER = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z]{11}|\d{5}[ -]\d{8}|\d{2} \d{3} \d{4})")
"""Cheaper than `_NUMBER`, and in every block in which that finds something."""
_NUMBER_LABEL = re.compile(
    r"(?P<id>(?:居民)?身份证(?:件)?(?:号码?|编号)?|公民身份号码)|(?P<code>统一社会信用代码|社会信用代码|信用代码|营业执照(?:注册)?号?码?|(?:工商)?注册号|组织机构代码)"
    r"|(?P<other>证件号码?|证照号码?|护照(?:号码?)?)|(?P<account>账\s*号|帐\s*号|卡\s*号|银行账户)|(?P<phone>电话|手机|联[系络]方式)"
)
_OF_A_PARTY = re.compile(r"(?:身份证(?:件)?(?:号码?|编号)?|公民身份号码|社会信用代码)\s*[:为是]?\s*$")
"""Right before an identity number or a company's code, which may have lost characters."""
_OF_A_PAPER = re.compile(
    r"(?:许可|产权|权利|规划|施工|备案|批准|登记|合同|协议|工程)[^,，。；;:\s]{0,8}[号码]?[:为是]?\s*[^,，。；;:\s]{0,6}$"
)
"""Before the number of a permit or a deed, which may be as long as an identity number."""
_HEADER = re.compile(
    rf"\s*(?:[一二三四五六七八九十\d]+\s*[、.]\s*|\([一二三四五六七八九十\d]+\)\s*)?(?P<roles>(?:{ROLE})\s*(?:\([^()]{{0,14}}\))?)\s*(?:签[字名章]|盖章)?\s*"
)
_ROLE_ONLY = re.compile(ROLE)
_EITHER = re.compile(r"(?:号码?|编号)?\s*(?:[/、]|或者?|[】\])][^【\[(]{0,2}[【\[(])\s*[√☑✓■□☐]?\s*")
"""Between the labels of two kinds of numbers of which one follows: 证件号码/统一社会信用代码, 【√身份证】【护照】."""
_STANDS_APART = re.compile(r"\S(?:.*?\S)??(?=\s{2,}|\s*$)")
"""A piece of a line in which two parties stand side by side."""
_AND = re.compile(r"(\s*[、/,，]\s*|\s*[和与及]\s*(?=[一-鿿]{2}))")
_SOMEBODY = re.compile(
    r"[一-鿿]{2,4}|[一-鿿]{1,10}·[一-鿿·]{1,12}|[一-鿿()]{4,}(?:公司|中心|企业|事务所|商行|店|厂|院|行|部|社)"
)
_ORGANISED = re.compile(r".{4}(?:公司|中心|企业|事务所|委员会|合作社)$")
_LONGEST_OF_A_PARTY = 4
_GIVEN_A_LETTER = Wording(
    rf"(?P<role>{ROLE})\s*\((?:以下)?[简下统合]?称为?\s*[“\"]?(?P<letter>[甲乙丙丁]方)[”\"]?\)(?=\s*[与和、及]|\s*[一-鿿])",
    holds="甲乙丙丁",
)
_CELL_LABEL = re.compile(
    r"\s*(?:姓\s*名|名\s*称|公司|单位|企业)(?:名称|全称)?\s*(?:[/(]\s*(?:姓\s*名|名\s*称)\s*[)]?)?\s*(?::\s*|$)"
)
"""A label between a party's role and its name: 乙方 | 姓名：方明."""
_ALIAS = re.compile(r"\s*\((?:以下|下)?[简统合]?称?为?\s*[“\"]?(?P<role>[甲乙丙丁]方)[”\"]?\)")
"""Behind a name: 出租人：何大伟（以下简称甲方）."""
_GOES_ON = re.compile(r"[,，;；。]\s*(?=\S)")
_ABOUT_SOMEBODY = re.compile(
    r"身份|证件|证号|号码|代码|执照|护照|电话|手机|联[系络]|地址|住[址所]|住|[男女]|民族|族|出生|生于|法[定人]|代表|代理|账号|简称|下称|合称|称|国籍|籍|邮|微信|公司|中心|系|为|\d{6}"
)
"""乙方：王某，男，…; without any of it 乙方：爱护设施，损坏赔偿 is a duty and no name."""
_HOLDER_CELL = re.compile(r"\s*(?:户\s*名|[账帐]户\s*名称?|收款(?:人|方|单位)(?:名称)?)\s*:?\s*")
_LONGEST_HEADER = 80


@dataclass(frozen=True, slots=True)
class Declaration:
    """A role with the name that stands beside it (empty if none) and where. `label` covers the role's words."""

    roles: frozenset[str]
    name: str
    place: Place
    label: Place


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """An identity number or company code in the text, what its label calls it, and the roles it stands under."""

    kind: Literal["resident_id", "uscc", "unknown"]
    text: str
    place: Place
    roles: frozenset[str]
    labelled: bool


def find_declarations(body: Body) -> tuple[Declaration, ...]:
    """Every place that names a party by its role, in order."""
    found: list[Declaration] = []
    pending: Declaration | None = None
    for index, (block, text) in enumerate(body):
        if block.kind == "cell" and ":" not in text:
            if beside := _in_table(body, index):
                found += _each_name(beside)
            continue
        for start, line in lines(text):
            labels = list(_LABEL.finditer(line)) if ":" in line else []
            for position, match in enumerate(labels):
                if not _introduces(line, match):
                    continue
                limit = labels[position + 1].start() if position + 1 < len(labels) else len(line)
                name, at = _value(line, match.end(), limit)
                if _GOES_ON.match(line, at + len(name), limit) and not _ABOUT_SOMEBODY.search(line, at, limit):
                    continue
                alias = _ALIAS.match(line, at + len(name)) if name else None
                label = Place(block.number, start + match.start(), start + match.end("colon"))
                place = Place(block.number, start + at, start + at + len(name)) if name else label
                roles = roles_in(match["roles"]) | roles_in(alias["role"] if alias else "")
                declared = _each_name(Declaration(roles, name, place, label))
                found += declared
                pending = declared[-1] if not name else None
            header = _header(line)
            if header:
                label = Place(block.number, start + header.start("roles"), start + header.end("roles"))
                pending = Declaration(roles_in(header["roles"]), "", label, label)
                found.append(pending)
            elif not labels and pending is not None:
                named = _NAME_LABEL.search(line)
                if named:
                    name, at = _value(line, named.end(), len(line))
                    if name:
                        place = Place(block.number, start + at, start + at + len(name))
                        at = found.index(pending)
                        found[at : at + 1] = _each_name(Declaration(pending.roles, name, place, pending.label))
                    pending = None
                elif line.strip() and not _NUMBER_LABEL.search(line):
                    pending = None
    return tuple(_with_letters(body, found))


def _with_letters(body: Body, found: list[Declaration]) -> list[Declaration]:
    """出租方：… at the head, and 出租方（以下简称甲方）与承租方（以下简称乙方） in the sentence behind it."""
    letters: dict[str, str] = {}
    for _block, match in body.find(_GIVEN_A_LETTER):
        for role in roles_in(match["role"]):
            letters.setdefault(role, match["letter"])
    if not letters:
        return found
    return [
        replace(each, roles=each.roles | {letters[role] for role in each.roles if role in letters}) for each in found
    ]


def _each_name(declaration: Declaration) -> list[Declaration]:
    """Several people behind one role ("张三、李四", "张三和李四") are one declaration each."""
    pieces = _AND.split(declaration.name)
    names = pieces[::2]
    if len(names) < 2 or not all(_SOMEBODY.fullmatch(name) for name in names):
        return [declaration]
    if len(names[-1]) > _LONGEST_OF_A_PARTY >= len(names[0]) and re.search("[和与及]", "".join(pieces[1::2])):
        return [declaration]  # 泰和精密机械有限公司 is one
    found, start = [], declaration.place.start
    for piece, is_name in zip(pieces, cycle((True, False)), strict=False):
        if is_name:
            place = Place(declaration.place.block, start, start + len(piece))
            found.append(Declaration(declaration.roles, piece, place, declaration.label))
        start += len(piece)
    return found


def find_holders(body: Body) -> tuple[tuple[str, Place], ...]:
    """The names in which accounts are held ("户名：张三"), with their places; in a table the cell beside the label."""
    found: list[tuple[str, Place]] = []
    for index in body.places((*_HOLDER.holds, *"帐账")):
        block, text = body[index]
        for match in _HOLDER.pattern.finditer(text):
            line_end = text.find("\n", match.end())
            limit = min(line_end if line_end >= 0 else len(text), match.end() + 60)
            name, at = _value(text, match.end(), limit)
            name = re.split(r"[、的之/]|开户|账号|帐号|卡号", name)[0].strip()
            if len(name) > 1:
                found.append((name, Place(block.number, at, at + len(name))))
        if block.kind == "cell" and _HOLDER_CELL.fullmatch(text) and index + 1 < len(body):
            following, value = body[index + 1]
            name, at = _value(value, 0, len(value))
            if name and following.kind == "cell":
                found.append((name, Place(following.number, at, at + len(name))))
    return tuple(found)


def find_numbers(body: Body) -> tuple[FoundNumber, ...]:
    """Every identity number and company code, with the party it stands under."""
    found: list[FoundNumber] = []
    roles: frozenset[str] = frozenset()
    beside = _Beside()
    side_by_side: list[frozenset[str]] = []
    with_numbers = {body.place(match.start(), match.end()).block for match in _MAY_HOLD_NUMBER.finditer(body.text)}
    for index, (block, text) in enumerate(body):
        for start, line in lines(text):
            labels = [match for match in _LABEL.finditer(line) if _introduces(line, match)] if ":" in line else []
            marks = [(match.start(), roles_in(match["roles"])) for match in labels]
            if marks:
                beside.take(block, marks[-1][1])
                side_by_side = [these for _at, these in marks]
            if header := _header(line):
                roles = roles_in(header["roles"])
                beside.take(block, roles)
                side_by_side = []
            elif block.kind == "cell" and len(line) <= 16 and ":" not in line:
                named = roles_in(line)
                roles = named or roles
                beside.take(block, named)
            for match in _NUMBER.finditer(line) if block.number in with_numbers else ():
                digits = re.sub(r"[ -]", "", match[0]).upper()
                label = _nearest_label(line[max(match.start() - 200, 0) : match.start()])
                if not label and block.kind == "cell" and index:
                    label = _nearest_label(body[index - 1][1])
                if match["short"] and not _OF_A_PARTY.search(line, 0, match.start()):
                    continue
                if label in ("account", "phone") or (not label and len(digits) != 18):
                    continue
                if not label and _OF_A_PAPER.search(line[max(match.start() - 24, 0) : match.start()]):
                    continue
                kind = _kind(label, digits)
                if kind is None:
                    continue
                under = [these for at, these in marks if at < match.start()]
                if not marks and len(side_by_side) > 1:
                    under = _in_its_column(line, match.start(), side_by_side)
                place = Place(block.number, start + match.start(), start + match.end())
                whose = under[-1] if under else beside.of(block) or roles
                found.append(FoundNumber(kind, match[0], place, whose, bool(label)))
            if marks:
                roles = marks[-1][1]
    return tuple(found)


def _in_its_column(line: str, at: int, roles: list[frozenset[str]]) -> list[frozenset[str]]:
    """Whose number stands at `at`, below a line in which several parties stand side by side; empty where the line has
    not as many pieces as that one."""
    pieces = [piece.start() for piece in _STANDS_APART.finditer(line)]
    return (
        [these for start, these in zip(pieces, roles, strict=True) if start <= at] if len(pieces) == len(roles) else []
    )


class _Beside:
    """Remembers the parties that stand side by side in a table: what is below the one is not the other's."""

    def __init__(self) -> None:
        self._row = self._table = ""
        self._columns: dict[int, frozenset[str]] = {}

    def take(self, block: Block, roles: frozenset[str]) -> None:
        """A cell that names a party, or none."""
        row, _c, column = block.place.rpartition("C")
        if roles and column.isdigit():
            if row != self._row:
                self._row, self._table, self._columns = row, row.rpartition("R")[0], {}
            self._columns[int(column)] = roles

    def of(self, block: Block) -> frozenset[str]:
        """Whose column a cell stands in; empty where the parties do not stand side by side."""
        row, _c, column = block.place.rpartition("C")
        if len(self._columns) < 2 or row.rpartition("R")[0] != self._table or not column.isdigit():
            return frozenset()
        left = [at for at in self._columns if at <= int(column)]
        return self._columns[max(left)] if left else frozenset()


def _header(line: str) -> re.Match[str] | None:
    """A line that is nothing but a role; longer lines with as many marks are never one, nor those that end otherwise
    than a role does."""
    if len(line) > _LONGEST_HEADER or line.rstrip()[-1:] not in ("方", "人", "位", "者", ")", "章", "字", "名"):
        return None
    return _HEADER.fullmatch(line)


@lru_cache(maxsize=256)
def roles_in(text: str) -> frozenset[str]:
    """The roles named in a label, each in one form: 出租方 and 出租人 are one."""
    found = set()
    for match in _ROLE_ONLY.finditer(normal(text)):
        word = re.sub(r"\s", "", match[0])
        found.add(word[:2] if word[1:2] == "方" and word[0] in "甲乙丙丁" else _one_form(word))
    return frozenset(found)


def _one_form(word: str) -> str:
    same = {"卖方": "出卖人", "买方": "买受人", "出卖方": "出卖人", "买受方": "买受人", "贷款人": "出借人"}
    if word in same:
        return same[word]
    return word[:-1] + "人" if word.endswith("方") and len(word) > 2 else word


def _introduces(line: str, match: re.Match[str]) -> bool:
    """A role with a colon that introduces a name, and not "甲方的义务:" nor a sentence that happens to end so."""
    before = line[max(match.start() - 40, 0) : match.start()]
    if before.strip() and not re.search(
        r"(?:\s{2,}|[,，;；。)]\s*|[0-9一二三四五六七八九十]+[、.]\s*|\(\s*[一二三四五六七八九十\d]+\s*\)\s*)$", before
    ):
        if re.search(r"(?:^|\s)(?:合伙人|合作人|合作方|股东|投资人|投资方|当事人)$", before):
            return True
        return re.search(r"\s$", before) is not None
    return True


def _value(line: str, start: int, limit: int) -> tuple[str, int]:
    """The name that begins at `start`: up to a double space, a bracket, a comma or the next label."""
    raw = line[start:limit]
    lead = len(raw) - len(raw.lstrip(" _"))
    rest = raw[lead:]
    cut = _VALUE_END.search(rest)
    name = (rest[: cut.start()] if cut else rest).strip(" _")
    # a company's name may carry its place in brackets: 万科泊寓（深圳）公寓管理有限公司
    if cut and cut[0] == "(":
        whole = re.match(
            r"[^\s,，;；。()]+\((?:个体工商户|(?:特殊)?(?:普通|有限)合伙|个人独资)\)"
            r"|[^\s,，;；。()]+\([^()]{1,8}\)[^\s,，;；。():]*(?:公司|中心|企业|事务所|商行|店|厂|院|行|部|社)",
            rest,
        )
        if whole:
            name = whole[0]
    if _IS_LABEL.match(rest[len(name) :]) and not _ORGANISED.search(name):
        return "", start
    if not name or re.fullmatch(r"[\W_]+", name) or len(name) > 60 or re.match(r"(?:年|月|日|\d)", name):
        return "", start
    return name, start + lead + (len(rest) - len(rest.lstrip()))


def _in_table(body: Body, index: int) -> Declaration | None:
    """A cell that is nothing but a role, with the name in the next cell of its row."""
    block, text = body[index]
    word = text.strip()
    if not word or len(word) > 16 or not _ROLE_ONLY.match(word) or index + 1 >= len(body):
        return None
    remainder = re.sub(r"[()/、\s]|姓名|名称|以下简称", "", _ROLE_ONLY.sub("", word))
    following, value = body[index + 1]
    if remainder or following.kind != "cell" or following.place.rpartition("C")[0] != block.place.rpartition("C")[0]:
        return None
    label = Place(block.number, 0, len(text))
    if _ROLE_ONLY.match(value.strip()) or "\n" in value.strip():
        return None
    begin = 0
    if labelled := _CELL_LABEL.match(value):
        begin = labelled.end()
        if not value[begin:].strip() and index + 2 < len(body):
            (following, value), begin = body[index + 2], 0
    name, at = _value(value, begin, len(value))
    place = Place(following.number, at, at + len(name)) if name else label
    return Declaration(roles_in(word), name, place, label)


def _nearest_label(before: str) -> str:
    matches = list(_NUMBER_LABEL.finditer(before))
    if len(matches) > 1 and _EITHER.fullmatch(before[matches[-2].end() : matches[-1].start()]):
        return "either"
    return (matches[-1].lastgroup or "") if matches else ""


def _kind(label: str, digits: str) -> Literal["resident_id", "uscc", "unknown"] | None:
    if label == "id":
        return "resident_id"
    if label == "code":
        return "uscc" if re.search(r"[A-Z]", digits) or len(digits) == 18 else None
    if re.fullmatch(r"\d{17}[\dX]", digits):
        looks_like_birth = re.fullmatch(
            r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]", digits
        )
        return "resident_id" if looks_like_birth else ("uscc" if digits[0] in "159" else "unknown")
    if label in ("other", "either") and not re.search(r"[A-Z]", digits[:-1]):
        # a slip of one digit in an identity number; papers of other kinds are not that long
        return "resident_id" if re.fullmatch(r"[1-9]\d{5}(?:19|20)\d{8,10}[\dX]", digits) else None
    if re.fullmatch(r"[159NY][0-9]\d{6}[0-9A-HJ-NP-RTUW-Y]{10}|9[1-3]\d{6}MA[0-9A-Z]{8}", digits):
        return "uscc"
    return None
