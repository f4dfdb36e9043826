"""This PC's settings: which database, which station, printer, language. They are needed before the database is open,
so they live in one small sealed file beside it; the centre's own settings are in the database (`core.settings`). The
generation before is kept: a damaged file falls back to it and says so, never to silent defaults."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from signdesk.core import clock, durable, sealed_stream
from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _

FILE = "settings.bin"
PREVIOUS = "settings.previous.bin"

Value = str | int | bool
V = TypeVar("V", str, int, bool)


class SettingsMissing(UserError):
    """The folder has a key store but no settings file."""


class SettingsDamaged(UserError):
    """Neither the settings file nor its previous generation opens."""


@dataclass(frozen=True)
class ConfigVar(Generic[V]):
    """One setting: stable name, value when never set (it also fixes the type), and words for people. Declaring it
    registers it."""

    name: str
    default: V
    label: str
    choices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.name in _known:
            raise ValueError(f"two settings named {self.name}")
        _known[self.name] = self  # type: ignore[assignment]  # any of the three kinds; its own `check` keeps them apart

    def check(self, value: object) -> V:
        """`value` if it fits; ValueError otherwise."""
        if type(value) is not type(self.default) or (self.choices and value not in self.choices):
            raise ValueError(f"{self.name}: a {type(value).__name__} that does not fit")
        return value


_known: "dict[str, ConfigVar[str]]" = {}

SQLCIPHER, POSTGRESQL = "sqlcipher", "postgresql"
COUNTER, ARCHIVE = "counter", "archive"

DATABASE_KIND = ConfigVar("database.kind", SQLCIPHER, N_("Database"), choices=(SQLCIPHER, POSTGRESQL))
DATABASE_URL = ConfigVar("database.url", "", N_("Database address"))
STATION_NAME = ConfigVar("station.name", "", N_("Name of this station"))
STATION_KIND = ConfigVar("station.kind", COUNTER, N_("Kind of station"), choices=(COUNTER, ARCHIVE))
STATION_COUNTER = ConfigVar("station.counter", 0, N_("Counter number"))  # 0: this station calls no tickets
TICKET_PRINTER = ConfigVar("printer.ticket", "", N_("Ticket printer"))
PAPER_PRINTER = ConfigVar("printer.paper", "", N_("Paper printer"))
LABEL_PRINTER = ConfigVar("printer.label", "", N_("Label printer"))
LANGUAGE = ConfigVar("language", "zh_CN", N_("Language"), choices=("zh_CN", "en"))
THEME = ConfigVar("theme", "system", N_("Appearance"), choices=("system", "light", "dark"))
BACKUP_FOLDER = ConfigVar("backup.folder", "", N_("Backup folder"))
BACKUP_LAST = ConfigVar("backup.last", "", N_("Last backup"))  # when one was written and read back: ISO, UTC


class Config:
    """The settings of one data folder. `notice` is a sentence to show if the previous generation had to serve."""

    def __init__(
        self, folder: Path, key: bytes, values: dict[str, Value], generation: int, *, notice: str = ""
    ) -> None:
        self.folder = folder
        self.notice = notice
        self._key = key
        self._values = values
        self._generation = generation

    @classmethod
    def create(cls, folder: Path, key: bytes, values: Mapping["ConfigVar[V]", V] | None = None) -> "Config":
        """Write the first generation. FileExistsError rather than over another."""
        if (folder / FILE).exists():
            raise FileExistsError(folder / FILE)
        config = cls(folder, key, {}, 0)
        config.update(values or {})
        return config

    @classmethod
    def load(cls, folder: Path, key: bytes) -> "Config":
        """The settings in `folder`. Raises SettingsMissing or SettingsDamaged."""
        current, previous = folder / FILE, folder / PREVIOUS
        for path in (current, previous):
            try:
                values, generation = _opened(path.read_bytes(), key)
            except (sealed_stream.Damaged, ValueError, OSError):
                continue
            if path == current:
                return cls(folder, key, values, generation)
            notice = _(
                "The settings file {path} is damaged or missing. The settings before the last change are used."
            ).format(path=current)
            return cls(folder, key, values, generation, notice=notice)
        hint = _("Restore a backup, or set this station up again; the database is not touched.")
        if not current.exists() and not previous.exists():
            raise SettingsMissing(_("The settings file {path} is missing.").format(path=current), hint=hint)
        raise SettingsDamaged(_("The settings file {path} is damaged.").format(path=current), hint=hint)

    def get(self, var: "ConfigVar[V]") -> V:
        """The setting's value, its default if it was never set. A value another version wrote and this one cannot use
        counts as unset."""
        try:
            return var.check(self._values[var.name])
        except (KeyError, ValueError):
            return var.default

    def set(self, var: "ConfigVar[V]", value: V) -> None:
        """Change one setting durably. ValueError if it does not fit."""
        self.update({var: value})

    def update(self, values: Mapping["ConfigVar[V]", V]) -> None:
        """Change several settings in one generation. What an older or newer version knows and this one does not is
        kept."""
        self._catch_up()
        changed = dict(self._values)
        for var, value in values.items():
            changed[var.name] = var.check(value)
        text = json.dumps({"generation": self._generation + 1, "values": changed}, sort_keys=True, ensure_ascii=False)
        sealed = sealed_stream.seal(text.encode(), self._key, about=b"settings")
        self._keep_previous()
        durable.write(self.folder / FILE, sealed)
        self._values, self._generation = changed, self._generation + 1
        self.notice = ""

    def _catch_up(self) -> None:
        """Take over what another process of this PC has written meanwhile (a backup by the command line)."""
        try:
            values, generation = _opened((self.folder / FILE).read_bytes(), self._key)
        except (sealed_stream.Damaged, ValueError, OSError):
            return
        if generation > self._generation:
            self._values, self._generation = values, generation

    def _keep_previous(self) -> None:
        """Make the file on disk the previous generation; a damaged one is put aside instead, for whoever wants to
        look."""
        path = self.folder / FILE
        if not path.exists():
            return
        content = path.read_bytes()
        try:
            _opened(content, self._key)
        except (sealed_stream.Damaged, ValueError):
            durable.write(path.with_name(f"settings.damaged-{clock.now():%Y%m%dT%H%M%S}.bin"), content)
        else:
            durable.write(self.folder / PREVIOUS, content)


def check(folder: Path, key: bytes) -> list[Path]:
    """The settings files in `folder` that do not open (the current one also if it is missing); for the verification."""
    broken = []
    for path in (folder / FILE, folder / PREVIOUS):
        try:
            _opened(path.read_bytes(), key)
        except FileNotFoundError:
            if path.name == FILE:
                broken.append(path)
        except (sealed_stream.Damaged, ValueError, OSError):
            broken.append(path)
    return broken


def known() -> Iterator["ConfigVar[str]"]:
    """Every declared setting, in order of declaration."""
    return iter(_known.values())


def _opened(sealed: bytes, key: bytes) -> tuple[dict[str, Value], int]:
    content = json.loads(sealed_stream.unseal(sealed, key, about=b"settings"))
    return dict(content["values"]), int(content["generation"])
