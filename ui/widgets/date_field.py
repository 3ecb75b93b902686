"""A date typed in the order of the locale or as ISO, or picked from a calendar; it may be empty."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.dates import DateOrder, parse_date
from salesdesk.domain.errors import BadValue
from ui import painting, resources, theme
from ui.widgets.button import IconButton
from ui.widgets.fields import LineField
from ui.widgets.labels import DEMI_BOLD, Label


def date_order(locale: QLocale) -> DateOrder:
    """Return the order in which the locale writes day, month and year with digits."""
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    places = {part: pattern.find(part) for part in "dMy"}
    if places["y"] < places["d"] and places["y"] < places["M"]:
        return DateOrder.YEAR_FIRST
    return DateOrder.DAY_FIRST if places["d"] < places["M"] else DateOrder.MONTH_FIRST


def read_date(text: str, locale: QLocale, today: date) -> date | None:
    """Return the date of a text as people type it, or nothing when it is not one.

    Reads the locale's own formats, ISO, “18 Dec 2026”, and without a year the next such day.
    """
    words = " ".join(text.split())
    order = date_order(locale)
    for kind in (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat):
        # Qt reads a short year as 19xx; the digits are read below instead.
        found = locale.toDate(words, locale.dateFormat(kind))
        if found.isValid() and found.year() > 1999:
            return date(found.year(), found.month(), found.day())
    try:
        return parse_date(words, order if order is not DateOrder.YEAR_FIRST else DateOrder.DAY_FIRST)
    except BadValue:
        return _without_year(words.rstrip("."), locale, order, today)


def _without_year(words: str, locale: QLocale, order: DateOrder, today: date) -> date | None:
    if order is DateOrder.MONTH_FIRST:
        formats: tuple[str, ...] = ("M/d", "M-d", "MMM d", "MMMM d", "d MMM", "d MMMM")
    else:
        formats = ("d.M", "d/M", "d-M", "d MMM", "d MMMM", "d. MMMM", "MMM d", "MMMM d")
    for pattern in formats:
        for reader in (locale, QLocale.c()):
            # The leap year lets 29 February through; a year is settled afterwards.
            found = reader.toDate(f"{words} 2024", f"{pattern} yyyy")
            if found.isValid():
                return _next_such_day(found.month(), found.day(), today)
    return None


def _next_such_day(month: int, day: int, today: date) -> date | None:
    for year in range(today.year, today.year + 9):
        try:
            made = date(year, month, day)
        except ValueError:
            continue
        if made >= today:
            return made
    return None


def date_words(day: date, locale: QLocale) -> str:
    """Return the date with a short month name, in the order of the locale."""
    pattern = "MMM d, yyyy" if date_order(locale) is DateOrder.MONTH_FIRST else "d MMM yyyy"
    return locale.toString(QDate(day.year, day.month, day.day), pattern)


class CalendarPopup(QFrame):
    """A month to pick a day from.

    Signals: `picked` with the day.
    """

    picked = Signal(date)

    def __init__(self, day: date, parent: QWidget) -> None:
        """Show the month of a day."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.calendar = QCalendarWidget(self)
        self.calendar.setObjectName("calendar")
        self.calendar.setLocale(parent.locale())
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.calendar.setNavigationBarVisible(False)
        self.calendar.setFont(theme.current().font("small"))
        self._paint_calendar()
        self.month_label = Label("", "base", "text", DEMI_BOLD)
        back = IconButton("chevron-left", self.tr("Previous month"))
        back.clicked.connect(self.calendar.showPreviousMonth)
        onward = IconButton("chevron-right", self.tr("Next month"))
        onward.clicked.connect(self.calendar.showNextMonth)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 0)
        head.setSpacing(2)
        head.addWidget(self.month_label, 1)
        head.addWidget(back)
        head.addWidget(onward)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.calendar)
        unit = theme.current().type.unit
        self.setFixedSize(round(264 * unit), round(252 * unit))
        self.calendar.currentPageChanged.connect(self._on_month)
        self._on_month(day.year, day.month)
        self.calendar.activated.connect(self._on_picked)
        self.calendar.clicked.connect(self._on_picked)

    def _on_month(self, year: int, month: int) -> None:
        name = self.calendar.locale().standaloneMonthName(month)
        self.month_label.setText(self.tr("{month} {year}").format(month=name, year=year))

    def _paint_calendar(self) -> None:
        look = theme.current()
        palette = self.calendar.palette()
        for role in (palette.ColorRole.Base, palette.ColorRole.Window, palette.ColorRole.AlternateBase):
            palette.setColor(role, look.color("raised"))
        palette.setColor(palette.ColorRole.Highlight, look.color("accent"))
        palette.setColor(palette.ColorRole.HighlightedText, look.color("on_accent"))
        self.calendar.setPalette(palette)
        plain = QTextCharFormat()
        plain.setForeground(look.color("text"))
        quiet = QTextCharFormat()
        quiet.setForeground(look.color("subtle"))
        self.calendar.setHeaderTextFormat(quiet)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)

    def _on_picked(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the popover."""
        painter = QPainter(self)
        painting.panel(painter, QRectF(self.rect()), "raised", "border_strong", 10)
        painter.end()


class DateField(LineField):
    """A date that can be typed or picked, or left empty.

    Up and Down step by a day, with Ctrl by a week, Alt+Down opens the calendar.
    Signals: `date_changed` with the new date or None, when the user has finished typing or picked.
    """

    date_changed = Signal(object)

    def __init__(self, record_form: bool = False, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(record_form, parent)
        self._day: date | None = None
        self._today = date.today
        self._button = QToolButton(self)
        self._button.setObjectName("calendar_button")
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setAccessibleName(self.tr("Open calendar"))
        self._button.setToolTip(self.tr("Open calendar"))
        self._button.setAutoRaise(True)
        self._button.clicked.connect(self.open_calendar)
        self._put_on_button()
        theme.changed.connect(self._put_on_button)
        self.editingFinished.connect(self._on_finished)

    def day(self) -> date | None:
        """Return the date, nothing when the field is empty or wrong."""
        self._read()
        return self._day

    def set_day(self, day: date | None) -> None:
        """Show a date, or nothing, without announcing it."""
        self._day = day
        self.set_error("")
        self.setText("" if day is None else date_words(day, self.locale()))

    def open_calendar(self) -> None:
        """Open the calendar under the field."""
        self._read()
        popup = CalendarPopup(self._day or self._today(), self)
        popup.picked.connect(self._on_picked)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        popup.show()
        popup.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _trailing_width(self) -> float:
        return 24

    def _put_on_button(self) -> None:
        self._button.setIcon(resources.icon("calendar", "subtle", 15))
        self._button.setIconSize(QSize(15, 15))

    def _read(self) -> bool:
        """Take over what is typed and tell whether it is a date or empty."""
        text = self.text().strip()
        if self._day is not None and text == date_words(self._day, self.locale()):
            return True
        self._day = read_date(text, self.locale(), self._today()) if text else None
        if text and self._day is None:
            example = date_words(self._today() + timedelta(days=30), self.locale())
            self.set_error(self.tr("Write it as {example}").format(example=example))
            return False
        return True

    def _on_finished(self) -> None:
        before = self._day
        if self._read():
            self.set_day(self._day)
            if self._day != before:
                self.date_changed.emit(self._day)

    def _on_picked(self, day: date) -> None:
        self.set_day(day)
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.date_changed.emit(day)

    def _step(self, days: int) -> None:
        if self._read():
            self.set_day((self._day or self._today()) + timedelta(days=days))
            self.date_changed.emit(self._day)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by days with the arrows, and open the calendar with Alt+Down."""
        is_week = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif event.key() == Qt.Key.Key_Up:
            self._step(7 if is_week else 1)
        elif event.key() == Qt.Key.Key_Down:
            self._step(-7 if is_week else -1)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: object) -> None:
        """Keep the button at the end of the field."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        side = 24
        left = self.width() - side - 6
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = 5
        self._button.setGeometry(left, (self.height() - side) // 2, side, side)
