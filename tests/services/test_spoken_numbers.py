"""A machine's number through its QR symbol and back from a picture."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from sinhke_desktop.domain.spoken_number import grouped
from sinhke_desktop.errors import NotFound
from sinhke_desktop.scans.reading import PictureRefused
from sinhke_desktop.services import spoken_numbers

NUMBER = grouped("314159265358979323846264338327")


def picture(path: Path, number: str) -> Path:
    rows = np.array([[0 if cell == "1" else 255 for cell in row] for row in spoken_numbers.symbol(number)], np.uint8)
    cv2.imwrite(str(path), np.kron(np.pad(rows, 6, constant_values=255), np.ones((6, 6), np.uint8)))
    return path


def test_the_symbol_on_screen_reads_back_as_the_number(tmp_path: Path) -> None:
    assert spoken_numbers.from_picture(picture(tmp_path / "số.png", NUMBER)) == NUMBER


def test_a_picture_without_a_number_and_a_file_that_is_none_are_told_apart(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "trang.png"), np.full((300, 300), 255, np.uint8))
    with pytest.raises(NotFound):
        spoken_numbers.from_picture(tmp_path / "trang.png")
    (tmp_path / "x.png").write_bytes(b"khong phai anh")
    with pytest.raises(PictureRefused):
        spoken_numbers.from_picture(tmp_path / "x.png")


def test_a_reader_that_dies_or_hangs_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sinhke_desktop.scans import symbol_texts

    monkeypatch.setattr(symbol_texts, "reader_command", lambda: ["false"])
    with pytest.raises(PictureRefused):
        spoken_numbers.from_picture(tmp_path / "x.png")
    monkeypatch.setattr(symbol_texts, "reader_command", lambda: ["sh", "-c", "sleep 5"])
    monkeypatch.setattr(symbol_texts, "PAGE_SECONDS", 0.05)
    with pytest.raises(PictureRefused):
        spoken_numbers.from_picture(tmp_path / "x.png")
