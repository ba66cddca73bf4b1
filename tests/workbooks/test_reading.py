"""Reading workbooks through the child process, honest and hostile."""

import os
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from sinhke_desktop.progress import Cancelled
from sinhke_desktop.workbooks import reading
from sinhke_desktop.workbooks.reading import WorkbookRefused, read_workbook

DATA = Path(__file__).parents[1] / "data"


def refused(path, **options):
    began = time.monotonic()
    with pytest.raises(WorkbookRefused) as caught:
        read_workbook(path, **options)
    assert time.monotonic() - began < 15
    return caught.value.code


def test_worksheet_rows_and_columns_are_kept_when_the_sheet_begins_empty(write_sheet):
    path = write_sheet('<row r="5"><c r="C5"><v>7</v></c></row><row r="7"><c r="D7"><v>8</v></c></row>')
    (sheet,) = read_workbook(path).sheets
    assert sheet.first_row == 5
    assert [cell for cell in sheet.rows[0] if cell is not None] == [7]
    assert sheet.rows[0].index(7) == 2
    assert sheet.rows[2].index(8) == 3


def test_a_formula_gives_its_stored_value_or_itself_as_text(write_sheet):
    path = write_sheet(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+2</f></c><c r="C1"><v>4</v></c></row>'
    )
    (sheet,) = read_workbook(path).sheets
    assert sheet.rows[0] == (2, "=1+2", 4)
    assert sheet.odd == {(1, 1)}


def test_excel_97_is_read():
    (sheet,) = read_workbook(DATA / "ra-soat-2012-vntime.xls").sheets
    assert sheet.rows[5][:3] == (1, 1, "MÊu V¨n §øc")


def test_an_opendocument_sheet_is_read_with_its_dates(tmp_path):
    office, table = (
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    )
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:table="{table}" xmlns:text="{text}"><office:body>'
        '<office:spreadsheet><table:table table:name="DS"><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>Đức</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="1962-05-03"><text:p>3/5/62</text:p>'
        "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "ds.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    (sheet,) = read_workbook(path).sheets
    assert sheet.rows == (("Đức", date(1962, 5, 3)),)


def test_cells_in_both_corners_only_kill_the_child(write_sheet):
    path = write_sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert refused(path) == "EX-03"


def test_a_shared_string_repeated_without_end_is_stopped(write_sheet):
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 100_001))
    path = write_sheet(cells, f"<si><t>{'a' * 200_000}</t></si>")
    assert refused(path) in ("EX-02", "EX-03")


def test_a_zip_that_unpacks_to_too_much_is_refused(write_sheet):
    path = write_sheet("", extra={"xl/media/big.bin": bytes(501 * 1024 * 1024)})
    assert refused(path) == "EX-02"


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.95])
def test_a_truncated_workbook_is_damaged(tmp_path, kept):
    whole = (DATA / "ra-soat-2025.xlsx").read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(whole[: int(len(whole) * kept)])
    assert refused(path) == "EX-01"


def test_a_wrong_checksum_is_damaged(tmp_path):
    whole = bytearray((DATA / "ra-soat-2025.xlsx").read_bytes())
    with zipfile.ZipFile(DATA / "ra-soat-2025.xlsx") as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    place = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
    whole[place] ^= 0xFF
    path = tmp_path / "crc.xlsx"
    path.write_bytes(whole)
    assert refused(path) == "EX-01"


@pytest.mark.parametrize("content", [b"not a workbook at all", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_other_files_under_the_name_of_a_workbook_are_refused(tmp_path, content):
    path = tmp_path / "ds.xlsx"
    path.write_bytes(content)
    assert refused(path) == "EX-01"


def test_an_empty_file_and_an_empty_sheet_are_empty(tmp_path, write_sheet):
    path = tmp_path / "none.xlsx"
    path.write_bytes(b"")
    assert refused(path) == "EX-06"
    assert refused(write_sheet("")) == "EX-06"


def test_a_workbook_protected_by_a_password_is_told_so(tmp_path):
    path = tmp_path / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    assert refused(path) == "EX-05"


def test_macros_are_refused(write_sheet):
    assert refused(write_sheet("", extra={"xl/vbaProject.bin": b"x"}, name="ds.xlsm")) == "EX-09"


def test_a_file_that_is_not_there_is_unreadable(tmp_path):
    assert refused(tmp_path / "gone.xlsx") == "EX-08"


def test_a_file_over_50_mb_is_too_big(tmp_path):
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    assert refused(path) == "EX-02"


def test_a_child_that_never_answers_is_ended_in_time(monkeypatch, tmp_path):
    script = tmp_path / "silent.py"
    script.write_text("import threading; threading.Event().wait()")
    monkeypatch.setattr(reading, "reader_command", lambda path: [reading.sys.executable, str(script)])
    assert refused(DATA / "ra-soat-2025.xlsx", time_limit=0.5) == "EX-04"


def test_cancelling_ends_the_child(monkeypatch, tmp_path):
    script, told = tmp_path / "slow.py", tmp_path / "pid"
    script.write_text(
        f"import os, threading; open({str(told)!r} + '.part', 'w').write(str(os.getpid()));"
        f"os.rename({str(told)!r} + '.part', {str(told)!r}); threading.Event().wait()"
    )
    monkeypatch.setattr(reading, "reader_command", lambda path: [reading.sys.executable, str(script)])

    class Impatient:
        def step(self, done, total):
            if told.exists():
                raise Cancelled

    with pytest.raises(Cancelled):
        read_workbook(DATA / "ra-soat-2025.xlsx", Impatient())
    with pytest.raises(ProcessLookupError):
        os.kill(int(told.read_text()), 0)


def test_every_refusal_says_that_nothing_was_changed():
    for word in (
        "not-a-workbook",
        "damaged",
        "too-big",
        "died",
        "timeout",
        "password",
        "empty",
        "unreadable",
        "macros",
    ):
        error = reading.refusal(word)
        assert error.code.startswith("EX-0")
        assert len(error.message) > 30
        assert error.advice


def test_an_old_workbook_with_a_password_is_told_from_a_damaged_one(tmp_path):
    content = (DATA / "ra-soat-2012-vntime.xls").read_bytes()
    at = content.index(b"\x5c\x00\x70\x00")
    path = tmp_path / "khoa.xls"
    path.write_bytes(
        content[:at] + b"\x2f\x00\x70\x00\x01\x00\x01\x00\x01\x00" + bytes(range(106)) + content[at + 116 :]
    )
    assert refused(path) == "EX-05"
    path.write_bytes(content[:512] + bytes(2000) + content[2512:])
    assert refused(path) == "EX-01"
