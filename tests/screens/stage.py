"""Where screens are painted: the real window over sample data, a fixed clock, and what floats above it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter, QPainterPath, QPen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from salesdesk.bootstrap import open_desk
from salesdesk.services.commands import FillWithSample
from ui import theme
from ui.main_window.window import MainWindow
from ui.preferences import Preferences
from ui.session import DeskSession

NOW = datetime(2026, 11, 10, 9, 42, tzinfo=ZoneInfo("UTC"))
SIZE = QSize(1440, 900)
TITLE_STRIP = 36
PATIENCE_S = 20.0


class NeverHappened(Exception):
    """What a scene waited for did not come."""


@dataclass
class Stage:
    """One window over one file."""

    window: MainWindow
    session: DeskSession
    scale: int = 1

    def wait(self, condition: Callable[[], object]) -> None:
        """Let events run until the condition holds; raises `NeverHappened`."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > deadline:
                raise NeverHappened
            QTest.qWait(5)
        QTest.qWait(30)

    def show(self, screen: str, kind: str = "", name: str = "") -> None:
        """Go to a screen, or to the page of a record that is named."""
        from ui.main_window.places import Place

        if kind:
            self.window.open_record(kind, self.find(kind, name))
        else:
            self.window.go(Place(screen))
        self.settle()

    def find(self, kind: str, name: str) -> int:
        """Return the id of a record by the beginning of its name."""
        from salesdesk.queries import search

        return next(hit.id for hit in self.session.read(search.records, name) if hit.kind == kind)

    def settle(self) -> None:
        """Let everything that is due be painted."""
        QTest.qWait(120)

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """Return the dialog of that kind once it shows."""

        def shown() -> QDialog | None:
            found = [one for one in self.window.findChildren(kind) if one.isVisible()]
            return found[-1] if found else None

        self.wait(shown)
        found = shown()
        assert found is not None
        return found

    def picture(self) -> QImage:
        """Return the window with whatever floats above it."""
        self.settle()
        image = QImage(self.window.size() * self.scale, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(self.scale)
        self.window.render(image)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for widget in sorted(QApplication.topLevelWidgets(), key=_depth):
            if widget is self.window or not widget.isVisible():
                continue
            if isinstance(widget, QDialog) and not widget.windowFlags() & Qt.WindowType.FramelessWindowHint:
                _paint_dialog(painter, widget, self.window.size())
            else:
                at = widget.mapToGlobal(QPoint(0, 0)) - self.window.mapToGlobal(QPoint(0, 0))
                painter.drawPixmap(at, widget.grab())
        painter.end()
        return image


Scene = Callable[[Stage, Path], None]


def in_large_letters(scene: Scene) -> Scene:
    """Return the scene in letters twice as large."""

    def act(stage: Stage, folder: Path) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        font = app.font()
        font.setPixelSize(26)
        app.setFont(font)
        theme.apply(app, "dark" if theme.current().is_dark else "light")
        scene(stage, folder)

    return act


def open_stage(folder: Path, mode: theme.Mode, *, with_sample: bool = True) -> Stage:
    """Return the window over a new file, by default with the sample in it."""
    # What one scene chooses, the next must not begin with.
    os.environ["SALESDESK_HOME"] = str(folder / "home")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    QLocale.setDefault(QLocale("en_GB"))
    app.setFont(_mock_up_font(app.font()))
    theme.apply(app, mode)
    theme.set_reduced_motion(True)
    desk = open_desk(folder / f"{mode}-{with_sample}.salesdesk", create=True, clock=lambda: NOW)
    if with_sample:
        desk.run(FillWithSample(38, 18, seed=1))
    session = DeskSession(desk)
    window = MainWindow(Preferences(), "pipeline" if with_sample else "leads")
    window.resize(SIZE)
    window.show()
    window.finish(session)
    window.start()
    stage = Stage(window, session)
    stage.wait(window.isActiveWindow)
    return stage


def close_stage(stage: Stage) -> None:
    """Close the window and let go of the file."""
    stage.window.close()
    stage.session.close()
    stage.window.deleteLater()
    QTest.qWait(20)


def _depth(widget: QWidget) -> int:
    """Return over how many windows a window stands, so that a sheet is painted over its dialog."""
    below = widget.parentWidget()
    return 0 if below is None else 1 + _depth(below.window())


def _mock_up_font(present: QFont) -> QFont:
    """Return the font of the mock-ups where this machine has it, else the machine's own at the same size."""
    font = QFont("Inter") if "Inter" in QFontDatabase.families() else QFont(present)
    font.setPixelSize(13)
    return font


def _paint_dialog(painter: QPainter, dialog: QDialog, window: QSize) -> None:
    """Paint a dialog with a title strip, which stands for the window system's title bar."""
    colours = theme.current()
    height = dialog.height() + TITLE_STRIP
    frame = QRect(0, 0, dialog.width(), height)
    frame.moveCenter(QRect(QPoint(0, 0), window).center())
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(frame), 12, 12)
    for spread in range(16, 0, -2):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 3))
        painter.drawRoundedRect(QRectF(frame).adjusted(-spread, -spread + 8, spread, spread + 8), 16, 16)
    painter.save()
    painter.setClipPath(outline)
    painter.fillRect(frame, colours.color("raised"))
    painter.drawPixmap(frame.topLeft() + QPoint(0, TITLE_STRIP), dialog.grab())
    font = QFont(QApplication.font())
    font.setWeight(QFont.Weight.DemiBold)
    font.setPixelSize(12)
    painter.setFont(font)
    painter.setPen(colours.color("muted"))
    strip = QRect(frame.left(), frame.top(), frame.width(), TITLE_STRIP)
    painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, dialog.windowTitle())
    painter.setPen(QPen(colours.color("border"), 1))
    painter.drawLine(strip.bottomLeft(), strip.bottomRight())
    painter.restore()
    painter.setPen(QPen(colours.color("border_strong"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)


def centre_of(widget: QWidget) -> QPoint:
    """Return the middle of a widget, in its own coordinates."""
    return widget.rect().center()
