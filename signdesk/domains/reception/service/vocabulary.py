"""The front desk's words for the rest of the program: rights, operations, number series, targets."""

from signdesk.core.due import DueKind
from signdesk.core.i18n import N_
from signdesk.core.numbering import NumberSeries
from signdesk.core.operations import Operation, Permission
from signdesk.core.reveals import RevealOperation
from signdesk.core.search import SearchIndex
from signdesk.core.settings import Setting

_DESKS = frozenset({"reception", "counter", "signing_officer"})

SEE_QUEUE = Permission("reception.see", N_("See the queue"), _DESKS | {"reviewer", "archivist", "finance"})
RECEIVE = Permission("reception.receive", N_("Receive customers"), frozenset({"reception", "counter"}))
CALL_TICKETS = Permission("reception.call", N_("Call tickets"), _DESKS)
MAKE_BOOKINGS = Permission("reception.book", N_("Book appointments and rooms"), _DESKS)
CHECK_ROOMS = Permission("reception.check_rooms", N_("Check rooms"), _DESKS | {"asset_keeper"})
CONSULT = Permission("reception.consult", N_("Answer questions"), _DESKS | {"reviewer"})
APPROVE_ANSWERS = Permission("reception.approve_answers", N_("Approve answers"), frozenset({"reviewer"}))
REVEAL_CUSTOMER = Permission("reception.reveal", N_("Show a masked field"), _DESKS)
SET_UP_RECEPTION = Permission("reception.set_up", N_("Set up reception"), frozenset({"manager", "system_admin"}))

CHECK_IN = Operation("reception.check_in", N_("Check in"), RECEIVE)
ADD_CUSTOMER = Operation("reception.add_customer", N_("Add a customer"), RECEIVE)
CHANGE_CUSTOMER = Operation("reception.change_customer", N_("Change a customer"), RECEIVE)
RECORD_CONSENT = Operation("reception.consent", N_("Record consent"), RECEIVE)
RECORD_POWER = Operation("reception.power", N_("Record a power of attorney"), RECEIVE)
REVEAL = RevealOperation("reception.reveal", N_("Show a masked field"), REVEAL_CUSTOMER)

CALL = Operation("reception.call", N_("Call"), CALL_TICKETS)
RECALL = Operation("reception.recall", N_("Recall"), CALL_TICKETS)
PASS_OVER = Operation("reception.pass", N_("Pass"), CALL_TICKETS)
RESTORE = Operation("reception.restore", N_("Restore"), CALL_TICKETS)
TRANSFER = Operation("reception.transfer", N_("Transfer"), CALL_TICKETS)
START = Operation("reception.start", N_("Start serving"), CALL_TICKETS)
SIGN = Operation("reception.sign", N_("To the signing room"), CALL_TICKETS)
FINISH = Operation("reception.finish", N_("Finish"), CALL_TICKETS)
LEAVE = Operation("reception.leave", N_("Left without service"), CALL_TICKETS)
UNDO_STEP = Operation("reception.undo", N_("Undo"), CALL_TICKETS)
NOTE_VISIT = Operation("reception.note", N_("Note seat, drinks and materials"), CALL_TICKETS)
SET_COUNTER = Operation("reception.counter", N_("Open or close a counter"), CALL_TICKETS)

BOOK = Operation("reception.book", N_("Book an appointment"), MAKE_BOOKINGS)
MOVE = Operation("reception.move", N_("Move an appointment"), MAKE_BOOKINGS)
CANCEL = Operation("reception.cancel", N_("Cancel an appointment"), MAKE_BOOKINGS)
BOOK_ROOM = Operation("reception.book_room", N_("Book a room"), MAKE_BOOKINGS)
MOVE_BOOKING = Operation("reception.move_booking", N_("Move a booking"), MAKE_BOOKINGS)
CANCEL_BOOKING = Operation("reception.cancel_booking", N_("Cancel a booking"), MAKE_BOOKINGS)
CHECK_ROOM = Operation("reception.check_room", N_("Check a room"), CHECK_ROOMS)

ASK = Operation("reception.ask", N_("Record a question"), CONSULT)
ANSWER = Operation("reception.answer", N_("Answer a question"), CONSULT)
REFER = Operation("reception.refer", N_("Refer a question"), CONSULT)
ANSWER_REFERRAL = Operation("reception.answer_referral", N_("Answer a referral"), None)
"""Right of the responsible lead, whoever that is: checked against the referral itself."""
APPROVE_ANSWER = Operation("reception.approve_answer", N_("Approve an answer"), APPROVE_ANSWERS)

CLOSE_QUESTION = Operation("reception.close_question", N_("Close a question"), CONSULT)
SET_UP = Operation("reception.set_up", N_("Set up reception"), SET_UP_RECEPTION)

TICKET_NUMBER = NumberSeries("reception.ticket", N_("Ticket number"), "{prefix}{seq:03}", per=("prefix", "date"))

CUSTOMER_NAMES = SearchIndex("customer")
ANSWERS = SearchIndex("approved_answer")

RECEPTION_PURPOSE = "reception"
"""The purpose for which a customer agrees at check-in: being served here."""
PURPOSES = {RECEPTION_PURPOSE: N_("Handling this visit and the contract")}
CONSENT_DAYS = Setting(
    "reception.consent_days",
    int,
    365,
    N_("Days a consent is valid"),
    N_("Afterwards it is asked for again."),
    low=1,
    high=3650,
)
REFERRAL_HOURS = Setting(
    "reception.referral_hours", int, 24, N_("Hours for the answer to a referred question"), low=1, high=720
)
WAIT_TARGET = Setting(
    "reception.wait_target",
    int,
    20,
    N_("Minutes of waiting, target"),
    N_("Whoever waits longer is overdue."),
    low=1,
    high=240,
)
APPOINTMENT_EARLY = Setting(
    "reception.appointment_early", int, 10, N_("Minutes before its time an appointment is due"), low=0, high=120
)
MOST_AHEAD = Setting(
    "reception.most_ahead",
    int,
    3,
    N_("Calls ahead of the waiting order in a row"),
    N_("Then it is the turn of whoever has waited longest."),
    low=1,
    high=20,
)
USUAL_MINUTES = Setting(
    "reception.usual_minutes",
    int,
    15,
    N_("Usual minutes of a visit"),
    N_("For the estimated wait, until five visits have been finished today."),
    low=1,
    high=240,
)
REFERRAL_DUE = DueKind("reception.referral", N_("Answer a referred question"))
