"""Starting the program: the frame first, then the file, or why it cannot be opened."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk import paths
from salesdesk.bootstrap import open_desk
from salesdesk.queries import overview
from salesdesk.services.commands import AddLead, FillWithSample
from tests.rows import first_version
from ui import theme
from ui.app import Program, read_options
from ui.dialogs.report import ReportDialog
from ui.views.fault import FaultPage
from ui.views.first_run import FirstRunPage
from ui.views.leads import LeadsPage
from ui.views.start import StartPage

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., Program]


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    """Give a function that starts the program on a file; every program is closed at the end."""
    theme.set_reduced_motion(True)
    running: list[Program] = []
    hook = sys.excepthook

    def starting(path: Path | None = None, screen: str = "") -> Program:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        program = Program(app, path, screen)
        qtbot.addWidget(program.window)
        running.append(program)
        program.show()
        return program

    yield starting
    sys.excepthook = hook
    for program in running:
        program.window.close()
        program.close()


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Give a file with one lead."""
    path = tmp_path / "x.salesdesk"
    desk = open_desk(path, create=True)
    desk.run(AddLead({"first_name": "Ann", "last_name": "Lee"}))
    desk.close()
    return path


def fault_of(program: Program, qtbot: QtBot) -> FaultPage:
    """Return the page that says why the file cannot be opened."""
    qtbot.waitUntil(lambda: isinstance(program.window.page(), FaultPage), timeout=10_000)
    page = program.window.page()
    assert isinstance(page, FaultPage)
    return page


def test_the_frame_is_seen_before_the_file_is_open(start: Start, qtbot: QtBot, filled: Path) -> None:
    program = start(filled, "leads")
    with qtbot.waitSignal(program.framed):
        assert isinstance(program.window.page(), StartPage)
    assert isinstance(program.window.page(), StartPage)
    qtbot.waitUntil(lambda: isinstance(program.window.page(), LeadsPage))


def test_the_first_frame_does_without_the_database() -> None:
    code = "import sys, ui.app; print(sorted(m for m in sys.modules if m.split('.')[0] in ('sqlalchemy', 'alembic')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_a_name_the_reps_own_file_is_made(start: Start, qtbot: QtBot) -> None:
    assert not paths.default_file().exists()
    program = start()
    qtbot.waitUntil(lambda: isinstance(program.window.page(), FirstRunPage), timeout=10_000)
    assert paths.default_file().exists()


def test_an_older_file_is_brought_up_to_date_and_says_where_it_is_as_it_was(
    start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    program = start(first_version(tmp_path / "rep.salesdesk"), "leads")
    qtbot.waitUntil(lambda: isinstance(program.window.page(), LeadsPage), timeout=10_000)
    toast = program.window.notices.toast
    qtbot.waitUntil(lambda: "Brought up to date" in toast.message())
    assert "“rep (before version" in toast.message()
    assert any(one.name.startswith("rep (before") for one in tmp_path.iterdir())


def test_a_file_that_is_not_there_is_not_made(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    page = fault_of(start(tmp_path / "gone.salesdesk"), qtbot)
    assert "gone.salesdesk" in page.panel.heading.text()
    assert not (tmp_path / "gone.salesdesk").exists()


def damaged(path: Path) -> None:
    """Cut a file short."""
    path.write_bytes(path.read_bytes()[:3000])


def foreign(path: Path) -> None:
    """Put something else in its place."""
    path.write_text("Name,Company\nAnn,Cobalt\n")


def newer(path: Path) -> None:
    """Mark it as of a later version."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()


@pytest.mark.parametrize(("spoil", "words"), [(damaged, "damaged"), (foreign, "not a SalesDesk"), (newer, "newer")])
def test_a_file_that_cannot_be_opened_is_named_and_stays_as_it_is(
    start: Start, qtbot: QtBot, filled: Path, spoil: Callable[[Path], None], words: str
) -> None:
    spoil(filled)
    before = filled.read_bytes()
    page = fault_of(start(filled), qtbot)
    assert words in page.panel.heading.text()
    assert "x.salesdesk" in page.panel.heading.text()
    assert page.panel.sentence.text()
    assert filled.read_bytes() == before


def test_a_file_put_right_opens_when_tried_again(start: Start, qtbot: QtBot, filled: Path) -> None:
    whole = filled.read_bytes()
    damaged(filled)
    program = start(filled, "leads")
    page = fault_of(program, qtbot)
    filled.write_bytes(whole)
    QTest.mouseClick(page.panel.retry_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(program.window.page(), LeadsPage), timeout=10_000)


def test_another_file_can_be_opened_instead(start: Start, qtbot: QtBot, filled: Path, tmp_path: Path) -> None:
    program = start(tmp_path / "gone.salesdesk", "leads")
    fault_of(program, qtbot).file_chosen.emit(str(filled))
    qtbot.waitUntil(lambda: isinstance(program.window.page(), LeadsPage), timeout=10_000)


def test_a_second_window_on_the_same_file_is_told_so_and_may_try_again(
    start: Start, qtbot: QtBot, filled: Path
) -> None:
    first = start(filled, "leads")
    qtbot.waitUntil(lambda: isinstance(first.window.page(), LeadsPage), timeout=10_000)
    code = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication; from ui.app import Program\n"
        "app = QApplication([]); program = Program(app, Path(sys.argv[1]))\n"
        "program.window.stack.currentChanged.connect(lambda _: app.quit())\n"
        "program.show(); app.exec(); print(program.window.page().panel.heading.text()); program.close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(filled)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "“x.salesdesk” is already open in another window of SalesDesk"


def test_a_bug_is_logged_and_shown_and_the_window_stays(start: Start, qtbot: QtBot, filled: Path) -> None:
    program = start(filled, "leads")
    qtbot.waitUntil(lambda: isinstance(program.window.page(), LeadsPage), timeout=10_000)
    try:
        raise ZeroDivisionError("the report")
    except ZeroDivisionError as bug:
        sys.excepthook(type(bug), bug, bug.__traceback__)
    dialog = program.window.findChild(ReportDialog)
    assert isinstance(dialog, ReportDialog)
    assert "ZeroDivisionError: the report" in dialog.details_view.toPlainText()
    QTest.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    assert "ZeroDivisionError: the report" in QApplication.clipboard().text()
    assert "ZeroDivisionError: the report" in (paths.log_folder() / "salesdesk.log").read_text(encoding="utf-8")
    dialog.close()
    assert program.window.isVisible()


def test_it_leaves_with_0_once_the_screen_has_painted(tmp_path: Path) -> None:
    path = tmp_path / "x.salesdesk"
    desk = open_desk(path, create=True)
    desk.run(FillWithSample(38, 18, seed=1))
    desk.close()
    code = "import sys; from ui.app import main; sys.exit(main(sys.argv))"
    for screen in ("leads", "pipeline"):
        words = [sys.executable, "-c", code, str(path), "--screen", screen, "--exit-after-paint"]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
    again = open_desk(path)
    assert not again.read(overview.is_empty)
    again.close()


def test_an_unknown_option_is_a_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        read_options(["--screen", "nowhere"])
    assert leaving.value.code == 2
    assert "nowhere" in capsys.readouterr().err
