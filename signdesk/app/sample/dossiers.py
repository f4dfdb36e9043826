"""The sample centre's archive: three thousand dossiers of seven years, most of them of people reception knows too."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from signdesk.app.sample import invented
from signdesk.app.sample.front_desk import FrontDesk
from signdesk.core import clock
from signdesk.core.identity import IdKind
from signdesk.core.operations import Seat
from signdesk.domains.archive import service as archive
from signdesk.domains.archive.rules import Required

DOSSIERS = 3000
_IN_A_BOX = 24
_UNBOXED = 12
_ESTATES = (
    "云栖花园",
    "东篱苑",
    "海棠公寓",
    "青禾里",
    "澜庭府",
    "望舒台",
    "知行大厦",
    "锦程广场",
    "远山居",
    "和瑞中心",
)
_BUSINESS = (
    ("商品房买卖", "商品房买卖合同", ("出卖人", "买受人"), "D30"),
    ("存量房买卖", "存量房买卖合同", ("出卖人", "买受人"), "D30"),
    ("房屋租赁", "房屋租赁合同", ("出租人", "承租人"), "D10"),
    ("委托服务", "委托服务合同", ("委托人", "受托人"), "D10"),
)
_WEIGHTS = (5, 3, 9, 3)
_SUBJECTS = ("付款方式及期限", "交付条件", "逾期付款责任", "违约责任", "维修责任", "解除条件", "争议解决", "补充约定")


def fill(archivist: Seat, front: FrontDesk, chance: random.Random) -> tuple[int, ...]:
    """Take the dossiers in with the checks of every intake, box them, and lend a few. Their ids."""
    with archivist.operation(archive.SET_UP_CATEGORY) as session:
        archive.set_up_category(
            session,
            code="HT",
            name="合同",
            fonds="QY01",
            fonds_name="一号签约中心",
            unit="QYB",
            required=(Required("contract", "合同"), Required("identity", "身份证明复印件")),
        )
    intakes = list(_intakes(front, chance))
    with archivist.operation(archive.TAKE_IN) as session:
        ids = archive.take_in_many(session, intakes=intakes)
    _put_away(archivist, intakes, ids)
    _lend_some(archivist, ids, chance)
    return ids


def _intakes(front: FrontDesk, chance: random.Random) -> Iterator[archive.Intake]:
    today = clock.today()
    first = date(today.year - 6, 1, 4)
    days = sorted(chance.randint(0, (today - first).days - 12) for _dossier in range(DOSSIERS))
    known = list(front.people.items())
    for day in days:
        signed_on = first + timedelta(days=day)
        business, contract, (role_a, role_b), retention = chance.choices(_BUSINESS, _WEIGHTS)[0]
        place = f"{chance.choice(_ESTATES)}{chance.randint(1, 28)}幢{chance.randint(1, 32)}0{chance.randint(1, 8)}室"
        parties = (_party(front, known, chance, role_a, today), _party(front, known, chance, role_b, today))
        pages = chance.randint(6, 28)
        yield archive.Intake(
            title=f"{place}{contract}",
            parties=parties,
            items=(
                archive.ItemIn(
                    kind="contract",
                    title=contract,
                    pages=pages,
                    dated=signed_on,
                    text_pages=_text(chance, contract, place, parties),
                ),
                archive.ItemIn(kind="identity", title="身份证明复印件", pages=2, dated=signed_on),
                archive.ItemIn(kind="signing_record", title="签约记录", pages=2, dated=signed_on),
            ),
            signed_on=signed_on,
            category="HT",
            retention=retention,
            business_type=business,
        )


def _party(
    front: FrontDesk, known: list[tuple[int, invented.InventedPerson]], chance: random.Random, role: str, today: date
) -> archive.PartyIn:
    draw = chance.random()
    if draw < 0.15:
        firm = front.companies[chance.choice(list(front.companies))]
        return archive.PartyIn(name=firm.name, role=role, id_kind=IdKind.USCC.value, id_number=firm.uscc)
    if draw < 0.4:
        customer_id, someone = chance.choice(known)
        return archive.PartyIn(
            name=someone.name,
            role=role,
            customer_id=customer_id,
            id_kind=IdKind.RESIDENT_ID.value,
            id_number=someone.id_number,
            phone=someone.phone,
        )
    someone = invented.person(chance, today)
    return archive.PartyIn(
        name=someone.name,
        role=role,
        id_kind=IdKind.RESIDENT_ID.value,
        id_number=someone.id_number,
        phone=someone.phone,
    )


def _text(
    chance: random.Random, contract: str, place: str, parties: tuple[archive.PartyIn, archive.PartyIn]
) -> tuple[str, ...]:
    """What a scan of the contract's first and third page would read."""
    first = f"{contract} {parties[0].role}：{parties[0].name} {parties[1].role}：{parties[1].name} 房屋坐落：{place}"
    second = f"第四条 计价方式与价款 第五条 {chance.choice(_SUBJECTS)} 第六条 {chance.choice(_SUBJECTS)}"
    third = f"第九条 {chance.choice(_SUBJECTS)} 第十条 {chance.choice(_SUBJECTS)} 本合同一式四份"
    return (first, second, third)


def _put_away(archivist: Seat, intakes: list[archive.Intake], ids: tuple[int, ...]) -> None:
    """Box by box in the order of the numbers; this year's last ones are not boxed yet."""
    groups: dict[tuple[int, str], list[int]] = {}
    for intake, dossier_id in zip(intakes, ids, strict=True):
        groups.setdefault((intake.signed_on.year, intake.retention), []).append(dossier_id)
    this_year = clock.today().year
    shelf = 0
    with archivist.operation(archive.PUT_IN_BOX) as session:
        for (year, _retention), members in sorted(groups.items()):
            boxed = members[:-_UNBOXED] if year == this_year else members
            for start in range(0, len(boxed), _IN_A_BOX):
                place = f"{'ABCD'[shelf // 60 % 4]}-{shelf // 6 % 10 + 1:02}-{shelf % 6 + 1}"
                archive.put_in_box(session, dossier_ids=boxed[start : start + _IN_A_BOX], place=place)
                shelf += 1


def _lend_some(archivist: Seat, ids: tuple[int, ...], chance: random.Random) -> None:
    """Twelve dossiers are out; two of them should have been back by now."""
    now = clock.now()
    for number, dossier_id in enumerate(chance.sample(ids[:-100], 12)):
        days_ago = 40 + number if number < 2 else chance.randint(1, 8)
        with clock.fixed(now - timedelta(days=days_ago)), archivist.operation(archive.LEND) as session:
            archive.lend(
                session,
                dossier_id=dossier_id,
                version=archive.dossier_info(session, dossier_id=dossier_id).version,
                borrower=invented.person(chance, clock.today()).name,
                unit=chance.choice(("法务部", "财务部", "律师事务所", "当事人")),
                purpose=chance.choice(("核对付款条件", "续签参考", "诉讼举证", "审计抽查")),
            )
