"""Word templates: their placeholders read, and filled. Either takes place in a process under limits (`template_child`),
because a template is a file from outside. What a placeholder means, and which are allowed, are rules of the room."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.io import importing
from signdesk.io.importing import confined
from signdesk.io.importing.sniff import Refused, sniff
from signdesk.io.template_child import sandbox, shown

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE_CHILD = "--template-child"

Values = Mapping[str, object]
"""What is filled in, as JSON has it. A value is a mapping of every way it may be written ("" plainly, else by the name
of a filter), null if it is missing; values stand under their names, in mappings under a name, or in lists of these."""

_REASONS = {
    "no_template": (N_("“{name}” is no Word document (.docx)."), N_("Save the template as .docx in Word or WPS."), ""),
    "place": (
        N_("“{name}” has a placeholder that does not stand in a line of text."),
        N_("Put each placeholder plainly into the text: {example}"),
        "{{ 甲方.名称 }}",
    ),
    "does_not_fit": (
        N_("“{name}” falls apart when it is filled."),
        N_("Begin and end each passage in a paragraph of its own: {example}"),
        "{%p if 甲方.代理人 %} {%p endif %}",
    ),
}


def read_placeholders(data: bytes, name: str) -> tuple[str, ...]:
    """The text of a Word template as it will be filled, part by part, a paragraph a line. UserError if refused.

    Takes up to 10 seconds: call it off the screen thread."""
    answer = _ask(data, name, {})
    return tuple(json.loads(answer["sources"]))


def fill(data: bytes, name: str, values: Values, filters: Sequence[str]) -> bytes:
    """The Word document with its placeholders filled. Takes up to 10 seconds. UserError if the result is none."""
    return base64.b64decode(_ask(data, name, {"values": values, "filters": filters})["docx"])


def plain_text(lines: str) -> str:
    """One of our own template texts, as `contract_docx` takes it, in the form fields are read from and filled in."""
    return re.sub(r"^\{%p (.*?)%\}\n", r"{% \1%}", lines, flags=re.MULTILINE)


def fill_lines(lines: str, values: Values, filters: Sequence[str]) -> list[str]:
    """One of our own template texts, filled: the paragraphs `fill` makes of the Word file of these lines."""
    template = _own_template(lines, tuple(filters))
    return template.render({name: shown(value) for name, value in values.items()}).splitlines()


@cache
def _own_template(lines: str, filters: tuple[str, ...]) -> Template:
    return sandbox(filters, xml=False).from_string(plain_text(lines))


def _ask(data: bytes, name: str, job: Mapping[str, object]) -> dict[str, str]:
    try:
        if len(data) > importing.LARGEST_FILE:
            raise Refused("too_large")
        if sniff(data) != "docx":
            raise Refused("no_template")
        docx = base64.b64encode(data).decode()
        return confined.ask("signdesk.io.template_child", TEMPLATE_CHILD, json.dumps({"docx": docx, **job}).encode())
    except Refused as refusal:
        if refusal.code in _REASONS:
            message, hint, example = _REASONS[refusal.code]
            raise UserError(_(message).format(name=name), hint=_(hint).format(example=example)) from None
        raise importing.in_words(refusal, name) from None
