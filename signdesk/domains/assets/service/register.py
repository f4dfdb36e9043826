"""The register itself: adding and changing devices, maintenance, proposing to scrap."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from signdesk.core import clock, people
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.money import Money
from signdesk.core.numbering import take
from signdesk.core.operations import actor_of
from signdesk.domains.assets import rules
from signdesk.domains.assets.models import Equipment, Maintenance
from signdesk.domains.assets.service.reading import equipment_info, open_repair
from signdesk.domains.assets.service.values import Details, EquipmentInfo
from signdesk.domains.assets.service.vocabulary import EQUIPMENT, EQUIPMENT_NUMBER, IN_USE, SCRAPPED, TO_SCRAP


def add(session: Session, *, details: Details) -> EquipmentInfo:
    """A new device with the next number of the year it was bought in. UserError beside the field."""
    bought = details.purchased_on or clock.today()
    checked = _checked(session, details)
    device = Equipment(
        number=take(session, EQUIPMENT_NUMBER, year=f"{bought:%Y}"),
        status=IN_USE,
        next_maintenance_on=rules.next_maintenance(bought, details.maintenance_months),
        scrap_reason="",
        added_at=clock.now(),
        added_by=actor_of(session).name,
        **checked,
    )
    session.add(device)
    session.flush()
    _index(session, device)
    return equipment_info(session, equipment_id=device.id)


def change(session: Session, *, equipment_id: int, version: int, details: Details) -> EquipmentInfo:
    """Save what the form shows; the number never changes. A new plan counts from the last maintenance."""
    device = load(session, Equipment, equipment_id, version)
    if device.status == SCRAPPED:
        raise UserError(_("This device is scrapped; its record stays as it was."))
    checked = _checked(session, details)
    if details.maintenance_months != device.maintenance_months:
        last = session.scalar(select(func.max(Maintenance.done_on)).where(Maintenance.equipment_id == device.id))
        since = last or details.purchased_on or clock.today()
        device.next_maintenance_on = rules.next_maintenance(since, details.maintenance_months)
    for field, value in checked.items():
        setattr(device, field, value)
    session.flush()
    _index(session, device)
    return equipment_info(session, equipment_id=device.id)


def propose_scrapping(session: Session, *, equipment_id: int, version: int, reason: str) -> EquipmentInfo:
    """Mark a device as to be scrapped, with the reason. UserError while a repair is open."""
    device = load(session, Equipment, equipment_id, version)
    if not reason.strip():
        raise UserError(_("Say why it is to be scrapped."), field="reason")
    if open_repair(session, device.id) is not None:
        raise UserError(_("A repair of this device is open."), hint=_("Finish and accept it first."))
    device.status, device.scrap_reason = TO_SCRAP, reason.strip()
    session.flush()
    return equipment_info(session, equipment_id=device.id)


def maintain(
    session: Session, *, equipment_id: int, version: int, work: str, done_on: date | None = None
) -> EquipmentInfo:
    """Record maintenance; the next one falls due after the plan's months. UserError for a day to come."""
    device = load(session, Equipment, equipment_id, version)
    done = done_on or clock.today()
    if done > clock.today():
        raise UserError(_("This day is still to come."), field="done_on")
    if not work.strip():
        raise UserError(_("Say what was done."), field="work")
    session.add(
        Maintenance(
            equipment_id=device.id,
            done_on=done,
            done_by=actor_of(session).name,
            work=work.strip(),
            recorded_at=clock.now(),
        )
    )
    device.next_maintenance_on = rules.next_maintenance(done, device.maintenance_months)
    session.flush()
    return equipment_info(session, equipment_id=device.id)


def _checked(session: Session, details: Details) -> dict[str, Any]:
    """The columns of a device, put right or refused beside their field."""
    price, bought, until = details.price, details.purchased_on, details.warranty_until
    if not details.name.strip():
        raise UserError(_("This must not be empty."), field="name")
    if price is not None and price < Money(0):
        raise UserError(_("The price cannot be less than nothing."), field="price")
    if bought is not None and bought > clock.today():
        raise UserError(_("This day is still to come."), field="purchased_on")
    if until is not None and bought is not None and until < bought:
        raise UserError(_("The warranty ends before the purchase."), field="warranty_until")
    if not 0 <= details.maintenance_months <= 120:
        raise UserError(_("Plan maintenance every 1 to 120 months, or 0 for none."), field="maintenance_months")
    if details.keeper_id is not None:
        people.person_info(session, person_id=details.keeper_id)
    columns = {name: value.strip() if isinstance(value, str) else value for name, value in vars(details).items()}
    return columns | {"kind": columns["kind"] or columns["name"]}


def _index(session: Session, device: Equipment) -> None:
    keeper = people.names(session, [device.keeper_id]).get(device.keeper_id or 0, "")
    fields = [device.name, device.number, device.model, device.place, device.serial, device.kind, keeper]
    EQUIPMENT.put(session, device.id, fields)
