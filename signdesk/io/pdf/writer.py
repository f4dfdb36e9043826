"""Pages and the finished file: drawing in points from the upper left corner, and closing the document as PDF/A-2u
(ISO 19005-2) with its metadata, colour profile and language. It knows nothing of forms. The same drawing gives
the same bytes."""

import hashlib
import io
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.io.pdf.font import FontFace, sans

if TYPE_CHECKING:
    import pikepdf

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
BLACK = 0.0
PRODUCER = "SignDesk"
_LARGEST_PICTURE = 40_000_000  # pixels


class Page:
    """One sheet. Distances in points, y counted downwards from the upper edge; grey from 0 (black) to 1 (white)."""

    def __init__(self, width: float, height: float, face: FontFace, used: set[str]) -> None:
        self.width, self.height = width, height
        self.images: dict[str, bytes] = {}
        self.face, self._used = face, used
        self._operators: list[str] = []

    def text(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, grey: float = BLACK, spread: float = 0
    ) -> None:
        """Draws `text` with its baseline at y; `spread` is extra space after each character."""
        if not text:
            return
        self._used.update(text)
        style = f"{grey:g} g " if grey else ""
        if bold:
            # Filled and stroked: the weight of a semibold face from the regular outlines.
            style += f"2 Tr {size * 0.032:.2f} w {grey:g} G "
        spacing = f"{spread:.2f} Tc " if spread else ""
        code = text.translate(self.face.codes)
        self._operators.append(
            f"q BT {style}{spacing}/F1 {size:g} Tf {x:.2f} {self.height - y:.2f} Td <{code}> Tj ET Q"
        )

    def column(self, x: float, y: float, leading: float, lines: Sequence[str], size: float) -> None:
        """Draws lines below each other, the first baseline at y, all beginning at x: the fast way."""
        text = "\n".join(lines)
        self._used.update(text)
        # A line feed has the code of a line feed, so the whole column is turned into codes in one go.
        codes = text.translate(self.face.codes).replace("\n", "> Tj T*\n<")
        self._operators.append(f"BT /F1 {size:g} Tf {leading:g} TL {x:.2f} {self.height - y:.2f} Td\n<{codes}> Tj ET")

    def shifted_column(
        self, x: float, y: float, leading: float, lines: Iterable[tuple[float, str]], size: float
    ) -> None:
        """Like `column`, each line moved right by its own offset: for figures that end at one edge."""
        parts = [f"BT /F1 {size:g} Tf {leading:g} TL {x:.2f} {self.height - y:.2f} Td"]
        codes, update, before = self.face.codes, self._used.update, 0.0
        for offset, text in lines:
            update(text)
            parts.append(f"{offset - before:.2f} 0 Td <{text.translate(codes)}> Tj T*")
            before = offset
        parts.append("ET")
        self._operators.append("\n".join(parts))

    def line(self, x1: float, y1: float, x2: float, y2: float, *, weight: float = 0.5, grey: float = BLACK) -> None:
        """A straight line."""
        height = self.height
        self._operators.append(f"{weight:g} w {grey:g} G {x1:.2f} {height - y1:.2f} m {x2:.2f} {height - y2:.2f} l S")

    def frame(
        self, x: float, y: float, width: float, height: float, *, weight: float = 0.5, grey: float = BLACK
    ) -> None:
        """The outline of a rectangle whose upper left corner is (x, y)."""
        bottom = self.height - y - height
        self._operators.append(f"{weight:g} w {grey:g} G {x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re S")

    def fill(self, x: float, y: float, width: float, height: float, *, grey: float = BLACK) -> None:
        """A filled rectangle whose upper left corner is (x, y)."""
        bottom = self.height - y - height
        self._operators.append(f"{grey:g} g {x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re f 0 g")

    def ruling(
        self, x: float, y: float, widths: Sequence[float], leading: float, rows: int, *, weight: float, grey: float
    ) -> None:
        """The inner lines of a sheet of equal rows, in one path."""
        top, right = self.height - y, x + sum(widths)
        parts = [f"{weight:g} w {grey:g} G"]
        for row in range(1, rows):
            parts.append(f"{x:.2f} {top - row * leading:.2f} m {right:.2f} {top - row * leading:.2f} l")
        edge = x
        for width in widths[:-1]:
            edge += width
            parts.append(f"{edge:.2f} {top:.2f} m {edge:.2f} {top - rows * leading:.2f} l")
        self._operators.append("\n".join(parts) + " S")

    def cells(self, x: float, y: float, size: float, filled: Iterable[tuple[int, int, int]]) -> None:
        """Black squares of a code: (column, row, how many side by side), each `size` points large."""
        parts = [
            f"{x + column * size:.3f} {self.height - y - (row + 1) * size:.3f} {length * size:.3f} {size:.3f} re"
            for column, row, length in filled
        ]
        self._operators.append("0 g " + "\n".join(parts) + " f")

    def bars(self, x: float, y: float, height: float, bars: Iterable[tuple[float, float]]) -> None:
        """Black upright bars: (distance from x, width), all in points."""
        bottom = self.height - y - height
        parts = [f"{x + offset:.3f} {bottom:.3f} {width:.3f} {height:.3f} re" for offset, width in bars]
        self._operators.append("0 g " + "\n".join(parts) + " f")

    def image(self, x: float, y: float, width: float, height: float, png: bytes) -> None:
        """A picture filling the rectangle."""
        name = "I" + hashlib.sha256(png).hexdigest()[:16]
        self.images[name] = png
        bottom = self.height - y - height
        self._operators.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {bottom:.2f} cm /{name} Do Q")

    def content(self) -> bytes:
        """The page's drawing as PDF operators."""
        return "\n".join(self._operators).encode("ascii")


class Document:
    """Pages being drawn; `finish` makes the file."""

    def __init__(self) -> None:
        self.face = sans()
        self.pages: list[Page] = []
        self._used: set[str] = set()

    def add_page(self, width: float, height: float) -> Page:
        """A new empty page of this size in points."""
        page = Page(width, height, self.face, self._used)
        self.pages.append(page)
        return page

    def finish(self, *, title: str, author: str, created: datetime) -> bytes:
        """The file as PDF/A-2u. Raises MissingGlyph if any drawn character is not in the font."""
        characters = self.face.check(self._used)
        import pikepdf
        from pikepdf import Array, Dictionary, Name, String

        pdf = pikepdf.new()
        resources = Dictionary(Font=Dictionary(F1=self.face.embed(pdf, characters)))
        plain = pdf.make_indirect(resources)
        pictures: dict[str, pikepdf.Object] = {}
        for page in self.pages:
            used_resources = plain
            if page.images:
                for name, png in page.images.items():
                    if name not in pictures:
                        pictures[name] = _picture_object(pdf, png)
                images = Dictionary({f"/{name}": pictures[name] for name in page.images})
                used_resources = Dictionary(Font=resources.Font, XObject=images)
            content = pdf.make_stream(zlib.compress(page.content(), 6))
            content.Filter = Name.FlateDecode
            sheet = Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, round(page.width, 2), round(page.height, 2)]),
                Resources=used_resources,
                Contents=content,
            )
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(sheet)))
        profile = pdf.make_stream(_srgb())
        profile.N = 3
        profile.Alternate = Name.DeviceRGB
        pdf.Root.OutputIntents = Array(
            [
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFA1,
                    OutputConditionIdentifier=String("sRGB"),
                    Info=String("sRGB IEC61966-2.1"),
                    RegistryName=String("http://www.color.org"),
                    DestOutputProfile=profile,
                )
            ]
        )
        pdf.Root.Lang = String("zh-CN")
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.Root.Metadata = pdf.make_stream(_metadata(title, author, created), Type=Name.Metadata, Subtype=Name.XML)
        moment = created.astimezone(UTC)
        pdf.docinfo["/Title"] = title
        pdf.docinfo["/Author"] = author
        pdf.docinfo["/Creator"] = PRODUCER
        pdf.docinfo["/Producer"] = PRODUCER
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = moment.strftime("D:%Y%m%d%H%M%SZ")
        out = io.BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
        )
        return out.getvalue()


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # The library stamps the moment into the profile (bytes 24 to 35): the same drawing must give the same file.
    profile[24:36] = bytes.fromhex("07EA00010001000000000000")
    return bytes(profile)


def _picture_object(pdf: "pikepdf.Pdf", png: bytes) -> "pikepdf.Object":
    from pikepdf import Name
    from PIL import Image

    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as opened:
            if opened.width * opened.height > _LARGEST_PICTURE:
                raise UserError(_("The picture is too large to be printed."))
            picture = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:
        raise UserError(_("The picture is damaged and cannot be printed.")) from error
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    image = pdf.make_stream(zlib.compress(paper.tobytes(), 6))
    image.Filter = Name.FlateDecode
    image.Type = Name.XObject
    image.Subtype = Name.Image
    image.Width, image.Height = paper.size
    image.ColorSpace = Name.DeviceRGB
    image.BitsPerComponent = 8
    image.Interpolate = False
    return pdf.make_indirect(image)


def picture_size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels, read from its head. Raises UserError if it is none."""
    if png[:8] != b"\x89PNG\r\n\x1a\n" or png[12:16] != b"IHDR":
        raise UserError(_("The picture is damaged and cannot be printed."))
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    if not width or not height:
        raise UserError(_("The picture is damaged and cannot be printed."))
    return width, height


def _metadata(title: str, author: str, created: datetime) -> bytes:
    """XMP that says the same as the document's information and declares PDF/A-2u."""
    moment = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()
