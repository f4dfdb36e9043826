#!/usr/bin/python3
"""Somebody at a screen reader with dictation: knows SignDesk only by what its windows tell assistive technology
(AT-SPI), sets texts as a whole, toggles and presses what offers it, and needs one key, Enter. Logs in, checks a
customer in, calls the next, sees it called, and prints as JSON what was read on the way. Runs under Debian's own
Python, which has the AT-SPI bindings; nothing of SignDesk can be imported."""

import gettext
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - its version must be named first

T = TypeVar("T")

HUNG = 60.0
"""Seconds after which something expected is taken for hung."""

LOCALE = Path(__file__).resolve().parents[2] / "resources" / "locale"
_ = gettext.translation("signdesk", LOCALE, ["zh_CN"]).gettext

BUTTONS = ("push button",)
SWITCHES = ("check box",)
FIELDS = ("text", "password text")
RETURN = 0xFF0D

CUSTOMER, ID_NUMBER, PHONE = "赵晓𬭩", "420106198811052743", "13816542299"


class Reader:
    """What can be read of one application, and what can be done to it."""

    def __init__(self) -> None:
        self._application = wait_for(_first_application, "an application with a window")
        # Asked anew each time: the cache would want an event loop to follow what changes.
        self._application.set_cache_mask(Atspi.Cache.NONE)

    def seen(self) -> "Iterator[tuple[str, str, Atspi.Accessible]]":
        """Role, name and handle of all that shows now."""
        yield from _walk(self._application)

    def wait_for(self, answer: Callable[[], T | None], what: str) -> T:
        """The answer once there is one; ends the program with all that can be read if it never comes."""
        return wait_for(answer, what, lambda: "; ".join(f"{role} {name}" for role, name, _it in self.seen() if name))

    def wait_to_read(self, words: str) -> None:
        """Wait until `words` can be read somewhere."""
        self.wait_for(lambda: any(words in name for _role, name, _it in self.seen()), repr(words))

    def control(self, name: str, roles: tuple[str, ...]) -> "Atspi.Accessible":
        """The control of this name, once it can be used."""
        return self.wait_for(
            lambda: next((it for role, own, it in self.seen() if own == name and role in roles and _usable(it)), None),
            f"{' or '.join(roles)} {name!r}",
        )

    def press(self, name: str) -> None:
        """Press a button by what it offers to assistive technology."""
        self._act(self.control(name, BUTTONS), "Press")

    def toggle(self, name: str) -> None:
        """Turn on what is on or off, and read that it is on."""
        self._act(self.control(name, SWITCHES), "Toggle")
        self.wait_for(lambda: self.is_on(name), f"{name!r} on")

    def is_on(self, name: str) -> bool:
        """Whether what is on or off is on."""
        return bool(self.control(name, SWITCHES).get_state_set().contains(Atspi.StateType.CHECKED))

    def _act(self, it: "Atspi.Accessible", action: str) -> None:
        offers = [Atspi.Action.get_action_name(it, place) for place in range(Atspi.Action.get_n_actions(it))]
        if action not in offers or not Atspi.Action.do_action(it, offers.index(action)):
            sys.exit(f"no {action!r} for {it.get_name()!r}; it offers {offers}")

    def enter(self, name: str, text: str) -> None:
        """Dictate: the whole text at once, whatever stood there before."""
        field = self.control(name, FIELDS)
        if not Atspi.EditableText.set_text_contents(field, text):
            sys.exit(f"{name!r} takes no text")
        units = len(text.encode("utf-16-le")) // 2  # as Qt counts
        self.wait_for(lambda: Atspi.Text.get_character_count(field) == units, f"the text in {name!r}")

    def key(self, symbol: int) -> None:
        """A key where the cursor is."""
        Atspi.generate_keyboard_event(symbol, None, Atspi.KeySynthType.SYM)

    def rows(self) -> list[list[str]]:
        """The cells of the table that shows, row by row; none if there is no table."""
        table = next((it for role, _name, it in self.seen() if role == "table"), None)
        if table is None:
            return []
        columns = range(Atspi.Table.get_n_columns(table))
        return [
            [Atspi.Table.get_accessible_at(table, place, column).get_name() for column in columns]
            for place in range(Atspi.Table.get_n_rows(table))
        ]

    def row(self, *texts: str) -> list[str] | None:
        """The first row that holds all of `texts`, if there is one now."""
        return next((cells for cells in self.rows() if set(texts) <= set(cells)), None)


def wait_for(answer: Callable[[], T | None], what: str, instead: Callable[[], str] = lambda: "nothing") -> T:
    """The answer once there is one."""
    end = time.monotonic() + HUNG
    while time.monotonic() < end:
        try:
            found = answer()
        except (GLib.Error, AttributeError):  # a window or a row went away while it was read
            found = None
        if found:
            return found
        time.sleep(0.03)  # another process is being waited for, and there is nothing that would wake this one
    sys.exit(f"not there: {what}. What could be read: {instead()}")


def _first_application() -> "Atspi.Accessible | None":
    desktop = Atspi.get_desktop(0)
    everybody = (desktop.get_child_at_index(place) for place in range(desktop.get_child_count()))
    return next((one for one in everybody if one is not None and one.get_child_count()), None)


def _walk(it: "Atspi.Accessible") -> "Iterator[tuple[str, str, Atspi.Accessible]]":
    for place in range(it.get_child_count()):
        child = it.get_child_at_index(place)
        if child is not None and child.get_state_set().contains(Atspi.StateType.SHOWING):
            role = child.get_role_name()
            yield role, child.get_name() or "", child
            if role != "table":  # its cells are read by row and column
                yield from _walk(child)


def _usable(it: "Atspi.Accessible") -> bool:
    return bool(it.get_state_set().contains(Atspi.StateType.ENABLED))


def main() -> None:
    """At counter 1, from the log-in on. The password and the name are the sample centre's published ones."""
    login_name, password = sys.argv[1:]
    waiting, called = _("Waiting"), _("Called")
    Atspi.init()
    reader = Reader()
    reader.enter(_("Login name"), login_name)
    reader.enter(_("Password"), password)
    reader.press(_("Log in"))

    reader.toggle(_("Reception queue"))
    reader.press(_("Check in"))
    reader.enter(_("Customer"), CUSTOMER)
    reader.key(RETURN)
    reader.wait_to_read(_("New customer"))
    reader.toggle("签约")
    reader.enter(_("Identity document"), ID_NUMBER)
    reader.enter(_("Phone"), PHONE)
    reader.toggle(_("Consent"))
    reader.press(_("Take number"))
    checked_in = reader.wait_for(lambda: reader.row(CUSTOMER, waiting), "the customer's row in the queue")

    number = next(cells[0] for cells in reader.rows() if waiting in cells)
    reader.press(_("Call next"))
    now = reader.wait_for(lambda: reader.row(number, called), f"{number} called")
    json.dump({"checked_in": checked_in, "next": number, "called": now}, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
