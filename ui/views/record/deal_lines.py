"""Products and plans of an opportunity: rows of fields that save as they are left, and their sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.domain.lines import lines_total_minor
from salesdesk.queries.deals import LineRow
from ui import painting, resources, theme, wording
from ui.views.record import reading
from ui.views.record.form import FieldPlan, Reader, RecordField, as_line
from ui.views.record.sections import SectionHead, SectionRow, SectionRows, open_menu
from ui.widgets.button import IconButton
from ui.widgets.labels import DEMI_BOLD, ElidedLabel, Label

GAP = 6
WIDTHS = {"quantity": 54, "price": 78, "discount": 56, "total": 84}
MOST = {"quantity": 84, "price": 132, "discount": 64, "total": 124}
FIELD_PADDING = 24
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def widths_for(lines: Sequence[LineRow], currency: str) -> dict[str, int]:
    """Return how wide the columns of numbers are, so that every number is whole where there is room for it."""
    unit, font = theme.current().type.unit, theme.current().font()
    found = {}
    for key, least in WIDTHS.items():
        widest = max((painting.text_width(texts_of(line, currency)[key], font) for line in lines), default=0.0)
        padding = 2 if key == "total" else FIELD_PADDING
        found[key] = round(min(MOST[key] * unit, max(least * unit, widest + padding)))
    return found


def texts_of(line: LineRow, currency: str) -> dict[str, str]:
    """Return what each column shows of a line."""
    return {
        "description": line.description,
        "quantity": wording.decimal_text(line.quantity_thousandths, 3),
        "price": wording.money_text(line.unit_price_minor, currency),
        "discount": wording.discount_text(line.discount_bp),
        "total": wording.money_text(line.total_minor, currency),
    }


class LineFields(SectionRow):
    """One line.

    Signals:
        save_requested: str, object. The field that was left, and the fields of the command.
        move_requested: int. One place up (-1) or down (1).
        deletion_requested: the line is to go.
        escaped: Escape, where nothing was to be restored.
    """

    save_requested = Signal(str, object)
    move_requested = Signal(int)
    deletion_requested = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a line."""
        super().__init__(parent)
        self._currency = "USD"
        self.fields: dict[str, RecordField] = {}
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        readers: dict[str, tuple[str, Reader]] = {
            "description": (self.tr("Description"), as_line("description")),
            "quantity": (self.tr("Quantity"), reading.quantity),
            "price": (self.tr("Price"), self._read_price),
            "discount": (self.tr("Discount"), reading.discount),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 3)
        column.setSpacing(2)
        column.addLayout(row)
        for key, (label, reader) in readers.items():
            field = RecordField(FieldPlan(f"line_{key}", label), reader, self)
            field.save_requested.connect(lambda fields, key=key: self.save_requested.emit(key, fields))
            field.escaped.connect(self.escaped)
            if key in WIDTHS:
                field.edit.setAlignment(RIGHT)
            self.fields[key] = field
            row.addWidget(field.edit, 0 if key in WIDTHS else 1)
            column.addWidget(field.error_line)
        self.fields["description"].edit.setPlaceholderText(self.tr("Product or plan"))
        self.total_label = ElidedLabel("", "base", "text")
        self.total_label.setAlignment(RIGHT)
        self.more_button = IconButton("more", self.tr("More"), "row")
        self.more_button.setObjectName("line_more")
        self.more_button.clicked.connect(lambda: open_menu(self.make_menu(), self.more_button))
        row.addWidget(self.total_label)
        row.addWidget(self.more_button)
        self.setFocusProxy(self.fields["description"].edit)

    def _read_price(self, text: str) -> dict[str, object]:
        found = reading.money_in(text, self._currency)
        return {"unit_price_minor": 0 if found is None else found}

    def show_line(self, line: LineRow, currency: str, widths: Mapping[str, int]) -> None:
        """Show a line in the currency of its opportunity, its numbers in columns of these widths."""
        self._currency = currency
        texts = texts_of(line, currency)
        for key, field in self.fields.items():
            field.show_text(texts[key])
            field.edit.setToolTip(texts[key])
            if key in widths:
                field.edit.setFixedWidth(widths[key])
        self.total_label.setFixedWidth(widths["total"])
        self.total_label.setText(texts["total"])
        name = line.description or self.tr("Line without description")
        for field in self.fields.values():
            label = field.plan.label
            field.edit.setAccessibleName(self.tr("{field}, {line}").format(field=label, line=name))
        self.more_button.setAccessibleName(self.tr("More for {line}").format(line=name))

    def show_problem(self, key: str, sentence: str) -> None:
        """Show why a field was not saved, and keep its text."""
        self.fields[key].edit.set_error(sentence)

    def leave(self) -> None:
        """Save what is being typed."""
        for field in self.fields.values():
            field.finish()

    def make_menu(self) -> QMenu:
        """Return what can be done, for one use."""
        menu = QMenu(self)
        menu.setObjectName("line_menu")
        up = menu.addAction(resources.icon("arrow-up"), self.tr("Move up"))
        up.triggered.connect(lambda: self.move_requested.emit(-1))
        down = menu.addAction(resources.icon("arrow-down"), self.tr("Move down"))
        down.triggered.connect(lambda: self.move_requested.emit(1))
        menu.addSeparator()
        delete = menu.addAction(resources.icon("trash"), self.tr("Delete line"))
        delete.setProperty("destructive", True)
        delete.triggered.connect(self.deletion_requested)
        return menu


class Lines(QWidget):
    """All lines under their captions, and what they come to.

    Signals:
        add_requested: a line is to be added.
        save_requested: int, str, object. Line, field and the fields of the command.
        deletion_requested: int. The line to delete.
        order_requested: tuple. All lines in their new order.
        escaped: Escape, where nothing was to be restored.
    """

    add_requested = Signal()
    save_requested = Signal(int, str, object)
    deletion_requested = Signal(int)
    order_requested = Signal(tuple)
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without lines."""
        super().__init__(parent)
        self.setObjectName("lines")
        self._head = SectionHead(self.tr("Products and plans"), self.tr("Add line"))
        self.add_button = self._head.add_button
        self.add_button.setObjectName("add_line")
        self.add_button.clicked.connect(self.add_requested)
        self._numbers: dict[str, ElidedLabel] = {}
        self._captions = self._make_captions()
        self.list: SectionRows[LineFields] = SectionRows(self.add_button)
        self.sum_label = Label("", "base", "text", DEMI_BOLD)
        self.sum_label.setObjectName("lines_sum")
        self.sum_label.setAlignment(RIGHT)
        self._foot = SectionRow()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 1, 0, 0)
        foot.setSpacing(GAP)
        foot.addWidget(Label(self.tr("Amount, the sum of the lines"), "base", "muted"))
        foot.addStretch(1)
        foot.addWidget(self.sum_label)
        foot.addSpacing(IconButton("more", "", "row").sizeHint().width() + GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._captions)
        column.addWidget(self.list)
        column.addWidget(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _make_captions(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 8, 0, 4)
        row.setSpacing(GAP)
        row.addWidget(ElidedLabel(self.tr("Description"), "small", "muted"), 1)
        words = {
            "quantity": self.tr("Quantity"),
            "price": self.tr("Price"),
            "discount": self.tr("Discount"),
            "total": self.tr("Total"),
        }
        for key, text in words.items():
            caption = ElidedLabel(text, "small", "muted")
            caption.setAlignment(RIGHT)
            self._numbers[key] = caption
            row.addWidget(caption)
        row.addSpacing(IconButton("more", "", "row").sizeHint().width() + GAP)
        return holder

    def show_lines(self, lines: Sequence[LineRow], currency: str) -> None:
        """Show the lines of an opportunity."""
        self._head.show_count(len(lines))
        self.list.show_keys([line.id for line in lines], self._make_row)
        widths = widths_for(lines, currency)
        for line in lines:
            self.list.rows[line.id].show_line(line, currency, widths)
        for key, caption in self._numbers.items():
            caption.setFixedWidth(widths[key])
        self.sum_label.setText(wording.money_text(lines_total_minor(lines), currency))
        for part in (self._captions, self._foot):
            part.setVisible(bool(lines))

    def leave(self) -> None:
        """Save what is being typed."""
        for row in self.list.ordered():
            row.leave()

    def _make_row(self, line: int) -> LineFields:
        row = LineFields()
        row.save_requested.connect(lambda key, fields: self.save_requested.emit(line, key, fields))
        row.move_requested.connect(lambda step: self._move(line, step))
        row.deletion_requested.connect(lambda: self.deletion_requested.emit(line))
        row.escaped.connect(self.escaped)
        return row

    def _move(self, line: int, step: int) -> None:
        order = list(self.list.rows)
        place = order.index(line)
        goal = place + step
        if 0 <= goal < len(order):
            order[place], order[goal] = order[goal], order[place]
            self.order_requested.emit(tuple(order))
