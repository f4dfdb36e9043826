"""The contracts as they are written down in `texts`: one file is one contract with its case and the faults to plant.

A file has three parts between lines of `====`: what is known of the case (JSON), the contract line by line, and the
faults, one a line: `check: words as they are => words with the fault @ where it must be found`. The place may be left
out: then it is the line that was changed; `-` says the fault has no place, because something is missing altogether;
`|` separates places of which one is enough; `\\n` is a line break. A fault that begins with `?` is known to be missed
so far, and `false_alarms` in the JSON part counts the known false errors per check: both are proved to be still there,
so that they are struck out as soon as the checks learn better. `gaps` in the JSON part are for the faults
`template_changed`: the contract with those gaps in it is the template it was drafted from."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from signdesk.domains.signing.rules.business import shipped_type
from signdesk.domains.signing.rules.facts import CaseFacts, read_facts
from signdesk.domains.signing.rules.standards import Brief, Standards
from signdesk.domains.signing.rules.templates.text import TemplateText
from tests.domains.signing.contracts import rendered

_TEXTS = Path(__file__).parent / "texts"
_BREAK = re.compile(r"^====+\n", re.MULTILINE)
_FAULT = re.compile(r"(\??)([a-z_0-9]+): (.*?) => ?(.*?)(?: @ (.*))?$")


@dataclass(frozen=True)
class Fault:
    """`old` stands once in the contract; `new` is the fault, found by `check` at one of the words `at`."""

    check: str
    old: str
    new: str
    at: tuple[str, ...]
    missed_so_far: bool

    def __str__(self) -> str:
        return f"{self.check}: {self.old!r} => {self.new!r}"


@dataclass(frozen=True)
class Written:
    """One contract, correct as it stands."""

    name: str
    text: str
    layout: rendered.Layout
    facts: CaseFacts
    business: str
    template: TemplateText | None
    faults: tuple[Fault, ...]
    false_alarms: dict[str, int]

    def brief(self) -> Brief:
        """What the contract is checked against."""
        business = shipped_type(self.business) if self.business else None
        return Brief(self.facts, Standards(business, template=self.template))

    def with_fault(self, fault: Fault) -> str:
        """The text with the fault planted."""
        assert self.text.count(fault.old) == 1, f"{self.name}: {fault.old!r} stands {self.text.count(fault.old)} times"
        return self.text.replace(fault.old, fault.new)

    def lines_of(self, fault: Fault) -> tuple[str, ...]:
        """The lines at which the fault may be found; none if it has no place."""
        if fault.at == ("-",):
            return ()
        text, start = self.with_fault(fault), self.text.index(fault.old)
        if not fault.at:
            first = text.rfind("\n", 0, start) + 1
            return tuple(text[first : (text + "\n").index("\n", start + len(fault.new.rstrip()))].split("\n"))
        lines = []
        for words in fault.at:
            position = text.find(words, start)
            position = position if position >= 0 else text.find(words)
            assert position >= 0, f"{self.name}: no {words!r} in the text"
            lines.append(text[text.rfind("\n", 0, position) + 1 : (text + "\n").index("\n", position)])
        return tuple(lines)


@cache
def contracts() -> tuple[Written, ...]:
    """All contracts in the order of their names."""
    return tuple(_read(path) for path in sorted(_TEXTS.glob("*.txt")))


def _read(path: Path) -> Written:
    head, text, faults = _BREAK.split(path.read_text(encoding="utf-8"))
    content = json.loads(head)
    layout = rendered.Layout(**{key: _frozen(value) for key, value in content.get("layout", {}).items()})
    return Written(
        name=path.stem,
        text=text.rstrip("\n"),
        layout=layout,
        facts=read_facts(json.dumps(content["case"])),
        business=content.get("business", ""),
        template=_template(text.rstrip("\n"), content["gaps"], layout) if "gaps" in content else None,
        faults=tuple(_fault(line) for line in faults.splitlines() if line.strip()),
        false_alarms=content.get("false_alarms", {}),
    )


def _template(text: str, gaps: list[list[str]], layout: rendered.Layout) -> TemplateText:
    for words, gap in gaps:
        text = text.replace(words, gap)
    return TemplateText("the template", rendered.model(text, layout))


def _frozen(value):
    return tuple(_frozen(entry) for entry in value) if isinstance(value, list) else value


def _fault(line: str) -> Fault:
    found = _FAULT.match(line)
    assert found, line
    missed, check, old, new, at = found.groups()
    places = tuple(at.strip().split(" | ")) if at else ()
    return Fault(check, old.replace(r"\n", "\n"), new.replace(r"\n", "\n"), places, bool(missed))
