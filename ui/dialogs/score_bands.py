"""Bands of the score as they are written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from salesdesk.queries.calibration import BAND

translate = QCoreApplication.translate


def band_text(low: int, high: int) -> str:
    """Return a band of the score, “20–39”."""
    return translate("scoring", "{low}–{high}").format(low=low, high=high)


def band_texts() -> list[str]:
    """Return the bands of the score, the lowest first."""
    return [band_text(low, 100 if low + BAND >= 100 else low + BAND - 1) for low in range(0, 100, BAND)]
