"""The command line as a person or a script meets it: words, exit codes, JSON, and secrets that never stand in an
argument."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from signdesk.__main__ import main
from signdesk.app.single_instance import lock_file

from .conftest import PASSPHRASE


def signdesk(*words: str, passphrase: str | None = None, language: str = "en") -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with the passphrase in a pipe."""
    environment = {
        **os.environ,
        "SIGNDESK_LANGUAGE": language,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    command = [sys.executable, "-m", "signdesk", *words]
    reading: tuple[int, ...] = ()
    if passphrase is not None:
        read_end, write_end = os.pipe()
        os.write(write_end, passphrase.encode() + b"\n")
        os.close(write_end)
        command += ["--passphrase-fd", str(read_end)]
        reading = (read_end,)
    try:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            env=environment,
            pass_fds=reading,
            stdin=subprocess.DEVNULL,
            timeout=120,
        )
    finally:
        for descriptor in reading:
            os.close(descriptor)


@pytest.mark.parametrize("word", [[], ["demo"], ["tour"], ["review"], ["verify"], ["backup"], ["restore"]])
def test_every_word_explains_itself(word: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([*word, "--help"])
    assert end.value.code == 0
    assert "--dir" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["fly"], ["tour"], ["backup"], ["verify", "--loud"], ["review"], ["review", "x.docx", "--json", "--text"]]
)
def test_wrong_use_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2
    assert capsys.readouterr().out == ""


def test_help_imports_neither_qt_nor_the_database() -> None:
    script = (
        "import sys\nfrom signdesk.__main__ import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'PySide6', 'sqlalchemy', 'cryptography', 'keyring'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_verify_answers_people_and_programs(folder: Path) -> None:
    for_people = signdesk("verify", "--dir", str(folder), passphrase=PASSPHRASE)
    assert (for_people.returncode, for_people.stderr) == (0, "")
    assert "Audit trail" in for_people.stdout
    for_programs = signdesk("verify", "--json", "--dir", str(folder), passphrase=PASSPHRASE)
    answer = json.loads(for_programs.stdout)
    assert answer["ok"] is True
    assert {row["check"] for row in answer["checks"]} >= {"database", "settings", "vault", "trail", "heads"}


def test_verify_names_what_is_broken(folder: Path) -> None:
    path = folder / "signdesk.db"
    content = bytearray(path.read_bytes())
    content[5 * 4096 + 100] ^= 1
    path.write_bytes(content)
    done = signdesk("--dir", str(folder), "verify", passphrase=PASSPHRASE)
    assert done.returncode == 1
    assert str(path) in done.stdout
    assert "page 6" in done.stdout


def test_a_wrong_passphrase_is_1_and_said(folder: Path) -> None:
    done = signdesk("verify", "--dir", str(folder), passphrase="not the right passphrase")
    assert (done.returncode, done.stdout) == (1, "")
    assert "passphrase" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_secret_the_way_to_give_one_is_named(folder: Path) -> None:
    done = signdesk("verify", "--dir", str(folder))
    assert done.returncode == 1
    assert "--passphrase-fd" in done.stderr


def test_a_descriptor_that_gives_nothing_is_said(folder: Path) -> None:
    done = signdesk("verify", "--dir", str(folder), "--passphrase-fd", "77")
    assert done.returncode == 1
    assert "77" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_a_centre_is_said(tmp_path: Path) -> None:
    done = signdesk("verify", "--dir", str(tmp_path / "nothing"), passphrase=PASSPHRASE)
    assert done.returncode == 1
    assert "nothing" in done.stderr
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("target", ["not/there/b", "."])
def test_a_backup_to_an_impossible_place_is_said(folder: Path, tmp_path: Path, target: str) -> None:
    done = signdesk("backup", str(tmp_path / target), "--dir", str(folder), passphrase=PASSPHRASE)
    assert done.returncode == 1
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_backup_and_restore_make_a_second_sound_folder(folder: Path, tmp_path: Path, shown_code: str) -> None:
    target, second = tmp_path / "b.signdesk", tmp_path / "second"
    made = signdesk("backup", str(target), "--dir", str(folder), passphrase=PASSPHRASE)
    assert made.returncode == 0, made.stderr
    again = signdesk("backup", str(target), "--dir", str(folder), passphrase=PASSPHRASE)
    assert again.returncode == 1
    assert str(target) in again.stderr
    restored = signdesk("restore", str(target), "--dir", str(second), passphrase=shown_code)
    assert restored.returncode == 0, restored.stderr
    assert signdesk("verify", "--dir", str(second), passphrase=PASSPHRASE).returncode == 0
    over = signdesk("restore", str(target), "--dir", str(second), passphrase=shown_code)
    assert over.returncode == 1
    assert "not empty" in over.stderr


@pytest.mark.skipif(os.name == "nt", reason="uses an offscreen window")
def test_a_second_start_on_the_same_folder_leaves_the_place_to_the_first(folder: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "signdesk", "--dir", str(folder)]
    first = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        until = time.monotonic() + 120
        while not lock_file(folder).exists() and time.monotonic() < until:
            pass
        second = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
        assert (second.returncode, second.stdout) == (0, "")
        assert first.poll() is None
        beside = signdesk("verify", "--dir", str(folder), passphrase=PASSPHRASE)
        assert beside.returncode == 0, beside.stderr
    finally:
        first.kill()
        first.communicate()
