"""The design tokens: colours by role, the type scale and durations of the theme in force."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PySide6.QtGui import QColor, QFont, QFontMetricsF

DESIGN_LINE_SPACING = 16.0
LINE_HEIGHTS = MappingProxyType(
    {
        "micro": 14,
        "caption": 16,
        "small": 16,
        "base": 18,
        "subhead": 20,
        "title": 24,
        "name": 26,
        "display": 30,
    }
)


def resources_root() -> Path:
    """Return the folder of icons and tokens, in a source tree, an installation or a bundle."""
    return Path(__file__).resolve().parent.parent / "resources"


@cache
def load_tokens() -> Mapping[str, Any]:
    """Return the design tokens as written in the file, read once."""
    text = (resources_root() / "tokens.json").read_text(encoding="utf-8")
    return MappingProxyType(json.loads(text))


def parse_color(text: str) -> QColor:
    """Return the colour of a hexadecimal or `rgba()` token."""
    if not text.startswith("rgba("):
        return QColor(text)
    red, green, blue, alpha = text[5:-1].split(",")
    return QColor(int(red), int(green), int(blue), round(float(alpha) * 255))


class TypeScale:
    """The text styles, as multiples of the base font, with equal-width digits."""

    def __init__(self, base: QFont) -> None:
        """Scale every style from the given base font."""
        self._base = QFont(base)
        if hasattr(self._base, "setFeature"):
            self._base.setFeature(QFont.Tag("tnum"), 1)
        self._factors: Mapping[str, float] = load_tokens()["type"]
        self._fonts: dict[tuple[str, int], QFont] = {}
        spacing = QFontMetricsF(self._base).lineSpacing()
        self.unit = max(1.0, spacing / DESIGN_LINE_SPACING)

    def font(self, style: str = "base", weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the shared font of a style; copy it before changing it."""
        key = (style, weight.value)
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = QFont(self._base)
            factor = self._factors[style]
            if found.pointSizeF() > 0:
                found.setPointSizeF(found.pointSizeF() * factor)
            else:
                found.setPixelSize(round(found.pixelSize() * factor))
            found.setWeight(weight)
        return found

    def line(self, style: str = "base") -> int:
        """Return the line height of a style in pixels, grown with the user's font."""
        return round(LINE_HEIGHTS[style] * self.unit)


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """One look: its colours by role and its type scale."""

    name: str
    colors: Mapping[str, QColor]
    type: TypeScale

    @property
    def is_dark(self) -> bool:
        """Tell whether light text stands on dark ground."""
        return self.name == "dark"

    def color(self, role: str) -> QColor:
        """Return the colour of a role; do not change it."""
        return self.colors[role]

    def font(self, style: str = "base", weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the shared font of a text style."""
        return self.type.font(style, weight)

    def line(self, style: str = "base") -> int:
        """Return the line height of a text style in pixels."""
        return self.type.line(style)

    def field_height(self, record_form: bool = False) -> int:
        """Return the height of a field in a dialog, or the lower one of a record form."""
        if record_form:
            return max(27, round(11 + 16 * self.type.unit))
        return max(32, round(16 + 16 * self.type.unit))

    def row_height(self, compact: bool = False) -> int:
        """Return the height of a table row."""
        if compact:
            return max(28, round(12 + 16 * self.type.unit))
        return max(34, round(18 + 16 * self.type.unit))


HIGH_CONTRAST = MappingProxyType({"border": "control", "border_strong": "control", "subtle": "muted", "muted": "text"})


def make_theme(name: str, base: QFont, high_contrast: bool = False) -> Theme:
    """Return the theme called light or dark, on the given base font."""
    written: dict[str, str] = load_tokens()["color"][name]
    colors = {role: parse_color(text) for role, text in written.items()}
    if high_contrast:
        colors |= {role: colors[instead] for role, instead in HIGH_CONTRAST.items()}
    return Theme(name, MappingProxyType(colors), TypeScale(base))


_in_force: Theme | None = None


def current() -> Theme:
    """Return the theme in force; light on the default font before one is applied."""
    global _in_force
    if _in_force is None:
        _in_force = make_theme("light", QFont())
    return _in_force


def put_in_force(theme: Theme) -> None:
    """Make a theme the one that `current` returns."""
    global _in_force
    _in_force = theme
