"""Tables of the register of equipment: devices, their repairs and their maintenance.

Only the assets service reads and writes them.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from signdesk.core.db import Record
from signdesk.core.money import Money


class Equipment(Record):
    """A device with its one keeper. `kind` says what could stand in for it; `spare` that it waits to do so."""

    __tablename__ = "equipment"

    number: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(index=True)
    model: Mapped[str]
    serial: Mapped[str]
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    place: Mapped[str] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(index=True)
    spare: Mapped[bool]
    purchased_on: Mapped[date | None]
    price: Mapped[Money | None]
    warranty_until: Mapped[date | None]
    maintenance_months: Mapped[int]
    next_maintenance_on: Mapped[date | None] = mapped_column(index=True)
    scrap_reason: Mapped[str]
    remarks: Mapped[str]
    added_at: Mapped[datetime]
    added_by: Mapped[str]


class Repair(Record):
    """A fault from its report to the acceptance of the repair. One may be open for a device at a time."""

    __tablename__ = "repair"
    __table_args__ = (
        Index(
            "uq_repair_open",
            "equipment_id",
            unique=True,
            sqlite_where=text("accepted_at IS NULL"),
            postgresql_where=text("accepted_at IS NULL"),
        ),
    )

    equipment_id: Mapped[int] = mapped_column(ForeignKey("equipment.id"), index=True)
    description: Mapped[str]
    reported_at: Mapped[datetime]
    reported_by: Mapped[str]
    started_at: Mapped[datetime | None]
    repaired_by: Mapped[str]
    repairer_id: Mapped[int | None]
    finished_at: Mapped[datetime | None]
    work: Mapped[str]
    cost: Mapped[Money | None]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[str]
    remark: Mapped[str]


class Maintenance(Record):
    """Maintenance that was done."""

    __tablename__ = "maintenance"

    equipment_id: Mapped[int] = mapped_column(ForeignKey("equipment.id"), index=True)
    done_on: Mapped[date]
    done_by: Mapped[str]
    work: Mapped[str]
    recorded_at: Mapped[datetime]
