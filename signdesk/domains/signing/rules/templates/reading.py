"""What a contract template asks for: the fields in its text, each with its kind, and whether the contract may do
without it. A template may name fields, write them by a filter, leave a passage out by `if` and repeat one by `for`;
everything else of the template language is refused, so that a template is data and never a program.

    {{ 甲方.名称 }}  {{ 月租金|金额 }}  {{ 月租金|大写 }}  {{ 签约日期|日期 }}  {{ 份数|中文数字 }}
    {%p if 甲方.代理人 %} … {%p endif %}      {%p for 期 in 付款 %} 第{{ 期.序号|中文数字 }}期 … {%p endfor %}

The words of the case are the same in every template (`vocabulary`); any other name is a field of the template's own,
which is asked for when the contract is drafted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from jinja2 import Environment, TemplateSyntaxError, nodes

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.domains.signing.rules.business import BusinessType
from signdesk.domains.signing.rules.templates.fields import (
    FILTERS,
    LISTS,
    PARTY_FIELDS,
    FieldKind,
    TemplateField,
    vocabulary,
)

MOST_FIELDS = 200
DEEPEST = 10
"""How many passages may stand inside one another."""


def read_fields(sources: Sequence[str], business: BusinessType) -> tuple[TemplateField, ...]:
    """The fields of a template's text, in their order; a paragraph a line. UserError says what cannot be understood,
    with the words around it: unknown syntax, an unknown filter, a party this business does not have."""
    reader = _Reader(business)
    for source in sources:
        try:
            tree = Environment(autoescape=True).parse(source)
        except TemplateSyntaxError as problem:
            raise _refused(source, problem.lineno, _("a placeholder is not written as it must be")) from None
        except RecursionError:
            raise _refused(source, 1, _("brackets are too many")) from None
        reader.read(source, tree)
    fields = reader.fields()
    if not fields:
        raise UserError(
            _("There is no placeholder in this file."),
            hint=_("Put placeholders where the case's data belongs: {example}").format(example="{{ 甲方.名称 }}"),
        )
    return fields


def _refused(source: str, line: int, problem: str) -> UserError:
    lines = source.split("\n")
    words = re.sub(r"<[^>]*>", "", lines[line - 1] if line <= len(lines) else "").strip()
    return UserError(
        _("The template cannot be used: {problem} (at “{words}”).").format(
            problem=problem, words=words if len(words) <= 60 else words[:59] + "…"
        ),
        hint=_("Placeholders look like this: {examples}").format(
            examples="{{ 甲方.名称 }} {{ 月租金|大写 }} {%p if 甲方.代理人 %} {%p endif %}"
        ),
    )


class _Reader:
    """Walks the tree of each part and gathers the fields; what it does not know, it refuses."""

    def __init__(self, business: BusinessType) -> None:
        self._roles = business.roles
        self._known = vocabulary(business)
        self._kinds: dict[str, FieldKind] = {}
        self._needed: set[str] = set()
        self._source = ""
        self._depth = 0

    def fields(self) -> tuple[TemplateField, ...]:
        return tuple(
            TemplateField(name, kind, name in self._known, name not in self._needed)
            for name, kind in self._kinds.items()
        )

    def read(self, source: str, tree: nodes.Template) -> None:
        self._source = source
        self._walk(tree.body, frozenset(), {})

    def _walk(self, body: Sequence[nodes.Node], sure: frozenset[str], items: Mapping[str, str]) -> None:
        """`sure` are the fields an `if` around has found filled; `items` are the names of a `for` and their lists."""
        self._depth += 1
        for node in body:
            if self._depth > DEEPEST:
                raise self._refuse(node, _("more than {count} passages stand inside one another").format(count=DEEPEST))
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    if not isinstance(part, nodes.TemplateData):
                        self._use(part, sure, items)
            elif isinstance(node, nodes.If):
                self._branch(node, sure, items)
            elif isinstance(node, nodes.For):
                self._loop(node, sure, items)
            else:
                raise self._refuse(node, _("only fields, “if” and “for” are allowed"))
        self._depth -= 1

    def _branch(self, node: nodes.If, sure: frozenset[str], items: Mapping[str, str]) -> None:
        self._walk(node.body, sure | frozenset(self._tested(node.test, items)), items)
        for other in node.elif_:
            self._branch(other, sure, items)
        self._walk(node.else_, sure, items)

    def _tested(self, test: nodes.Node, items: Mapping[str, str]) -> Iterator[str]:
        """Names the test finds filled. `not` and `or` make sure of none."""
        if isinstance(test, nodes.And):
            yield from self._tested(test.left, items)
            yield from self._tested(test.right, items)
        elif isinstance(test, nodes.Or):
            list(self._tested(test.left, items))
            list(self._tested(test.right, items))
        elif isinstance(test, nodes.Not):
            list(self._tested(test.node, items))
        else:
            name = self._name(test, items)
            if name is not None:
                self._note(test, name, None)
                yield name

    def _loop(self, node: nodes.For, sure: frozenset[str], items: Mapping[str, str]) -> None:
        name = node.iter.name if isinstance(node.iter, nodes.Name) else ""
        plain = isinstance(node.target, nodes.Name) and node.test is None and not node.else_ and not node.recursive
        if name not in LISTS or not plain or items:
            raise self._refuse(
                node, _("“for” goes through {lists}, one by one and not inside another").format(lists="、".join(LISTS))
            )
        self._note(node, name, None)
        if name not in sure:
            self._needed.add(name)
        target = node.target
        assert isinstance(target, nodes.Name)  # noqa: S101  just tested, said again for the type checker
        if target.name in self._known or target.name in self._roles:
            raise self._refuse(node, _("“{name}” is already the name of something else").format(name=target.name))
        self._walk(node.body, sure, {target.name: name})

    def _use(self, node: nodes.Expr, sure: frozenset[str], items: Mapping[str, str]) -> None:
        asked: FieldKind | None = None
        inner: nodes.Node | None = node
        if isinstance(node, nodes.Filter):
            if node.name not in FILTERS:
                raise self._refuse(
                    node,
                    _("there is no filter “{name}”; there are {filters}").format(
                        name=node.name, filters="、".join(FILTERS)
                    ),
                )
            if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
                raise self._refuse(node, _("a filter has nothing in brackets"))
            asked, inner = FILTERS[node.name], node.node
        name = self._name(inner, items, asked)
        if name in LISTS:
            raise self._refuse(node, _("“{name}” is a list: go through it by “for”").format(name=name))
        if name is not None:
            self._note(node, name, asked)
            if name not in sure:
                self._needed.add(name)

    def _name(self, node: nodes.Node | None, items: Mapping[str, str], asked: FieldKind | None = None) -> str | None:
        """The field a node names; None for a part of a list's entry, which the list itself stands for."""
        if isinstance(node, nodes.Name) and node.name not in items:
            if node.name in self._roles:
                raise self._refuse(
                    node,
                    _("say what of {role}: {fields}").format(role=node.name, fields="、".join(PARTY_FIELDS)),
                )
            return node.name
        if not isinstance(node, nodes.Getattr) or not isinstance(node.node, nodes.Name):
            raise self._refuse(node, _("only the names of fields are allowed"))
        owner = node.node.name
        if owner in items:
            parts = LISTS[items[owner]]
            if node.attr not in parts:
                raise self._refuse(
                    node,
                    _("“{name}” has no {part}; it has {parts}").format(
                        name=owner, part=node.attr, parts="、".join(parts)
                    ),
                )
            self._check_kind(node, f"{owner}.{node.attr}", parts[node.attr], asked)
            return None
        if owner not in self._roles:
            raise self._refuse(
                node,
                _("“{name}” is no party of this business type; there are {roles}").format(
                    name=owner, roles="、".join(self._roles)
                ),
            )
        if node.attr not in PARTY_FIELDS:
            raise self._refuse(
                node,
                _("“{name}” has no {part}; it has {parts}").format(
                    name=owner, part=node.attr, parts="、".join(PARTY_FIELDS)
                ),
            )
        return f"{owner}.{node.attr}"

    def _note(self, node: nodes.Node, name: str, asked: FieldKind | None) -> None:
        """Remember a field. Its kind is what the case says, or what the first filter says."""
        if name in self._known:
            kind = self._known[name]
            self._check_kind(node, name, kind, asked)
            self._kinds[name] = kind
            return
        before = self._kinds.get(name)
        if before not in (None, "text"):
            self._check_kind(node, name, before, asked)
        else:
            self._kinds[name] = asked or "text"
        if len(self._kinds) > MOST_FIELDS:
            raise self._refuse(node, _("there are more than {count} fields").format(count=MOST_FIELDS))

    def _check_kind(self, node: nodes.Node, name: str, kind: FieldKind | None, asked: FieldKind | None) -> None:
        if asked is not None and asked != kind:
            raise self._refuse(node, _("“{name}” cannot be written this way").format(name=name))

    def _refuse(self, node: nodes.Node | None, problem: str) -> UserError:
        return _refused(self._source, node.lineno if node is not None else 1, problem)
