"""The centre's settings: each carries its type, default and words, lives in the database, and is audited and backed up
like everything else. What a PC needs before the database is open (which database, printers) is `core.config`."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Generic, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from signdesk.core import clock
from signdesk.core.calendar import WorkingHours
from signdesk.core.db import Record
from signdesk.core.errors import BugError, StaleRecord, UserError
from signdesk.core.i18n import N_, _
from signdesk.core.money import Money
from signdesk.core.operations import Operation, Permission, after_commit, require

CHANGE_CENTRE_SETTINGS = Permission(
    "settings.change", N_("Change the centre's settings"), frozenset({"manager", "system_admin"})
)
CHANGE_SECURITY_SETTINGS = Permission(
    "settings.change_security", N_("Change security settings"), frozenset({"security_admin"})
)
CHANGE_SETTING = Operation("settings.change", N_("Change a setting"), None)
"""Everyone may begin; `change` asks for the setting's own right."""

T = TypeVar("T", bool, int, str, date, time, Money)


class SettingValue(Record):
    """A setting that was ever changed; the others have their defaults."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One thing a centre may decide.

    `check` raises UserError for a value that cannot be; `choices` limits it to a few; `low` and `high` are included.
    """

    name: str
    type: type[T]
    default: T
    label: str
    description: str = ""
    permission: Permission = CHANGE_CENTRE_SETTINGS
    choices: tuple[T, ...] = ()
    low: T | None = None
    high: T | None = None
    check: Callable[[T], None] | None = None

    def __post_init__(self) -> None:
        if self.name in _settings:
            raise BugError(f"two settings {self.name}")
        _settings[self.name] = cast("AnySetting", self)


AnySetting = Setting[bool] | Setting[int] | Setting[str] | Setting[date] | Setting[time] | Setting[Money]
_settings: dict[str, AnySetting] = {}


@dataclass(frozen=True)
class Shown:
    """A setting with its value, for the settings page. `version` is 0 while the default holds."""

    setting: AnySetting
    value: object
    version: int

    @property
    def is_default(self) -> bool:
        """Whether nobody has decided otherwise."""
        return self.value == self.setting.default


_STORED = select(SettingValue.value).where(SettingValue.name == bindparam("wanted"))


def get(session: Session, setting: Setting[T]) -> T:
    """The centre's value. UserError if what is stored cannot be read: never a silent default."""
    stored = session.connection().execute(_STORED, {"wanted": setting.name}).scalar()
    return setting.default if stored is None else cast("T", _read(setting, stored))


def change(session: Session, setting: Setting[T], value: T, *, version: int | None = None) -> T:
    """Decide a setting; the value before. `version` is that of `Shown` (0 for the default): StaleRecord if it moved on.

    PermissionRefused without the setting's right; UserError for a value that cannot be.
    """
    require(session, setting.permission)
    _check(setting, value)
    row = session.scalars(select(SettingValue).where(SettingValue.name == setting.name)).one_or_none()
    found = row.version if row else 0
    if version is not None and version != found:
        raise StaleRecord(_("Someone else has changed this setting meanwhile."), current=found)
    before = setting.default if row is None else cast("T", _read(setting, row.value))
    if row is None:
        session.add(SettingValue(name=setting.name, value=_written(value)))
    else:
        row.value = _written(value)
    session.flush()
    if setting.name in _HOURS:
        office_hours(session)
    if setting.name == TIME_ZONE.name:
        after_commit(session, partial(clock.set_zone, str(value)))
    return before


def settings(session: Session) -> tuple[Shown, ...]:
    """Every setting declared by the rooms imported so far, with its value, in order of declaration."""
    stored = {row.name: row for row in session.scalars(select(SettingValue))}
    shown = []
    for setting in _settings.values():
        row = stored.get(setting.name)
        value = setting.default if row is None else _read(setting, row.value)
        shown.append(Shown(setting, value, row.version if row else 0))
    return tuple(shown)


def apply(session: Session) -> None:
    """What holds for the whole program as soon as a centre is open: its time zone."""
    clock.set_zone(get(session, TIME_ZONE))


def office_hours(session: Session) -> WorkingHours:
    """The centre's working hours. A break that ends when it begins is none. UserError if they are not in order."""
    begin, pause = get(session, WORK_BEGINS), get(session, BREAK_BEGINS)
    resume, end = get(session, BREAK_ENDS), get(session, WORK_ENDS)
    try:
        return WorkingHours(((begin, end),) if pause == resume else ((begin, pause), (resume, end)))
    except ValueError as error:
        raise UserError(_("Working hours must follow each other: work, lunch break, work."), field="value") from error


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UserError(
            _("There is no time zone of this name."), field="value", hint=_("Write it like Asia/Shanghai.")
        ) from error


def _check(setting: Setting[T], value: T) -> None:
    if type(value) is not setting.type:
        raise BugError(f"{setting.name} takes {setting.type.__name__}")
    if setting.choices and value not in setting.choices:
        raise UserError(_("Choose one of the values offered."), field="value")
    if setting.low is not None and value < setting.low:
        raise UserError(_("The least is {value}.").format(value=setting.low), field="value")
    if setting.high is not None and value > setting.high:
        raise UserError(_("The most is {value}.").format(value=setting.high), field="value")
    if setting.check is not None:
        setting.check(value)


def _written(value: object) -> str:
    if isinstance(value, Money):
        return json.dumps(value.fen)
    if isinstance(value, date | time):
        return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False)


def _read(setting: AnySetting | Setting[T], stored: str) -> object:
    try:
        raw = json.loads(stored)
        value: object = raw
        if setting.type is Money:
            value = Money(int(raw))
        elif setting.type is date:
            value = date.fromisoformat(raw)
        elif setting.type is time:
            value = time.fromisoformat(raw)
        if type(value) is not setting.type or isinstance(value, datetime):
            raise ValueError(setting.name)
    except (ValueError, TypeError) as error:
        raise UserError(
            _("The setting “{name}” cannot be read.").format(name=_(setting.label)),
            hint=_("Set it again on the settings page."),
        ) from error
    return value


def declared() -> Iterable[AnySetting]:
    """Every setting declared so far."""
    return tuple(_settings.values())


CENTRE_NAME = Setting(
    "centre.name",
    str,
    "",
    N_("Name of the centre"),
    N_("Stands on tickets, forms and the public display."),
)
CENTRE_ADDRESS = Setting("centre.address", str, "", N_("Address"), N_("Stands on printed forms."))
CENTRE_PHONE = Setting("centre.phone", str, "", N_("Telephone"), N_("Stands on tickets and printed forms."))
TIME_ZONE = Setting(
    "centre.time_zone",
    str,
    clock.DEFAULT_ZONE,
    N_("Time zone"),
    N_("Decides what “today” is, and so when ticket numbers start again."),
    check=_check_zone,
)
WORK_BEGINS = Setting("centre.work_begins", time, time(9), N_("Work begins"))
WORK_ENDS = Setting("centre.work_ends", time, time(18), N_("Work ends"))
BREAK_BEGINS = Setting("centre.break_begins", time, time(12), N_("Lunch break begins"))
BREAK_ENDS = Setting("centre.break_ends", time, time(13), N_("Lunch break ends"))
_HOURS = {each.name for each in (WORK_BEGINS, WORK_ENDS, BREAK_BEGINS, BREAK_ENDS)}
AUTO_LOCK_MINUTES = Setting(
    "security.auto_lock_minutes",
    int,
    10,
    N_("Lock after minutes without use"),
    N_("The screen is covered; background work and the public display go on."),
    permission=CHANGE_SECURITY_SETTINGS,
    low=1,
    high=120,
)
PASSWORD_COMPLEXITY = Setting(
    "security.password_complexity",
    bool,
    False,
    N_("Passwords need all kinds of characters"),
    N_("Only where the centre's own rules ask for it: long passwords are safer than odd ones."),
    permission=CHANGE_SECURITY_SETTINGS,
)
PASSWORD_EXPIRY_DAYS = Setting(
    "security.password_expiry_days",
    int,
    0,
    N_("Passwords expire after days"),
    N_("0: never."),
    permission=CHANGE_SECURITY_SETTINGS,
    low=0,
    high=3650,
)
