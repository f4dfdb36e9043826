"""The key store's text in a shared database, so that another station can join with the passphrase or the recovery
code. It holds the same wrapped keys as `keystore.json`, without any PC's own slot; on a single PC the table stays
empty."""

from sqlalchemy import Connection, Integer, inspect, select
from sqlalchemy.orm import Mapped, mapped_column

from signdesk.core.db import Base


class SharedKeys(Base):
    """At most one row."""

    __tablename__ = "shared_keys"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    document: Mapped[str]


def read(connection: Connection) -> str | None:
    """The key store's text, None if the database has none (also if it is not one of ours, or empty)."""
    if not inspect(connection).has_table(SharedKeys.__tablename__):
        return None
    return connection.execute(select(SharedKeys.__table__.c.document)).scalar()


def write(connection: Connection, document: str) -> None:
    """Put the text in, in place of an older one."""
    table = SharedKeys.__table__
    if connection.execute(table.update().values(document=document)).rowcount == 0:
        connection.execute(table.insert().values(id=1, document=document))
