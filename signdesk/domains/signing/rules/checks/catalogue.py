"""Which checks there are, in the order they are shown. A new check is one module and one line here."""

from __future__ import annotations

from signdesk.domains.signing.rules.checks.agent_authority import AgentAuthority
from signdesk.domains.signing.rules.checks.amount_capitals import AmountCapitals
from signdesk.domains.signing.rules.checks.amount_case import AmountCase
from signdesk.domains.signing.rules.checks.amount_period import AmountPeriod
from signdesk.domains.signing.rules.checks.amount_sum import AmountSum
from signdesk.domains.signing.rules.checks.attachment_missing import AttachmentMissing
from signdesk.domains.signing.rules.checks.blank import BlankCheck
from signdesk.domains.signing.rules.checks.clause_missing import ClauseMissing
from signdesk.domains.signing.rules.checks.clause_numbering import ClauseNumbering
from signdesk.domains.signing.rules.checks.commission_term import CommissionTerm
from signdesk.domains.signing.rules.checks.confusable_word import ConfusableWord
from signdesk.domains.signing.rules.checks.contradiction import Contradiction
from signdesk.domains.signing.rules.checks.copies import Copies
from signdesk.domains.signing.rules.checks.cross_reference import CrossReference
from signdesk.domains.signing.rules.checks.date_invalid import DateInvalid
from signdesk.domains.signing.rules.checks.date_order import DateOrder
from signdesk.domains.signing.rules.checks.deposit_limit import DepositLimit
from signdesk.domains.signing.rules.checks.deposit_return import DepositReturn
from signdesk.domains.signing.rules.checks.dispute_forum import DisputeForum
from signdesk.domains.signing.rules.checks.engine import Check
from signdesk.domains.signing.rules.checks.key_clause_unmarked import KeyClauseUnmarked
from signdesk.domains.signing.rules.checks.lease_over_20_years import LeaseOver20Years
from signdesk.domains.signing.rules.checks.left_open import LeftOpen
from signdesk.domains.signing.rules.checks.leftover import Leftover
from signdesk.domains.signing.rules.checks.number_invalid import NumberInvalid
from signdesk.domains.signing.rules.checks.one_sided_term import OneSidedTerm
from signdesk.domains.signing.rules.checks.option_unchosen import OptionUnchosen
from signdesk.domains.signing.rules.checks.party_account import PartyAccount
from signdesk.domains.signing.rules.checks.party_name import PartyName
from signdesk.domains.signing.rules.checks.party_number import PartyNumber
from signdesk.domains.signing.rules.checks.party_phone import PartyPhone
from signdesk.domains.signing.rules.checks.penalty_limit import PenaltyLimit
from signdesk.domains.signing.rules.checks.placeholder import PlaceholderCheck
from signdesk.domains.signing.rules.checks.premises_named import PremisesNamed
from signdesk.domains.signing.rules.checks.punctuation import Punctuation
from signdesk.domains.signing.rules.checks.sale_term import SaleTerm
from signdesk.domains.signing.rules.checks.scan_reading import ScanReading
from signdesk.domains.signing.rules.checks.signature_block import SignatureBlock
from signdesk.domains.signing.rules.checks.sublease_term import SubleaseTerm
from signdesk.domains.signing.rules.checks.template_changed import TemplateChanged
from signdesk.domains.signing.rules.checks.term_mixed import TermMixed
from signdesk.domains.signing.rules.checks.tracked_changes import TrackedChanges

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
