"""The vocabulary of the register of equipment: rights, acts, numbers, states."""

from collections.abc import Mapping

from signdesk.core import due, settings
from signdesk.core.i18n import N_
from signdesk.core.numbering import NumberSeries
from signdesk.core.operations import Operation, Permission
from signdesk.core.search import SearchIndex

_STAFF = frozenset({
    "reception", "counter", "signing_officer", "reviewer", "archivist", "asset_keeper", "hr", "finance",
    "safety_officer", "auditor",
})  # fmt: skip

SEE_EQUIPMENT = Permission("assets.see", N_("See the register of equipment"), _STAFF)
KEEP_EQUIPMENT = Permission("assets.keep", N_("Keep the register of equipment"), frozenset({"asset_keeper"}))
REPORT_FAULTS = Permission("assets.report", N_("Report faults"), _STAFF - {"auditor"})
ACCEPT_REPAIRS = Permission("assets.accept", N_("Accept repairs"), _STAFF - {"auditor"})

ADD = Operation("assets.add", N_("Add equipment"), KEEP_EQUIPMENT)
CHANGE = Operation("assets.change", N_("Change equipment"), KEEP_EQUIPMENT)
REPORT_FAULT = Operation("assets.report_fault", N_("Report a fault"), REPORT_FAULTS)
START_REPAIR = Operation("assets.start_repair", N_("Start a repair"), KEEP_EQUIPMENT)
FINISH_REPAIR = Operation("assets.finish_repair", N_("Finish a repair"), KEEP_EQUIPMENT)
ACCEPT = Operation("assets.accept_repair", N_("Accept a repair"), ACCEPT_REPAIRS)
SEND_BACK = Operation("assets.send_back_repair", N_("Send a repair back"), ACCEPT_REPAIRS)
MAINTAIN = Operation("assets.maintain", N_("Record maintenance"), KEEP_EQUIPMENT)
PROPOSE_SCRAPPING = Operation("assets.propose_scrapping", N_("Propose scrapping"), KEEP_EQUIPMENT)

EQUIPMENT_NUMBER = NumberSeries("assets.equipment", N_("Equipment number"), "SB-{year}-{seq:04}", per=("year",))
REPAIR_DUE = due.DueKind("assets.repair", N_("Repair equipment"))
REPAIR_DAYS = settings.Setting(
    "assets.repair_days", int, 3, N_("Days for a repair"), N_("From the fault report to acceptance."), low=1, high=90
)
EQUIPMENT = SearchIndex("equipment")

IN_USE, FAULT, REPAIRING, TO_SCRAP, SCRAPPED = "in_use", "fault", "repair", "to_scrap", "scrapped"
STATUSES: Mapping[str, str] = {
    IN_USE: N_("In use"),
    FAULT: N_("Fault reported"),
    REPAIRING: N_("In repair"),
    TO_SCRAP: N_("To be scrapped"),
    SCRAPPED: N_("Scrapped"),
}
