"""The signing room's pages; each module is imported when its page is first shown."""

from importlib import import_module
from typing import Any

_PLACES = {
    "CasesPage": "cases_page",
    "ReviewPage": "review_page",
    "SessionPage": "session_page",
    "TemplatesPage": "templates_page",
    "TypesPage": "types_page",
}


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    raise AttributeError(name)
