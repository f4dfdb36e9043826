"""The Qt list of pages: one line per entry of the rail, in its order. A page's module is imported when it is first
shown; a line whose module is not installed is left out. Which services exist is the matter of ``app.domains``.
"""

from __future__ import annotations

from collections.abc import Callable
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

_RECEPTION = "signdesk.domains.reception"
_SIGNING = "signdesk.domains.signing"
_ARCHIVE = "signdesk.domains.archive"
_ASSETS = "signdesk.domains.assets"
_STAFF = "signdesk.domains.staff"
_OVERSIGHT = "signdesk.domains.oversight"

PAGES: tuple[PageEntry, ...] = (
    PageEntry(
        "reception.queue",
        "desk",
        N_("Reception queue"),
        "queue",
        f"{_RECEPTION}.pages:QueuePage",
        permission=f"{_RECEPTION}.service:SEE_QUEUE",
        count=f"{_RECEPTION}.service:waiting_count",
        count_tables=frozenset({"ticket"}),
    ),
    PageEntry(
        "reception.consultation",
        "desk",
        N_("Consultation"),
        "consult",
        f"{_RECEPTION}.pages:ConsultationPage",
        permission=f"{_RECEPTION}.service:CONSULT",
    ),
    PageEntry(
        "reception.rooms",
        "desk",
        N_("Appointments and rooms"),
        "calendar",
        f"{_RECEPTION}.pages:RoomsPage",
        permission=f"{_RECEPTION}.service:SEE_QUEUE",
    ),
    PageEntry(
        "signing.cases",
        "signing",
        N_("Cases"),
        "document",
        f"{_SIGNING}.pages:CasesPage",
        permission=f"{_SIGNING}.service:READ_CASES",
    ),
    PageEntry(
        "signing.review",
        "signing",
        N_("Contract review"),
        "review",
        f"{_SIGNING}.pages:ReviewPage",
        permission=f"{_SIGNING}.service:READ_CASES",
        count=f"{_SIGNING}.service:review_count",
        count_tables=frozenset({"signing_case"}),
    ),
    PageEntry(
        "signing.session",
        "signing",
        N_("Signing session"),
        "sign",
        f"{_SIGNING}.pages:SessionPage",
        permission=f"{_SIGNING}.service:READ_CASES",
    ),
    PageEntry(
        "signing.templates",
        "signing",
        N_("Contract templates"),
        "template",
        f"{_SIGNING}.pages:TemplatesPage",
        permission=f"{_SIGNING}.service:KEEP_TEMPLATES",
    ),
    PageEntry(
        "archive.dossiers",
        "archive",
        N_("Archive"),
        "archive",
        f"{_ARCHIVE}.pages:DossiersPage",
        permission=f"{_ARCHIVE}.service:READ_ARCHIVE",
        count=f"{_ARCHIVE}.service:pending_count",
        count_tables=frozenset({"dossier", "signing_case"}),
        search=f"{_ARCHIVE}.service:palette",
    ),
    PageEntry(
        "assets.equipment",
        "registers",
        N_("Equipment"),
        "device",
        f"{_ASSETS}.pages:EquipmentPage",
        permission=f"{_ASSETS}.service:SEE_EQUIPMENT",
        count=f"{_ASSETS}.service:fault_count",
        count_tables=frozenset({"repair"}),
        search=f"{_ASSETS}.service:palette",
    ),
    PageEntry(
        "oversight.my_work",
        "management",
        N_("My work"),
        "work",
        f"{_OVERSIGHT}.pages:MyWorkPage",
        count=f"{_OVERSIGHT}.service:my_work_count",
        count_tables=frozenset({"due_item", "approval_task", "approval_instance", "consultation", "equipment"}),
    ),
    PageEntry(
        "staff.people",
        "management",
        N_("Staff and accounts"),
        "people",
        f"{_STAFF}.pages:StaffPage",
        permission=f"{_STAFF}.service:SEE_STAFF",
    ),
    PageEntry(
        "signing.types",
        "management",
        N_("Business types"),
        "layers",
        f"{_SIGNING}.pages:TypesPage",
        permission=f"{_SIGNING}.service:SEE_TYPES",
    ),
    PageEntry(
        "reception.set_up",
        "management",
        N_("Front desk set-up"),
        "room",
        f"{_RECEPTION}.pages:SetUpPage",
        permission=f"{_RECEPTION}.service:SET_UP_RECEPTION",
    ),
    PageEntry(
        "oversight.trail",
        "management",
        N_("Audit trail"),
        "shield",
        f"{_OVERSIGHT}.pages:TrailPage",
        permission=f"{_OVERSIGHT}.service:READ_TRAIL",
    ),
    PageEntry(
        "app.settings",
        "management",
        N_("Settings"),
        "settings",
        "signdesk.app.settings_page:SettingsPage",
        permission="signdesk.app.upkeep:SEE_SETTINGS",
    ),
)

MY_WORK = "oversight.my_work"


def resolve(place: str) -> Any:
    """What "package.module:name" names. Imports the module."""
    module, _colon, name = place.partition(":")
    return getattr(import_module(module), name)


def search_of(place: str) -> Callable[[Any, str], Any]:
    """The palette's search function of a page; its module is imported when it is first used."""
    return lambda session, words: resolve(place)(session, words)


def installed(entry: PageEntry) -> bool:
    """Whether the module of a page is there at all (it is not imported for this)."""
    try:
        return find_spec(entry.load.partition(":")[0]) is not None
    except ModuleNotFoundError:
        return False
