"""Which roles one person may hold together. Granting them is `core.auth`."""

from signdesk.core.errors import BugError
from signdesk.core.i18n import _
from signdesk.core.operations import ROLES, SEPARATE_ROLES


def conflict(roles: frozenset[str]) -> str:
    """Why these roles may not be one person's ("" if they may).

    Running the system, granting rights, and auditing stay apart from each other and from the business.
    """
    unknown = roles - ROLES.keys()
    if unknown:
        raise BugError(f"unknown roles {sorted(unknown)}")
    apart = sorted(roles & SEPARATE_ROLES)
    if not apart or len(roles) == 1:
        return ""
    other = sorted(roles - {apart[0]})[0]
    return _("“{one}” and “{other}” must be two people.").format(one=_(ROLES[apart[0]]), other=_(ROLES[other]))
