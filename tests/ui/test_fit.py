"""What gives way on small screens, and in which order."""

from signdesk.ui.fit import fit


def test_parts_give_way_in_the_order_of_the_design() -> None:
    gone: list[str] = []
    for width in range(1600, 639, -1):
        now = fit(width, 900)
        for name, given in (
            ("rail", now.rail_icons),
            ("search", now.search_width == 240),
            ("row and pane", (now.pane_width == 300 and now.row == 32) or now.pane_width == 300),
            ("buttons", now.buttons_overflow),
            ("pane over list", now.pane_replaces),
            ("rail floats", now.rail_floats),
        ):
            if given and name not in gone:
                gone.append(name)
    assert gone == ["rail", "search", "row and pane", "buttons", "pane over list", "rail floats"]


def test_a_common_laptop_keeps_list_and_pane_side_by_side() -> None:
    now = fit(1024, 768)
    assert now.rail_icons and now.search_width == 240 and now.row == 32 and now.pane_width == 300
    assert not now.pane_replaces and not now.rail_floats


def test_the_same_laptop_at_one_and_a_half_is_usable() -> None:
    now = fit(683, 512)
    assert now.rail_width == 0 and now.pane_replaces
