"""One column of the file in the mapping list: its name, the field it becomes, samples, and how full it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from salesdesk.domain.custom_fields import LONGEST_NAME, CustomField
from salesdesk.domain.dates import DateOrder
from salesdesk.formats.fields import IMPORT_FIELDS, TAKEN_NAMES, custom_name
from salesdesk.formats.profiles import ColumnProfile
from ui import painting, resources, theme, wording
from ui.widgets.fields import ChoiceField
from ui.widgets.labels import MEDIUM, ElidedLabel, IconLabel

ROW = 42
FIELD_HEIGHT = 30
NAME_WIDTH = 200
FIELD_LEFT = 229
FIELD_WIDTH = 224
SAMPLES_LEFT = 480


class FieldChoice(ChoiceField):
    """The field a column becomes; arrows move between rows, Alt+Down opens the list, Del leaves the column out.

    Signals: `row_requested` with −1 or 1 when the rep goes to the row above or below.
    """

    row_requested = Signal(int)

    def __init__(self, column: str, known: Sequence[CustomField] = (), parent: QWidget | None = None) -> None:
        """Offer every field of a lead, those of the rep’s own, a new one called like the column, and none."""
        super().__init__(parent=parent)
        self.add_choice(None, self.tr("Don’t import"))
        for field in IMPORT_FIELDS:
            self.add_choice(field.name, field.label)
        for own in known:
            self.add_choice(custom_name(own.type, own.name), own.name)
        is_known = any(own.name.casefold() == column.casefold() for own in known)
        name = " ".join(column.split())[:LONGEST_NAME]
        if name and not is_known and "=" not in name and name.casefold() not in TAKEN_NAMES["lead"]:
            self.insertSeparator(self.count())
            self.add_choice(custom_name("text", name), self.tr("Keep as field “{name}”").format(name=name))
        self.setMaxVisibleItems(16)
        self._shrink()
        theme.changed.connect(self._shrink)
        self.currentIndexChanged.connect(self._on_index_changed)

    def _shrink(self) -> None:
        self.setFixedSize(FIELD_WIDTH, theme.current().field_height() - 2)

    def _on_index_changed(self) -> None:
        self.set_dashed(self.choice() is None)

    @override
    def set_choice(self, key: object) -> None:
        """Make a field hold without announcing it."""
        super().set_choice(key)
        self._on_index_changed()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from row to row, open the list, or leave the column out."""
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if is_plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.row_requested.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif is_plain and event.key() == Qt.Key.Key_Delete:
            if self.choice() is not None:
                self.set_choice(None)
                self.chosen.emit(None)
        else:
            super().keyPressEvent(event)


class Fact(QWidget):
    """How full a column is, or what to look at, on the right edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to say."""
        super().__init__(parent)
        self._fact_text = ""
        self._is_warning = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def text(self) -> str:
        """Return what is said."""
        return self._fact_text

    def is_warning(self) -> bool:
        """Tell whether it asks for a look."""
        return self._is_warning

    def show_fact(self, text: str, *, is_warning: bool = False) -> None:
        """Say something about the column."""
        self._fact_text, self._is_warning = text, is_warning
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        return painting.font("small", painting.MEDIUM if self._is_warning else painting.NORMAL)

    @override
    def sizeHint(self) -> QSize:
        """Return the room of the words and their sign."""
        width = painting.text_width(self._fact_text, self._font()) + (19 if self._is_warning else 0)
        return QSize(round(width + 0.99), theme.current().line("small"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, with a warning sign before them where they warn."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        ink = "warning" if self._is_warning else "muted"
        font = self._font()
        painting.draw_text(painter, rect, self._fact_text, ink, font, painting.RIGHT)
        if self._is_warning:
            left = rect.right() - painting.text_width(self._fact_text, font) - 19
            box = QRectF(max(0.0, left), round(rect.center().y() - 6.5), 13, 13)
            resources.paint_icon(painter, box, "alert-triangle", ink)
        painter.end()


class ColumnRow(QWidget):
    """One row of the mapping list.

    Signals: `field_chosen` with the field the rep picked, or None; `row_requested` as in `FieldChoice`.
    """

    field_chosen = Signal(object)
    row_requested = Signal(int)

    def __init__(
        self, column: str, position: int, known: Sequence[CustomField] = (), parent: QWidget | None = None
    ) -> None:
        """Show a column of the file; `known` are fields of the rep’s own."""
        super().__init__(parent)
        self.setObjectName(f"column_{position}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 1)
        row.setSpacing(0)
        name = ElidedLabel(column, "base", "text", MEDIUM)
        name.setFixedWidth(NAME_WIDTH)
        self.field_choice = FieldChoice(column, known)
        self.field_choice.setObjectName(f"field_of_{position}")
        self.field_choice.setAccessibleName(self.tr("Lead field for {column}").format(column=column))
        self.samples = ElidedLabel("", "base", "muted")
        self.fact = Fact()
        row.addWidget(name)
        row.addWidget(IconLabel("arrow-right", "subtle", 14))
        row.addSpacing(FIELD_LEFT - NAME_WIDTH - 14)
        row.addWidget(self.field_choice)
        row.addSpacing(SAMPLES_LEFT - FIELD_LEFT - FIELD_WIDTH)
        row.addWidget(self.samples, 1)
        row.addSpacing(12)
        row.addWidget(self.fact)
        self._put_on_theme()
        theme.changed.connect(self._put_on_theme)
        self.field_choice.chosen.connect(self.field_chosen)
        self.field_choice.row_requested.connect(self.row_requested)

    def show_field(self, field: str | None) -> None:
        """Show what the column becomes."""
        self.field_choice.set_choice(field)

    def show_profile(self, profile: ColumnProfile, rows: int) -> None:
        """Show samples and how full the column is, or what to look at."""
        self.samples.setText(", ".join(profile.samples))
        text, is_warning = self._fact_of(profile, rows)
        self.fact.show_fact(text, is_warning=is_warning)

    def _fact_of(self, profile: ColumnProfile, rows: int) -> tuple[str, bool]:
        number = wording.number_text
        if profile.field is None:
            return "", False
        if profile.not_valid:
            return self.tr("{count} not valid").format(count=number(profile.not_valid)), True
        if profile.dates is not None and profile.dates.is_ambiguous:
            return self._order_words(profile.dates.order), True
        if profile.reads_as is not None:
            written, taken = profile.reads_as
            return self.tr("Reads {written} as {number}").format(written=written, number=number(taken)), True
        if profile.dates is not None and profile.filled:
            words = self.tr("{order}, all read")
            return words.format(order=self._order_words(profile.dates.order)), False
        if profile.filled == rows and rows:
            return self.tr("All {count} filled").format(count=number(rows)), False
        return self.tr("{count} filled").format(count=number(profile.filled)), False

    def _order_words(self, order: DateOrder) -> str:
        return {
            DateOrder.YEAR_FIRST: self.tr("Year first"),
            DateOrder.DAY_FIRST: self.tr("Day first"),
            DateOrder.MONTH_FIRST: self.tr("Month first"),
        }[order]

    def _put_on_theme(self) -> None:
        self.setFixedHeight(max(ROW, theme.current().field_height() + 10))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.current().color("border"))
        painter.end()
