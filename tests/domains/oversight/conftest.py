"""Real people with real accounts for the staff room and for oversight."""

from tests.core.conftest import password, staff

__all__ = ["password", "staff"]
