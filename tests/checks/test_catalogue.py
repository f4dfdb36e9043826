"""Every string the code marks has Chinese words in the catalogue, and the catalogue has nothing else."""

import re
import string

import pytest
from babel.messages.catalog import Catalog, Message

from scripts import catalogue


@pytest.fixture(scope="module")
def strings() -> Catalog:
    return catalogue.extract()


@pytest.fixture(scope="module")
def words() -> Catalog:
    return catalogue.load()


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """A message in all its plural forms."""
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: str) -> set[str]:
    """The `{name}` fields of a `format` string; text that is none, because of single braces, has none."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


def named(messages: list[str]) -> str:
    return "\n" + "\n".join(messages)


def test_every_string_of_the_code_has_chinese_words(strings: Catalog, words: Catalog) -> None:
    missing = []
    for message in strings:
        if not message.id:
            continue
        entry = words.get(message.id, message.context)
        if entry is None or not all(forms(entry.string)) or not forms(entry.string):
            missing.append(f"{message.id!r} ({', '.join(sorted({file for file, _ in message.locations}))})")
    assert not missing, f"{len(missing)} strings without Chinese:" + named(missing)


def test_no_entry_is_marked_fuzzy(words: Catalog) -> None:
    fuzzy = [repr(message.id) for message in words if message.id and message.fuzzy]
    assert not fuzzy, named(fuzzy)


def test_no_entry_is_left_over_from_strings_that_are_gone(strings: Catalog, words: Catalog) -> None:
    known = {(message.id, message.context) for message in strings}
    stale = [repr(message.id) for message in words if message.id and (message.id, message.context) not in known]
    stale += [repr(text) for text in words.obsolete]
    assert not stale, f"{len(stale)} entries the code no longer uses (./run catalogue drops them):" + named(stale)


def test_chinese_words_have_the_same_placeholders(words: Catalog) -> None:
    wrong = []
    for message in words:
        if not message.id:
            continue
        wanted = set().union(*(placeholders(text) for text in forms(message.id)))
        for text in forms(message.string):
            if text and placeholders(text) != wanted:
                wrong.append(f"{message.id!r} -> {text!r}")
    assert not wrong, named(wrong)


def test_no_string_reaches_the_catalogue_with_its_values_already_in_it(strings: Catalog) -> None:
    """`_(f"…{name}…")` is invisible to the extraction and to translators; so is a variable. Only literals may stand
    in `_()`."""
    call = re.compile(r"""(?<![\w.])(?:_|N_)\(\s*f["']""")
    wrong = []
    for path in sorted((catalogue.ROOT / "signdesk").rglob("*.py")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if call.search(line):
                wrong.append(f"{path.relative_to(catalogue.ROOT)}:{number}: {line.strip()}")
    assert not wrong, named(wrong)


def test_the_check_itself_finds_a_string_without_words_and_a_wrong_placeholder() -> None:
    message = Message("Room {name}", string="签约室 {nmae}")
    assert placeholders(message.id) != placeholders(str(message.string))
    assert placeholders("Use {braces} like {this}") == {"braces", "this"}
    assert placeholders("a { alone") == set()
