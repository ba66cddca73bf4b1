"""What goes into the frozen Linux program and what stays out; each cut is proven by ``make package-test``."""

from __future__ import annotations

from pathlib import PurePosixPath

LEFT_OUT_MODULES = [
    # of Python: no terminal, no window toolkit of its own, no network protocols (psycopg needs ssl)
    "tkinter", "_tkinter", "turtle", "idlelib", "curses", "_curses", "_curses_panel", "readline",
    "dbm", "_dbm", "_gdbm", "nis", "_uuid", "sqlite3", "_sqlite3", "lib2to3", "ensurepip", "distutils", "unittest",
    "pydoc", "pydoc_data", "doctest", "pdb", "xmlrpc", "ftplib", "imaplib", "smtplib", "poplib",
    # of the parts: picture formats that no paper holds, fonts drawn by others, the parts' own tests
    "PIL._avif", "PIL._webp", "PIL._imagingcms", "PIL._imagingft", "PIL._imagingtk", "PIL._imagingmorph",
    "PIL.ImageTk", "PIL.ImageQt", "defusedxml", "setuptools", "pkg_resources", "pip", "wheel", "pytest", "numpy.f2py",
    "numpy.testing", "numpy.distutils", "alembic.testing", "sqlalchemy.testing", "psycopg_pool", "psycopg_c",
    "MySQLdb", "psycopg2", "pysqlite2",
]  # fmt: skip

QT_MODULES = frozenset(("QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtSvg"))
QT_PLUGINS = frozenset((
    "platforms/libqxcb.so", "platforms/libqoffscreen.so", "platforms/libqminimal.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
    "platformthemes/libqxdgdesktopportal.so", "printsupport/libcupsprintersupport.so",
    "iconengines/libqsvgicon.so", "imageformats/libqsvg.so", "imageformats/libqjpeg.so", "imageformats/libqico.so",
    "xcbglintegrations/libqxcb-egl-integration.so", "xcbglintegrations/libqxcb-glx-integration.so",
))  # fmt: skip
QT_LIBRARIES_LEFT_OUT = (
    "libQt6Egl",
    "libQt6Network",
    "libQt6Wayland",
    "libQt6Wl",
    "libQt6Pdf",
    "libQt6Qml",
    "libQt6Quick",
)

HOST_LIBRARIES = (
    "libpython3",
    "libcrypto.so",
    "libssl.so",
    "libffi.so",
    "liblzma.so",
    "libbz2.so",
    "libexpat.so",
    "libmpdec.so",
)
"""What is taken from the machine that builds: Python and what its own extension modules need. All else is the system's
of the officer, by the package's dependencies."""
HOST_FOLDERS = ("/lib/", "/usr/lib/", "/lib64/", "/usr/lib64/")

STRIPPED = ("libpython3", "sqlcipher3/", "cryptography/", "pyrage/", "python_calamine/", "pydantic_core/", "zxingcpp")
"""Built with their debugging names in; the libraries of other parts are left byte for byte as they were published."""


def keeps(target: str, source: str) -> bool:
    """Whether the file *source* is wanted at *target*, its path below the program's folder."""
    path = PurePosixPath(target)
    if path.parts[0] == "PySide6":
        return _keeps_of_qt(path)
    if source.startswith(HOST_FOLDERS) and ".so" in path.name and not target.startswith("lib-dynload"):
        return path.name.startswith(HOST_LIBRARIES) or "lib-dynload" in target
    if path.parts[0] == "reportlab" and "fonts" in path.parts:
        return False
    if path.parts[0] == "pillow.libs":
        return not path.name.startswith(("libavif", "libwebp", "liblcms2", "libsharpyuv"))
    if path.parts[0].endswith(".dist-info"):
        return path.parts[0].startswith("psycopg") or (
            path.name == "METADATA" and path.parts[0].startswith("sinhke_desktop")
        )
    return path.suffix not in (".pyi", ".pxd", ".h", ".c", ".a", ".lib")


def _keeps_of_qt(path: PurePosixPath) -> bool:
    inside = path.parts[1:]
    if inside[0] == "Qt":
        if inside[1] == "plugins":
            return "/".join(inside[2:]) in QT_PLUGINS
        return inside[1] == "lib" and not path.name.startswith(QT_LIBRARIES_LEFT_OUT)
    name = inside[0].partition(".")[0]
    return not name.startswith("Qt") or name in QT_MODULES
