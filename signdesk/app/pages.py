"""The Qt list of pages: one line per entry of the rail, in its order. A page's module is imported when it is first
shown; a line whose module is not installed is left out. Which services exist is the matter of ``app.domains``.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from signdesk.core.i18n import N_
from signdesk.ui.page import PageEntry

GROUP_TITLES = {
    "desk": N_("Front desk"),
    "signing": N_("Signing"),
    "archive": N_("Archives"),
    "registers": N_("Registers"),
    "management": N_("Management"),
}

_RECEPTION = "signdesk.domains.reception.pages"
_ASSETS = "signdesk.domains.assets.pages"
_SIGNING = "signdesk.domains.signing.pages"

PAGES: tuple[PageEntry, ...] = (
    PageEntry(
        "reception.queue",
        "desk",
        N_("Queue"),
        "queue",
        f"{_RECEPTION}:QueuePage",
        count="signdesk.domains.reception.service:waiting_count",
        count_tables=frozenset({"ticket"}),
    ),
    PageEntry("reception.consultation", "desk", N_("Consultation"), "consult", f"{_RECEPTION}:ConsultationPage"),
    PageEntry("reception.rooms", "desk", N_("Appointments and rooms"), "calendar", f"{_RECEPTION}:RoomsPage"),
    PageEntry("signing.review", "signing", N_("Contract review"), "review", f"{_SIGNING}:ReviewPage"),
    PageEntry("signing.session", "signing", N_("Signing session"), "sign", f"{_SIGNING}:SessionPage"),
    PageEntry("archive.dossiers", "archive", N_("Archive"), "archive", "signdesk.domains.archive.pages:DossiersPage"),
    PageEntry("assets.equipment", "registers", N_("Equipment"), "device", f"{_ASSETS}:EquipmentPage"),
)

MY_WORK = "oversight.my_work"


def resolve(place: str) -> Any:
    """What "package.module:name" names. Imports the module."""
    module, _colon, name = place.partition(":")
    return getattr(import_module(module), name)


def installed(entry: PageEntry) -> bool:
    """Whether the module of a page is there at all (it is not imported for this)."""
    try:
        return find_spec(entry.load.partition(":")[0]) is not None
    except ModuleNotFoundError:
        return False
