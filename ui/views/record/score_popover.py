"""Why a lead has its score: every rule that applied, with its fact."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.scoring import Line, Score
from ui import painting, resources, theme, wording
from ui.widgets.button import Button
from ui.widgets.dialog import Hairline
from ui.widgets.focus import RingHolder
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.popover import Popover

WIDTH = 328
BAR = 6
RADIUS = 6
MINUS = "\u2212"


class ScoreButton(Button):
    """“Score 68”, the number heavier than the word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a score."""
        super().__init__("", "standard", has_menu=True, parent=parent)
        self.setObjectName("score_button")
        self.setToolTip(wording.explained("score"))
        self._number = ""
        self._is_open = False

    def set_open(self, is_open: bool) -> None:
        """Stand out while the explanation is open."""
        self._is_open = is_open
        self.update()

    def show_score(self, score: int) -> None:
        """Show a score."""
        self._number = wording.number_text(score)
        self.setText(self.tr("Score"))
        self.setAccessibleName(self.tr("Score {score}, explain").format(score=self._number))
        self.updateGeometry()
        self.update()

    def _number_width(self) -> float:
        return painting.text_width(self._number, theme.current().font("subhead", painting.DEMI_BOLD)) + 8

    @override
    def sizeHint(self) -> QSize:
        """Return room for word and number."""
        hint = super().sizeHint()
        return QSize(hint.width() + round(self._number_width()), hint.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, with the edge of focus while the explanation is open."""
        super().paintEvent(event)
        if self._is_open:
            painter = QPainter(self)
            painting.edge_round(painter, QRectF(self.rect()), "focus", RADIUS, 2)
            painter.end()

    @override
    def _paint_content(self, painter: QPainter, rect: QRectF, is_hovered: bool) -> None:
        look = theme.current()
        left = rect.left() + 11
        font = look.font("base", painting.MEDIUM)
        width = painting.text_width(self.text(), font)
        painting.draw_text(painter, QRectF(left, 0, width + 2, rect.height()), self.text(), "muted", look.font())
        number = look.font("subhead", painting.DEMI_BOLD)
        room = QRectF(left + width + 8, 0, self._number_width(), rect.height())
        painting.draw_text(painter, room, self._number, "text", number)
        self._paint_chevron(painter, rect)

    def _paint_chevron(self, painter: QPainter, rect: QRectF) -> None:
        box = QRectF(rect.right() - 24, round(rect.center().y() - 7), 14, 14)
        resources.paint_icon(painter, box, "chevron-down", "muted")


class ScoreBar(QWidget):
    """The score as a bar, with a mark where an MQL begins."""

    def __init__(self, value: int, mark: int, parent: QWidget | None = None) -> None:
        """Show a value from 0 to 100."""
        super().__init__(parent)
        self._value = value
        self._mark = mark
        self.setFixedHeight(BAR + 6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, fill and mark."""
        painter = QPainter(self)
        track = QRectF(0, 3, self.width(), BAR)
        painting.fill_round(painter, track, "fill", BAR / 2)
        filled = QRectF(track)
        filled.setWidth(track.width() * self._value / 100)
        if self._value:
            painting.fill_round(painter, filled, "accent", BAR / 2)
        x = round(self.width() * self._mark / 100)
        painter.fillRect(QRectF(x - 1, 0, 2, self.height()), theme.current().color("text"))
        painter.end()


class ScoreLine(QWidget):
    """One rule: its points, its name, the fact that earned them."""

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        """Show a rule."""
        super().__init__(parent)
        self._line = line
        self._ring = RingHolder(self, 4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{points_text(line.points)} {line.rule}, {line.fact}")

    @override
    def sizeHint(self) -> QSize:
        """Return a row 26 high, grown with the font."""
        return QSize(WIDTH - 32, max(26, theme.current().line() + 8))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw points, name and fact."""
        look = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        role = "success" if self._line.points > 0 else "danger"
        points = QRectF(rect.left(), rect.top(), 36, rect.height())
        painting.draw_text(
            painter, points, points_text(self._line.points), role, look.font("base", painting.DEMI_BOLD), painting.RIGHT
        )
        name = QRectF(rect.left() + 48, rect.top(), rect.width() - 48, rect.height())
        name_font = look.font()
        painting.draw_text(painter, name, self._line.rule, "text", name_font)
        fact = QRectF(name)
        fact.setLeft(name.left() + painting.text_width(self._line.rule, name_font) + 12)
        painting.draw_text(painter, fact, self._line.fact, "muted", look.font("small"), painting.RIGHT)
        painter.end()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus."""
        super().focusInEvent(event)
        self._ring.focus_in(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self._ring.focus_out(event)


def points_text(points: int) -> str:
    """Return “+15” or “−20”."""
    return f"+{points}" if points >= 0 else f"{MINUS}{-points}"


class ScorePopover(Popover):
    """The score with every point explained; arrows go from line to line.

    Signals: rules_requested: the rules are to be edited.
    """

    rules_requested = Signal()

    def __init__(self, anchor: QWidget, score: Score, mark: int) -> None:
        """Explain a score; an MQL begins at the mark."""
        super().__init__(anchor, WIDTH)
        self.setObjectName("score_popover")
        self.lines: list[ScoreLine] = []
        column = QVBoxLayout(self.body)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(wording.number_text(score.value), "display", "text", DEMI_BOLD))
        said = self.tr("out of 100. MQL from {mark}").format(mark=mark)
        head.addWidget(Label(said, "base", "muted"), 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        column.addSpacing(4)
        column.addWidget(ScoreBar(score.value, mark))
        column.addSpacing(6)
        groups = {"fit": self.tr("Fit"), "engagement": self.tr("Engagement"), "negative": self.tr("Against")}
        for group, heading in groups.items():
            self._add_group(column, heading, [line for line in score.lines if line.group == group])
        if not score.lines:
            column.addWidget(Label(self.tr("No rule applies yet."), "base", "muted"))
        column.addSpacing(6)
        column.addWidget(Hairline())
        column.addSpacing(8)
        foot = QHBoxLayout()
        foot.addWidget(Label(self.tr("Updated when a fact changes"), "small", "muted"), 1)
        self.rules_button = Button(self.tr("Edit scoring rules"), "link", "row")
        self.rules_button.setObjectName("edit_rules")
        self.rules_button.clicked.connect(self._ask_for_rules)
        foot.addWidget(self.rules_button)
        column.addLayout(foot)

    def _ask_for_rules(self) -> None:
        self.close()
        self.rules_requested.emit()

    def _add_group(self, column: QVBoxLayout, heading: str, lines: Sequence[Line]) -> None:
        if not lines:
            return
        head = QHBoxLayout()
        head.addWidget(Label(heading, "small", "muted", DEMI_BOLD))
        head.addStretch(1)
        total = sum(line.points for line in lines)
        head.addWidget(Label(f"{total}" if total >= 0 else points_text(total), "small", "muted", DEMI_BOLD))
        column.addSpacing(10 if self.lines else 4)
        column.addLayout(head)
        for line in lines:
            row = ScoreLine(line)
            self.lines.append(row)
            column.addWidget(row)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from line to line with the arrows."""
        step = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}.get(event.key(), 0)
        if not step or not self.lines:
            super().keyPressEvent(event)
            return
        at = next((place for place, line in enumerate(self.lines) if line.hasFocus()), -1 if step > 0 else 0)
        self.lines[(at + step) % len(self.lines)].setFocus(Qt.FocusReason.ShortcutFocusReason)
        event.accept()
