"""Scans: what is printed on a picture is read with its places, what is doubtful is named, and nothing hostile gets far.
The recogniser is the real one, the scans are pages drawn, tilted and spoiled."""

import difflib
import importlib.util
import io
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest

from signdesk.core.errors import UserError
from signdesk.core.i18n import set_language
from signdesk.core.text import Note, TextModel
from signdesk.io.importing import read_contract
from signdesk.io.importing.paragraphs import blocks_of
from signdesk.io.importing.reading_order import Frame, Piece, lines_of
from tests.io import contract_files as files
from tests.io import scans

LEASE = (
    "房屋租赁合同",
    "甲方（出租人）：欧阳倩        身份证号：610113197404102218",
    "乙方（承租人）：临江匠心装饰工程有限公司",
    "第一条 房屋坐落于临江市经开区玉屏东大街299号恒茂城7栋1101室，",
    "建筑面积86.50平方米。",
    "第二条 用途：☑居住　□办公。",
    "第三条 月租金人民币4,500.00元（大写：肆仟伍佰元整），按下表支付：",
    "|期次|金额（元）|条件|",
    "|首期|13,500.00|合同签订后三日内，/由乙方汇入账户|",
    "|第二期|13,500.00|2027年3月1日前|",
)
SECOND = (
    "第四条 租期自2026年12月1日起至2027年11月30日止。",
    "第五条 乙方逾期付款的，每逾期一日按0.5‰支付违约金。",
    "第六条 本合同一式两份，双方各执一份。",
    "甲方（签字）：            乙方（盖章）：",
)


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("zh_CN")


@pytest.fixture
def no_recogniser(monkeypatch):
    """A computer on which the extra is not installed."""
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "rapidocr" else find(name, *rest)
    )


def refusal(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read_contract(data, "合同.pdf")
    assert caught.value.hint
    return f"{caught.value.message} {caught.value.hint}"


def texts(model: TextModel) -> dict[str, str]:
    return {block.place: block.text for block in model.blocks}


# what is read


@pytest.fixture(scope="module")
def lease() -> tuple[TextModel, list[tuple[int, int]]]:
    """The contract from the scanner, two pages, one a little askew and one badly, and what was said meanwhile."""
    said: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        if not said or said[-1] != (done, total):
            said.append((done, total))

    pages = scans.page(LEASE, tilt=1.3, grain=14), scans.page(SECOND, tilt=-3, grain=22)
    return read_contract(scans.pdf(*pages), "扫描.pdf", report=report), said


def test_a_scanned_contract_is_read_whole_and_in_order(lease):
    model, _said = lease
    read = "".join(character for block in model.blocks for character in block.text if not character.isspace())
    printed = "".join(
        character
        for line in (*LEASE, *SECOND)
        for character in line.replace("|", "").replace("/", "")
        if not character.isspace()
    )
    alike = difflib.SequenceMatcher(None, printed, read, autojunk=False).ratio()
    assert alike > 0.985, (alike, read)
    assert (model.source, model.pages, model.recognised, model.unread) == ("pdf", 2, (1, 2), ())


def test_names_numbers_and_amounts_of_a_scan_are_exact(lease):
    model, _said = lease
    read = model.joined().text
    for words in (
        "欧阳倩",
        "610113197404102218",
        "临江匠心装饰工程有限公司",
        "4,500.00元（大写：肆仟伍佰元整）",
        "2027年11月30日",
    ):
        assert words in read


def test_lines_of_a_scan_are_joined_to_paragraphs_with_their_page(lease):
    model, _said = lease
    by_words = {block.text[:3]: block for block in model.blocks}
    assert by_words["第一条"].text.endswith("1101室，建筑面积86.50平方米。") and by_words["第一条"].page == 1
    assert by_words["第六条"].page == 2 and by_words["第六条"].kind == "paragraph"


def test_cells_of_a_scanned_table_stay_apart(lease):
    model, _said = lease
    cells = texts(model)
    assert [cells[f"T1R1C{column}"] for column in (1, 2, 3)] == ["期次", "金额（元）", "条件"]
    assert cells["T1R2C2"] == "13,500.00" and cells["T1R2C3"] == "合同签订后三日内，\n由乙方汇入账户"
    assert cells["T1R3C3"] == "2027年3月1日前"


def test_what_the_recogniser_may_have_misread_is_marked_in_the_text(lease):
    model, _said = lease
    marked = {(model.block(note.block).text[:3], note.text) for note in model.notes}
    assert {kind.kind for kind in model.notes} == {"doubtful"}
    option = next(block for block in model.blocks if block.text.startswith("第二条"))
    assert "☑" in option.text or ("第二条", "\ufffd") in marked
    assert ("第五条", "%") in marked or ("第五条", "‰") in marked
    for note in model.notes:
        assert model.block(note.block).text[note.start : note.end] == note.text


def test_it_says_how_many_pages_are_read(lease):
    assert lease[1] == [(0, 0), (0, 2), (1, 2)]


def test_a_stored_scan_keeps_which_pages_were_recognised(lease):
    model, _said = lease
    assert TextModel.from_json(model.to_json()) == model
    before = '{"source":"txt","pages":null,"encoding":"utf-8","blocks":[],"notes":[]}'
    assert TextModel.from_json(before).recognised == ()
    assert model.as_text().startswith("(recognised: pages 1, 2)\n")


def test_pages_with_text_keep_it_and_only_pictures_are_recognised():
    text = "\n".join(files.CONTRACT)
    model = read_contract(with_pages(files.pdf_file(text), scans.pdf(scans.page(SECOND, grain=10))), "合同.pdf")
    assert model.recognised == (2,) and model.pages == 2
    assert [block.text for block in model.blocks if block.page == 1] == list(files.CONTRACT)
    assert any("第四条" in block.text for block in model.blocks if block.page == 2)


def test_photographs_that_lie_on_their_side_or_head_are_read():
    turned = [scans.page(LEASE[:3], grain=10).rotate(90, expand=True), scans.page(SECOND, grain=10).rotate(180)]
    model = read_contract(scans.tiff(*turned), "照片.tif")
    assert (model.source, model.pages, model.recognised) == ("picture", 2, (1, 2))
    assert [(block.page, block.text[:3]) for block in model.blocks][:6] == [
        (1, "房屋租"), (1, "甲方（"), (1, "乙方（"), (2, "第四条"), (2, "第五条"), (2, "第六条")
    ]  # fmt: skip


def test_columns_of_a_scan_are_read_one_after_the_other():
    left = (
        "第一条 乙方向甲方出售数控机床两台，型号",
        "为临江二型，单价人民币120,000元，合计",
        "人民币240,000元。",
        "第二条 交货日期为2026年12月15日，交货",
        "地点为甲方厂区，运费由乙方承担全部费用。",
        "第三条 验收合格后三十日内付清全部价款，",
    )
    right = (
        "逾期付款的按日支付未付款项万分之五。",
        "第四条 质量保证期为十二个月，自验收合",
        "格之日起计算，期内故障由乙方免费修理。",
        "第五条 本合同发生争议的，双方协商解决，",
        "协商不成的向甲方所在地法院提起诉讼。",
        "第六条 本合同一式四份，双方各执两份。",
    )
    columns = [f"{one}<col>{other}" for one, other in zip(left, right, strict=True)]
    ends = "甲方（盖章）：            乙方（盖章）："
    model = read_contract(scans.jpeg(scans.page([*columns, "", ends], tilt=1, grain=10)), "双栏.jpg")
    assert (model.source, model.recognised) == ("picture", (1,))
    read = [block.text for block in model.blocks]
    assert [words[:3] for words in read] == ["第一条", "第二条", "第三条", "第四条", "第五条", "第六条", "甲方（"]
    assert "乙方（盖章）" in read[-1]


# where words belong on a page


def piece(text: str, left: float, bottom: float, doubtful=()) -> Piece:
    return Piece(text, left, left + 12 * len(text), bottom, bottom + 12, doubtful)


def test_parties_that_sign_side_by_side_are_no_columns():
    rows = [
        piece(words, left, 700 - 20 * row)
        for row in range(8)
        for words, left in (("甲方（签字）：", 70), ("乙方（签字）：", 330))
    ]
    assert [line.text for line in lines_of(rows, [], 1)] == ["甲方（签字）：" + " " * 37 + "乙方（签字）："] * 8


def test_a_cell_without_words_is_an_empty_cell_and_a_frame_without_any_is_none():
    frames = [
        Frame((1, 1, 1), 70, 200, 600, 640),
        Frame((1, 1, 2), 200, 400, 600, 640),
        Frame((2, 1, 1), 70, 200, 100, 140),
    ]
    lines = lines_of([piece("金额", 80, 615), piece("合同", 70, 700), piece("止", 70, 500)], frames, 1)
    assert [(line.text, line.cell) for line in lines] == [
        ("合同", None), ("金额", (1, 1, 1)), ("", (1, 1, 2)), ("止", None)
    ]  # fmt: skip


def test_doubtful_characters_keep_their_place_when_lines_are_joined():
    first = piece("乙方逾期付款的，每逾期一日按合同价款的百分之三支付违约金", 70, 700, ((0, 1),))
    second = piece("并赔偿损失。", 70, 680, ((1, 3),))
    blocks, notes = blocks_of([lines_of([first, second], [], 1)])
    assert [block.text for block in blocks] == [first.text + second.text]
    at = len(first.text)
    assert notes == (Note("doubtful", 1, 0, 1, "乙"), Note("doubtful", 1, at + 1, at + 3, "赔偿"))


# what is refused


def test_without_the_recogniser_scans_and_pictures_say_what_is_missing(no_recogniser):
    assert "is a scan" in (words := refusal(scans.pdf(scans.page(SECOND)))) and "“recognition”" in words
    for picture in (scans.png(scans.page(SECOND)), scans.jpeg(scans.page(SECOND)), scans.tiff(scans.page(SECOND))):
        assert "is a picture" in (words := refusal(picture)) and "“recognition”" in words


def test_without_the_recogniser_pages_nobody_has_read_are_named(no_recogniser):
    mixed = with_pages(files.pdf_file("\n".join(files.CONTRACT)), scans.pdf(scans.page(SECOND)))
    model = read_contract(mixed, "合同.pdf")
    assert model.unread == (2,) and model.recognised == ()
    assert [block.text for block in model.blocks] == list(files.CONTRACT)


def test_a_picture_that_claims_an_absurd_size_is_not_decoded():
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\x00" * 1000)), (b"IEND", b"")]
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )
    assert "too large" in refusal(data)


def test_damaged_pictures_are_refused():
    whole = scans.jpeg(scans.page(SECOND[:1]))
    assert "damaged" in refusal(whole[: len(whole) // 2])
    assert "damaged" in refusal(b"\x89PNG\r\n\x1a\n" + b"\x00" * 99)
    assert "damaged" in refusal(b"II*\x00" + b"\xff" * 99)


def test_a_picture_without_words_is_no_contract():
    assert "No contract text was found" in refusal(scans.png(scans.page(()).resize((600, 850))))


def test_a_file_of_a_thousand_pages_is_not_begun():
    many = [scans.page(()).resize((8, 8))] * 101
    assert "more than 100 scanned pages" in refusal(scans.tiff(*many))


class HadEnough(Exception):
    pass


def test_who_has_had_enough_ends_the_reading_at_once():
    def report(_done: int, total: int) -> None:
        if total:
            raise HadEnough

    with pytest.raises(HadEnough):
        read_contract(scans.pdf(scans.page(SECOND), scans.page(SECOND)), "扫描.pdf", report=report)
    assert children() == []


def children() -> list[str]:
    """Processes of ours that still run."""
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    lines = [Path(f"/proc/{child}/cmdline") for task in tasks for child in task.read_text().split()]
    return [line.read_text() for line in lines if "scan_child" in line.read_text()]


def test_the_reading_process_can_open_no_file_and_no_connection_once_it_has_its_models():
    tried = (
        "import socket\nfrom signdesk.io.importing import scan_child\nscan_child._close_the_doors()\n"
        "for attempt in (lambda: open('/etc/hostname'), socket.socket):\n"
        "    try:\n        attempt()\n        print('open')\n    except OSError:\n        print('closed')\n"
    )
    done = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["closed", "closed"]


def with_pages(*documents: bytes) -> bytes:
    """The pages of several PDFs in one."""
    whole, target = pikepdf.new(), io.BytesIO()
    for document in documents:
        with pikepdf.open(io.BytesIO(document)) as source:
            whole.pages.extend(source.pages)
    whole.save(target)
    return target.getvalue()
