"""The third step of an import: what each row becomes, and the rows that need a fix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui import painting, theme, wording
from ui.widgets.button import Button
from ui.widgets.dialog import DialogHeading
from ui.widgets.labels import MEDIUM, Label
from ui.widgets.segmented import Segmented
from ui.widgets.states import Panel

if TYPE_CHECKING:
    from salesdesk.services.importing import ImportPlan, RowVerdict

Index = QModelIndex | QPersistentModelIndex
FindNames = Callable[[Sequence[int]], Mapping[int, str]]
BLOCK = 200
KINDS = ("rejected", "duplicate", "updated")
WIDTHS = (72, 260)
WHO, WHY = 1, 2


class Figure(Panel):
    """One count with what it counts."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """Start with nothing counted."""
        super().__init__(parent=parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(0)
        self.number = Label("–", "name", "text", painting.DEMI_BOLD)
        column.addWidget(self.number)
        self.words = Label(words, "small", "muted")
        column.addWidget(self.words)

    def show_count(self, count: int, role: str = "text") -> None:
        """Show a count, in the colour of a role."""
        self.number.setText(wording.number_text(count))
        self.number.set_role(role)
        self.setAccessibleName(f"{wording.number_text(count)} {self.words.text()}")


class VerdictTable(QAbstractTableModel):
    """Rows of the file with what becomes of each and why; the leads they match are looked up as they are shown."""

    def __init__(self, find_names: FindNames, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._find_names = find_names
        self._names: dict[int, str] = {}
        self._verdicts: Sequence[RowVerdict] = ()
        self._heads = (self.tr("Row"), self.tr("Lead"), self.tr("Why"))

    def show_verdicts(self, verdicts: Sequence[RowVerdict]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._verdicts = verdicts
        self._names = {}
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._verdicts)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        """Return row number, lead and reason."""
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heading of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        verdict = self._verdicts[index.row()]
        if index.column() == 0:
            return wording.number_text(verdict.row)
        return verdict.who or wording.NOT_APPLICABLE if index.column() == WHO else self._why(index.row())

    def _why(self, row: int) -> str:
        verdict = self._verdicts[row]
        if verdict.lead is None:
            return verdict.reason
        if verdict.lead not in self._names:
            block = self._verdicts[row - row % BLOCK :][:BLOCK]
            self._names |= self._find_names([one.lead for one in block if one.lead is not None])
        name = self._names.get(verdict.lead, "")
        words = self.tr("{reason} Matches {lead}.") if name else "{reason}"
        return words.format(reason=verdict.reason, lead=name)


class VerdictDelegate(QStyledItemDelegate):
    """Cells on a hairline: who in front, the rest quiet."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect = QRectF(option.rect)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.current().color("border"))
        weight = painting.MEDIUM if index.column() == WHO else painting.NORMAL
        ink = "text" if index.column() == WHO else "muted"
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        painting.draw_text(painter, rect.adjusted(0, 0, -12, 0), text, ink, painting.font("base", weight))


class VerdictHead(QWidget):
    """The headings over the rows."""

    def __init__(self, heads: Sequence[str], parent: QWidget | None = None) -> None:
        """Show the headings."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 7)
        row.setSpacing(0)
        for head, width in zip(heads, (*WIDTHS, 0), strict=True):
            label = Label(head, "small", "muted", MEDIUM)
            if width:
                label.setFixedWidth(width)
            row.addWidget(label, 0 if width else 1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.current().color("border_strong"))
        painter.end()


class ReviewRows(QWidget):
    """The counts, and a list of the rows that are not simply new.

    Signals: `save_requested` when the rep wants the rejected rows as a file.
    """

    save_requested = Signal()

    def __init__(self, find_names: FindNames, parent: QWidget | None = None) -> None:
        """Wait for a plan; `find_names` tells what leads are called."""
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 0)
        column.setSpacing(0)
        self.heading = DialogHeading(self.tr("Review duplicates"), self.tr("Nothing is added until you import."))
        column.addWidget(self.heading)
        column.addSpacing(16)
        column.addLayout(self._figures_row())
        column.addSpacing(14)
        column.addLayout(self._kinds_row())
        column.addSpacing(12)
        self.empty = Label(self.tr("No rows of this kind"), "base", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.model = VerdictTable(find_names, self)
        self.table = self._make_table()
        self.head = VerdictHead([str(self.model.headerData(at, Qt.Orientation.Horizontal)) for at in range(WHY + 1)])
        column.addWidget(self.head)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    def _figures_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.new_figure = Figure(self.tr("New leads"))
        self.updated_figure = Figure(self.tr("Add to leads already here"))
        self.duplicate_figure = Figure(self.tr("Skipped as duplicates"))
        self.rejected_figure = Figure(self.tr("Need a fix"))
        for figure in (self.new_figure, self.updated_figure, self.duplicate_figure, self.rejected_figure):
            row.addWidget(figure, 1)
        return row

    def _kinds_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.kinds = Segmented(self.tr("Rows to show"))
        names = (self.tr("Need a fix"), self.tr("Duplicates"), self.tr("Additions"))
        for kind, name in zip(KINDS, names, strict=True):
            self.kinds.add_choice(kind, name)
        self.kinds.chosen.connect(self._show_kind)
        row.addWidget(self.kinds)
        row.addStretch(1)
        self.saved_label = Label("", "base", "muted")
        row.addWidget(self.saved_label)
        row.addSpacing(10)
        self.save_button = Button(self.tr("Save rows to fix…"), "standard", "toolbar", icon="download")
        self.save_button.setObjectName("save_rejects_button")
        self.save_button.clicked.connect(self.save_requested)
        row.addWidget(self.save_button)
        return row

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("verdict_table")
        table.setModel(self.model)
        table.setItemDelegate(VerdictDelegate(table))
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.viewport().setAutoFillBackground(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.current().row_height())
        head = table.horizontalHeader()
        head.hide()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(WIDTHS):
            table.setColumnWidth(column, width)
        return table

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what the rows of a rehearsed import become."""
        self._plan = plan
        self.saved_label.setText("")
        self.new_figure.show_count(len(plan.new))
        self.updated_figure.show_count(len(plan.updates))
        self.duplicate_figure.show_count(plan.duplicates)
        self.rejected_figure.show_count(plan.rejected, "warning" if plan.rejected else "text")
        self.save_button.setVisible(plan.rejected > 0)
        self.heading.set_sentence(self._line_of(plan))
        kind = next((kind for kind in KINDS if self._verdicts_of(kind)), KINDS[0])
        self.kinds.set_choice(kind)
        self._show_kind(kind)

    def _line_of(self, plan: ImportPlan) -> str:
        if plan.rows == 0:
            return self.tr("No rows in this file")
        if plan.is_idle:
            return self.tr("There is nothing new in this file. Importing it would change nothing.")
        if plan.rejected:
            return self.tr("Rows that need a fix are left out. Save them, mend them, and import that file.")
        return self.tr("Nothing is added until you import. One undo takes all of it back.")

    def _verdicts_of(self, kind: str) -> list[RowVerdict]:
        verdicts = self._plan.verdicts if self._plan is not None else ()
        return [verdict for verdict in verdicts if verdict.verdict == kind]

    def _show_kind(self, kind: str) -> None:
        verdicts = self._verdicts_of(kind)
        self.model.show_verdicts(verdicts)
        self.head.setVisible(bool(verdicts))
        self.table.setVisible(bool(verdicts))
        self.empty.setVisible(not verdicts)

    def show_saved(self, count: int) -> None:
        """Say that the rejected rows are in a file now."""
        one, many = self.tr("Saved 1 row"), self.tr("Saved {count} rows")
        self.saved_label.set_role("muted")
        self.saved_label.setText((one if count == 1 else many).format(count=wording.number_text(count)))

    def show_problem(self, sentence: str) -> None:
        """Say why the rejected rows could not be saved."""
        self.saved_label.set_role("danger")
        self.saved_label.setText(sentence)

    def first_field(self) -> QWidget:
        """Return what takes the focus."""
        return self.kinds.segment(self.kinds.choice())
