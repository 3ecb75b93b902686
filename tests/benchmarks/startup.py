"""Starting: the board with its cards, the first frame, and the memory of the open board."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.measuring import Measure, ratio, run_script, timed_module, timed_script

EMPTY_WINDOW = """
import sys
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
if "orm" in sys.argv:
    import sqlalchemy.orm

class Window(QMainWindow):
    def event(self, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, leave)
        return super().event(event)

def leave():
    if "memory" in sys.argv:
        print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")))
    app.quit()

app = QApplication(sys.argv[:1])
window = Window()
window.resize(1440, 900)
window.show()
app.exec()
"""

FIRST_FRAME = """
import sys
from PySide6.QtWidgets import QApplication
from pathlib import Path
from ui.app import Program
app = QApplication(sys.argv[:1])
program = Program(app, Path(sys.argv[1]), "pipeline")
program.framed.connect(lambda: __import__("os")._exit(0))
program.show()
app.exec()
"""

MEMORY = """
import sys
from PySide6.QtWidgets import QApplication
from pathlib import Path
from ui.app import Program

def leave():
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")))
    app.quit()

app = QApplication(sys.argv[:1])
program = Program(app, Path(sys.argv[1]), "pipeline")
program.window.painted.connect(leave)
program.show()
app.exec()
program.close()
"""


def board_painted(path: Path) -> Measure:
    """Start to the board with its cards ÷ start to an empty window in a process that also imported sqlalchemy.orm."""
    words = ("salesdesk", str(path), "--screen", "pipeline", "--exit-after-paint")
    timed_module(*words)  # the first start compiles
    return ratio(
        "start to the board with its cards ÷ empty window + orm",
        1.7,
        lambda: timed_module(*words),
        lambda: timed_script(EMPTY_WINDOW, "orm"),
        rounds=9,
    )


def first_frame(path: Path) -> Measure:
    """Start to the first frame of our window ÷ start to an empty window alone."""
    timed_script(FIRST_FRAME, str(path))
    return ratio(
        "start to the first frame ÷ empty window",
        1.8,
        lambda: timed_script(FIRST_FRAME, str(path)),
        lambda: timed_script(EMPTY_WINDOW),
        rounds=9,
    )


def memory(path: Path) -> Measure:
    """Resident memory of the open board ÷ that of the empty window."""
    return ratio(
        "memory of the open board ÷ empty window",
        3,
        lambda: float(run_script(MEMORY, str(path)).split()[-1]),
        lambda: float(run_script(EMPTY_WINDOW, "memory").split()[-1]),
        scale=1 / 1024,
        scale_unit="MiB",
    )
