"""Which machine this is: a store copied to another one must count on its own there (exchange.md c.5)."""

from __future__ import annotations

import hashlib
import secrets
import sys
from pathlib import Path

from sinhke_desktop.files import write_whole
from sinhke_desktop.paths import Folders

FILE = "machine-id"
_SYSTEM_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def system_id() -> str:
    """The operating system's own identity of this installation, or an empty text."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    for path in _SYSTEM_FILES:
        try:
            if found := path.read_text(encoding="ascii").strip():
                return found
        except (OSError, ValueError):
            continue
    return ""


def machine_id(folders: Folders) -> str:
    """64 hexadecimal digits that are this machine's and no other's; hashed, so that nothing leads back to it.

    Made of the system's identity; without one, a random file in the settings folder stands for it.
    """
    found = system_id()
    if not found:
        path = folders.config / FILE
        try:
            found = path.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            found = secrets.token_hex(16)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, found.encode())
    return hashlib.sha256(f"sinhke-machine-v1\0{found}".encode()).hexdigest()
