"""Which pipeline is shown: the menu of the title, and the way to add one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.domain.changes import Changes
from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries import filter_choices
from ui import resources
from ui.session import DeskSession
from ui.widgets.header import PageHeader

if TYPE_CHECKING:
    from ui.widgets.name_popover import NamePopover


class PipelineSwitcher(QObject):
    """Keeps the title of a page and the chosen pipeline; with only one pipeline the title is a plain one.

    Signals:
        chosen: another pipeline is to be shown: see `pipeline_id`.
        stages_requested: the stages are to be edited.
    """

    chosen = Signal()
    stages_requested = Signal()

    def __init__(self, session: DeskSession, header: PageHeader, wanted: int, page: QWidget) -> None:
        """Begin with the wanted pipeline where there still is one, else with the first."""
        super().__init__(page)
        self._session = session
        self._header = header
        self._page = page
        self._plain_heading = header.heading.text()
        self._menu: QMenu | None = None
        self.names: Mapping[int, str] = {}
        self.pipeline_id: int | None = None
        self.can_edit_stages: Callable[[], bool] = lambda: False
        self._read()
        self._take(wanted)
        session.changed.connect(self._on_changed)

    def has_several(self) -> bool:
        """Tell whether there is anything to choose from."""
        return len(self.names) > 1

    def show_pipeline(self, pipeline_id: int | None) -> None:
        """Show another pipeline, the first one where that is gone."""
        before = self.pipeline_id
        self._take(pipeline_id or 0)
        if self.pipeline_id != before:
            self.chosen.emit()

    def ask_new(self, anchor: QWidget) -> NamePopover:
        """Ask for the name of a new pipeline beside a widget, and show the pipeline once it is there."""
        # Not imported with this module: the page is shown before anything is asked.
        from ui.widgets.name_popover import NamePopover

        popover = NamePopover(anchor, self.tr("New pipeline"), self.tr("Add pipeline"))
        popover.named.connect(lambda name: self._add(popover, name))
        popover.show_it()
        return popover

    def _add(self, popover: NamePopover, name: str) -> None:
        from salesdesk.services.commands import AddPipeline

        try:
            done = self._session.run(AddPipeline(name, copy_of=self.pipeline_id), self._page, raises=True)
        except SalesDeskError as refusal:
            popover.refuse(str(refusal))
            return
        popover.close()
        assert done is not None
        self._session.notify(self.tr("Added pipeline “{name}”").format(name=name.strip()), undoable=True)
        self.show_pipeline(done.new_id)

    def _read(self) -> None:
        self.names = self._session.read(filter_choices.names)["pipeline"]

    def _take(self, wanted: int) -> None:
        first = next(iter(self.names), None)
        self.pipeline_id = wanted if wanted in self.names else first
        self._show()

    def _show(self) -> None:
        name = self.names.get(self.pipeline_id or 0, "")
        is_switch = self.has_several()
        self._header.set_heading(name if is_switch else self._plain_heading)
        said = self.tr("Pipeline: {name}").format(name=name)
        self._header.set_menu(self._make_menu() if is_switch else None, said)

    def _make_menu(self) -> QMenu:
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = QMenu(self._page)
        menu.setObjectName("pipeline_menu")
        group = QActionGroup(menu)
        for number, name in self.names.items():
            action = menu.addAction(name.replace("&", "&&"))
            action.setObjectName(f"pipeline_{number}")
            action.setCheckable(True)
            action.setChecked(number == self.pipeline_id)
            action.triggered.connect(lambda _checked=False, number=number: self.show_pipeline(number))
            group.addAction(action)
        menu.addSeparator()
        stages = menu.addAction(resources.icon("pencil"), self.tr("Edit stages…"))
        stages.setObjectName("edit_stages")
        stages.triggered.connect(lambda: self.stages_requested.emit())
        menu.aboutToShow.connect(lambda: stages.setVisible(self.can_edit_stages()))
        new = menu.addAction(resources.icon("plus"), self.tr("New pipeline…"))
        new.setObjectName("new_pipeline")
        new.triggered.connect(lambda: self.ask_new(self._header.title_button or self._header))
        return menu

    def _on_changed(self, changes: Changes, _origin: object) -> None:
        if changes.touches("pipeline"):
            self._read()
            before = self.pipeline_id
            self._take(before or 0)
            if self.pipeline_id != before:
                self.chosen.emit()
