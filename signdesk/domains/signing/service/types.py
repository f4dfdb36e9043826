"""Business types: the shipped ones are put into the database once; a changed one is a new edition, and cases keep the
edition they began with."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import clock
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.domains.signing.models import BusinessTypeEdition
from signdesk.domains.signing.rules.business import BusinessType, from_content, shipped_types
from signdesk.domains.signing.service.values import TypeInfo


def set_up_defaults(session: Session) -> tuple[TypeInfo, ...]:
    """Put the shipped business types in, those that are not there yet."""
    known = set(session.scalars(select(BusinessTypeEdition.code)))
    for business in shipped_types():
        if business.code not in known:
            session.add(_row(business, 1))
    session.flush()
    return business_types(session)


def lay_down(session: Session, *, business: BusinessType) -> TypeInfo:
    """A new business type, or a new edition of one. UserError for one without name, roles or clauses."""
    if not business.name.strip() or not business.code.strip():
        raise UserError(_("The name must not be empty."), field="name")
    if len(business.roles) < 2:
        raise UserError(_("A business type needs at least two roles."), field="roles")
    if business.copies < 1:
        raise UserError(_("There is at least one copy."), field="copies")
    before = session.scalars(
        select(BusinessTypeEdition).where(BusinessTypeEdition.code == business.code, BusinessTypeEdition.current)
    ).one_or_none()
    if before is not None:
        before.current = False
    row = _row(business, before.edition + 1 if before else 1)
    session.add(row)
    session.flush()
    return _info(row)


def business_types(session: Session) -> tuple[TypeInfo, ...]:
    """The business types on offer, in the order they came."""
    found = session.scalars(
        select(BusinessTypeEdition).where(BusinessTypeEdition.current).order_by(BusinessTypeEdition.id)
    )
    return tuple(_info(row) for row in found)


def business_type(session: Session, *, type_id: int) -> TypeInfo:
    """One edition. UserError if there is none."""
    return _info(load(session, BusinessTypeEdition, type_id))


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
    return TypeInfo(row.id, row.version, row.edition, row.current, from_content(json.loads(row.content)))
