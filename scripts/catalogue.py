"""The Chinese catalogue: collects the strings of the code into the .po, compares the two, compiles the .mo. It
translates nothing; an entry without words stays empty and `tests/checks/test_catalogue.py` names it."""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO_PATH = ROOT / "resources" / "locale" / "zh_CN" / "LC_MESSAGES" / "signdesk.po"
UNSTEADY = tuple(
    f'"{name}:'
    for name in (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Report-Msgid-Bugs-To",
        "Last-Translator",
        "Language-Team",
        "Project-Id-Version",
    )
)
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def extract(folder: Path = ROOT / "signdesk") -> Catalog:
    """Every string marked by `_`, `N_` or `ngettext` under `folder`, with the files (no line numbers: they would
    change all the time)."""
    template = Catalog(project="SignDesk", charset="utf-8")
    found = extract_from_dir(
        folder, method_map=[("**.py", "python")], options_map={"**.py": {"encoding": "utf-8"}}, keywords=KEYWORDS
    )
    for name, _line, message, comments, context in found:
        template.add(message, locations=[(f"signdesk/{name}", 0)], auto_comments=comments, context=context)
    return template


def load(path: Path = PO_PATH) -> Catalog:
    """The catalogue as it stands; an empty one before the first string."""
    if not path.exists():
        return Catalog(locale="zh_CN", project="SignDesk", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="zh_CN")


def save(catalogue: Catalog, path: Path = PO_PATH) -> None:
    """Write the .po sorted by string, without dates, places and line numbers, so that a diff shows words only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.header_comment = (
        "# The Chinese words of SignDesk, for screen, paper, Excel and errors. `./run catalogue` collects new strings."
    )
    catalogue.fuzzy = False
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, no_location=True, ignore_obsolete=True)
    lines = buffer.getvalue().decode("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(UNSTEADY)), "utf-8")


def update() -> Catalog:
    """Bring the .po to the strings of the code: new ones without words, gone ones dropped, no guessing between
    similar ones."""
    catalogue = load()
    catalogue.update(extract(), no_fuzzy_matching=True)
    save(catalogue)
    return catalogue


def compile_all() -> None:
    """Write the .mo beside every .po."""
    for path in sorted((ROOT / "resources" / "locale").glob("*/LC_MESSAGES/signdesk.po")):
        with path.open("rb") as source:
            catalogue = read_po(source)
        fresh = path.with_suffix(".mo.new")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(path.with_suffix(".mo"))


def main(words: list[str]) -> int:
    """`update` collects and compiles, `compile` only compiles."""
    if words == ["update"]:
        catalogue = update()
        empty = [message.id for message in catalogue if message.id and not message.string]
        print(f"{len(catalogue)} strings, {len(empty)} without Chinese words")
        for text in empty:
            print(f"  {text!r}")
    elif words != ["compile"]:
        print(__doc__)
        return 2
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
