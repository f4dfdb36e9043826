"""Closes a drawn PDF as PDF/A-2u (ISO 19005-2): metadata, colour profile, language. The same drawing gives the same
bytes."""

import io
from datetime import UTC, datetime
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

_PRODUCER = "SignDesk"


def archival(drawn: bytes, *, title: str, author: str, created: datetime) -> bytes:
    """The file as PDF/A-2u; `created` is aware."""
    moment = created.astimezone(UTC)
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        profile = pdf.make_stream(_srgb(), N=3, Alternate=Name.DeviceRGB)
        intent = Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier=String("sRGB"),
            Info=String("sRGB IEC61966-2.1"),
            RegistryName=String("http://www.color.org"),
            DestOutputProfile=profile,
        )
        pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
        pdf.Root.Lang = String("zh-CN")
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        for key in list(pdf.docinfo.keys()):
            del pdf.docinfo[key]
        pdf.docinfo["/Title"], pdf.docinfo["/Author"] = title, author
        pdf.docinfo["/Creator"] = pdf.docinfo["/Producer"] = _PRODUCER
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = moment.strftime("D:%Y%m%d%H%M%SZ")
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata.load_from_docinfo(pdf.docinfo)
            metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "2", "U"
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


@cache
def _srgb() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # The library stamps the moment into the profile (bytes 24 to 35): the same drawing must give the same file.
    profile[24:36] = bytes.fromhex("07EA00010001000000000000")
    return bytes(profile)
