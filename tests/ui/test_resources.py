"""Icons: each one draws something at the sizes it is used in, in the colour asked for."""

import pytest
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from ui import resources, theme


def inked_pixels(image: QImage) -> int:
    """Return how many pixels carry ink."""
    return sum(image.pixelColor(x, y).alpha() > 60 for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("name", resources.icon_names())
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_every_icon_draws_at_16_px(qapp: QApplication, name: str, ratio: float) -> None:
    image = resources.pixmap(name, QColor("black"), 16, ratio).toImage()
    assert image.width() == 16 * ratio
    assert inked_pixels(image) >= 6 * ratio


@pytest.mark.parametrize("name", resources.icon_names())
def test_every_icon_is_drawn_in_the_one_style(name: str) -> None:
    drawing = resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in drawing
    assert 'stroke-width="2" stroke-linecap="round" stroke-linejoin="round"' in drawing
    assert "currentColor" in drawing
    assert "#" not in drawing


def test_an_icon_takes_the_colour_of_its_role_in_the_theme_in_force(qapp: QApplication) -> None:
    for mode in ("dark", "light"):
        theme.apply(qapp, mode)
        image = resources.pixmap("x", "danger", 16, 1).toImage()
        strongest = max(
            (image.pixelColor(x, y) for x in range(16) for y in range(16)), key=lambda colour: colour.alpha()
        )
        wanted = theme.current().color("danger")
        assert abs(strongest.red() - wanted.red()) < 6
        assert abs(strongest.blue() - wanted.blue()) < 6


def test_a_picture_is_drawn_once(qapp: QApplication) -> None:
    first = resources.pixmap("plus", QColor("red"), 16, 2)
    assert resources.pixmap("plus", QColor("red"), 16, 2) is first
    assert resources.pixmap("plus", QColor("blue"), 16, 2) is not first


def test_a_disabled_icon_looks_another_way(qapp: QApplication) -> None:
    icon = resources.icon("trash")
    normal = icon.pixmap(16, QIcon.Mode.Normal).toImage()
    assert normal != icon.pixmap(16, QIcon.Mode.Disabled).toImage()
