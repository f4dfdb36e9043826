"""Builds the sample centre in a folder of its own, from the first key to the last dossier, through the same services
as the windows use."""

import gc
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from signdesk.app import bootstrap, domains
from signdesk.app.bootstrap import Founder, NewCentre
from signdesk.app.context import DEMO
from signdesk.app.sample import cases, cast, devices, dossiers, front_desk, staff
from signdesk.app.sample.invented import SEED
from signdesk.core import recovery_code
from signdesk.core.centre import Centre
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.keys import KeyStore
from signdesk.core.keystore_file import FLOOR

ROOMS = domains.MODELS
"""The rooms must know each other before anything is built."""

Progress = Callable[[str], None]


def build(folder: Path, say: Progress = lambda words: None) -> None:
    """Make the sample centre anew. An older one is removed; UserError if the folder holds anything else."""
    _make_room(folder)
    say(_("Preparing the sample centre: keys and database"))
    founder = next(member for member in cast.MEMBERS if member.login_name == cast.FOUNDER)
    store, keys = bootstrap.create_centre(
        folder,
        NewCentre(
            name=cast.CENTRE_NAME,
            founder=Founder(person=founder.name, login_name=founder.login_name, password=cast.PASSWORD),
            station=staff.COUNTER_STATION,
            code=recovery_code.new(),
            passphrase=cast.PASSWORD,
            demo=True,
        ),
        cost=FLOOR,
    )
    centre = bootstrap.open_centre(folder, keys, watch=False)
    gc.disable()  # thousands of records, none of them garbage yet: looking for some would take an eighth of the time
    try:
        fill(centre, say)
        store.set_header(keys, {**store.header, cast.BUILT: cast.stamp()})
    finally:
        gc.enable()
        centre.close()


def fill(centre: Centre, say: Progress = lambda words: None) -> None:
    """Fill a new centre with its invented people, papers and things."""
    chance = random.Random(SEED)  # noqa: S311 -- invented, and the same on every PC
    say(_("Preparing the sample centre: staff and customers"))
    seats = staff.hire(centre)
    rooms = front_desk.furnish(seats[cast.FOUNDER])
    front = front_desk.know(seats["chengh"], seats["lijing"], chance, rooms)
    devices.equip(seats, rooms, chance)
    say(_("Preparing the sample centre: the archive"))
    dossiers.fill(seats["zhoumin"], front, chance)
    say(_("Preparing the sample centre: contracts and signings"))
    cases.bring(seats, front, chance)
    say(_("Preparing the sample centre: this morning"))
    front_desk.open_for_the_day(front, seats, chance)


def _make_room(folder: Path) -> None:
    """Remove an older sample centre, and nothing else."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if bootstrap.state_of(folder) is not bootstrap.FolderState.READY or DEMO not in KeyStore.load(folder).header:
        raise UserError(
            _("{folder} does not hold a sample centre.").format(folder=folder),
            hint=_("Choose another folder with --dir; nothing was changed."),
            field="folder",
        )
    shutil.rmtree(folder)
