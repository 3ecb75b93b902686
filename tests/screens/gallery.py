"""Paints every control in its states, to lay beside the mock-up of the controls.

Run: QT_QPA_PLATFORM=offscreen python -m tests.screens.gallery build/screens
"""

import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QAction, QEnterEvent, QFont, QFontDatabase, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QWidget

from ui import faces, painting, resources, theme
from ui.widgets.button import Button
from ui.widgets.chips import AddChip
from ui.widgets.date_field import DateField
from ui.widgets.fields import ErrorLine, LineField
from ui.widgets.filter_chip import FilterChip
from ui.widgets.labels import DEMI_BOLD, MEDIUM, Label, SectionLabel, Tag
from ui.widgets.marks import CheckBox, RadioButton
from ui.widgets.navigation import NavigationRow
from ui.widgets.segmented import Segmented
from ui.widgets.states import EmptyState, ErrorPanel, Panel, Placeholder, ProgressBar
from ui.widgets.toast import Toast

TAB = Qt.FocusReason.TabFocusReason


class Sheet(QWidget):
    """The page all controls stand on."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(1440, 900)
        self.hovered: list[QWidget] = []
        self.focused: list[QWidget] = []
        self.at(40, 28, Label("Controls and states", "title", "text", DEMI_BOLD))
        self.buttons()
        self.fields()
        self.rail()
        self.choices()
        self.table()
        self.states()

    def at(self, x: int, y: int, widget: QWidget, width: int = 0, height: int = 0) -> QWidget:
        """Put a widget at a place, centred on nothing."""
        widget.setParent(self)
        hint = widget.sizeHint()
        widget.setGeometry(x, y, width or hint.width(), height or max(hint.height(), widget.minimumHeight()))
        widget.show()
        return widget

    def caption(self, y: int, text: str, x: int = 40) -> None:
        """Name a row."""
        self.at(x, y, Label(text, "small", "muted"))

    def buttons(self) -> None:
        """Show the buttons."""
        self.at(40, 70, SectionLabel("Buttons, 28 high in toolbars, 32 in dialogs, 24 in rows"))
        rows = [
            ("Primary", [Button("Save", "primary") for _ in range(4)]),
            ("Standard", [Button("Export") for _ in range(4)]),
            ("Quiet", [Button("Display", "quiet", icon="sliders", has_menu=True) for _ in range(2)]),
            ("Destructive", [Button("Delete", "destructive", icon="trash") for _ in range(2)]),
        ]
        for index, (name, made) in enumerate(rows):
            y = 103 + 38 * index
            self.caption(y + 6, name)
            x = 128
            for at, button in enumerate(made):
                self.at(x, y, button)
                x += button.width() + 10
                if at == 1 and name != "Destructive":
                    self.hovered.append(button)
                if at == 2 or (name == "Destructive" and at == 1):
                    self.focused.append(button)
                if at == 3:
                    button.setEnabled(False)
        self.caption(250, "Rest, hover, keyboard focus, disabled", 128)

    def fields(self) -> None:
        """Show the fields."""
        self.at(40, 288, SectionLabel("Fields, 32 high in dialogs, 27 in record forms"))
        self.caption(327, "Rest, hover")
        for x in (128, 288):
            field = DateField()
            field.set_day(date(2026, 12, 18))
            self.at(x, 319, field, 150)
            if x == 288:
                self.hovered.append(field)
        self.caption(365, "Focus, error")
        edited = LineField()
        edited.setText("48,000")
        self.at(128, 357, edited, 150)
        self.focused.append(edited)
        wrong = LineField()
        wrong.setText("48.000.0")
        line = ErrorLine()
        wrong.error_changed.connect(line.set_text)
        self.at(288, 357, wrong, 150)
        self.at(288, 397, line, 200)
        wrong.set_error("Write it as 48000.00")
        line.resize(200, 18)
        self.at(40, 416, Label("Disabled,\nempty", "small", "muted"))
        locked = LineField()
        locked.setText("Locked stage")
        locked.setEnabled(False)
        self.at(128, 417, locked, 150)
        empty = LineField()
        empty.setPlaceholderText("Add a phone")
        self.at(288, 417, empty, 150)

    def rail(self) -> None:
        """Show navigation rows and a menu."""
        self.at(40, 472, SectionLabel("Navigation row, 30 high"))
        ground = Panel(fill="sidebar")
        self.at(40, 500, ground, 176, 138)
        rows = [NavigationRow(text, "inbox") for text in ("Rest", "Hover", "Current page", "Keyboard focus")]
        rows[0].set_count(3)
        rows[2].setChecked(True)
        for index, row in enumerate(rows):
            row.setParent(ground)
            row.setGeometry(9, 9 + 30 * index, 158, 30)
            row.show()
        self.hovered.append(rows[1])
        self.focused.append(rows[3])
        self.at(240, 472, SectionLabel("Menu, 28 per row"))
        menu = QMenu(self)
        entries = [
            ("external-link", "Open", "Return"),
            ("pencil", "Edit", "E"),
            ("log-activity", "Log activity", "A"),
            None,
            ("arrow-right", "Move to stage", "Ctrl+Shift+Right"),
            ("trophy", "Mark as won", "W"),
            ("circle-x", "Mark as lost", "L"),
            None,
            ("trash", "Delete", "Del"),
        ]
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            action = QAction(resources.icon(entry[0]), entry[1], menu)
            action.setShortcut(QKeySequence(entry[2]))
            action.setProperty("destructive", entry[1] == "Delete")
            menu.addAction(action)
        menu.setActiveAction(menu.actions()[1])
        menu.setMinimumWidth(244)
        self.menu = menu

    def choices(self) -> None:
        """Show the choice controls."""
        self.at(500, 70, SectionLabel("Choice controls"))
        for index, name in enumerate(("Check boxes", "Radio", "Segmented", "Filter chips", "Tags", "Lifecycle")):
            self.caption(109 + 38 * index, name, 500)
        states = [Qt.CheckState.Unchecked, Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked]
        for index, state in enumerate([*states, Qt.CheckState.Checked]):
            box = CheckBox()
            box.setTristate(True)
            box.setCheckState(state)
            self.at(584 + 26 * index, 105, box, 24, 24)
        self.focused.append(box)
        for index in range(2):
            mark = RadioButton()
            mark.setAutoExclusive(False)
            mark.setChecked(index == 1)
            self.at(584 + 26 * index, 143, mark, 24, 24)
        segmented = Segmented("View")
        for key in ("Board", "Table", "Forecast"):
            segmented.add_choice(key, key)
        segmented.set_choice("Table")
        self.at(588, 179, segmented)
        chip = FilterChip("Source", "Webinar")
        self.at(588, 218, chip)
        self.at(588 + chip.width() + 10, 218, AddChip("Add filter"))
        kinds = (("Neutral", "neutral"), ("Suggested", "suggested"), ("Confirmed", "confirmed"))
        x = 588
        for text, kind in (*kinds, ("5 over", "warning"), ("Failed", "failed")):
            x += self.at(x, 260, Tag(text, kind)).width() + 10

    def table(self) -> None:
        """Show titles over what is painted below, and the toasts."""
        self.at(500, 346, SectionLabel("Table row, 34 high"))
        self.at(500, 566, SectionLabel("Toasts, 40 high, one at a time"))
        self.toasts = []
        for y, text, action in ((594, "Lead deleted", "Undo"), (640, "Saved 3 tasks", "")):
            host = QWidget(self)
            host.setGeometry(500, y - 20, 300, 80)
            host.show()
            toast = Toast(host)
            toast.show_message(text, action, "Ctrl+Z" if action else "")
            toast.move(0, 20)
            self.toasts.append(toast)

    def states(self) -> None:
        """Show the empty, loading and failed states, and the bars."""
        self.at(960, 70, SectionLabel("Nothing matches the filters"))
        panel = self.at(960, 98, Panel(), 440, 134)
        empty = EmptyState("No leads match these 3 filters", "14 leads match if you remove Created.")
        empty.add_button(Button("Remove Created"))
        empty.add_button(Button("Clear filters", "quiet"))
        row = QHBoxLayout(panel)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(empty)
        self.at(960, 252, SectionLabel("Loading, shown only after 300 ms"))
        panel = self.at(960, 280, Panel(), 440, 116)
        waiting = Placeholder()
        waiting.setParent(panel)
        waiting.setGeometry(17, 13, 406, 90)
        waiting.show_now()
        waiting.show()
        self.at(960, 416, SectionLabel("Something failed"))
        sentence = "The disk is full. Free some space, then try again. Nothing you typed is lost."
        self.at(960, 444, ErrorPanel("This change wasn’t saved", sentence, "disk full"), 440, 130)
        self.at(960, 594, SectionLabel("Empty board column"))
        self.at(960, 746, SectionLabel("Timers and progress, 4 and 6 high"))
        panel = self.at(960, 774, Panel(), 440, 105)
        bars = [
            (17, 17, "Plenty of time", "18:20", "text", 61, "accent", 4),
            (232, 17, "Under half left", "2:11", "danger", 44, "danger_fill", 4),
            (17, 59, "Missed", "12 min late", "danger", 0, "accent", 4),
            (232, 59, "Import", "264 of 412", "muted", 64, "accent", 6),
        ]
        for x, y, name, value, role, done, fill, height in bars:
            left = Label(name, parent=panel)
            left.setGeometry(x, y, 120, 18)
            weight = MEDIUM if role != "muted" else QFont.Weight.Normal
            right = Label(value, "base", role, weight, parent=panel)
            right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            right.setGeometry(x + 91, y, 100, 18)
            bar = ProgressBar(height, fill, parent=panel)
            bar.set_progress(done, 100)
            bar.setGeometry(x, y + 24, 191, height)
            for widget in (left, right, bar):
                widget.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page and what delegates paint elsewhere."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("window"))
        x = 588.0
        for step, word in (("new", "New"), ("working", "Working"), ("mql", "MQL"), ("sql", "SQL")):
            painting.lifecycle_pie(painter, QRectF(x, 300, 14, 14), step)
            painting.draw_text(painter, QRectF(x + 20, 298, 80, 18), word, "text", look.font("small"))
            x += 20 + painting.text_width(word, look.font("small")) + 10
        self.paint_rows(painter)
        painting.fill_round(painter, QRectF(960, 622, 440, 103), "well", 10)
        hue = look.color("st_negotiation")
        painting.stage_pie(painter, QRectF(974, 636, 14, 14), 0.8, hue)
        painting.draw_text(painter, QRectF(995, 634, 200, 18), "Negotiation", "text", look.font("base", DEMI_BOLD))
        painting.draw_text(painter, QRectF(1076, 634, 200, 18), "0", "muted")
        painting.draw_text(
            painter, QRectF(1186, 634, 200, 18), "$0", "text", look.font("base", DEMI_BOLD), painting.RIGHT
        )
        painting.draw_text(
            painter,
            QRectF(960, 674, 440, 18),
            "Drag a card here, or press N",
            "muted",
            alignment=Qt.AlignmentFlag.AlignCenter,
        )
        painter.end()

    def paint_rows(self, painter: QPainter) -> None:
        """Paint rows of a table as its delegate would."""
        look = theme.current()
        frame = QRectF(500, 374, 420, 170)
        painting.edge_round(painter, frame, "border", 8)
        names = ("Rest", "Hover", "Selected", "Selected with focus", "Focus only")
        for index, name in enumerate(names):
            row = QRectF(501, 375 + 34 * index, 418, 33.5)
            selected = index in (2, 3)
            if index == 1:
                painter.fillRect(row, look.color("hover"))
            if selected:
                painter.fillRect(row, look.color("selection"))
            if index >= 3:
                painting.focus_ring_inset(painter, row, 0 if index == 3 else 4)
            state = Qt.CheckState.Checked if selected else Qt.CheckState.Unchecked
            faces.check_box(painter, QRectF(515, round(row.center().y()) - 8, 16, 16), state)
            painting.draw_text(painter, row.adjusted(42, 0, 0, 0), name, "text", look.font("base", DEMI_BOLD))
            painting.draw_text(
                painter, row.adjusted(0, 0, -14, 0), "Cobalt Freight Systems", "muted", alignment=painting.RIGHT
            )


def paint(mode: theme.Mode, target: Path) -> None:
    """Write the page in one theme."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, mode)
    sheet = Sheet()
    sheet.show()
    app.processEvents()
    for widget in sheet.hovered:
        middle = widget.rect().center().toPointF()
        QApplication.sendEvent(widget, QEnterEvent(middle, middle, widget.mapToGlobal(middle)))
        widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    picture = sheet.grab()
    for widget in sheet.focused:
        widget.setFocus(TAB)
        if isinstance(widget, LineField):
            widget.deselect()
        app.processEvents()
        part = sheet.grab()
        area = widget.rect().translated(widget.mapTo(sheet, QPoint(0, 0))).adjusted(-4, -4, 4, 4)
        painter = QPainter(picture)
        painter.drawPixmap(area, part, area)
        painter.end()
    painter = QPainter(picture)
    sheet.menu.ensurePolished()
    sheet.menu.resize(sheet.menu.sizeHint())
    painting.shadow(painter, QRectF(240, 500, sheet.menu.width(), sheet.menu.height()))
    painter.drawPixmap(240, 500, sheet.menu.grab())
    painter.end()
    picture.save(str(target))
    sheet.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def main() -> None:
    """Write the page in both themes."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/screens")
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    for file in sys.argv[2:]:
        QFontDatabase.addApplicationFont(file)
    if "Inter" in QFontDatabase.families():
        font = QFont("Inter")
        font.setPixelSize(13)
        app.setFont(font)
    for mode in ("light", "dark"):
        paint(mode, folder / f"controls-{mode}.png")


if __name__ == "__main__":
    main()
