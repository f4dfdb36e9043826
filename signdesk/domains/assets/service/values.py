"""What goes in and out of the assets service: frozen values, never rows of tables."""

from dataclasses import dataclass
from datetime import date, datetime

from signdesk.core.money import Money


@dataclass(frozen=True)
class Details:
    """What the form of a device asks for. `kind` says what could stand in for it (the name unless given);
    `maintenance_months` 0 means no plan."""

    name: str
    kind: str = ""
    model: str = ""
    serial: str = ""
    keeper_id: int | None = None
    place: str = ""
    purchased_on: date | None = None
    price: Money | None = None
    warranty_until: date | None = None
    maintenance_months: int = 0
    spare: bool = False
    remarks: str = ""


@dataclass(frozen=True)
class EquipmentRow:
    """A device as the list shows it. `days_down` counts from the fault report, 0 if it works."""

    id: int
    version: int
    number: str
    name: str
    model: str
    place: str
    keeper_id: int | None
    keeper: str
    status: str
    days_down: int
    to_accept: bool
    next_maintenance_on: date | None
    spare: bool


@dataclass(frozen=True)
class FaultInfo:
    """A fault and its repair. `state`: reported, in_repair, to_accept, accepted."""

    id: int
    version: int
    equipment_id: int
    number: str
    name: str
    description: str
    state: str
    reported_at: datetime
    reported_by: str
    started_at: datetime | None
    repaired_by: str
    repairer_id: int | None
    finished_at: datetime | None
    work: str
    cost: Money | None
    accepted_at: datetime | None
    accepted_by: str
    remark: str


@dataclass(frozen=True)
class MaintenanceInfo:
    """Maintenance that was done."""

    done_on: date
    done_by: str
    work: str


@dataclass(frozen=True)
class EquipmentInfo:
    """A device with everything its pane shows. `cost` sums its repairs, `downtime` is in days."""

    row: EquipmentRow
    details: Details
    scrap_reason: str
    added_at: datetime
    added_by: str
    fault: FaultInfo | None
    repairs: tuple[FaultInfo, ...]
    maintenance: tuple[MaintenanceInfo, ...]
    spares: tuple[EquipmentRow, ...]
    cost: Money
    downtime: int


@dataclass(frozen=True)
class Facts:
    """The day's facts above the list."""

    devices: int
    in_use: int
    faults: int
    to_scrap: int
    maintenance_soon: int
    mine: int
