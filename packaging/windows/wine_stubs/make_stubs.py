"""DLLs that Windows 10 has and Debian's Wine 8 lacks, for the test's own Wine folder alone; never part of a package.

Functions of the two that Wine has not at all answer 0, but for the random numbers, which are real; ucrtbase.dll is
Wine's own with the few functions that Wine leaves out.
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
COMPLEX = """
struct single { float real, imaginary; };
struct twice { double real, imaginary; };
float crealf(struct single z) { return z.real; }
float cimagf(struct single z) { return z.imaginary; }
double creal(struct twice z) { return z.real; }
double cimag(struct twice z) { return z.imaginary; }
double creall(struct twice z) { return z.real; }
double cimagl(struct twice z) { return z.imaginary; }
"""
"""What numpy asks of ucrtbase.dll when pictures are read and Wine lacks; all else goes on to Wine's."""
OF_COMPLEX = tuple(re.findall(r"(\w+)\(struct", COMPLEX))
RUNTIME, COPY = "ucrtbase.dll", "winecrt.dll"
OF_WINE, OF_COPY = b"Wine builtin DLL", b"Wine DLL, copied"
"""Wine takes a file with its own mark for the one in its own folder."""
LACKING = {"icuuc.dll": "site/PySide6/Qt6Core.dll"}
NAMED = re.compile(r"^\s+[0-9a-f]+\s+(?:<none>\s+)?[0-9a-f]+\s+(\w+)\s*$", re.MULTILINE)
"""A line of objdump with an imported function."""
EXPORTED = re.compile(r"^\s+\[ *\d+\] (?:\+base\[ *\d+\] +[0-9a-f]+ )?(\S+)$", re.MULTILINE)
"""A line of objdump with an exported function."""
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
    return [*made, _runtime(target)]


def imported(binary: Path, dll: str) -> list[str]:
    """The functions that *binary* takes from *dll*."""
    told = subprocess.run([OBJDUMP, "-p", str(binary)], capture_output=True, text=True, errors="replace", check=True)
    lists = [one for one in told.stdout.split("DLL Name: ") if one.lower().startswith(dll)]
    if not lists:
        raise ValueError(f"{binary.name} takes nothing from {dll} any more")
    return sorted({name for one in lists for name in NAMED.findall(one)})


def _runtime(target: Path) -> Path:
    """Put Microsoft's C run-time in *target*: Wine's under another name, and one in front that adds :data:`COMPLEX`."""
    path = target / RUNTIME
    wine = path.read_bytes()
    told = subprocess.run([OBJDUMP, "-p", str(path)], capture_output=True, text=True, errors="replace", check=True)
    names = EXPORTED.findall(told.stdout.partition("[Ordinal/Name Pointer] Table")[2])
    if OF_WINE not in wine or not set(OF_COMPLEX) < set(names):
        raise ValueError(f"{path} is not Wine's own")
    (target / COPY).write_bytes(wine.replace(OF_WINE, OF_COPY))
    lines = [f'"{name}"' if name in OF_COMPLEX else f'"{name}" = "{Path(COPY).stem}.{name}"' for name in names]
    definition = target / "ucrtbase.def"
    definition.write_text("\n".join([f"LIBRARY {RUNTIME}", "EXPORTS", *lines, ""]), encoding="ascii")
    words = [GCC, "-shared", "-Os", "-s", "-fno-builtin", "-nostdlib", "-Wl,-e,0", "-x", "c", "-"]
    words += ["-x", "none", str(definition), "-o", str(path)]
    text = f'__declspec(dllexport) const char mark[] = "{MARK.decode()}";\n{COMPLEX}'
    subprocess.run(words, input=text, text=True, check=True)
    definition.unlink()
    return path
