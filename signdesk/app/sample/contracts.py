"""Contracts of the sample centre, written for it: the texts of `resources/templates` filled with invented people,
some with a fault planted as people really make them."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from signdesk.app.sample.invented import InventedCompany, InventedPerson
from signdesk.core import resources
from signdesk.core.money import Money, capitals
from signdesk.io.word import contract_docx

Someone = InventedPerson | InventedCompany
FAULTS = ("capitals", "blank", "party_number", "party_name", "clause_number", "date")


@dataclass(frozen=True)
class Deal:
    """What a contract and its case are about. Amounts: `first` + `rest` = `amount`; a lease pays by quarter."""

    code: str
    number: str
    a: Someone
    b: Someone
    place: str
    area: int
    amount: Money
    signing_date: date

    @property
    def first(self) -> Money:
        """The first instalment: three tenths, in whole yuan."""
        return Money(self.amount.fen * 3 // 1000 * 100)

    @property
    def rest(self) -> Money:
        """What remains."""
        return Money(self.amount.fen - self.first.fen)

    @property
    def first_date(self) -> date:
        """When the first instalment is due."""
        return self.signing_date + timedelta(days=10)

    @property
    def rest_date(self) -> date:
        """When the rest is due."""
        return self.signing_date + timedelta(days=60)


def deal(chance: random.Random, code: str, number: str, a: Someone, b: Someone, place: str, signing_date: date) -> Deal:
    """A deal of this kind with plausible figures."""
    yuan = {
        "new_home_sale": chance.randint(160, 980) * 10_000,
        "home_resale": chance.randint(120, 720) * 10_000,
        "lease": chance.randint(28, 160) * 100 * 12,
        "service": chance.randint(3, 40) * 1_000,
    }[code]
    return Deal(code, number, a, b, place, chance.randint(45, 180), Money(yuan * 100), signing_date)


def text(deal: Deal, fault: str = "") -> list[str]:
    """The contract's paragraphs, with one of FAULTS planted if named."""
    rent = Money(deal.amount.fen // 12)
    deposit = rent if deal.code == "lease" else Money(deal.amount.fen // 20)
    fields = {
        "number": deal.number,
        "place": deal.place,
        "area": str(deal.area),
        **_party("a", deal.a),
        **_party("b", deal.b),
        **_amount("amount", deal.amount),
        **_amount("first", deal.first),
        **_amount("rest", deal.rest),
        **_amount("rent", rent),
        **_amount("deposit", deposit),
        "first_date": words(deal.first_date),
        "rest_date": words(deal.rest_date),
        "handover_date": words(deal.signing_date + timedelta(days=120)),
        "start_date": words(deal.signing_date + timedelta(days=5)),
        "end_date": words(_year_later(deal.signing_date + timedelta(days=5))),
        "signing_date": words(deal.signing_date),
    }
    if fault == "capitals":
        fields["amount_capitals"] = capitals(Money(deal.amount.fen + 500_000))
    elif fault == "blank":
        fields["area"] = "____"
    elif fault == "party_number":
        fields["b_id"] = fields["b_id"][:-3] + fields["b_id"][-2] + fields["b_id"][-3] + fields["b_id"][-1]
    elif fault == "party_name":
        fields["b_name"] = fields["b_name"][0] + fields["b_name"][::-1][: len(fields["b_name"]) - 1]
    elif fault == "date":
        fields["first_date"] = words(deal.signing_date - timedelta(days=40))
    template = resources.path("templates", f"{deal.code}.txt").read_text(encoding="utf-8")
    lines = template.format(**fields).splitlines()
    if fault == "clause_number":
        lines = [line.replace("第六条", "第七条", 1) if line.startswith("第六条") else line for line in lines]
    return lines


def docx(deal: Deal, fault: str = "") -> bytes:
    """The contract as a Word file."""
    return contract_docx(text(deal, fault))


def words(day: date) -> str:
    """A date as contracts write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def _party(prefix: str, someone: Someone) -> dict[str, str]:
    if isinstance(someone, InventedCompany):
        label, number, phone = "统一社会信用代码", someone.uscc, someone.agent.phone
    else:
        label, number, phone = "身份证号", someone.id_number, someone.phone
    names = {"name": someone.name, "id_label": label, "id": number, "phone": phone}
    return {f"{prefix}_{key}": value for key, value in names.items()}


def _amount(name: str, amount: Money) -> dict[str, str]:
    return {name: str(amount), f"{name}_capitals": capitals(amount)}


def _year_later(day: date) -> date:
    """The last day of a period of twelve months that begins on `day`."""
    same = date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
    return same - timedelta(days=1)
