"""Killed before any one statement of a command, the program finds all of it on file next time, or nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from salesdesk.bootstrap import open_desk
from salesdesk.queries import soundness
from salesdesk.services import commands as do
from tests.qualifying import add_lead
from tests.rows import all_rows

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the program is killed as a process of its own")

APART = 30
COMMANDS: Mapping[str, do.Command] = {
    "promotion": do.PromoteLead(2, override_reason="Known for years", note="Go ahead"),
    "promotion into another": do.PromoteLead(2, override_reason="Known", attach_to=1),
    "promotion taken back": do.UnpromoteOpportunity(1, 1),
    "merge": do.MergeLeads(2, (3,), {"title": 3}),
}


def main(name: str, path: Path) -> int:
    """Carry a command out whole, then again and again, killed at one of its statements; return how many it has."""
    before = all_rows(path)
    work, status = _run(COMMANDS[name], path, None)
    assert os.WEXITSTATUS(status) == 0
    assert all_rows(work) != before
    count = int(work.with_suffix(".count").read_text(encoding="utf-8"))
    # The last one is what makes the change last.
    for place in (*range(0, count - 1, APART), count - 1):
        work, status = _run(COMMANDS[name], path, place)
        assert os.WIFSIGNALED(status), place
        desk = open_desk(work)
        assert desk.read(soundness.problems) == []
        desk.close()
        assert all_rows(work) == before, place
    return count


def _run(command: do.Command, path: Path, killed_at: int | None) -> tuple[Path, int]:
    """Run a command on a copy of a file in a process of its own; return the copy, and how the process ended."""
    work = path.with_name("work.salesdesk")
    for suffix in ("", "-wal", "-shm"):
        work.with_name(work.name + suffix).unlink(missing_ok=True)
    shutil.copy(path, work)
    process = os.fork()
    if process == 0:
        _run_here(command, work, killed_at)
    return work, os.waitpid(process, 0)[1]


def _run_here(command: do.Command, path: Path, killed_at: int | None) -> NoReturn:
    """Run a command in this process, which ends with it, or is killed as one of its statements is about to begin."""
    desk = open_desk(path)
    done = 0

    def strike(*_: object) -> None:
        nonlocal done
        if done == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)
        done += 1

    event.listen(Engine, "before_cursor_execute", strike)
    try:
        desk.run(command)
        path.with_suffix(".count").write_text(str(done), encoding="utf-8")
    except BaseException:
        os._exit(1)
    event.remove(Engine, "before_cursor_execute", strike)
    os._exit(0)


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_is_half_done(tmp_path: Path, name: str) -> None:
    path = tmp_path / "prepared.salesdesk"
    desk = open_desk(path, create=True)
    for first in ("Joel", "Priya", "Prya"):
        lead = add_lead(
            desk,
            first_name=first,
            last_name="Raghavan",
            title=f"Head {first}",
            email=f"{first}@cobalt.example",
            tags=["Fair"],
        )
        step = do.PlannedStep("call", "Again", (desk.now() + timedelta(days=9)).date())
        desk.run(do.LogActivity("call", lead=lead, outcome="connected", next_step=step))
        desk.run(do.RecordEvidence((do.Evidence("budget", "confirmed", "48000"),), lead=lead))
    desk.run(do.PromoteLead(1, override_reason="Known"))
    desk.close()
    done = subprocess.run(
        [sys.executable, "-m", "tests.services.test_killed", name, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20


if __name__ == "__main__":
    print(main(sys.argv[1], Path(sys.argv[2])))
