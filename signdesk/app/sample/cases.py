"""The sample centre's cases: sixty in every state, from a draft without a contract to one in the archive, each
brought there by the people whose work it is, step by step through the services."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from signdesk.app.sample import contracts
from signdesk.app.sample.contracts import Deal
from signdesk.app.sample.front_desk import FrontDesk
from signdesk.core import clock
from signdesk.core.operations import Seat
from signdesk.domains.archive import service as archive
from signdesk.domains.signing import service as signing
from signdesk.io.importing.child import read_document

PLAN = (
    ("empty", 6),
    ("draft", 12),
    ("in_review", 14),
    ("released", 16),
    ("signing", 2),
    ("signed", 4),
    ("archived", 3),
    ("void", 3),
)
_CODES = ("lease", "lease", "new_home_sale", "home_resale", "lease", "service", "new_home_sale", "home_resale")
_ESTATES = ("云栖花园", "东篱苑", "海棠公寓", "青禾里", "澜庭府", "望舒台")
_ROLES = {
    "new_home_sale": ("出卖人", "买受人"),
    "home_resale": ("出卖人", "买受人"),
    "lease": ("甲方", "乙方"),
    "service": ("甲方", "乙方"),
}


@dataclass
class Office:
    """The people who bring cases forward."""

    officer: Seat
    second_officer: Seat
    reviewer: Seat
    archivist: Seat
    types: dict[str, signing.TypeInfo]


def bring(seats: dict[str, Seat], front: FrontDesk, chance: random.Random) -> None:
    """Open sixty cases and bring each to its state."""
    with seats["chengh"].operation(signing.SET_UP) as session:
        types = {kind.business.code: kind for kind in signing.set_up_defaults(session)}
        # this centre writes its leases from its own template, as it does the sales
        leases = replace(types["lease"].business, fixed_text=True)
        types["lease"] = signing.lay_down(session, business=leases, replaces=types["lease"].id)
    with clock.fixed(clock.now() - timedelta(days=40)):
        _bring_templates(seats["helan"], seats["shenlv"], types)
    office = Office(seats["helan"], seats["xuyao"], seats["shenlv"], seats["zhoumin"], types)
    people, firms = list(front.people), list(front.companies)
    aims = [aim for aim, count in PLAN for _case in range(count)]
    chance.shuffle(aims)
    now = clock.now()
    for number, aim in enumerate(aims):
        code = _CODES[number % len(_CODES)]
        selling = firms[number % len(firms)] if code in ("new_home_sale", "service") else people[number]
        buying = people[60 + number]
        if code == "service":
            selling, buying = buying, selling
        at = now - timedelta(days=(len(aims) - number) * 0.45)
        _bring_one(office, front, chance, aim, code, (selling, buying), at)


def _bring_templates(drafter: Seat, reviewer: Seat, types: dict[str, signing.TypeInfo]) -> None:
    """The shipped templates, brought in by one and approved by another."""
    for kind in types.values():
        prepared = signing.prepare_shipped(kind.business)
        with drafter.operation(signing.ADD_TEMPLATE) as session:
            added = signing.add_template(session, prepared=prepared)
        with drafter.operation(signing.SUBMIT_TEMPLATE) as session:
            signing.submit_template(session, template_id=added.id, version=added.version)
        with reviewer.operation(signing.APPROVE_TEMPLATE) as session:
            signing.approve_template(session, template_id=added.id, sha256=added.sha256)


def _bring_one(
    office: Office,
    front: FrontDesk,
    chance: random.Random,
    aim: str,
    code: str,
    parties: tuple[int, int],
    at: datetime,
) -> None:
    def later(hours: float) -> datetime:
        return min(at + timedelta(hours=hours), clock.now())

    known: dict[int, contracts.Someone] = {**front.people, **front.companies}
    place = f"{chance.choice(_ESTATES)}{chance.randint(1, 18)}幢{chance.randint(2, 26)}0{chance.randint(1, 6)}室"
    signing_date = clock.to_local(at).date() + timedelta(days=2)
    with clock.fixed(at):
        deal = contracts.deal(chance, code, "", known[parties[0]], known[parties[1]], place, signing_date)
        case = _open(office, front, deal, parties)
    if aim == "empty":
        return
    fault = chance.choice(contracts.FAULTS) if aim in ("draft", "in_review", "void") and chance.random() < 0.8 else ""
    with clock.fixed(later(1)):
        case = _import(office, case, deal, fault)
    if aim == "void":
        with clock.fixed(later(20)), office.officer.operation(signing.VOID_CASE, reason="客户取消交易") as session:
            signing.void_case(session, case_id=case.row.id, version=case.row.version, reason="客户取消交易")
        return
    if aim == "draft":
        return
    with clock.fixed(later(2)):
        _submit(office, case, settled=aim != "in_review")
    if aim == "in_review":
        return
    with clock.fixed(later(4)):
        _release(office, case.row.id)
    if aim == "released":
        return
    with clock.fixed(later(6)):
        session_info = _begin(office, case.row.id)
        if aim == "signing":
            return
        _sign(office, session_info)
    if aim == "archived":
        with clock.fixed(later(10)), office.archivist.operation(archive.TAKE_IN) as session:
            archive.accept(session, source=(signing.CASE_TABLE, case.row.id))


def _open(office: Office, front: FrontDesk, deal: Deal, parties: tuple[int, int]) -> signing.CaseInfo:
    kind = office.types[deal.code]
    instalments = (
        []
        if deal.code == "lease"
        else [
            signing.InstalmentIn(deal.first, deal.first_date),
            signing.InstalmentIn(deal.rest, deal.rest_date),
        ]
    )
    with office.officer.operation(signing.OPEN_CASE) as session:
        return signing.open_case(
            session,
            type_id=kind.id,
            parties=[_party(front, role, who) for role, who in zip(_ROLES[deal.code], parties, strict=True)],
            amount=deal.amount,
            instalments=instalments,
            signing_date=deal.signing_date,
        )


def _party(front: FrontDesk, role: str, customer_id: int) -> signing.PartyIn:
    firm = front.companies.get(customer_id)
    if firm is None:
        return signing.PartyIn(role=role, customer_id=customer_id)
    return signing.PartyIn(
        role=role,
        customer_id=customer_id,
        kind="organisation",
        agent=firm.agent.name,
        agent_paper="original",
        agent_until=clock.today() + timedelta(days=200),
    )


def _import(office: Office, case: signing.CaseInfo, deal: Deal, fault: str) -> signing.CaseInfo:
    data = contracts.docx(replace(deal, number=case.row.number), fault)
    with office.officer.query() as session:
        brief = signing.case_brief(session, case_id=case.row.id)
    # Our own text: no limited process is needed, as a file from outside gets.
    name = f"{case.row.business}合同.docx"
    prepared = signing.check_text(data, name=name, model=read_document(data), brief=brief)
    with office.officer.operation(signing.ADD_VERSION) as session:
        signing.add_version(session, case_id=case.row.id, prepared=prepared)
        for paper in case.papers:
            signing.note_paper(session, paper_id=paper.id, version=paper.version, state="seen")
        return signing.case_info(session, case_id=case.row.id)


def _submit(office: Office, case: signing.CaseInfo, *, settled: bool) -> None:
    with office.officer.operation(signing.SUBMIT) as session:
        current = signing.case_info(session, case_id=case.row.id)
        review = signing.submit(session, case_id=case.row.id, version=current.row.version)
    items = review.items if settled else review.items[:2]
    with office.reviewer.operation(signing.SIGN_OFF) as session:
        for item in items:
            signing.sign_off(session, item_id=item.id, version=item.version)
    if not settled:
        return
    with office.reviewer.operation(signing.SETTLE, reason="已与双方核对，按原文保留") as session:
        for finding in review.open_findings:
            signing.waive(session, finding_id=finding.id, version=finding.version, reason="已与双方核对，按原文保留")


def _release(office: Office, case_id: int) -> None:
    with office.reviewer.operation(signing.RELEASE) as session:
        review = signing.review_info(session, case_id=case_id)
        signing.release(session, case_id=case_id, sha256=review.version.sha256)


def _begin(office: Office, case_id: int) -> signing.SessionInfo:
    with office.second_officer.operation(signing.BEGIN_SESSION) as session:
        case = signing.case_info(session, case_id=case_id)
        return signing.begin_session(session, case_id=case_id, version=case.row.version)


def _sign(office: Office, info: signing.SessionInfo) -> None:
    seat = office.second_officer
    with seat.operation(signing.VERIFY_IDENTITY) as session:
        for signatory in info.signatories:
            signing.verify_identity(
                session,
                signatory_id=signatory.id,
                version=signatory.version,
                document="居民身份证",
                authority="授权委托书原件" if signatory.acts_for else "",
            )
    with seat.operation(signing.EXPLAIN) as session:
        for clause in info.clauses:
            signing.explain(session, clause_id=clause.id)
    with seat.operation(signing.ACKNOWLEDGE) as session:
        for clause in info.clauses:
            for signatory in info.signatories if clause.key else ():
                signing.acknowledge(session, clause_id=clause.id, signatory_id=signatory.id)
    with seat.operation(signing.MARK) as session:
        signing.mark(session, session_id=info.id, cell_ids=[cell.id for cell in info.cells])
    with seat.query() as session:
        paper = signing.gather_record(session, session_id=info.id)
    record = signing.prepare_record(paper)
    with seat.operation(signing.COMPLETE) as session:
        current = signing.session_info(session, session_id=info.id)
        signing.complete(
            session, session_id=info.id, version=current.version, record=record.pdf, fingerprint=record.fingerprint
        )
