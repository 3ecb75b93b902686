"""The look of the program: which theme holds, and how it follows the system.

`ui.tokens` holds the values; this module puts them on the application.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui import tokens
from ui.tokens import Theme, TypeScale, current

__all__ = [
    "MODES",
    "Mode",
    "Theme",
    "TypeScale",
    "apply",
    "changed",
    "current",
    "duration",
    "notifier",
    "set_reduced_motion",
]

Mode = Literal["system", "light", "dark"]
MODES: tuple[Mode, ...] = ("system", "light", "dark")
SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
PALETTE_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "well",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.PlaceholderText: "subtle",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Shadow: "border_strong",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.LinkVisited: "accent_text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.ToolTipBase: "toast",
    QPalette.ColorRole.ToolTipText: "toast_text",
}
TEXT_FIELDS = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QAbstractSpinBox")
DISABLED_ROLES = (
    QPalette.ColorRole.Text,
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.ButtonText,
)


class ThemeNotifier(QObject):
    """Tells widgets that keep fonts, palettes or pictures that the theme is another one.

    Signals: `changed` after the new theme is in force.
    """

    changed = Signal()


notifier = ThemeNotifier()
changed = notifier.changed

_mode: Mode = "system"
_reduced_motion = False
_followed: QGuiApplication | None = None


def apply(app: QApplication, mode: Mode = "system") -> None:
    """Give the application the style, palette and fonts of a mode, and keep following it."""
    global _followed
    if _followed is not app:
        # Not imported with this module: the first frame of the window does without the style.
        from ui.style import SalesDeskStyle

        _followed = app
        app.setStyle(SalesDeskStyle())
        app.styleHints().colorSchemeChanged.connect(_on_system_changed)
    colour(app, mode)


def colour(app: QApplication, mode: Mode) -> None:
    """Give the application the palette and fonts of a mode, and leave its style as it is."""
    global _mode
    _mode = mode
    scheme = SCHEMES[mode]
    if app.styleHints().colorScheme() != scheme:
        app.styleHints().setColorScheme(scheme)
    _put_on(app)


def _on_system_changed() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        _put_on(app)


def _put_on(app: QApplication) -> None:
    wanted = _mode
    if wanted == "system":
        # Without a desktop, setColorScheme() changes nothing and the system has no opinion.
        is_dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        wanted = "dark" if is_dark else "light"
    theme = tokens.make_theme(wanted, app.font(), _wants_contrast(app))
    tokens.put_in_force(theme)
    palette = _palette(theme)
    app.setPalette(palette)
    # In a list the selection is a tint; selected text in a field is solid.
    palette.setColor(QPalette.ColorRole.Highlight, theme.color("accent"))
    palette.setColor(QPalette.ColorRole.HighlightedText, theme.color("on_accent"))
    for name in TEXT_FIELDS:
        # The stubs ask for bytes, the binding takes only text.
        app.setPalette(palette, name)  # type: ignore[arg-type]
    changed.emit()


def _wants_contrast(app: QApplication) -> bool:
    hints = app.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return bool(hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, token in PALETTE_ROLES.items():
        palette.setColor(role, theme.color(token))
    for role in DISABLED_ROLES:
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("disabled"))
    return palette


def set_reduced_motion(reduced: bool) -> None:
    """Turn every animation off, whatever the system says."""
    global _reduced_motion
    _reduced_motion = reduced


def duration(name: str) -> int:
    """Return how many milliseconds a motion takes; 0 when motion is to be reduced."""
    return 0 if _is_motion_reduced() else int(tokens.load_tokens()["motion_ms"][name])


def _is_motion_reduced() -> bool:
    app = QApplication.instance()
    if _reduced_motion or not isinstance(app, QApplication):
        return True
    hints = app.styleHints()
    ask = getattr(hints.accessibility(), "motionPreference", None) if hasattr(hints, "accessibility") else None
    if ask is not None:
        return "Reduce" in str(ask().name)
    from PySide6.QtWidgets import QStyle

    return app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0
