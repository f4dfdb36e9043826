"""Outlines of the Chinese font as paper embeds them: taken out of the large OpenType file, turned into TrueType curves
and kept in memory, because turning one costs a millisecond. Which characters were used is a private matter and never
written to disk."""

import io
from collections.abc import Mapping, Sequence
from threading import Lock

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

from signdesk.core import fonts

_CURVE_ERROR = 1.0  # thousandths of the type size; far below what a printer resolves
_STEM = 12  # a bold character is the regular one drawn four times, so far aside; the font comes in one weight
_BOLD_SHIFTS = ((-_STEM, 0), (_STEM, 0), (0, -_STEM), (0, _STEM))
_EMPTY_BOX = ".notdef"


class Outlines:
    """The large font: widths of all its characters, and small TrueType fonts of some of them."""

    def __init__(self) -> None:
        with TTFont(fonts.sans_path(), fontNumber=fonts.SANS_INDEX, lazy=True) as large:
            self._names: Mapping[int, str] = large.getBestCmap()
            metrics = large["hmtx"].metrics
            self.widths: dict[int, int] = {code: metrics[name][0] for code, name in self._names.items()}
            self.box: list[int] = [getattr(large["head"], edge) for edge in ("xMin", "yMin", "xMax", "yMax")]
            self.ascent: int = large["hhea"].ascent
            self.descent: int = large["hhea"].descent
            self._shapes = large["CFF "].cff.topDictIndex[0].CharStrings
        self._turned: dict[tuple[str, bool], tuple[bytes, int]] = {}
        self._lock = Lock()  # reading a shape moves the place in the large font

    def small_font(self, characters: Sequence[int], *, bold: bool) -> bytes:
        """A TrueType font whose n-th glyph shows the n-th of these code points; those the font lacks show nothing."""
        sources = [self._names.get(code, _EMPTY_BOX) for code in characters]
        with self._lock:
            turned = [self._turn(source, bold) for source in sources]
        order = [f"g{number}" for number in range(len(characters))]
        order[0] = _EMPTY_BOX
        widths = [self.widths.get(code, 1000) for code in characters]
        builder = FontBuilder(1000)
        builder.updateHead(created=0, modified=0)  # not the moment: the same drawing, the same file
        builder.font.recalcBBoxes = False
        builder.setupGlyphOrder(order)
        glyf = builder.font["glyf"] = newTable("glyf")
        glyf.glyphOrder = order
        glyf.glyphs = {name: Glyph(data) for name, (data, _left) in zip(order, turned, strict=True)}
        builder.font["loca"] = newTable("loca")
        lefts = [left for _data, left in turned]
        builder.setupHorizontalMetrics(dict(zip(order, zip(widths, lefts, strict=True), strict=True)))
        builder.setupHorizontalHeader(ascent=self.ascent, descent=self.descent)
        builder.setupMaxp()
        out = io.BytesIO()
        builder.font.save(out)
        return out.getvalue()

    def _turn(self, name: str, bold: bool) -> tuple[bytes, int]:
        """The glyph as TrueType data and where its ink begins."""
        if (name, bold) not in self._turned:
            pen = TTGlyphPen(None)
            curves = Cu2QuPen(pen, _CURVE_ERROR, reverse_direction=True)
            for across, up in _BOLD_SHIFTS if bold else ((0, 0),):
                self._shapes[name].draw(TransformPen(curves, (1, 0, 0, 1, across, up)))
            glyph = pen.glyph()
            data: bytes = glyph.compile(None)
            self._turned[name, bold] = data, getattr(glyph, "xMin", 0)
        return self._turned[name, bold]
