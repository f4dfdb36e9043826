"""Gapless numbers by template: ticket, case, dossier and equipment numbers. A number is taken inside the operation
that uses it, so that a failed operation leaves no gap and two stations never get the same one."""

import re
from dataclasses import dataclass

from sqlalchemy import Text, bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from signdesk.core import clock
from signdesk.core.db import Base
from signdesk.core.errors import UserError
from signdesk.core.i18n import _


class NumberCounter(Base):
    """The last number given in one scope of one series."""

    __tablename__ = "number_counter"

    series: Mapped[str] = mapped_column(Text, primary_key=True)
    scope: Mapped[str] = mapped_column(Text, primary_key=True)
    last: Mapped[int]


# By Core, on the table: the counter is machinery, not a record.
_TABLE = NumberCounter.__table__
_STEP = (
    _TABLE.update()
    .where(_TABLE.c.series == bindparam("of_series"), _TABLE.c.scope == bindparam("in_scope"))
    .values(last=_TABLE.c.last + 1)
    .returning(_TABLE.c.last)
)


@dataclass(frozen=True)
class NumberSeries:
    """A kind of number.

    `template` is made of text and segments: `{seq}` with an optional width (`{seq:04}`), `{year}`, `{month}`,
    `{day}`, and the series' own fields. `per` names the segments within which counting starts again: ("year",)
    restarts yearly, ("prefix", "date") daily for each prefix.
    """

    name: str
    label: str
    template: str
    per: tuple[str, ...] = ()


_SEGMENT = re.compile(r"\{(\w+)(?::0(\d+))?\}")


def segments(template: str) -> tuple[str, ...]:
    """Names of the segments in `template`, in order."""
    return tuple(match[1] for match in _SEGMENT.finditer(template))


def check_template(template: str, fields: frozenset[str]) -> None:
    """UserError unless `template` has exactly one {seq} and otherwise only segments named in `fields`."""
    names = segments(template)
    if names.count("seq") != 1:
        raise UserError(_("A number template needs exactly one {segment}.").format(segment="{seq}"), field="template")
    unknown = set(names) - fields - {"seq", "year", "month", "day"}
    if unknown or _SEGMENT.sub("", template).count("{"):
        raise UserError(
            _("The number template has an unknown segment: {segments}.").format(
                segments=", ".join(sorted(unknown)) or "{"
            ),
            field="template",
        )


def render(template: str, sequence: int, fields: dict[str, str]) -> str:
    """`template` with its segments filled in."""

    def fill(match: re.Match[str]) -> str:
        width = int(match[2] or 0)
        return str(sequence).zfill(width) if match[1] == "seq" else fields[match[1]].zfill(width)

    return _SEGMENT.sub(fill, template)


def take(session: Session, series: NumberSeries, *, template: str | None = None, **fields: str) -> str:
    """The next number of `series`, for the centre's today.

    `template` replaces the series' own (a setting of the centre). The counter's row is locked until the operation ends.
    """
    today = clock.today()
    known = {"year": f"{today:%Y}", "month": f"{today:%m}", "day": f"{today:%d}", "date": f"{today:%Y%m%d}"} | fields
    scope = "|".join(known[name] for name in series.per)
    return render(template or series.template, _advance(session, series.name, scope), known)


def _advance(session: Session, name: str, scope: str) -> int:
    connection = session.connection()
    here = {"of_series": name, "in_scope": scope}
    taken = connection.execute(_STEP, here).scalar()
    if taken is not None:
        return int(taken)
    try:
        with connection.begin_nested():
            connection.execute(_TABLE.insert(), {"series": name, "scope": scope, "last": 1})
        return 1
    except IntegrityError:
        # Another station opened this scope in the same moment.
        return int(connection.execute(_STEP, here).scalar_one())


def last_taken(session: Session, series: NumberSeries, **fields: str) -> int:
    """How many numbers of this scope have been given so far today or this year."""
    today = clock.today()
    known = {"year": f"{today:%Y}", "month": f"{today:%m}", "day": f"{today:%d}", "date": f"{today:%Y%m%d}"} | fields
    scope = "|".join(known[name] for name in series.per)
    found = session.connection().execute(
        select(_TABLE.c.last).where((_TABLE.c.series == series.name) & (_TABLE.c.scope == scope))
    )
    return int(found.scalar() or 0)
