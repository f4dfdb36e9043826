"""Reading the register: lists, one device with its history, what stands at a place."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from signdesk.core import clock, due, people
from signdesk.core.db import load
from signdesk.core.i18n import _
from signdesk.core.money import Money
from signdesk.core.operations import actor_of, require
from signdesk.core.search import words
from signdesk.domains.assets import rules
from signdesk.domains.assets.models import Equipment, Maintenance, Repair
from signdesk.domains.assets.service.values import (
    Details,
    EquipmentInfo,
    EquipmentRow,
    Facts,
    FaultInfo,
    MaintenanceInfo,
)
from signdesk.domains.assets.service.vocabulary import (
    EQUIPMENT,
    FAULT,
    IN_USE,
    REPAIRING,
    SCRAPPED,
    SEE_EQUIPMENT,
    TO_SCRAP,
)


def find(
    session: Session,
    *,
    query: str = "",
    faults: bool = False,
    maintenance_soon: bool = False,
    mine: bool = False,
    status: str | None = None,
) -> tuple[int, ...]:
    """Ids of devices: those that do not work first, the longest down on top, then by number.

    All filters together must hold; `mine` are those the person logged in keeps. Scrapped ones only by status.
    """
    require(session, SEE_EQUIPMENT)
    wanted: list[ColumnElement[bool]] = [Equipment.status == status if status else Equipment.status != SCRAPPED]
    if faults:
        wanted.append(Equipment.status.in_((FAULT, REPAIRING)))
    if maintenance_soon:
        wanted.append(Equipment.next_maintenance_on <= clock.today() + timedelta(days=rules.SOON_DAYS))
    if mine:
        wanted.append(Equipment.keeper_id == (actor_of(session).person_id or 0))
    if words(query):
        wanted.append(Equipment.id.in_(EQUIPMENT.ids(session, query)))
    order = (Repair.reported_at.is_(None), Repair.reported_at, Equipment.number)
    found = (
        select(Equipment.id)
        .outerjoin(Repair, (Repair.equipment_id == Equipment.id) & Repair.accepted_at.is_(None))
        .where(*wanted)
        .order_by(*order)
    )
    return tuple(session.scalars(found))


def equipment_rows(session: Session, *, ids: Sequence[int]) -> tuple[EquipmentRow, ...]:
    """These devices as the list shows them, in this order; ids that are not there are left out."""
    require(session, SEE_EQUIPMENT)
    found = {device.id: device for device in session.scalars(select(Equipment).where(Equipment.id.in_(ids)))}
    open_repairs = {
        repair.equipment_id: repair
        for repair in session.scalars(select(Repair).where(Repair.equipment_id.in_(ids), Repair.accepted_at.is_(None)))
    }
    keepers = people.names(session, (device.keeper_id for device in found.values()))
    return tuple(_row(found[id], open_repairs.get(id), keepers) for id in ids if id in found)


def equipment_info(session: Session, *, equipment_id: int) -> EquipmentInfo:
    """One device with its faults, maintenance and what could stand in for it. UserError if there is none."""
    device = load(session, Equipment, equipment_id)
    row = equipment_rows(session, ids=[equipment_id])[0]
    repairs = session.scalars(
        select(Repair).where(Repair.equipment_id == device.id).order_by(Repair.reported_at.desc(), Repair.id.desc())
    ).all()
    done = session.scalars(
        select(Maintenance).where(Maintenance.equipment_id == device.id).order_by(Maintenance.done_on.desc())
    )
    infos = tuple(fault_info(repair, device) for repair in repairs)
    running = next((info for info in infos if info.accepted_at is None), None)
    return EquipmentInfo(
        row=row,
        details=Details(**{field.name: getattr(device, field.name) for field in fields(Details)}),
        scrap_reason=device.scrap_reason,
        added_at=device.added_at,
        added_by=device.added_by,
        fault=running,
        repairs=infos,
        maintenance=tuple(MaintenanceInfo(each.done_on, each.done_by, each.work) for each in done),
        spares=_spares(session, device),
        cost=sum((info.cost for info in infos if info.cost), Money(0)),
        downtime=rules.downtime_days([(each.reported_at, each.accepted_at) for each in repairs], clock.now()),
    )


def at_place(session: Session, *, place: str) -> tuple[EquipmentRow, ...]:
    """What stands at a place (a room's name), by number: what a readiness list goes through."""
    ids = session.scalars(
        select(Equipment.id).where(Equipment.place == place, Equipment.status != SCRAPPED).order_by(Equipment.number)
    ).all()
    return equipment_rows(session, ids=ids)


def facts(session: Session) -> Facts:
    """The day's facts above the list."""
    require(session, SEE_EQUIPMENT)
    by_status = session.execute(select(Equipment.status, func.count()).group_by(Equipment.status))
    counts = {row[0]: row[1] for row in by_status}
    return Facts(
        devices=sum(counts.values()) - counts.get(SCRAPPED, 0),
        in_use=counts.get(IN_USE, 0),
        faults=counts.get(FAULT, 0) + counts.get(REPAIRING, 0),
        to_scrap=counts.get(TO_SCRAP, 0),
        maintenance_soon=len(find(session, maintenance_soon=True)),
        mine=len(find(session, mine=True)),
    )


def fault_count(session: Session) -> int:
    """How many devices do not work: the number in the rail."""
    return len(find(session, faults=True))


def palette(session: Session, query: str) -> list[tuple[int, str, str]]:
    """The first devices for the command palette: (id, name, what is said beside it)."""
    rows = equipment_rows(session, ids=find(session, query=query)[:6]) if words(query) else ()
    return [(row.id, row.name, f"{row.number} · {row.place}") for row in rows]


@due.add_source
def maintenance_work(session: Session) -> list[due.WorkItem]:
    """Maintenance due within a week, for the keeper's "my work"."""
    person = actor_of(session).person_id
    if person is None:
        return []
    soon = Equipment.next_maintenance_on <= clock.today() + timedelta(days=rules.SOON_DAYS)
    devices = session.scalars(
        select(Equipment).where(Equipment.keeper_id == person, Equipment.status != SCRAPPED, soon)
    )
    return [
        due.WorkItem(
            kind="assets.maintenance",
            label=_("Maintenance due"),
            title=f"{device.number} {device.name}",
            about=("equipment", device.id),
            since=clock.day_bounds(device.next_maintenance_on - timedelta(days=rules.SOON_DAYS))[0],
            due_at=clock.day_bounds(device.next_maintenance_on)[1],
        )
        for device in devices
        if device.next_maintenance_on is not None
    ]


def open_repair(session: Session, equipment_id: int) -> Repair | None:
    """The fault of a device that is not accepted yet. For the other parts of this service."""
    return session.scalar(select(Repair).where(Repair.equipment_id == equipment_id, Repair.accepted_at.is_(None)))


def _spares(session: Session, device: Equipment) -> tuple[EquipmentRow, ...]:
    ids = session.scalars(
        select(Equipment.id)
        .where(Equipment.kind == device.kind, Equipment.id != device.id, Equipment.status == IN_USE, Equipment.spare)
        .order_by(Equipment.number)
    ).all()
    return equipment_rows(session, ids=ids)


def _row(device: Equipment, repair: Repair | None, keepers: dict[int, str]) -> EquipmentRow:
    return EquipmentRow(
        id=device.id,
        version=device.version,
        number=device.number,
        name=device.name,
        model=device.model,
        place=device.place,
        keeper_id=device.keeper_id,
        keeper=keepers.get(device.keeper_id or 0, ""),
        status=device.status,
        days_down=rules.days_down(repair.reported_at, clock.now()) if repair else 0,
        to_accept=repair is not None and repair.finished_at is not None,
        next_maintenance_on=device.next_maintenance_on,
        spare=device.spare,
    )


def fault_info(repair: Repair, device: Equipment) -> FaultInfo:
    """A fault as a value. For the other parts of this service."""
    if repair.accepted_at is not None:
        state = "accepted"
    elif repair.finished_at is not None:
        state = "to_accept"
    else:
        state = "in_repair" if repair.started_at is not None else "reported"
    return FaultInfo(
        id=repair.id,
        version=repair.version,
        equipment_id=device.id,
        number=device.number,
        name=device.name,
        description=repair.description,
        state=state,
        reported_at=repair.reported_at,
        reported_by=repair.reported_by,
        started_at=repair.started_at,
        repaired_by=repair.repaired_by,
        repairer_id=repair.repairer_id,
        finished_at=repair.finished_at,
        work=repair.work,
        cost=repair.cost,
        accepted_at=repair.accepted_at,
        accepted_by=repair.accepted_by,
        remark=repair.remark,
    )
