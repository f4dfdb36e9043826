"""The sample centre's devices: what is proposed in place of a broken one can do its work."""

import random

import pytest

from signdesk.app.sample import cast, devices, front_desk, staff
from signdesk.core.centre import Centre
from signdesk.domains.assets import service as assets


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_only_a_device_of_the_same_sort_is_proposed_in_place_of_a_broken_one(centre: Centre) -> None:
    seats = staff.hire(centre)
    devices.equip(seats, front_desk.furnish(seats[cast.FOUNDER]), random.Random(7))
    with seats["zhanggong"].query() as session:
        rows = assets.equipment_rows(session, ids=assets.find(session))
        proposed = {row: assets.equipment_info(session, equipment_id=row.id).spares for row in rows}
    assert len(rows) == devices.DEVICES
    assert [
        (row.name, spare.name) for row, spares in proposed.items() for spare in spares if spare.name != row.name
    ] == []
    cameras = [row for row in rows if row.name == "高拍仪" and not row.spare]
    assert cameras and all(proposed[row] for row in cameras), "a signing room's document camera has a spare"
