"""Contracts of the sample centre, written for it: the texts of `resources/templates` filled with invented people,
some with a fault planted as people really make them."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from signdesk.app.sample.invented import InventedCompany, InventedPerson
from signdesk.core import resources
from signdesk.core.identity import IdKind
from signdesk.core.money import Money, capitals
from signdesk.domains.signing.rules.business import BusinessType, shipped_type
from signdesk.domains.signing.rules.drafting import CaseSource, Value, values
from signdesk.domains.signing.rules.facts import CaseFacts, InstalmentFacts, PartyFacts
from signdesk.domains.signing.rules.templates.fields import FILTERS, TemplateField
from signdesk.domains.signing.rules.templates.reading import read_fields
from signdesk.io.word import contract_docx
from signdesk.io.word_template import fill_lines, plain_text

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
    business, lines, fields = _template(deal.code)
    source = CaseSource(_facts(deal, business, fault), deal.number)
    written = values(fields, source, business, added_values(deal))
    if fault == "capitals":
        amount = {"金额": str(deal.amount), "大写": capitals(Money(deal.amount.fen + 500_000))}
        written[business.amount_label] = {"": str(deal.amount), **amount}
    elif fault == "blank":
        written["建筑面积" if deal.code != "service" else "委托事项"] = None
    filled = fill_lines(lines, written, tuple(FILTERS))
    if fault == "clause_number":
        filled = [line.replace("第六条", "第七条", 1) if line.startswith("第六条") else line for line in filled]
    return filled


@cache
def _template(code: str) -> tuple[BusinessType, str, tuple[TemplateField, ...]]:
    """A shipped business type, the text of its contract, and what that asks for."""
    business = shipped_type(code)
    lines = resources.path("templates", business.template).read_text(encoding="utf-8")
    return business, lines, read_fields([plain_text(lines)], business)


def added_values(deal: Deal) -> dict[str, Value]:
    """What the shipped templates ask for beside the case, invented to fit the deal."""
    start = deal.signing_date + timedelta(days=5)
    added: dict[str, Value] = {
        "房屋坐落": deal.place,
        "建筑面积": str(deal.area),
        "预售许可证号": f"预许字（{deal.signing_date.year}）第{deal.area:04}号",
        "不动产权证书号": f"不动产权第{deal.area:07}号",
        "交付日期": deal.signing_date + timedelta(days=120),
        "申请登记日期": deal.signing_date + timedelta(days=45),
        "定金": Money(deal.amount.fen // 20),
    }
    if deal.code == "lease":
        rent = Money(deal.amount.fen // 12)
        added |= {"月租金": rent, "押金": rent, "租赁月数": 12, "付租周期": "季度", "租赁用途": "居住"}
        added |= {"起租日期": start, "交付日期": start, "终止日期": _year_later(start)}
    elif deal.code == "service":
        added |= {"委托事项": f"{deal.place}的房屋交易过户代办服务", "开始日期": start, "终止日期": _year_later(start)}
    return added


def docx(deal: Deal, fault: str = "") -> bytes:
    """The contract as a Word file."""
    return contract_docx(text(deal, fault))


def _facts(deal: Deal, business: BusinessType, fault: str) -> CaseFacts:
    first, second = (_party(role, someone) for role, someone in zip(business.roles, (deal.a, deal.b), strict=False))
    if fault == "party_number":
        number = second.id_number
        second = replace(second, id_number=number[:-3] + number[-2] + number[-3] + number[-1])
    elif fault == "party_name":
        second = replace(second, name=second.name[0] + second.name[::-1][: len(second.name) - 1])
    due = deal.first_date if fault != "date" else deal.signing_date - timedelta(days=40)
    return CaseFacts(
        business_type=business.name,
        parties=(first, second),
        amount=deal.amount,
        instalments=(InstalmentFacts(deal.first, due), InstalmentFacts(deal.rest, deal.rest_date)),
        signing_date=deal.signing_date,
        copies=business.copies,
    )


def _party(role: str, someone: Someone) -> PartyFacts:
    if isinstance(someone, InventedCompany):
        return PartyFacts(role, someone.name, IdKind.USCC.value, someone.uscc, someone.agent.phone)
    return PartyFacts(role, someone.name, IdKind.RESIDENT_ID.value, someone.id_number, someone.phone)


def _year_later(day: date) -> date:
    """The last day of a period of twelve months that begins on `day`."""
    same = date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
    return same - timedelta(days=1)
