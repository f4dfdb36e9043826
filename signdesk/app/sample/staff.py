"""The sample centre's staff: people of every role, with names to log in with and one published password."""

from dataclasses import dataclass, replace
from datetime import timedelta

from signdesk.core import auth, clock, people
from signdesk.core.auth import NewPassword, login_key, prepare_password
from signdesk.core.centre import Centre
from signdesk.core.operations import Actor, Seat, Station

CENTRE_NAME = "一号签约中心"
FOUNDER = "wangxt"
PASSWORD = "signdesk-demo-2026"  # noqa: S105 -- published: the sample centre holds nothing real
COUNTER_STATION = Station("前台机 01", "counter", 1)
ARCHIVE_STATION = Station("档案机 01", "archive")


@dataclass(frozen=True)
class Member:
    """One member of staff. `superior` is a login name."""

    login_name: str
    name: str
    post: str
    roles: tuple[str, ...]
    superior: str = "chengh"


MEMBERS = (
    Member("chengh", "陈国华", "中心负责人", ("manager",), ""),
    Member("lijing", "李静", "前台接待", ("reception",)),
    Member("zhoukai", "周凯", "柜台经办", ("counter",)),
    Member("wumin", "吴敏", "柜台经办", ("counter",)),
    Member("helan", "何岚", "签约专员", ("signing_officer",)),
    Member("xuyao", "徐遥", "签约专员", ("signing_officer",)),
    Member("shenlv", "沈律", "合同审核", ("reviewer",)),
    Member("zhoumin", "周敏", "档案管理", ("archivist",)),
    Member("zhanggong", "张建工", "设备管理", ("asset_keeper",)),
    Member("qianhui", "钱慧", "人事", ("hr",)),
    Member("sunkuai", "孙会", "财务", ("finance",)),
    Member("zhaoan", "赵安", "安全员", ("safety_officer",)),
    Member("wangxt", "王系统", "系统管理", ("system_admin",)),
    Member("linaq", "林安全", "安全管理", ("security_admin",)),
    Member("hansj", "韩审计", "审计", ("auditor",)),
)

HIRE = Actor(None, None, "signdesk", frozenset({"hr", "system_admin"}))
GRANT = Actor(None, None, "signdesk", frozenset({"security_admin"}))


def hire(centre: Centre) -> dict[str, Seat]:
    """Put everyone on the books who is not there yet; the seat of each by login name, as if they had logged in."""
    office = centre.seat(HIRE, COUNTER_STATION)
    # One password for all, stretched once: the sample centre has to be there in seconds.
    password = prepare_password(PASSWORD, login_name=FOUNDER)
    with office.query() as session:
        accounts = {account.login_name: account for account in auth.accounts(session)}
    new = [member for member in MEMBERS if member.login_name not in accounts]
    ids: dict[str, int] = {}
    with office.operation(people.ADD_PERSON) as session:
        posts = {post: people.add_post(session, name=post).id for post in dict.fromkeys(m.post for m in new)}
        for number, member in enumerate(new):
            ids[member.login_name] = people.add_person(
                session,
                name=member.name,
                post_id=posts[member.post],
                superior_id=ids.get(member.superior),
                phone=f"1390000{1000 + number}",
                active_from=clock.today() - timedelta(days=400 + 37 * number),
            ).id
    with office.operation(auth.CREATE_ACCOUNT) as session:
        for member in new:
            accounts[member.login_name] = auth.create_account(
                session,
                person_id=ids[member.login_name],
                login_name=member.login_name,
                password=_for(password, member.login_name),
                must_change_password=False,
            )
    with centre.seat(GRANT, COUNTER_STATION).operation(auth.CHANGE_ROLES) as session:
        for member in new:
            account = accounts[member.login_name]
            auth.set_roles(session, account_id=account.id, version=account.version, roles=member.roles)
    return {member.login_name: _seat(centre, member, accounts[member.login_name]) for member in MEMBERS}


def _seat(centre: Centre, member: Member, account: auth.AccountInfo) -> Seat:
    actor = Actor(account.id, account.person_id, member.name, frozenset(member.roles))
    return centre.seat(actor, ARCHIVE_STATION if "archivist" in member.roles else COUNTER_STATION)


def _for(password: NewPassword, login_name: str) -> NewPassword:
    return replace(password, login_key=login_key(login_name))
