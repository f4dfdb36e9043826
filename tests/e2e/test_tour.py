"""What the tour leaves behind: its report, its papers, and a data folder that gives nothing away and tells every
changed byte."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from signdesk.app import bootstrap
from signdesk.app.sample import cast, invented
from signdesk.app.tour.at_the_contract import LANDLORD
from signdesk.app.tour.at_the_desk import CUSTOMER
from signdesk.app.tour.steps import STEPS
from signdesk.core.db import Sealed
from signdesk.core.keys import KeyStore
from signdesk.core.operations import Actor, Station
from signdesk.core.sealing import unseal
from signdesk.domains.archive import service as archive
from tests.e2e.conftest import Played, signdesk
from tests.verapdf import VeraPdf

pytestmark = pytest.mark.xdist_group("tour")

LookUp = Callable[[Callable[[Session], Any]], Any]

RARE = "㛃𬭩䶮𠮷"
ENCODINGS = ("utf-8", "utf-16-le", "gb18030")
SHORTEST = 6
"""Bytes; shorter patterns stand by chance in the noise of an encrypted file."""
HOLDERS = {
    "customer": ("id_number", "phone"),
    "dossier_party": ("id_number", "phone"),
    "case_party": ("id_number", "phone", "account"),
}


@pytest.fixture(scope="module")
def look_up(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LookUp]:
    """Asks the centre that the tour has left behind; a copy of it, for opening leaves its traces."""
    folder = tmp_path_factory.mktemp("look-up") / "centre"
    shutil.copytree(played.data, folder)
    centre = bootstrap.open_centre(folder, KeyStore.load(folder).unlock_passphrase(cast.PASSWORD), watch=False)
    witness = Actor(None, None, "witness", frozenset({"manager"}))

    def ask(question: Callable[[Session], Any]) -> Any:
        with centre.seat(witness, Station("tests")).query() as session:
            return question(session)

    yield ask
    centre.close()


def words_of(paper: Path) -> str:
    """What a reader of the PDF can copy out of it, without the spaces of its layout."""
    done = subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, text=True, timeout=60, check=True)
    return re.sub(r"\s", "", done.stdout)


def places_of(words: Iterable[str], files: Iterable[Path]) -> set[tuple[str, str]]:
    """Where any of `words` stands in the bytes of `files`, in any of ENCODINGS: (word, file)."""
    patterns: dict[bytes, list[tuple[bytes, str]]] = {}
    for word in words:
        for encoding in ENCODINGS:
            pattern = word.encode(encoding)
            if len(pattern) >= SHORTEST:
                patterns.setdefault(pattern[:SHORTEST], []).append((pattern, word))
    found = set()
    for file in files:
        data = file.read_bytes()
        for place in range(len(data) - SHORTEST + 1):
            if (start := data[place : place + SHORTEST]) in patterns:
                found |= {(word, str(file)) for pattern, word in patterns[start] if data.startswith(pattern, place)}
    return found


def files_in(*folders: Path) -> list[Path]:
    """Every file below the folders."""
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


def secrets_of(session: Session) -> set[str]:
    """Names, identity numbers, phones and accounts of all customers and of the parties of all dossiers and cases."""
    secrets = set(session.scalars(select(column("agent")).select_from(table("case_party")))) - {""}
    for holder, columns in HOLDERS.items():
        secrets |= set(session.scalars(select(column("name")).select_from(table(holder))))
        for name in columns:
            parts = [column(f"{name}_{part}") for part in ("sealed", "masked", "tail", "digest")]
            rows = session.execute(
                select(column("subject"), *parts).select_from(table(holder)).where(parts[0].is_not(None))
            )
            secrets |= {unseal(session, subject, Sealed(*rest)) for subject, *rest in rows}
    return secrets


def test_the_tour_ends_well_and_says_what_it_checked(played: Played) -> None:
    assert played.ended.returncode == 0, played.ended.stdout + played.ended.stderr
    report = played.report
    assert set(report) == {"steps", "ok"}
    assert report["ok"] is True
    assert [step["name"] for step in report["steps"]] == [name for name, _step in STEPS]
    for step in report["steps"]:
        assert set(step) == {"name", "ok", "seconds", "checked"}
        assert step["ok"] is True
        assert step["seconds"] > 0
        assert step["checked"], f"nothing was checked in {step['name']!r}"


def test_the_tour_leaves_numbered_pictures_of_every_room(played: Played) -> None:
    pictures = sorted(played.out.glob("*.png"))
    assert [int(picture.name[:2]) for picture in pictures] == list(range(1, len(pictures) + 1))
    assert len(pictures) > len(STEPS)
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)


def test_every_paper_of_the_tour_is_pdf_a_2u(played: Played, verapdf: VeraPdf) -> None:
    assert {paper.stem for paper in played.papers} == {
        "dossier-cover", "item-list", "review-sheet", "risk-notice", "signing-record",
    }  # fmt: skip
    assert verapdf(played.papers) == []


def test_every_paper_gives_back_the_names_of_both_parties(played: Played) -> None:
    for paper in played.papers:
        words = words_of(paper)
        assert CUSTOMER.name in words, paper.name
        assert LANDLORD.name in words, paper.name
        assert "\N{REPLACEMENT CHARACTER}" not in words
        assert not set(words) & set("□▯"), f"a box stands for a character in {paper.name}"


def test_names_with_rare_characters_come_back_from_a_cover(look_up: LookUp, tmp_path: Path, verapdf: VeraPdf) -> None:
    covers = []
    for name in invented.RARE_NAMES:
        dossier = look_up(lambda session, name=name: archive.find(session, query=name)).rows[0]
        paper = look_up(lambda session, id=dossier.id: archive.gather_dossier(session, dossier_id=id))
        cover = tmp_path / f"{len(covers)}.pdf"
        cover.write_bytes(archive.cover_pdf(paper))
        assert name in words_of(cover)
        covers.append(cover)
    assert set(RARE) <= set("".join(map(words_of, covers)))
    assert verapdf(covers) == []


@pytest.fixture(scope="module")
def secrets(look_up: LookUp) -> set[str]:
    """What must not be readable without the key."""
    found: set[str] = look_up(secrets_of)
    return found


def test_the_search_finds_what_stands_open_in_any_encoding(secrets: set[str], tmp_path: Path) -> None:
    shown = {CUSTOMER.name, CUSTOMER.id_number, CUSTOMER.phone}
    assert shown < secrets
    for encoding in ENCODINGS:
        file = tmp_path / encoding
        file.write_bytes(b"\x00\xff" * 999 + "；".join(shown).encode(encoding) + b"\x00")
        long_enough = {word for word in shown if len(word.encode(encoding)) >= SHORTEST}
        assert places_of(secrets, [file]) >= {(word, str(file)) for word in long_enough}


def test_no_byte_of_data_logs_and_temporary_files_gives_a_customer_away(played: Played, secrets: set[str]) -> None:
    assert len(secrets) > 600
    files = files_in(played.data, played.temporary)
    assert {"signdesk.db", "settings.bin", "heads.jsonl"} <= {file.name for file in files}
    assert places_of(secrets, files) == set()
    output = played.ended.stdout + played.ended.stderr
    assert not [word for word in secrets if word in output]


def verified(folder: Path) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit code of `signdesk verify`, and its checks by their names."""
    done = signdesk("verify", "--json", "--dir", str(folder))
    answer = json.loads(done.stdout)
    assert answer["ok"] is (done.returncode == 0)
    return done.returncode, {check["check"]: check for check in answer["checks"]}


def test_the_centre_verifies_after_the_tour(played: Played) -> None:
    code, checks = verified(played.data)
    assert code == 0, checks
    assert set(checks) == {"keystore", "settings", "database", "trail", "heads", "vault"}


@pytest.mark.parametrize("part", ["database", "vault", "settings"])
def test_one_changed_byte_is_found_and_its_place_named(played: Played, tmp_path: Path, part: str) -> None:
    folder = tmp_path / "centre"
    shutil.copytree(played.data, folder)
    largest = max(files_in(folder / "vault"), key=lambda file: file.stat().st_size)
    file = {"database": folder / "signdesk.db", "vault": largest, "settings": folder / "settings.bin"}[part]
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    code, checks = verified(folder)
    assert code == 1
    assert checks[part]["ok"] is False
    assert file.name in checks[part]["place"]
    assert checks[part]["message"]
