"""The guide for a new register can be typed as it stands: what it names is there, and its migration is the next one."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "add-a-register.md").read_text(encoding="utf-8")


def test_its_migration_follows_the_newest() -> None:
    newest = max(int(file.name[:4]) for file in (ROOT / "signdesk" / "migrations" / "versions").glob("[0-9]*.py"))
    (name,) = re.findall(r"versions/(\d{4})_keys\.py", GUIDE)
    own, before = re.findall(r'revision = "(\d{4})"', GUIDE)
    assert (int(name), int(own), int(before)) == (newest + 1, newest + 1, newest)


def test_what_it_changes_is_there_and_what_it_makes_is_not() -> None:
    named = {Path(path) for path in re.findall(r"`((?:signdesk|tests|resources)/[\w./]+\.(?:py|po|toml))`", GUIDE)}
    made = {path for path in named if "keys" in path.as_posix()}
    assert len(made) >= 5 and len(named) > len(made)
    assert [path for path in made if (ROOT / path).exists()] == []
    assert [path for path in named - made if not (ROOT / path).exists()] == []
