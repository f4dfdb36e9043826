"""The look: contrast of every pair, fonts that know rare characters, icons in every colour."""

import pytest
from PySide6.QtGui import QColor, QFontMetrics, QPalette, QRawFont
from PySide6.QtWidgets import QApplication

from signdesk.core import resources
from signdesk.ui import icons, theme
from signdesk.ui.theme import DARK, LIGHT, MARK_PAIRS, TEXT_PAIRS, Tokens

SCHEMES = {"light": LIGHT, "dark": DARK}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_reaches_four_and_a_half_to_one(scheme: str, ink: str, ground: str) -> None:
    tokens = SCHEMES[scheme]
    assert theme.contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("mark", "ground"), MARK_PAIRS)
def test_borders_and_marks_reach_three_to_one(scheme: str, mark: str, ground: str) -> None:
    tokens = SCHEMES[scheme]
    assert theme.contrast(getattr(tokens, mark), getattr(tokens, ground)) >= 3


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert theme.contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert theme.contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


def test_every_text_colour_is_held_against_a_ground() -> None:
    inks = {"text", "muted", "faint", "accent", "seal", "ok", "waiting", "rail_text", "rail_group", "on_filled"}
    assert inks <= {ink for ink, _ground in TEXT_PAIRS}


def test_the_palette_follows_the_tokens_in_both_schemes(qapp: QApplication) -> None:
    for scheme, tokens in (("dark", DARK), ("light", LIGHT)):
        theme.apply(qapp, scheme=scheme)  # type: ignore[arg-type]
        assert theme.tokens() is tokens
        assert qapp.palette().color(QPalette.ColorRole.Window) == tokens.background
        assert qapp.palette().color(QPalette.ColorRole.PlaceholderText) == tokens.faint


def test_the_font_knows_rare_name_characters_and_sets_figures_equally_wide(dressed: QApplication) -> None:
    raw = QRawFont.fromFont(theme.font())
    assert all(raw.supportsCharacter(ord(character)) for character in "㛃𬭩䶮𠮷王")
    metrics = QFontMetrics(theme.font())
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_every_icon_is_drawn_in_the_colour_asked_for(dressed: QApplication) -> None:
    names = sorted(path.stem for path in resources.path("icons").glob("*.svg"))
    assert len(names) >= 30
    for name in names:
        if name.startswith("chevron") or name == "tick":
            continue
        drawn = icons.pixmap(name, QColor("#ff0000"), 96).toImage()
        seen = {
            drawn.pixelColor(x, y).name() for x in range(96) for y in range(96) if drawn.pixelColor(x, y).alpha() == 255
        }
        assert seen == {"#ff0000"}, name


def test_no_colour_is_written_outside_the_theme() -> None:
    import re
    from pathlib import Path

    import signdesk

    root = Path(signdesk.__file__).parent
    patterns = ("ui/*.py", "app/*.py", "domains/*/pages*.py", "domains/*/pages/*.py")
    files = [path for pattern in patterns for path in root.glob(pattern)]
    guilty = [
        path.name
        for path in files
        if path.name != "theme.py" and re.search(r"[\"']#[0-9A-Fa-f]{6}[\"']", path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_tokens_are_frozen() -> None:
    with pytest.raises(AttributeError):
        LIGHT.text = QColor("red")  # type: ignore[misc]
    assert isinstance(DARK, Tokens)
