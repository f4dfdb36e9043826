"""People for the tests of the core: real persons with real accounts, sitting at seats."""

from dataclasses import replace
from functools import cache

import pytest

from signdesk.core import auth, people
from signdesk.core.auth import NewPassword
from signdesk.core.centre import Centre
from signdesk.core.db import load
from signdesk.core.operations import SYSTEM, Actor, Seat, Station

PASSWORD = "柜台 window 42 wide open"


@cache
def stretched() -> NewPassword:
    """Stretching once is enough: the hash of one password for everybody."""
    return auth.prepare_password(PASSWORD, login_name="nobody")


class Staff:
    """Hires people into the test's centre. `seats` by name."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.station = Station("前台机 1", "counter", 1)
        self.system = centre.seat(SYSTEM, self.station)
        self.seats: dict[str, Seat] = {}

    def hire(self, name: str, *roles: str, superior: str = "", login_name: str = "") -> Seat:
        """A person with an account that has these roles."""
        login_name = login_name or name
        above = self.id_of(superior) if superior else None
        with self.system.operation(people.ADD_PERSON) as session:
            person = people.add_person(session, name=name, superior_id=above)
        with self.system.operation(auth.CREATE_ACCOUNT) as session:
            password = replace(stretched(), login_key=auth.login_key(login_name))
            account = auth.create_account(
                session, person_id=person.id, login_name=login_name, password=password, must_change_password=False
            )
            load(session, auth.Account, account.id).roles = ",".join(sorted(roles))
        actor = Actor(account.id, person.id, name, frozenset(roles))
        self.seats[name] = self.centre.seat(actor, self.station)
        return self.seats[name]

    def id_of(self, name: str) -> int:
        """The person's id."""
        person_id = self.seats[name].actor.person_id
        assert person_id is not None
        return person_id


@pytest.fixture
def staff(centre: Centre) -> Staff:
    """`staff.hire("周敏", "archivist")`: a real person with a real account, at a seat."""
    return Staff(centre)


@pytest.fixture
def password() -> str:
    """The password of everybody hired."""
    return PASSWORD
