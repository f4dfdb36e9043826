"""The sample centre's equipment: eighty devices with their keepers, maintenance and repairs; each signing room has
its own."""

import random
from datetime import timedelta

from signdesk.app.sample.front_desk import ROOMS
from signdesk.core import clock
from signdesk.core.money import Money
from signdesk.core.operations import Seat
from signdesk.domains.assets import service as assets
from signdesk.domains.reception import service as reception

DEVICES = 80
_IN_A_ROOM = (
    ("高拍仪", "良田 S1500", 2480),
    ("签字板", "汉王 ESP560", 1680),
    ("液晶显示屏", "海信 65E3F", 3299),
    ("空调", "格力 KFR-72LW", 6899),
)
_ELSEWHERE = (
    ("激光打印机", "惠普 M507dn", 4399),
    ("身份证阅读器", "华视 CVR-100UC", 980),
    ("号票打印机", "爱普生 TM-T82III", 1250),
    ("条码扫描枪", "霍尼韦尔 1900GHD", 1360),
    ("台式电脑", "联想 M455", 5299),
    ("高拍仪", "良田 S1500", 2480),
    ("不间断电源", "山特 C3K", 3180),
    ("碎纸机", "科密 C-868", 1099),
    ("装订机", "优玛仕 U-GB200", 860),
    ("除湿机", "德业 DYD-6138", 2190),
)
_SPARES = _IN_A_ROOM[:1] + _ELSEWHERE[:3]
"""One each of what a desk cannot do without for a day."""
_PLACES = ("前台 1", "前台 2", "柜台 1", "柜台 2", "柜台 3", "文印间", "档案库房", "办公区", "等候区")
_WORK = ("清洁镜头、校色", "更换滤网", "清洁走纸通道", "电池充放电测试", "固件更新、功能检查")
_FAULTS = ("开机无反应", "扫描有竖纹", "走纸卡纸", "屏幕局部无显示")


def equip(seats: dict[str, Seat], rooms: tuple[int, ...], chance: random.Random) -> None:
    """Enter the devices, put the rooms' own into them, and let a year of maintenance and some faults happen."""
    keeper = seats["zhanggong"]
    keepers = [seats[name].actor.person_id for name in ("lijing", "zhoukai", "wumin", "helan", "zhoumin", "zhanggong")]
    plan = [
        (room, device, place)
        for room, (place, _size, _where) in zip(rooms, ROOMS, strict=True)
        for device in _IN_A_ROOM
    ]
    ids: list[int] = []
    with keeper.operation(assets.ADD) as session:
        for number in range(DEVICES):
            room, (name, model, price), place = (
                plan[number] if number < len(plan) else (0, chance.choice(_ELSEWHERE), chance.choice(_PLACES))
            )
            spare = number >= DEVICES - len(_SPARES)
            if spare:
                (name, model, price), place = _SPARES[DEVICES - 1 - number], "文印间"
            bought = clock.today() - timedelta(days=chance.randint(60, 1900))
            details = assets.Details(
                name=name,
                model=model,
                serial=f"SN{chance.randint(10**7, 10**8 - 1)}",
                keeper_id=chance.choice(keepers),
                place=place,
                purchased_on=bought,
                price=Money(price * 100),
                warranty_until=bought + timedelta(days=3 * 365),
                maintenance_months=chance.choice((0, 3, 6, 6, 12)),
                spare=spare,
            )
            ids.append(assets.add(session, details=details).row.id)
    with seats["wangxt"].operation(reception.SET_UP) as session:
        for equipment_id, (room, (name, *_rest), _place) in zip(ids, plan, strict=False):
            reception.place_device(session, room_id=room, equipment_id=equipment_id, name=name)
    _maintain(keeper, ids, chance)
    _break(seats, ids[len(plan) :], chance)


def _maintain(keeper: Seat, ids: list[int], chance: random.Random) -> None:
    with keeper.operation(assets.MAINTAIN) as session:
        for equipment_id in chance.sample(ids, 40):
            info = assets.equipment_info(session, equipment_id=equipment_id)
            assets.maintain(
                session,
                equipment_id=equipment_id,
                version=info.row.version,
                work=chance.choice(_WORK),
                done_on=clock.today() - timedelta(days=chance.randint(5, 170)),
            )


def _break(seats: dict[str, Seat], ids: list[int], chance: random.Random) -> None:
    """Three faults: one just reported, one in repair, one repaired and waiting for somebody else's acceptance."""
    now = clock.now()
    faults = []
    for days, equipment_id in zip((2, 6, 9), chance.sample(ids, 3), strict=True):
        with clock.fixed(now - timedelta(days=days)), seats["zhoukai"].operation(assets.REPORT_FAULT) as session:
            faults.append(assets.report_fault(session, equipment_id=equipment_id, description=chance.choice(_FAULTS)))
    keeper = seats["zhanggong"]
    for fault in faults[1:]:
        with clock.fixed(now - timedelta(days=4)), keeper.operation(assets.START_REPAIR) as session:
            started = assets.start_repair(session, fault_id=fault.id, version=fault.version)
    with clock.fixed(now - timedelta(days=1)), keeper.operation(assets.FINISH_REPAIR) as session:
        assets.finish_repair(
            session, fault_id=started.id, version=started.version, work="更换走纸轮", cost=Money(18000)
        )
