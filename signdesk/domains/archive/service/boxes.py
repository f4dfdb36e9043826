"""Boxes and places: which dossiers lie together, and where."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from signdesk.core import clock
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.numbering import take
from signdesk.core.operations import actor_of, require
from signdesk.domains.archive import rules
from signdesk.domains.archive.models import ArchiveBox, Dossier
from signdesk.domains.archive.service.reading import box_name
from signdesk.domains.archive.service.values import BoxInfo
from signdesk.domains.archive.service.vocabulary import BOX_NUMBER, READ_ARCHIVE


def put_in_box(
    session: Session, *, dossier_ids: Sequence[int], place: str, box_id: int | None = None, spine_mm: int = 30
) -> BoxInfo:
    """Put dossiers into a box; without `box_id` a new one. `place` is where the box stands, such as A-02-3.

    UserError if a dossier may not lie with the others: a box holds one year, unit and retention period only
    (DA/T 22-2015 6.4).
    """
    dossiers = list(session.scalars(select(Dossier).where(Dossier.id.in_(dossier_ids)).order_by(Dossier.number)))
    if not dossiers:
        raise UserError(_("Choose the dossiers first."))
    if spine_mm not in rules.BOX_WIDTHS:
        raise UserError(
            _("Boxes are {widths} mm wide.").format(widths=", ".join(map(str, rules.BOX_WIDTHS))), field="spine_mm"
        )
    box = load(session, ArchiveBox, box_id) if box_id is not None else _new_box(session, dossiers[0], spine_mm)
    for dossier in dossiers:
        differing = rules.box_refuses(_plan(box), _plan(dossier))
        if differing:
            raise UserError(
                _("{number} may not lie in this box: {differing} differs.").format(
                    number=dossier.number, differing=_(", ").join(differing)
                ),
                hint=_("Put it into a box of its own kind."),
            )
    box.place = place.strip()
    for dossier in dossiers:
        dossier.box_id = box.id
        dossier.place = box.place
    session.flush()
    return _info(session, box)


def note_box(
    session: Session,
    *,
    box_id: int,
    version: int,
    condition: str,
    arranged_on: date | None = None,
    checked_by: str = "",
) -> BoxInfo:
    """Fill in the box note (备考表): condition, who arranged it and when, who checked it."""
    box = load(session, ArchiveBox, box_id, version)
    box.condition = condition.strip()
    box.arranged_by, box.arranged_on = actor_of(session).name, arranged_on or clock.today()
    box.checked_by, box.checked_on = checked_by.strip(), clock.today() if checked_by.strip() else None
    session.flush()
    return _info(session, box)


def boxes(session: Session) -> tuple[BoxInfo, ...]:
    """All boxes by year, period and number."""
    require(session, READ_ARCHIVE)
    found = session.scalars(
        select(ArchiveBox).order_by(ArchiveBox.year.desc(), ArchiveBox.retention, ArchiveBox.number)
    )
    return tuple(_info(session, box) for box in found)


def box_info(session: Session, *, box_id: int) -> BoxInfo:
    """One box. UserError if there is none."""
    require(session, READ_ARCHIVE)
    return _info(session, load(session, ArchiveBox, box_id))


def _new_box(session: Session, dossier: Dossier, spine_mm: int) -> ArchiveBox:
    plan = _plan(dossier)
    scope = "|".join((plan.fonds, plan.category, str(plan.year), plan.retention, plan.unit))
    box = ArchiveBox(
        fonds=plan.fonds,
        category=plan.category,
        year=plan.year,
        retention=plan.retention,
        unit=plan.unit,
        number=int(take(session, BOX_NUMBER, scope=scope)),
        place="",
        spine_mm=spine_mm,
        condition="",
        arranged_by=actor_of(session).name,
        arranged_on=clock.today(),
        checked_by="",
        checked_on=None,
    )
    session.add(box)
    session.flush()
    return box


def _plan(record: ArchiveBox | Dossier) -> rules.BoxPlan:
    return rules.BoxPlan(record.fonds, record.category, record.year, record.retention, record.unit)


def _info(session: Session, box: ArchiveBox) -> BoxInfo:
    count, first, last = session.execute(
        select(func.count(), func.min(Dossier.number), func.max(Dossier.number)).where(Dossier.box_id == box.id)
    ).one()
    return BoxInfo(
        id=box.id,
        version=box.version,
        name=box_name(box),
        fonds=box.fonds,
        category=box.category,
        year=box.year,
        retention=box.retention,
        unit=box.unit,
        number=box.number,
        place=box.place,
        spine_mm=box.spine_mm,
        condition=box.condition,
        arranged_by=box.arranged_by,
        arranged_on=box.arranged_on,
        checked_by=box.checked_by,
        checked_on=box.checked_on,
        dossiers=count,
        first=first or "",
        last=last or "",
    )
