"""The sample centre's front desk: customers, approved answers, rooms, and a morning in full swing."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from signdesk.app.sample import invented
from signdesk.app.sample.invented import InventedCompany, InventedPerson
from signdesk.core import clock
from signdesk.core.identity import IdKind
from signdesk.core.operations import Seat
from signdesk.domains.reception import service as reception
from signdesk.domains.reception.rules.turn import Priority

CUSTOMERS = 200
COMPANIES = 24
ROOMS = (
    ("签约室 甲", 8, "2 楼东侧"),
    ("签约室 乙", 6, "2 楼西侧"),
    ("签约室 丙", 4, "2 楼西侧"),
    ("贵宾签约室", 12, "3 楼"),
)

ANSWERS = (
    (
        "签约",
        "签约需要带哪些证件？",
        "本人身份证原件；代理人另带授权委托书原件和双方身份证。企业带营业执照副本、公章和经办人身份证。",
        "签约资料清单",
    ),
    ("签约", "合同什么时候生效？", "各方签字盖章之日起生效，合同另有约定的从其约定。", ""),
    (
        "签约",
        "可以委托别人来签约吗？",
        "可以。须出示授权委托书原件，写明受托人、委托事项、权限和期限。",
        "授权委托书样本",
    ),
    ("签约", "外籍人士可以签约吗？", "可以，凭护照或外国人永久居留身份证办理；需要时请自带翻译人员。", ""),
    ("费用", "签约中心收费吗？", "咨询和签约不收费，档案复印按公示的价目收取工本费。", "收费公示"),
    ("费用", "合同需要缴印花税吗？", "按合同类型由双方依法申报缴纳，签约中心不代收。", ""),
    ("租赁", "租赁期限最长多少年？", "不超过二十年，超过部分无效（《民法典》第七百零五条）。", ""),
    ("租赁", "押金一般是几个月？", "由双方约定，常见为一至三个月租金，应写明退还的条件和时间。", "租赁合同填写说明"),
    (
        "租赁",
        "转租需要房东同意吗？",
        "需要。未经出租人同意转租的，出租人可解除合同（《民法典》第七百一十六条）。",
        "",
    ),
    ("买卖", "定金最多可以约定多少？", "不超过主合同标的额的百分之二十（《民法典》第五百八十六条）。", ""),
    ("买卖", "定金和订金有什么区别？", "定金适用定金罚则，订金一般视为预付款，请按合同原文确认。", "风险告知书"),
    ("买卖", "什么时候可以拿到已签的合同？", "各方签章齐备当日领取各自的份数，领取时登记。", ""),
    ("档案", "以后怎么查我签过的合同？", "当事人凭身份证到前台申请查阅，代理人另带授权委托书。", "查阅申请表"),
    ("档案", "合同原件丢了怎么办？", "可以申请复制归档件并加盖档案证明章，复制件注明档号。", "复制申请表"),
)


@dataclass
class FrontDesk:
    """Who is known at the front desk of the sample centre, by reception's ids."""

    people: dict[int, InventedPerson]
    companies: dict[int, InventedCompany]
    agents: dict[int, int]
    rooms: tuple[int, ...]


def furnish(system: Seat) -> tuple[int, ...]:
    """Services, counters and rooms; the ids of the rooms."""
    with system.operation(reception.SET_UP) as session:
        reception.set_up_defaults(session, counters=3)
        return tuple(
            reception.add_room(session, name=name, capacity=capacity, location=place).id
            for name, capacity, place in ROOMS
        )


def know(office: Seat, desk: Seat, chance: random.Random, rooms: tuple[int, ...]) -> FrontDesk:
    """Two hundred customers with consent, and what the counter may answer."""
    today = clock.today()
    front = FrontDesk({}, {}, {}, rooms)
    names: list[str | None] = ["张三", "王建国", "陈思雨", "欧阳明月", *invented.RARE_NAMES]
    with desk.operation(reception.ADD_CUSTOMER) as session:
        for number in range(CUSTOMERS - 2 * COMPANIES):
            someone = invented.person(chance, today, names[number] if number < len(names) else None)
            known = reception.add_customer(session, customer=new_person(someone))
            front.people[known.id] = someone
        for _number in range(COMPANIES):
            firm = invented.company(chance, today)
            known = reception.add_customer(session, customer=new_company(firm))
            agent = reception.add_customer(session, customer=new_person(firm.agent))
            front.companies[known.id] = firm
            front.agents[known.id] = agent.id
            reception.record_power(
                session,
                customer_id=known.id,
                agent_id=agent.id,
                paper="original",
                valid_until=today + timedelta(days=chance.randint(60, 700)),
            )
        for customer_id in (*front.people, *front.companies):
            if chance.random() < 0.9:
                reception.give_consent(session, customer_id=customer_id)
    with office.operation(reception.APPROVE_ANSWER) as session:
        for category, question, answer, materials in ANSWERS:
            reception.add_answer(session, question=question, answer=answer, category=category, materials=materials)
    return front


def new_person(someone: InventedPerson) -> reception.NewCustomer:
    """What reception types for a private person."""
    return reception.NewCustomer(
        name=someone.name, id_kind=IdKind.RESIDENT_ID, id_number=someone.id_number, phone=someone.phone
    )


def new_company(firm: InventedCompany) -> reception.NewCustomer:
    """What reception types for an organisation."""
    return reception.NewCustomer(
        name=firm.name, kind=reception.ORGANISATION, id_kind=IdKind.USCC, id_number=firm.uscc, phone=firm.agent.phone
    )


def open_for_the_day(front: FrontDesk, seats: dict[str, Seat], chance: random.Random) -> None:
    """A morning so far: some served, two at the counters, several waiting, appointments ahead."""
    now = clock.now()
    midnight, _end = clock.day_bounds(clock.today())
    desk, counters = seats["lijing"], (seats["zhoukai"], seats["wumin"])
    with desk.query() as session:
        services = {service.digit: service.id for service in reception.services(session)}
    visitors = list(front.people)
    chance.shuffle(visitors)

    def ago(minutes: float) -> datetime:
        return max(midnight, now - timedelta(minutes=minutes))

    def arrive(minutes: float, service: int, customer_id: int, priority: Priority | None = None) -> None:
        with clock.fixed(ago(minutes)), desk.operation(reception.CHECK_IN) as session:
            reception.check_in(
                session,
                service_id=services[service],
                customer_id=customer_id,
                consent=True,
                companions=chance.choice((0, 0, 0, 1, 1, 2)),
                priority=priority,
                agent=_agent(front, customer_id),
            )

    # Eight visits of the morning, from ticket to leaving, one after the other at two counters.
    for visit in range(8):
        start = 150 - visit * 14
        arrive(start, 1 + visit % 4, visitors.pop())
        number = 1 + visit % 2
        seat = counters[visit % 2]
        with clock.fixed(ago(start - chance.randint(2, 7))), seat.operation(reception.CALL) as session:
            ticket = reception.call_next(session, counter=number)
        with clock.fixed(ago(start - 8)), seat.operation(reception.START) as session:
            ticket = reception.start(session, ticket_id=ticket.id, version=ticket.version)
        with clock.fixed(ago(start - chance.randint(12, 24))), seat.operation(reception.FINISH) as session:
            reception.finish(session, ticket_id=ticket.id, version=ticket.version)

    arrive(34, 1, visitors.pop())
    arrive(31, 2, visitors.pop())
    for number, seat in enumerate(counters, start=1):
        with clock.fixed(ago(20 - 3 * number)), seat.operation(reception.CALL) as session:
            ticket = reception.call_next(session, counter=number)
        with clock.fixed(ago(18 - 3 * number)), seat.operation(reception.START) as session:
            reception.start(session, ticket_id=ticket.id, version=ticket.version)

    arrive(14, 1, next(iter(front.companies)))
    arrive(11, 2, visitors.pop())
    arrive(9, 1, visitors.pop())
    arrive(6, 1, visitors.pop(), Priority.ELDERLY)
    arrive(3, 3, visitors.pop())

    first = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    plan = ((0, 1, 0), (0.5, 1, 1), (1, 1, 2), (2, 2, None), (24, 1, 0), (25, 1, 1), (26, 2, None), (48, 1, 0))
    with desk.operation(reception.BOOK) as session:
        for hours, service, room in plan:
            reception.book_appointment(
                session,
                service_id=services[service],
                starts_at=first + timedelta(hours=hours),
                minutes=45 if service == 1 else 20,
                customer_id=visitors.pop(),
                room_id=front.rooms[room] if room is not None else None,
            )


def _agent(front: FrontDesk, customer_id: int) -> reception.Agent | None:
    agent_id = front.agents.get(customer_id)
    if agent_id is None:
        return None
    return reception.Agent(customer_id=agent_id, paper="original", valid_until=clock.today() + timedelta(days=180))
