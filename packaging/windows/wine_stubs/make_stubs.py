"""DLLs that Windows 10 has and Debian's Wine 8 lacks, for the test's own Wine folder alone; never part of a package.

Their functions answer 0, but for the random numbers, which are real.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

GCC, OBJDUMP = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-objdump"
RANDOM = """
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PUCHAR bytes, SIZE_T room) { return RtlGenRandom(bytes, room); }
"""
LACKING = {"icuuc.dll": "site/PySide6/Qt6Core.dll"}
NAMED = re.compile(r"^\s+[0-9a-f]+\s+(?:<none>\s+)?[0-9a-f]+\s+(\w+)\s*$", re.MULTILINE)
"""A line of objdump with an imported function."""
MARK = b"wine stub, for tests only"


def make(version_folder: Path, target: Path) -> list[Path]:
    """Compile the stubs into *target*; which functions they need is read from the packaged Qt."""
    sources = {"bcryptprimitives.dll": RANDOM}
    for name, needed_by in LACKING.items():
        functions = imported(version_folder / needed_by, name)
        sources[name] = "\n".join(f"__declspec(dllexport) long long {one}(void) {{ return 0; }}" for one in functions)
    made = []
    for name, source in sources.items():
        text = f'__declspec(dllexport) const char mark[] = "{MARK.decode()}";\n{source}\n'
        path = target / name
        words = [GCC, "-shared", "-Os", "-s", "-x", "c", "-", "-o", str(path), "-ladvapi32"]
        subprocess.run(words, input=text, text=True, check=True)
        made.append(path)
    return made


def imported(binary: Path, dll: str) -> list[str]:
    """The functions that *binary* takes from *dll*."""
    told = subprocess.run([OBJDUMP, "-p", str(binary)], capture_output=True, text=True, errors="replace", check=True)
    lists = [one for one in told.stdout.split("DLL Name: ") if one.lower().startswith(dll)]
    if not lists:
        raise ValueError(f"{binary.name} takes nothing from {dll} any more")
    return sorted({name for one in lists for name in NAMED.findall(one)})
