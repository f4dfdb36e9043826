"""What the tour leaves behind: steps with what was checked in each, their pictures and papers, and `tour.json`."""

import json
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path


class Unverified(Exception):
    """The windows said one thing; the database, the audit trail or a file says another."""


@dataclass
class Step:
    """One step of the main job."""

    name: str
    ok: bool = False
    seconds: float = 0.0
    checked: list[str] = field(default_factory=list)


class Report:
    """Collects the steps of one tour in `folder`."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self.folder = folder
        self.steps: list[Step] = []
        self._say = say
        self._pictures = 0
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, name: str, act: Callable[[], None]) -> bool:
        """Take one step; a failure is written down with its place, and ends nothing by itself."""
        step = Step(name)
        self.steps.append(step)
        began = time.perf_counter()
        try:
            act()
            step.ok = True
        except Exception as error:  # whatever a step met with belongs into the report, not only what it expected
            step.checked.append(f"FAILED: {type(error).__name__}: {error}")
            (self.folder / "failure.txt").write_text(traceback.format_exc(), encoding="utf-8")
        step.seconds = round(time.perf_counter() - began, 3)
        self._say(f"{'ok  ' if step.ok else 'FAIL'} {name} ({step.seconds:.1f} s)")
        if not step.ok:
            self._say(f"     {step.checked[-1]}")
        return step.ok

    def check(self, fact: str, holds: object) -> None:
        """Write down a fact that was looked up; Unverified unless it holds."""
        if not holds:
            raise Unverified(fact)
        self.steps[-1].checked.append(fact)

    def next_picture(self, name: str) -> Path:
        """Where the next picture goes: `NN-name.png`."""
        self._pictures += 1
        return self.folder / f"{self._pictures:02}-{name}.png"

    def paper(self, name: str, content: bytes) -> Path:
        """Keep a PDF that a step made."""
        path = self.folder / f"{name}.pdf"
        path.write_bytes(content)
        return path

    @property
    def ok(self) -> bool:
        """Whether every step was taken and verified."""
        return bool(self.steps) and all(step.ok for step in self.steps)

    def write(self) -> None:
        """Write `tour.json`."""
        content = {"steps": [asdict(step) for step in self.steps], "ok": self.ok}
        text = json.dumps(content, ensure_ascii=False, indent=2)
        (self.folder / "tour.json").write_text(text + "\n", encoding="utf-8")
