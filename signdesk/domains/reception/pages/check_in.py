"""Check-in in the page (F2): the key flow of the front desk. Enter goes to the next unfilled field, complete fields go
on by themselves, Ctrl+Enter takes the number. What is possible is the service's matter; nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from signdesk.core import clock
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.identity import IdKind, check_id, check_resident_id, guess_kind
from signdesk.domains.reception import service
from signdesk.domains.reception.pages.choice import DigitChoice
from signdesk.domains.reception.pages.picker import PersonPicker
from signdesk.domains.reception.service import CustomerHit, PowerInfo, Priority, ServiceInfo, TicketInfo
from signdesk.ui import typed_ahead
from signdesk.ui.buttons import label
from signdesk.ui.fields import DateField, IdNumberField, NumberField, PhoneField
from signdesk.ui.form import FieldRow
from signdesk.ui.page import PageContext

NAME = "reception.check_in"
DRAFT = f"draft.{NAME}"
SELF, AGENT, ORGANISATION = "self", "agent", "organisation"
_ORGANISATION = re.compile(
    r"(公司|集团|厂|店|银行|支行|合作社|中心|学校|大学|医院|协会|事务所|委员会|局|企业|合伙\)?|工作室|基金会|Ltd\.?|Inc\.?|GmbH|LLC)$"
)


class CheckInForm(QWidget):
    """All that is asked of somebody who comes in."""

    taken = Signal(object)
    """The number was taken: TicketInfo."""

    def __init__(self, context: PageContext, services: Sequence[ServiceInfo]) -> None:
        super().__init__()
        self.setObjectName(NAME)
        self.setAccessibleName(_("Check in"))
        self.context, self.services = context, list(services)
        self.appointment_id: int | None = None
        self._skipped: set[QWidget] = set()
        self._taking = False
        self._take_waits = False
        self._make_fields()
        self._lay_out()
        self._wire()
        self._restore_draft()
        self.arrange()

    def _make_fields(self) -> None:
        ops = self.context.ops
        self.customer = PersonPicker(
            ops, _("Customer"), _("Name, initials, tail of a number, card"), name=f"{NAME}.customer"
        )
        self.service = DigitChoice(
            _("Service"), [(one.digit, one.name, one.id) for one in self.services], name=f"{NAME}.service"
        )
        self.capacity = DigitChoice(
            _("Comes as"),
            [(1, _("in person"), SELF), (2, _("by an agent"), AGENT), (3, _("organisation"), ORGANISATION)],
            name=f"{NAME}.capacity",
        )
        self.capacity.choose(SELF)
        self.number = FieldRow(IdNumberField("id_number", _("Identity document"), check=self._check_number), NAME)
        self.phone = FieldRow(PhoneField("phone", _("Phone")), NAME)
        self.agent = PersonPicker(ops, _("Agent"), _("Name, initials, card"), name=f"{NAME}.agent")
        self.paper = DigitChoice(
            _("Power of attorney"),
            [(1, _("original seen"), "original"), (2, _("copy seen"), "copy"), (3, _("not brought"), "missing")],
            name=f"{NAME}.paper",
        )
        self.until = FieldRow(DateField("valid_until", _("Valid until")), NAME)
        self.companions = FieldRow(NumberField("companions", _("Companions"), default=0), NAME)
        self.priority = DigitChoice(
            _("Priority"),
            [(0, _("none"), "")] + [(place, one.label, one.value) for place, one in enumerate(Priority, start=1)],
            name=f"{NAME}.priority",
        )
        self.priority.choose("")
        self.consent = QCheckBox(_("The customer agrees"))
        self.consent.setAccessibleName(_("Consent"))
        self.consent.setObjectName(f"{NAME}.consent")
        purpose = _(service.PURPOSES[service.RECEPTION_PURPOSE])
        self.purpose = label(_("Personal data, for: {purpose}").format(purpose=purpose), "muted", px=12, wrap=True)
        self.consent_known = label(ink="ok", px=12, wrap=True)
        self.consent_problem = label(ink="seal", px=12, wrap=True)
        self.problem = label(ink="seal", wrap=True)
        self.agent_number = ""
        self.agent_kind: IdKind | None = None
        self.id_kind: IdKind | None = None

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(9)
        box.addWidget(label(_("Check in"), px=20, bold=True))
        for widget in (
            self.problem, self.customer, self.service, self.capacity, self.number, self.phone, self.agent, self.paper,
            self.until, self.companions, self.priority, self.consent_known, self.consent, self.purpose,
            self.consent_problem,
        ):  # fmt: skip
            box.addWidget(widget)
        self.problem.hide()
        self.consent_problem.hide()

    def _wire(self) -> None:
        self.customer.picked.connect(self._on_picked)
        self.customer.named.connect(self._on_named)
        self.customer.numbered.connect(self._on_numbered)
        self.customer.cleared.connect(self._on_cleared)
        self.customer.digit_pressed.connect(self._on_digit)
        self.agent.picked.connect(lambda _hit: self._go_on(self.agent))
        self.agent.named.connect(lambda _name: self._go_on(self.agent))
        self.agent.numbered.connect(self._on_agent_numbered)
        self.agent.digit_pressed.connect(self.paper.press)
        for choice in (self.service, self.capacity, self.paper, self.priority):
            choice.chosen.connect(lambda _value, choice=choice: self._on_choice(choice))
            choice.entered.connect(lambda choice=choice: self._go_on(choice))
        for row in (self.number, self.phone, self.until, self.companions):
            row.entered.connect(lambda row=row: self._on_entered(row))
            row.edited.connect(lambda row=row: self._on_edited(row))
        self.consent.toggled.connect(self._on_consent)
        self._draft_pause = QTimer(self)
        self._draft_pause.setSingleShot(True)
        self._draft_pause.setInterval(400)
        self._draft_pause.timeout.connect(self.keep_draft)
        self.customer.field.textEdited.connect(lambda _text: self._draft_pause.start())

    # what is asked

    @property
    def chosen_service(self) -> ServiceInfo | None:
        """The service chosen."""
        return next((one for one in self.services if one.id == self.service.value), None)

    @property
    def needs_consent(self) -> bool:
        """Whether there is no valid consent from earlier."""
        return self.customer.hit is None or self.customer.hit.customer.consent_until is None

    def arrange(self) -> None:
        """Show what this visit needs and nothing else."""
        hit = self.customer.hit
        known = hit.customer if hit else None
        chosen = self.chosen_service
        organisation = self.capacity.value == ORGANISATION
        self.capacity.setVisible(known is None or known.kind != service.ORGANISATION)
        needs_number = chosen is not None and chosen.needs_id and not (known and known.id_number)
        self.number.setVisible(needs_number or (known is None and bool(self.number.text())))
        self.number.caption.setText(self._number_caption(organisation))
        self.phone.setVisible(not (known and known.phone))
        by_agent = self.capacity.value != SELF
        self.agent.setVisible(by_agent)
        self.agent.caption.setText(_("Came for the organisation") if organisation else _("Agent"))
        self.paper.setVisible(by_agent)
        self.until.setVisible(by_agent and self.paper.value in ("original", "copy"))
        self.consent.setVisible(self.needs_consent)
        self.purpose.setVisible(self.needs_consent)
        self.consent_known.setVisible(not self.needs_consent)
        if known is not None and known.consent_until is not None:
            day = known.consent_until.isoformat()
            self.consent_known.setText(_("Consent given earlier, valid until {day}").format(day=day))

    def _number_caption(self, organisation: bool) -> str:
        kind = self.id_kind or guess_kind(self.number.text())
        if kind is None:
            kind = IdKind.USCC if organisation else None
        return kind.label if kind else _("Identity document")

    def unfilled(self) -> list[QWidget]:
        """The fields still to be filled, in order."""
        hit = self.customer.hit
        order: list[tuple[QWidget, bool]] = [
            (self.customer, self.customer.settled),
            (self.service, self.service.value is not None),
            (self.number, bool(self.number.text())),
            # Who shows a card is known: the phone may be typed, but the cursor does not stop there.
            (self.phone, bool(self.phone.text()) or hit is not None or self.customer.number_known),
            (self.agent, self.agent.settled),
            (self.paper, self.paper.value is not None),
            (self.until, bool(self.until.text())),
            (self.consent, self.consent.isChecked()),
        ]
        return [
            widget
            for widget, filled in order
            if widget.isVisibleTo(self) and not filled and widget not in self._skipped
        ]

    # going on

    def start(self) -> None:
        """The cursor where it begins."""
        self.customer.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self, _from: QWidget) -> None:
        self.arrange()
        left = self.unfilled()
        if left:
            target = left[0]
            (target.editor if isinstance(target, FieldRow) else target).setFocus(Qt.FocusReason.TabFocusReason)
            area = self._scroll_area()
            if area is not None:
                QTimer.singleShot(0, self, lambda: area.ensureWidgetVisible(target, 0, 40))
        else:
            # Everything is there: the keyboard rests on the last question, Ctrl+Enter takes the number.
            self.companions.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def _scroll_area(self) -> Any:
        parent = self.parentWidget()
        while parent is not None and not hasattr(parent, "ensureWidgetVisible"):
            parent = parent.parentWidget()
        return parent

    def _on_entered(self, row: FieldRow) -> None:
        if not row.validate():
            return
        if row is self.companions and not self.unfilled():
            self.save()
            return
        if not row.text():
            self._skipped.add(row)
        self._go_on(row)

    def _on_edited(self, row: FieldRow) -> None:
        self._skipped.discard(row)
        self._draft_pause.start()
        if row is self.number:
            self.id_kind = None
            self.number.caption.setText(self._number_caption(self.capacity.value == ORGANISATION))
        if row.field.complete(row.text()) and row.validate():
            if row is self.number:
                self._hint_age()
            self._go_on(row)

    def _on_choice(self, choice: DigitChoice) -> None:
        self.arrange()
        self._draft_pause.start()
        self._go_on(choice)

    def _on_consent(self, _on: bool) -> None:
        self.consent_problem.hide()

    # the customer

    def _on_picked(self, hit: CustomerHit) -> None:
        self.problem.hide()
        self.appointment_id = hit.appointment_id
        if hit.service_id is not None:
            self.service.choose(hit.service_id)
        if hit.customer.kind == service.ORGANISATION:
            self.capacity.choose(ORGANISATION)
            typed_ahead.hold(self)  # who came last time is filled in first: what is typed now comes after it
            self.context.ops.read(
                lambda session: self._last_agent(session, hit.customer.id),
                self._on_power,
                self._on_no_power,
                key=f"{NAME}.power",
            )
        elif self.capacity.value == ORGANISATION:
            self.capacity.choose(SELF)
        self._go_on(self.customer)

    @staticmethod
    def _last_agent(session: Any, customer_id: int) -> tuple[PowerInfo, CustomerHit] | None:
        power = service.latest_power(session, customer_id=customer_id)
        if power is None:
            return None
        return power, CustomerHit(service.customer_info(session, customer_id=power.agent_id), "power")

    def _on_no_power(self, error: UserError) -> None:
        self._show_problem(error.message)
        typed_ahead.let_go(self)

    def _on_power(self, found: tuple[PowerInfo, CustomerHit] | None) -> None:
        if found is not None and not self.agent.settled:
            power, hit = found
            self.agent.show_hit(hit)
            self.paper.choose(power.paper)
            if power.valid_until is not None:
                self.until.set_text(power.valid_until.isoformat())
            self._go_on(self.agent)
        typed_ahead.let_go(self)

    def _on_named(self, name: str) -> None:
        if self.capacity.value == SELF and _ORGANISATION.search(name):
            self.capacity.choose(ORGANISATION)
        self._go_on(self.customer)

    def _on_numbered(self, number: str, kind: IdKind) -> None:
        self.id_kind = kind
        self.number.set_text(number)
        if kind is IdKind.USCC:
            self.capacity.choose(ORGANISATION)
        self._hint_age()
        self.arrange()
        self.number.caption.setText(kind.label)

    def _on_digit(self, digit: int) -> None:
        self.service.press(digit)

    def _on_cleared(self) -> None:
        self.appointment_id = None
        self.arrange()

    def _on_agent_numbered(self, number: str, kind: IdKind) -> None:
        self.agent_number, self.agent_kind = number, kind

    def _check_number(self, number: str) -> None:
        kind = self.id_kind or guess_kind(number)
        if kind is None:
            kind = IdKind.USCC if self.capacity.value == ORGANISATION else IdKind.RESIDENT_ID
        check_id(kind, number, today=clock.today())

    def _hint_age(self) -> None:
        try:
            born = check_resident_id(self.number.text()).birth_date
        except UserError:
            return
        today = clock.today()
        if today.year - born.year - ((today.month, today.day) < (born.month, born.day)) >= 70:
            self.priority.caption.setText(_("Priority · 70 or older: 1"))

    # taking the number

    @property
    def taking(self) -> bool:
        """Whether the number is being taken right now."""
        return self._taking

    def save(self) -> None:
        """Check what is here and take the number; else jump to the first problem."""
        if self._taking:
            return
        if self.customer.waiting:
            # Enter and Ctrl+Enter came faster than the answer: take the number when it is here.
            if not self._take_waits:
                self._take_waits = True
                self.customer.when_settled(self._on_settled)
            return
        if not self.customer.settled:
            self.customer.show_problem(_("Who has come? Press Enter on the name."))
            self.start()
            return
        if self.service.value is None:
            self.service.show_problem(_("Press the digit of the service."))
            self.service.setFocus()
            return
        rows = (self.number, self.phone, self.until, self.companions)
        wrong = [row for row in rows if row.isVisibleTo(self) and not row.validate()]
        if wrong:
            wrong[0].editor.setFocus()
            return
        self._taking = True
        typed_ahead.hold(self)  # what is typed now belongs to the next customer
        values = self._values()
        self.context.ops.write(
            service.CHECK_IN, lambda session: service.check_in(session, **values), self._on_taken, self._on_refused
        )

    def _on_settled(self) -> None:
        self._take_waits = False
        self.save()

    def _values(self) -> dict[str, Any]:
        hit = self.customer.hit
        organisation = self.capacity.value == ORGANISATION
        number = self.number.text() if self.number.isVisibleTo(self) else ""
        phone = self.phone.text() if self.phone.isVisibleTo(self) else ""
        kind = self.id_kind or (guess_kind(number) if number else None)
        values: dict[str, Any] = {
            "service_id": self.service.value,
            "companions": self.companions.read() or 0,
            "priority": Priority(self.priority.value) if self.priority.value else None,
            "consent": self.consent.isChecked() and self.consent.isVisibleTo(self),
            "appointment_id": self.appointment_id,
        }
        if hit is not None:
            values |= {"customer_id": hit.customer.id, "id_kind": kind, "id_number": number, "phone": phone}
        else:
            values["new_customer"] = service.NewCustomer(
                self.customer.new_name,
                service.ORGANISATION if organisation else service.INDIVIDUAL,
                kind,
                number,
                phone,
            )
        if self.capacity.value != SELF and self.agent.settled:
            values["agent"] = self._agent()
        return values

    def _agent(self) -> service.Agent:
        hit = self.agent.hit
        until = self.until.read() if self.until.isVisibleTo(self) else None
        new = None
        if hit is None:
            new = service.NewCustomer(self.agent.new_name, id_kind=self.agent_kind, id_number=self.agent_number)
        return service.Agent(
            customer_id=hit.customer.id if hit else None,
            new=new,
            paper=self.paper.value or "missing",
            valid_until=until,
        )

    def _on_taken(self, ticket: TicketInfo) -> None:
        self._taking = False
        self.forget_draft()
        self.taken.emit(ticket)
        typed_ahead.let_go(self)

    def _on_refused(self, error: UserError) -> None:
        self._taking = False
        typed_ahead.let_go(self, forget=True)  # it was meant for a form that did not open
        words = f"{error.message} {error.hint}".strip()
        beside: dict[str, tuple[Callable[[str], None], QWidget]] = {
            "name": (self.customer.show_problem, self.customer),
            "id_number": (self.number.show_problem, self.number.editor),
            "phone": (self.phone.show_problem, self.phone.editor),
            "agent": (self.agent.show_problem, self.agent),
            "valid_until": (self.until.show_problem, self.until.editor),
            "companions": (self.companions.show_problem, self.companions.editor),
            "consent": (self._show_consent_problem, self.consent),
        }
        show, target = beside.get(error.field or "", (self._show_problem, self.customer))
        if error.field == "id_number":
            self.number.show()
        if error.field == "agent" and not self.agent.isVisibleTo(self):
            show, target = self._show_problem, self.capacity
        show(words)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()

    def _show_consent_problem(self, words: str) -> None:
        self.consent_problem.setText(words)
        self.consent_problem.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the consent: on, or the number if nothing is left."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.consent.hasFocus():
            if self.consent.isChecked() and not self.unfilled():
                self.save()
            return
        super().keyPressEvent(event)

    # drafts

    def draft(self) -> dict[str, Any] | None:
        """What has been typed so far; None if nothing was."""
        kept: dict[str, Any] = {"name": self.customer.field.text(), "service": self.service.value}
        kept |= {key: row.text() for key, row in self._draft_rows().items()}
        return kept if any(kept.values()) else None

    def keep_draft(self) -> None:
        """Remember what is typed, also through a crash."""
        self.context.drafts.set(DRAFT, self.draft())

    def forget_draft(self) -> None:
        """It was saved or given up."""
        self._draft_pause.stop()
        self.context.drafts.set(DRAFT, None)

    def _restore_draft(self) -> None:
        kept = self.context.drafts.get(DRAFT)
        if not isinstance(kept, dict):
            return
        self.customer.field.setText(str(kept.get("name", "")))
        self.service.choose(kept.get("service"))
        for key, row in self._draft_rows().items():
            row.set_text(str(kept.get(key, "")))

    def _draft_rows(self) -> dict[str, FieldRow]:
        return {"id_number": self.number, "phone": self.phone}
