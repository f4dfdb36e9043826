"""What `numbering.xml` of a Word file defines: lists, those in use, and which styles stand for a level of a list. How
they count is `numbering`."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from signdesk.io.importing.elements import (
    alternative,
    attribute,
    child_of,
    name_of,
    switched_on,
    value_of,
    whole_number,
)
from signdesk.io.importing.numbering import Level, ListDefinition, ListInstance, Numbering


def read_numbering(root: Element | None) -> Numbering:
    """The numbering of a document; None, and nothing is numbered."""
    definitions: dict[str, ListDefinition] = {}
    instances: dict[str, ListInstance] = {}
    style_links: dict[str, str] = {}
    linked: dict[str, str] = {}
    levels_of_styles: dict[tuple[str, str], int] = {}
    for element in root if root is not None else ():
        if name_of(element) == "abstractNum":
            identity = attribute(element, "abstractNumId") or ""
            definition = definitions.setdefault(identity, ListDefinition())
            for child in element:
                if name_of(child) == "lvl":
                    depth = whole_number(attribute(child, "ilvl"), 0)
                    definition.levels[depth] = _level(child)
                    if style := value_of(child, "pStyle"):
                        levels_of_styles[identity, style] = depth
                elif name_of(child) == "styleLink":
                    style_links[attribute(child, "val") or ""] = identity
                elif name_of(child) == "numStyleLink":
                    linked[identity] = attribute(child, "val") or ""
        elif name_of(element) == "num":
            instance = ListInstance(value_of(element, "abstractNumId") or "")
            for override in element:
                if name_of(override) != "lvlOverride":
                    continue
                depth = whole_number(attribute(override, "ilvl"), 0)
                start = value_of(override, "startOverride")
                if start is not None:
                    instance.starts[depth] = whole_number(start, 1)
                level = child_of(override, "lvl")
                if level is not None:
                    instance.levels[depth] = _level(level)
            instances[attribute(element, "numId") or ""] = instance
    for identity, style in linked.items():
        if style in style_links:
            definitions[identity] = definitions[style_links[style]]
    return Numbering(definitions, instances, levels_of_styles)


def _level(element: Element) -> Level:
    return Level(
        format=value_of(element, "numFmt")
        or value_of(alternative(child_of(element, "AlternateContent")), "numFmt")
        or "decimal",
        text=value_of(element, "lvlText") or "",
        start=whole_number(value_of(element, "start"), 1),
        restart=whole_number(restart, 0) if (restart := value_of(element, "lvlRestart")) is not None else None,
        legal=bool(switched_on(element, "isLgl")),
    )
