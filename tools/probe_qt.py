"""Say in one sentence which system libraries Qt lacks on this machine, and exit with 1; else exit with 0."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

DEBIAN = {
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
FEDORA = {
    "libGL.so.1": "libglvnd-glx",
    "libOpenGL.so.0": "libglvnd-opengl",
    "libEGL.so.1": "libglvnd-egl",
    "libdbus-1.so.3": "dbus-libs",
    "libfontconfig.so.1": "fontconfig",
    "libfreetype.so.6": "freetype",
    "libglib-2.0.so.0": "glib2",
    "libgthread-2.0.so.0": "glib2",
    "libxkbcommon.so.0": "libxkbcommon",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11",
    "libX11.so.6": "libX11",
    "libX11-xcb.so.1": "libX11-xcb",
    "libxcb-cursor.so.0": "xcb-util-cursor",
    "libxcb-icccm.so.4": "xcb-util-wm",
    "libxcb-image.so.0": "xcb-util-image",
    "libxcb-keysyms.so.1": "xcb-util-keysyms",
    "libxcb-render-util.so.0": "xcb-util-renderutil",
}
MODULES = ("Core", "Gui", "Widgets", "Svg", "PrintSupport", "Network", "DBus")


def qt_files(with_screen: bool) -> list[Path]:
    """Return the shared objects the program loads."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("PySide6 is not in .venv: run make setup again.")
    qt = Path(spec.submodule_search_locations[0]) / "Qt"
    platforms = ["libqoffscreen.so", *(["libqxcb.so"] if with_screen else [])]
    found = [qt / "lib" / f"libQt6{name}.so.6" for name in MODULES]
    found += [qt / "plugins" / "platforms" / name for name in platforms]
    return [path for path in found if path.exists()]


def missing_libraries(files: list[Path]) -> list[str]:
    """Return the names of the libraries that the loader does not find for any of these files."""
    if shutil.which("ldd") is None:
        return []
    done = subprocess.run(["ldd", *map(str, files)], capture_output=True, text=True, check=False)
    return sorted(set(re.findall(r"^\s*(\S+) => not found", done.stdout, re.MULTILINE)))


def import_error() -> str:
    """Return why the widgets cannot be imported, or nothing."""
    code = "import PySide6.QtWidgets, PySide6.QtSvg, PySide6.QtPrintSupport"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    lines = done.stderr.strip().splitlines()
    return "" if done.returncode == 0 else (lines[-1] if lines else f"exit status {done.returncode}")


def main(arguments: list[str]) -> int:
    """Print what is missing and how to get it."""
    missing = missing_libraries(qt_files("--screen" in arguments)) if sys.platform == "linux" else []
    reason = import_error()
    if not missing and not reason:
        return 0
    if not missing:
        named = re.search(r"(lib[\w.+-]+\.so[\w.]*)", reason)
        missing = [named.group(1)] if named else []
    if not missing:
        print(f"Qt does not start on this machine: {reason}", file=sys.stderr)
        return 1
    if shutil.which("dnf"):
        command, packages = "dnf install", FEDORA
    else:
        command, packages = "apt-get install", DEBIAN
    known = sorted({packages[name] for name in missing if name in packages})
    advice = (
        f" Install with: {command} {' '.join(known)}" if known else " Install them with the system’s package manager."
    )
    print(f"Qt needs system libraries that are not here: {', '.join(missing)}.{advice}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
