"""The checks and tests of `./run test`, one stage after the other; a stage that fails does not hide the later ones.
The last line says how many passed and failed: each test and each of the other stages counts one."""

import io
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTED = ROOT / "tests" / "checks" / "fully_covered.txt"
RESULTS = ROOT / "build" / "test-results"


@dataclass(frozen=True)
class Outcome:
    """What one stage found; `note` is shown in the closing table."""

    passed: int
    failed: int
    note: str = ""


def tool(*arguments: str) -> bool:
    """Run a Python tool of the environment on the checkout; True if it is content."""
    return subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, check=False).returncode == 0


def one(good: bool) -> Outcome:
    """A stage that counts as one check."""
    return Outcome(1, 0) if good else Outcome(0, 1)


def style() -> Outcome:
    lint = tool("ruff", "check", "--quiet", "--output-format=concise")
    layout = tool("ruff", "format", "--check", "--quiet", "--output-format=concise")
    if not layout:
        print("`ruff format` lays these files out.", flush=True)
    return one(lint and layout)


def types() -> Outcome:
    return one(tool("mypy"))


def imports() -> Outcome:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-logo"]
    return one(subprocess.run(command, cwd=ROOT, check=False).returncode == 0)


def catalogue() -> Outcome:
    return one(tool("pytest", "-q", "--no-header", "-p", "no:cacheprovider", "tests/checks/test_catalogue.py"))


def tests() -> Outcome:
    """pytest with coverage on three workers: two cores are enough for them, as tours and servers are waited for. What
    needs the machine for itself is marked `alone` and runs afterwards on one."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    for old in RESULTS.iterdir():
        old.unlink()
    total = Outcome(0, 0)
    common = ["--no-header", "--cov=signdesk", "--cov-report=", "-m"]
    rounds = {
        "together": [*common, "not long and not alone", "-n", "3", "--dist", "loadgroup"],
        "alone": [*common, "not long and alone", "--cov-append"],
    }
    for name, options in rounds.items():
        report = RESULTS / f"{name}.xml"
        code = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                *options,
                f"--junitxml={report}",
                "--ignore=tests/checks/test_catalogue.py",
            ],
            cwd=ROOT,
            check=False,
        ).returncode
        total = add(total, counts(report, code))
    return total


def add(one: Outcome, other: Outcome) -> Outcome:
    skipped = [note for note in (one.note, other.note) if note]
    return Outcome(one.passed + other.passed, one.failed + other.failed, ", ".join(skipped))


def counts(report: Path, code: int) -> Outcome:
    """Passed and failed out of pytest's own report; a run that ended without one, or badly in another way, is one
    failure."""
    if code == 5:  # nothing was selected
        return Outcome(0, 0)
    if not report.exists():
        return Outcome(0, 1, f"pytest ended with {code}")
    suites = ElementTree.parse(report).getroot().iter("testsuite")  # noqa: S314 - written by our own pytest a moment ago
    passed = failed = skipped = 0
    for suite in suites:
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        failed += bad
        skipped += int(suite.get("skipped", 0))
        passed += int(suite.get("tests", 0)) - bad - int(suite.get("skipped", 0))
    if code and not failed:
        failed = 1
    return Outcome(passed, failed, f"{skipped} skipped" if skipped else "")


def coverage() -> Outcome:
    """Every file of tests/checks/fully_covered.txt must have been run line for line."""
    from coverage import Coverage
    from coverage.exceptions import NoDataError

    measured = Coverage(config_file=str(ROOT / "pyproject.toml"), data_file=str(ROOT / ".coverage"))
    patterns = [
        line.strip() for line in LISTED.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]
    files = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "signdesk").rglob("*.py"))
    complaints = [
        f"{pattern}: listed, but there is no such file"
        for pattern in patterns
        if not any(fnmatch(file, pattern) for file in files)
    ]
    try:
        measured.load()
        total = measured.report(file=io.StringIO(), ignore_errors=True)
    except NoDataError:
        return Outcome(0, 1, "nothing was measured")
    print(f"All of signdesk: {total:.0f} % of the lines were run", flush=True)
    for file in files:
        if any(fnmatch(file, pattern) for pattern in patterns):
            _, _, _, missed, text = measured.analysis2(str(ROOT / file))
            if missed:
                complaints.append(f"{file}: never run: lines {text}")
    for line in complaints:
        print(line, flush=True)
    return one(not complaints)


STAGES: dict[str, tuple[str, Callable[[], Outcome]]] = {
    "style": ("Style (ruff)", style),
    "types": ("Types (mypy)", types),
    "imports": ("Who may import whom (import-linter)", imports),
    "catalogue": ("Words: every string has its Chinese", catalogue),
    "tests": ("Tests (pytest)", tests),
    "coverage": ("Files that must be covered to the last line", coverage),
}
PLANS = {"all": list(STAGES), "lint": ["style", "types", "imports"]}


def main(words: list[str]) -> int:
    """`all`, `lint`, or the names of stages."""
    names = [name for word in words for name in PLANS.get(word, [word])]
    if not names or any(name not in STAGES for name in names):
        print(f"{__doc__}\nStages: {' '.join([*PLANS, *STAGES])}")
        return 2
    rows: list[tuple[str, Outcome, float]] = []
    for name in names:
        heading, stage = STAGES[name]
        print(f"\n== {heading}", flush=True)
        start = time.perf_counter()
        rows.append((heading, stage(), time.perf_counter() - start))
    print()
    for heading, outcome, seconds in rows:
        mark = "FAILED" if outcome.failed else "ok"
        print(f"{mark:6}  {heading:45} {seconds:6.1f} s  {outcome.note}".rstrip())
    passed = sum(outcome.passed for _, outcome, _ in rows)
    failed = sum(outcome.failed for _, outcome, _ in rows)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
