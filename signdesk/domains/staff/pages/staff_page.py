"""Staff and accounts: everybody with the account they log in with. The form for persons, accounts and roles opens in
the pane; which of them is offered follows from the rights of who looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from signdesk.core import clock
from signdesk.core.i18n import N_, _
from signdesk.domains.staff import service
from signdesk.domains.staff.pages import staff_forms
from signdesk.domains.staff.service import Member
from signdesk.ui.actions import Action
from signdesk.ui.dialogs import ask_reason
from signdesk.ui.fields import Field
from signdesk.ui.form import Form
from signdesk.ui.list_detail import Filter, Found, ListDetail, Query
from signdesk.ui.pane import DetailPane
from signdesk.ui.reveal import MaskedField
from signdesk.ui.table_model import Chip, Column

_ID = "staff.people"


def chip_of(member: Member) -> Chip:
    """Whether and how the person gets in. Red for what keeps somebody from working who should."""
    if not member.active:
        return Chip(_("Has left"), "neutral")
    if member.account is None:
        return Chip(_("No account"), "neutral")
    if not member.account.active:
        return Chip(_("Account closed"), "neutral")
    if member.paused_until is not None:
        return Chip(_("Paused"), "seal")
    if not member.roles:
        return Chip(_("No role yet"), "waiting")
    if member.account.must_change_password:
        return Chip(_("First password"), "waiting")
    return Chip(_("May log in"), "ok")


class StaffPage(ListDetail):
    """List and pane of the staff."""

    page_id, group, title, icon = _ID, "management", N_("Staff and accounts"), "people"
    tables = frozenset({"person", "post", "account"})
    permission = service.SEE_STAFF
    primary = f"{_ID}.add"
    secondary = (f"{_ID}.add_post",)
    search_hint = N_("Name, initials, login name, post or role")
    empty_sentence, empty_action = N_("Nobody is on the books yet."), f"{_ID}.add"

    # actions

    def make_actions(self) -> Sequence[Action]:
        """What hr, system administrator and security administrator may do; each sees their own."""

        def when(fits: Callable[[Member], bool]) -> Callable[[], bool]:
            return lambda: (shown := self._shown()) is not None and fits(shown)

        def other(member: Member) -> bool:
            # One's own roles, account and password are somebody else's matter, or the menu's of the person.
            mine = self.context.seat.actor.account_id
            return member.account is not None and member.account.active and member.account.id != mine

        def on(
            text: str, verb: str, do: Callable[[], object], key: str, operation: Any, fits: Callable[[Member], bool]
        ):
            return Action(f"{_ID}.{verb}", text, do, key, operation.permission, enabled=when(fits), act=False)

        return (
            Action(
                f"{_ID}.add", _("Add a person"), self.start_add, "Ctrl+N", service.ADD_PERSON.permission, "add",
                act=False,
            ),
            Action(f"{_ID}.add_post", _("Add a post"), self.start_post, "", service.ADD_POST.permission, act=False),
            on(_("Edit"), "edit", self.start_edit, "Ctrl+E", service.CHANGE_PERSON, lambda member: True),
            on(
                _("Create an account"), "create_account", self.start_account, "F6", service.CREATE_ACCOUNT,
                lambda member: member.active and (member.account is None or not member.account.active),
            ),
            on(_("Roles"), "roles", self.start_roles, "F7", service.CHANGE_ROLES, other),
            on(_("Set a new password"), "reset_password", self.start_reset, "F8", service.RESET_PASSWORD, other),
            on(
                _("End the pause"), "end_pause", self.end_pause, "F9", service.END_PAUSE,
                lambda member: member.paused_until is not None,
            ),
            on(_("Close the account"), "close_account", self.close_account, "", service.CHANGE_ACCOUNT, other),
            on(
                _("Open the account"), "open_account", self.open_account, "", service.CHANGE_ACCOUNT,
                lambda member: member.account is not None and not member.account.active,
            ),
        )  # fmt: skip

    # list

    def make_columns(self) -> Sequence[Column]:
        """State, person, account."""
        return (
            Column("state", _("State"), 116, "chip", chip=chip_of, drop=0),
            Column("name", _("Name of the person"), 100, drop=0, bold=True),
            Column("staff_number", _("Staff number"), 90, drop=2, muted=True),
            Column("post", _("Post"), 120, drop=1),
            Column("login_name", _("Login name"), 110, drop=1),
            Column("roles", _("Roles"), 160, stretch=True, text=lambda one: "、".join(one.roles), drop=2),
            Column("superior", _("Superior"), 90, drop=3),
        )

    def make_filters(self) -> Sequence[Filter]:
        """What needs doing, and who has left."""
        return (
            Filter("no_account", _("No account"), "state"),
            Filter("no_role", _("No role yet"), "state"),
            Filter("paused", _("Paused"), "state"),
            Filter("left", _("Has left"), "state"),
        )

    def find_records(self, session: Any, query: Query) -> Found:
        """The staff is short enough to be read whole."""
        everybody = service.members(session)
        facts = service.facts(everybody)
        fits: dict[str, Callable[[Member], bool]] = {
            "no_account": lambda one: one.active and not one.may_log_in,
            "no_role": lambda one: one.may_log_in and not one.roles,
            "paused": lambda one: one.active and one.paused_until is not None,
            "left": lambda one: not one.active,
        }
        rows = [one for one in everybody if all(fits[id](one) for id in query.filters)]
        if "left" not in query.filters:
            rows = [one for one in rows if one.active]
        if query.text:
            rows = [one for one in rows if service.matches(one, query.text)]
        words = _("{n} people · {accounts} may log in").format(n=facts.working, accounts=facts.accounts)
        if facts.without_role:
            words += " · " + _("{n} without a role").format(n=facts.without_role)
        counts = {"no_account": facts.without_account, "no_role": facts.without_role, "paused": facts.paused,
                  "left": facts.left}  # fmt: skip
        return Found(rows=rows, facts=words, counts=counts)

    def read_detail(self, session: Any, record_id: int) -> Any:
        """The person as they stand now."""
        return service.member(session, person_id=record_id)

    # pane

    def fill_pane(self, pane: DetailPane, member: Member) -> None:
        """The person, then the account."""
        pane.heading(member.name, chip=chip_of(member))
        pane.facts(
            [
                (_("Staff number"), member.staff_number),
                (_("Post"), " · ".join(part for part in (member.post, member.department) if part)),
                (_("Superior"), member.superior),
                (_("First day"), member.active_from.isoformat()),
                (_("Last day"), member.active_to.isoformat() if member.active_to else ""),
            ]
        )
        if member.phone:
            pane.section(_("Phone"))
            may = self.context.seat.may(service.REVEAL_STAFF_PHONE)
            pane.widget(MaskedField(_("Phone"), masked=member.phone, reveal=self._reveal_of(member) if may else None))
        pane.section(_("Account"))
        self._fill_account(pane, member)
        first = f"{_ID}.create_account"
        offered = (first, f"{_ID}.end_pause", f"{_ID}.roles", f"{_ID}.reset_password", f"{_ID}.open_account",
                   f"{_ID}.close_account", f"{_ID}.edit")  # fmt: skip
        live = [id for id in offered if self.context.actions.is_enabled(id)]
        pane.buttons(first if first in live else None, *(id for id in live if id != first))

    def _fill_account(self, pane: DetailPane, member: Member) -> None:
        account = member.account
        if account is None:
            pane.text(_("No account: {name} cannot log in.").format(name=member.name), ink="muted")
            return
        pane.facts(
            [
                (_("Login name"), account.login_name),
                (_("Roles"), "、".join(member.roles) or _("none")),
                (_("Password of"), clock.to_local(account.password_changed_at).strftime("%Y-%m-%d")),
            ]
        )
        if member.paused_until is not None:
            until = clock.to_local(member.paused_until).strftime("%H:%M")
            pane.text(_("Too many failed attempts: pauses until {time}.").format(time=until), ink="seal")
        elif account.active and not member.roles:
            pane.text(_("Without a role nothing can be done. The security administrator grants it."), ink="waiting")
        if account.active and account.must_change_password:
            pane.text(_("Must choose a new password at the next log-in."), ink="waiting")
        if member.grants_alone:
            pane.text(
                _("Runs the system and grants the roles alone: give the role “{role}” to somebody else.").format(
                    role=service.role_words(("security_admin",))[0]
                ),
                ink="waiting",
            )

    def _reveal_of(self, member: Member) -> Callable[[str, Callable[[str], Any]], object]:
        return lambda reason, show: self.ops.write(
            service.REVEAL_PHONE,
            lambda session: service.reveal_phone(session, person_id=member.id, reason=reason),
            show,
            reason=reason,
        )

    # persons

    def start_add(self) -> None:
        """Somebody new."""

        def save(form: Form, values: dict[str, Any]) -> None:
            self.ops.write(
                service.ADD_PERSON,
                lambda session: service.add_person(session, **values),
                lambda id: self._saved(form, id),
                form.refused,
            )

        self.ops.read(
            service.choices,
            lambda found: self._ask(_("Add a person"), staff_forms.person_fields(found, None), save, draft="new"),
        )

    def start_edit(self) -> None:
        """The person shown."""
        member = self._shown()
        if member is None:
            return

        def save(form: Form, values: dict[str, Any]) -> None:
            self.ops.write(
                service.CHANGE_PERSON,
                lambda session: service.change_person(session, person_id=member.id, version=member.version, **values),
                lambda _done: self._saved(form, member.id),
                form.refused,
            )

        kept = {key: getattr(member, key) for key in
                ("name", "staff_number", "post_id", "superior_id", "active_from", "active_to")}  # fmt: skip
        title = _("Edit: {name}").format(name=member.name)
        self.ops.read(
            service.choices,
            lambda found: self._ask(
                title,
                staff_forms.person_fields(found, member),
                save,
                draft=f"{member.id}.{member.version}",
                values=kept,
            ),
        )

    def start_post(self) -> None:
        """A new post, to be chosen for persons."""

        def save(form: Form, values: dict[str, Any]) -> None:
            self.ops.write(
                service.ADD_POST,
                lambda session: service.add_post(session, **values),
                lambda _id: self._saved(form, self.current),
                form.refused,
            )

        self._ask(_("Add a post"), staff_forms.post_fields(), save, draft="post")

    # accounts

    def start_account(self) -> None:
        """A login name and a first password."""
        member = self._shown()
        if member is None:
            return

        def save(form: Form, values: dict[str, Any]) -> None:
            name = values["login_name"]

            def write(prepared: Any) -> None:
                self.ops.write(
                    service.CREATE_ACCOUNT,
                    lambda session: service.create_account(
                        session, person_id=member.id, login_name=name, password=prepared
                    ),
                    lambda _account: self._password_set(form, member.id),
                    form.refused,
                )

            self._prepare(form, values["password"], name, write)

        title = _("Account for {name}").format(name=member.name)
        self._ask(title, staff_forms.account_fields(), save, note=_TELL)

    def start_reset(self) -> None:
        """A password for somebody who forgot theirs."""
        member = self._shown()
        if member is None or member.account is None:
            return
        account = member.account

        def save(form: Form, values: dict[str, Any]) -> None:
            def write(prepared: Any) -> None:
                self.ops.write(
                    service.RESET_PASSWORD,
                    lambda session: service.reset_password(
                        session, account_id=account.id, version=account.version, password=prepared
                    ),
                    lambda _account: self._password_set(form, member.id),
                    form.refused,
                )

            self._prepare(form, values["password"], account.login_name, write)

        title = _("New password for {name}").format(name=member.name)
        self._ask(title, (staff_forms.password_field(_("New password")),), save, note=_TELL)

    def start_roles(self) -> None:
        """Tick what the person does."""
        member = self._shown()
        if member is None or member.account is None:
            return
        account = member.account

        def save(form: Form, values: dict[str, Any]) -> None:
            wanted = [role for role, ticked in values.items() if ticked]
            self.ops.write(
                service.CHANGE_ROLES,
                lambda session: service.set_roles(
                    session, account_id=account.id, version=account.version, roles=wanted
                ),
                lambda _account: self._saved(form, member.id),
                form.refused,
            )

        self._ask(
            _("Roles of {name}").format(name=member.name),
            staff_forms.role_fields(),
            save,
            values=dict.fromkeys(account.roles, True),
            note=_("Who is logged in with this account has to log in again."),
        )

    def end_pause(self) -> None:
        """They may try again at once."""
        member = self._shown()
        if member is not None and member.account is not None:
            id = member.account.id
            self.ops.write(
                service.END_PAUSE,
                lambda session: service.end_pause(session, account_id=id),
                lambda _account: self.messages.info(_("{name} may try again.").format(name=member.name)),
            )

    def close_account(self) -> None:
        """With a reason; can be taken back."""
        member = self._shown()
        if member is None or member.account is None:
            return
        account = member.account

        def close(reason: str) -> None:
            self.ops.write(
                service.CHANGE_ACCOUNT,
                lambda session: service.close_account(session, account_id=account.id, version=account.version),
                lambda closed: self.messages.done(
                    _("The account of {name} is closed.").format(name=member.name),
                    undo=lambda: self._open_account(closed.id, closed.version),
                ),
                reason=reason,
            )

        ask_reason(self, _("Close the account of {name}").format(name=member.name), then=close)

    def open_account(self) -> None:
        """It can be used again."""
        member = self._shown()
        if member is not None and member.account is not None:
            self._open_account(member.account.id, member.account.version)

    def _open_account(self, id: int, version: int) -> None:
        self.ops.write(
            service.CHANGE_ACCOUNT, lambda session: service.open_account(session, account_id=id, version=version)
        )

    # inside

    def _shown(self) -> Member | None:
        return getattr(self, "shown", None) if getattr(self, "current", None) is not None else None

    def _prepare(self, form: Form, password: str, login_name: str, write: Callable[[Any], None]) -> None:
        """Stretch the password on the third worker, then write."""

        def stretch(complex_required: bool) -> None:
            self.ops.work(
                lambda: service.prepare_password(password, login_name=login_name, complex_required=complex_required),
                write,
                form.refused,
                label=_("Preparing the password"),
            )

        self.ops.read(service.complex_required, stretch, form.refused)

    def _ask(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Form, dict[str, Any]], None],
        *,
        draft: str = "",
        values: dict[str, Any] | None = None,
        note: str = "",
    ) -> None:
        """A form in the pane. Without `draft` nothing typed is kept (passwords, roles)."""
        form = Form(fields, name=_ID, drafts=self.context.drafts if draft else None, draft=draft)
        form.set_values(values or {})
        form.saved.connect(lambda filled: save(form, filled))
        self.pane_busy, self.form = True, form
        self.pane.start(-1)
        self.pane.heading(title)
        if note:
            self.pane.text(_(note), ink="muted")
        if form.restored:
            self.pane.text(_("What you typed before and did not save is here again."), ink="waiting")
        self.pane.widget(form)
        self.pane.form_buttons(form, _("Save"), lambda: self._leave(form))
        self.pane.finish()
        if self.fit.pane_replaces:
            self._narrow_detail = True
            self._arrange()
        form.focus_first()

    def _leave(self, form: Form) -> None:
        form.forget_draft()
        self.pane_busy = False
        self.read_pane()
        self.view.setFocus()
        if self.current is None:
            self.leave_pane()

    def _saved(self, form: Form, id: int | None) -> None:
        form.forget_draft()
        self.pane_busy = False
        self.messages.info(_("Saved."))
        self._wanted = id
        self.refresh()
        self.view.setFocus()

    def _password_set(self, form: Form, id: int) -> None:
        self._saved(form, id)
        self.messages.info(_("Saved. Hand the password over in person; it must be changed at the first log-in."))

    def unsaved(self) -> bool:
        """A form with something typed is open."""
        return self.pane_busy and self.form.dirty


_TELL = N_("Write it down for the person now: it is shown only here, and must be changed at the first log-in.")
