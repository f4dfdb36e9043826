"""A centre made as the first run makes one, at the cheapest passphrase cost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from signdesk.app import bootstrap
from signdesk.app.bootstrap import Founder, NewCentre
from signdesk.core import recovery_code
from signdesk.core.keystore_file import FLOOR
from signdesk.core.operations import Station

PASSPHRASE = "paper lantern seven bridges"
PASSWORD = "quiet river 81 stones"
CODE = bytes(range(20))


def new_centre(**changes: object) -> NewCentre:
    """What the first run asked for."""
    answers: dict[str, object] = {
        "name": "望江签约中心",
        "founder": Founder(person="周敏", login_name="zhoumin", password=PASSWORD),
        "station": Station("前台 1", "counter", 1),
        "code": CODE,
        "passphrase": PASSPHRASE,
    }
    return NewCentre(**{**answers, **changes})


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    """The tests never reach for the keyring of whoever runs them."""
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed centre; tests copy it."""
    folder = tmp_path_factory.mktemp("made") / "centre"
    bootstrap.create_centre(folder, new_centre(), cost=FLOOR)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A data folder with a closed centre."""
    copy = tmp_path / "centre"
    shutil.copytree(made, copy)
    return copy


@pytest.fixture
def shown_code() -> str:
    """The recovery code as it stands on the sheet."""
    return recovery_code.show(CODE)
