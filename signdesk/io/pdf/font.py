"""The Chinese font as paper needs it: widths and character codes while drawing, and a subset of the used
characters to embed when the document is finished. Codes are the glyph numbers of the large font, so a page can
be written before it is known which characters the rest of the document uses. Bold is not here: paper draws it
by stroking the outline."""

import hashlib
import mmap
import struct
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from signdesk.core import fonts
from signdesk.core.errors import BugError
from signdesk.core.i18n import _
from signdesk.io.pdf.blocks import MissingGlyph
from signdesk.io.pdf.cff import CffSource

if TYPE_CHECKING:
    import pikepdf

_NAME = "NotoSansCJKsc-Regular"
_EMBEDDED_KEPT = 16  # subsets of recent documents; one of 1,000 characters is some 200 KB
_IGNORABLE = frozenset("\u00ad\u034f\u061c\u2060\ufeff") | frozenset(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F)))
)


def _draws_nothing(character: str) -> bool:
    """Characters that only steer other software: controls, joiners, marks of direction, variation selectors."""
    code = ord(character)
    return (
        character in _IGNORABLE
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
        or unicodedata.category(character) == "Cc"
    )


def _is_ordinary(code: int) -> bool:
    character = chr(code)
    return unicodedata.normalize("NFKC", character) == character


class FontFace:
    """One face of an OpenType collection. The file is mapped, not read: only what documents use is ever touched."""

    def __init__(self, path: Path, index: int) -> None:
        with path.open("rb") as file:
            self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        start = 0
        if self._file[:4] == b"ttcf":
            (start,) = struct.unpack_from(">I", self._file, 12 + 4 * index)
        (count,) = struct.unpack_from(">H", self._file, start + 4)
        self._tables: dict[bytes, tuple[int, int]] = {}
        for number in range(count):
            tag, _sum, at, length = struct.unpack_from(">4sIII", self._file, start + 12 + 16 * number)
            self._tables[tag] = at, length
        head = self._table(b"head")
        (self.units,) = struct.unpack_from(">H", head, 18)
        if self.units != 1000:
            raise BugError("paper expects a font of 1,000 units per em")
        self.box = struct.unpack_from(">4h", head, 36)
        hhea = self._table(b"hhea")
        self.ascent, self.descent = struct.unpack_from(">2h", hhea, 4)
        (self._metrics,) = struct.unpack_from(">H", hhea, 34)
        self._hmtx = self._tables[b"hmtx"][0]
        self._groups = self._character_groups()
        self._group_starts = [group[0] for group in self._groups]
        self._twins = self._find_twins()
        self._lock = Lock()
        self._source: CffSource | None = None
        self.codes = _Codes(self)
        self.widths = _Widths(self)
        self._embedded = lru_cache(maxsize=_EMBEDDED_KEPT)(self._cut)

    def _table(self, tag: bytes) -> bytes:
        at, length = self._tables[tag]
        return self._file[at : at + length]

    def _character_groups(self) -> list[tuple[int, int, int]]:
        """The cmap of the whole of Unicode (format 12): first character, last character, glyph of the first."""
        cmap = self._table(b"cmap")
        (count,) = struct.unpack_from(">H", cmap, 2)
        for number in range(count):
            _platform, _encoding, at = struct.unpack_from(">HHI", cmap, 4 + 8 * number)
            if struct.unpack_from(">H", cmap, at)[0] == 12:
                (groups,) = struct.unpack_from(">I", cmap, at + 12)
                return list(struct.iter_unpack(">III", cmap[at + 16 : at + 16 + 12 * groups]))
        raise BugError("the font has no full Unicode character map")

    def glyph(self, code: int) -> int:
        """The glyph of a code point; 0 is the empty box."""
        from bisect import bisect_right

        place = bisect_right(self._group_starts, code) - 1
        if place < 0:
            return 0
        first, last, glyph = self._groups[place]
        return glyph + code - first if code <= last else 0

    def _find_twins(self) -> dict[int, int]:
        """Codes for characters that look the same as another and share its glyph (墫 and 壿), from the numbers of
        glyphs no character uses: with one code for both, one of them would be read back as the other."""
        first_of: dict[int, int] = {}
        twins: list[int] = []
        for first, last, glyph in self._groups:
            for code in range(first, last + 1):
                shown = glyph + code - first
                other = first_of.setdefault(shown, code)
                if other != code:
                    # The ordinary character keeps the glyph's own number, its compatibility form gets another.
                    if _is_ordinary(code) and not _is_ordinary(other):
                        first_of[shown], code = code, other
                    twins.append(code)
        spare = (glyph for glyph in range(1, self._metrics) if glyph not in first_of)
        return dict(zip(sorted(twins), spare, strict=False))

    def code(self, character: int) -> int:
        """The number that stands for a code point in the drawing."""
        return self._twins.get(character) or self.glyph(character)

    def advance(self, glyph: int) -> int:
        """Width of a glyph in thousandths of the type size."""
        at = self._hmtx + 4 * min(glyph, self._metrics - 1)
        return int.from_bytes(self._file[at : at + 2], "big")

    def width(self, text: str, size: float) -> float:
        """Width of `text` in points."""
        return sum(map(self.widths.__getitem__, text)) * size / 1000

    def check(self, characters: Iterable[str]) -> frozenset[str]:
        """The characters that draw something. Raises MissingGlyph naming all that the font does not have."""
        visible = {character for character in characters if not _draws_nothing(character)}
        absent = sorted(character for character in visible if not self.glyph(ord(character)))
        if absent:
            named = "、".join(f"{character} (U+{ord(character):04X})" for character in absent)
            raise MissingGlyph(
                _("The font for printing has no character {characters}. Nothing was printed.").format(characters=named),
                characters="".join(absent),
                hint=_("Write these characters another way, for example as the identity document does."),
            )
        return frozenset(visible)

    def embed(self, pdf: "pikepdf.Pdf", characters: frozenset[str]) -> "pikepdf.Object":
        """The font object of a PDF with just these characters, which can be read back as text."""
        from pikepdf import Array, Dictionary, Name, String

        by_code = {self.code(ord(character)): character for character in sorted(characters)}
        glyphs = {code: self.glyph(ord(character)) for code, character in by_code.items()}
        name, program = self._embedded(frozenset(glyphs.items()))
        program_stream = pdf.make_stream(program)
        program_stream.Subtype = Name.CIDFontType0C
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/" + name),
            Flags=4,
            FontBBox=Array(self.box),
            ItalicAngle=0,
            Ascent=self.ascent,
            Descent=self.descent,
            CapHeight=733,
            StemV=80,
            FontFile3=pdf.make_indirect(program_stream),
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0,
            BaseFont=Name("/" + name),
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=1000,
            W=Array(self._width_runs(glyphs)),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name(f"/{name}-Identity-H"),
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(_to_unicode(by_code)),
            )
        )

    def _cut(self, glyphs: frozenset[tuple[int, int]]) -> tuple[str, bytes]:
        chosen = dict(sorted(glyphs))
        with self._lock:
            if self._source is None:
                self._source = CffSource(self._table(b"CFF "))
            digest = hashlib.sha256(struct.pack(f">{len(chosen)}H", *chosen)).digest()
            name = "".join(chr(ord("A") + byte % 26) for byte in digest[:6]) + "+" + _NAME
            return name, self._source.subset(chosen, name)

    def _width_runs(self, glyphs: dict[int, int]) -> list[object]:
        """The PDF's list of widths other than 1,000: a first code, then the widths from there on."""
        from pikepdf import Array

        runs: list[object] = []
        run: list[int] = []
        previous = -2
        for code in sorted(glyphs):
            width = self.advance(glyphs[code])
            if width == 1000:
                continue
            if code != previous + 1:
                run = []
                runs += [code, run]
            run.append(width)
            previous = code
        return [Array(item) if isinstance(item, list) else item for item in runs]


class _Codes(dict[int, str]):
    """Code point -> four hexadecimal digits, for `str.translate`; filled as characters appear."""

    def __init__(self, face: FontFace) -> None:
        super().__init__({10: "\n"})  # lines are joined by it, see `writer.Page.column`
        self._face = face

    def __missing__(self, code: int) -> str:
        text = "" if _draws_nothing(chr(code)) else f"{self._face.code(code):04X}"
        self[code] = text
        return text


class _Widths(dict[str, int]):
    """Character -> width in thousandths; filled as characters appear."""

    def __init__(self, face: FontFace) -> None:
        self._face = face

    def __missing__(self, character: str) -> int:
        width = 0 if _draws_nothing(character) else self._face.advance(self._face.glyph(ord(character)))
        self[character] = width
        return width


def _to_unicode(by_code: dict[int, str]) -> bytes:
    """The map back to text, in UTF-16 so that characters above U+FFFF survive, in blocks of the 100 entries
    allowed."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    entries = [f"<{code:04X}> <{by_code[code].encode('utf-16-be').hex().upper()}>" for code in sorted(by_code)]
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


@lru_cache(maxsize=1)
def sans() -> FontFace:
    """The sans-serif face every document is set in."""
    return FontFace(fonts.sans_path(), fonts.SANS_INDEX)
