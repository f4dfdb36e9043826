"""Phone numbers and bank accounts in the text, with what their labels say. Identity numbers are told by `parties`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.parties import FoundNumber
from signdesk.domains.signing.rules.structure.sentences import before, line_at

_PHONE = re.compile(
    r"(?=[1(048])(?<![\dA-Za-z.,])"
    r"(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|\(?0\d{2,3}\)?[ -]?\d{7,8}|[48]00[ -]?\d{3,4}[ -]?\d{3,4})"
    r"(?![\dA-Za-z]|[.,]\d|\s*元)"
)
_MANY_FIGURES = re.compile(r"\d(?:[ -]?\d){6}")
"""What a paragraph with a phone or an account holds."""
_PHONE_LABEL = re.compile(r"(?:电\s*话|手\s*机|联[系络]方式)(?:号码?)?\s*(?:\([^()]*\))?\s*[:为是]?\s*$")
_ACCOUNT = re.compile(r"(?=\d)(?<![\dA-Za-z.,-])\d{4}(?:[ -]?\d{3,5}){2,6}(?![\dA-Za-z]|[.,]\d|\s*元)")
_ACCOUNT_LABEL = re.compile(r"(?:[账帐]\s*号|卡\s*号|[账帐]户号码?|银行卡)\s*(?:\([^()]*\))?\s*[:为是]?\s*$")
_OF_A_BANK = re.compile(r"[账帐]\s*[户号]|开户|银行|卡号|收款|户名|汇款")


@dataclass(frozen=True, slots=True)
class Contact:
    """A number as its digits; `labelled` where a label stands right before it; `line` is the line it stands in."""

    kind: Literal["phone", "account"]
    digits: str
    place: Place
    labelled: bool
    line: str


def find_contacts(body: Body, identities: tuple[FoundNumber, ...]) -> tuple[Contact, ...]:
    """Phones and accounts in order; a number that is somebody's identity is neither."""
    taken = {(found.place.block, found.place.start) for found in identities}
    found: list[Contact] = []
    beside = ""
    long_numbers = {body.place(match.start(), match.end()).block for match in _MANY_FIGURES.finditer(body.text)}
    for block, text in body:
        for match in (*_PHONE.finditer(text), *_ACCOUNT.finditer(text)) if block.number in long_numbers else ():
            if (block.number, match.start()) in taken:
                continue
            ahead = before(text, match.start()) if match.start() or block.kind != "cell" else beside
            digits = re.sub(r"\D", "", match[0])
            line = line_at(text, match.start())
            place = Place(block.number, match.start(), match.end())
            if match.re is _PHONE and not _ACCOUNT_LABEL.search(ahead) and len(digits) <= 12:
                found.append(Contact("phone", digits, place, _PHONE_LABEL.search(ahead) is not None, line))
            elif (
                match.re is _ACCOUNT and 11 < len(digits) < 31 and _OF_A_BANK.search(line if line != digits else ahead)
            ):
                found.append(Contact("account", digits, place, _ACCOUNT_LABEL.search(ahead) is not None, line))
        beside = text
    return tuple(found)
