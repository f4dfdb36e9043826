"""The Chinese font as reportlab's fonts `SANS` and `BOLD`: measured from the large font, embedded as a small TrueType
font of the used characters, each of which is read back as itself."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.lib.rl_accel import instanceStringWidthTTF
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfbase.ttfonts import TTEncoding, TTFNameBytes, TTFont, TTFontFace

from signdesk.core.i18n import _
from signdesk.io.pdf.blocks import MissingGlyph
from signdesk.io.pdf.outlines import Outlines

SANS, BOLD = "SignDesk-Sans", "SignDesk-Bold"
_NAME = "NotoSansCJKsc"
_CAP_HEIGHT, _STEM, _BOLD_STEM = 733, 80, 110
_SUBSET_TAG = "SIGNDK"
_MOST_IN_CMAP_BLOCK = 100  # entries allowed
_STEERING = frozenset(  # characters that draw nothing and only steer other software
    [0x00AD, 0x034F, 0x061C, 0x2060, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0xFE00, 0xFE10)]
    + [code for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc"]
    + list(range(0xE0100, 0xE01F0))
)


class _Face(TTFontFace):  # type: ignore[misc]  # reportlab has no types
    """What reportlab asks of a TrueType file, answered from the large font, which it could not read itself."""

    def __init__(self, outlines: Outlines, *, bold: bool) -> None:
        pdfmetrics.TypeFace.__init__(self, None)
        self._outlines, self._bold = outlines, bold
        self.name = TTFNameBytes(f"{_NAME}-{'Bold' if bold else 'Regular'}".encode())
        self.filename = self.name.ustr
        self.charWidths = outlines.widths  # shared by both weights
        self.defaultWidth = 1000
        self.bbox, self.ascent, self.descent = outlines.box, outlines.ascent, outlines.descent
        self.capHeight, self.italicAngle, self.flags = _CAP_HEIGHT, 0, 4
        self.stemV = _BOLD_STEM if bold else _STEM

    def makeSubset(self, subset: list[int]) -> bytes:
        return self._outlines.small_font(subset, bold=self._bold)


class _Used(dict[int, str]):
    """The characters of one document: code point -> the character that stands for it in the drawing, for
    `str.translate`. Numbers are given as characters appear, so each keeps its own also where two share a glyph."""

    internalName, namePrefix = None, "F"  # kept by reportlab

    def __init__(self, face: _Face) -> None:
        super().__init__()
        self._widths = face.charWidths
        self.characters = [0]  # number 0 is the empty box, which is never drawn
        self.subsets = [self.characters]
        self.absent: set[str] = set()

    def __missing__(self, code: int) -> str:
        if code in _STEERING:
            self[code] = ""
        elif code not in self._widths:
            self.absent.add(chr(code))
            self[code] = ""
        else:
            self[code] = chr(len(self.characters))
            self.characters.append(code)
        return self[code]


class PaperFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """One weight of the font, shared by all documents. Unlike reportlab's own it has one part per document whose
    codes take two bytes: ten thousand rows are drawn three times as fast as with parts of 256 characters."""

    def __init__(self, name: str, face: _Face) -> None:
        self.fontName, self.face, self.encoding = name, face, TTEncoding()
        self.state: WeakKeyDictionary[Any, _Used] = WeakKeyDictionary()
        self.shapable = False

    def width(self, text: str, size: float) -> float:
        """Width of `text` in points."""
        wide: float = instanceStringWidthTTF(self, text, size, "utf-8")
        return wide

    def absent(self, doc: object) -> set[str]:
        """Characters drawn in this document that the font does not have."""
        return self.state[doc].absent if doc in self.state else set()

    def numbers(self, lines: Sequence[str], doc: object) -> list[bytes]:
        """The lines as they stand in the drawing, two bytes a character."""
        used = self.state.get(doc)
        if used is None:
            used = self.state[doc] = _Used(self.face)
        return [line.translate(used).encode("utf-16-be") for line in lines]

    def splitString(self, text: str, doc: object, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        return [(0, self.numbers([text], doc)[0])]

    def addObjects(self, doc: Any) -> None:
        used = self.state[doc]
        name = f"{_SUBSET_TAG}+{self.face.name.ustr}"
        widths = [self.face.charWidths[code] for code in used.characters[1:]]
        system = PDFDictionary({"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0})
        by_number = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": PDFName(name),
                "CIDSystemInfo": system,
                "CIDToGIDMap": "/Identity",
                "FontDescriptor": self.face.addSubsetObjects(doc, name, used.characters),
                "DW": self.face.defaultWidth,
                "W": PDFArray([1, PDFArray(widths)]),
            }
        )
        to_unicode = PDFStream()
        to_unicode.content = _to_unicode(used.characters)
        font = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": PDFName(name),
                "Encoding": "/Identity-H",
                "DescendantFonts": PDFArray([doc.Reference(by_number)]),
                "ToUnicode": doc.Reference(to_unicode),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.getSubsetInternalName(0, doc)[1:]] = font


def _to_unicode(characters: list[int]) -> str:
    """The map from numbers back to text, in UTF-16 so that characters above U+FFFF survive."""
    entries = [f"<{number:04X}> <{chr(code).encode('utf-16-be').hex()}>" for number, code in enumerate(characters)][1:]
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap"]
    lines += ["/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def"]
    lines += ["/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def"]
    lines += ["1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange"]
    for start in range(0, len(entries), _MOST_IN_CMAP_BLOCK):
        block = entries[start : start + _MOST_IN_CMAP_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


_loading = Lock()


@cache
def _load() -> tuple[PaperFont, PaperFont]:
    outlines = Outlines()
    outlines.widths.update(dict.fromkeys(_STEERING, 0))
    fonts = PaperFont(SANS, _Face(outlines, bold=False)), PaperFont(BOLD, _Face(outlines, bold=True))
    for font in fonts:
        pdfmetrics.registerFont(font)
    return fonts


def paper_fonts() -> tuple[PaperFont, PaperFont]:
    """Regular and bold, known to reportlab from now on. The first call takes half a second."""
    with _loading:
        return _load()


def sans() -> PaperFont:
    """The regular weight: what text is measured with."""
    return paper_fonts()[0]


def refuse_absent(characters: set[str]) -> None:
    """Raises MissingGlyph, naming them all, if there are any."""
    if not characters:
        return
    named = "、".join(f"{character} (U+{ord(character):04X})" for character in sorted(characters))
    raise MissingGlyph(
        _("The font for printing has no character {characters}. Nothing was printed.").format(characters=named),
        characters="".join(sorted(characters)),
        hint=_("Write these characters another way, for example as the identity document does."),
    )


def spelt_out(text: str) -> str:
    """`text` with every character the font does not have as its code, 〔U+E123〕: for what somebody else wrote, which
    is to be read although one sign in it cannot be drawn."""
    known = sans().face.charWidths
    return "".join(
        character if ord(character) in known or character in "\n\r\t" else f"〔U+{ord(character):04X}〕"
        for character in text
    )


def refuse_unprintable(text: str) -> None:
    """Raises MissingGlyph if `text` holds characters the font does not have; for what is not drawn by reportlab."""
    refuse_absent({character for character in text if ord(character) not in sans().face.charWidths})
