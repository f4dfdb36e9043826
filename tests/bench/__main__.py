"""`./run bench [--json] [NAME …]`: speed as ratios to bare parts. Exit 0 when every aim is met, 1 otherwise, 2 for an
unknown name."""

import json
import sys
from importlib import import_module

from tests.bench.measure import Figure, table

BENCHES = ("start", "check_in", "search", "review", "paper")


def main(words: list[str]) -> int:
    """Run the benches named, all of them without names."""
    as_json = "--json" in words
    names = [word for word in words if word != "--json"] or list(BENCHES)
    if any(name not in BENCHES for name in names):
        print(f"{__doc__}\nNames: {' '.join(BENCHES)}", file=sys.stderr)
        return 2
    figures: list[Figure] = []
    for name in names:
        figures += import_module(f"tests.bench.{name}").figures()
    print(json.dumps([figure.as_dict() for figure in figures], indent=2) if as_json else table(figures))
    return 0 if all(figure.reached for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
