"""What an opened file is and for whom."""

from pathlib import Path

import pytest

from sinhke_desktop.services import opened_files, pairing
from sinhke_desktop.services.opened_files import FileKind, FileRefused, check_usable, what_is
from sinhke_desktop.services.stick_files import opened_file
from sinhke_desktop.services.workspace import COMMUNE, OFFICE

KEPT = Path(__file__).parents[1] / "data" / "bundles-version-0004"


def code_of(act, *words) -> str:
    with pytest.raises(FileRefused) as caught:
        act(*words)
    return caught.value.code


def test_a_key_file_and_a_bundle_are_known_by_their_content_not_their_name(workspace, tmp_path):
    made = pairing.write_key_file(workspace, tmp_path).path
    other = tmp_path / "không đuôi"
    other.write_bytes(made.read_bytes())
    assert what_is(other) is FileKind.KEY_FILE
    assert opened_file(other).key_files == (other,)
    bundle = next(KEPT.glob("*.xxb"))
    assert what_is(bundle) is FileKind.BUNDLE
    assert opened_file(bundle).bundles == (bundle,)


@pytest.mark.parametrize(("ending", "kind", "name"), [
    (".xxr", FileKind.RECEIPT, "receipts"), (".xxc", FileKind.CERTIFICATE, "certificates"),
    (".xxt", FileKind.TOTALS, "bundles"),
])  # fmt: skip
def test_receipts_answers_and_numbers_are_known(ending, kind, name):
    for file in KEPT.glob(f"*{ending}"):
        assert what_is(file) is kind
        assert getattr(opened_file(file), name) == (file,)


def test_a_pack_is_one_by_its_ending_and_its_first_bytes(tmp_path):
    pack = tmp_path / "a.CAPNHAT"
    pack.write_bytes(b"PK\x03\x04")
    assert what_is(pack) is FileKind.UPDATE
    pack.write_bytes(b"PK")
    assert code_of(what_is, pack) == "MO-07"
    assert opened_file(pack) == opened_files.stick_files.StickFiles()


def test_a_file_that_is_gone_and_one_that_is_none_are_told(tmp_path):
    assert code_of(what_is, tmp_path / "mất.xxb") == "MO-06"
    (tmp_path / "thư.xxb").write_text("thư")
    assert code_of(what_is, tmp_path / "thư.xxb") == "MO-07"


def test_a_pack_that_cannot_be_read_is_none(tmp_path, monkeypatch):
    pack = tmp_path / "a.capnhat"
    pack.write_bytes(b"PK\x03\x04")

    def refuse(*_how, **_more):
        raise OSError(13, "no")

    monkeypatch.setattr(Path, "open", refuse)
    assert code_of(what_is, pack) == "MO-07"


def test_files_for_the_other_side_are_refused_with_where_to_open_them(tmp_path):
    for kind in (FileKind.RECEIPT, FileKind.CERTIFICATE):
        assert code_of(check_usable, kind, OFFICE, tmp_path / "a") == "MO-08"
        check_usable(kind, COMMUNE, tmp_path / "a")
    assert code_of(check_usable, FileKind.TOTALS, COMMUNE, tmp_path / "a") == "MO-08"
    for kind in (FileKind.BUNDLE, FileKind.KEY_FILE, FileKind.UPDATE):
        check_usable(kind, OFFICE, tmp_path / "a")
        check_usable(kind, COMMUNE, tmp_path / "a")
