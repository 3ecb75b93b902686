"""Themes: every pair of the design can be read, and the application follows."""

import itertools

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit

from ui import theme, tokens

GROUNDS = ("window", "well", "surface", "raised")
TEXT_PAIRS = [
    *itertools.product(("text", "muted"), (*GROUNDS, "sidebar", "hover", "selection", "selected_nav")),
    *itertools.product(("subtle",), (*GROUNDS, "sidebar")),
    *itertools.product(("accent_text",), (*GROUNDS, "accent_subtle", "selection", "hover")),
    *itertools.product(("success", "warning", "danger"), (*GROUNDS, "hover", "selection")),
    *[(role, f"{role}_subtle") for role in ("success", "warning", "danger")],
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("text", "accent_subtle"),
    ("muted", "accent_subtle"),
    ("muted", "fill"),
    ("pip_text", "pip"),
    ("surface", "danger"),
    ("toast_text", "toast"),
    ("toast_action", "toast"),
]
STAGES = ("st_qualification", "st_discovery", "st_proposal", "st_negotiation", "st_won", "st_lost")
GRAPHIC_PAIRS = [
    *itertools.product(("success_fill", "warning_fill", "danger_fill", "chart_won", "chart_open"), ("surface",)),
    *itertools.product(("accent",), ("surface", "window", "well")),
    *itertools.product(("control",), ("surface", "window", "raised")),
    *itertools.product(STAGES, ("well", "surface", "window")),
    *itertools.product(STAGES[:4], ("accent_subtle",)),
    *itertools.product(("focus",), (*GROUNDS, "sidebar")),
]


def luminance(colour: QColor) -> float:
    """Return the relative luminance of WCAG 2.1."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of two opaque colours."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_text_can_be_read(qapp: QApplication, name: str, pair: tuple[str, str]) -> None:
    look = tokens.make_theme(name, QFont())
    assert contrast(look.color(pair[0]), look.color(pair[1])) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("pair", GRAPHIC_PAIRS, ids="-on-".join)
def test_graphics_and_edges_can_be_seen(qapp: QApplication, name: str, pair: tuple[str, str]) -> None:
    look = tokens.make_theme(name, QFont())
    assert contrast(look.color(pair[0]), look.color(pair[1])) >= 3.0


def test_both_themes_name_the_same_roles() -> None:
    written = tokens.load_tokens()["color"]
    assert set(written["light"]) == set(written["dark"])


def test_a_translucent_token_keeps_its_alpha() -> None:
    shade = tokens.parse_color("rgba(20,21,24,.36)")
    assert (shade.red(), shade.green(), shade.blue(), shade.alpha()) == (20, 21, 24, 92)


def test_dark_reaches_the_palette_where_the_platform_ignores_colour_schemes(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    assert theme.current().is_dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.current().color("window")
    theme.apply(qapp, "light")
    assert not theme.current().is_dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.current().color("window")


def test_a_change_of_theme_is_announced_after_it_holds(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    heard: list[str] = []

    def note() -> None:
        heard.append(theme.current().name)

    theme.changed.connect(note)
    theme.apply(qapp, "dark")
    theme.changed.disconnect(note)
    theme.apply(qapp, "light")
    assert heard == ["dark"]


def test_selected_text_in_a_field_is_solid_and_a_selected_row_is_a_tint(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    field = QLineEdit()
    field.ensurePolished()
    assert field.palette().color(QPalette.ColorRole.Highlight) == theme.current().color("accent")
    assert qapp.palette().color(QPalette.ColorRole.Highlight) == theme.current().color("selection")


def test_high_contrast_replaces_the_quiet_roles(qapp: QApplication) -> None:
    plain = tokens.make_theme("light", QFont())
    strong = tokens.make_theme("light", QFont(), high_contrast=True)
    assert strong.color("border") == plain.color("control")
    assert strong.color("subtle") == plain.color("muted")
    assert strong.color("muted") == plain.color("text")


def test_reduced_motion_takes_the_time_out_of_every_motion(qapp: QApplication) -> None:
    theme.set_reduced_motion(True)
    try:
        assert theme.duration("card_settle") == 0
    finally:
        theme.set_reduced_motion(False)
    assert theme.duration("card_settle") == 140


def test_sizes_grow_with_the_font_of_the_user(qapp: QApplication) -> None:
    small, large = QFont(), QFont()
    small.setPixelSize(13)
    large.setPixelSize(26)
    normal, grown = tokens.make_theme("light", small), tokens.make_theme("light", large)
    assert normal.line("base") >= 18
    assert grown.line("base") > normal.line("base")
    assert grown.field_height() > normal.field_height()
    assert grown.row_height() > normal.row_height()
    assert grown.font("title").pixelSize() == 36


def test_no_family_is_named(qapp: QApplication) -> None:
    base = QFont("Some Desktop Font")
    assert tokens.make_theme("light", base).font("title").family() == "Some Desktop Font"
