"""Look whether every DLL that a binary of the package needs is in the package or part of Windows 10.

A cut too many shows here, before anything is run.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

OBJDUMP = "x86_64-w64-mingw32-objdump"
OF_WINDOWS = (
    "advapi32 authz bcrypt bcryptprimitives cfgmgr32 comctl32 comdlg32 crypt32 cryptbase d3d9 d3d11 d3d12 dcomp "
    "dnsapi dwmapi dwrite d2d1 dxgi gdi32 gdiplus icu icuuc icuin imm32 iphlpapi kernel32 kernelbase mpr mscms "
    "msvcrt ncrypt netapi32 normaliz ntdll ole32 oleaut32 opengl32 powrprof propsys psapi rpcrt4 secur32 setupapi "
    "shcore shell32 shlwapi ucrtbase uiautomationcore user32 userenv usp10 uxtheme version windowscodecs winhttp "
    "winmm winspool.drv wintrust winusb wldap32 ws2_32 wsock32 wtsapi32"
)
"""What every Windows 10 since 1809 has in its system folder."""


def imports(path: Path) -> set[str]:
    """The DLLs that the binary *path* names, in small letters."""
    told = subprocess.run([OBJDUMP, "-p", str(path)], capture_output=True, text=True, errors="replace", check=True)
    return {name.lower() for name in re.findall(r"^\s*DLL Name: (\S+)", told.stdout, re.MULTILINE)}


def check(folder: Path) -> None:
    """Raise ValueError naming each DLL that a binary below *folder* needs and that nobody has."""
    binaries = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in (".dll", ".pyd", ".exe")]
    packed = {path.name.lower() for path in binaries}
    missing = [
        f"{path.relative_to(folder)} needs {name}"
        for path in binaries
        for name in sorted(imports(path))
        if name not in packed and not _of_windows(name)
    ]
    if missing:
        raise ValueError("DLLs that are in neither the package nor Windows:\n" + "\n".join(missing))


def _of_windows(name: str) -> bool:
    return name.startswith(("api-ms-win-", "ext-ms-")) or name.removesuffix(".dll") in OF_WINDOWS.split()
