"""Categories: how dossiers are numbered, how long they are kept, what each must hold."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from signdesk.core import settings
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.numbering import check_template
from signdesk.domains.archive import rules
from signdesk.domains.archive.models import ArchiveCategory, ArchiveRequirement
from signdesk.domains.archive.service.values import CategoryInfo
from signdesk.domains.archive.service.vocabulary import FONDS_CODE

_TARGET_DAYS = 7


def set_up_category(
    session: Session,
    *,
    code: str,
    name: str,
    fonds: str,
    fonds_name: str = "",
    unit: str = "",
    template: str = rules.BY_PIECE,
    retention: str = "D30",
    target_days: int = _TARGET_DAYS,
    required: Sequence[rules.Required] = (),
) -> CategoryInfo:
    """A new category. `target_days`: within how many days after signing a dossier is to be in the archive.

    UserError for a code already used, a template without exactly one {seq}, an unknown retention period.
    """
    code, fonds = code.strip(), fonds.strip()
    for field, value in (("code", code), ("fonds", fonds), ("name", name.strip())):
        if not value:
            raise UserError(_("This must not be empty."), field=field)
    if session.scalar(select(ArchiveCategory.id).where(ArchiveCategory.code == code)) is not None:
        raise UserError(_("There is already a category of this code."), field="code")
    check_template(template, rules.SEGMENTS)
    rules.retention_years(retention)
    category = ArchiveCategory(
        code=code,
        name=name.strip(),
        fonds=fonds,
        fonds_name=fonds_name.strip(),
        unit=unit.strip(),
        template=template,
        retention=retention,
        target_days=target_days,
    )
    session.add(category)
    session.flush()
    _require(session, category, required)
    return _info(session, category)


def change_category(
    session: Session,
    *,
    category_id: int,
    version: int,
    name: str,
    fonds_name: str,
    unit: str,
    template: str,
    retention: str,
    target_days: int,
    required: Sequence[rules.Required],
) -> CategoryInfo:
    """Change a category from now on; numbers already given stay as they are. Code and fonds never change."""
    category = load(session, ArchiveCategory, category_id, version)
    check_template(template, rules.SEGMENTS)
    rules.retention_years(retention)
    category.name, category.fonds_name, category.unit = name.strip(), fonds_name.strip(), unit.strip()
    category.template, category.retention, category.target_days = template, retention, target_days
    for old in session.scalars(_requirements(category.id)):
        old.withdrawn = True
    session.flush()
    _require(session, category, required)
    return _info(session, category)


def categories(session: Session) -> tuple[CategoryInfo, ...]:
    """All categories by code."""
    found = session.scalars(select(ArchiveCategory).order_by(ArchiveCategory.code))
    return tuple(_info(session, category) for category in found)


def category_of(session: Session, code: str) -> ArchiveCategory:
    """The category of a code; the first one if the code is empty. A centre that has none yet gets its first.

    For the other parts of this service.
    """
    category = known_category(session, code)
    if category is not None:
        return category
    if code or session.scalar(select(ArchiveCategory.id).limit(1)) is not None:
        raise UserError(_("There is no category {code}.").format(code=code), field="category")
    fonds = settings.get(session, FONDS_CODE)
    made = set_up_category(session, code="HT", name=_("Contracts"), fonds=fonds, required=default_required())
    return load(session, ArchiveCategory, made.id)


def known_category(session: Session, code: str) -> ArchiveCategory | None:
    """The category of a code, the first one if the code is empty. For the other parts of this service."""
    query = select(ArchiveCategory).order_by(ArchiveCategory.id).limit(1)
    return session.scalar(query.where(ArchiveCategory.code == code) if code else query)


def default_required() -> tuple[rules.Required, ...]:
    """What a dossier of contracts holds if nobody has said otherwise."""
    return (rules.Required("contract", _("Contract")),)


def required_of(session: Session, category: ArchiveCategory) -> tuple[rules.Required, ...]:
    """The items a category requires now. For the other parts of this service."""
    found = session.scalars(_requirements(category.id))
    return tuple(rules.Required(each.kind, each.title, each.least) for each in found)


def _requirements(category_id: int) -> Select[ArchiveRequirement]:
    return (
        select(ArchiveRequirement)
        .where(ArchiveRequirement.category_id == category_id, ArchiveRequirement.withdrawn.is_(False))
        .order_by(ArchiveRequirement.place)
    )


def _require(session: Session, category: ArchiveCategory, required: Sequence[rules.Required]) -> None:
    for place, each in enumerate(required, start=1):
        session.add(
            ArchiveRequirement(
                category_id=category.id,
                place=place,
                kind=each.kind,
                title=each.title,
                least=each.least,
                withdrawn=False,
            )
        )
    session.flush()


def _info(session: Session, category: ArchiveCategory) -> CategoryInfo:
    return CategoryInfo(
        id=category.id,
        version=category.version,
        code=category.code,
        name=category.name,
        fonds=category.fonds,
        fonds_name=category.fonds_name,
        unit=category.unit,
        template=category.template,
        retention=category.retention,
        target_days=category.target_days,
        required=required_of(session, category),
    )
