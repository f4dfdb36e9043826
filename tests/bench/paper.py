"""Paper: a ledger of 10,000 rows and a one-page form. The bare part of the ledger writes the same characters as glyph
numbers into compressed page streams, no more: no layout, no font, no file around them. The bare part of the form is
an empty page drawn and saved by the same libraries."""

import io
import random
import time
import zlib
from datetime import UTC, datetime

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from signdesk.io.pdf import Fields, GridColumn, PageHeader, Paragraph, SignatureLines, form_pdf, ledger_pdf
from tests.bench.measure import Figure, in_turns, seconds

ROWS = 10_000
_PER_PAGE = 36
_HEADER = PageHeader("一号签约中心", "档案总目录", "ML-2026-001", datetime(2026, 11, 23, tzinfo=UTC), "李静")
_COLUMNS = (
    GridColumn("编号", 14, "right"),
    GridColumn("档号", 42),
    GridColumn("题名"),
    GridColumn("客户", 22),
    GridColumn("电话", 26),
    GridColumn("类型", 34),
    GridColumn("金额", 30, "right"),
    GridColumn("签署日", 22, "centre"),
)


def ledger_rows(count: int = ROWS) -> list[list[str]]:
    """Invented dossiers with some 900 different characters in them."""
    luck = random.Random(1)
    given = [chr(code) for code in range(0x4E00, 0x9FA5, 29)]
    types = ("商品房买卖合同", "长租公寓租赁合同", "按揭委托书", "补充协议", "存量房买卖合同")
    rows = []
    for number in range(count):
        name = luck.choice("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗") + "".join(
            luck.choices(given, k=luck.randint(1, 2))
        )
        kind, year = luck.choice(types), 2016 + number % 10
        amount = f"{luck.randint(100_000, 999_999_999) / 100:,.2f}"
        day = f"{year}-{luck.randint(1, 12):02}-{luck.randint(1, 28):02}"
        archive_number = f"Z109-HT·{year}-D30-{number % 9999 + 1:04}"
        phone = f"138****{luck.randint(1000, 9999)}"
        rows.append([str(number + 1), archive_number, f"{name}{kind}", name, phone, kind, amount, day])
    return rows


def bare_streams(rows: list[list[str]]) -> float:
    """Seconds for writing every cell's glyphs into page streams."""
    used = sorted(set("".join(map("".join, rows))))
    codes = {character: f"{number:04X}" for number, character in enumerate(used, start=1)}
    start = time.perf_counter()
    out = io.BytesIO()
    for first in range(0, len(rows), _PER_PAGE):
        y, parts = 555, ["BT /F1 8 Tf"]
        for row in rows[first : first + _PER_PAGE]:
            for place, text in enumerate(row):
                glyphs = "".join(map(codes.__getitem__, text))
                parts.append(f"1 0 0 1 {30 + 90 * place} {y} Tm <{glyphs}> Tj")
            y -= 14
        out.write(zlib.compress("\n".join(parts).encode(), 6))
    return time.perf_counter() - start


def _empty_page() -> None:
    drawn = io.BytesIO()
    canvas = Canvas(drawn)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(drawn) as pdf:
        pdf.save(io.BytesIO(), deterministic_id=True)


def _form() -> bytes:
    fields = Fields([("客户", "王㛃"), ("证件", "110***********002X"), ("事项", "签约"), ("经办人", "李静")])
    return form_pdf(_HEADER, [fields, Paragraph("以上信息已由本人核对无误。" * 8), SignatureLines(["客户", "经办人"])])


def figures(rounds: int = 5) -> list[Figure]:
    """The ledger and the form, warm."""
    rows = ledger_rows()
    taken = in_turns(
        {
            "bare ledger": lambda: bare_streams(rows),
            "ledger": lambda: seconds(lambda: ledger_pdf(_HEADER, _COLUMNS, rows)),
            "bare form": lambda: seconds(_empty_page),
            "form": lambda: seconds(_form),
        },
        rounds=rounds,
    )
    return [
        Figure("ledger, 10,000 rows", "bare page streams", taken["ledger"], taken["bare ledger"], 4.0),
        Figure("form, one page", "an empty page", taken["form"], taken["bare form"], 10.0),
    ]
