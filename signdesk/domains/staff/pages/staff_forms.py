"""What the staff page asks: fields only. Saving is the page's, rules are the service's."""

from __future__ import annotations

from collections.abc import Sequence

from signdesk.core.i18n import _
from signdesk.core.operations import ROLES
from signdesk.domains.staff import service
from signdesk.domains.staff.service import Choices, Member
from signdesk.ui.fields import ChoiceField, DateField, Field, PhoneField, TextField, TickField


def person_fields(choices: Choices, member: Member | None) -> Sequence[Field]:
    """A person; `member` is None for somebody new. A circle of superiors is refused by the service."""
    above = [
        (person.id, f"{person.name} · {person.post or person.staff_number}")
        for person in choices.people
        if member is None or person.id != member.id
    ]
    known = {post.id for post in choices.posts}
    posts = [(post.id, post.name) for post in choices.posts]
    if member is not None and member.post_id is not None and member.post_id not in known:
        posts.append((member.post_id, member.post))
    if member is not None and member.superior_id is not None and member.superior_id not in {id for id, _words in above}:
        above.append((member.superior_id, member.superior))
    fields: list[Field] = [
        TextField("name", _("Name of the person"), required=True, max_length=100),
        TextField(
            "staff_number",
            _("Staff number"),
            required=member is not None,
            hint="" if member else _("empty: the next number"),
            max_length=30,
        ),
        ChoiceField("post_id", _("Post"), options=posts),
        ChoiceField("superior_id", _("Superior"), options=above),
        PhoneField(
            "phone",
            _("Phone"),
            hint=_("stays {masked}").format(masked=member.phone) if member is not None and member.phone else "",
        ),
        DateField("active_from", _("First day"), required=member is not None, hint="" if member else _("empty: today")),
    ]
    if member is not None:
        fields.append(DateField("active_to", _("Last day"), hint=_("empty: still here")))
    return fields


def post_fields() -> Sequence[Field]:
    """A new post."""
    return (
        TextField("name", _("Post"), required=True, max_length=60),
        TextField("department", _("Department"), max_length=60),
    )


def account_fields() -> Sequence[Field]:
    """A first account."""
    return (
        TextField("login_name", _("Login name"), required=True, max_length=100),
        password_field(_("First password")),
    )


def password_field(label: str) -> Field:
    """A password that is read out or written down once, so it stands there in clear, and is suggested."""
    return TextField("password", label, required=True, default=service.suggest_password(), max_length=200)


def role_fields() -> Sequence[Field]:
    """One tick for each role."""
    return tuple(TickField(role, _(words)) for role, words in ROLES.items())
