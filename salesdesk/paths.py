"""Where SalesDesk keeps its things: the only module that knows appdirs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import appdirs

APP = "SalesDesk"
FILE_NAME = "My desk.salesdesk"


def data_folder() -> Path:
    """Return the folder of the rep's own file; SALESDESK_HOME overrides it."""
    return _home() or Path(appdirs.user_data_dir(APP, False))


def config_folder() -> Path:
    """Return the folder of the window's settings; SALESDESK_HOME overrides it."""
    return _home() or Path(appdirs.user_config_dir(APP, False))


def log_folder() -> Path:
    """Return the folder of the log; SALESDESK_HOME overrides it."""
    return _home() or Path(appdirs.user_log_dir(APP, False))


def default_file() -> Path:
    """Return the rep's own file."""
    return data_folder() / FILE_NAME


def resources_folder() -> Path:
    """Return the folder of icons, translations and sample data, in a bundle as in the source tree."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) / "resources" if bundle else Path(__file__).resolve().parent.parent / "resources"


def _home() -> Path | None:
    value = os.environ.get("SALESDESK_HOME", "")
    return Path(value).expanduser() if value else None
