"""What keeps a centre going, without windows: its settings, this station's settings, a ticket to try the printer with,
and the backup. What each setting means is said where it is declared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from signdesk.app.context import AppContext
from signdesk.core import audit, backup, clock, config, durable, settings
from signdesk.core.backup import BackupInfo
from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.core.operations import Operation, Permission, after_commit, seat_of
from signdesk.core.settings import AnySetting, Shown

if TYPE_CHECKING:
    from signdesk.core.operations import Seat

SEE_SETTINGS = Permission(
    "app.settings", N_("See the settings"), frozenset({"manager", "system_admin", "security_admin"})
)
KEEP_STATION = Permission("app.station", N_("Set up this station"), frozenset({"manager", "system_admin"}))
MAKE_BACKUP = Permission("app.backup", N_("Make a backup"), frozenset({"manager", "system_admin"}))

CHANGE_STATION = Operation("app.change_station", N_("Change this station"), KEEP_STATION)
BACK_UP = Operation("app.back_up", N_("Back up"), MAKE_BACKUP)

PRINTER_KINDS: Mapping[str, str] = {
    "network": N_("Ticket printer in the network"),
    "device": N_("Ticket printer at this PC"),
    "system": N_("Printer of the operating system"),
    "pdf_folder": N_("PDF files in a folder"),
}
BACKUP_SUFFIX = ".signdesk-backup"
_HOURS = (settings.WORK_BEGINS, settings.BREAK_BEGINS, settings.BREAK_ENDS, settings.WORK_ENDS)


@dataclass(frozen=True)
class StationSettings:
    """This PC's settings as the form shows them. `printer` is a key of PRINTER_KINDS, "" for none; a counter of 0
    calls no tickets."""

    name: str
    kind: str
    counter: int
    printer: str
    address: str
    language: str
    theme: str


# -- the centre


def changeable(session: Session) -> tuple[Shown, ...]:
    """The settings the person logged in may change, with their values, in order of declaration."""
    may = seat_of(session).may
    return tuple(shown for shown in settings.settings(session) if may(shown.setting.permission))


def save(session: Session, *, shown: Iterable[Shown], values: Mapping[str, object], place: AppContext | None) -> int:
    """Decide what differs from what was shown; how many settings that were. UserError names its setting as field."""
    known = {each.setting.name: each for each in shown}
    wanted = {name: value for name, value in values.items() if value != known[name].value}
    for name in in_order({name: (known[name].value, value) for name, value in wanted.items()}):
        change: Any = settings.change  # the setting's own type is checked by `change`
        try:
            change(session, known[name].setting, wanted[name], version=known[name].version)
        except UserError as error:
            error.field = name
            raise
    called = wanted.get(settings.CENTRE_NAME.name)
    if place is not None and isinstance(called, str) and called:
        keys = place.centre.keys
        after_commit(session, lambda: place.store.set_header(keys, {**place.store.header, "centre": called}))
    return len(wanted)


def in_order(wanted: Mapping[str, tuple[object, object]]) -> list[str]:
    """The names in an order in which every step between holds: the working day must never end before it begins, so
    hours that move later change from the evening on, those that move earlier from the morning on."""
    hours = [each.name for each in _HOURS if each.name in wanted]

    def moves_later(name: str) -> bool:
        before, after = wanted[name]
        return isinstance(before, time) and isinstance(after, time) and after > before

    later = [name for name in reversed(hours) if moves_later(name)]
    earlier = [name for name in hours if not moves_later(name)]
    return [*(name for name in wanted if name not in hours), *later, *earlier]


def group_of(setting: AnySetting) -> str:
    """Under which heading a setting stands: the room that declared it; the working hours by themselves."""
    if setting.name in {each.name for each in _HOURS}:
        return "hours"
    return setting.name.partition(".")[0]


# -- this station


def station(place: AppContext) -> StationSettings:
    """How this PC is set up."""
    get = place.config.get
    kind, colon, address = get(config.TICKET_PRINTER).partition(":")
    if not colon:
        kind, address = ("system", kind) if kind else ("", "")
    return StationSettings(
        name=get(config.STATION_NAME),
        kind=get(config.STATION_KIND),
        counter=get(config.STATION_COUNTER),
        printer=kind,
        address=address,
        language=get(config.LANGUAGE),
        theme=get(config.THEME),
    )


def save_station(session: Session, *, place: AppContext, wanted: StationSettings) -> None:
    """Write this PC's settings and say so in the trail. Name, kind and counter hold from the next log-in on."""
    if wanted.printer in ("network", "device", "pdf_folder") and not wanted.address:
        raise UserError(_("Where is it? The printer needs an address."), field="address")
    before = station(place)
    changed = {name: getattr(wanted, name) for name in before.__dataclass_fields__
               if getattr(wanted, name) != getattr(before, name)}  # fmt: skip
    if not changed:
        return
    audit.note(session, table="station", record_id=0, action="update", payload=changed)
    texts = {
        config.STATION_NAME: wanted.name,
        config.STATION_KIND: wanted.kind,
        config.TICKET_PRINTER: printer_text(wanted.printer, wanted.address),
        config.LANGUAGE: wanted.language,
        config.THEME: wanted.theme,
    }
    with _words_for_the_disk():
        place.config.update(texts)
        place.config.set(config.STATION_COUNTER, wanted.counter)


def printer_text(kind: str, address: str) -> str:
    """A printer as it stands in the settings file."""
    return f"{kind}:{address}" if kind else ""


def print_trial(centre_name: str, kind: str, address: str) -> Path | None:
    """A ticket with invented words on the printer that is typed in, saved or not; the file, for a folder. Slow: on a
    worker. PrinterTrouble if no paper came."""
    from signdesk.domains.reception.service import parse_printer
    from signdesk.io.printing import PrinterTrouble
    from signdesk.io.ticket import TicketSlip, print_ticket

    printer = parse_printer(printer_text(kind, address))
    if printer is None:
        raise PrinterTrouble(_("No ticket printer is set."), hint=_("Choose one first."))
    slip = TicketSlip(
        centre=centre_name or _("SignDesk"),
        number="A000",
        service=_("Trial print"),
        masked_name=_("Zhang *"),
        ahead=0,
        wait_minutes=None,
        printed_at=clock.now(),
        qr_text="A000",
    )
    return print_ticket(printer, slip)


# -- the backup


def backup_folder(place: AppContext) -> Path:
    """Where backups go: as set, else a folder beside the data."""
    chosen = place.config.get(config.BACKUP_FOLDER)
    return Path(chosen) if chosen else place.folder.parent / f"{place.folder.name}-backups"


def choose_backup_folder(session: Session, *, place: AppContext, folder: str) -> None:
    """Where backups go from now on. UserError for a place that cannot be written."""
    path = Path(folder).expanduser()
    if not path.is_absolute():
        raise UserError(_("Write the whole path of the folder."), field="folder")
    if path == place.folder or place.folder in path.parents:
        raise UserError(_("Not inside the data folder: a backup there is lost with it."), field="folder")
    try:
        durable.make_folder(path)
    except (UserError, OSError) as error:
        raise UserError(_("The folder {folder} cannot be made.").format(folder=path), field="folder") from error
    audit.note(session, table="station", record_id=0, action="update", payload={"backup_folder": str(path)})
    with _words_for_the_disk():
        place.config.set(config.BACKUP_FOLDER, str(path))


def last_backup(place: AppContext) -> datetime | None:
    """When the last backup of this PC was written and read back."""
    try:
        return datetime.fromisoformat(place.config.get(config.BACKUP_LAST))
    except ValueError:
        return None


def back_up(seat: Seat, place: AppContext, *, say: Callable[[int, int, str], object]) -> tuple[Path, BackupInfo]:
    """Write the whole centre into a new file of the backup folder, read it back, and say so in the trail. Seconds to
    minutes: on a worker; `say(done, total, words)` hears what is being done, and what it raises ends it."""
    steps = 0

    def tell(words: str) -> None:
        nonlocal steps
        say(steps, 3, words)
        steps += 1

    if not seat.may(MAKE_BACKUP):
        raise UserError(_("You have no right to do this: {act}.").format(act=_(BACK_UP.label)))
    folder = backup_folder(place)
    durable.make_folder(folder)
    stem = re.sub(r"[^\w-]+", "-", place.centre_name) or "signdesk"
    target = folder / f"{stem}-{clock.to_local(clock.now()):%Y%m%d-%H%M%S}{BACKUP_SUFFIX}"
    with _words_for_the_disk():
        info = backup.make(place.centre, place.store, target, progress=tell)
        place.config.set(config.BACKUP_LAST, info.made_at.isoformat())
    facts = {"file": target.name, "size": info.size, "files": info.files, "entry": info.head.seq}
    with seat.operation(BACK_UP) as session:
        audit.note(session, table="backup", record_id=0, action="backup", payload=facts)
    return target, info


class _words_for_the_disk:
    """A full or read-only disk in words."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError):
            raise UserError(
                _("This could not be written: {words}").format(words=error.strerror or error),
                hint=_("Check that the folder exists and has free space."),
            ) from error
