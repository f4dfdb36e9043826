"""Words in the reader's language. Source strings are English; the Chinese catalogue is complete and the default. One
catalogue serves screen, paper, Excel and errors alike."""

import gettext as _gettext
import io
from functools import lru_cache

from signdesk.core import resources

DEFAULT_LANGUAGE = "zh_CN"
LANGUAGES = {"zh_CN": "简体中文", "en": "English"}


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> _gettext.NullTranslations:
    if language == "en":
        return _gettext.NullTranslations()
    compiled = resources.path("locale", language, "LC_MESSAGES", "signdesk.mo")
    source = compiled.with_suffix(".po")
    if compiled.exists() and (not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime):
        with compiled.open("rb") as file:
            return _gettext.GNUTranslations(file)
    if source.exists():
        # A checkout whose catalogue was edited but not compiled yet: Babel reads the text form, some 0.1 s slower.
        from babel.messages import mofile, pofile

        buffer = io.BytesIO()
        with source.open("rb") as file:
            mofile.write_mo(buffer, pofile.read_po(file))
        buffer.seek(0)
        return _gettext.GNUTranslations(buffer)
    return _gettext.NullTranslations()


_language = DEFAULT_LANGUAGE


def set_language(code: str) -> None:
    """Use `code` (a key of LANGUAGES) from now on; words already on the screen are renewed by their pages."""
    global _language
    if code not in LANGUAGES:
        raise ValueError(code)
    _language = code


def language() -> str:
    """The language in use, a key of LANGUAGES."""
    return _language


def _(message: str) -> str:
    """The words for `message` in the language in use."""
    return _catalogue(_language).gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The words for `count` things; Chinese has one form."""
    return _catalogue(_language).ngettext(one, many, count)


def N_(message: str) -> str:
    """Marks a string for the catalogue without translating it yet (constants at the top of a module)."""
    return message
