"""Somebody outside uses the sample centre on a real screen, by what its windows tell assistive technology: see
outside_user.py."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from signdesk.app.sample import cast
from tests.e2e.conftest import Played, run

pytestmark = [pytest.mark.screen, pytest.mark.xdist_group("tour")]

OUTSIDE_USER = Path(__file__).with_name("outside_user.py")
# The application runs beside its user and ends with it; its words go to standard error.
BOTH = (
    '"$1" -m signdesk demo --dir "$2" >&2 & demo=$!; '
    '/usr/bin/python3 -W ignore "$3" "$4" "$5"; code=$?; kill $demo; exit $code'
)
COMMANDS = {
    "xvfb-run": "xvfb",
    "xauth": "xauth",
    "dbus-run-session": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}


def require_tools() -> None:
    """The test cannot say anything without them, and must not be passed over."""
    missing = [package for command, package in COMMANDS.items() if shutil.which(command) is None]
    bindings = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if subprocess.run(["/usr/bin/python3", "-c", bindings], capture_output=True, timeout=60, check=False).returncode:
        missing += ["python3-gi", "gir1.2-atspi-2.0"]
    assert not missing, f"please install (./run test does): {' '.join(missing)}"


def test_a_screen_reader_checks_a_customer_in_and_sees_the_next_called(played: Played, tmp_path: Path) -> None:
    require_tools()
    folder = tmp_path / "centre"
    shutil.copytree(played.data, folder)
    words = [sys.executable, str(folder), str(OUTSIDE_USER), "zhoukai", cast.PASSWORD]
    done = run(
        [
            *("xvfb-run", "-a", "-s", "-screen 0 1440x900x24 -noreset", "dbus-run-session", "--"),
            *("sh", "-c", BOTH, "both", *words),
        ],
        {
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "SIGNDESK_LANGUAGE": "zh_CN",
            "TMPDIR": str(tmp_path),
        },
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])  # before it, words of the bus
    assert "赵晓𬭩" in seen["checked_in"]
    assert "等候" in seen["checked_in"]
    assert seen["called"][0] == seen["next"]
    assert "已叫号" in seen["called"]
    assert any("1 号柜台" in cell for cell in seen["called"])


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_the_demo_says_so_and_names_the_tour(tmp_path: Path) -> None:
    surroundings = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    surroundings.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [str(Path(__file__).parents[2] / "run"), "demo", "--dir", str(tmp_path / "demo")],
        capture_output=True,
        text=True,
        env=surroundings,
        timeout=280,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    in_chinese, in_english = done.stderr.strip().splitlines()[-2:]  # before them, what ./run may have had to bring
    assert "./run tour" in in_chinese
    assert "no screen" in in_english
    assert "./run tour --out DIR" in in_english
    assert not (tmp_path / "demo").exists()
