"""Fault report → repair → acceptance by somebody else."""

from datetime import timedelta

from sqlalchemy.orm import Session

from signdesk.core import clock, due, settings
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.money import Money
from signdesk.core.operations import actor_of
from signdesk.domains.assets import rules
from signdesk.domains.assets.models import Equipment, Repair
from signdesk.domains.assets.service.reading import fault_info, open_repair
from signdesk.domains.assets.service.values import FaultInfo
from signdesk.domains.assets.service.vocabulary import FAULT, IN_USE, REPAIR_DAYS, REPAIR_DUE, REPAIRING, SCRAPPED


def report_fault(session: Session, *, equipment_id: int, description: str, reporter: str | None = None) -> FaultInfo:
    """Report that a device does not work. A second report of an open fault adds its words to the first.

    `reporter` is a name, by default that of the person logged in. UserError without a description, and for what is
    scrapped.
    """
    device = load(session, Equipment, equipment_id)
    description, reporter = description.strip(), reporter or actor_of(session).name
    if not description:
        raise UserError(_("Say what does not work."), field="description")
    if device.status == SCRAPPED:
        raise UserError(_("This device is scrapped; its record stays as it was."))
    repair = open_repair(session, device.id)
    if repair is not None:
        if description not in repair.description:
            repair.description = f"{repair.description}\n{reporter}：{description}"
            session.flush()
        return fault_info(repair, device)
    repair = Repair(
        equipment_id=device.id,
        description=description,
        reported_at=clock.now(),
        reported_by=reporter,
        started_at=None,
        repaired_by="",
        repairer_id=None,
        finished_at=None,
        work="",
        cost=None,
        accepted_at=None,
        accepted_by="",
        remark="",
    )
    device.status = FAULT
    session.add(repair)
    session.flush()
    due.open(
        session,
        REPAIR_DUE,
        about=("equipment", device.id),
        title=f"{device.number} {device.name}",
        due_at=clock.now() + timedelta(days=settings.get(session, REPAIR_DAYS)),
        responsible=due.Responsible(role="asset_keeper", person_id=device.keeper_id),
    )
    return fault_info(repair, device)


def start_repair(session: Session, *, fault_id: int, version: int, repaired_by: str = "") -> FaultInfo:
    """The repair begins; `repaired_by` is the firm or technician, by default the person logged in."""
    repair = load(session, Repair, fault_id, version)
    if repair.started_at is not None:
        raise UserError(_("This repair has been started already."))
    device = load(session, Equipment, repair.equipment_id)
    repair.started_at, repair.repairer_id = clock.now(), actor_of(session).account_id
    repair.repaired_by = repaired_by.strip() or actor_of(session).name
    device.status = REPAIRING
    session.flush()
    return fault_info(repair, device)


def finish_repair(session: Session, *, fault_id: int, version: int, work: str, cost: Money | None = None) -> FaultInfo:
    """The repair is done and waits for acceptance by somebody else. `work` says what was done."""
    repair = load(session, Repair, fault_id, version)
    if repair.started_at is None:
        raise UserError(_("This repair has not been started."))
    if repair.finished_at is not None:
        raise UserError(_("This repair waits for acceptance already."))
    if not work.strip():
        raise UserError(_("Say what was done."), field="work")
    if cost is not None and cost < Money(0):
        raise UserError(_("The cost cannot be less than nothing."), field="cost")
    repair.finished_at, repair.work, repair.cost = clock.now(), work.strip(), cost
    repair.repairer_id = actor_of(session).account_id
    session.flush()
    return fault_info(repair, load(session, Equipment, repair.equipment_id))


def accept(session: Session, *, fault_id: int, version: int, remark: str = "") -> FaultInfo:
    """Accept a repair: the device is in use again. UserError for who repaired it."""
    repair = _to_judge(session, fault_id, version)
    device = load(session, Equipment, repair.equipment_id)
    repair.accepted_at, repair.accepted_by, repair.remark = clock.now(), actor_of(session).name, remark.strip()
    device.status = IN_USE
    session.flush()
    due.close(session, REPAIR_DUE, about=("equipment", device.id))
    return fault_info(repair, device)


def send_back(session: Session, *, fault_id: int, version: int, remark: str) -> FaultInfo:
    """The repair is not good: it goes on. UserError without a word why, and for who repaired it."""
    repair = _to_judge(session, fault_id, version)
    if not remark.strip():
        raise UserError(_("Say what is still wrong."), field="remark")
    repair.finished_at, repair.remark = None, remark.strip()
    session.flush()
    return fault_info(repair, load(session, Equipment, repair.equipment_id))


def _to_judge(session: Session, fault_id: int, version: int) -> Repair:
    repair = load(session, Repair, fault_id, version)
    if repair.finished_at is None or repair.accepted_at is not None:
        raise UserError(_("There is no finished repair to accept."))
    actor = actor_of(session)
    if not rules.may_accept(repair.repairer_id, repair.repaired_by, account_id=actor.account_id, name=actor.name):
        raise UserError(_("Who repairs does not accept."), hint=_("Ask the keeper or somebody who uses the device."))
    return repair
