"""Choices to make in a dialog: cards side by side or below each other, and rows with number keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui import faces, painting, resources, theme
from ui.widgets.button import Button
from ui.widgets.focus import RingHolder, shows_focus

PADDING = 12
MARK = 16
MARK_GAP = 9
MOST_ROWS = 9.5

ARROW_STEPS = {
    Qt.Key.Key_Right.value: 1,
    Qt.Key.Key_Down.value: 1,
    Qt.Key.Key_Left.value: -1,
    Qt.Key.Key_Up.value: -1,
}


class ChoiceCard(QRadioButton):
    """One card of a choice: a title with a tag, sentences below, and an optional way to look closer.

    With an icon the card shows that in place of the radio mark. Cards of one parent exclude
    each other; arrows move among them.
    Signals: `action_requested` when the link at the right is used.
    """

    action_requested = Signal()

    def __init__(
        self,
        title: str,
        body: str = "",
        detail: str = "",
        *,
        tag: tuple[str, str] | None = None,
        icon: str = "",
        icon_role: str = "",
        is_large: bool = False,
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Show a card; a large one has a subhead title, as the verdicts have."""
        super().__init__(title, parent)
        self._body = body
        self._detail = detail
        self._tag = tag
        self._icon_name = icon
        self._icon_role = icon_role
        self._is_large = is_large
        self._ring = RingHolder(self, 8)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleDescription(" ".join(part for part in (body, detail) if part))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._link = Button(action, "link", parent=self) if action else None
        if self._link is not None:
            self._link.clicked.connect(self.action_requested)

    def set_sentences(self, body: str, detail: str = "", tag: tuple[str, str] | None = None) -> None:
        """Say something else below the title."""
        self._body, self._detail, self._tag = body, detail, tag
        self.setAccessibleDescription(" ".join(part for part in (body, detail) if part))
        self.updateGeometry()
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the next card with Right and Down, back with Left and Up, however the cards are arranged."""
        step = ARROW_STEPS.get(event.key(), 0)
        parent = self.parentWidget()
        if not step or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or parent is None:
            super().keyPressEvent(event)
            return
        options = Qt.FindChildOption.FindDirectChildrenOnly
        cards = [card for card in parent.findChildren(ChoiceCard, options=options) if card.isVisible()]
        place = cards.index(self) + step
        if 0 <= place < len(cards):
            cards[place].setFocus(Qt.FocusReason.TabFocusReason)
            cards[place].click()

    def _padding(self) -> int:
        return 15 if self._is_large else PADDING + 1

    def _title_font(self) -> QFont:
        if self._is_large:
            return theme.current().font("subhead", painting.DEMI_BOLD)
        if self._body or self._detail:
            return theme.current().font("base", painting.DEMI_BOLD)
        return theme.current().font("base", painting.MEDIUM)

    def _title_line(self) -> int:
        return theme.current().line("subhead" if self._is_large else "base") + (2 if self._is_large else 0)

    def _text_left(self) -> float:
        return self._padding() if self._is_large else self._padding() + MARK + MARK_GAP

    def _paragraphs(self) -> list[tuple[str, QFont, str, int]]:
        look = theme.current()
        found = []
        if self._body:
            style, role = ("base", "text") if self._is_large else ("small", "muted")
            found.append((self._body, look.font(style), role, look.line(style)))
        if self._detail:
            found.append((self._detail, look.font("small"), "muted", look.line("small")))
        return found

    def _paragraph_height(self, text: str, font: QFont, line: int, width: float) -> float:
        return painting.paragraph_height(text, font, max(40.0, width), line)

    @override
    def hasHeightForWidth(self) -> bool:
        """Tell that sentences wrap."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """Return the height of the card with its sentences wrapped."""
        padding = self._padding()
        inner = width - self._text_left() - padding
        if self._link is not None:
            inner -= self._link.sizeHint().width() + 12
        height = 2.0 * padding + self._title_line()
        for text, font, _role, line in self._paragraphs():
            height += self._paragraph_height(text, font, line, inner) + (5 if self._is_large else 1)
        return round(height) - (1 if self._is_large else 4 if self._paragraphs() else 2)

    @override
    def sizeHint(self) -> QSize:
        """Return a card as wide as three side by side in the dialog."""
        width = 220 if self._is_large else round(self._text_left() + 120)
        return QSize(width, self.heightForWidth(max(width, self.width() if self.width() > 100 else width)))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for mark, title and tag."""
        return QSize(100, self.heightForWidth(self.width()) if self.width() > 100 else 40)

    @override
    def hitButton(self, pos: object) -> bool:
        """Take clicks anywhere on the card."""
        return True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the link at the right and ask for the height of the new width."""
        super().resizeEvent(event)
        if self._link is not None:
            hint = self._link.sizeHint()
            self._link.setGeometry(self.width() - hint.width() - PADDING, 5, hint.width(), hint.height())
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.isChecked():
            painting.panel(painter, rect, "raised", "accent", 8, 2)
        else:
            edge = "control" if self.underMouse() else "border_strong"
            painting.panel(painter, rect, "raised", edge, 8)
        padding = self._padding()
        line = self._title_line()
        # A card of one line stands in the middle of whatever height it is given.
        top = padding if self._paragraphs() else (rect.height() - line) / 2
        top -= 0 if self._is_large or not self._paragraphs() else 2
        mark = QRectF(padding, round(top + (line - MARK) / 2), MARK, MARK)
        self._paint_mark(painter, mark)
        self._paint_title(painter, QRectF(mark.right() + MARK_GAP, top, rect.width(), line))
        top += line
        for text, font, role, step in self._paragraphs():
            top += 5 if self._is_large else 1
            top = self._paint_paragraph(painter, text, font, role, step, top)
        painter.end()

    def _paint_mark(self, painter: QPainter, mark: QRectF) -> None:
        if self._icon_name:
            role = self._icon_role if self.isChecked() and self._icon_role else "muted"
            resources.paint_icon(painter, mark, self._icon_name, role)
        else:
            faces.radio(painter, mark, self.isChecked(), self.isEnabled(), self.underMouse())

    def _paint_title(self, painter: QPainter, room: QRectF) -> None:
        right = float(self.width() - self._padding())
        if self._link is not None:
            right = self._link.x() - 8.0
        font = self._title_font()
        width = painting.text_width(self.text(), font)
        tag_width = painting.tag_width(self._tag[0]) if self._tag else 0.0
        limit = right - room.left() - (tag_width + 8 if self._tag else 0)
        ink = "text" if self.isChecked() or not self._icon_name else "muted"
        painting.draw_text(
            painter, QRectF(room.left(), room.top(), min(width + 1, limit), room.height()), self.text(), ink, font
        )
        if self._tag is None:
            return
        left = right - tag_width if self._is_large else room.left() + min(width, limit) + 8
        top = round(room.center().y() - painting.tag_height() / 2)
        painting.tag(painter, left, top, self._tag[0], self._tag[1])

    def _paint_paragraph(self, painter: QPainter, text: str, font: QFont, role: str, line: int, top: float) -> float:
        left = self._text_left()
        right = float(self.width() - self._padding())
        if self._link is not None:
            right = self._link.x() - 12.0
        height = self._paragraph_height(text, font, line, right - left)
        painting.draw_paragraph(painter, QRectF(left, top, right - left, height), text, role, font, line)
        return top + height

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


class ReasonRow(QRadioButton):
    """One row of a `ReasonList`."""

    def __init__(self, text: str, number: int, parent: QWidget) -> None:
        """Show the text and the number key that picks it."""
        super().__init__(text, parent)
        self._number = number
        self._keyboard_focus = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """Return a row 32 high, grown with the font."""
        return QSize(240, max(32, round(16 + 16 * theme.current().type.unit)))

    @override
    def hitButton(self, pos: object) -> bool:
        """Take clicks anywhere on the row."""
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.isChecked():
            painting.fill_round(painter, rect, "selection", 6)
        elif self.underMouse():
            painting.fill_round(painter, rect, "hover", 6)
        if self._keyboard_focus and self.hasFocus():
            painting.focus_ring_inset(painter, rect, 6)
        mark = QRectF(10, round(rect.center().y() - MARK / 2), MARK, MARK)
        faces.radio(painter, mark, self.isChecked(), self.isEnabled(), self.underMouse())
        inner = rect.adjusted(36, 0, -10, 0)
        weight = painting.MEDIUM if self.isChecked() else painting.NORMAL
        painting.draw_text(painter, inner.adjusted(0, 0, -24, 0), self.text(), "text", painting.font("base", weight))
        if self._number <= 9:
            ink = "muted" if self.isChecked() or self.underMouse() else "subtle"
            number = str(self._number)
            painting.draw_text(painter, inner, number, ink, painting.font("small"), painting.RIGHT)
        painter.end()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the focus came by keyboard."""
        self._keyboard_focus = shows_focus(event, self._keyboard_focus)
        super().focusInEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Draw the focus from the first arrow key on."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._keyboard_focus = True
        super().keyPressEvent(event)


class ReasonList(QWidget):
    """Reasons of which one is chosen, by click, arrows or its number key.

    The tint of a row reaches 10 px beyond its mark: give the list 10 px less margin than the text.

    Signals: `chosen` with the key of a reason the user picked.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start without reasons; the name is for screen readers."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows: dict[str, ReasonRow] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_reasons(self, reasons: Sequence[tuple[str, str]]) -> None:
        """Show (key, text) pairs, numbered from 1."""
        for row in self._rows.values():
            self._group.removeButton(row)
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = {}
        for number, (key, text) in enumerate(reasons, 1):
            row = ReasonRow(text, number, self)
            row.setObjectName(f"reason_{key}")
            self._rows[key] = row
            self._group.addButton(row)
            self._column.addWidget(row)
            row.toggled.connect(partial(self._on_toggled, key))

    def _on_toggled(self, key: str, is_on: bool) -> None:
        if is_on:
            self.chosen.emit(key)

    def row(self, key: str) -> ReasonRow:
        """Return the row of a reason."""
        return self._rows[key]

    def __len__(self) -> int:
        """Return how many reasons there are."""
        return len(self._rows)

    def reason(self) -> str:
        """Return the key of the reason chosen, empty when none is."""
        return next((key for key, row in self._rows.items() if row.isChecked()), "")

    def set_reason(self, key: str) -> None:
        """Choose a reason without announcing it."""
        self.blockSignals(True)
        self._rows[key].setChecked(True)
        self.blockSignals(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number."""
        number = event.key() - Qt.Key.Key_0.value
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_plain and 1 <= number <= min(9, len(self._rows)):
            row = list(self._rows.values())[number - 1]
            row.setChecked(True)
            row.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the chosen row, or the first."""
        super().focusInEvent(event)
        rows = list(self._rows.values())
        chosen = [row for row in rows if row.isChecked()]
        if rows:
            (chosen or rows)[0].setFocus(event.reason())

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Ask for new room when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


class ScrollingReasons(QScrollArea):
    """A list of reasons that takes its room where it is short, and scrolls where it is long."""

    def __init__(self, reasons: ReasonList, parent: QWidget | None = None) -> None:
        """Hold the list."""
        super().__init__(parent)
        self._reasons = reasons
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(reasons)
        reasons.setAutoFillBackground(False)
        reasons.chosen.connect(lambda key: self.ensureWidgetVisible(reasons.row(key), 0, 0))
        self.refit()

    def refit(self) -> None:
        """Take the room of the reasons there are now."""
        count = len(self._reasons)
        height = self._reasons.sizeHint().height()
        self.setFixedHeight(round(height * min(1.0, MOST_ROWS / max(1, count))))
