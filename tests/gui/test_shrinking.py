"""Photographs made small and clean before they are kept."""

import random

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage

from sinhke_desktop.domain.photo import MOST_BYTES, camera_parts
from sinhke_desktop.gui.households.shrinking import NotAPicture, as_jpeg, shrunk

EXIF = b"\xff\xe1\x00\x22Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00" + bytes.fromhex(
    "120103000100000006000000" + 8 * "0"
)
"""Says: turn the picture by 90 degrees (orientation 6)."""


def noise(width, height):
    chance = random.Random(3)
    return QImage(chance.randbytes(width * height * 4), width, height, QImage.Format.Format_RGB32).copy()


def photograph(tmp_path, image, name="ảnh nhà.jpg", exif=False, **texts):
    for key, value in texts.items():
        image.setText(key, value)
    path = tmp_path / name
    image.save(str(path))
    if exif:
        content = path.read_bytes()
        path.write_bytes(content[:2] + EXIF + content[2:])
    return path


def test_a_large_photograph_becomes_small(tmp_path):
    image = QImage(4000, 3000, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    kept = shrunk(photograph(tmp_path, image))
    small = QImage.fromData(QByteArray(kept))
    assert (small.width(), small.height()) == (1280, 960)
    assert len(kept) <= MOST_BYTES


def test_even_noise_fits(tmp_path):
    kept = as_jpeg(noise(1600, 1200))
    assert len(kept) <= MOST_BYTES
    assert not QImage.fromData(QByteArray(kept)).isNull()


def test_a_small_picture_keeps_its_size(tmp_path):
    kept = shrunk(photograph(tmp_path, noise(60, 40), "x.png"))
    small = QImage.fromData(QByteArray(kept))
    assert (small.width(), small.height()) == (60, 40)


def test_what_the_camera_wrote_is_gone_but_the_picture_stands_upright(tmp_path):
    path = photograph(tmp_path, noise(90, 30), exif=True, Description="Nhà ông A, 11.58, 109.03")
    assert camera_parts(path.read_bytes())
    kept = shrunk(path)
    assert camera_parts(kept) == []
    assert b"Exif" not in kept
    assert b"109.03" not in kept
    small = QImage.fromData(QByteArray(kept))
    assert (small.width(), small.height()) == (30, 90)


@pytest.mark.qt_log_ignore("JPEG datastream contains no image")
@pytest.mark.parametrize("content", [b"", b"not a picture", b"\xff\xd8\xff\xe0\x00\x10JFIF", b"GIF89a"])
def test_what_is_no_picture_is_refused_in_words(tmp_path, content):
    path = tmp_path / "giấy.jpg"
    path.write_bytes(content)
    with pytest.raises(NotAPicture) as refused:
        shrunk(path)
    assert "giấy.jpg" in refused.value.message


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(NotAPicture):
        shrunk(tmp_path / "nothing.jpg")
