"""Puts the sample centre's staff on the books, each with an account and a role."""

from dataclasses import replace
from datetime import timedelta

from signdesk.app.sample.cast import FOUNDER, MEMBERS, PASSWORD, Member
from signdesk.core import auth, clock, people
from signdesk.core.auth import NewPassword, login_key, prepare_password
from signdesk.core.centre import Centre
from signdesk.core.operations import Actor, Seat, Station

COUNTER_STATION = Station("前台机 01", "counter", 1)
ARCHIVE_STATION = Station("档案机 01", "archive")

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
