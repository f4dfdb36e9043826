"""The forms of a case: a new one with its parties, their agents and the instalments; a draft changed; a power of
attorney brought later. What is typed is read here into the service's values; the cases page saves it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from signdesk.core import clock
from signdesk.core.bank_account import check_account
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.identity import guess_kind
from signdesk.core.money import Money
from signdesk.core.pinyin import looks_like_initials
from signdesk.domains.reception import service as reception
from signdesk.domains.reception.pages.picker import hit_words
from signdesk.domains.signing.service import CaseInfo, InstalmentIn, PartyIn, PartyInfo, TypeInfo
from signdesk.ui.buttons import label
from signdesk.ui.fields import (
    ChoiceField,
    DateField,
    Field,
    IdNumberField,
    MoneyField,
    NotesField,
    NumberField,
    PhoneField,
    TextField,
    parse_date,
)
from signdesk.ui.form import FieldRow, Form
from signdesk.ui.ops import Ops
from signdesk.ui.page import Memory

_PAUSE_MS = 150
_LINE = 44


class InstalmentsField(NotesField):
    """The parts of the amount, one a line as contracts have them: the day (if there is one), then the amount."""

    def parse(self, text: str) -> tuple[InstalmentIn, ...] | None:
        """Lines such as ``2026-12-01 18,000.00`` or ``18,000.00``. The words name the line that cannot be read."""
        parts = []
        for number, line in enumerate(text.splitlines(), 1):
            found = re.fullmatch(r"(?:(.*[^\s:：;；])[\s:：;；]+)?(\S+)", line.strip())
            if found is None:
                continue
            try:
                day = parse_date(found[1]) if found[1] else None
                parts.append(InstalmentIn(Money.parse(found[2]), day))
            except UserError as error:
                raise UserError(
                    _("Line {number}: {problem}").format(number=number, problem=error.message), hint=error.hint
                ) from error
        return tuple(parts) or None

    def words(self, value: Any) -> str:
        """One line for each part."""
        return "\n".join(f"{part.due_on or ''} {part.amount}".strip() for part in value or ())


class CaseForm(Form):
    """What a case holds beside its parties. The instalments are added up beside their field."""

    def __init__(self, fields: Sequence[Field], *, drafts: Memory, draft: str, name: str = "signing.case") -> None:
        super().__init__([*fields, *self._money_fields()], name=name, columns=2, drafts=drafts, draft=draft)
        self.rows["amount"].left.connect(self._add_up)

    def _money_fields(self) -> list[Field]:
        return [
            MoneyField("amount", _("Amount")),
            DateField("signing_date", _("Signing day"), default=clock.today()),
            InstalmentsField(
                "instalments", _("Instalments"), check=self._check_sum, hint=_("One a line: 2026-12-01 18,000.00")
            ),
            NumberField("copies", _("Copies"), required=True, least=1, most=50),
            TextField("contract_no", _("Contract number"), max_length=60),
        ]

    def _check_sum(self, parts: tuple[InstalmentIn, ...]) -> None:
        try:
            amount = self.rows["amount"].read()
        except UserError:
            return  # said beside the amount
        total = sum((part.amount for part in parts), Money(0))
        if amount is not None and total != amount:
            raise UserError(_("The instalments add up to {total}, not to {amount}.").format(total=total, amount=amount))

    def _add_up(self) -> None:
        if self.rows["instalments"].text():
            self.rows["instalments"].validate()


class NewCaseForm(CaseForm):
    """A case to be opened: for each party the name (customers are found while typing), numbers, and who acts for it."""

    def __init__(self, kind: TypeInfo, ops: Ops, drafts: Memory) -> None:
        self.roles = kind.business.roles[:2]
        fields: list[Field] = []
        for place, role in enumerate(self.roles):
            fields += _party_fields(place, role)
        super().__init__(fields, drafts=drafts, draft=kind.business.code)
        self.rows["copies"].set_value(kind.business.copies)
        self.finders = [CustomerFinder(self.rows[f"name{place}"], ops) for place in range(len(self.roles))]
        for place, finder in enumerate(self.finders):
            finder.on_taken = lambda customer, power, place=place: self._take(place, customer, power)  # type: ignore[misc]
            for key in (f"agent{place}", f"paper{place}"):
                self.rows[key].edited.connect(lambda place=place: self._show_agent(place))
            self._show_agent(place)

    def take(self, place: int, customer: reception.CustomerInfo, power: reception.PowerInfo | None) -> None:
        """This customer is the party."""
        self.finders[place].show(customer)
        self._take(place, customer, power)

    def _take(self, place: int, _customer: reception.CustomerInfo, power: reception.PowerInfo | None) -> None:
        if power is None or self.rows[f"agent{place}"].text():
            return
        self.rows[f"agent{place}"].set_text(power.agent)
        self.rows[f"paper{place}"].set_value(power.paper)
        self.rows[f"until{place}"].set_value(power.valid_until)
        self._show_agent(place)

    def _show_agent(self, place: int) -> None:
        """Which paper was seen is asked only where there is an agent; until when it is valid, only of a paper."""
        paper = self.rows[f"paper{place}"]
        asked = bool(self.rows[f"agent{place}"].text().strip())
        paper.setVisible(asked)
        self.rows[f"until{place}"].setVisible(asked and paper.text() in (_("original seen"), _("copy seen")))

    def restore_draft(self) -> None:
        """A draft may bring an agent back."""
        super().restore_draft()
        for place in range(len(self.roles)):
            self._show_agent(place)

    def parties(self, session: Any, values: dict[str, Any]) -> list[PartyIn]:
        """The parties as typed; whoever is known by number or was chosen from the customers found is taken over."""
        return [
            _party(session, role, values, place, self.finders[place].customer) for place, role in enumerate(self.roles)
        ]


def change_form(case: CaseInfo, drafts: Memory) -> CaseForm:
    """A draft's amount, day, instalments, copies and number."""
    form = CaseForm([], drafts=drafts, draft=f"change.{case.id}", name="signing.case_change")
    form.set_values(case_values(case))
    return form


def case_values(case: CaseInfo) -> dict[str, Any]:
    """What the form for changing a draft shows."""
    return {
        "amount": case.row.amount,
        "signing_date": case.row.signing_date,
        "instalments": case.instalments,
        "copies": case.copies,
        "contract_no": case.contract_no or None,
    }


def differences(before: CaseInfo, now: CaseInfo, form: CaseForm) -> str:
    """What somebody else has changed meanwhile, in words."""
    old, new = case_values(before), case_values(now)
    changed = []
    for key, row in form.rows.items():
        if old[key] != new[key]:
            words = row.field.words(new[key]).replace("\n", "; ") or "—"
            changed.append(f"{row.field.label} {words}")
    return " · ".join(changed)


def power_form(party: PartyInfo) -> Form:
    """Which paper the agent has shown."""
    form = Form(_power_fields("", required=True), name="signing.power")
    form.set_values({"paper": party.agent_paper or None, "until": party.agent_until})
    return form


def paper_words(paper: str) -> str:
    """What was seen of a power of attorney."""
    return dict(_papers()).get(paper, _("not brought"))


def _papers() -> list[tuple[str, str]]:
    return [("original", _("original seen")), ("copy", _("copy seen")), ("missing", _("not brought"))]


def _power_fields(place: int | str, *, required: bool) -> list[Field]:
    return [
        ChoiceField(f"paper{place}", _("Power of attorney"), required, options=_papers(), wide=True),
        DateField(f"until{place}", _("Valid until"), check=_check_until, wide=True),
    ]


def _check_until(until: Any) -> None:
    if until < clock.today():
        raise UserError(_("The power of attorney has expired."), hint=_("Ask for a valid one."))


def _party_fields(place: int, role: str) -> list[Field]:
    paper, until = _power_fields(place, required=True)
    return [
        TextField(f"name{place}", _("{role}: name").format(role=role), required=True, max_length=80, wide=True),
        IdNumberField(f"number{place}", _("{role}: document number or code").format(role=role), wide=True),
        PhoneField(f"phone{place}", _("{role}: phone").format(role=role), wide=True),
        TextField(
            f"account{place}",
            _("{role}: bank account").format(role=role),
            check=check_account,
            max_length=40,
            wide=True,
        ),
        TextField(f"agent{place}", _("{role}: agent").format(role=role), max_length=40, wide=True),
        paper,
        until,
    ]


def _party(
    session: Any, role: str, values: dict[str, Any], place: int, customer: reception.CustomerInfo | None
) -> PartyIn:
    name, number = values[f"name{place}"], values[f"number{place}"] or ""
    agent = values[f"agent{place}"] or ""
    known = reception.known_customer(session, number) if number else None
    if known is None and not number and customer is not None and customer.name == name:
        known = customer
    guessed = guess_kind(number) if number else None
    if number and guessed is None:
        raise UserError(_("This is no document number or company code."), field=f"number{place}")
    return PartyIn(
        role=role,
        name=name,
        customer_id=known.id if known is not None and known.name == name else None,
        kind=reception.ORGANISATION if guessed == "uscc" else reception.INDIVIDUAL,
        id_kind=guessed or "resident_id",
        id_number=number,
        phone=values[f"phone{place}"] or "",
        account=values[f"account{place}"] or "",
        agent=agent,
        agent_paper=values.get(f"paper{place}") or "" if agent else "",
        agent_until=values.get(f"until{place}") if agent else None,
    )


class CustomerFinder(QObject):
    """Below a party's name the customers that fit what was typed so far. Down and Enter or a click take one; Enter on a
    name leaves the name as typed, Enter on initials takes the first."""

    def __init__(self, row: FieldRow, ops: Ops) -> None:
        super().__init__(row)
        self._row, self._ops = row, ops
        self._editor: QLineEdit = row.editor  # type: ignore[assignment]  # a TextField has a line
        self.customer: reception.CustomerInfo | None = None
        self.on_taken: Callable[[reception.CustomerInfo, reception.PowerInfo | None], None] = lambda _who, _power: None
        self.list = QListWidget()
        self.list.setObjectName(f"{self._editor.objectName()}.hits")
        self.list.setAccessibleName(_("Customers found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.hide()
        self.told = label(ink="ok", px=12, wrap=True)
        self.told.hide()
        box = row.layout()
        box.addWidget(self.list)
        box.addWidget(self.told)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._editor.textEdited.connect(self._on_edited)
        self._editor.installEventFilter(self)
        self.list.itemClicked.connect(self._take)

    def show(self, customer: reception.CustomerInfo) -> None:
        """This one it is."""
        self._pause.stop()
        self.customer = customer
        self._row.set_text(customer.name)
        self.list.hide()
        known = " · ".join(filter(None, [customer.id_number, customer.phone]))
        self.told.setText(_("Known customer: {numbers}").format(numbers=known or _("no number known")))
        self.told.show()

    def _on_edited(self, _text: str) -> None:
        self.customer = None
        self.told.hide()
        self._pause.start()

    def _ask(self) -> None:
        words = self._editor.text().strip()
        if not words:
            self.list.hide()
            return
        self._ops.read(
            lambda session: (words, reception.find_customers(session, words, limit=4)),
            self._on_found,
            self._on_failed,
            key=f"{self._editor.objectName()}.find",
        )

    def _on_failed(self, _error: UserError) -> None:
        self.list.hide()

    def _on_found(self, answer: tuple[str, tuple[reception.CustomerHit, ...]]) -> None:
        words, hits = answer
        if words != self._editor.text().strip() or self.customer is not None or not self._editor.hasFocus():
            return
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem(hit_words(hit))
            item.setData(Qt.ItemDataRole.UserRole, hit.customer)
            item.setSizeHint(QSize(100, _LINE))
            self.list.addItem(item)
        self.list.setCurrentRow(0 if hits and looks_like_initials(words) else -1)
        self.list.setFixedHeight(_LINE * len(hits) + 6)
        self.list.setVisible(bool(hits))

    def _take(self, item: QListWidgetItem) -> None:
        customer = item.data(Qt.ItemDataRole.UserRole)
        self.show(customer)
        self._row.entered.emit()
        self._ops.read(
            lambda session: reception.latest_power(session, customer_id=customer.id),
            lambda power: self.on_taken(customer, power),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move among the customers found, Enter takes the one marked, leaving the field puts them away."""
        if event.type() == QEvent.Type.FocusOut and not self.list.underMouse():
            self.list.hide()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.list.isVisible():
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
            if enter and self.list.currentItem() is not None:
                self._take(self.list.currentItem())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.list.hide()
                return True
        return super().eventFilter(watched, event)
