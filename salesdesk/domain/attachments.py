"""What a file that is attached may be called: a name that every file system takes, and nothing more than a name."""

from __future__ import annotations

import re
import unicodedata

LONGEST_BYTES = 255
LONGEST_ENDING_BYTES = 32
UNNAMED = "file"

# Control signs, and the marks that turn the reading direction: “exe.fdp” must not read as “pdf.exe”.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
_REFUSED_SOMEWHERE = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
_RUN_BY_OPENING = frozenset(
    (
        *(
            "exe",
            "com",
            "bat",
            "cmd",
            "msi",
            "msp",
            "scr",
            "pif",
            "cpl",
            "hta",
            "js",
            "jse",
            "vbs",
            "vbe",
            "wsf",
            "ps1",
        ),
        *("reg", "lnk", "url", "jar", "app", "command", "sh", "run", "bin", "deb", "rpm", "appimage", "desktop", "py"),
        *("dmg", "pkg", "iso", "docm", "xlsm", "pptm", "dll", "workflow", "scpt", "msc", "gadget", "appx", "msix"),
    )
)


def safe_name(name: str) -> str:
    """Return the last part of a path as a plain file name of at most 255 bytes: no folder, device or unseen sign."""
    last = re.split(r"[/\\]", name)[-1]
    plain = unicodedata.normalize("NFC", _UNSEEN.sub("", last))
    plain = _REFUSED_SOMEWHERE.sub("_", " ".join(plain.split())).rstrip(". ")
    if not plain.strip("._ "):
        return UNNAMED
    if _DEVICE.match(plain):
        plain = f"_{plain}"
    return _shortened(plain)


def is_run_by_opening(name: str) -> bool:
    """Tell whether opening a file of that name may run it as a program."""
    return name.rpartition(".")[2].lower() in _RUN_BY_OPENING


def _shortened(name: str) -> str:
    if len(name.encode()) <= LONGEST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > LONGEST_ENDING_BYTES:
        stem, ending = name, ""
    else:
        ending = f".{ending}"
    room = LONGEST_BYTES - len(ending.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + ending
