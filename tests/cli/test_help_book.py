"""The help as a file, without any store."""

import json
from pathlib import Path

from sinhke_desktop.cli.main import parse, run
from sinhke_desktop.documents.preview import page_count
from sinhke_desktop.services import help_pages


def test_the_book_is_written_whole_and_its_pages_are_counted(tmp_path: Path, capsys) -> None:
    target = tmp_path / "sách.pdf"
    assert run(parse(["help-book", "--out", str(target), "--json"])) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"path": str(target), "pages": page_count(target.read_bytes())}
    assert told["pages"] > len(help_pages.book().chapters)
