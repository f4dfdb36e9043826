"""The import contracts bite: in a copy of the package, one forbidden import of each kind breaks exactly the contract
meant for it. That the package itself keeps them is a stage of its own in `./run test`."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OFFENCES = {
    "Floors: main, app, domains, ui and io, core": ("core.money", "import signdesk.ui.theme"),
    "Rooms: the higher may call the lower": ("domains.assets.service", "import signdesk.domains.signing.service"),
    "Inside a room: pages, service, models, rules": (
        "domains.reception.models",
        "import signdesk.domains.reception.service",
    ),
    "Qt stays in ui, pages and app": ("domains.reception.service", "import PySide6.QtCore"),
    "ui and pages reach the database through core only, and files through services": (
        "domains.archive.pages",
        "import sqlalchemy",
    ),
    "core stands on the database, key and calendar libraries alone": ("core.money", "import reportlab"),
    "Rules are pure": ("domains.signing.rules", "import signdesk.core.db"),
    "What a contract is made of is found without judging it": (
        "domains.signing.rules.structure.normal",
        "import signdesk.domains.signing.rules.checks.engine",
    ),
    "preflight knows the standard library alone": ("preflight", "import signdesk.core.money"),
    "Models of reception are its own": ("domains.archive.service", "import signdesk.domains.reception.models"),
    "Models of signing are its own": ("domains.signing.pages", "import signdesk.domains.signing.models"),
    "Models of archive are its own": ("domains.signing.service", "import signdesk.domains.archive.models"),
    "Models of assets are its own": ("domains.reception.service", "import signdesk.domains.assets.models"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "signdesk", tmp_path / "signdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def file_of(folder: Path, module: str) -> Path:
    """The file of a module of the copy, whether it is one file or a package."""
    path = folder / "signdesk" / Path(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def broken_contracts(folder: Path) -> list[str]:
    """The names of the contracts that import-linter finds broken in the copy."""
    program = "from importlinter.cli import lint_imports_command as main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return re.findall(r"^(.*) BROKEN(?: \(\d+ ignored imports?\))?$", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("contract", OFFENCES)
def test_a_forbidden_import_breaks_its_contract(copy: Path, contract: str) -> None:
    module, line = OFFENCES[contract]
    with file_of(copy, module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    assert contract in broken_contracts(copy)


def test_every_contract_of_the_project_has_an_offence_here() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    assert {contract["name"] for contract in contracts} == set(OFFENCES)
