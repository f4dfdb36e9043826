"""The migrations make exactly the tables of the models, on both engines. Where they do not, the failure says what is
missing as the lines to put into the next migration."""

from typing import Any

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import BigInteger

from signdesk.app import domains
from signdesk.core.centre import Centre
from signdesk.core.db import Base, MoneyInFen, UtcDateTime

NO_MODELS = ("search_", "shared_keys")
"""Tables with statements of their own: `core.search` and `core.shared_keys`."""


def _plain(kind: str, thing: Any, _context: AutogenContext) -> str | bool:
    if kind != "type":
        return False
    if isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(thing, MoneyInFen):
        return "sa.BigInteger()"
    if isinstance(thing, BigInteger):
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return False


def _ours(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    return not (kind == "table" and str(name).startswith(NO_MODELS))


def test_the_migrations_make_the_tables_of_the_models(centre: Centre) -> None:
    assert domains.MODELS
    with centre.engines.for_migration().connect() as connection:
        options = {"compare_type": False, "include_object": _ours, "render_item": _plain}
        context = MigrationContext.configure(connection, opts=options)
        found = produce_migrations(context, Base.metadata)
    missing = found.upgrade_ops
    assert missing is not None
    assert missing.is_empty(), "put into the next migration:\n" + render_python_code(missing, render_item=_plain)
