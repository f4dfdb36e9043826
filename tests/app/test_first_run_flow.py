"""The first run as a conversation: every answer is checked where it is given, and nothing is written before the end."""

from pathlib import Path

import keyring
import pytest

from signdesk.app import bootstrap
from signdesk.app.first_run_flow import FirstRun, Step
from signdesk.core import auth, recovery_code
from signdesk.core.errors import UserError
from signdesk.core.keys import KeyStore
from signdesk.core.keystore_file import FLOOR
from signdesk.core.operations import Station

from .conftest import PASSPHRASE, PASSWORD


@pytest.fixture
def flow(tmp_path: Path) -> FirstRun:
    return FirstRun(tmp_path / "centre", cost=FLOOR)


def to(flow: FirstRun, step: Step) -> FirstRun:
    """Answer as a person would until `step`."""
    while flow.step is not step:
        match flow.step:
            case Step.CENTRE:
                flow.take_centre(name="望江签约中心")
            case Step.DATABASE:
                flow.take_database(url="")
            case Step.FOUNDER:
                flow.take_founder(person="周敏", login_name="zhoumin", password=PASSWORD, again=PASSWORD)
            case Step.PROTECTION:
                flow.take_protection(use_keyring=False, passphrase=PASSPHRASE, again=PASSPHRASE)
            case Step.CODE:
                flow.take_code_seen()
            case Step.CODE_BACK:
                flow.take_code_back(text=flow.code.lower().replace("-", " "))
            case _:
                raise AssertionError(flow.step)
    return flow


def test_a_centre_is_made_at_the_very_end(flow: FirstRun) -> None:
    to(flow, Step.STATION)
    assert not flow.folder.exists()
    flow.take_station(kind="counter", name="", counter=2)
    store, keys = flow.finish()
    assert flow.step is Step.DONE
    assert (flow.answers.password, flow.answers.passphrase) == ("", "")
    context = bootstrap.open_app(store, keys)
    assert context.station.counter == 2
    assert context.station.name
    assert auth.log_in(context.centre, context.station, "zhoumin", PASSWORD).actor.name == "周敏"
    context.centre.close()
    assert KeyStore.load(flow.folder).unlock_recovery(flow.code)


def test_leaving_half_way_leaves_nothing(flow: FirstRun, tmp_path: Path) -> None:
    to(flow, Step.CODE_BACK)
    assert list(tmp_path.iterdir()) == []


def test_going_back_keeps_the_answers(flow: FirstRun) -> None:
    to(flow, Step.PROTECTION)
    flow.back()
    flow.back()
    assert flow.step is Step.DATABASE
    assert (flow.answers.name, flow.answers.login_name) == ("望江签约中心", "zhoumin")
    flow.back()
    flow.back()
    assert (flow.step, flow.number) == (Step.CENTRE, 1)


@pytest.mark.parametrize(
    ("step", "answers", "field"),
    [
        (Step.CENTRE, {"name": "  "}, "name"),
        (Step.CENTRE, {"name": "签" * 61}, "name"),
        (Step.DATABASE, {"url": "mysql://x"}, "url"),
        (Step.DATABASE, {"url": "postgresql://nobody@127.0.0.1:1/none"}, "url"),
        (Step.FOUNDER, {"person": "", "login_name": "a", "password": PASSWORD, "again": PASSWORD}, "person"),
        (Step.FOUNDER, {"person": "周敏", "login_name": "a b", "password": PASSWORD, "again": PASSWORD}, "login_name"),
        (Step.FOUNDER, {"person": "周敏", "login_name": "zm", "password": "short", "again": "short"}, "password"),
        (Step.FOUNDER, {"person": "周敏", "login_name": "zm", "password": PASSWORD, "again": PASSWORD + "x"}, "again"),
        (Step.PROTECTION, {"use_keyring": True, "passphrase": "", "again": ""}, "use_keyring"),
        (Step.PROTECTION, {"use_keyring": False, "passphrase": "", "again": ""}, "passphrase"),
        (Step.PROTECTION, {"use_keyring": False, "passphrase": PASSPHRASE, "again": "other words here"}, "again"),
        (Step.CODE_BACK, {"text": "ABC"}, "recovery_code"),
        (Step.CODE_BACK, {"text": recovery_code.show(bytes(20))}, "recovery_code"),
        (Step.STATION, {"kind": "counter", "name": "", "counter": None}, "counter"),
        (Step.STATION, {"kind": "counter", "name": "", "counter": 0}, "counter"),
        (Step.STATION, {"kind": "kiosk", "name": "", "counter": 1}, "kind"),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field(
    flow: FirstRun, step: Step, answers: dict[str, object], field: str
) -> None:
    to(flow, step)
    take = getattr(flow, f"take_{step.name.lower()}")
    with pytest.raises(UserError) as wrong:
        take(**answers)
    assert wrong.value.field == field
    assert flow.step is step


def test_a_pc_without_a_keyring_is_told_so_and_takes_a_passphrase(flow: FirstRun) -> None:
    flow.look_for_keyring()
    assert flow.keyring_name == ""
    assert flow.keyring_problem


def test_with_a_keyring_no_passphrase_is_needed(flow: FirstRun) -> None:
    from tests.core.test_keys import MemoryKeyring

    keyring.set_keyring(MemoryKeyring())
    to(flow, Step.PROTECTION)
    flow.look_for_keyring()
    assert flow.keyring_name == "Memory"
    flow.take_protection(use_keyring=True, passphrase="", again="")
    to(flow, Step.STATION)
    flow.take_station(kind="archive", name="档案室", counter=None)
    flow.finish()
    assert KeyStore.load(flow.folder).unlock_device()
    assert KeyStore.load(flow.folder).slots == ("recovery", "device")


def test_a_second_station_joins_with_the_code_and_is_asked_less(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    import psycopg

    server = request.getfixturevalue("postgres_server")
    url = server.create()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    first = FirstRun(tmp_path / "one", cost=FLOOR)
    first.take_centre(name="望江签约中心")
    first.take_database(url=url)
    assert not first.joining
    to(first, Step.STATION)
    first.take_station(kind="counter", name="", counter=1)
    first.finish()
    second = FirstRun(tmp_path / "two", cost=FLOOR)
    second.take_centre(name="望江签约中心")
    second.take_database(url=url)
    assert (second.joining, second.step) == (True, Step.JOIN)
    with pytest.raises(UserError) as wrong:
        second.take_join(secret="not the right passphrase")
    assert wrong.value.field == "secret"
    second.take_join(secret=first.code)
    second.take_station(kind="archive", name="", counter=None)
    store, keys = second.finish()
    context = bootstrap.open_app(store, keys)
    assert context.station == Station(context.station.name, "archive", None)
    context.centre.close()
    server.drop(url)
