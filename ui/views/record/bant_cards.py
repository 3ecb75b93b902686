"""The four BANT cards of a lead: what is known, how sure it is, and where it came from."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.evidence import Dimension
from ui import painting, resources, theme, wording
from ui.views.record import evidence_words
from ui.widgets.button import Button
from ui.widgets.focus import RingHolder
from ui.widgets.labels import DEMI_BOLD, ElidedLabel, Label

PADDING = 13
PIP = 20
HEIGHT = 144
STATE_KEYS = {Qt.Key.Key_C.value: "confirmed", Qt.Key.Key_U.value: "unknown", Qt.Key.Key_F.value: "failed"}


class BantProgress(QWidget):
    """Four segments in the colours of their states; what has aged is amber."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing known."""
        super().__init__(parent)
        self._states: list[str] = ["unknown"] * 4
        self.setFixedSize(121, 6)

    def set_states(self, states: list[str]) -> None:
        """Show other states."""
        self._states = states
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the segments."""
        painter = QPainter(self)
        painting.bant_progress(painter, QRectF(self.rect()), self._states)
        painter.end()


class BantHeader(QWidget):
    """Heading, segments, “2 of 4 confirmed”, and at the right what is missing or a link."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing known."""
        super().__init__(parent)
        self.heading = Label("BANT", "subhead", "text", DEMI_BOLD)
        self.heading.setToolTip(wording.explained("bant"))
        self.progress = BantProgress()
        self.progress_label = Label("", "base", "muted")
        self.progress_label.setObjectName("bant_progress")
        self.missing_label = ElidedLabel("", "small", "muted")
        self.missing_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.missing_label.setObjectName("bant_missing")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(12)
        self.row.addWidget(self.heading)
        self.row.addWidget(self.progress)
        self.row.addWidget(self.progress_label)
        self.row.addWidget(self.missing_label, 1)

    def show_dimensions(self, dimensions: list[Dimension]) -> None:
        """Show how far the evidence has come."""
        self.progress.set_states(["stalled" if one.is_aged else one.state for one in dimensions])
        self.progress_label.setText(evidence_words.progress_text(dimensions))
        self.missing_label.setText(evidence_words.missing_text(dimensions))


class StateButton(Button):
    """The state of a dimension, with a menu of the others.

    Signals: `state_chosen` with the state picked.
    """

    state_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start unknown."""
        super().__init__("", "neutral", "state", icon="circle-dashed", has_menu=True, parent=parent)
        menu = QMenu(self)
        for state in evidence_words.STATES:
            icon = resources.icon(evidence_words.STATE_ICONS[state])
            action = menu.addAction(icon, f"{evidence_words.state_word(state)}\t{state[0].upper()}")
            action.triggered.connect(lambda _checked=False, chosen=state: self.state_chosen.emit(chosen))
        self.setMenu(menu)

    def set_state(self, state: str, name: str) -> None:
        """Show a state of the dimension called so."""
        self.setText(evidence_words.state_word(state))
        self.set_kind(evidence_words.STATE_KINDS[state])
        self.set_icon_name(evidence_words.STATE_ICONS[state])
        self.setAccessibleName(self.tr("{dimension}: {state}").format(dimension=name, state=self.text()))
        self.adjustSize()


class BantCard(QWidget):
    """One dimension. C, U and F set its state while it has the focus, R reaffirms it; Enter or a click edits it.

    Signals: `state_chosen` with a state; `edit_requested`; `reaffirm_requested`.
    """

    state_chosen = Signal(str)
    edit_requested = Signal()
    reaffirm_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a dimension."""
        super().__init__(parent)
        self._dimension: Dimension | None = None
        self._today = date.min
        self._ring = RingHolder(self, 8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.state_button = StateButton(self)
        self.state_button.setObjectName("bant_state")
        self.state_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.state_button.state_chosen.connect(self.state_chosen)
        self.link = Button("", "link", "row", parent=self)
        self.link.setObjectName("bant_link")
        self.link.clicked.connect(self._on_link)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def dimension(self) -> Dimension | None:
        """Return what is shown."""
        return self._dimension

    def show_dimension(self, dimension: Dimension, today: date) -> None:
        """Show what is known about a dimension."""
        self._dimension, self._today = dimension, today
        self.setObjectName(f"bant_{dimension.code}")
        self.state_button.set_state(dimension.state, dimension.name)
        if dimension.is_aged:
            self.link.setText(self.tr("Reaffirm"))
        else:
            self.link.setText(evidence_words.add_word(dimension))
        has_nothing = not evidence_words.headline(dimension, today)
        self.link.setVisible(has_nothing or dimension.is_aged)
        self.link.adjustSize()
        self.setAccessibleName(f"{dimension.name}: {evidence_words.state_word(dimension.state)}")
        self.setAccessibleDescription(
            ". ".join(part for part in (evidence_words.headline(dimension, today), dimension.note) if part)
        )
        self._place_children()
        self.update()

    def _on_link(self) -> None:
        if self._dimension is not None and self._dimension.is_aged:
            self.reaffirm_requested.emit()
        else:
            self.edit_requested.emit()

    def _place_children(self) -> None:
        hint = self.state_button.sizeHint()
        self.state_button.setGeometry(self.width() - PADDING - hint.width(), 11, hint.width(), hint.height())
        hint = self.link.sizeHint()
        self.link.setGeometry(
            self.width() - PADDING - hint.width(),
            self.height() - 20 - hint.height() // 2,
            hint.width(),
            hint.height(),
        )

    @override
    def sizeHint(self) -> QSize:
        """Return the usual card, grown with the font."""
        return QSize(240, round(HEIGHT + 66 * (theme.current().type.unit - 1)))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for name and state."""
        return QSize(200, self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right."""
        super().resizeEvent(event)
        self._place_children()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        edge = "accent_border" if self.underMouse() else "border"
        painting.panel(painter, rect, "surface", edge, 8)
        if self._dimension is not None:
            self._paint_dimension(painter, rect, self._dimension)
        painter.end()

    def _paint_dimension(self, painter: QPainter, rect: QRectF, dimension: Dimension) -> None:
        look = theme.current()
        line, small = look.line(), look.line("small") + 1
        pip = QRectF(PADDING, 12, PIP, PIP)
        painting.bant_pip(painter, pip, dimension.letter, dimension.state)
        name = QRectF(pip.right() + 8, pip.center().y() - line / 2, 0, line)
        name.setRight(self.state_button.x() - 8)
        painting.draw_text(painter, name, dimension.name, "text", look.font("base", painting.DEMI_BOLD))
        inner = rect.adjusted(PADDING, 42, -PADDING, 0)
        foot = QRectF(inner.left(), rect.height() - 20 - small / 2, inner.width(), small)
        if self.link.isVisibleTo(self):
            foot.setRight(self.link.x() - 8)
        said = evidence_words.headline(dimension, self._today)
        room = QRectF(inner.left(), inner.top(), inner.width(), line)
        if not said:
            painting.draw_text(painter, room, evidence_words.nothing_known(dimension), "muted")
            ask = evidence_words.what_to_ask(dimension)
            painting.draw_text(painter, foot, ask, "muted", look.font("small"))
        else:
            painting.draw_text(painter, room, said, "text", look.font("base", painting.DEMI_BOLD))
            self._paint_origin(painter, foot, dimension)
        lines = max(1, int((foot.top() - 6 - room.bottom()) // small))
        note = QRectF(inner.left(), room.bottom() + 1, inner.width(), lines * small)
        self._paint_note(painter, note, dimension.note, small)

    def _paint_note(self, painter: QPainter, room: QRectF, note: str, line: int) -> None:
        font = theme.current().font("small")
        shown = painting.fitting_lines(note, font, room.width(), round(room.height() / line))
        for index, text in enumerate(shown):
            place = QRectF(room.left(), room.top() + index * line, room.width(), line)
            painting.draw_text(painter, place, text, "muted", font)
        is_cut = bool(shown) and shown[-1].endswith("…") and not note.endswith("…")
        self.setToolTip(note if is_cut else "")

    def _paint_origin(self, painter: QPainter, foot: QRectF, dimension: Dimension) -> None:
        answer = dimension.primary
        day = answer.answered_at.astimezone().date() if answer.answered_at is not None else None
        icon, words = evidence_words.origin(answer, self._today, day)
        if dimension.is_aged:
            words = self.tr("{origin}, aged").format(origin=words)
        if not icon:
            return
        role = "warning" if dimension.is_aged else "muted"
        box = QRectF(foot.left(), round(foot.center().y() - 6.5), 13, 13)
        resources.paint_icon(painter, box, icon, role)
        painting.draw_text(painter, foot.adjusted(17, 0, 0, 0), words, role, theme.current().font("small"))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the editor."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.edit_requested.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Set the state by letter, open the editor with Enter."""
        state = STATE_KEYS.get(event.key())
        if event.modifiers() or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif state is not None:
            self.state_chosen.emit(state)
        elif event.key() == Qt.Key.Key_R and self._dimension is not None and self._dimension.is_aged:
            self.reaffirm_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.edit_requested.emit()
        else:
            super().keyPressEvent(event)

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


class BantCards(QWidget):
    """All dimensions, two cards in a row.

    Signals: `state_chosen` and `edit_requested` with the code of a dimension; `reaffirm_requested` likewise.
    """

    state_chosen = Signal(str, str)
    edit_requested = Signal(str)
    reaffirm_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without cards."""
        super().__init__(parent)
        self.cards: list[BantCard] = []
        self.header = BantHeader()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.header)
        column.addLayout(self._grid)

    def show_dimensions(self, dimensions: list[Dimension], today: date) -> None:
        """Show what is known."""
        self.header.show_dimensions(dimensions)
        while len(self.cards) < len(dimensions):
            self._add_card()
        for index, card in enumerate(self.cards):
            card.setVisible(index < len(dimensions))
        for card, dimension in zip(self.cards, dimensions, strict=False):
            card.show_dimension(dimension, today)

    def _add_card(self) -> None:
        card = BantCard()
        index = len(self.cards)
        card.state_chosen.connect(lambda state: self._announce(card, state))
        card.edit_requested.connect(lambda: self._ask(card, self.edit_requested))
        card.reaffirm_requested.connect(lambda: self._ask(card, self.reaffirm_requested))
        self._grid.addWidget(card, index // 2, index % 2)
        self.cards.append(card)

    def _announce(self, card: BantCard, state: str) -> None:
        if card.dimension is not None:
            self.state_chosen.emit(card.dimension.code, state)

    def _ask(self, card: BantCard, signal: object) -> None:
        if card.dimension is not None:
            signal.emit(card.dimension.code)  # type: ignore[attr-defined]

    def card(self, code: str) -> BantCard:
        """Return the card of a dimension."""
        return next(card for card in self.cards if card.dimension is not None and card.dimension.code == code)

    def focus_card(self, number: int) -> None:
        """Give the focus to a card, counted from 1."""
        if 0 < number <= len(self.cards):
            self.cards[number - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
