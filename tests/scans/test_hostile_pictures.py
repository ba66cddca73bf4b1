"""Files that are broken, odd or meant to do harm: each gets its sentence, nothing is lost, nothing crashes."""

import io
import json
import os
import resource
import signal
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from sinhke_desktop.__main__ import READERS, main
from sinhke_desktop.documents.preview import render_page
from sinhke_desktop.domain.read_page import NO_MARKERS
from sinhke_desktop.domain.scan_page import ScanState
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.progress import Cancelled
from sinhke_desktop.scans import page_reader, pictures, reading
from sinhke_desktop.scans.pictures import NoPicture, pages_of
from sinhke_desktop.services import form_reading
from sinhke_desktop.services.form_reading import PageResult, read_files
from sinhke_desktop.storage import scan_pages
from sinhke_desktop.workbooks.reading import read_workbook

DATA = Path(__file__).parents[1] / "data"
PDF = DATA / "phieu-th1.pdf"
DOTS = 150


def page_picture(number: int = 0) -> np.ndarray:
    """A printed form in grey."""
    width, height, pixels = render_page(PDF.read_bytes(), number, DOTS / 72)
    return np.frombuffer(pixels, np.uint8).reshape(height, width, 3).mean(axis=2).astype(np.uint8)


def encoded(picture: np.ndarray, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, kind, **options)
    return out.getvalue()


def waiting_files(workspace) -> list[str]:
    with workspace.database.read() as connection:
        return [page.file for page in scan_pages.in_state(connection, ScanState.WAITING)]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(edge: int) -> bytes:
    """A grey PNG of *edge* x *edge* white dots in a few kilobytes."""
    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * edge
    body = b"".join(packer.compress(row) for _row in range(edge)) + packer.flush()
    head = struct.pack(">IIBBBBB", edge, edge, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def blank_pdf(pages: int, password: str = "") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password) if password else None)
    for _page in range(pages):
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def broken_page_pdf() -> bytes:
    """A form, a page that is none, a form."""
    document = pdfium.PdfDocument(PDF.read_bytes())
    tiny = document.new_page(14_000, 10, 1)
    tiny.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


DAMAGED = "bị hỏng hoặc mới chép được một phần"
REFUSED = {
    "zero.jpg": (lambda: b"", "không có nội dung nào"),
    "text.jpg": (lambda: "Kính gửi Ủy ban nhân dân xã".encode() * 40, "không phải ảnh hoặc PDF"),
    "cut.jpg": (lambda: encoded(page_picture(), "JPEG")[:300], DAMAGED),
    "cut.png": (lambda: encoded(page_picture(), "PNG")[:20], DAMAGED),
    "cut.pdf": (lambda: PDF.read_bytes()[:700], DAMAGED),
    "cut.tif": (lambda: encoded(page_picture(), "TIFF")[:100], DAMAGED),
    "cut.webp": (lambda: encoded(page_picture(), "WEBP")[:60], DAMAGED),
    "locked.pdf": (lambda: blank_pdf(1, "mật khẩu"), "có đặt mật khẩu"),
    "thousands.pdf": (lambda: blank_pdf(3000), "quá nhiều trang"),
    "bomb.png": (lambda: bomb(30_000), "Ảnh quá lớn"),
    "stamp.png": (lambda: encoded(page_picture()[:150, :300], "PNG"), "Ảnh quá nhỏ"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_gets_its_sentence_and_the_next_file_is_read(workspace, tmp_path, name) -> None:
    make, sentence = REFUSED[name]
    hostile, good = tmp_path / name, tmp_path / "phiếu tốt.jpg"
    hostile.write_bytes(make())
    good.write_bytes(encoded(page_picture(), "JPEG"))
    told = read_files(workspace, [hostile, good])
    assert sentence in told.files[0].failure
    assert told.files[0].failure.endswith("(PG-04)")
    assert told.files[0].pages == ()
    assert [page.result for page in told.files[1].pages] == [PageResult.KEPT]
    assert waiting_files(workspace) == [good.name]


def test_a_picture_cut_short_is_read_as_far_as_it_goes_or_refused_never_ticked(workspace, tmp_path) -> None:
    whole = {"half.jpg": encoded(page_picture(), "JPEG"), "half.png": encoded(page_picture(), "PNG")}
    for name, content in whole.items():
        (tmp_path / name).write_bytes(content[: len(content) // 2])
    for file in read_files(workspace, [tmp_path]).files:
        assert file.failure or [page.marked for page in file.pages] == [0]


def test_a_file_that_vanished_and_a_folder_without_pictures_are_told(workspace, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "ghi chú.txt").write_text("không có ảnh")
    told = read_files(workspace, [tmp_path / "gone.jpg", tmp_path / "empty"])
    assert "kiểm tra xem tệp còn ở đó không" in told.files[0].failure
    assert "không có ảnh hay PDF" in told.files[1].failure
    assert told.kept == 0


def test_a_page_in_the_middle_that_cannot_be_read_loses_nothing_before_it_and_says_where(workspace, tmp_path) -> None:
    (tmp_path / "stack.pdf").write_bytes(broken_page_pdf())
    (file,) = read_files(workspace, [tmp_path]).files
    assert len(file.pages) == 1
    assert "Ảnh quá nhỏ" in file.failure
    assert "Trước đó đã đọc được 1 trang" in file.failure


def test_an_animated_picture_gives_its_first_one(workspace, tmp_path) -> None:
    first, second = Image.fromarray(page_picture()), Image.fromarray(page_picture(1))
    first.save(tmp_path / "moving.webp", save_all=True, append_images=[second], lossless=True)
    (file,) = read_files(workspace, [tmp_path]).files
    assert file.failure == ""
    assert [page.code.page for page in file.pages] == [1]


def test_every_page_of_a_tiff_is_read(workspace, tmp_path) -> None:
    first, second = Image.fromarray(page_picture()), Image.fromarray(page_picture(1))
    first.save(tmp_path / "both.tif", save_all=True, append_images=[second], compression="tiff_lzw")
    (file,) = read_files(workspace, [tmp_path]).files
    assert [(page.place, page.result) for page in file.pages] == [(1, PageResult.KEPT), (2, PageResult.KEPT)]


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photograph_turned_by_its_note_is_read(workspace, tmp_path, turn) -> None:
    note = Image.Exif()
    note[274] = turn
    back = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270}  # fmt: skip
    seen = Image.fromarray(page_picture())
    (seen.transpose(back[turn]) if turn in back else seen).save(tmp_path / "turned.jpg", exif=note)
    (file,) = read_files(workspace, [tmp_path]).files
    assert [page.code.page for page in file.pages] == [1]


def test_the_same_picture_twice_is_kept_once(workspace, tmp_path) -> None:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(encoded(page_picture(), "JPEG"))
    told = read_files(workspace, [tmp_path])
    assert [page.result for file in told.files for page in file.pages] == [PageResult.KEPT, PageResult.KNOWN]
    assert told.kept == 1


def test_a_photograph_of_something_else_is_kept_as_it_came(workspace, tmp_path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (900, 1200)).astype(np.uint8)
    (tmp_path / "con bò.jpg").write_bytes(encoded(cv2.resize(noise[:12, :16], (1200, 900)), "JPEG"))
    (file,) = read_files(workspace, [tmp_path]).files
    assert [(page.result, page.code) for page in file.pages] == [(PageResult.KEPT, None)]
    assert file.pages[0].remarks == (form_reading.remark(NO_MARKERS),)


class Childs:
    """Notes every child that is started."""

    def __init__(self, monkeypatch) -> None:
        self.started: list[reading.subprocess.Popen] = []
        popen = reading.subprocess.Popen

        def start(*words, **options):
            self.started.append(popen(*words, **options))
            return self.started[-1]

        monkeypatch.setattr(reading.subprocess, "Popen", start)


def test_a_child_that_is_killed_loses_one_file_and_is_started_anew(workspace, tmp_path, monkeypatch) -> None:
    for number in range(3):
        (tmp_path / f"{number}.jpg").write_bytes(encoded(page_picture(number), "JPEG"))
    children = Childs(monkeypatch)

    class Killer:
        def step(self, done: int, total: int) -> None:
            if done == 1 and len(children.started) == 1:
                os.kill(children.started[0].pid, signal.SIGKILL)

    told = read_files(workspace, [tmp_path], Killer())
    assert ["làm hỏng việc đọc" in file.failure for file in told.files] == [False, True, False]
    assert [len(file.pages) for file in told.files] == [1, 0, 1]
    assert waiting_files(workspace) == ["0.jpg", "2.jpg"]
    assert len(children.started) == 2
    assert all(child.poll() is not None for child in children.started)


def test_a_child_that_died_between_two_files_loses_none(tmp_path, monkeypatch) -> None:
    (tmp_path / "one.jpg").write_bytes(encoded(page_picture(), "JPEG"))
    children = Childs(monkeypatch)
    with reading.PageReader() as reader:
        assert len(list(reader.pages(tmp_path / "one.jpg"))) == 1
        children.started[0].kill()
        children.started[0].wait()
        assert len(list(reader.pages(tmp_path / "one.jpg"))) == 1


def test_a_child_that_listens_no_more_is_told_and_replaced(tmp_path, monkeypatch) -> None:
    script = tmp_path / "deaf.py"
    script.write_text(
        "import os, sys, threading; sys.stdin.readline(); os.close(0);"
        "os.write(1, b'{\"end\": 0}\\n'); threading.Event().wait()"
    )
    command = reading.reader_command
    with reading.PageReader() as reader:
        monkeypatch.setattr(reading, "reader_command", lambda: [sys.executable, str(script)])
        assert list(reader.pages(PDF)) == []
        with pytest.raises(reading.PictureRefused) as told:
            list(reader.pages(PDF))
        assert "làm hỏng việc đọc" in str(told.value)
        monkeypatch.setattr(reading, "reader_command", command)
        assert len(list(reader.pages(PDF))) == 4


def test_pages_that_wait_when_the_reading_is_left_are_let_go(tmp_path, monkeypatch) -> None:
    script = tmp_path / "eager.py"
    line = {"place": 1, "code": None, "ticks": [], "problem": NO_MARKERS, "picture": 0}
    script.write_text(f"import sys; sys.stdin.readline(); print(({json.dumps(line)!r} + chr(10)) * 200, flush=True)")
    monkeypatch.setattr(reading, "reader_command", lambda: [sys.executable, str(script)])
    children = Childs(monkeypatch)
    with reading.PageReader() as reader:
        assert next(reader.pages(PDF)).problem == NO_MARKERS
        assert children.started[0].poll() is not None


@pytest.mark.parametrize("says", ["b'{'", "b'[]\\n'", "b'x' * 300_000", "b'{\"picture\": 5}\\nabc'", "b'{}\\n'"])
def test_a_child_that_talks_nonsense_is_told(tmp_path, monkeypatch, says) -> None:
    script = tmp_path / "nonsense.py"
    script.write_text(f"import sys; sys.stdin.readline(); sys.stdout.buffer.write({says})")
    monkeypatch.setattr(reading, "reader_command", lambda: [sys.executable, str(script)])
    with reading.PageReader(page_seconds=10) as reader, pytest.raises(reading.PictureRefused) as told:
        list(reader.pages(PDF))
    assert "làm hỏng việc đọc" in str(told.value)


def test_a_child_that_hangs_is_ended_in_time_and_the_next_file_gets_a_new_one(tmp_path, monkeypatch) -> None:
    script = tmp_path / "silent.py"
    script.write_text("import threading; threading.Event().wait()")
    children = Childs(monkeypatch)
    command = reading.reader_command
    monkeypatch.setattr(reading, "reader_command", lambda: [sys.executable, str(script)])
    with reading.PageReader(page_seconds=0.3) as reader:
        with pytest.raises(reading.PictureRefused) as told:
            list(reader.pages(PDF))
        assert "quá lâu" in str(told.value)
        assert children.started[0].poll() is not None
        monkeypatch.setattr(reading, "reader_command", command)
        reader._page_seconds = 30
        assert len(list(reader.pages(PDF))) == 4


def test_giving_up_in_the_middle_keeps_what_was_read_and_ends_the_child(workspace, tmp_path, monkeypatch) -> None:
    for number in range(3):
        (tmp_path / f"{number}.jpg").write_bytes(encoded(page_picture(number), "JPEG"))
    children = Childs(monkeypatch)

    class GivesUp:
        def step(self, done: int, total: int) -> None:
            if done == 1:
                raise Cancelled

    told = read_files(workspace, [tmp_path], GivesUp())
    assert told.stopped
    assert [file.path.name for file in told.files] == ["0.jpg"]
    assert waiting_files(workspace) == ["0.jpg"]
    assert children.started[0].poll() is not None


def test_giving_up_after_the_last_page_is_no_giving_up(workspace, tmp_path) -> None:
    (tmp_path / "0.jpg").write_bytes(encoded(page_picture(), "JPEG"))

    class Late:
        def step(self, done: int, total: int) -> None:
            if done == total:
                raise Cancelled

    told = read_files(workspace, [tmp_path], Late())
    assert (told.stopped, told.kept) == (False, 1)


def test_a_full_disk_is_told_and_what_was_kept_stays(workspace, tmp_path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.jpg").write_bytes(encoded(page_picture(number), "JPEG"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    class Fills:
        def step(self, done: int, total: int) -> None:
            if done == 2:
                resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))

    try:
        with pytest.raises(SinhkeError) as told:
            read_files(workspace, [tmp_path], Fills())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert told.value.code in {"DL-03", "DL-04", "DL-09"}
    assert waiting_files(workspace) == ["0.jpg", "1.jpg"]
    again = read_files(workspace, [tmp_path])
    assert [page.result for file in again.files for page in file.pages] == [PageResult.KNOWN] * 2 + [
        PageResult.KEPT
    ] * 2


# What the child does, asked without a child ----------------------------------------------------------------------


def failing(path: Path) -> str:
    with pytest.raises(NoPicture) as told:
        list(pages_of(path))
    return str(told.value.args[0])


WORDS = {"Ảnh quá nhỏ": "too-small", "Ảnh quá lớn": "too-big", "quá nhiều trang": "too-many-pages",
         "có đặt mật khẩu": "password", DAMAGED: "damaged", "không phải ảnh hoặc PDF": "not-a-picture",
         "không có nội dung nào": "empty"}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_the_word_for_a_hostile_file(tmp_path, name) -> None:
    make, sentence = REFUSED[name]
    (tmp_path / name).write_bytes(make())
    assert failing(tmp_path / name) == WORDS[sentence]


def test_every_kind_of_picture_gives_the_same_page(tmp_path) -> None:
    for name, kind in (("a.png", "PNG"), ("a.bmp", "BMP"), ("a.tif", "TIFF"), ("a.webp", "WEBP")):
        (tmp_path / name).write_bytes(encoded(page_picture(), kind, **({"lossless": True} if kind == "WEBP" else {})))
        (seen,) = pages_of(tmp_path / name)
        assert np.array_equal(seen, page_picture()), name
    assert [max(one.shape) for one in pages_of(PDF)] == [2573] * 4


BOMB_READ = """
import resource, sys
from pathlib import Path
from sinhke_desktop.scans.reading import PageReader, PictureRefused
with PageReader() as reader:
    try:
        list(reader.pages(Path(sys.argv[1])))
    except PictureRefused:
        pass
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path) -> None:
    (tmp_path / "bomb.png").write_bytes(bomb(30_000))
    words = [sys.executable, "-c", BOMB_READ, str(tmp_path / "bomb.png")]
    done = subprocess.run(words, capture_output=True, check=True)
    assert int(done.stdout) < 300, "MiB; unpacked it takes 858"


@pytest.mark.parametrize(("said", "word"), [("pixels <= CV_IO_MAX_IMAGE_PIXELS", "too-big"), ("else", "damaged")])
def test_what_stops_opencv_is_a_limit_or_damage(tmp_path, monkeypatch, said, word) -> None:
    def stops(*_words, **_options):
        raise cv2.error(said)

    monkeypatch.setattr(cv2, "imdecode", stops)
    monkeypatch.setattr(cv2, "imdecodemulti", stops)
    for name, kind in (("a.png", "PNG"), ("a.tif", "TIFF")):
        (tmp_path / name).write_bytes(encoded(page_picture(), kind))
        assert failing(tmp_path / name) == word


def test_a_file_that_is_too_long_is_not_even_opened(tmp_path) -> None:
    with (tmp_path / "long.jpg").open("wb") as file:
        file.truncate(pictures.FILE_LIMIT + 1)
    assert failing(tmp_path / "long.jpg") == "too-big"


def test_a_tiff_with_more_pages_than_the_limit_is_read_up_to_it(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(pictures, "PAGE_LIMIT", 2)
    page = Image.fromarray(page_picture())
    page.save(tmp_path / "long.tif", save_all=True, append_images=[page] * 3, compression="tiff_lzw")
    seen = pages_of(tmp_path / "long.tif")
    assert [next(seen).shape, next(seen).shape] == [page_picture().shape] * 2
    with pytest.raises(NoPicture):
        next(seen)


def test_a_huge_tiff_is_too_big(workspace, tmp_path) -> None:
    Image.new("1", (30_000, 30_000), 1).save(tmp_path / "huge.tif", compression="group4")
    (file,) = read_files(workspace, [tmp_path]).files
    assert "Ảnh quá lớn" in file.failure


def test_a_large_picture_is_made_smaller_and_one_over_the_limit_refused(tmp_path, monkeypatch) -> None:
    (tmp_path / "large.png").write_bytes(encoded(np.full((9000, 300), 200, np.uint8), "PNG"))
    (made,) = pages_of(tmp_path / "large.png")
    assert made.shape == (pictures.LONGEST, 140)
    monkeypatch.setattr(pictures, "PIXEL_LIMIT", 1_000_000)
    assert failing(tmp_path / "large.png") == "too-big"


def test_a_pdf_page_that_cannot_be_drawn_is_damaged(tmp_path, monkeypatch) -> None:
    def fails(*_words, **_options):
        raise pdfium.PdfiumError("Failed to load page.")

    monkeypatch.setattr(pdfium.PdfDocument, "__getitem__", fails)
    assert failing(PDF) == "damaged"


def answers(capfdbinary, *paths: Path) -> list[dict]:
    """What the child says about files, without the pictures."""
    for path in paths:
        page_reader.send(path, sys.stdout.buffer)
    out, found = capfdbinary.readouterr().out, []
    while out:
        line, _end, out = out.partition(b"\n")
        found.append(json.loads(line))
        out = out[found[-1].get("picture", 0) :]
    return found


def test_the_child_gives_every_page_and_closes_the_file(capfdbinary, tmp_path) -> None:
    said = answers(capfdbinary, PDF, tmp_path / "gone.jpg", DATA / "ra-soat-2025.xlsx")
    assert [one["code"][3:] for one in said[:4]] == [[1, 1], [1, 1], [1, 2], [2, 2]]
    assert said[4:] == [{"end": 4}, {"failure": "unreadable"}, {"failure": "not-a-picture"}]


def test_the_child_reads_the_files_named_on_its_input_until_it_ends(capfdbinary, monkeypatch) -> None:
    limits = []
    monkeypatch.setattr(resource, "setrlimit", lambda *limit: limits.append(limit))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'"/nowhere.jpg"\n"/gone.pdf"\n')))
    assert page_reader.main() == 0
    assert capfdbinary.readouterr().out == b'{"failure": "unreadable"}\n' * 2
    assert [kind for kind, _limit in limits] == [resource.RLIMIT_AS, resource.RLIMIT_CORE]


def test_a_child_out_of_memory_says_so(capfdbinary, monkeypatch) -> None:
    def full(_path):
        raise MemoryError

    monkeypatch.setattr(pictures, "pages_of", full)
    assert answers(capfdbinary, PDF) == [{"failure": "too-big"}]


def test_the_program_itself_is_the_child_in_a_frozen_build(tmp_path, monkeypatch) -> None:
    started = tmp_path / "sinhke-desktop"
    started.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sinhke_desktop "$@"\n')
    started.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(started))
    with reading.PageReader() as reader:
        assert len(list(reader.pages(PDF))) == 4
    assert read_workbook(DATA / "ra-soat-2025.xlsx").sheets


def test_the_childs_words_are_no_commands_that_anybody_is_told(capsys) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert "read-forms" in told
    assert not [word for word in READERS if word in told]
