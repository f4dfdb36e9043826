"""Business types: the shipped ones are put into the database once; a changed one is a new edition, and cases keep the
edition they began with."""

from __future__ import annotations

import json
import re

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from signdesk.core import clock
from signdesk.core.db import load
from signdesk.core.errors import StaleRecord, UserError
from signdesk.core.i18n import _
from signdesk.domains.signing.models import BusinessTypeEdition, SigningCase
from signdesk.domains.signing.rules.business import BusinessType, from_content, shipped_types
from signdesk.domains.signing.service.values import TypeInfo

_E = BusinessTypeEdition
_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")


def set_up_defaults(session: Session) -> tuple[TypeInfo, ...]:
    """Put the shipped business types in, those that are not there yet."""
    known = set(session.scalars(select(BusinessTypeEdition.code)))
    for business in shipped_types():
        if business.code not in known:
            session.add(_row(business, 1))
    session.flush()
    return business_types(session)


def lay_down(session: Session, *, business: BusinessType, replaces: int | None = None) -> TypeInfo:
    """A new business type, or with `replaces` (the edition somebody has been looking at) the next edition of one.

    UserError for one without name, roles or copies, or with a name or code another has; StaleRecord if a newer edition
    was laid down meanwhile.
    """
    _check(business)
    before = _current(session, business.code)
    if replaces is not None and (before is None or before.id != replaces):
        raise StaleRecord(
            _("This business type has been changed meanwhile."),
            current=before.edition if before else 0,
            hint=_("Look at it and decide again."),
        )
    if replaces is None and session.scalars(select(_E.id).where(_E.code == business.code).limit(1)).first():
        raise UserError(_("There is a business type with this code already."), field="code")
    namesake = session.scalars(select(_E.id).where(_E.current, _E.name == business.name, _E.code != business.code))
    if namesake.first() is not None:
        raise UserError(_("There is a business type with this name already."), field="name")
    if before is not None:
        before.current = False
    row = _row(business, before.edition + 1 if before else 1)
    session.add(row)
    session.flush()
    return _info(row)


def withdraw_type(session: Session, *, type_id: int, version: int) -> TypeInfo:
    """Offer this business type no more; its cases go on. StaleRecord if it was changed meanwhile."""
    row = load(session, BusinessTypeEdition, type_id, version)
    row.current = False
    session.flush()
    return _info(row)


def offer_type(session: Session, *, type_id: int, version: int) -> TypeInfo:
    """Offer a withdrawn business type again."""
    row = load(session, BusinessTypeEdition, type_id, version)
    if _current(session, row.code) is not None:
        raise UserError(_("A newer edition of this business type is in use."))
    row.current = True
    session.flush()
    return _info(row)


def all_types(session: Session) -> tuple[TypeInfo, ...]:
    """The latest edition of every business type, also of those not offered any more, in the order they came."""
    latest = select(func.max(_E.id)).group_by(_E.code)
    found = session.scalars(select(BusinessTypeEdition).where(_E.id.in_(latest)))
    first = {row.code: row[1] for row in session.execute(select(_E.code, func.min(_E.id)).group_by(_E.code))}
    return tuple(_info(row) for row in sorted(found, key=lambda row: first[row.code]))


def cases_of_types(session: Session) -> dict[str, int]:
    """How many cases there are of each business type, over all its editions, by code."""
    counted = (
        select(_E.code, func.count(SigningCase.id))
        .join(SigningCase, SigningCase.business_type_id == _E.id)
        .group_by(_E.code)
    )
    return {row.code: row[1] for row in session.execute(counted)}


def business_types(session: Session) -> tuple[TypeInfo, ...]:
    """The business types on offer, in the order they came."""
    found = session.scalars(
        select(BusinessTypeEdition).where(BusinessTypeEdition.current).order_by(BusinessTypeEdition.id)
    )
    return tuple(_info(row) for row in found)


def business_type(session: Session, *, type_id: int) -> TypeInfo:
    """One edition. UserError if there is none."""
    return _info(load(session, BusinessTypeEdition, type_id))


def _check(business: BusinessType) -> None:
    if not business.name.strip():
        raise UserError(_("The name must not be empty."), field="name")
    if not _CODE.fullmatch(business.code):
        raise UserError(_("The code is made of small letters, digits and _, and begins with a letter."), field="code")
    if len(business.roles) < 2:
        raise UserError(_("A business type needs at least two roles."), field="roles")
    if business.copies < 1:
        raise UserError(_("There is at least one copy."), field="copies")


def _current(session: Session, code: str) -> BusinessTypeEdition | None:
    return session.scalars(select(BusinessTypeEdition).where(_E.code == code, _E.current)).one_or_none()


def _row(business: BusinessType, edition: int) -> BusinessTypeEdition:
    return BusinessTypeEdition(
        code=business.code,
        edition=edition,
        name=business.name,
        content=business.to_json(),
        current=True,
        created_at=clock.now(),
    )


def _info(row: BusinessTypeEdition) -> TypeInfo:
    return TypeInfo(
        row.id, row.version, row.edition, row.current, row.created_at, from_content(json.loads(row.content))
    )
