"""The window’s line to its desk."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from salesdesk.domain.changes import Changes
from salesdesk.domain.errors import SalesDeskError
from salesdesk.services.commands import AddOpportunity, ChangeSettings, SetOpportunity
from ui.session import DeskSession


def test_a_command_is_announced_once_with_who_asked(session: DeskSession) -> None:
    heard: list[tuple[Changes, object]] = []
    session.changed.connect(lambda changes, origin: heard.append((changes, origin)))
    asker = object()
    done = session.run(AddOpportunity({"name": "Castellan – claims team"}), asker)
    assert done is not None
    assert done.new_id is not None
    assert [origin for _, origin in heard] == [asker]
    assert heard[0][0].of("opportunity") == {done.new_id}


def test_a_refusal_gives_its_sentence_and_no_announcement(session: DeskSession, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(session.changed), qtbot.waitSignal(session.refused) as refusal:
        assert session.run(SetOpportunity(99, {"name": "x"})) is None
    assert refusal.args is not None
    assert "99" in refusal.args[0]


def test_a_refusal_can_be_caught_by_the_asker(session: DeskSession, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(session.refused), pytest.raises(SalesDeskError):
        session.run(SetOpportunity(99, {"name": "x"}), raises=True)


def test_undo_and_redo_are_named_and_announced(session: DeskSession) -> None:
    session.run(AddOpportunity({"name": "Castellan"}))
    assert "Castellan" in (session.undo_label() or "")
    assert session.redo_label() is None
    heard: list[Changes] = []
    session.changed.connect(lambda changes, _: heard.append(changes))
    assert session.undo() is not None
    assert session.undo_label() is None
    assert "Castellan" in (session.redo_label() or "")
    assert session.redo() is not None
    assert [changes.touches("opportunity") for changes in heard] == [True, True]


def test_undoing_nothing_says_so(session: DeskSession, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.notified) as toast:
        assert session.undo() is None
    assert toast.args == ["There is nothing to undo", False]


def test_a_long_command_runs_off_the_gui_thread_and_is_announced_on_it(session: DeskSession, qtbot: QtBot) -> None:
    threads: list[int] = []
    labels: list[str] = []
    session.changed.connect(lambda *_: threads.append(threading.get_ident()))
    with qtbot.waitSignal(session.saving, check_params_cb=lambda busy: not busy):
        session.run_task(ChangeSettings({"currency": "EUR"}), on_done=lambda done: labels.append(done.label))
    assert threads == [threading.get_ident()]
    assert len(labels) == 1


def test_the_end_of_a_refused_long_command_is_its_sentence(session: DeskSession, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.refused) as refusal:
        session.run_task(SetOpportunity(99, {"name": "x"}))
    assert refusal.args is not None
    assert "99" in refusal.args[0]


def test_work_that_ends_while_the_desk_is_closed_is_told_to_nobody(session: DeskSession, qtbot: QtBot) -> None:
    begun = threading.Event()
    told: list[object] = []

    def work(_report: object, is_cancelled: Callable[[], bool]) -> str:
        begun.set()
        while not is_cancelled():
            pass
        return "too late"

    task = session.start_task(work)
    task.succeeded.connect(told.append)
    qtbot.waitUntil(begun.is_set)
    session.close()
    QCoreApplication.processEvents()
    assert told == []


def test_the_time_is_told_also_after_the_file_was_let_go_of(session: DeskSession) -> None:
    before = session.now()
    session.close()
    assert session.now() >= before
