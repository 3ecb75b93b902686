"""A virtual screen with a real pointer, and the program started on it as a user starts it."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SIZE = "1600x1000x24"
DEADLINE_S = 30.0
PAUSE_S = 0.02
STEPS = 12
Point = tuple[int, int]
Box = tuple[int, int, int, int]


def wait(condition: Callable[[], bool], what: str) -> None:
    """Look again and again until something is so; fails with what was waited for."""
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(PAUSE_S)


@dataclass(frozen=True, slots=True)
class Screen:
    """An X server that paints into a file."""

    display: str
    picture: Path

    def do(self, *words: object) -> str:
        """Give xdotool its words and return what it says."""
        environment = os.environ | {"DISPLAY": self.display}
        line = ["xdotool", *map(str, words)]
        return subprocess.run(line, env=environment, check=True, capture_output=True, text=True).stdout.strip()

    def pixels(self, box: Box) -> list[bytes]:
        """Return the pixels of a box (left, top, right, bottom), four bytes each."""
        content = self.picture.read_bytes()
        # The X window dump: its header, the palette of 12 bytes a colour, then the rows.
        header = struct.unpack(">25I", content[:100])
        start, stride = header[0] + 12 * header[19], header[12]
        left, top, right, bottom = box
        rows = (content[start + y * stride + 4 * left : start + y * stride + 4 * right] for y in range(top, bottom))
        return [row[at : at + 4] for row in rows for at in range(0, len(row), 4)]


@contextmanager
def virtual_screen(folder: Path) -> Iterator[Screen]:
    """Run Xvfb on a display that is free; skips where it or xdotool is missing."""
    for program in ("Xvfb", "xdotool"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    folder.mkdir()
    line = ["Xvfb", "-displayfd", "1", "-screen", "0", SIZE, "-fbdir", str(folder), "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            number = server.stdout.readline().strip()
            assert number, "Xvfb did not start"
            yield Screen(f":{number}", folder / "Xvfb_screen0")
        finally:
            server.terminate()


class Running:
    """The program on a virtual screen, with the pointer over its window."""

    def __init__(self, screen: Screen, file: Path, home: Path) -> None:
        """Start it on a file, on its pipeline, in a light theme."""
        self.screen = screen
        home.mkdir(exist_ok=True)
        (home / "window.ini").write_text("[look]\ntheme=light\n", encoding="utf-8")
        environment = os.environ | {
            "DISPLAY": screen.display,
            "SALESDESK_HOME": str(home),
            "QT_QPA_PLATFORM": "xcb",
            "QT_SCALE_FACTOR": "1",
            "QT_FONT_DPI": "96",
        }
        line = [sys.executable, "-m", "salesdesk", str(file), "--screen", "pipeline"]
        self.process = subprocess.Popen(line, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        self._corner: Point = (0, 0)

    def windows(self, title: str) -> list[str]:
        """Return the windows of a title that show."""
        assert self.process.poll() is None, self.process.stderr and self.process.stderr.read()
        search = ("search", "--all", "--onlyvisible", "--pid", self.process.pid, "--name", f"^{title}$")
        try:
            return self.screen.do(*search).split()
        except subprocess.CalledProcessError:
            return []

    def focus_on(self, title: str) -> str:
        """Wait for the window of a title and give it the keyboard: nothing manages windows here."""
        found: list[str] = []

        def is_there() -> bool:
            # One look serves both: a second could fall between two windows of that name.
            found[:] = self.windows(title)
            return len(found) == 1

        wait(is_there, f"the window “{title}”")
        self.screen.do("windowfocus", "--sync", found[0])
        return found[0]

    def focus(self) -> None:
        """Wait for the window of the program and give it the keyboard."""
        found = self.focus_on("SalesDesk")
        geometry = self.screen.do("getwindowgeometry", "--shell", found)
        facts = dict(line.split("=", 1) for line in geometry.splitlines())
        self._corner = int(facts["X"]), int(facts["Y"])

    def seen(self, box: Box) -> list[bytes]:
        """Return what shows in a box of the window."""
        x, y = self._corner
        left, top, right, bottom = box
        return self.screen.pixels((left + x, top + y, right + x, bottom + y))

    def carry(self, start: Point, end: Point) -> None:
        """Press the button at a point of the window and move to another in steps, without letting go."""
        x, y = self._corner
        words: list[object] = ["mousemove", start[0] + x, start[1] + y, "mousedown", 1]
        for step in range(1, STEPS + 1):
            way = step / STEPS
            words += ["mousemove", *(round(a + (b - a) * way) + c for a, b, c in zip(start, end, (x, y), strict=True))]
        self.screen.do(*words)

    def let_go(self) -> None:
        """Let the button come up."""
        self.screen.do("mouseup", 1)

    def press(self, keys: str) -> None:
        """Press keys as xdotool calls them."""
        self.screen.do("key", keys)

    def close(self) -> None:
        """Close the program by its key and see that it ends well."""
        self.press("ctrl+q")
        assert self.process.wait(DEADLINE_S) == 0

    def kill(self) -> None:
        """End the program as a power cut would."""
        self.process.kill()
        self.process.wait(DEADLINE_S)

    def clear_away(self) -> None:
        """Leave no process behind."""
        if self.process.poll() is None:
            self.kill()
        if self.process.stderr is not None:
            self.process.stderr.close()
