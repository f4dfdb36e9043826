"""The same people and windows as for the staff room."""

from tests.domains.staff.conftest import dressed, english, password, qt_is_content, sit_down, staff

__all__ = ["dressed", "english", "password", "qt_is_content", "sit_down", "staff"]
