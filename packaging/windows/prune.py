"""Cut from the Windows folder what the program never loads. Each cut is proven by packaging/windows/wine_test.py.

What stays is named for Qt, by far the largest; for the others what goes is named.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from windows import embedded_python

QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtSvg")
QT_LIBRARIES = ("pyside6.abi3.dll", *(f"Qt6{name[2:]}.dll" for name in QT_MODULES))
QT_PLUGINS = (
    "iconengines/qsvgicon.dll",
    "imageformats/qico.dll",
    "imageformats/qjpeg.dll",
    "imageformats/qsvg.dll",
    "platforms/qoffscreen.dll",
    "platforms/qwindows.dll",
)
RUNTIME = ("msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll", "vcruntime140.dll", "vcruntime140_1.dll")
"""Microsoft's C++ run-time, which PySide6 and shiboken6 bring along."""
ZONES = ("UTC", "Etc/UTC", "Etc/GMT", "Asia/Ho_Chi_Minh", "Asia/Saigon", "Asia/Bangkok")
"""Time zones a PostgreSQL server of an office may name; the program itself counts in UTC and Vietnam's fixed +07:00."""
NEVER_LOADED = (
    # Python's own: sqlite3 (the data file is SQLCipher's), Windows Installer files, sounds, the catalogue of
    # signatures; OpenSSL, as nothing speaks TLS by it: hashes are in Python too, keys and servers have newer ones
    "_sqlite3.pyd",
    "sqlite3.dll",
    "_msi.pyd",
    "winsound.pyd",
    "python.cat",
    "_hashlib.pyd",
    "_ssl.pyd",
    "libcrypto-3.dll",
    "libssl-3.dll",
    # videos, face models, graphs
    "site/cv2/opencv_videoio_ffmpeg*.dll",
    "site/cv2/data",
    # picture formats that neither papers nor scans use; OpenCV has decoders of its own
    "site/PIL/_avif*.pyd",
    "site/PIL/_webp*.pyd",
    "site/PIL/_imagingtk*.pyd",
    "site/PIL/_imagingcms*.pyd",
    "site/PIL/_imagingft*.pyd",
    # loaded by numpy only when asked for
    "site/numpy/random",
    "site/numpy/fft",
    "site/numpy/f2py",
    "site/numpy/testing",
    "site/numpy/polynomial",
    "site/numpy/_core/_*_tests*.pyd",
    "site/numpy/_core/_simd*.pyd",
    "site/numpy/_core/include",
    "site/numpy/_core/lib",
    "site/numpy/distutils",
    # for testing databases; databases of others; what waits for no answer
    "site/sqlalchemy/testing",
    "site/alembic/testing",
    "site/sqlalchemy/dialects/mssql",
    "site/sqlalchemy/dialects/mysql",
    "site/sqlalchemy/dialects/oracle",
    "site/sqlalchemy/ext/asyncio",
    # pydantic as it was before 2; what type checkers ask
    "site/pydantic/v1",
    "site/pydantic/mypy.py",
    # drawings that no paper has: codes are segno's
    "site/reportlab/graphics/barcode",
    "site/reportlab/graphics/charts",
    "site/reportlab/graphics/samples",
    "site/reportlab/graphics/widgets",
    # fonts: the program prints with its own
    "site/reportlab/fonts",
    # what cryptography asks of cffi is its binary alone; guessing the letters of XML
    "site/cffi",
    "site/pycparser*",
    "site/charset_normalizer*",
    # what translators write in; the program reads the compiled catalogue
    "site/sinhke_desktop/_data/translations/*/LC_MESSAGES/*.po",
    # where the building machine had the wheel
    "site/sinhke_desktop-*.dist-info/direct_url.json",
    # what a developer calls by hand
    "site/bin",
    "site/Scripts",
    "site/share",
)
PYTHON_MODULES = [
    "aifc", "antigravity", "asynchat", "asyncore", "cgi", "cgitb", "chunk", "crypt", "curses", "dbm", "distutils",
    "ftplib", "imaplib", "imghdr", "lib2to3", "mailbox", "mailcap", "msilib", "nntplib", "pickletools", "pipes",
    "poplib", "pydoc_data", "smtpd", "smtplib", "sndhdr", "sqlite3", "ssl", "sunau", "telnetlib", "this", "uu",
    "wave", "wsgiref", "xdrlib", "xmlrpc", "zipapp", "_pydecimal", "_pyio",
]  # fmt: skip
"""Of Python's standard library: mail, old protocols, sound files, tools to build, doubles of what is compiled."""
MAY_BE_ABSENT = ("site/bin", "site/Scripts", "site/share")
EVERYWHERE = ("tests", "__pycache__", "*.pyi", "*.pyx", "*.pxd", "*.lib", "*.a", "*.h", "*.c", "*.sfd", "py.typed")


def prune(folder: Path) -> None:
    """Cut *folder*, which holds Python and ``site`` with the wheels; raises ValueError if a named cut cuts nothing."""
    _qt(folder / "site" / "PySide6")
    _runtime(folder / "site" / "shiboken6")
    _zones(folder / "site" / "tzdata" / "zoneinfo")
    embedded_python.repack_modules(folder, PYTHON_MODULES)
    for pattern in NEVER_LOADED:
        found = list(folder.glob(pattern))
        if not found and pattern not in MAY_BE_ABSENT:
            raise ValueError(f"{pattern}: nothing to cut; look at what the new version of the package brings")
        for path in found:
            _remove(path)
    for pattern in EVERYWHERE:
        for path in sorted((folder / "site").rglob(pattern)):
            if path.exists():
                _remove(path)


def _qt(folder: Path) -> None:
    kept = {*QT_LIBRARIES, *RUNTIME, *(f"{name}.pyd" for name in QT_MODULES), "plugins"}
    _keep(folder, kept, (".py",))
    plugins = {folder / "plugins" / name for name in QT_PLUGINS}
    for path in sorted((folder / "plugins").rglob("*"), reverse=True):
        if path.is_file() and path not in plugins:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    _all_there(plugins)


def _runtime(folder: Path) -> None:
    _keep(folder, {*RUNTIME, "Shiboken.pyd", "shiboken6.abi3.dll"}, (".py",))


def _zones(folder: Path) -> None:
    kept = {folder / name for name in ZONES}
    _all_there(kept)
    packages = {parent / "__init__.py" for path in kept for parent in path.parents}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path not in kept | packages:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _keep(folder: Path, names: set[str], endings: tuple[str, ...]) -> None:
    """Remove everything directly in *folder* but *names* and files with one of *endings*."""
    _all_there({folder / name for name in names})
    for path in sorted(folder.iterdir()):
        if path.name not in names and path.suffix not in endings:
            _remove(path)


def _all_there(paths: set[Path]) -> None:
    if missing := sorted(path.name for path in paths if not path.exists()):
        raise ValueError(f"not in the wheels any more: {', '.join(missing)}")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
