"""What is installed, what is committed and what the machine lends are what the project thinks they are."""

import gc
import os
import re
import subprocess
import sys
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parents[2]
# pip and setuptools come with Python itself.
NOT_PINNED = {"salesdesk", "pip", "setuptools", "wheel"}
# Names of formats, the reserved example domains of RFC 2606 and the pages of licences: nothing is fetched from them.
ADDRESS = re.compile(r"https?://([\w.-]+)")
KNOWN_HOSTS = re.compile(r"(^|\.)(w3\.org|freedesktop\.org|example\.(com|org|net)|example|test|invalid|localhost)$")
MACHINE_PATH = re.compile(r"(?<![\w.~}])/(root|work|home/[a-z]\w*|Users/[A-Za-z]\w*|opt/\w+)/")


def committed_text() -> dict[str, str]:
    """Return the text of every file that git knows, by path."""
    if not (ROOT / ".git").exists():
        pytest.skip("this copy of the sources is not a git clone")
    # A runner may own the clone under another name than the one it runs as.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    texts = {}
    for name in filter(None, listed.split("\0")):
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in data:
            texts[name] = data.decode("utf-8", errors="replace")
    return texts


def pins() -> dict[str, str]:
    """Return the version that constraints.txt gives each package on this Python."""
    found: dict[str, str] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate():
                assert re.fullmatch(r"==[\w.]+", str(wanted.specifier)), line
                found[canonicalize_name(wanted.name)] = str(wanted.specifier).removeprefix("==")
    return found


def test_constraints_pin_everything_installed() -> None:
    installed = {canonicalize_name(one.metadata["Name"]): one.version for one in distributions()}
    expected = {name: version for name, version in installed.items() if name not in NOT_PINNED}
    pinned = pins()
    assert {name: pinned.get(name) for name in expected} == expected


def test_nobody_else_provides_our_top_level_names() -> None:
    providers = packages_distributions()
    for name in ("salesdesk", "ui", "resources"):
        assert set(providers.get(name, [])) <= {"salesdesk"}


def test_setting_text_does_not_lose_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    gc.collect()
    before = sys.getrefcount(None)
    for number in range(200):
        label.setText(str(number))
    assert before - sys.getrefcount(None) <= 20


@pytest.mark.parametrize("home", [None, "/nowhere/at/all"], ids=["no HOME", "a HOME that cannot be written"])
def test_a_test_of_the_window_runs_without_a_home(home: str | None) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_RUNTIME_DIR")}
    environment |= {} if home is None else {"HOME": home}
    one = f"{Path(__file__)}::{test_setting_text_does_not_lose_references_to_none.__name__}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", one],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_no_committed_file_sends_anybody_to_an_unknown_host() -> None:
    strangers = {
        f"{name}: {host}"
        for name, text in committed_text().items()
        for host in ADDRESS.findall(text)
        if not KNOWN_HOSTS.search(host)
    }
    assert strangers == set()


def test_no_committed_file_names_a_path_of_one_machine() -> None:
    paths = {
        f"{name}: {match.group()}" for name, text in committed_text().items() for match in MACHINE_PATH.finditer(text)
    }
    assert paths == set()


def test_packages_come_from_wherever_pip_is_told_to_look() -> None:
    for name in ("constraints.txt", "pyproject.toml", "Makefile", ".ci/run", "tools/setup.sh"):
        assert not re.search(r"index-url|find-links|trusted-host|@ ?(https?|file):", (ROOT / name).read_text("utf-8"))
