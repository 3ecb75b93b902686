"""A card edited in its place: amount, close date and next step, saved together or not at all."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.queries.board import Card
from salesdesk.services.commands import PlannedStep, ReviseOpportunity
from ui import painting, theme, wording
from ui.session import DeskSession
from ui.views.board.cards import CardList
from ui.views.board.words import changed_text
from ui.widgets.button import Button
from ui.widgets.date_field import DateField
from ui.widgets.fields import ChoiceField, ErrorLine, LabelledField, LineField, MoneyField
from ui.widgets.labels import DEMI_BOLD, ElidedLabel

LEAST_WIDTH = 300
EDGE = 4
SHADOW = 20
KINDS = ("call", "email", "meeting", "demo", "document", "task")
Field = MoneyField | DateField | ChoiceField | LineField


class CardEditor(QWidget):
    """The fields of one card over the card itself.

    Enter saves them in one step, Esc discards, Tab goes round; a refusal stays beside its field. The focus going
    elsewhere saves too, and what cannot be saved then is said in a toast.
    Signals: closed: bool. It is over, and whether the focus belongs to the card again.
    """

    closed = Signal(bool)

    def __init__(self, session: DeskSession, card: Card, cards: CardList, over: QWidget) -> None:
        """Show the fields of a card of a column, over the board."""
        super().__init__(over)
        self.setObjectName("card_editor")
        self.setAccessibleName(self.tr("Edit “{name}”").format(name=card.title))
        self._session = session
        self._card = card
        self._cards = cards
        self._is_over = False
        self._make_fields()
        self._lay_out()
        for bar in (cards.verticalScrollBar(), cards.horizontalScrollBar()):
            bar.valueChanged.connect(self._place)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _make_fields(self) -> None:
        card = self._card
        self.amount_field = MoneyField(card.currency, record_form=True)
        self.amount_field.setObjectName("edit_amount")
        self.amount_field.set_amount_minor(card.amount_minor)
        self.close_field = DateField(record_form=True)
        self.close_field.setObjectName("edit_close")
        self.close_field.set_day(card.expected_close)
        step = card.next_step
        self.kind_field = ChoiceField(record_form=True)
        self.kind_field.setObjectName("edit_kind")
        kinds = KINDS if step is None or step.kind in KINDS else (*KINDS, step.kind)
        for kind in kinds:
            self.kind_field.add_choice(kind, wording.activity_word(kind))
        self.kind_field.set_choice(step.kind if step is not None else "call")
        self.due_field = DateField(record_form=True)
        self.due_field.setObjectName("edit_due")
        self.due_field.set_day(step.due_on if step is not None else None)
        self.what_field = LineField(record_form=True)
        self.what_field.setObjectName("edit_what")
        self.what_field.setAccessibleName(self.tr("What the next step is"))
        self.what_field.setPlaceholderText(self.tr("What is to be done, optional"))
        self.what_field.setText(step.subject if step is not None else "")
        for field in (self.close_field, self.due_field, self.what_field):
            field.setCursorPosition(0)
        self.fields: tuple[Field, ...] = (
            self.amount_field,
            self.close_field,
            self.kind_field,
            self.due_field,
            self.what_field,
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 12, SHADOW + 10, SHADOW + 12, SHADOW + 10)
        column.setSpacing(0)
        column.addWidget(ElidedLabel(self._card.title, "base", "text", DEMI_BOLD))
        column.addSpacing(8)
        symbol = wording.symbol_of(self._card.currency)
        amount = self.tr("Amount, {currency}").format(currency=symbol)
        column.addLayout(self._pair(amount, self.amount_field, self.tr("Close date"), self.close_field))
        column.addSpacing(8)
        column.addLayout(self._pair(self.tr("Next step"), self.kind_field, self.tr("Due"), self.due_field))
        column.addSpacing(6)
        column.addWidget(self.what_field)
        self.refusal = ErrorLine()
        self.refusal.setObjectName("edit_refusal")
        self.what_field.error_changed.connect(self._on_refusal)
        for field in self.fields:
            field.error_changed.connect(self._place)
        column.addWidget(self.refusal)
        column.addSpacing(8)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.save_button = Button(self.tr("Save"), "primary", keys="Return")
        self.save_button.setObjectName("edit_save")
        self.save_button.clicked.connect(self.save)
        self.discard_button = Button(self.tr("Discard"), "quiet", keys="Esc")
        self.discard_button.setObjectName("edit_discard")
        self.discard_button.clicked.connect(self.discard)
        for button in (self.save_button, self.discard_button):
            # A press must not count as going elsewhere; Enter and Esc are their keys.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _pair(self, left: str, left_field: Field, right: str, right_field: Field) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(LabelledField(left, left_field), 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(LabelledField(right, right_field), 1, Qt.AlignmentFlag.AlignTop)
        return row

    def open(self) -> None:
        """Show the fields with the cursor in the amount."""
        self._place()
        self.show()
        self.raise_()
        self.amount_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.amount_field.selectAll()

    def follow(self) -> None:
        """Stay with the card where the board changed under it; a card that is gone takes its fields along."""
        if not self._is_over and self._cards.cards.row_of(self._card.id) < 0:
            self._end(returns=self._has_focus())
        else:
            self._place()

    def save(self) -> bool:
        """Write what was changed in one step and close; tell whether nothing is left to be corrected."""
        self.what_field.set_error("")
        given = self._changes()
        if given is None:
            return False
        fields, step = given
        if fields or step is not None:
            try:
                done = self._session.run(ReviseOpportunity(self._card.id, fields, step), self, raises=True)
            except SalesDeskError as refusal:
                self._show_refusal(refusal)
                return False
            if done is not None:
                self._session.notify(changed_text(self._card.title), undoable=True)
        self._end(returns=True)
        return True

    def discard(self) -> None:
        """Close; nothing that was typed is kept."""
        self._end(returns=True)

    def _changes(self) -> tuple[dict[str, object], PlannedStep | None] | None:
        """Return the fields and the step that differ from the card, or nothing where a field is wrong."""
        amount, close, step = self.amount_field.amount_minor(), self.close_field.day(), self._step()
        if amount is None and not self.amount_field.error():
            self.amount_field.set_error(self.tr("Give an amount, 0 if none is known"))
        wrong = [field for field in self.fields if field.error()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        fields: dict[str, object] = {}
        if amount != self._card.amount_minor:
            fields["amount_minor"] = amount
        if close != self._card.expected_close:
            fields["expected_close"] = close
        return fields, step

    def _step(self) -> PlannedStep | None:
        """Return the next step where it was changed, keeping the time of day it has."""
        known, day = self._card.next_step, self.due_field.day()
        kind, what = str(self.kind_field.choice()), " ".join(self.what_field.text().split())
        if known is None and day is None and not what:
            return None
        if day is None:
            if not self.due_field.error():
                self.due_field.set_error(self.tr("Choose a day"))
            return None
        if known is not None and (kind, what, day) == (known.kind, known.subject, known.due_on):
            return None
        due_at = None
        if known is not None and known.due_at is not None:
            zone = self._session.now().tzinfo
            due_at = datetime.combine(day, known.due_at.astimezone(zone).time(), zone)
        return PlannedStep(kind, what, day, due_at)

    def _show_refusal(self, refusal: SalesDeskError) -> None:
        name = refusal.field if isinstance(refusal, BadValue) else ""
        found = {
            "amount_minor": self.amount_field,
            "amount": self.amount_field,
            "expected_close": self.close_field,
            "close date": self.close_field,
        }.get(name, self.what_field)
        found.set_error(str(refusal))
        found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refusal(self, sentence: str) -> None:
        self.refusal.set_text(sentence)

    def _end(self, *, returns: bool) -> None:
        if self._is_over:
            return
        self._is_over = True
        self.hide()
        self.deleteLater()
        self.closed.emit(returns)

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        is_elsewhere = new is not None and new.window() is self.window() and not self.isAncestorOf(new)
        if self._is_over or not self.isVisible() or not is_elsewhere or QApplication.activePopupWidget() is not None:
            return
        assert new is not None
        session = self._session
        if not self.save():
            # What was typed cannot be kept in the file; say why, and leave the card as it was.
            sentence = next((field.error() for field in self.fields if field.error()), "")
            self._end(returns=False)
            session.refused.emit(sentence)
        new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        """Lie over the card, wherever it stands, and within the board."""
        row = self._cards.cards.row_of(self._card.id)
        over = self.parentWidget()
        if self._is_over or row < 0 or over is None:
            return
        rect = self._cards.row_rect(row)
        corner = over.mapFromGlobal(self._cards.viewport().mapToGlobal(rect.topLeft()))
        width = max(rect.width(), round(LEAST_WIDTH * theme.current().type.unit)) + 2 * SHADOW
        self.setFixedWidth(width)
        self.adjustSize()
        left = corner.x() - SHADOW - (width - 2 * SHADOW - rect.width()) // 2
        left = max(EDGE - SHADOW, min(left, over.width() - width + SHADOW - EDGE))
        top = max(EDGE - SHADOW, min(corner.y() - SHADOW, over.height() - self.height() + SHADOW - EDGE))
        self.move(QPoint(left, top))

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go round among the fields."""
        at = next((place for place, field in enumerate(self.fields) if field.hasFocus()), 0)
        chosen = self.fields[(at + (1 if forward else -1)) % len(self.fields)]
        chosen.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Enter, discard with Esc; no other key reaches the board below."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.discard()
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep clicks from the card below."""
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card the fields stand on."""
        painter = QPainter(self)
        panel = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        painting.shadow(painter, panel, 8, drop=6, blur=SHADOW)
        painting.panel(painter, panel, "raised", "accent", 8)
        painter.end()
