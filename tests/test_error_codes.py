"""The list of error codes is read from the program's text: with what is said, wherever the code stands."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "packaging"))

from error_codes import collect, write_codes  # found through the line above

PROGRAM = """
class Torn(Refused):
    code = "AB-01"

    def __init__(self, missing):
        super().__init__(_("It is torn by {count}.").format(count=missing), _("Copy it."))


class Held(SinhkeError):
    code = "AB-02"


UNREAD, BLANK = "AB-03", "AB-04"


def _same(twin):
    text = _("Twice: {twin}.")
    return text.format(twin=twin)


def check(value):
    text = _("Too big.") if value > 9 else _("Too small.")
    problems = [Problem("value", text, "AB-05"), Problem("value", _same(value), "AB-06")]
    raise Held(_("Somebody holds it."), _("Wait.")) if problems else SinhkeError(_("Shut."), "", "AB-07")


WORDS = {UNREAD: _("It cannot be read.")}
KINDS = {"odd": ("AB-08", N_("Odd."), _("Choose another."))}
SILENT = ["AB-09"]
NO_CODE = "UTF-16"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "src" / "sinhke_desktop"
    folder.mkdir(parents=True)
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    (folder / "sample_people.py").write_text('TAG = "HS-01"\n', encoding="utf-8")
    return folder


def test_what_is_said_with_a_code_is_found_wherever_the_code_stands(source: Path) -> None:
    assert collect(source) == {
        "AB-01": [("It is torn by {count}.", "Copy it.")],
        "AB-02": [("Somebody holds it.", "Wait.")],
        "AB-03": [("It cannot be read.", "")],
        "AB-04": [],
        "AB-05": [("Too big.", ""), ("Too small.", "")],
        "AB-06": [("Twice: {twin}.", "")],
        "AB-07": [("Shut.", "")],
        "AB-08": [("Odd.", "Choose another.")],
        "AB-09": [],
    }


def test_the_list_is_made_again_only_after_the_program_changed(source: Path, tmp_path: Path) -> None:
    (tmp_path / "resources" / "help").mkdir(parents=True)
    target = write_codes(tmp_path)
    target.write_text("{}", encoding="utf-8")
    assert write_codes(tmp_path).read_text(encoding="utf-8") == "{}"
    (source / "new.py").write_text('code = "AB-10"\n', encoding="utf-8")
    later = target.stat().st_mtime + 5
    os.utime(source / "new.py", (later, later))
    assert '"AB-10"' in write_codes(tmp_path).read_text(encoding="utf-8")
