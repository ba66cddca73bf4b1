"""A picture from a telephone or camera made small: upright, at most 1280 pixels, JPEG, nothing of the camera in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from sinhke_desktop.domain.photo import MOST_BYTES
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _

LONGEST_SIDE = 1280
QUALITIES = (80, 70, 60, 50, 40)
LARGEST_FILE = 60 * 2**20


class NotAPicture(SinhkeError):
    """The file cannot be read as a picture (``PA-03``); nothing was kept."""

    code = "PA-03"


def shrunk(path: Path) -> bytes:
    """The picture in *path* as a JPEG of at most 300 kB; may be called outside the window's thread.

    Raises :class:`NotAPicture`.
    """
    try:
        too_large = path.stat().st_size > LARGEST_FILE
    except OSError as error:
        raise _refused(path) from error
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if too_large or not reader.canRead():
        raise _refused(path)
    if size.isValid() and max(size.width(), size.height()) > LONGEST_SIDE:
        reader.setScaledSize(size.scaled(LONGEST_SIDE, LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise _refused(path)
    return as_jpeg(image)


def as_jpeg(image: QImage) -> bytes:
    """*image* repainted without anything that was written beside it, in the best quality that fits."""
    side = LONGEST_SIDE
    found = b""
    while True:
        plain = _plain(image, side)
        for quality in QUALITIES:
            found = _encoded(plain, quality)
            if len(found) <= MOST_BYTES:
                return found
        side = side * 3 // 4


def _plain(image: QImage, side: int) -> QImage:
    size = image.size()
    if max(size.width(), size.height()) > side:
        size = size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio)
    size = size.expandedTo(QSize(1, 1))
    plain = QImage(size, QImage.Format.Format_RGB32)
    plain.fill(Qt.GlobalColor.white)
    painter = QPainter(plain)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(plain.rect(), image)
    painter.end()
    return plain


def _encoded(image: QImage, quality: int) -> bytes:
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", quality)  # type: ignore[call-overload]
    return bytes(kept.data())


def _refused(path: Path) -> NotAPicture:
    return NotAPicture(
        _("{name} cannot be read as a picture. Nothing was kept.").format(name=path.name),
        _("Choose a photograph (JPEG or PNG)."),
    )
