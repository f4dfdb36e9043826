"""What gives way when the window is small, in the order of the design: one function from size to measures.

The shell asks it for the rail and the top bar, list pages for their pane and rows. It is pure, so that the order can
be tested without a window. Sizes are logical pixels of the whole window.
"""

from __future__ import annotations

from dataclasses import dataclass

from signdesk.ui import theme

MINIMUM = (640, 480)
RAIL_WIDE = 188
RAIL_ICONS = 52


@dataclass(frozen=True)
class Fit:
    """The measures for one window size."""

    rail_icons: bool
    search_width: int
    row: int
    pane_width: int
    buttons_overflow: bool
    pane_replaces: bool
    rail_floats: bool
    margin: int

    @property
    def rail_width(self) -> int:
        """Room the rail takes from the page."""
        return 0 if self.rail_floats else RAIL_ICONS if self.rail_icons else RAIL_WIDE


def fit(width: int, height: int) -> Fit:
    """Rail to icons, search 240, row 32, pane 300, buttons into ⋯, pane over the list, rail floats."""
    return Fit(
        rail_icons=width < 1280 or height < 600,
        search_width=476 if width >= 1280 else 240,
        row=theme.ROW if height >= 800 and width >= 1100 else theme.ROW_SMALL,
        pane_width=380 if width >= 1160 else 300,
        buttons_overflow=width < 1000,
        pane_replaces=width < 900,
        rail_floats=width < 800,
        margin=20 if width >= 1100 else 12,
    )
