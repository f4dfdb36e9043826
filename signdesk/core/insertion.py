"""Writes a new record by one statement of its own, with its entry in the trail, where a flush of the session would
cost several times as much: for the acts a customer stands and waits for. Everything else is added to the session."""

from functools import cache
from typing import TypeVar

from sqlalchemy import Insert
from sqlalchemy.orm import Session, class_mapper, make_transient_to_detached
from sqlalchemy.orm.attributes import instance_state

from signdesk.core import audit
from signdesk.core.db import Record

R = TypeVar("R", bound=Record)

_FIRST_VERSION = 1


def insert_now(session: Session, record: R) -> R:
    """The record, stored and with its id; from here on it is like one that was read. Fields that were not set are
    empty.

    What waits in the session is not written by this: a record this one points to must be stored already. Raises what
    the statement raises: IntegrityError if such a record is there.
    """
    record.version = _FIRST_VERSION
    values = instance_state(record).dict
    fields = {column: values.setdefault(attribute, None) for attribute, column in _fields(type(record))}
    with audit.insertion(session, record) as connection:
        stored = connection.execute(_statement(type(record)), fields)
        [record.id] = list(stored.inserted_primary_key or ())
    make_transient_to_detached(record)
    session.add(record)
    return record


@cache
def _fields(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    """Attribute and column of everything but the id, which the database gives."""
    attributes = class_mapper(kind).column_attrs
    return tuple((found.key, found.columns[0].name) for found in attributes if found.key != "id")


@cache
def _statement(kind: type[Record]) -> Insert:
    return kind.__table__.insert()
