"""Whatever file is brought, it is read or refused in words; what is refused leaves nothing behind."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from signdesk.core import attachments
from signdesk.core.centre import VAULT_FOLDER, Centre
from signdesk.core.errors import UserError
from signdesk.core.operations import Seat
from signdesk.domains.signing import service as signing
from tests.domains.signing import corpus
from tests.io import contract_files as files

Change = Callable[[bytes, random.Random], bytes]


def _word() -> bytes:
    def build(document) -> None:
        document.sections[0].header.paragraphs[0].text = "临江签约中心"
        files.define_list(document, [("chineseCounting", "第%1条"), ("decimal", "%1.%2")])
        for depth in (0, 1, 1, 0):
            files.numbered(document, "双方另行约定的事项", depth=depth)
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(1, 1)).text = "付款期次"
        paragraph = document.add_paragraph("押金")
        document.add_comment(paragraph.add_run("两个月"), text="是否过高？", author="何律")

    return files.word_file(*corpus.LEASE.splitlines(), build=build)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    """Bits turned, bytes lost, doubled and put in."""
    content = bytearray(data)
    for _change in range(chance.choice((1, 3, 20, 200))):
        at = chance.randrange(len(content) + 1)
        length = chance.choice((1, 1, 4, 40, 400))
        match chance.randrange(5):
            case 0 if at < len(content):
                content[at] ^= 1 << chance.randrange(8)
            case 1:
                del content[at : at + length]
            case 2:
                content[at:at] = chance.randbytes(length)
            case 3:
                content[at:at] = content[at : at + length] * chance.choice((1, 3, 50))
            case _:
                content[at : at + 1] = bytes((chance.choice((0, 255, 60, 62, 128)),))
    return bytes(content)


def _cut(data: bytes, chance: random.Random) -> bytes:
    """The beginning only, as after a broken copy."""
    return data[: chance.randrange(len(data))]


def _xml(data: bytes, chance: random.Random) -> bytes:
    """One part of the package changed: its bytes, or whole elements doubled, nested, taken out or given odd values."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        name = chance.choice([name for name in package.namelist() if name.endswith((".xml", ".rels"))])
        part = package.read(name)
    if chance.random() < 0.3:
        return files.with_part(data, name, lambda _old: _bytes(part, chance))
    elements = list(re.finditer(rb"<(w:\w+)\b[^>]*>.*?</\1>|<[^/?!][^>]*/>", part, re.DOTALL)) or [None]
    one = chance.choice(elements)
    if one is None:
        return files.with_part(data, name, lambda _old: b"")
    before, words, after = part[: one.start()], one[0], part[one.end() :]
    match chance.randrange(5):
        case 0:
            words *= chance.choice((0, 2, 500))
        case 1 if one[1] is not None:
            depth = chance.choice((3, 60, 3000))
            words = b"<%s>" % one[1] * depth + words + b"</%s>" % one[1] * depth
        case 2:
            odd = chance.choice((b'"-1"', b'"999999999999"', b'""', b'"x"', '"壹"'.encode(), b'"0x7"', b'"1e9"'))
            words = re.sub(rb'"[^"]*"', odd, words)
        case 3:
            other = chance.choice(elements)
            words = other[0] if other is not None else b""
        case _:
            words = words.replace(b">", b">&#x0;" if chance.random() < 0.2 else ">\u202e\ufeff\u0301".encode(), 1)
    return files.with_part(data, name, lambda _old: before + words + after)


def _without_a_part(data: bytes, chance: random.Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        gone = chance.choice(old.namelist())
        for name in old.namelist():
            if name != gone:
                new.writestr(name, old.read(name))
    return target.getvalue()


def _originals() -> list[tuple[str, bytes, tuple[Change, ...]]]:
    word = _word()
    pages = files.pdf_file(corpus.LEASE[:600], corpus.LEASE[600:1200])
    texts = [(coding, corpus.LEASE.encode(coding)) for coding in ("utf-8", "gb18030", "utf-16")]
    return [
        ("合同.docx", word, (_bytes, _cut, _xml, _xml, _xml, _without_a_part)),
        ("合同.pdf", pages, (_bytes, _bytes, _cut)),
        *((f"合同 {coding}.txt", data, (_bytes, _cut)) for coding, data in texts),
    ]


@pytest.mark.parametrize("engine_name", ["sqlite"])
@pytest.mark.parametrize("rounds", [25, pytest.param(1000, marks=[pytest.mark.long, pytest.mark.timeout(3600)])])
def test_a_file_is_read_or_refused_in_words_and_a_refused_one_leaves_nothing(
    rounds: int, centre: Centre, officer: Seat, lease_case: signing.CaseInfo
) -> None:
    originals = _originals()
    weights = [len(changes) for _name, _data, changes in originals]
    with officer.query() as session:
        brief = signing.case_brief(session, case_id=lease_case.id)
    told: Counter[str] = Counter()
    stored = _files(centre)
    for seed in range(rounds):
        chance = random.Random(seed)
        ((name, data, changes),) = chance.choices(originals, weights)
        hostile = chance.choice(changes)(data, chance)
        try:
            prepared = signing.prepare_version(hostile, name=name, brief=brief)
            with officer.operation(signing.ADD_VERSION) as session:
                version = signing.add_version(session, case_id=lease_case.id, prepared=prepared)
        except UserError as refusal:
            assert refusal.message and refusal.hint, f"seed {seed}"
            told[refusal.message.partition("”")[2].strip(" .")] += 1
            assert _files(centre) == stored, f"seed {seed}: refused, but something was stored"
            continue
        told["read"] += 1
        with officer.query() as session:
            assert attachments.read(session, version.attachment_id) == hostile
        stored = _files(centre)
    with officer.query() as session:
        assert len(signing.case_info(session, case_id=lease_case.id).versions) == told["read"]
    assert told["read"] and len(told) > 1, told  # some of each, or the changes are too weak or too strong


def _files(centre: Centre) -> frozenset[Path]:
    """What lies in the vault."""
    return frozenset(path for path in (centre.folder / VAULT_FOLDER).rglob("*") if path.is_file())
