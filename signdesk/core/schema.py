"""Brings a database to the schema of this program: Alembic from the first table on, both engines, and what it asserts
afterwards."""

from dataclasses import dataclass

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from signdesk.core import audit
from signdesk.core.engines import Engines
from signdesk.core.errors import BugError, UserError
from signdesk.core.i18n import _


class NewerDatabase(UserError):
    """The database was written by a newer program: this one must not touch it."""


@dataclass(frozen=True)
class SchemaState:
    """Where a database stands. `found` is None for an empty one."""

    found: str | None
    wanted: str

    @property
    def up_to_date(self) -> bool:
        """Nothing to migrate."""
        return self.found == self.wanted


def configuration() -> Config:
    """Alembic's settings; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", "signdesk:migrations")
    return config


def state(engine: Engine) -> SchemaState:
    """The schema found and the one wanted. NewerDatabase if the program is older than the data."""
    script = ScriptDirectory.from_config(configuration())
    wanted = script.get_current_head()
    if wanted is None:
        raise BugError("the program has no migrations")
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in {revision.revision for revision in script.walk_revisions()}:
        raise NewerDatabase(
            _("This database was written by a newer SignDesk."),
            hint=_("Update SignDesk on this PC; nothing was changed."),
        )
    return SchemaState(found, wanted)


def upgrade(engines: Engines) -> None:
    """Run what is missing in one transaction, then assert that no reference dangles and the trail's triggers stand.

    Copy the database before calling this on one that holds data.
    """
    engine = engines.for_migration()
    try:
        with engine.begin() as connection:
            config = configuration()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _assert_sound(connection)
    finally:
        engine.dispose()


def _assert_sound(connection: Connection) -> None:
    if not audit.triggers_present(connection):
        raise BugError("the audit trail's triggers are missing after the migration")
    if connection.dialect.name == "sqlite":
        dangling = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
        if dangling:
            raise BugError(f"dangling references after the migration: {sorted({row[0] for row in dangling})}")
