"""Check-in of a new customer through the service: customer, consent, number, ticket, search index and audit entries,
durable when it returns; against appending 4 KiB to a file in the same folder and `fdatasync`."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from signdesk.domains.reception import service
from tests.bench import place
from tests.bench.measure import Figure, in_turns, seconds

ROUNDS = 300
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "文明志强建国秀英丽华海燕晓东春梅子涵雨桐"


def names() -> Iterator[str]:
    """Invented names without end."""
    for number in count():
        yield SURNAMES[number % 20] + GIVEN[number // 20 % 20] + GIVEN[number // 400 % 20]


def figures() -> list[Figure]:
    """The ratio of one check-in to one durable write."""
    with place.seat("reception", "system_admin") as (seat, folder):
        with seat.operation(service.SET_UP) as session:
            consultation = service.add_service(session, name="咨询", prefix="A", digit=1)
        people = names()

        def check_in() -> None:
            new = service.NewCustomer(name=next(people))
            with seat.operation(service.CHECK_IN) as session:
                service.check_in(session, service_id=consultation.id, new_customer=new, consent=True)

        with Path(folder, "appended").open("wb", buffering=0) as file:
            block = os.urandom(4096)

            def append() -> None:
                file.write(block)
                os.fdatasync(file.fileno())

            medians = in_turns({"ours": lambda: seconds(check_in), "bare": lambda: seconds(append)}, rounds=ROUNDS)
    return [Figure("check-in, new customer, durable", "4 KiB and fdatasync", medians["ours"], medians["bare"], 10)]
