"""The inside of `word_template`: a process under limits that hands out a Word template's placeholders, or fills them.
Run by `python -m signdesk.io.template_child`, or by the frozen program with `TEMPLATE_CHILD`. It keeps nothing.

Filling is jinja2's sandbox through docxtpl. Values come ready written, each in all the ways a template may ask for, so
that no rule of the trade and no value's methods are within a template's reach."""

from __future__ import annotations

import base64
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from signdesk.io.importing import confined
from signdesk.io.importing.package import Package
from signdesk.io.importing.sniff import Refused, sniff
from signdesk.io.word import undated

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

MISSING = "____"
_PARAGRAPH = re.compile(r"<w:p([ >])")
_OUTPUT = re.compile(r"\{\{")
_TEXT = re.compile(r"<w:t(?:\s[^>]*)?>\Z")


class Shown:
    """A value as it may be written: plainly, or by the name of a filter. A missing one is a gap, and false."""

    def __init__(self, forms: Mapping[str, str] | None) -> None:
        self._forms = forms

    def __str__(self) -> str:
        return self.form("")

    def __bool__(self) -> bool:
        return bool(self._forms)

    def form(self, name: str) -> str:
        """How it is written by this filter."""
        return MISSING if self._forms is None else self._forms[name]


def sandbox(filters: Sequence[str], *, xml: bool) -> SandboxedEnvironment:
    """Where templates are filled; `xml` escapes what is put in."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(autoescape=xml, undefined=StrictUndefined, keep_trailing_newline=True)
    environment.filters = {name: partial(_form, name) for name in filters}
    environment.globals = {}
    return environment


def shown(value: Any) -> Any:
    """Values from JSON: a leaf is a mapping with the key "" (or null), the rest are names and lists of leaves."""
    if value is None or (isinstance(value, dict) and "" in value):
        return Shown(value)
    if isinstance(value, dict):
        return {name: shown(inner) for name, inner in value.items()}
    return [shown(inner) for inner in value]


def sources(data: bytes) -> list[str]:
    """The template's text as it will be filled, part by part (body, headers, footers, footnotes), a paragraph a line.
    Raises Refused for what is no Word document, and "place" for a placeholder outside of text."""
    template = _template(data)
    found = [_PARAGRAPH.sub(r"\n<w:p\1", source) for source in _parts(template)]
    for source in found:
        for output in _OUTPUT.finditer(source):
            tag = source[source.rfind("<", 0, output.start()) : output.start()]
            if not _TEXT.search(tag[: tag.rfind(">") + 1]):
                raise Refused("place")
    return found


def filled(data: bytes, values: Mapping[str, Any], filters: Sequence[str]) -> bytes:
    """The document with its placeholders filled. Raises Refused("does_not_fit") if no Word document comes out."""
    from jinja2 import TemplateError
    from lxml.etree import XMLSyntaxError

    template = _template(data)
    try:
        template.render({name: shown(value) for name, value in values.items()}, sandbox(filters, xml=True))
    except (TemplateError, XMLSyntaxError, SyntaxError) as problem:
        # A plain SyntaxError: jinja2 writes Python, which has a limit of its own for what stands inside one another.
        raise Refused("does_not_fit") from problem
    written = io.BytesIO()
    template.save(written)
    return undated(written)


def main() -> int:
    """One job from standard input: {"docx": …} is read, with "values" and "filters" it is filled."""
    confined.take_limits()
    job = json.loads(sys.stdin.buffer.read())
    data = base64.b64decode(job["docx"])
    try:
        if "values" in job:
            answer = {"docx": base64.b64encode(filled(data, job["values"], job["filters"])).decode()}
        else:
            answer = {"sources": json.dumps(sources(data))}
    except Refused as refusal:
        answer = {"refused": refusal.code}
    except MemoryError:
        answer = {"refused": "too_much_memory"}
    except (ValueError, KeyError, IndexError, OSError, RecursionError, EOFError, NotImplementedError, AttributeError):
        # What a hostile file can make the libraries stumble over.
        answer = {"refused": "damaged"}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    return 0


def _form(name: str, value: Shown) -> str:
    return value.form(name)


def _template(data: bytes) -> Any:
    from docxtpl import DocxTemplate
    from lxml.etree import fromstring

    class Template(DocxTemplate):  # type: ignore[misc]  # the library has no types
        """Leaves a document's properties (author, title) alone, and loses no text: the library would mend a part that
        came out broken by leaving out what does not fit."""

        def render_properties(self, context: object, jinja_env: object = None) -> None:
            """They hold no placeholders."""

        def render_xml_part(self, *given: Any) -> str:
            """The part, if it is whole."""
            written: str = super().render_xml_part(*given)
            fromstring(written.encode())
            return written

    if sniff(data) != "docx":
        raise Refused("no_template")
    Package(data)
    template = Template(io.BytesIO(data))
    template.init_docx()
    return template


def _parts(template: Any) -> Iterator[str]:
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.parts:
        if part.content_type.endswith("footnotes+xml"):
            yield template.patch_xml(part.blob.decode())


if __name__ == "__main__":
    sys.exit(main())
