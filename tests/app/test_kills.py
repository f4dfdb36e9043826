"""A process killed at any moment: the centre opens again, and everything it had acknowledged is there."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from signdesk.app import bootstrap
from signdesk.core import attachments
from signdesk.core.config import STATION_COUNTER
from signdesk.core.keys import KeyStore
from signdesk.core.operations import SYSTEM
from signdesk.core.verify import verify

from .conftest import PASSPHRASE

WORKER = """
import itertools, pathlib, sys
from signdesk.app import bootstrap
from signdesk.core import attachments
from signdesk.core.config import STATION_COUNTER
from signdesk.core.keys import KeyStore
from signdesk.core.operations import SYSTEM, Operation
store = KeyStore.load(pathlib.Path(sys.argv[1]))
context = bootstrap.open_app(store, store.unlock_recovery(sys.argv[2]))
seat, keep = context.centre.seat(SYSTEM, context.station), Operation("test.keep", "Keep", None)
for number in itertools.count(context.config.get(STATION_COUNTER) + 1):
    with seat.operation(keep) as session:
        one = attachments.attach(session, owner=("case", number), name="x", data=bytes([number % 251]) * 70_000,
                                 media_type="image/png")
    context.config.set(STATION_COUNTER, number)
    print(one.id, number, flush=True)
"""


@pytest.mark.parametrize("rounds", [12, pytest.param(100, marks=pytest.mark.long)])
def test_a_killed_process_loses_nothing_it_had_acknowledged(folder: Path, shown_code: str, rounds: int) -> None:
    dice = random.Random(rounds)
    acknowledged: list[tuple[int, int]] = []
    for _round in range(rounds):
        process = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(folder), shown_code], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        acknowledged.append(_answer(process.stdout.readline()))
        until = time.monotonic() + dice.uniform(0.0, 0.15)
        while time.monotonic() < until:
            acknowledged.append(_answer(process.stdout.readline()))
        process.kill()
        rest, _errors = process.communicate()
        acknowledged += [_answer(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    keys = KeyStore.load(folder).unlock_passphrase(PASSPHRASE)
    context = bootstrap.open_app(KeyStore.load(folder), keys)
    assert context.notices == ()
    assert context.config.get(STATION_COUNTER) >= acknowledged[-1][1]
    with context.centre.seat(SYSTEM, context.station).query() as session:
        for attachment, number in acknowledged:
            assert attachments.read(session, attachment) == bytes([number % 251]) * 70_000
    context.centre.close()
    report = verify(folder, KeyStore.load(folder).unlock_passphrase(PASSPHRASE))
    assert report.ok, report
    assert not list(folder.rglob("*.part"))


def _answer(line: str) -> tuple[int, int]:
    attachment, number = line.split()
    return int(attachment), int(number)
