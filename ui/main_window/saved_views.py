"""What connects the saved views of the sidebar with the desk and the page they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import Changes
from salesdesk.domain.errors import SalesDeskError
from ui.session import DeskSession
from ui.views.saved_views import deleted_text

if TYPE_CHECKING:
    from salesdesk.queries.views import SavedView
    from salesdesk.services.commands import Command
    from ui.actions import Actions
    from ui.views.leads import LeadsPage
    from ui.views.pipeline import PipelinePage
    from ui.views.saved_views import SavedViewsSection
    from ui.widgets.name_popover import NamePopover

    Viewed = PipelinePage | LeadsPage

COUNTS_AFTER_MS = 200
SHOWN_KINDS = ("pipeline", "leads")
COUNTED = ("opportunity", "lead", "account", "activity", "stage", "pipeline", "tag")


class SavedViews(QObject):
    """Reads the views, counts them in the background, opens, keeps and changes them.

    Signals:
        view_requested: object. This view is to be shown on its page.
        marked: bool. The page shows just what a view keeps, or no longer.
    """

    view_requested = Signal(object)
    marked = Signal(bool)

    def __init__(self, session: DeskSession, section: SavedViewsSection, actions: Actions, window: QWidget) -> None:
        """Serve the sidebar of a window; nothing is read until `start`."""
        super().__init__(window)
        self._session = session
        self._section = section
        self._actions = actions
        self._page: Viewed | None = None
        self._known: set[Viewed] = set()
        self._has_started = False
        self._all: list[SavedView] = []
        self.views: list[SavedView] = []
        self._counts_due = QTimer(self)
        self._counts_due.setSingleShot(True)
        self._counts_due.setInterval(COUNTS_AFTER_MS)
        self._counts_due.timeout.connect(self._count)
        section.chosen.connect(self.open)
        section.renaming_requested.connect(self.ask_name)
        section.deletion_requested.connect(self.delete)
        section.order_requested.connect(self._reorder)
        section.adding_requested.connect(lambda: self.ask_save(section.add_button))
        actions.save_view.triggered.connect(lambda: self.ask_save(None))
        for place, action in enumerate(actions.views):
            action.triggered.connect(lambda _checked=False, place=place: self._open_place(place))
        session.changed.connect(self._on_changed)

    def start(self) -> None:
        """Read the views, once the first page was seen."""
        self._has_started = True
        self._read()

    def follow(self, page: Viewed | None) -> None:
        """Keep an eye on the page that shows; None where it has no views."""
        if page is not None and page not in self._known:
            page.shown_changed.connect(self._mark)
            page.save_requested.connect(lambda: self.ask_save(page.filters.save_button))
            self._known.add(page)
        self._page = page or self._page
        is_shown = page is not None
        self._section.set_can_add(is_shown)
        self._actions.save_view.setEnabled(is_shown)
        self._mark()

    def open(self, view: int) -> None:
        """Show a view."""
        found = next((one for one in self.views if one.id == view), None)
        if found is not None:
            self.view_requested.emit(found)

    def ask_save(self, anchor: QWidget | None) -> NamePopover | None:
        """Ask for the name of a new view beside a widget, or let the view that was opened show this from now on."""
        page = self._page
        if page is None or not page.isVisible():
            return None
        from ui.widgets.name_popover import NamePopover

        at = anchor if anchor is not None and anchor.isVisible() else page.filters.row.add_button
        opened = next((one for one in self.views if one.id == page.opened_view), None)
        other = self.tr("Update “{name}”").format(name=_short(opened.name)) if opened is not None else ""
        popover = NamePopover(at, self.tr("Save view"), self.tr("Save view"), other=other)
        popover.named.connect(lambda name: self._save(popover, page, name))
        if opened is not None:
            popover.other_requested.connect(lambda: self._update(popover, page, opened))
        popover.show_it()
        return popover

    def ask_name(self, view: int) -> NamePopover | None:
        """Ask for another name of a view, beside its row."""
        found = next((one for one in self.views if one.id == view), None)
        if found is None:
            return None
        from salesdesk.services.commands import RenameView
        from ui.widgets.name_popover import NamePopover

        popover = NamePopover(self._section.rows[view], self.tr("Rename view"), self.tr("Rename"), name=found.name)

        def rename(name: str) -> None:
            if self._try(popover, RenameView(view, name)) is not None:
                self._section.focus_view(view)

        popover.named.connect(rename)
        popover.show_it()
        return popover

    def delete(self, view: int) -> None:
        """Forget a view; Undo brings it back."""
        from salesdesk.services.commands import DeleteView

        name = next((one.name for one in self.views if one.id == view), "")
        if self._session.run(DeleteView(view), self._section) is not None:
            self._session.notify(deleted_text(name), undoable=True)

    def _reorder(self, order: list[int]) -> None:
        from salesdesk.services.commands import ReorderViews

        others = (view.id for view in self._all if view.id not in order)
        self._session.run(ReorderViews((*order, *others)), self._section)

    def _save(self, popover: NamePopover, page: Viewed, name: str) -> None:
        from salesdesk.services.commands import SaveView

        shown = page.shown()
        command = SaveView(name, shown.kind, *shown.kept)
        new_id = self._try(popover, command)
        if new_id is not None:
            page.opened_view = new_id
            self._mark()
            self._session.notify(self.tr("Saved view “{name}”").format(name=" ".join(name.split())), undoable=True)

    def _update(self, popover: NamePopover, page: Viewed, opened: SavedView) -> None:
        from salesdesk.services.commands import UpdateView

        shown = page.shown()
        command = UpdateView(opened.id, *shown.kept)
        if self._try(popover, command) is not None:
            self._session.notify(self.tr("Updated view “{name}”").format(name=opened.name), undoable=True)

    def _try(self, popover: NamePopover, command: Command) -> int | None:
        """Carry a command out and close the popover, or show in it why that cannot be; return the view."""
        try:
            done = self._session.run(command, self._section, raises=True)
        except SalesDeskError as refusal:
            popover.refuse(str(refusal))
            return None
        popover.close()
        return done.new_id if done is not None else None

    def _open_place(self, place: int) -> None:
        if place < len(self.views):
            self.open(self.views[place].id)

    def _read(self) -> None:
        # Not imported with this module: the first page is seen without its views.
        from salesdesk.queries import views

        self._all = self._session.read(views.views)
        self.views = [view for view in self._all if view.kind in SHOWN_KINDS]
        self._section.show_views(self.views)
        self._actions.name_views([view.name for view in self.views])
        self._mark()
        self._counts_due.start()

    def _mark(self) -> None:
        """Mark the view that is the same as what the page shows."""
        page = self._page
        if page is None:
            return
        shown = page.shown()
        current = next((view.id for view in self.views if shown.is_view(view)), None)
        page.set_saved(current is not None)
        is_marked = current is not None and page.isVisible()
        self._section.set_current(current if is_marked else None)
        self.marked.emit(is_marked)

    def _count(self) -> None:
        from salesdesk.queries import views

        if not self._session.is_open or not self.views:
            return
        desk, found, now = self._session.desk, list(self.views), self._session.now()
        task = self._session.start_task(lambda _report, _stop: desk.read(views.counts, found, now))
        task.succeeded.connect(self._section.set_counts)

    def _on_changed(self, changes: Changes, _origin: object) -> None:
        if not self._has_started:
            return
        if changes.touches("saved_view", "custom_field"):
            self._read()
        elif self.views and changes.touches(*COUNTED):
            self._counts_due.start()


def _short(name: str) -> str:
    return name if len(name) <= 20 else f"{name[:19].rstrip()}…"
