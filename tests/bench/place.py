"""An empty centre in a folder that is thrown away, on SQLCipher, with somebody at a counter."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from signdesk.core import schema
from signdesk.core.centre import DATABASE_FILE, Centre
from signdesk.core.engines import open_sqlcipher
from signdesk.core.keys import Keys
from signdesk.core.operations import Actor, Seat, Station


@contextmanager
def seat(*roles: str) -> Iterator[tuple[Seat, Path]]:
    """Somebody with these roles, and the centre's folder."""
    with tempfile.TemporaryDirectory(prefix="signdesk-bench-") as name:
        folder = Path(name)
        keys = {key: bytes([number]) * 32 for number, key in enumerate(Keys.__dataclass_fields__, start=1)}
        engines = open_sqlcipher(folder / DATABASE_FILE, Keys(**keys).db)
        schema.upgrade(engines)
        engines.dispose()
        centre = Centre.open(folder, Keys(**keys), url=None, watch=False)
        try:
            actor = Actor(1, None, "测速", frozenset(roles))
            yield centre.seat(actor, Station("前台 1", "counter", 1)), folder
        finally:
            centre.close()
