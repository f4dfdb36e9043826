"""The migrations make exactly the tables the program expects, on both engines, and never touch a newer database."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from signdesk.app import bootstrap, domains
from signdesk.core import audit, schema
from signdesk.core.centre import Centre
from signdesk.core.db import Base
from signdesk.core.engines import open_sqlcipher
from tests.conftest import keys

# What full-text search makes for itself.
_SEARCH = ("_fts", "search_")


def _ours(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    return not (kind == "table" and name is not None and any(part in name for part in _SEARCH))


def test_the_migrated_database_is_what_the_models_say(centre: Centre) -> None:
    assert domains.MODELS and bootstrap  # importing them makes every table known
    with centre.engines.read.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _ours, "compare_type": False})
        differences = compare_metadata(context, Base.metadata)
    assert differences == []


def test_a_database_of_today_needs_nothing(centre: Centre) -> None:
    stand = schema.state(centre.engines.read)
    assert stand.up_to_date
    schema.upgrade(centre.engines)
    assert schema.state(centre.engines.read) == stand


def test_the_trail_is_append_only_after_the_migrations(centre: Centre) -> None:
    with centre.engines.read.connect() as connection:
        assert audit.triggers_present(connection)


def test_a_database_of_a_newer_program_is_left_alone(centre: Centre) -> None:
    with centre.engines.write.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(schema.NewerDatabase):
        schema.state(centre.engines.read)


def test_a_failing_migration_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engines = open_sqlcipher(tmp_path / "new.db", keys().db)
    monkeypatch.setattr(audit, "triggers_present", lambda _connection: False)
    with pytest.raises(Exception, match="triggers"):
        schema.upgrade(engines)
    assert schema.state(engines.read).found is None
    engines.dispose()
