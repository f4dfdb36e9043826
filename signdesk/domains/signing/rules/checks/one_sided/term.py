"""A term that leaves one side without what the law gives it, as data, and the words such terms share. What is told of
it names the article; whether a bargain is hard is for the people who make it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from signdesk.domains.signing.rules.checks.engine import Severity
from signdesk.domains.signing.rules.structure.wording import Wording

Where = Literal["any", "lease", "premises", "home"]

BOTH = r"双方|任何一方|任一方|各方|违约方|守约方|对方|互不"
DEPOSIT = r"(?:押金|保证金|押租)"
NOT_BACK = (
    r"(?:不(?:予|再|作|得|给|能|可)?(?:退|返还|返)"
    r"|(?:不得|不能|无权)(?:再)?要求(?:甲方)?(?:退|返)|(?:无须|无需|不用)(?:退|返)|拒绝退)"
)
FORFEIT = (
    rf"(?:{DEPOSIT}[^。；;,，]{{0,10}}{NOT_BACK}"
    rf"|(?:没收|扣除|扣罚|罚没|扣(?=押金|保证金|掉|全部)|{NOT_BACK}还?)[^。；;,，]{{0,6}}{DEPOSIT})"
)
LANDLORD_MAY = r"甲方[^。；;]{0,40}?(?<![不无])(?:有权|可以?(?!能)|得以|将|会|采取)"


@dataclass(frozen=True)
class Term:
    """`says` is looked for in the whole text, so it names rare words; `also` in its sentence, with who lets called 甲方
    and who rents 乙方, as is `fair`, what lets the sentence pass. Of terms with one `subject` a sentence is told one.
    `law` are the articles, `of_a_home` is one more that holds where somebody lives. `where`: only in a lease,
    only in one of rooms, only in one of a home (what merchants agree on among themselves is left to them). `soft`: a
    matter of course between merchants, pointed out and no more. `once`: told once with all its places.
    `alone`: told only of a sentence of which nothing else is."""

    subject: str
    says: Wording
    also: re.Pattern[str] | None
    fair: re.Pattern[str]
    words: str
    law: tuple[str, ...]
    of_a_home: str = ""
    where: Where = "lease"
    soft: bool = False
    severity: Severity = "warning"
    once: bool = False
    alone: bool = False


def term(
    subject: str,
    words: str,
    *,
    also: str,
    fair: str,
    told: str,
    law: tuple[str, ...] = (),
    of_a_home: str = "",
    where: Where = "lease",
    soft: bool = False,
    severity: Severity = "warning",
    once: bool = False,
    alone: bool = False,
) -> Term:
    """A term known by one of a few words, a space between two."""
    holds = words.split()
    says = Wording("|".join(map(re.escape, holds)), holds=holds)
    return Term(
        subject, says, re.compile(also), re.compile(fair), told, law, of_a_home, where, soft, severity, once, alone
    )
