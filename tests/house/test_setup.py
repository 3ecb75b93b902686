"""Where the machine lacks something, the one door says what, in one sentence."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def program(path: Path, body: str) -> None:
    """Write a small shell program that can be started."""
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def bare_machine(tmp_path: Path) -> Path:
    """Return a copy of the setup script in a folder whose bin/ has no Python at all."""
    (tmp_path / "tools").mkdir()
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "tools" / "setup.sh", tmp_path / "tools")
    for name in ("sh", "dirname"):
        found = shutil.which(name)
        assert found
        (tmp_path / "bin" / name).symlink_to(found)
    return tmp_path


def set_up(machine: Path) -> subprocess.CompletedProcess[str]:
    """Run the setup script with nothing on the path but what the machine has."""
    return subprocess.run(
        [str(machine / "bin" / "sh"), "tools/setup.sh"],
        cwd=machine,
        env={"PATH": str(machine / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_machine_without_python_is_told_which_one_to_install(bare_machine: Path) -> None:
    done = set_up(bare_machine)
    assert done.returncode == 1
    assert "no Python 3.11 or newer was found" in done.stderr


def test_a_python_that_is_too_old_counts_as_none(bare_machine: Path) -> None:
    program(bare_machine / "bin" / "python3", "exit 1")
    done = set_up(bare_machine)
    assert done.returncode == 1
    assert "no Python 3.11 or newer was found" in done.stderr


def test_a_python_without_venv_is_told_which_package_brings_it(bare_machine: Path) -> None:
    program(bare_machine / "bin" / "python3", 'case "$2" in *ensurepip*) exit 1;; esac')
    done = set_up(bare_machine)
    assert done.returncode == 1
    assert "python3 has no venv module" in done.stderr
    assert "python3-venv" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the libraries are those of Linux")
def test_missing_system_libraries_are_named_with_the_command_that_brings_them(tmp_path: Path) -> None:
    program(tmp_path / "ldd", "echo 'libEGL.so.1 => not found'; echo 'libGL.so.1 => not found'")
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "probe_qt.py")],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "libEGL.so.1, libGL.so.1. Install with: apt-get install libegl1 libgl1" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be without a screen")
def test_a_window_without_a_screen_is_refused_with_a_way_out() -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "MAKEFLAGS", "MAKELEVEL")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(["make", "run"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "neither DISPLAY nor WAYLAND_DISPLAY is set" in done.stderr
    assert "make screens" in done.stderr


def test_continuous_integration_runs_exactly_make_check() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines == ["#!/bin/sh", "exec make check"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
