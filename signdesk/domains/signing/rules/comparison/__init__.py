"""Two texts laid side by side: which lines belong together, and what differs between them, differences of meaning
before differences of wording. It shows; whether a difference is allowed is judged by the checks."""

from signdesk.domains.signing.rules.comparison.compare import (
    KIND_TITLES,
    Change,
    Comparison,
    Kind,
    Row,
    State,
    compare,
)
from signdesk.domains.signing.rules.comparison.masking import masked_comparison

__all__ = ["KIND_TITLES", "Change", "Comparison", "Kind", "Row", "State", "compare", "masked_comparison"]
