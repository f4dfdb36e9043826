"""A small register kept in a Python list, for the tests of the walls: a seat whose "database" is a dictionary. It
commits and rolls back like the real one, so pages behave as they do on a centre, without core's machinery."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from signdesk.core.changes import ChangeSet
from signdesk.core.errors import PermissionRefused, StaleRecord, UserError
from signdesk.core.money import Money
from signdesk.ui.fields import ChoiceField, DateField, MoneyField, NotesField, PhoneField, TextField
from signdesk.ui.list_detail import Filter, Found, Query
from signdesk.ui.register import Act, Change, Edit, Register, RegisterPage
from signdesk.ui.table_model import Chip, Column


@dataclass(frozen=True)
class Right:
    name: str


@dataclass(frozen=True)
class Doing:
    name: str
    label: str
    permission: Right | None = None


@dataclass(frozen=True)
class Who:
    name: str = "李静"
    roles: frozenset[str] = frozenset({"reception"})


@dataclass
class Feed:
    listeners: list[Callable[[ChangeSet], None]] = field(default_factory=list)

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def tell(self, **tables: set[int]) -> None:
        for listener in list(self.listeners):
            listener(ChangeSet({table: frozenset(ids) for table, ids in tables.items()}))


@dataclass
class Memory:
    """Stands for a centre: a table of devices and a feed."""

    devices: dict[int, Device] = field(default_factory=dict)
    changes: Feed = field(default_factory=Feed)
    reads_are_local: bool = True
    log: list[tuple[str, str | None]] = field(default_factory=list)


class MemorySeat:
    def __init__(self, centre: Memory, rights: Sequence[str] = ("devices",)) -> None:
        self.centre = centre
        self.rights = set(rights)
        self.actor = Who()
        self.ended = False

    def may(self, permission: Right | None) -> bool:
        return not self.ended and (permission is None or permission.name in self.rights)

    @contextmanager
    def operation(self, kind: Doing, *, reason: str | None = None) -> Iterator[dict[int, Device]]:
        if not self.may(kind.permission):
            raise PermissionRefused("no right")
        session = copy.deepcopy(self.centre.devices)
        yield session
        before = self.centre.devices
        changed = {id for id in before.keys() | session.keys() if before.get(id) != session.get(id)}
        self.centre.devices = session
        self.centre.log.append((kind.name, reason))
        if changed:
            self.centre.changes.tell(device=changed)

    @contextmanager
    def query(self) -> Iterator[dict[int, Device]]:
        yield self.centre.devices


NOTHING = Money(0)


@dataclass(frozen=True)
class Device:
    id: int
    number: str
    name: str
    place: str
    keeper: str
    state: str = "in_use"
    days: int = 0
    model: str = ""
    price: Money = NOTHING
    bought: date | None = None
    phone: str | None = None
    notes: str | None = None
    version: int = 1


KEEP = Right("devices")
ADD = Doing("devices.add", "Add device", KEEP)
CHANGE = Doing("devices.change", "Change device", KEEP)
REPORT = Doing("devices.report", "Report a fault", KEEP)


def sample(count: int = 60) -> Memory:
    names = ("激光打印机", "高拍仪", "身份证阅读器", "签字板", "复印机", "叫号屏", "标签打印机")
    models = ("HP M507dn", "良田 S1500", "华视 CVR-100U 居民身份证阅读机具(台式)", "Wacom STU-540", "理光 2501")
    places = ("前台 1", "柜台 2", "签约室甲", "文印间", "档案室")
    keepers = ("李静", "周凯", "何律", "张工", "欧阳明月")
    devices = {
        id: Device(
            id,
            f"SB-{2021 + id % 5}-{id:04}",
            names[id % 7],
            places[id % 5],
            keepers[id % 5],
            "fault" if id % 11 == 0 else "maintenance" if id % 7 == 0 else "in_use",
            id % 5 + 1,
            models[id % 5],
            Money.yuan(480 + id * 37),
            date(2021 + id % 5, 1 + id % 12, 1 + id % 28),
        )
        for id in range(1, count + 1)
    }
    return Memory(devices)


def chip_of(device: Device) -> Chip:
    return {
        "fault": Chip(f"报修 第 {device.days} 天", "seal"),
        "maintenance": Chip(f"{device.days} 天内保养", "waiting"),
        "in_use": Chip("在用", "ok"),
    }[device.state]


def find(session: dict[int, Device], query: Query) -> Found:
    devices = [
        device
        for device in session.values()
        if query.text in f"{device.number} {device.name} {device.keeper} {device.place}"
        and ("fault" not in query.filters or device.state == "fault")
        and ("soon" not in query.filters or device.state == "maintenance")
    ]
    if query.sort:
        devices.sort(key=lambda device: getattr(device, query.sort), reverse=query.descending)
    broken = sum(device.state == "fault" for device in session.values())
    soon = sum(device.state == "maintenance" for device in session.values())
    return Found(
        [device.id for device in devices],
        f"{len(session)} 台 · 报修 {broken} · 7 天内保养 {soon}",
        {"fault": broken, "soon": soon},
    )


def add(session: dict[int, Device], values: dict[str, Any]) -> int:
    if any(device.name == values["name"] and device.place == values["place"] for device in session.values()):
        raise UserError("这里已有同名设备。", field="name", hint="请换个名称。")
    id = max(session, default=0) + 1
    session[id] = Device(id, f"SB-2026-{id:04}", **values)
    return id


def change(session: dict[int, Device], id: int, version: int, values: dict[str, Any]) -> None:
    if session[id].version != version:
        raise StaleRecord("别人刚改过这条记录。", current=session[id].version, hint="请核对后再保存。")
    session[id] = replace(session[id], **values, version=version + 1)


def set_state(state: str) -> Callable[[dict[int, Device], int, int, dict[str, Any]], None]:
    def do(session: dict[int, Device], id: int, version: int, values: dict[str, Any]) -> None:
        session[id] = replace(session[id], state=state, days=1)

    return do


DEVICES = Register(
    page_id="devices",
    title="设备台账",
    icon="device",
    tables=frozenset({"device"}),
    columns=lambda: (
        Column("state", "状态", 130, chip=chip_of, kind="chip", drop=0),
        Column("name", "名称", 130, drop=0, bold=True),
        Column("place", "位置", 90, drop=3),
        Column("keeper", "责任人", 84, drop=2, sortable=True),
        Column("bought", "购置", 100, kind="date", drop=4, sortable=True),
        Column("price", "原值", 100, kind="money", total=True, drop=5, sortable=True),
        Column("number", "编号", 120, drop=0),
        Column("model", "型号", 140, stretch=True, drop=6, muted=True),
    ),
    filters=lambda: (Filter("fault", "报修"), Filter("soon", "7 天内保养")),
    find=find,
    rows=lambda session, ids: [session[id] for id in ids if id in session],
    detail=lambda session, id: session[id],
    heading=lambda device: f"{device.number} {device.name}",
    chip=chip_of,
    facts=lambda device: (
        ("型号", device.model),
        ("位置", device.place),
        ("责任人", device.keeper),
        ("购置日期", str(device.bought or "")),
        ("原值", f"¥ {device.price}"),
        ("电话", device.phone or ""),
        ("备注", device.notes or ""),
    ),
    fields=lambda: (
        TextField("name", "名称", required=True),
        ChoiceField("place", "位置", required=True, options=[(p, p) for p in ("前台 1", "柜台 2", "签约室甲")]),
        TextField("keeper", "责任人", required=True),
        TextField("model", "型号", default=""),
        MoneyField("price", "原值", required=True),
        DateField("bought", "购置日期"),
        PhoneField("phone", "服务电话"),
        NotesField("notes", "备注"),
    ),
    add=Edit(ADD, add),
    add_text="登记设备",
    edit=Change(CHANGE, change),
    acts=(
        Act(
            "devices.report",
            "报修",
            REPORT,
            set_state("fault"),
            when=lambda device: device.state != "fault",
            shortcut="F6",
            done="已报修。",
            undo=Change(REPORT, set_state("in_use")),
        ),
        Act("devices.scrap", "报废", REPORT, set_state("fault"), reason=True, when=lambda d: d.state == "fault"),
    ),
    search_hint="编号、名称、责任人",
    empty="还没有登记设备。",
)


class DevicesPage(RegisterPage):
    register = DEVICES
    group = "registers"
