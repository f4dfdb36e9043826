"""A device has one keeper, a fault is repaired and accepted by somebody else, and maintenance is not forgotten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from signdesk.core import clock, due, people
from signdesk.core.centre import Centre
from signdesk.core.errors import PermissionRefused, StaleRecord, UserError
from signdesk.core.money import Money
from signdesk.core.operations import Actor, Seat, Station
from signdesk.domains.assets import service as assets
from signdesk.domains.assets.service import Details, EquipmentInfo, FaultInfo

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture
def keeper(seat_of: Callable[..., Seat]) -> Seat:
    """Who keeps the register."""
    return seat_of("asset_keeper", name="张工")


@pytest.fixture
def user(seat_of: Callable[..., Seat]) -> Seat:
    """Somebody who works with the devices."""
    return seat_of("counter", name="李静")


@pytest.fixture
def add(keeper: Seat) -> Callable[..., EquipmentInfo]:
    """Adds a device."""

    def add_device(name: str = "高拍仪", **other: Any) -> EquipmentInfo:
        with keeper.operation(assets.ADD) as session:
            return assets.add(session, details=Details(name, **other))

    return add_device


Add = Callable[..., EquipmentInfo]


def look(seat: Seat, device: EquipmentInfo) -> EquipmentInfo:
    with seat.query() as session:
        return assets.equipment_info(session, equipment_id=device.row.id)


def report(seat: Seat, device: EquipmentInfo, description: str = "扫描有竖纹") -> FaultInfo:
    with seat.operation(assets.REPORT_FAULT) as session:
        return assets.report_fault(session, equipment_id=device.row.id, description=description)


def repaired(keeper: Seat, fault: FaultInfo, cost: Money | None = None) -> FaultInfo:
    with keeper.operation(assets.START_REPAIR) as session:
        fault = assets.start_repair(session, fault_id=fault.id, version=fault.version)
    with keeper.operation(assets.FINISH_REPAIR) as session:
        return assets.finish_repair(session, fault_id=fault.id, version=fault.version, work="更换灯管", cost=cost)


def test_a_device_gets_its_number_in_the_year_it_was_bought(add: Add) -> None:
    first = add("激光打印机", purchased_on=date(2023, 3, 14), price=Money.yuan(2480), model="HP M507dn", place="前台 1")
    assert first.row.number == "SB-2023-0001"
    assert add("高拍仪", purchased_on=date(2023, 5, 20)).row.number == "SB-2023-0002"
    assert add("复印机", purchased_on=date(2021, 9, 1)).row.number == "SB-2021-0001"
    assert (first.row.status, first.details.price, first.details.kind) == ("in_use", Money.yuan(2480), "激光打印机")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"price": Money(-1)}, "price"),
        ({"purchased_on": date(2999, 1, 1)}, "purchased_on"),
        ({"purchased_on": date(2024, 1, 1), "warranty_until": date(2023, 1, 1)}, "warranty_until"),
        ({"maintenance_months": 121}, "maintenance_months"),
        ({"keeper_id": 999}, None),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(add: Add, wrong: dict[str, Any], field: str | None) -> None:
    with pytest.raises(UserError) as refused:
        add(**wrong)
    assert refused.value.field == field


def test_a_device_is_changed_and_found_by_what_it_is_now(keeper: Seat, add: Add) -> None:
    device = add(place="前台 1", purchased_on=date(2026, 1, 31), maintenance_months=1)
    assert device.row.next_maintenance_on == date(2026, 2, 28)
    with keeper.operation(assets.CHANGE) as session:
        changed = assets.change(
            session,
            equipment_id=device.row.id,
            version=device.row.version,
            details=replace(device.details, place="签约室甲", maintenance_months=12),
        )
    assert (changed.row.number, changed.row.place) == (device.row.number, "签约室甲")
    assert changed.row.next_maintenance_on == date(2027, 1, 31)
    with keeper.query() as session:
        assert assets.find(session, query="签约室") == (device.row.id,)
        assert assets.find(session, query="前台") == ()
        assert [row.number for row in assets.at_place(session, place="签约室甲")] == [device.row.number]
    with pytest.raises(StaleRecord), keeper.operation(assets.CHANGE) as session:
        assets.change(session, equipment_id=device.row.id, version=device.row.version, details=device.details)


def test_a_fault_is_reported_repaired_and_accepted_by_somebody_else(keeper: Seat, user: Seat, add: Add) -> None:
    device = add()
    with clock.fixed(NOON):
        fault = report(user, device)
        down = look(user, device)
        assert (down.row.status, down.row.days_down, fault.reported_by) == ("fault", 1, "李静")
        with user.query() as session:
            assert [each.kind for each in due.of_record(session, about=("equipment", device.row.id))] == [
                "assets.repair"
            ]
    with clock.fixed(NOON + timedelta(days=2)):
        done = repaired(keeper, fault, cost=Money.yuan(300))
        waiting = look(user, device)
        assert (waiting.row.status, waiting.row.to_accept, waiting.row.days_down) == ("repair", True, 3)
        with pytest.raises(UserError, match="维修人"), keeper.operation(assets.MAINTAIN) as session:
            assets.accept(session, fault_id=done.id, version=done.version)
        with user.operation(assets.ACCEPT) as session:
            accepted = assets.accept(session, fault_id=done.id, version=done.version, remark="正常")
    assert (accepted.state, accepted.accepted_by, accepted.cost) == ("accepted", "李静", Money.yuan(300))
    after = look(user, device)
    assert (after.row.status, after.row.days_down, after.fault) == ("in_use", 0, None)
    assert (after.cost, after.downtime) == (Money.yuan(300), 3)
    with user.query() as session:
        assert due.of_record(session, about=("equipment", device.row.id)) == ()


def test_a_second_report_adds_its_words_to_the_open_fault(keeper: Seat, user: Seat, add: Add) -> None:
    device = add()
    first = report(user, device)
    second = report(keeper, device, "还卡纸")
    third = report(keeper, device, "还卡纸")
    assert (first.id, first.id) == (second.id, third.id)
    assert third.description == "扫描有竖纹\n张工：还卡纸"


def test_a_bad_repair_is_sent_back_with_a_word(keeper: Seat, user: Seat, add: Add) -> None:
    done = repaired(keeper, report(user, add()))
    with pytest.raises(UserError) as refused, user.operation(assets.SEND_BACK) as session:
        assets.send_back(session, fault_id=done.id, version=done.version, remark=" ")
    assert refused.value.field == "remark"
    with user.operation(assets.SEND_BACK) as session:
        again = assets.send_back(session, fault_id=done.id, version=done.version, remark="仍有竖纹")
    assert (again.state, again.remark) == ("in_repair", "仍有竖纹")


def test_steps_out_of_order_are_refused(keeper: Seat, user: Seat, add: Add) -> None:
    fault = report(user, add())

    def refused(act: Callable[[Session], object]) -> None:
        with pytest.raises(UserError), keeper.operation(assets.MAINTAIN) as session:
            act(session)

    refused(lambda s: assets.finish_repair(s, fault_id=fault.id, version=fault.version, work="x"))
    refused(lambda s: assets.accept(s, fault_id=fault.id, version=fault.version))
    with keeper.operation(assets.START_REPAIR) as session:
        started = assets.start_repair(session, fault_id=fault.id, version=fault.version, repaired_by="佳能售后")
    assert started.repaired_by == "佳能售后"
    refused(lambda s: assets.start_repair(s, fault_id=fault.id, version=started.version))
    refused(lambda s: assets.finish_repair(s, fault_id=fault.id, version=started.version, work=" "))
    refused(lambda s: assets.finish_repair(s, fault_id=fault.id, version=started.version, work="x", cost=Money(-1)))
    with keeper.operation(assets.FINISH_REPAIR) as session:
        done = assets.finish_repair(session, fault_id=fault.id, version=started.version, work="换硒鼓")
    refused(lambda s: assets.finish_repair(s, fault_id=fault.id, version=done.version, work="x"))


def test_a_fault_needs_words(user: Seat, add: Add) -> None:
    with pytest.raises(UserError) as refused:
        report(user, add(), "  ")
    assert refused.value.field == "description"


def test_maintenance_is_recorded_and_falls_due_again(keeper: Seat, add: Add) -> None:
    device = add(purchased_on=date(2025, 1, 1), maintenance_months=6)
    with clock.fixed(NOON), keeper.operation(assets.MAINTAIN) as session:
        done = assets.maintain(session, equipment_id=device.row.id, version=device.row.version, work="清洁镜头")
    assert done.row.next_maintenance_on == date(2027, 5, 23)
    assert [(each.done_by, each.work) for each in done.maintenance] == [("张工", "清洁镜头")]
    for wrong in ({"work": ""}, {"work": "x", "done_on": date(2999, 1, 1)}):
        with pytest.raises(UserError), keeper.operation(assets.MAINTAIN) as session:
            assets.maintain(session, equipment_id=device.row.id, version=done.row.version, **wrong)  # type: ignore[arg-type]  # a shorthand


def test_scrapping_is_proposed_with_a_reason_and_not_during_a_repair(keeper: Seat, user: Seat, add: Add) -> None:
    device = add()
    for reason in ("", "  "):
        with pytest.raises(UserError), keeper.operation(assets.PROPOSE_SCRAPPING) as session:
            assets.propose_scrapping(session, equipment_id=device.row.id, version=device.row.version, reason=reason)
    broken = add("复印机")
    report(user, broken)
    with pytest.raises(UserError), keeper.operation(assets.PROPOSE_SCRAPPING) as session:
        assets.propose_scrapping(
            session, equipment_id=broken.row.id, version=look(keeper, broken).row.version, reason="旧"
        )
    with keeper.operation(assets.PROPOSE_SCRAPPING) as session:
        old = assets.propose_scrapping(session, equipment_id=device.row.id, version=device.row.version, reason="无配件")
    assert (old.row.status, old.scrap_reason) == ("to_scrap", "无配件")


def test_the_list_shows_what_is_down_longest_first_then_by_number(user: Seat, keeper: Seat, add: Add) -> None:
    devices = [add(f"设备{n}", purchased_on=date(2024, 1, 1), maintenance_months=n) for n in range(4)]
    with clock.fixed(NOON - timedelta(days=1)):
        report(user, devices[3])
    with clock.fixed(NOON - timedelta(days=5)):
        report(user, devices[2])
    with user.query() as session:
        order = [2, 3, 0, 1]
        assert assets.find(session) == tuple(devices[n].row.id for n in order)
        assert assets.find(session, faults=True) == (devices[2].row.id, devices[3].row.id)
        assert assets.find(session, status="in_use") == (devices[0].row.id, devices[1].row.id)
        assert assets.find(session, maintenance_soon=True) == tuple(devices[n].row.id for n in (2, 3, 1))
        assert assets.find(session, query="设备1") == (devices[1].row.id,)
        assert assets.find(session, query="设备1", faults=True) == ()
        rows = assets.equipment_rows(session, ids=[devices[0].row.id, 999, devices[2].row.id])
        assert [row.name for row in rows] == ["设备0", "设备2"]
        facts = assets.facts(session)
        assert assets.fault_count(session) == 2
        assert assets.palette(session, "设备1") == [(devices[1].row.id, "设备1", f"{devices[1].row.number} · ")]
        assert assets.palette(session, "") == []
    assert (facts.devices, facts.in_use, facts.faults, facts.to_scrap, facts.maintenance_soon) == (4, 2, 2, 0, 3)


def test_the_keeper_sees_what_is_theirs_and_its_maintenance_in_my_work(
    centre: Centre, seat_of: Callable[..., Seat], add: Add
) -> None:
    with seat_of("hr").operation(people.ADD_PERSON) as session:
        person = people.add_person(session, name="何律")
    mine = add(keeper_id=person.id, purchased_on=date(2024, 1, 1), maintenance_months=6)
    add("别人的", purchased_on=date(2024, 1, 1), maintenance_months=6)
    seat = centre.seat(Actor(99, person.id, "何律", frozenset({"signing_officer"})), Station("前台 1"))
    with seat.query() as session:
        assert assets.find(session, mine=True) == (mine.row.id,)
        assert mine.row.keeper == "何律"
        assert assets.facts(session).mine == 1
        work = [item for item in due.my_work(session) if item.kind == "assets.maintenance"]
        assert [(item.about, item.overdue) for item in work] == [(("equipment", mine.row.id), True)]
        assert assets.find(session, query="何律") == (mine.row.id,)
    with seat_of("counter").query() as session:
        assert [item for item in due.my_work(session) if item.kind == "assets.maintenance"] == []


def test_a_spare_of_the_same_kind_is_named(user: Seat, add: Add) -> None:
    device = add("高拍仪", kind="高拍仪")
    spare = add("高拍仪 备用", kind="高拍仪", spare=True, place="库房")
    add("复印机", spare=True)
    assert [row.id for row in look(user, device).spares] == [spare.row.id]
    report(user, spare)
    assert look(user, device).spares == ()


def test_rights_are_kept_apart(seat_of: Callable[..., Seat], add: Add) -> None:
    device = add()
    for act in (assets.ADD, assets.CHANGE, assets.START_REPAIR, assets.MAINTAIN, assets.PROPOSE_SCRAPPING):
        with pytest.raises(PermissionRefused), seat_of("counter").operation(act):
            raise AssertionError("never reached")
    with pytest.raises(PermissionRefused), seat_of("auditor").operation(assets.REPORT_FAULT):
        raise AssertionError("never reached")
    with pytest.raises(PermissionRefused), seat_of("security_admin").query() as session:
        assets.equipment_info(session, equipment_id=device.row.id)
