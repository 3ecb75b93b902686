"""The pipeline page: figures, order, export, a new opportunity, and the board."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.queries import settings
from salesdesk.queries.board import Sort, StageTotals
from ui import wording
from ui.session import DeskSession
from ui.views.board.board import BoardView
from ui.views.board.words import own_first
from ui.widgets.button import Button
from ui.widgets.header import PageHeader
from ui.widgets.segmented import Segmented

SORTS: tuple[Sort, ...] = ("rank", "amount", "expected_close", "age", "score", "next_step")


class PipelinePage(QWidget):
    """The open opportunities with their totals, from the open desk of a session.

    Signals:
        open_requested: str, int. Kind and id of a record to show on its page.
        export_requested: export what is shown.
        win_requested, lose_requested, nurture_requested: list. These opportunities are to leave, after a sheet.
        log_requested: str, int. An activity is to be logged with a record.
        new_requested: int. An opportunity is to be added to a stage.
        leads_requested: there is nothing here yet, but leads to qualify.
        dragging_changed: bool. A card is in the hand, and the drop bar is up, or no longer.
    """

    open_requested = Signal(str, int)
    export_requested = Signal()
    win_requested = Signal(list)
    lose_requested = Signal(list)
    nurture_requested = Signal(list)
    log_requested = Signal(str, int)
    new_requested = Signal(int)
    leads_requested = Signal()
    dragging_changed = Signal(bool)

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        """Show the board as it is on the desk."""
        super().__init__(parent)
        self.setObjectName("pipeline_page")
        self._currency = session.read(settings.currency)
        self.board = BoardView(session, self._currency)
        self.header = PageHeader(self.tr("Pipeline"))
        self.layout_switch = Segmented(self.tr("Layout"))
        self.layout_switch.add_choice("board", self.tr("Board"), "columns")
        self.layout_switch.chosen.connect(lambda _key: self.board.setFocus())
        self.export_button = Button(self.tr("Export"), icon="download")
        self.export_button.setObjectName("export_button")
        self.export_button.clicked.connect(self.export_requested)
        self.new_button = Button(self.tr("New opportunity"), "primary", icon="plus", keys="N")
        self.new_button.setObjectName("new_button")
        self.new_button.clicked.connect(self.board.request_new)
        self.header.add_control(self.layout_switch)
        self.header.add_control(self.export_button, 12)
        self.header.add_control(self.new_button)
        self.sort_button = Button("", "quiet", icon="sort")
        self.sort_button.setObjectName("sort_button")
        self._make_sort_menu()
        row = QHBoxLayout()
        row.setContentsMargins(20, 2, 20, 14)
        row.addStretch(1)
        row.addWidget(self.sort_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(row)
        column.addWidget(self.board, 1)
        self.board.totals_changed.connect(self._show_figures)
        self.board.open_requested.connect(lambda record: self.open_requested.emit("opportunity", record))
        self.board.win_requested.connect(self.win_requested)
        self.board.lose_requested.connect(self.lose_requested)
        self.board.nurture_requested.connect(self.nurture_requested)
        self.board.log_requested.connect(lambda record: self.log_requested.emit("opportunity", record))
        self.board.new_requested.connect(self.new_requested)
        self.board.leads_requested.connect(self.leads_requested)
        self.board.dragging_changed.connect(self.dragging_changed)
        self.board.load()

    def _make_sort_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("sort_menu")
        group = QActionGroup(menu)
        for sort in SORTS:
            action = menu.addAction(self._sort_name(sort))
            action.setObjectName(f"sort_{sort}")
            action.setCheckable(True)
            action.setData(sort)
            action.setChecked(sort == "rank")
            group.addAction(action)
        group.triggered.connect(lambda action: self.set_sort(action.data()))
        self.sort_button.setMenu(menu)
        self._name_sort_button("rank")

    def _sort_name(self, sort: Sort) -> str:
        return {
            "rank": self.tr("Manual"),
            "amount": self.tr("Amount"),
            "expected_close": self.tr("Close date"),
            "age": self.tr("Age"),
            "score": self.tr("Score"),
            "next_step": self.tr("Next step"),
        }[sort]

    def _name_sort_button(self, sort: Sort) -> None:
        self.sort_button.setText(self._sort_name(sort))
        self.sort_button.setAccessibleName(self.tr("Sorted by: {name}").format(name=self._sort_name(sort)))
        self.sort_button.setToolTip(self.tr("What the cards of each column are sorted by"))
        self.sort_button.updateGeometry()

    def show_record(self, opportunity: int) -> None:
        """Bring a card into sight and make it current."""
        self.board.focus_card(opportunity)

    def shown_ids(self) -> list[int]:
        """Return the opportunities of the board, column by column in their order."""
        return [one for column in self.board.board.columns for one in column.ids]

    def set_sort(self, sort: Sort) -> None:
        """Order the cards by something else."""
        for action in self.sort_button.menu().actions():
            action.setChecked(action.data() == sort)
        self._name_sort_button(sort)
        self.board.set_sort(sort)

    def _show_figures(self) -> None:
        totals = own_first(self.board.board.all_totals(), self._currency)
        totals = totals or [StageTotals(0, self._currency, 0, 0, 0)]
        count = sum(total.count for total in totals)
        amounts = [(total.amount_minor, total.currency) for total in totals]
        weighted = [(total.weighted_minor, total.currency) for total in totals]
        self.header.set_figures(
            [
                self.tr("{count} open").format(count=wording.number_text(count)),
                wording.listed_money(amounts),
                self.tr("{money} weighted").format(money=wording.listed_money(weighted, is_rounded=True)),
            ]
        )

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Hand the focus to the board."""
        self.board.setFocus(reason)
