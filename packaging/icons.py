"""The program's icon in every size a package needs, drawn from resources/icons/sinhke.svg, which the window shows too.

python packaging/icons.py TARGET.ico
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parents[1] / "resources" / "icons" / "sinhke.svg"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""What Windows asks for at 100 % to 200 %, in lists, on the desktop and in the taskbar."""
PANEL, GROUND = (328, 628), 0xE7F0EC
"""The picture beside the installer's words, in dots at 200 %, and its colour: a light tint of the icon's."""


def png(size: int) -> bytes:
    """The icon as a square PNG of *size* dots, its ground transparent."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise ValueError("the icon cannot be drawn")
    return bytes(buffer.data().data())


def ico() -> bytes:
    """All :data:`SIZES` in one Windows icon file, each as PNG."""
    pictures = [png(size) for size in SIZES]
    place = 6 + 16 * len(pictures)
    head = [struct.pack("<HHH", 0, 1, len(pictures))]
    for size, picture in zip(SIZES, pictures, strict=True):
        shown = size % 256  # 256 is written as 0
        head.append(struct.pack("<BBBBHHII", shown, shown, 0, 0, 1, 32, len(picture), place))
        place += len(picture)
    return b"".join([*head, *pictures])


def write_panel(target: Path) -> None:
    """Write the installer's picture, the icon on a plain ground, as a bitmap of 24 bits."""
    width, height = PANEL
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(GROUND)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = width / 2
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(side / 2, side / 2, side, side))
    painter.end()
    if not image.save(str(target), "BMP"):  # type: ignore[call-overload]
        raise ValueError("the installer's picture cannot be drawn")


def write_ico(target: Path) -> None:
    """Write :func:`ico` to *target*."""
    target.write_bytes(ico())


if __name__ == "__main__":
    write_ico(Path(sys.argv[1]))
