"""The stepper asks to go to a step and never goes by itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.stepper import Step, Stepper, StepState


def steps(current: int) -> list[Step]:
    """Return the lifecycle with one step current."""
    keys = ("new", "working", "mql", "sql", "opportunity")
    states = [
        StepState.DONE if at < current else StepState.CURRENT if at == current else StepState.AHEAD
        for at in range(len(keys))
    ]
    return [Step(key, key.upper(), "since 9 Nov", state) for key, state in zip(keys, states, strict=True)]


@pytest.fixture
def stepper(page: QWidget) -> Stepper:
    """Give a stepper at its third step with the focus."""
    made = Stepper("Lifecycle", page)
    made.set_steps(steps(2))
    made.setGeometry(0, 0, 500, 45)
    made.show()
    made.setFocus()
    return made


@pytest.mark.parametrize(("key", "wanted"), [(Qt.Key.Key_Right, "sql"), (Qt.Key.Key_Left, "working")])
def test_an_arrow_asks_for_the_step_beside(qtbot: QtBot, stepper: Stepper, key: Qt.Key, wanted: str) -> None:
    with qtbot.waitSignal(stepper.step_requested) as heard:
        QTest.keyClick(stepper, key)
    assert heard.args == [wanted]
    assert stepper.steps()[2].state is StepState.CURRENT


@pytest.mark.parametrize(("current", "key"), [(0, Qt.Key.Key_Left), (4, Qt.Key.Key_Right)])
def test_there_is_nothing_beyond_the_ends(stepper: Stepper, current: int, key: Qt.Key) -> None:
    asked: list[str] = []
    stepper.step_requested.connect(asked.append)
    stepper.set_steps(steps(current))
    QTest.keyClick(stepper, key)
    assert asked == []


def test_an_arrow_with_alt_is_left_to_the_window(stepper: Stepper) -> None:
    asked: list[str] = []
    stepper.step_requested.connect(asked.append)
    QTest.keyClick(stepper, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert asked == []


def test_a_click_asks_for_the_step_under_it_unless_it_is_the_current_one(stepper: Stepper) -> None:
    asked: list[str] = []
    stepper.step_requested.connect(asked.append)
    for at in (2, 4):
        QTest.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=stepper.step_rect(at).center().toPoint())
    assert asked == ["opportunity"]


def test_screen_readers_hear_where_it_stands(stepper: Stepper) -> None:
    assert stepper.accessibleName() == "Lifecycle"
    assert stepper.accessibleDescription() == "MQL, step 3 of 5. since 9 Nov"


def test_bars_are_4_high_with_4_between_them(stepper: Stepper) -> None:
    image = stepper.grab().toImage()
    look = theme.current()
    current = stepper.step_rect(2)
    middle = round(current.center().x())
    assert image.pixelColor(middle, 1) == look.color("accent")
    assert image.pixelColor(middle, 3) == look.color("accent")
    assert image.pixelColor(middle, 5) != look.color("accent")
    assert stepper.step_rect(1).right() + 4 == pytest.approx(current.left())
