"""What every test stands on: no screen, no home folder, one locale, one directory of its own."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, event

# Before Qt is imported anywhere: it reads these once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["LANGUAGE"] = "en"
os.environ["TZ"] = "UTC"
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", parent=settings.get_profile("default"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session", autouse=True)
def private_home() -> Iterator[Path]:
    """Give the whole run folders of its own, so that neither a missing nor a read-only home matters."""
    with tempfile.TemporaryDirectory(prefix="salesdesk-test-") as folder:
        home = Path(folder)
        runtime = home / "runtime"
        runtime.mkdir(mode=0o700)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HOME", str(home))
            patch.setenv("XDG_RUNTIME_DIR", str(runtime))
            for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
                patch.setenv(name, str(home / name.lower()))
            yield home


@pytest.fixture(autouse=True)
def salesdesk_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the program's own folder at one that only this test sees."""
    home = tmp_path / "salesdesk-home"
    monkeypatch.setenv("SALESDESK_HOME", str(home))
    return home


@pytest.fixture
def count_queries() -> Callable[[], AbstractContextManager[list[str]]]:
    """Give `with count_queries() as statements`, which collects what any connection is asked to run.

    Opening and closing a transaction and pragmas do not count.
    """
    framing = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(*arguments: object) -> None:
            statement = str(arguments[2])
            if not statement.lstrip().upper().startswith(framing):
                statements.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    return counting


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that ask for more time than the rest, so that two workers end together."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)
