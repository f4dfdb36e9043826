"""The rules of the archive: how an archive number is made, what a dossier must hold before it is accepted, how long it
is kept, what may share a box, and the four-property check. Pure functions; who does these things and where they are
stored is the business of the service."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _, ngettext

# ---- archive numbers

BY_PIECE = "{fonds}-{category}·{year}-{retention}-{unit}-{seq:04}"
"""全宗号-门类代码·年度-保管期限-机构(问题)-件号, DA/T 22-2015 5.4.2: Z109-WS·2011-Y-BGS-0001."""
BY_PIECE_DOTTED = "{fonds}-{category}·{year}·{retention}·{unit}-{seq:04}"
"""The same parts as DA/T 13-2022 also writes them: Z109-WS·2011·Y·办公室-0001."""
BY_VOLUME = "{fonds}-{category}-{seq:04}"
"""全宗号-类别号-案卷号, DA/T 13-2022; the piece number is added for each item."""
TEMPLATES: Mapping[str, str] = {
    N_("By piece (DA/T 22)"): BY_PIECE,
    N_("By piece, with dots (DA/T 13)"): BY_PIECE_DOTTED,
    N_("By volume (DA/T 13)"): BY_VOLUME,
}
SEGMENTS = frozenset({"fonds", "category", "year", "retention", "unit"})

_SEGMENT = re.compile(r"(?P<before>[^{}]*)\{(?P<name>\w+)(?::0\d+)?\}")
_WRITTEN_APART = re.compile(r"[\s\-·・.．—–_/]+")


def without_empty(template: str, fields: Mapping[str, str]) -> str:
    """The template without the segments that have no value, nor the separator before each (no unit: no gap).

    The first segment goes together with the separator after it.
    """
    kept: list[str] = []
    for match in _SEGMENT.finditer(template):
        if match["name"] == "seq" or fields.get(match["name"]):
            before = match["before"] if kept else re.sub(r"^[-·]+", "", match["before"])
            kept.append(before + match[0][len(match["before"]) :])
    last = template[template.rfind("}") + 1 :]
    return "".join(kept) + last


def counting_scope(template: str, fields: Mapping[str, str]) -> str:
    """Within what counting starts again at one: everything the number says besides the sequence."""
    said = [match["name"] for match in _SEGMENT.finditer(template) if match["name"] != "seq"]
    return "|".join(fields.get(name, "") for name in said)


def item_number(number: str, place: int) -> str:
    """The archive number of the item at a place (from 1) within its dossier: the dossier's and three digits."""
    return f"{number}-{place:03}"


def number_key(number: str) -> str:
    """How a number is compared: as typed with any separators, width or case, or scanned without them."""
    return _WRITTEN_APART.sub("", unicodedata.normalize("NFKC", number)).upper()


def label_code(dossier_id: int) -> str:
    """What the label's code says. Digits only: a scanner types, and input methods swallow letters."""
    return f"31{dossier_id:010}"


def from_label_code(code: str) -> int | None:
    """The dossier a scanned code names, None if it is no dossier's."""
    return int(code[2:]) if re.fullmatch(r"31\d{10}", code) else None


# ---- retention

PERMANENT = "Y"
RETENTIONS = (PERMANENT, "D30", "D10")
"""Permanent, 30 years, 10 years (DA/T 22-2015); a centre's own period is written the same way, D15."""


def retention_years(code: str) -> int | None:
    """Years of a retention code, None for permanent. UserError for what is no code."""
    if code == PERMANENT:
        return None
    match = re.fullmatch(r"D([1-9]\d{0,2})", code)
    if match is None:
        raise UserError(
            _("{code} is not a retention period.").format(code=code or "—"),
            field="retention",
            hint=_("Use Y for permanent, or D and the years, as in D30."),
        )
    return int(match[1])


def retention_label(code: str) -> str:
    """A retention code in words: 永久, 30 年."""
    years = retention_years(code)
    return _("Permanent") if years is None else ngettext("{count} year", "{count} years", years).format(count=years)


def expires_on(code: str, year: int) -> date | None:
    """The first day on which a dossier of that year is due for appraisal; None if it is kept for ever.

    The period is counted from 1 January after the year of the dossier.
    """
    years = retention_years(code)
    return None if years is None else date(year + 1 + years, 1, 1)


# ---- completeness


@dataclass(frozen=True)
class Required:
    """A kind of item a dossier must hold, under the name people know it by, at least so many times."""

    kind: str
    title: str
    least: int = 1


def missing(required: Iterable[Required], present: Iterable[str]) -> tuple[str, ...]:
    """Titles of the required items that are not there, in the order required. `present`: the kinds there are."""
    there = list(present)
    return tuple(each.title for each in required if there.count(each.kind) < each.least)


# ---- loans

LOAN_DAYS = 30
LOAN_DAYS_PERMANENT = 10


def loan_due(retention: str, out: date, *, days: int = LOAN_DAYS, days_permanent: int = LOAN_DAYS_PERMANENT) -> date:
    """When a dossier handed out on a day is to be back: after 30 days, permanent ones after 10, or the centre's own."""
    return out + timedelta(days=days_permanent if retention == PERMANENT else days)


# ---- boxes

BOX_WIDTHS = (20, 30, 40, 50)
"""Of the spine, in millimetres (DA/T 22-2015 6.4)."""


@dataclass(frozen=True)
class BoxPlan:
    """What all dossiers in one box have in common (DA/T 22-2015 6.4): never mix years, units or periods."""

    fonds: str
    category: str
    year: int
    retention: str
    unit: str


def box_refuses(box: BoxPlan, dossier: BoxPlan) -> tuple[str, ...]:
    """Why a dossier may not go into a box: the names of what differs; empty if it may."""
    differing = (
        (box.fonds != dossier.fonds, _("Fonds")),
        (box.category != dossier.category, _("Archive category")),
        (box.year != dossier.year, _("Archive year")),
        (box.retention != dossier.retention, _("Retention period")),
        (box.unit != dossier.unit, _("Organisation or subject")),
    )
    return tuple(name for differs, name in differing if differs)


# ---- four-property check

AUTHENTIC, COMPLETE, USABLE, SAFE = "authenticity", "integrity", "usability", "safety"
PROPERTIES: Mapping[str, str] = {
    AUTHENTIC: N_("Authenticity"),
    COMPLETE: N_("Integrity"),
    USABLE: N_("Usability"),
    SAFE: N_("Security of the file"),
}
LONG_TERM_TYPES = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff", "text/plain"})
READABLE_TYPES = LONG_TERM_TYPES | {"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}

_MAGIC: Mapping[str, tuple[bytes, ...]] = {
    "application/pdf": (b"%PDF-",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/tiff": (b"II*\x00", b"MM\x00*"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (b"PK\x03\x04",),
}


@dataclass(frozen=True)
class ElectronicFile:
    """What the four-property check knows of an item's file. `declared` is the digest it came with, if it had one."""

    title: str
    media_type: str
    size: int
    sha256: str
    head: bytes = b""
    declared: str | None = None
    pages: int = 0


@dataclass(frozen=True)
class CheckFinding:
    """One point of the four-property check (DA/T 70-2018). A hard one refuses the dossier, a soft one is noted."""

    property: str
    message: str
    hard: bool


def four_properties(files: Sequence[ElectronicFile], *, item_count: int, paper: bool) -> tuple[CheckFinding, ...]:
    """What the check at intake finds wrong; nothing means passed. `paper`: the items are also there on paper."""
    findings: list[CheckFinding] = []

    def found(property: str, message: str, *, hard: bool = True) -> None:
        findings.append(CheckFinding(property, message, hard))

    seen: dict[str, str] = {}
    for file in files:
        if file.declared is not None and file.declared.lower() != file.sha256:
            found(AUTHENTIC, _("{title}: the file is not the one that was sealed.").format(title=file.title))
        if file.size == 0:
            found(COMPLETE, _("{title}: the file is empty.").format(title=file.title))
        elif file.sha256 in seen:
            found(
                COMPLETE,
                _("{title}: the same file as {other}.").format(title=file.title, other=seen[file.sha256]),
                hard=False,
            )
        seen.setdefault(file.sha256, file.title)
        if file.pages < 1:
            found(COMPLETE, _("{title}: the number of pages is missing.").format(title=file.title))
        if file.media_type not in READABLE_TYPES:
            found(USABLE, _("{title}: this kind of file is not accepted.").format(title=file.title))
        elif file.head and not file.head.startswith(_MAGIC.get(file.media_type, (b"",))):
            found(USABLE, _("{title}: the content is not what its name says.").format(title=file.title))
        elif file.media_type not in LONG_TERM_TYPES:
            found(
                USABLE,
                _("{title}: not in a form for long keeping; add it as PDF/A.").format(title=file.title),
                hard=False,
            )
        if b"/Encrypt" in file.head:
            found(USABLE, _("{title}: the file is protected by a password.").format(title=file.title))
    if not paper and len(files) < item_count:
        found(COMPLETE, _("Some items have neither paper nor a file."))
    return tuple(findings)
