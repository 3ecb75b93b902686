"""The opportunity card: its words, fitted to a width, and how it is painted in each state (look.md, section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from salesdesk.domain.activities import StepState, step_state
from salesdesk.domain.stages import Rotting, rotting
from salesdesk.domain.stages import is_snoozed as is_snoozed_on
from salesdesk.queries.board import Card, Stage
from ui import painting, resources, theme, wording
from ui.theme import Theme

RADIUS = 8.0
INSET = 12.0
PADDING = 10.0
TITLE_GAP = 1.0
ACCOUNT_GAP = 8.0
AMOUNT_GAP = 7.0
COLUMN_GAP = 8.0
STEP_ICON = 13.0
STEP_TEXT_LEFT = 18.0
PIP_GAP = 3.0
SHORTEST_WORD = 4
PILL_TEXT_LEFT = 20.0
PILL_ICON = 11.0
SNOOZE_TEXT_LEFT = 15.0
GHOST_OPACITY = 0.38
KEPT_FITS = 1000
KEPT_GROUNDS = 24
STEP_ROLES: dict[StepState, str] = {"overdue": "danger", "today": "accent_text", "none": "warning", "planned": "muted"}
# Combining flags costs as much as measuring a word, so it is done once.
LEFT = int(painting.LEFT | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip)
RIGHT = int(painting.RIGHT | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip)
CENTER = int(painting.CENTER | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip)
DIMENSION_STATES = {"y": "confirmed", "n": "failed"}


@dataclass(frozen=True, slots=True)
class CardState:
    """How a card stands at the moment."""

    is_hovered: bool = False
    is_selected: bool = False
    is_ghost: bool = False
    is_lifted: bool = False
    has_ring: bool = False


AT_REST = CardState()


@dataclass(frozen=True, slots=True)
class Fitted:
    """The words of one card as they fit a width, so that painting measures nothing."""

    title: str
    account: str
    age: str
    age_width: float
    is_rotting: bool
    is_snoozed: bool
    amount: str
    close: str
    is_past: bool
    step: str
    step_icon: str
    step_state: StepState
    bant: str
    is_elided: bool


class Look:
    """Fonts, metrics and line heights of a theme, kept while it is in force."""

    def __init__(self, source: Theme, is_compact: bool = False) -> None:
        """Take over what cards need; compact ones have no line for the account."""
        self.source = source
        self.is_compact = is_compact
        self.title_font = source.font("base", painting.DEMI_BOLD)
        self.small_font = source.font("small")
        self.small_medium = source.font("small", painting.MEDIUM)
        self.caption_font = source.font("caption", painting.MEDIUM)
        self.title_metrics = QFontMetricsF(self.title_font)
        self.small_metrics = QFontMetricsF(self.small_font)
        self.medium_metrics = QFontMetricsF(self.small_medium)
        self.caption_metrics = QFontMetricsF(self.caption_font)
        self.title_line = float(source.line("base"))
        self.small_line = float(source.line("small"))
        # Letters outgrow a pip that does not grow with them.
        self.pip = self.small_line
        self.pips_width = 4 * self.pip + 3 * PIP_GAP
        account_height = 0.0 if is_compact else TITLE_GAP + self.small_line
        lines = 2 * self.title_line + self.small_line
        self.height = round(2 * PADDING + account_height + ACCOUNT_GAP + AMOUNT_GAP + lines)


def card_rotting(card: Card, stage: Stage, now: datetime) -> Rotting:
    """Return how long a card has stood still; a booked future step suspends rotting."""
    has_planned_step = step_state(card.next_step, now) in ("today", "planned")
    limit = stage.rot_limit_days
    return rotting(
        card.entered_stage_at,
        card.touched_at,
        limit,
        has_planned_step=has_planned_step,
        now=now,
        snoozed_until=card.snoozed_until,
    )


class CardPainter:
    """Paints cards, and remembers their fitted words and pips until theme, width or minute changes."""

    def __init__(self) -> None:
        """Start with nothing remembered."""
        self._look: Look | None = None
        self._is_compact = False
        self._fits: dict[int, tuple[Card, int, Fitted]] = {}
        self._pips: dict[tuple[str, float], QPixmap] = {}
        self._grounds: dict[tuple[int, str, str, float], QPixmap] = {}

    @property
    def look(self) -> Look:
        """What the theme in force gives to cards."""
        current = theme.current()
        if self._look is None or self._look.source is not current or self._look.is_compact != self._is_compact:
            self._look = Look(current, self._is_compact)
            self._fits.clear()
            self._pips.clear()
            self._grounds.clear()
        return self._look

    def set_compact(self, is_compact: bool) -> None:
        """Paint cards without the line of the account, or with it."""
        self._is_compact = is_compact

    def forget(self) -> None:
        """Word every card anew, since the time it is has changed."""
        self._fits.clear()

    def fit(self, card: Card, stage: Stage, now: datetime, width: int) -> Fitted:
        """Return the words of a card for a width."""
        look = self.look
        known = self._fits.get(card.id)
        if known is not None and known[0] is card and known[1] == width:
            return known[2]
        if len(self._fits) > KEPT_FITS:
            self._fits.clear()
        fitted = _fit(card, stage, now, width - 2 * INSET, look)
        self._fits[card.id] = (card, width, fitted)
        return fitted

    def paint(self, painter: QPainter, rect: QRectF, words: Fitted, state: CardState = AT_REST) -> None:
        """Paint a card into its rectangle; the ring goes 4 px beyond it."""
        look = self.look
        self._paint_ground(painter, rect, state)
        if state.is_ghost:
            painter.setOpacity(GHOST_OPACITY)
        self._paint_words(painter, rect, words, look, state)
        painter.setOpacity(1.0)
        if state.has_ring:
            painting.focus_ring(painter, rect, RADIUS - 1)

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: CardState) -> None:
        edge = "border"
        if state.is_ghost:
            edge = "border_strong"
        elif state.is_selected or state.is_lifted:
            edge = "accent"
        elif state.is_hovered:
            edge = "accent_border"
        fill = "" if state.is_ghost else "selection" if state.is_selected else "surface"
        key = (round(rect.width()), edge, fill, painter.device().devicePixelRatioF())
        found = self._grounds.get(key)
        if found is None:
            if len(self._grounds) > KEPT_GROUNDS:
                self._grounds.clear()
            found = self._grounds[key] = _ground(key[0], self.look, edge, fill, key[3])
        painter.drawPixmap(rect.topLeft(), found)

    def _paint_words(self, painter: QPainter, rect: QRectF, words: Fitted, look: Look, state: CardState) -> None:
        color = look.source.color
        left, width = rect.left() + INSET, rect.width() - 2 * INSET
        row = QRectF(left, rect.top() + PADDING, width, look.title_line)
        _text(painter, row, words.title, look.title_font, color("text"), LEFT)
        if not look.is_compact:
            row.moveTop(row.bottom() + TITLE_GAP)
            row.setHeight(look.small_line)
            _text(painter, row, words.account, look.small_font, color("muted"), LEFT)
        quiet = "muted" if state.is_selected else "subtle"
        _paint_age(painter, row, words, look, color(quiet))
        row.moveTop(row.bottom() + ACCOUNT_GAP)
        row.setHeight(look.title_line)
        _text(painter, row, words.amount, look.title_font, color("text"), LEFT)
        close_font = look.small_medium if words.is_past else look.small_font
        _text(painter, row, words.close, close_font, color("danger" if words.is_past else "muted"), RIGHT)
        row.moveTop(row.bottom() + AMOUNT_GAP)
        row.setHeight(look.small_line)
        role = STEP_ROLES[words.step_state]
        middle = round(row.center().y())
        resources.paint_icon(painter, QRectF(left, middle - 6, STEP_ICON, STEP_ICON), words.step_icon, role)
        step_font = look.small_font if role == "muted" else look.small_medium
        _text(painter, row.adjusted(STEP_TEXT_LEFT, 0, 0, 0), words.step, step_font, color(role), LEFT)
        pips = self._pip_strip(words.bant, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(row.right() - look.pips_width, row.top()), pips)

    def _pip_strip(self, bant: str, ratio: float) -> QPixmap:
        found = self._pips.get((bant, ratio))
        if found is None:
            side, width = self.look.pip, self.look.pips_width
            found = QPixmap(round(width * ratio), round(side * ratio))
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            for place, (letter, mark) in enumerate(zip("BANT", bant, strict=True)):
                rect = QRectF(place * (side + PIP_GAP), 0, side, side)
                painting.bant_pip(painter, rect, letter, DIMENSION_STATES.get(mark, "unknown"))
            painter.end()
            self._pips[bant, ratio] = found
        return found

    def lifted(self, words: Fitted, width: int, count: int, ratio: float) -> tuple[QPixmap, QPointF]:
        """Return the card as it lies in the hand, with its shadow, and where in it the card begins.

        More than one card shows how many they are.
        """
        margin = 40.0
        card = QRectF(margin, margin, width, self.look.height)
        made = QPixmap(round((width + 2 * margin) * ratio), round((self.look.height + 2 * margin) * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painting.drag_shadow(painter, card, RADIUS)
        self.paint(painter, card, words, CardState(is_lifted=True))
        if count > 1:
            _paint_count(painter, card.topRight(), str(count), self.look)
        painter.end()
        return made, card.topLeft()


def _fit(card: Card, stage: Stage, now: datetime, width: float, look: Look) -> Fitted:
    today = now.date()
    still = card_rotting(card, stage, now)
    is_rotting = still.days_over > 0
    age = wording.stage_age_text(still.days_still if is_rotting else still.days_in_stage, still.days_over)
    is_snoozed = is_snoozed_on(card.snoozed_until, today)
    beside = PILL_TEXT_LEFT + 5 if is_rotting else SNOOZE_TEXT_LEFT if is_snoozed else 0
    age_width = look.caption_metrics.horizontalAdvance(age) + beside
    room = width - age_width - COLUMN_GAP
    title_room = room if look.is_compact else width
    title = look.title_metrics.elidedText(card.title, Qt.TextElideMode.ElideRight, title_room)
    account = look.small_metrics.elidedText(card.account, Qt.TextElideMode.ElideRight, room)
    if look.is_compact:
        account = ""
    state = step_state(card.next_step, now)
    metrics = look.small_metrics if STEP_ROLES[state] == "muted" else look.medium_metrics
    step = _fit_step(card, now, metrics, width - STEP_TEXT_LEFT - look.pips_width - COLUMN_GAP + 1)
    return Fitted(
        title,
        account,
        age,
        age_width,
        is_rotting,
        is_snoozed,
        wording.money_text(card.amount_minor, card.currency),
        wording.close_text(card.expected_close, today),
        card.expected_close is not None and card.expected_close < today,
        step,
        "alert-triangle" if card.next_step is None else wording.activity_icon(card.next_step.kind),
        state,
        card.bant,
        title != card.title or account != card.account or step != wording.step_text(card.next_step, now),
    )


def _fit_step(card: Card, now: datetime, metrics: QFontMetricsF, width: float) -> str:
    """Return the next step; where it is too long the time stays whole, and the icon speaks for the activity."""
    text = wording.step_text(card.next_step, now)
    if card.next_step is None or metrics.horizontalAdvance(text) <= width:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    name, when = wording.step_name(card.next_step), wording.step_time(card.next_step, now)
    room = width - metrics.horizontalAdvance(" " + when)
    what = metrics.elidedText(name, Qt.TextElideMode.ElideRight, max(0.0, room))
    if name == wording.activity_word(card.next_step.kind) or len(what) <= SHORTEST_WORD:
        return metrics.elidedText(when, Qt.TextElideMode.ElideRight, width)
    return wording.step_line(what, when)


def _text(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor, flags: int) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, flags, text)


def _ground(width: int, look: Look, edge: str, fill: str, ratio: float) -> QPixmap:
    """Return an empty card; without a fill it is the dashed space a card left."""
    made = QPixmap(round(width * ratio), round(look.height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    rect = QRectF(0, 0, width, look.height)
    painter = QPainter(made)
    if not fill:
        painting.edge_round(painter, rect, edge, RADIUS, dashed=True)
    else:
        painting.panel(painter, rect, fill, edge, RADIUS)
        if edge == "border":
            painting.lower_edge(painter, rect, RADIUS)
    painter.end()
    return made


def _paint_age(painter: QPainter, row: QRectF, words: Fitted, look: Look, quiet: QColor) -> None:
    if not words.is_rotting:
        _text(painter, row, words.age, look.caption_font, quiet, RIGHT)
        if words.is_snoozed:
            left = round(row.right() - words.age_width)
            resources.paint_icon(painter, QRectF(left, row.center().y() - 5.5, PILL_ICON, PILL_ICON), "moon", quiet)
        return
    pill = QRectF(row.right() - words.age_width, row.top(), words.age_width, look.small_line)
    pill.moveTop(round(row.center().y() - look.small_line / 2))
    painting.fill_round(painter, pill, "warning_subtle", 4)
    icon = QRectF(round(pill.left()) + 5, round(pill.center().y() - PILL_ICON / 2), PILL_ICON, PILL_ICON)
    resources.paint_icon(painter, icon, "hourglass", "warning")
    inner = pill.adjusted(PILL_TEXT_LEFT, 0, -5, 0)
    _text(painter, inner, words.age, look.caption_font, look.source.color("warning"), LEFT)


def _paint_count(painter: QPainter, corner: QPointF, text: str, look: Look) -> None:
    width = max(22.0, look.caption_metrics.horizontalAdvance(text) + 12)
    badge = QRectF(corner.x() - width + 8, corner.y() - 11, width, 22)
    painting.fill_round(painter, badge, "accent", 11)
    _text(painter, badge, text, look.caption_font, look.source.color("on_accent"), CENTER)
