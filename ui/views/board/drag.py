"""A card in the hand: picked up, aimed, dropped or brought back. It asks for moves and makes none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QObject, QPoint, QPointF, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from typing_extensions import override

from salesdesk.queries.board import Card
from ui import theme, wording
from ui.delegates.card import CardPainter
from ui.models.board import CardBoard
from ui.views.board.autoscroll import Autoscroll
from ui.views.board.cards import CardList
from ui.views.board.column import Column
from ui.views.board.drop_bar import DropBar
from ui.views.board.drop_zone import DropZone


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a drop would put the cards: into a column, before a row, beside a card where the order is kept by hand."""

    column: Column
    row: int
    before: int | None = None
    after: int | None = None


class FloatingCard(QWidget):
    """The picture of the card under the pointer; the pointer goes through it."""

    def __init__(self, picture: QPixmap, card_at: QPointF, over: QWidget) -> None:
        """Lie over a window; the card begins at a point within the picture."""
        super().__init__(over)
        self.setObjectName("card_in_hand")
        self._picture = picture
        self._card_at = card_at.toPoint()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(picture.deviceIndependentSize().toSize())

    def put(self, corner: QPoint) -> None:
        """Put the corner of the card at a point of the window."""
        self.move(corner - self._card_at)

    def place_for(self, corner: QPoint) -> QPoint:
        """Return where the picture is when the corner of the card is at a point of the window."""
        return corner - self._card_at

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()


@dataclass(slots=True)
class Hand:
    """What was picked up, and how."""

    card_id: int
    source: CardList
    pressed_at: QPoint
    grab: QPoint
    cards: list[Card]
    floating: FloatingCard | None = None


class Drag(QObject):
    """One drag at a time, as a grab of the pointer inside the board.

    Signals:
        started: cards left their places as ghosts.
        ended: nothing is in the hand any more; also after a cancelled drag.
        dropped: list, Landing. Cards were let go over a column.
        closing: str, list. Cards were let go over Won or Lost.
    """

    started = Signal()
    ended = Signal()
    dropped = Signal(list, object)
    closing = Signal(str, list)

    def __init__(self, board: CardBoard, painter: CardPainter, bar: DropBar, area: QScrollArea) -> None:
        """Serve the columns that stand in a scroll area, and the bar below it."""
        super().__init__(area)
        self._board = board
        self._painter = painter
        self._bar = bar
        self._area = area
        self._columns: Sequence[Column] = ()
        self._hand: Hand | None = None
        self._landing: Landing | None = None
        self._target: Column | None = None
        self._zone: DropZone | None = None
        self._pointer = QPoint()
        self._is_aiming = False
        self._is_dropping = False
        self._autoscroll = Autoscroll(area, self._aim, self)
        self._flight: QPropertyAnimation | None = None
        self._after_flight: Callable[[], None] | None = None

    def serve(self, columns: Sequence[Column]) -> None:
        """Work with other columns."""
        self.cancel(is_at_once=True)
        self._columns = columns

    @property
    def is_on(self) -> bool:
        """Tell whether a card is in the hand."""
        return self._hand is not None and self._hand.floating is not None

    @property
    def landing(self) -> Landing | None:
        """Where the cards would go now."""
        return self._landing

    @property
    def is_flying(self) -> bool:
        """Tell whether a card is gliding to its place."""
        return self._flight is not None

    def press(self, source: CardList, card_id: int, selected: Sequence[int], screen: QPoint) -> None:
        """Note where a drag may begin; selected cards come along when the pressed one is among them."""
        self.finish_flight()
        row = source.cards.row_of(card_id)
        corner = source.viewport().mapToGlobal(source.row_rect(row).topLeft())
        ids = list(selected) if card_id in selected else [card_id]
        # The pressed card is the one that is seen, so it comes first.
        self._hand = Hand(card_id, source, screen, screen - corner, self._board.cards(ids))

    def move(self, screen: QPoint) -> None:
        """Follow the pointer; the drag starts once it is far enough from where it was pressed."""
        if self._hand is None:
            return
        if self._hand.floating is None:
            far = (screen - self._hand.pressed_at).manhattanLength()
            if far < QApplication.startDragDistance() or not self._hand.cards:
                return
            self._pick_up(self._hand)
        if not self._is_aiming:
            return
        self._pointer = screen
        self._put_under_pointer()
        self._aim()
        self._autoscroll.follow(screen, self._column_at(screen))

    def release(self) -> bool:
        """Let go; tell whether it was a drag, also one that was called off before, and no click."""
        hand, landing, zone = self._hand, self._landing, self._zone
        if hand is None:
            return True
        if hand.floating is None:
            self._hand = None
            return False
        if not self._is_aiming:
            return True
        ids = [card.id for card in hand.cards]
        if zone is not None:
            self._put_down()
            self.closing.emit(zone.outcome, ids)
        elif landing is not None:
            self._stop_aiming()
            self._is_dropping = True
            self.dropped.emit(ids, landing)
        else:
            self.cancel()
        return True

    def cancel(self, is_at_once: bool = False) -> None:
        """Bring the cards back; nothing changed and nothing will."""
        hand = self._hand
        if hand is None or hand.floating is None:
            self._hand = None
            return
        if self._is_dropping and not is_at_once:
            # The focus goes along with the card that was dropped; that calls nothing off.
            return
        self._stop_aiming()
        row = hand.source.cards.row_of(hand.card_id)
        if is_at_once or row < 0:
            self._put_down()
            return
        self._fly(self._corner_of(hand.source, row), theme.duration("drag_return"), self._put_down)

    def refuse(self) -> None:
        """Bring dropped cards back, since they never left."""
        self._is_dropping = False
        self.cancel()

    def settle(self, column: Column, then: Callable[[], None]) -> None:
        """Let the dropped card glide to its new place, then call `then`."""
        hand = self._hand
        row = column.list.cards.row_of(hand.card_id) if hand is not None else -1
        if hand is None or row < 0:
            self._put_down()
            then()
            return
        for one in self._columns:
            one.list.set_ghosts(())
        moving = [card.id for card in hand.cards]
        column.list.set_hidden(moving)

        def arrive() -> None:
            column.list.set_hidden(())
            self._put_down()
            then()

        self._fly(self._corner_of(column.list, row), theme.duration("card_settle"), arrive)

    def finish_flight(self) -> None:
        """End a glide that is still under way at once."""
        if self._flight is not None:
            self._flight.stop()
            self._land()

    # Picking up and putting down

    def _pick_up(self, hand: Hand) -> None:
        first = next((card for card in hand.cards if card.id == hand.card_id), hand.cards[0])
        hand.cards.sort(key=lambda card: card.id != first.id)
        width = hand.source.row_rect(0).width()
        words = self._painter.fit(first, hand.source.cards.stage_of(first), self._board.now(), width)
        window = self._area.window()
        ratio = window.devicePixelRatioF()
        picture, card_at = self._painter.lifted(words, width, len(hand.cards), ratio)
        hand.floating = FloatingCard(picture, card_at, window)
        hand.floating.show()
        ids = [card.id for card in hand.cards]
        for column in self._columns:
            column.list.set_ghosts(ids)
        QApplication.setOverrideCursor(Qt.CursorShape.ClosedHandCursor)
        amounts = [(card.amount_minor, card.currency) for card in hand.cards]
        self._bar.start(wording.listed_money(amounts))
        self._is_aiming = True
        self.started.emit()

    def _stop_aiming(self) -> None:
        """End what the pointer does; the picture stays until it is put down."""
        if not self._is_aiming:
            return
        self._is_aiming = False
        QApplication.restoreOverrideCursor()
        self._autoscroll.stop()
        self._set_zone(None)
        self._set_column(None)
        self._set_landing(None)
        self._bar.hide()

    def _put_down(self) -> None:
        hand = self._hand
        if hand is None:
            return
        self._stop_aiming()
        self._is_dropping = False
        self._hand = None
        for column in self._columns:
            column.list.set_ghosts(())
        if hand.floating is not None:
            hand.floating.hide()
            hand.floating.deleteLater()
            self.ended.emit()

    def _put_under_pointer(self) -> None:
        if self._hand is not None and self._hand.floating is not None:
            window = self._area.window()
            self._hand.floating.put(window.mapFromGlobal(self._pointer - self._hand.grab))
            self._hand.floating.raise_()

    def _corner_of(self, cards: CardList, row: int) -> QPoint:
        corner = cards.viewport().mapToGlobal(cards.row_rect(row).topLeft())
        return self._area.window().mapFromGlobal(corner)

    def _fly(self, corner: QPoint, duration_ms: int, then: Callable[[], None]) -> None:
        floating = self._hand.floating if self._hand is not None else None
        if floating is None or duration_ms <= 0:
            then()
            return
        self._after_flight = then
        self._flight = QPropertyAnimation(floating, b"pos", self)
        self._flight.setDuration(duration_ms)
        self._flight.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._flight.setEndValue(floating.place_for(corner))
        self._flight.finished.connect(self._land)
        self._flight.start()

    def _land(self) -> None:
        flight, then = self._flight, self._after_flight
        self._flight = self._after_flight = None
        if flight is not None:
            flight.deleteLater()
        if then is not None:
            then()

    # Aiming

    def _aim(self) -> None:
        """Work out what is under the pointer, and show what a drop there would do."""
        if self._hand is None or not self._is_aiming:
            return
        zone = self._bar.zone_at(self._pointer)
        column = None if zone is not None else self._column_at(self._pointer)
        self._set_zone(zone)
        landing = self._landing_in(column, self._hand) if column is not None else None
        is_other = column is not None and not all(map(column.list.cards.holds, self._hand.cards))
        self._set_column(column if is_other else None)
        self._set_landing(landing)

    def _column_at(self, screen: QPoint) -> Column | None:
        if not self._area.rect().contains(self._area.mapFromGlobal(screen)):
            return None
        return next((one for one in self._columns if one.rect().contains(one.mapFromGlobal(screen))), None)

    def _landing_in(self, column: Column, hand: Hand) -> Landing | None:
        ids = column.list.cards.ids
        moving = {card.id for card in hand.cards}
        is_own = all(map(column.list.cards.holds, hand.cards))
        if self._board.sort != "rank":
            if is_own:
                return None
            if column is self._target and self._landing is not None:
                return self._landing
            return Landing(column, self._board.sorted_row(column.list.cards, hand.card_id))
        top = column.local(self._pointer - hand.grab).y()
        row = column.list.gap_at(top)
        if is_own and _is_in_place(ids, moving, row):
            return None
        before = next((one for one in ids[row:] if one not in moving), None)
        after = next((one for one in reversed(ids) if one not in moving), None) if before is None else None
        return Landing(column, row, before, after)

    def _set_zone(self, zone: DropZone | None) -> None:
        if zone is not self._zone:
            self._zone = zone
            self._bar.set_target(zone)

    def _set_column(self, column: Column | None) -> None:
        if column is self._target:
            return
        if self._target is not None:
            self._target.set_target(False)
            self._target.header.set_preview(None)
        self._target = column
        if column is not None and self._hand is not None:
            column.set_target(True)
            column.header.set_preview(self._board.totals_with(column.list.cards, self._hand.cards))

    def _set_landing(self, landing: Landing | None) -> None:
        if self._landing is not None and (landing is None or landing.column is not self._landing.column):
            self._landing.column.list.set_line(None)
        self._landing = landing
        if landing is not None:
            landing.column.list.set_line(landing.row)


def _is_in_place(ids: Sequence[int], moving: set[int], row: int) -> bool:
    """Tell whether putting these cards before a row leaves the order as it is."""
    held = [one for one in ids if one in moving]
    rest = [one for one in ids if one not in moving]
    place = sum(one not in moving for one in ids[:row])
    return [*rest[:place], *held, *rest[place:]] == list(ids)
