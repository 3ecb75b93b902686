"""The window itself: its frame at once, everything else when the frame was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ui.main_window.places import SCREENS, Place, Places
from ui.preferences import Preferences
from ui.views.sidebar import NARROWEST, RAIL_WIDTH, WIDTH, Sidebar
from ui.views.start import StartPage

if TYPE_CHECKING:
    from salesdesk.domain.changes import Changes
    from salesdesk.queries.overview import Counts
    from salesdesk.queries.views import SavedView
    from ui.actions import Actions
    from ui.main_window.notices import Notices
    from ui.main_window.openings import Openings
    from ui.main_window.pages import Pages
    from ui.main_window.reminders import Reminders
    from ui.main_window.review_reminder import ReviewReminder
    from ui.main_window.saved_views import SavedViews
    from ui.session import DeskSession
    from ui.views.fault import FaultPage

RAIL_BELOW = 1180
DESIGNED = QSize(1440, 900)
SMALLEST = QSize(1024, 680)
RECORD_KINDS = ("lead", "opportunity", "account", "contact")


class MainWindow(QMainWindow):
    """The one window of SalesDesk.

    After the constructor it can be shown; `finish` adds what the first frame did without, and the session;
    `start` shows the first page once a desk is open.
    Signals: painted: the page that shows has painted its data, once after each change of page.
    """

    painted = Signal()
    session: DeskSession
    commands: Actions
    pages: Pages
    openings: Openings
    notices: Notices
    reminders: Reminders
    saved_views: SavedViews
    review_reminder: ReviewReminder

    def __init__(self, preferences: Preferences, screen: str = "") -> None:
        """Show the frame, the sidebar and the head of the screen to come."""
        super().__init__()
        self.preferences = preferences
        self.setObjectName("main_window")
        self.setWindowTitle("SalesDesk")
        self.setMinimumSize(SMALLEST)
        wanted = screen or preferences.screen
        self._is_screen_chosen = wanted in SCREENS
        self.places = Places(Place(wanted if wanted in SCREENS else SCREENS[0]))
        self._is_finished = False
        self._is_empty = False
        self._unfolded_width = WIDTH
        self._build()
        self._restore()

    def _build(self) -> None:
        screen = self.places.here.screen
        self.sidebar = Sidebar()
        self.sidebar.set_screen(screen)
        self.content = QWidget()
        self.content.setObjectName("content")
        self.stack = QStackedWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack)
        self.stack.addWidget(StartPage(self.sidebar.rows[screen].text()))
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.sidebar)
        self.splitter.addWidget(self.content)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([WIDTH, DESIGNED.width() - WIDTH])
        self.setCentralWidget(self.splitter)

    def _restore(self) -> None:
        self.resize(DESIGNED)
        geometry = self.preferences.window_state("geometry")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        splitter = self.preferences.window_state("splitter")
        if not splitter.isEmpty():
            self.splitter.restoreState(splitter)
        self._fold(self.preferences.is_rail or self.width() < RAIL_BELOW)

    def _fold(self, is_rail: bool) -> None:
        """Fold the sidebar to icons, or unfold it to the width it had; the page takes the rest."""
        if is_rail == self.sidebar.is_rail:
            return
        if is_rail:
            width = self.splitter.sizes()[0]
            self._unfolded_width = width if width > NARROWEST else WIDTH
        self.sidebar.set_rail(is_rail)
        width = RAIL_WIDTH if is_rail else self._unfolded_width
        self.splitter.setSizes([width, max(1, self.width() - width)])

    def finish(self, session: DeskSession) -> None:
        """Make what the first frame did without: menu, keys, toasts, and the lines to a session."""
        from ui.actions import Actions
        from ui.main_window.dropping import Dropping
        from ui.main_window.notices import Notices
        from ui.main_window.openings import Openings
        from ui.main_window.pages import Pages
        from ui.main_window.review_reminder import ReviewReminder
        from ui.main_window.saved_views import SavedViews
        from ui.main_window.single_keys import SingleKeys
        from ui.views.menu_bar import MenuBar

        self.session = session
        self.sidebar.finish()
        self.commands = Actions(self)
        self.notices = Notices(self.session, self.content, self.sidebar.saved_line)
        self.openings = Openings(self.session, self.preferences, self)
        self.review_reminder = ReviewReminder(self.session, self.preferences, self)
        self.pages = Pages(self.session, self.stack, self.openings)
        assert self.sidebar.saved_views is not None
        self.saved_views = SavedViews(self.session, self.sidebar.saved_views, self.commands, self)
        self.setMenuBar(MenuBar(self, self.commands))
        self._single_keys = SingleKeys(self.preferences.has_single_keys, self)
        self._dropping = Dropping(self.openings, self)
        self._connect_actions()
        self._connect_parts()
        self.session.changed.connect(self._on_changed)
        self._is_finished = True
        self._show_possible()

    def _connect_parts(self) -> None:
        self.sidebar.search_requested.connect(self.open_palette)
        self.sidebar.settings_requested.connect(self.openings.open_settings)
        self.sidebar.screen_requested.connect(lambda screen: self.go(Place(screen)))
        self.notices.undo_requested.connect(self.undo)
        self.openings.record_requested.connect(self.open_record)
        self.openings.activity_requested.connect(self._log_activity)
        self.openings.added.connect(self.pages.show_added)
        self.openings.single_keys_switched.connect(self._single_keys.switch)
        self.openings.closed.connect(self._return_focus)
        self.saved_views.view_requested.connect(self.open_view)
        self.saved_views.marked.connect(self._mark_screen)
        self.pages.record_requested.connect(self.open_record)
        self.pages.log_requested.connect(self._log_on)
        self.pages.screen_requested.connect(lambda screen: self.go(Place(screen)))
        self.pages.export_requested.connect(self.open_export)
        self.pages.dragging_changed.connect(self.notices.make_room)

    def _connect_actions(self) -> None:
        actions, openings = self.commands, self.openings
        for action, act in (
            (actions.undo, self.undo),
            (actions.redo, self.redo),
            (actions.back, lambda: self._show(self.places.back())),
            (actions.forward, lambda: self._show(self.places.forward())),
            (actions.sidebar, self.toggle_sidebar),
            (actions.palette, self.open_palette),
            (actions.settings, openings.open_settings),
            (actions.stages, openings.open_stages),
            (actions.lost_reasons, openings.open_reasons),
            (actions.rates, openings.open_rates),
            (actions.playbooks, openings.open_playbooks),
            (actions.score_rules, openings.open_score_rules),
            (actions.calibration, openings.open_calibration),
            (actions.glossary, openings.open_glossary),
            (actions.custom_fields, openings.open_custom_fields),
            (actions.duplicates, lambda: openings.capturing.find_duplicates()),
            (actions.capture, lambda: openings.capturing.paste()),
            (actions.import_leads, openings.open_import),
            (actions.export, self.open_export),
            (actions.keys, lambda: openings.open_keys(self.places.here.page, actions.commands())),
            (actions.close_window, self.close),
            (actions.new, lambda: self.pages.add_record()),
            (actions.new_opportunity, lambda: openings.sheets.ask_new()),
            (actions.find, lambda: self.pages.find()),
            (actions.next_pane, lambda: self._step_pane(1)),
            (actions.previous_pane, lambda: self._step_pane(-1)),
            (actions.go_today, lambda: self.go(Place("today"))),
            (actions.go_leads, lambda: self.go(Place("leads"))),
            (actions.go_pipeline, lambda: self.go(Place("pipeline"))),
        ):
            action.triggered.connect(lambda _checked=False, act=act: act())

    # Places and pages

    def start(self) -> None:
        """Show the first page of the open desk."""
        from salesdesk.queries import overview

        self._is_empty = self.session.read(overview.is_empty)
        if self._is_empty and not self._is_screen_chosen:
            # What is added first are leads, and there they are seen.
            self.places.replace(Place("leads"))
        self.painted.connect(self._on_first_page, Qt.ConnectionType.SingleShotConnection)
        self._show(self.places.here)

    def _on_first_page(self) -> None:
        # What the first page did without waits until it has been seen.
        QTimer.singleShot(0, self._look_around)

    def _look_around(self) -> None:
        if not self.session.is_open:
            return
        self._refresh_edit_menu()
        self._refresh_counts()
        self.saved_views.start()
        self.review_reminder.look()
        self.session.prepare_to_write()
        self._start_reminders()

    def _start_reminders(self) -> None:
        from ui.main_window.reminders import Reminders

        self.reminders = Reminders(self.session, self.preferences, self.content)
        self.reminders.record_requested.connect(self.open_record)
        self.pages.dragging_changed.connect(self.reminders.make_room)
        self.reminders.start()

    def show_fault(self, sentence: str, path: str) -> FaultPage:
        """Show why the file cannot be opened, in place of a page."""
        from ui.views.fault import FaultPage

        page = FaultPage(sentence, path)
        before = self.stack.currentWidget()
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if isinstance(before, FaultPage):
            before.deleteLater()
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        return page

    def go(self, place: Place) -> None:
        """Go to a place and keep the way back."""
        if self.session.is_open:
            self.places.visit(place)
            self._show(place)

    def open_record(self, kind: str, record: int) -> None:
        """Show one record on its page, which takes the focus, also where it was shown already."""
        self.go(Place("leads" if kind == "lead" else "opportunity", record))
        self.page().setFocus(Qt.FocusReason.OtherFocusReason)

    def open_view(self, view: SavedView) -> None:
        """Show a saved view on its page."""
        self.go(Place(view.kind))
        page = self.pages.viewed
        if page is not None:
            page.show_view(view)
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark_screen(self, is_view: bool) -> None:
        """Mark in the sidebar either the screen or the view that shows it."""
        self.sidebar.set_screen("" if is_view else self.places.here.screen)

    def _log_activity(self, kind: str, record: int) -> None:
        self.open_record(kind, record)
        self.pages.log_activity()

    def _log_on(self, kind: str, record: int, tab: str, activity: int) -> None:
        self.open_record(kind, record)
        self.pages.log_activity(tab, activity)

    def page(self) -> QWidget:
        """Return the page that shows."""
        page = self.stack.currentWidget()
        assert page is not None
        return page

    def _show(self, place: Place) -> None:
        self.sidebar.set_screen(place.screen)
        page = self.pages.get("first_run" if self._is_empty else place.page)
        if self.page() is not page:
            self.stack.setCurrentWidget(page)
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._is_empty and place.record is not None:
            self.pages.show_record(place.record)
        elif not self._is_empty:
            self.pages.leave_record()
        if not self._is_empty:
            self.preferences.screen = place.screen
        self._show_possible()
        self.saved_views.follow(self.pages.viewed)
        page.installEventFilter(self)
        page.update()

    # Commands of the window

    def undo(self) -> None:
        """Take the latest step back, after what is being typed has been saved."""
        self._rewind(is_redo=False)

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        self._rewind(is_redo=True)

    def _rewind(self, *, is_redo: bool) -> None:
        self.commit_editors()
        done = self.session.redo(self) if is_redo else self.session.undo(self)
        if done is not None:
            words = self.tr("Redone: {step}") if is_redo else self.tr("Undone: {step}")
            self.session.notify(words.format(step=done.label))

    def commit_editors(self) -> None:
        """Save what is being typed, as if the field had been left."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_sidebar(self) -> None:
        """Fold the sidebar to icons, or unfold it."""
        self._fold(not self.sidebar.is_rail)
        if self.width() >= RAIL_BELOW:
            self.preferences.is_rail = self.sidebar.is_rail

    def open_palette(self) -> None:
        """Open the palette, or close it where it is open."""
        if self.session.is_open:
            self.openings.open_palette(self.commands.commands())

    def open_export(self) -> None:
        """Open the export of what the page shows."""
        shown = self.pages.shown()
        if shown is not None:
            self.openings.open_export(shown)

    def _return_focus(self) -> None:
        if QApplication.activeModalWidget() is None:
            self.page().setFocus(Qt.FocusReason.OtherFocusReason)

    def _step_pane(self, step: int) -> None:
        panes = [self.sidebar, *self.pages.panes()]
        focused = QApplication.focusWidget()
        at = next((place for place, pane in enumerate(panes) if focused and _holds(pane, focused)), 0)
        pane = panes[(at + step) % len(panes)]
        target = self.sidebar.rows[self.places.here.screen] if pane is self.sidebar else pane
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What follows a change

    def _on_changed(self, changes: Changes, origin: object) -> None:
        from salesdesk.queries import overview

        self._refresh_edit_menu()
        if changes.touches("lead", "activity", "opportunity"):
            self._refresh_counts()
        if changes.touches(*RECORD_KINDS):
            is_empty = self.session.read(overview.is_empty)
            if is_empty != self._is_empty:
                self._is_empty = is_empty
                self._show(Place(self.places.here.screen))

    def _refresh_edit_menu(self) -> None:
        from salesdesk.queries import history

        steps = self.session.read(history.next_steps)
        self.commands.name_undo(steps.undo, steps.redo)

    def _refresh_counts(self) -> None:
        from salesdesk.queries import overview

        desk, now = self.session.desk, self.session.now()
        task = self.session.start_task(lambda _report, _stop: desk.read(overview.counts, now))
        task.succeeded.connect(self._show_counts)

    def _show_counts(self, counts: Counts) -> None:
        self.sidebar.rows["today"].set_count(counts.due_today)
        self.sidebar.rows["leads"].set_count(counts.leads_waiting)

    def _show_possible(self) -> None:
        actions, is_open = self.commands, self.session.is_open
        actions.back.setEnabled(self.places.has_back)
        actions.forward.setEnabled(self.places.has_forward)
        for action in (
            *(actions.palette, actions.import_leads, actions.new, actions.new_opportunity),
            *(actions.capture, actions.duplicates),
        ):
            action.setEnabled(is_open)
        for action in (*actions.screens(), *actions.editors()):
            action.setEnabled(is_open)
        has_records = is_open and self.pages.has_records()
        actions.export.setEnabled(has_records)
        actions.find.setEnabled(has_records and self.pages.can_find())

    # What the window itself notices

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the first paint of a page."""
        if event.type() == QEvent.Type.Paint and watched is self.stack.currentWidget():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Look for changes by other programs when the window is turned to."""
        super().changeEvent(event)
        is_turned_to = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if is_turned_to and self._is_finished and self.session.is_open:
            self.session.look_outside()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the sidebar where the window is narrow, and unfold it again."""
        super().resizeEvent(event)
        was_narrow, is_narrow = event.oldSize().width() < RAIL_BELOW, event.size().width() < RAIL_BELOW
        if was_narrow != is_narrow or not event.oldSize().isValid():
            self._fold(is_narrow or self.preferences.is_rail)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed and where everything stands."""
        self.commit_editors()
        for dialog in self.findChildren(QDialog):
            if dialog.isVisible():
                dialog.close()
        self.preferences.keep_window_state("geometry", self.saveGeometry())
        self.preferences.keep_window_state("splitter", self.splitter.saveState())
        self.preferences.save()
        super().closeEvent(event)


def _holds(pane: QWidget, focused: QWidget) -> bool:
    return pane is focused or pane.isAncestorOf(focused)
