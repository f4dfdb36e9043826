"""How speed is measured here: every figure is a ratio to a bare part, both taken in turns in one run, so that a busy
or a slow machine changes neither much. Medians, because a machine only ever adds time."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the result: `ours` and `bare` in milliseconds, the aim as the highest ratio wished for."""

    name: str
    against: str
    ours: float
    bare: float
    aim: float
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times as long as the bare part."""
        return self.ours / self.bare

    @property
    def reached(self) -> bool:
        """Whether the aim is met."""
        return self.ratio <= self.aim

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return {**asdict(self), "ratio": round(self.ratio, 3), "reached": self.reached}


def seconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def in_turns(calls: Mapping[str, Callable[[], float]], *, rounds: int) -> dict[str, float]:
    """The median in milliseconds of what each call says it took (seconds), one of each per round, after one round to
    warm up."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds + 1):
        for name, call in calls.items():
            value = call()
            if number:
                taken[name].append(value * 1000)
    return {name: statistics.median(values) for name, values in taken.items()}


def table(figures: list[Figure]) -> str:
    """The figures for people."""
    lines = [f"{'what':34} {'ms':>9} {'bare ms':>9} {'ratio':>7} {'aim':>6}"]
    for figure in figures:
        mark = "" if figure.reached else "  <- above the aim"
        lines.append(
            f"{figure.name:34} {figure.ours:9.3f} {figure.bare:9.3f} {figure.ratio:7.2f} {figure.aim:6.1f}{mark}"
            f"   against {figure.against}{'; ' + figure.note if figure.note else ''}"
        )
    return "\n".join(lines)
