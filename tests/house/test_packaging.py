"""The files a desktop reads agree with each other and with the project."""

import configparser
import tomllib
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
APP_ID = "app.salesdesk.SalesDesk"


def desktop_entry() -> configparser.SectionProxy:
    """Return the entry that a desktop shows in its menu."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(ROOT / "packaging" / f"{APP_ID}.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_menu_entry_starts_the_script_the_project_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert desktop_entry()["Exec"].split()[0] in project["scripts"]
    assert project["name"] in project["scripts"]


def test_entry_metainfo_and_file_type_name_one_another() -> None:
    entry = desktop_entry()
    metainfo = ElementTree.parse(ROOT / "packaging" / f"{APP_ID}.metainfo.xml")
    kind = ElementTree.parse(ROOT / "packaging" / f"{APP_ID}.mime.xml").find("{*}mime-type")

    assert metainfo.findtext("id") == APP_ID
    assert metainfo.findtext("launchable") == f"{APP_ID}.desktop"
    assert entry["Icon"] == APP_ID
    assert (ROOT / "packaging" / f"{APP_ID}.svg").exists()
    assert kind is not None
    assert {kind.get("type")} == {metainfo.findtext("provides/mediatype"), entry["MimeType"].rstrip(";")}
