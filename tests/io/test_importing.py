"""Contracts from outside: what they say is read with its places, what is no contract is refused with the reason."""

import io
import random
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest

from signdesk.core.errors import UserError
from signdesk.core.i18n import set_language
from signdesk.core.text import TextModel
from signdesk.io import importing
from signdesk.io.importing import load, media_type, office, read_contract
from signdesk.io.importing.child import read_document
from signdesk.io.importing.sniff import Refused
from tests.io import contract_files as files


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("zh_CN")


def png(width=40, height=40) -> bytes:
    rows = b"".join(b"\x00" + b"\xff\x00\x00" * width for _row in range(height))

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


# Word


def test_paragraphs_of_a_word_file_keep_their_count_and_order(tmp_path):
    path = tmp_path / "合同.docx"
    path.write_bytes(files.word_file(*files.CONTRACT))
    model = read_contract(path)
    assert model.source == "docx"
    assert [block.text for block in model.blocks] == list(files.CONTRACT)
    assert [block.place for block in model.blocks] == [f"P{n}" for n in range(1, 8)]
    assert [block.number for block in model.blocks] == list(range(1, 8))


def test_table_cells_are_named_by_row_and_column():
    def build(document):
        table = document.add_table(3, 3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row + 1}-{column + 1}"
        table.cell(0, 0).merge(table.cell(0, 1))
        table.cell(1, 2).merge(table.cell(2, 2))
        document.add_paragraph("表后")

    model = read_document(files.word_file(*files.CONTRACT, build=build))
    cells = {block.cell: block.text for block in model.blocks if block.kind == "cell"}
    assert cells["T1R1C1"] == "1-1\n1-2" and "T1R1C2" not in cells
    assert cells["T1R1C3"] == "1-3" and cells["T1R2C3"] == "2-3\n3-3" and "T1R3C3" not in cells
    assert model.blocks[-1].text == "表后"


def test_automatic_numbers_are_those_that_word_shows():
    def build(document):
        files.define_list(
            document,
            [
                ("chineseCounting", "第%1条"),
                ("chineseCounting", "（%2）"),
                ("decimal", "%1.%2.%3"),
                ("decimalEnclosedCircle", "%4"),
            ],
        )
        for depth in (0, 1, 1, 2, 0, 1, 2, 2, 3, 3, 1, 0):
            files.numbered(document, "正文内容", depth=depth)

    model = read_document(files.word_file(*files.CONTRACT, build=build))
    shown = [block.numeral_at(0) for block in model.blocks][7:]
    assert shown == [
        "第一条", "（一）", "（二）", "一.二.1", "第二条", "（一）", "二.一.1", "二.一.2", "①", "②", "（二）", "第三条"
    ]  # fmt: skip


def test_a_second_list_of_the_same_kind_starts_where_word_starts_it():
    def build(document):
        files.define_list(document, [("chineseLegalSimplified", "%1、")], starts={0: 3})
        files.numbered(document, "甲")
        files.numbered(document, "乙")

    model = read_document(files.word_file(*files.CONTRACT, build=build))
    assert [block.numeral_at(0) for block in model.blocks][7:] == ["叁、", "肆、"]


def test_underlined_gaps_and_bold_words_are_known():
    def build(document):
        paragraph = document.add_paragraph("租期自")
        for text in ("    ", "2026"):
            run = paragraph.add_run(text)
            run.underline = True
        paragraph.add_run("年起")
        paragraph.add_run("不得转租").bold = True

    block = read_document(files.word_file(*files.CONTRACT, build=build)).blocks[-1]
    assert block.text == "租期自    2026年起不得转租"
    assert block.underlined == ((3, 11),)
    assert block.emphasised == ((13, 17),)


def test_headers_footers_text_boxes_and_footnotes_are_read():
    box = (
        '<w:p><w:r><w:t>框前</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006"><mc:Choice Requires="wps">'
        "<w:drawing><w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r>"
        "</w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框内文字</w:t>"
        "</w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    def build(document):
        document.sections[0].header.paragraphs[0].text = "临江签约中心"
        document.sections[0].footer.paragraphs[0].text = "第 1 页"

    model = read_document(files.body_xml(files.word_file(*files.CONTRACT, build=build), box))
    kinds = {block.place: (block.kind, block.text) for block in model.blocks}
    assert kinds["P1"] == ("paragraph", "框前") and kinds["X1"] == ("text_box", "框内文字")
    assert kinds["H1"] == ("header", "临江签约中心") and kinds["F1"] == ("footer", "第 1 页")
    assert [block.kind for block in model.blocks].count("text_box") == 1


def test_tracked_changes_and_hidden_text_are_reported_and_not_mistaken_for_text():
    changed = (
        '<w:p><w:r><w:t>租金</w:t></w:r><w:del w:author="何律" w:date="2026-01-01T00:00:00Z"><w:r>'
        '<w:delText>4000</w:delText></w:r></w:del><w:ins w:author="何律"><w:r><w:t>4500</w:t></w:r></w:ins><w:r><w:rPr>'
        "<w:vanish/></w:rPr>"
        "<w:t>密</w:t></w:r><w:r><w:t>元</w:t></w:r></w:p>"
    )
    model = read_document(files.body_xml(files.word_file(*files.CONTRACT), changed))
    assert model.blocks[0].text == "租金4500元"
    notes = [(note.kind, note.block, note.start, note.end, note.text, note.author) for note in model.notes]
    assert notes == [
        ("deleted", 1, 2, 2, "4000", "何律"),
        ("inserted", 1, 2, 6, "4500", "何律"),
        ("hidden", 1, 6, 6, "密", ""),
    ]


def test_comments_lead_to_the_words_they_are_about():
    def build(document):
        paragraph = document.add_paragraph("押金")
        run = paragraph.add_run("两个月")
        document.add_comment(run, text="是否过高？", author="何律")

    model = read_document(files.word_file(*files.CONTRACT, build=build))
    (note,) = model.notes
    assert (note.kind, note.text, note.author) == ("comment", "是否过高？", "何律")
    assert model.block(note.block).text[note.start : note.end] == "两个月"


def test_boxes_ticked_in_symbol_fonts_and_forms_are_boxes():
    symbols = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:t>是</w:t></w:r><w:r>'
        '<w:sym w:font="Wingdings" w:char="F0A8"/><w:t>否</w:t></w:r><w:r><w:fldChar '
        'w:fldCharType="begin"><w:ffData><w:checkBox>'
        '<w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r></w:p>'
    )
    assert read_document(files.body_xml(files.word_file(*files.CONTRACT), symbols)).blocks[0].text == "☑是□否☑"


# PDF


def test_lines_broken_by_the_page_are_joined_and_pages_are_known():
    long = (
        "买受人应当于本合同签订之日起三日内向出卖人支付定金，总价款为人民币壹佰贰拾捌万元整，"
        "其余款项按第五条约定的期限支付。"
    )
    data = files.pdf_file("商品房买卖合同\n第一条 价款\n" + long, "第二条 交付\n" + long, width=33)
    model = read_contract(data, "a.pdf")
    assert model.source == "pdf" and model.pages == 2
    assert [(block.text, block.page) for block in model.blocks] == [
        ("商品房买卖合同", 1),
        ("第一条 价款", 1),
        (long, 1),
        ("第二条 交付", 2),
        (long, 2),
    ]


def test_running_heads_and_page_numbers_are_no_body():
    pages = [f"第{n}条 内容\n本条约定如下，双方应当遵守执行。" for n in "一二三四"]
    model = read_document(files.pdf_file(*pages, heading="临江签约中心 合同范本"))
    assert [block.text for block in model.body][:2] == ["第一条 内容", "本条约定如下，双方应当遵守执行。"]
    assert {block.kind for block in model.blocks} == {"paragraph", "header", "footer"}
    assert len(model.body) == 8


def test_of_two_pages_the_head_that_stands_on_both_is_a_header_and_a_title_that_comes_again_is_not():
    pages = ["第一条 内容\n本条约定如下，双方应当遵守执行。", "第二条 内容\n本条约定如下，双方应当遵守执行。"]
    headed = read_document(files.pdf_file(*pages, heading="仓库租赁合同"))
    assert [block.text for block in headed.blocks if block.kind == "header"] == ["仓库租赁合同"] * 2
    assert len(headed.body) == 4
    moved = read_document(files.pdf_file("租赁合同\n" + pages[0], "\n\n租赁合同\n" + pages[1]))
    assert {block.kind for block in moved.blocks} == {"paragraph"}


def test_a_pdfs_lines_are_joined_within_brackets_and_numbers_but_not_over_a_label():
    def lines(*texts):
        return [block.text for block in read_document(files.pdf_file("\n".join(texts), width=40)).body]

    filler = "双方按照约定履行各自的义务并且互相通知和协助直到全部义务履行完毕"
    assert lines(filler, "每月租金为人民币三万三千四百八十元（人民币叁万叁仟肆佰捌", "拾元整）按月支付")[-1].endswith(
        "叁万叁仟肆佰捌拾元整）按月支付"
    )
    assert "账号为62284879447931479" + "45" in "".join(
        lines(filler, "本合同项下的租金应当付至甲方账号为62284879447931479", "45，户名见下")
    )
    assert (
        lines(filler, "本合同自双方签字盖章并且付清全部首期租金之日起生效。", "卖方（签字）：")[-1] == "卖方（签字）："
    )
    signing = "出租人（甲方）签章："
    assert lines(filler + "。", signing)[-1] == signing
    code = lines(filler, "甲方为一家公司，它的统一社会信用代码是91330106MALL", "G9FQLB，住所地在临江市")
    assert "91330106MALLG9FQLB" in "".join(code)


def test_rare_characters_survive_in_text_files():
    text = "\n".join([*files.CONTRACT, "丙方：𠮷𬭩㛃䶮"])
    assert read_document(text.encode()).blocks[-1].text == "丙方：𠮷𬭩㛃䶮"


# text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_text_is_read_in_every_usual_encoding(encoding, line_end):
    model = read_document(line_end.join(files.CONTRACT).encode(encoding))
    assert [block.text for block in model.blocks] == list(files.CONTRACT)


# refusals


def refusal(data: bytes, name: str = "合同.docx") -> str:
    with pytest.raises(UserError) as caught:
        read_contract(data, name)
    assert caught.value.hint
    return caught.value.message


def test_files_that_are_no_contract_are_refused_with_the_reason():
    word = files.word_file(*files.CONTRACT)
    assert "is empty" in refusal(b"")
    assert "is empty" in refusal(b"\xef\xbb\xbf \n")
    assert "picture of a kind that cannot be read" in refusal(b"GIF89a" + b"\x00" * 50)
    assert "picture of a kind that cannot be read" in refusal(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50)
    assert "password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    assert "web page" in refusal(b"<html><body>x</body></html>")
    assert "program" in refusal(b"MZ" + b"\x00" * 300)
    assert "archive" in refusal(b"Rar!\x1a\x07\x00" + b"\x00" * 300)
    assert "damaged" in refusal(word[: len(word) // 2])
    assert "no text in UTF-8" in refusal(bytes(range(128, 256)) * 10)
    assert "no contract text" in refusal(b"hello")
    assert "no Word document" in refusal(zip_of({"a.txt": b"abc"}))


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_old_word_and_rtf_files_say_what_is_needed_where_libreoffice_is_not_installed(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    for data, words in ((OLD + b"\x00" * 600, "old Word"), (b"{\\rtf1 abc}", "RTF")):
        with pytest.raises(UserError, match=words) as caught:
            read_contract(data, "合同.doc")
        assert "LibreOffice" in caught.value.hint and ".docx" in caught.value.hint


def test_spreadsheets_and_protected_files_of_old_office_are_told_apart():
    assert "spreadsheet" in refusal(OLD + b"\x00" * 600 + "Workbook".encode("utf-16-le"))
    protected = OLD + b"\x00" * 504 + b"\xec\xa5\xc1\x00" + b"\x00" * 7 + b"\x01" + b"\x00" * 300
    assert "password" in refusal(protected + "WordDocument".encode("utf-16-le"))


office_needed = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def as_old(tmp_path_factory):
    """`as_old("doc")`: a contract with a table and a numbered list as LibreOffice saves it in an old form."""
    folder = tmp_path_factory.mktemp("old")

    def build(document):
        files.define_list(document, [("chineseCounting", "第%1条")])
        files.numbered(document, "押金")
        files.numbered(document, "违约责任")
        document.add_table(1, 2).cell(0, 1).text = "4,500.00"
        document.add_paragraph("以下无正文")

    (folder / "contract.docx").write_bytes(files.word_file(*files.CONTRACT, build=build))

    def do(form: str) -> bytes:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office.program(), profile, "--headless", "--convert-to", form, "--outdir", str(folder)]
        subprocess.run([*command, str(folder / "contract.docx")], check=True, capture_output=True, timeout=120)
        return (folder / f"contract.{form}").read_bytes()

    return do


@office_needed
@pytest.mark.parametrize("form", ["doc", "rtf"])
def test_old_word_files_are_read_through_libreoffice(as_old, form, tmp_path, monkeypatch):
    data = as_old(form)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    model = read_contract(data, f"合同.{form}")
    assert model.source == "doc"
    texts = [block.text for block in model.body]
    assert texts[: len(files.CONTRACT)] == list(files.CONTRACT)
    assert "4,500.00" in [block.text for block in model.blocks if block.kind == "cell"]
    if form == "doc":  # LibreOffice itself writes no Chinese into the numbers of an RTF file
        articles = [block for block in model.body if block.text in ("押金", "违约责任")]
        assert [block.numeral_at(0) for block in articles] == ["第一条", "第二条"]
    assert list(tmp_path.iterdir()) == [], "nothing of the contract is left behind"


@office_needed
def test_what_libreoffice_cannot_read_is_damaged_and_its_folder_is_gone(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert "damaged" in refusal(OLD + bytes(range(256)) * 40, "合同.doc")
    assert list(tmp_path.iterdir()) == []


@office_needed
def test_a_conversion_that_takes_too_long_is_given_up(as_old, tmp_path, monkeypatch):
    data = as_old("doc")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(office, "SECONDS", 0.2)
    assert "LibreOffice took longer" in refusal(data, "合同.doc")
    assert list(tmp_path.iterdir()) == []


@office_needed
def test_what_a_killed_program_left_is_swept_away(as_old, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    over = subprocess.Popen([sys.executable, "-c", ""])
    over.wait()
    left = tmp_path / f"signdesk-office-{over.pid}-x"
    left.mkdir()
    (left / "contract.doc").write_bytes(b"secret")
    read_contract(as_old("doc"), "合同.doc")
    assert not left.exists()


def test_a_protected_pdf_is_refused():
    assert "password" in refusal(files.pdf_file("合同正文", password="secret"))


def test_empty_pages_have_no_contract_on_them():
    assert "no contract text" in refusal(files.pdf_file("", ""))


def zip_of(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def test_a_zip_bomb_is_not_opened():
    bomb = files.with_part(files.word_file(*files.CONTRACT), "word/media/x.xml", b"\x00" * (30 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert "absurd size" in refusal(bomb)


def test_a_zip_that_lies_about_its_sizes_is_refused():
    word = files.word_file(*files.CONTRACT)
    large = files.with_part(word, "word/document.xml", lambda content: content + b" " * (9 * 1024 * 1024))
    with zipfile.ZipFile(io.BytesIO(large)) as package:
        size = package.getinfo("word/document.xml").file_size
    lying = large.replace(struct.pack("<I", size), struct.pack("<I", 5000))
    assert lying != large
    message = refusal(lying)
    assert "damaged" in message or "absurd" in message


def test_entity_tricks_in_xml_are_refused():
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><w:document/>'
    assert "damaged" in refusal(files.with_part(files.word_file(*files.CONTRACT), "word/document.xml", lambda _c: evil))


def test_an_oversized_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.docx"
    with path.open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    with pytest.raises(UserError, match="larger than 100 MB"):
        read_contract(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(UserError, match="no file"):
        read_contract(tmp_path / "nothing.docx")
    with pytest.raises(UserError, match="cannot be opened"):
        load(tmp_path)


def test_a_document_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(importing.confined, "SECONDS", 0.01)
    assert "took longer" in refusal(files.word_file(*files.CONTRACT))


def test_the_media_type_comes_from_the_bytes():
    assert media_type(files.word_file("a")).endswith("wordprocessingml.document")
    assert media_type(b"%PDF-1.7 ...") == "application/pdf"
    assert media_type("合同".encode()) == "text/plain"
    with pytest.raises(UserError):
        media_type(b"GIF89a" + b"\x00" * 50)
    assert media_type(png()) == "image/png"


@pytest.mark.skipif(sys.platform == "win32", reason="memory limits need resource")
def test_reading_leaves_no_file_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    read_contract(files.word_file(*files.CONTRACT))
    assert not list(tmp_path.iterdir())


def mutated(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    content = bytearray(data)
    for _change in range(chance.choice((1, 3, 20))):
        position = chance.randrange(len(content))
        action = chance.randrange(4)
        if action == 0:
            content[position] ^= 1 << chance.randrange(8)
        elif action == 1:
            content[position : position + chance.randrange(1, 40)] = b""
        elif action == 2:
            content[position:position] = bytes(chance.randrange(256) for _byte in range(chance.randrange(1, 40)))
        else:
            content[position] = chance.choice((0, 255, 60, 62, 128))
        if not content:
            content = bytearray(b"x")
    return bytes(content)


EXPECTED = (ValueError, KeyError, IndexError, OSError, RecursionError, EOFError, NotImplementedError)


def test_no_mutated_file_breaks_the_readers():
    word = files.word_file(*files.CONTRACT, build=lambda document: document.add_table(2, 2))
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        document = package.read("word/document.xml")
    originals = [word, "\n".join(files.CONTRACT).encode("gb18030"), files.pdf_file("\n".join(files.CONTRACT))]
    for seed in range(400):
        if seed % 4 == 3:
            data = files.with_part(word, "word/document.xml", lambda _old, seed=seed: mutated(document, seed))
        else:
            data = mutated(originals[seed % 4], seed)
        try:
            model = read_document(data)
        except (Refused, *EXPECTED):
            continue
        assert TextModel.from_json(model.to_json()) == model
