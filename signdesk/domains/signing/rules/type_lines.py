"""Papers, clauses and manual items of a business type as a person types them, one to a line, and back again. What the
lines say is the centre's own Chinese wording; only their form is judged here.

    甲方：不动产权证书（原件，复印件 2 份，如有）      whose paper it is, how it is brought; 如有: not required
    ★租金及支付方式：租金/支付方式                     ★ a key clause; what its text is recognised by
    出租人有权出租，转租已获同意                        a manual item
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.domains.signing.rules.business import Clause, ManualItem, Paper

_ORIGINAL, _OPTIONAL, _KEY = "原件", "如有", "★"
_COPIES = re.compile(r"复印件\s*(?:(\d{1,2})\s*份)?")
_HOW = re.compile(r"(.+?)\s*[（(]([^（()）]*)[）)]")
_MOST_LINES = 60


def parse_papers(text: str, roles: Sequence[str]) -> tuple[Paper, ...]:
    """The papers of these lines. UserError (field "papers") names the line that cannot be read."""
    papers = []
    for number, line in _lines(text, "papers"):
        whose, named, rest = _halves(line)
        role, name = (whose, rest) if named and whose in roles else ("", line)
        how = _HOW.fullmatch(name)
        parts = [part.strip() for part in re.split("[，,、]", how[2])] if how else []
        if how is None or not any(map(_is_how, parts)):
            papers.append(Paper(name, role))  # a bracket that is part of the name: 营业执照（副本）
            continue
        copies = [found for part in parts if (found := _COPIES.fullmatch(part))]
        unknown = [part for part in parts if not _is_how(part)]
        if unknown or (_ORIGINAL not in parts and not copies):
            raise UserError(
                _("Line {number}: how the paper is brought is not understood.").format(number=number),
                field="papers",
                hint=_("For example: {example}").format(example="（原件，复印件 2 份，如有）"),
            )
        count = int(copies[0][1] or 1) if copies else 0
        papers.append(Paper(how[1], role, _ORIGINAL in parts, count, _OPTIONAL not in parts))
    return tuple(papers)


def paper_lines(papers: Sequence[Paper]) -> str:
    """These papers as lines."""
    lines = []
    for paper in papers:
        how = [_ORIGINAL] if paper.original else []
        how += [f"复印件 {paper.copies} 份"] if paper.copies else []
        how += [] if paper.required else [_OPTIONAL]
        whose = f"{paper.role}：" if paper.role else ""
        lines.append(f"{whose}{paper.name}（{'，'.join(how)}）")
    return "\n".join(lines)


def parse_clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of these lines; one without words is recognised by its title. UserError (field "clauses") for a line
    without a title or a title twice."""
    clauses: dict[str, Clause] = {}
    for number, line in _lines(text, "clauses"):
        key = line.startswith((_KEY, "*"))
        title, _named, rest = _halves(line.lstrip(f"{_KEY}* "))
        words = tuple(word for each in re.split("[/／]", rest) if (word := each.strip())) or (title,)
        if not title:
            raise UserError(_("Line {number}: the clause has no title.").format(number=number), field="clauses")
        if title in clauses:
            raise UserError(
                _("Line {number}: the clause “{title}” stands there twice.").format(number=number, title=title),
                field="clauses",
            )
        clauses[title] = Clause(title, words, key)
    return tuple(clauses.values())


def clause_lines(clauses: Sequence[Clause]) -> str:
    """These clauses as lines."""
    return "\n".join(f"{_KEY if each.key else ''}{each.title}：{'/'.join(each.words)}" for each in clauses)


def parse_items(text: str, before: Sequence[ManualItem]) -> tuple[ManualItem, ...]:
    """The manual items of these lines. One whose words stay keeps its id, so that it is still the same item."""
    known = {item.text: item.id for item in before}
    taken = {item.id for item in before}
    fresh = (id for id in (f"item_{number}" for number in range(1, 1000)) if id not in taken)
    items: dict[str, ManualItem] = {}
    for _number, line in _lines(text, "manual_items"):
        if line not in items:
            items[line] = ManualItem(known.get(line) or next(fresh), line)
    return tuple(items.values())


def item_lines(items: Sequence[ManualItem]) -> str:
    """These manual items as lines."""
    return "\n".join(item.text for item in items)


def parse_words(text: str) -> tuple[str, ...]:
    """Words parted by 、 or commas, each once."""
    return tuple(dict.fromkeys(word for each in re.split(r"[、，,;；\n]", text) if (word := each.strip())))


def _lines(text: str, field: str) -> Iterator[tuple[int, str]]:
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > _MOST_LINES:
        raise UserError(_("More than {count} lines.").format(count=_MOST_LINES), field=field)
    yield from lines


def _halves(line: str) -> tuple[str, str, str]:
    before, colon, after = line.replace(":", "：", 1).partition("：")
    return before.strip(), colon, after.strip()


def _is_how(part: str) -> bool:
    return part in (_ORIGINAL, _OPTIONAL) or bool(_COPIES.fullmatch(part))
