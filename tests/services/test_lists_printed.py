"""Lists of households on paper."""

import pypdfium2
import pytest

from sinhke_desktop.domain.access import Action
from sinhke_desktop.services import data_requests, issued_papers, lists_printed, privacy, register
from sinhke_desktop.services.lists_printed import ListNotPrinted


def words(path):
    pages = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    return " ".join(text.split())


def test_a_list_names_heads_hamlets_and_classes_and_nothing_else(village, tmp_path):
    workspace, ids = village
    data_requests.restrict(workspace, ids["Hồ Thị Lan"], "theo yêu cầu")
    rows = register.load(workspace).rows
    path = tmp_path / "danh sách.pdf"
    assert lists_printed.print_list(workspace, rows, "Hộ thôn Tân Tiến", path) == len(rows) - 1
    text = words(path)
    assert "Đỗ Đức Dũng" in text
    assert "Tân Tiến" in text
    assert "Hồ Thị Lan" not in text
    assert "01 hộ không nêu tên" in text
    assert "1980" not in text
    entry = privacy.accesses(workspace)[0]
    assert (entry.action, entry.detail) == (Action.PRINTED, "Danh sách hộ · Hộ thôn Tân Tiến")
    (kept,) = issued_papers.listed(workspace)
    assert issued_papers.pdf_of(workspace, kept.id) == path.read_bytes()
    assert ids["Hồ Thị Lan"] not in issued_papers.households_of(workspace, kept.id)


def test_nothing_or_too_much_is_refused_without_a_file(village, tmp_path, monkeypatch):
    workspace, _ids = village
    path = tmp_path / "x.pdf"
    with pytest.raises(ListNotPrinted):
        lists_printed.print_list(workspace, [], "x", path)
    monkeypatch.setattr(lists_printed, "MOST_PRINTED", 3)
    with pytest.raises(ListNotPrinted):
        lists_printed.print_list(workspace, register.load(workspace).rows, "x", path)
    assert not path.exists()
