"""`signdesk tour`: plays the main job through the real windows, one customer from check-in to the archived dossier,
and after each step asks the database, the audit trail and the files whether it is true. It is the end-to-end test
as well."""

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from signdesk.core.i18n import _

if TYPE_CHECKING:
    from signdesk.ui.theme import Scheme


def run(
    out: Path, contract: Path | None, *, folder: Path | None, size: str = "1440x900", scheme: "Scheme" = "light"
) -> int:
    """Play the tour on a fresh sample centre in `folder` (a temporary one if None); pictures, papers and `tour.json`
    go to `out`. The exit code: 0 only if every step was verified."""
    from signdesk.app.tour.play import Tour
    from signdesk.app.tour.steps import STEPS
    from signdesk.core.errors import UserError

    if contract is not None and not contract.is_file():
        raise UserError(_("There is no file {path}.").format(path=contract))
    width, height = (int(part) for part in size.split("x"))
    with tempfile.TemporaryDirectory(prefix="signdesk-tour-", ignore_cleanup_errors=True) as own:
        tour = Tour(
            out, contract, folder if folder is not None else Path(own) / "centre", (width, height), scheme, _say
        )
        return 0 if tour.play(STEPS) else 1


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
