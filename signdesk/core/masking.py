"""How personal values are shown to eyes that need not read them whole: numbers, phones, accounts, names.

Pure functions from text to text; they neither decide who may see the whole value nor record that somebody did.
"""

from __future__ import annotations

STAR = "*"

# Compound surnames that still occur; everything else is taken as a surname of one character.
_COMPOUND = (
    "欧阳司马上官诸葛夏侯尉迟皇甫公孙慕容司徒长孙宇文东方端木令狐独孤南宫轩辕钟离闾丘澹台公冶"
    "宗政濮阳淳于单于太叔申屠仲孙赫连鲜于呼延闻人西门东郭百里拓跋完颜纳兰第五公羊谷梁左丘梁丘"
    "万俟司空司寇亓官东门南门北堂歐陽司馬諸葛東方"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND[place : place + 2] for place in range(0, len(_COMPOUND), 2))


def mask_id(number: str) -> str:
    """An identity number with its first three and last four characters: "110***********002X".

    Shorter numbers keep less, so that at least a third is always hidden.
    """
    return _ends(number, head=3, tail=4)


def mask_phone(phone: str) -> str:
    """A phone number with its first three and last four digits: "138****5678"; a landline keeps its area code."""
    area, dash, rest = phone.partition("-")
    if dash and area.startswith("0"):
        main, extension_dash, extension = rest.partition("-")
        return f"{area}-{STAR * max(len(main) - 4, 0)}{main[-4:]}" + extension_dash + STAR * len(extension)
    return _ends(phone, head=3, tail=4)


def mask_account(number: str) -> str:
    """A bank account by its last four digits only: "************0366"."""
    return _ends(number, head=0, tail=4)


def mask_name(name: str) -> str:
    """A person's name in public: 张三 → 张*, 王建国 → 王*国, 欧阳明月 → 欧阳*月, Anna Smith → A*** S****."""
    name = name.strip()
    if name.isascii():
        return " ".join(word[:1] + STAR * (len(word) - 1) for word in name.split())
    if "·" in name:  # 买买提·艾力: the given name's first character, the rest hidden
        first, __, rest = name.partition("·")
        return first[:1] + STAR * (len(first) - 1) + "·" + STAR * len(rest)
    surname = surname_of(name)
    given = name[len(surname) :]
    if not given:
        return STAR * len(name)
    if len(given) == 1:
        return surname + STAR
    return surname + STAR * (len(given) - 1) + given[-1]


def surname_of(name: str) -> str:
    """The surname at the beginning of a Chinese name: two characters for a compound one, else one."""
    return name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else name[:1]


def _ends(text: str, *, head: int, tail: int) -> str:
    if (len(text) - head - tail) * 3 < len(text):
        # A short number must not be shown nearly whole: a quarter at each end at most.
        head, tail = min(head, len(text) // 4), min(tail, len(text) // 4)
    hidden = len(text) - head - tail
    return text[:head] + STAR * hidden + text[len(text) - tail :]
