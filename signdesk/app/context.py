"""What the application holds while a centre is open on this PC: its folder, key store, settings, the opened centre
and this PC's station. Pages never see it; the shell gives them their part (`ui.page`)."""

from dataclasses import dataclass
from pathlib import Path

from signdesk.core.centre import Centre
from signdesk.core.config import STATION_COUNTER, STATION_KIND, STATION_NAME, Config
from signdesk.core.keys import KeyStore
from signdesk.core.operations import Station

DEMO = "demo"
"""Key in the key store's header that marks a sample centre; its value is the published passphrase."""


@dataclass(frozen=True)
class AppContext:
    """One centre, open at one station. `notices` are sentences the shell must show until they are read."""

    folder: Path
    store: KeyStore
    config: Config
    centre: Centre
    station: Station
    notices: tuple[str, ...] = ()

    @property
    def is_demo(self) -> bool:
        """Whether this is a sample centre: a banner stays, and real imports are refused."""
        return DEMO in self.store.header

    @property
    def centre_name(self) -> str:
        """The centre's name, as known before the database is open."""
        return self.store.header.get("centre", "")


def station_of(config: Config) -> Station:
    """This PC's station as its settings say."""
    return Station(config.get(STATION_NAME), config.get(STATION_KIND), config.get(STATION_COUNTER) or None)
