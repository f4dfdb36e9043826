"""Small questions to the XML of Word files, by local names: the strict and the usual namespace are read alike."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

_ON = (None, "1", "true", "on")


@lru_cache(maxsize=4096)
def local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def name_of(element: Element) -> str:
    return local(element.tag)


def child_of(element: Element | None, name: str) -> Element | None:
    if element is not None:
        for child in element:
            if local(child.tag) == name:
                return child
    return None


def attribute(element: Element | None, name: str) -> str | None:
    if element is not None:
        for key, value in element.items():
            if local(key) == name:
                return value
    return None


def value_of(element: Element | None, name: str) -> str | None:
    """The `val` of a child."""
    return attribute(child_of(element, name), "val")


def switched_on(properties: Element | None, name: str) -> bool | None:
    """A toggle property: None where it is not mentioned."""
    child = child_of(properties, name)
    return None if child is None else attribute(child, "val") in _ON


def whole_number(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def content_of(parent: Element | None) -> Iterator[Element]:
    """The block-level children, with structured document tags and insertions opened up."""
    for element in parent if parent is not None else ():
        name = name_of(element)
        if name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from content_of(element)
        elif name == "AlternateContent":
            yield from content_of(alternative(element))
        else:
            yield element


def alternative(element: Element | None) -> Element:
    """The branch of an AlternateContent that is read: the choice, else the fallback."""
    for name in ("Choice", "Fallback"):
        branch = child_of(element, name)
        if branch is not None:
            return branch
    return Element("none")
