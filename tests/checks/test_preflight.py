"""What a machine without screen or libraries is told before Qt starts."""

import os
import runpy
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from signdesk import preflight

SCRIPT = Path(preflight.__file__)
NO_SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def without_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in NO_SCREEN:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("without_screen")
def test_without_a_screen_one_sentence_names_the_tour() -> None:
    text = preflight.complaint(windows=True)
    assert text is not None
    assert "./run tour --out" in text
    assert all(line.count("tour") == 1 for line in text.splitlines())


@pytest.mark.usefixtures("without_screen")
def test_what_needs_no_window_needs_no_screen() -> None:
    assert preflight.complaint(windows=False) is None


@pytest.mark.usefixtures("without_screen")
def test_qts_own_platform_without_screen_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert preflight.complaint(windows=True) is None


@pytest.mark.usefixtures("without_screen")
def test_a_missing_library_is_answered_with_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setitem(preflight.ALWAYS, "libof-nowhere.so.9", "libof-nowhere9")
    text = preflight.complaint(windows=True)
    assert text is not None
    assert text.splitlines()[-1].strip() == preflight.apt_line(["libof-nowhere9"])
    assert "sudo apt-get update && sudo apt-get install" in text


@pytest.fixture
def x_server(tmp_path: Path) -> Iterator[str]:
    """Something that listens where an X server with this number would."""
    with socket.socket(socket.AF_UNIX) as listener:
        number = next(n for n in range(7000, 7100) if not Path(f"/tmp/.X11-unix/X{n}").exists())
        listener.bind(f"\0/tmp/.X11-unix/X{number}")
        listener.listen()
        yield f":{number}"


@pytest.mark.usefixtures("without_screen")
def test_what_only_real_windows_load_is_asked_for_only_with_a_screen(
    monkeypatch: pytest.MonkeyPatch, x_server: str
) -> None:
    monkeypatch.setitem(preflight.ON_SCREEN, "libof-nowhere.so.9", "libof-nowhere9")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert preflight.complaint(windows=True) is None
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("DISPLAY", x_server)
    assert "libof-nowhere9" in (preflight.complaint(windows=True) or "")


@pytest.mark.usefixtures("without_screen")
@pytest.mark.parametrize("platform", ["", "xcb"])
def test_a_display_nobody_answers_at_is_no_screen(
    monkeypatch: pytest.MonkeyPatch, x_server: str, platform: str
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    monkeypatch.setenv("DISPLAY", x_server)
    assert preflight.has_screen()
    monkeypatch.setenv("DISPLAY", ":7999.0")
    assert "tour" in (preflight.complaint(windows=True) or "")


@pytest.mark.usefixtures("without_screen")
@pytest.mark.parametrize(("variable", "value"), [("WAYLAND_DISPLAY", "wayland-0"), ("DISPLAY", "other-machine:0")])
def test_a_screen_that_cannot_be_asked_is_believed(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    assert preflight.has_screen()


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_bring_these_parts_themselves(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert preflight.complaint(windows=True) is None


def test_as_a_script_it_prints_the_missing_packages(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(SCRIPT), run_name="__main__")
    assert capsys.readouterr().out.split() == preflight.missing_packages(on_screen=True)


def test_it_runs_on_a_bare_interpreter() -> None:
    """Isolated and without site-packages, as `./run` calls it before anything is installed."""
    environment = {"PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT)], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
