"""Which checks there are, in the order they are shown. A new check is one module and one line here."""

from __future__ import annotations

from signdesk.domains.signing.rules.agent_authority import AgentAuthority
from signdesk.domains.signing.rules.amount_capitals import AmountCapitals
from signdesk.domains.signing.rules.amount_case import AmountCase
from signdesk.domains.signing.rules.amount_period import AmountPeriod
from signdesk.domains.signing.rules.amount_sum import AmountSum
from signdesk.domains.signing.rules.attachment_missing import AttachmentMissing
from signdesk.domains.signing.rules.blank import BlankCheck
from signdesk.domains.signing.rules.clause_missing import ClauseMissing
from signdesk.domains.signing.rules.clause_numbering import ClauseNumbering
from signdesk.domains.signing.rules.commission_term import CommissionTerm
from signdesk.domains.signing.rules.confusable_word import ConfusableWord
from signdesk.domains.signing.rules.contradiction import Contradiction
from signdesk.domains.signing.rules.copies import Copies
from signdesk.domains.signing.rules.cross_reference import CrossReference
from signdesk.domains.signing.rules.date_invalid import DateInvalid
from signdesk.domains.signing.rules.date_order import DateOrder
from signdesk.domains.signing.rules.deposit_limit import DepositLimit
from signdesk.domains.signing.rules.deposit_return import DepositReturn
from signdesk.domains.signing.rules.dispute_forum import DisputeForum
from signdesk.domains.signing.rules.engine import Check
from signdesk.domains.signing.rules.key_clause_unmarked import KeyClauseUnmarked
from signdesk.domains.signing.rules.lease_over_20_years import LeaseOver20Years
from signdesk.domains.signing.rules.left_open import LeftOpen
from signdesk.domains.signing.rules.leftover import Leftover
from signdesk.domains.signing.rules.number_invalid import NumberInvalid
from signdesk.domains.signing.rules.one_sided_term import OneSidedTerm
from signdesk.domains.signing.rules.option_unchosen import OptionUnchosen
from signdesk.domains.signing.rules.party_account import PartyAccount
from signdesk.domains.signing.rules.party_name import PartyName
from signdesk.domains.signing.rules.party_number import PartyNumber
from signdesk.domains.signing.rules.party_phone import PartyPhone
from signdesk.domains.signing.rules.penalty_limit import PenaltyLimit
from signdesk.domains.signing.rules.placeholder import PlaceholderCheck
from signdesk.domains.signing.rules.premises_named import PremisesNamed
from signdesk.domains.signing.rules.punctuation import Punctuation
from signdesk.domains.signing.rules.sale_term import SaleTerm
from signdesk.domains.signing.rules.scan_reading import ScanReading
from signdesk.domains.signing.rules.signature_block import SignatureBlock
from signdesk.domains.signing.rules.sublease_term import SubleaseTerm
from signdesk.domains.signing.rules.template_changed import TemplateChanged
from signdesk.domains.signing.rules.term_mixed import TermMixed
from signdesk.domains.signing.rules.tracked_changes import TrackedChanges

CHECKS: tuple[Check, ...] = (
    BlankCheck(),
    PlaceholderCheck(),
    OptionUnchosen(),
    PartyName(),
    PartyNumber(),
    NumberInvalid(),
    PartyPhone(),
    PartyAccount(),
    AgentAuthority(),
    AmountCapitals(),
    AmountCase(),
    AmountPeriod(),
    AmountSum(),
    DepositLimit(),
    DepositReturn(),
    PenaltyLimit(),
    DateInvalid(),
    DateOrder(),
    LeaseOver20Years(),
    SubleaseTerm(),
    PremisesNamed(),
    OneSidedTerm(),
    SaleTerm(),
    CommissionTerm(),
    Contradiction(),
    DisputeForum(),
    ClauseNumbering(),
    CrossReference(),
    ClauseMissing(),
    LeftOpen(),
    KeyClauseUnmarked(),
    AttachmentMissing(),
    Copies(),
    SignatureBlock(),
    TermMixed(),
    Leftover(),
    TemplateChanged(),
    ConfusableWord(),
    Punctuation(),
    TrackedChanges(),
    ScanReading(),
)


def check_by_id(identity: str) -> Check | None:
    """The check with this id, None if a stored review used one that is gone."""
    return next((check for check in CHECKS if check.id == identity), None)
