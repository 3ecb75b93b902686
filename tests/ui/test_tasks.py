"""Background work."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from salesdesk.domain.errors import Cancelled, SalesDeskError
from ui.tasks import Task

Report = Callable[[int, int], None]
Stop = Callable[[], bool]


@pytest.fixture
def pool() -> Iterator[QThreadPool]:
    """Give a thread pool that is empty again at the end."""
    made = QThreadPool()
    yield made
    made.waitForDone()


def test_work_runs_elsewhere_and_its_result_arrives_on_the_gui_thread(qtbot: QtBot, pool: QThreadPool) -> None:
    here = threading.get_ident()
    task = Task(lambda report, stop: threading.get_ident())
    arrivals: list[int] = []
    task.succeeded.connect(lambda _: arrivals.append(threading.get_ident()))
    with qtbot.waitSignal(task.succeeded) as result:
        task.start(pool)
    assert result.args is not None
    assert result.args[0] != here
    assert arrivals == [here]


def test_the_last_progress_always_arrives(qtbot: QtBot, pool: QThreadPool) -> None:
    def work(report: Report, stop: Stop) -> None:
        for done in range(1001):
            report(done, 1000)

    task = Task(work)
    seen: list[tuple[int, int]] = []
    task.progressed.connect(lambda done, total: seen.append((done, total)))
    with qtbot.waitSignal(task.succeeded):
        task.start(pool)
    assert seen[-1] == (1000, 1000)
    assert len(seen) < 100


def test_a_refusal_arrives_as_its_sentence(qtbot: QtBot, pool: QThreadPool) -> None:
    def work(report: Report, stop: Stop) -> None:
        raise SalesDeskError("The file is empty.")

    task = Task(work)
    with qtbot.waitSignal(task.failed) as failure:
        task.start(pool)
    assert failure.args == ["The file is empty."]


def test_a_bug_is_logged_and_named_as_one(qtbot: QtBot, pool: QThreadPool, caplog: pytest.LogCaptureFixture) -> None:
    def work(report: Report, stop: Stop) -> None:
        raise ZeroDivisionError

    task = Task(work)
    with qtbot.waitSignal(task.failed) as failure:
        task.start(pool)
    assert failure.args == ["Something went wrong. The details are in the log."]
    assert "ZeroDivisionError" in caplog.text


def test_cancelled_work_ends_as_cancelled_and_never_as_a_failure(qtbot: QtBot, pool: QThreadPool) -> None:
    is_running = threading.Event()

    def work(report: Report, stop: Stop) -> None:
        is_running.set()
        while not stop():
            pass
        raise Cancelled("Stopped.")

    task = Task(work)
    failures: list[str] = []
    task.failed.connect(failures.append)
    with qtbot.waitSignal(task.cancelled):
        task.start(pool)
        assert is_running.wait(5)
        task.cancel()
    assert failures == []


def test_work_begun_soon_loses_no_signal_that_is_connected_afterwards(qtbot: QtBot, pool: QThreadPool) -> None:
    for _ in range(50):
        task = Task(lambda report, stop: "done")
        task.start_soon(pool)
        ends: list[object] = []
        task.succeeded.connect(task.retire)
        task.succeeded.connect(ends.append)
        qtbot.waitUntil(lambda ends=ends: ends == ["done"])  # type: ignore[misc]


def test_work_cancelled_before_it_began_ends_as_cancelled(qtbot: QtBot, pool: QThreadPool) -> None:
    task = Task(lambda report, stop: pytest.fail("the work began"))
    with qtbot.waitSignal(task.cancelled):
        task.start_soon(pool)
        task.cancel()
