"""The front desk's pages; each module is imported when its page is first shown."""

from importlib import import_module
from typing import Any

_PLACES = {
    "QueuePage": "queue_page",
    "ConsultationPage": "consultation_page",
    "RoomsPage": "rooms_page",
    "SetUpPage": "set_up_page",
    "DisplayWindow": "display",
}


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    raise AttributeError(name)
