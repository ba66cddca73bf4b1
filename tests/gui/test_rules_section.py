"""The poverty standards in the settings: what is in force, a province's file added, refused, removed."""

import pytest
from PySide6.QtWidgets import QDialog

from sinhke_desktop.gui.settings.page import SettingsPage
from sinhke_desktop.paths import resource
from sinhke_desktop.services.rules import rule_sets_for

RIGHT = (resource("rules") / "vn-2022.toml").read_text(encoding="utf-8")
LOCAL = (
    RIGHT.replace('"VN-2022"', '"KH-2025"')
    .replace("2022-01-01", "2025-01-01")
    .replace("1_500_000", "1_800_000")
    .replace("points = 140", "points = 150")
    + '\n[province]\nname = "Khánh Hòa"\ncode = "56"\n'
)


@pytest.fixture
def frame(open_page):
    return open_page(SettingsPage)


@pytest.fixture
def section(frame):
    return frame.page.rules


def states(section):
    return [section.model.columns[1].text(row) for row in section.model.rows]


def test_the_standard_in_force_is_chosen_and_told(section):
    assert states(section) == ["Đang dùng", "Từ năm 2027"]
    assert section.current().rules.id == "VN-2022"
    assert "Nghị định 07/2021/NĐ-CP" in section.facts.text()
    assert "Hộ cận nghèo: thu nhập không quá mức chuẩn" in section.facts.text()
    assert section.remove_button.isHidden()
    section.table.choose(1)
    assert "chưa được công bố" in section.facts.text()
    assert section.marks.text().startswith("Chưa kiểm chứng:")


def test_a_provinces_file_is_added_and_removed(section, frame, workspace, tmp_path):
    path = tmp_path / "khanh-hoa.toml"
    path.write_text(LOCAL, encoding="utf-8")
    section.add_file(path)
    assert rule_sets_for(workspace)[0].id == "KH-2025"
    assert "Đã thêm" in frame.toasts[-1][0]
    section.table.choose(2)
    assert "Chỉ áp dụng ở Khánh Hòa" in section.facts.text()
    section.remove_button.click()
    section.findChild(QDialog).primary.click()
    assert [one.file for one in section.model.rows] == ["vn-2022.toml", "vn-2027.toml"]
    assert len(rule_sets_for(workspace)) == 2


def test_a_wrong_file_is_refused_with_its_line_and_one_in_the_folder_is_named(section, workspace, tmp_path):
    path = tmp_path / "sai.toml"
    path.write_text(LOCAL.replace("1_800_000", "1_200_000"), encoding="utf-8")
    section.add_file(path)
    line = next(at for at, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if "1_200_000" in text)
    assert f"sai.toml, dòng {line}:" in section.notice.text()
    assert "(QT-07)" in section.notice.text()
    folder = workspace.folders.data / "rules"
    folder.mkdir()
    path.rename(folder / "sai.toml")
    section.refresh()
    assert states(section)[-1] == "Tệp sai"
    section.table.choose(2)
    assert f"dòng {line}" in section.notice.text()
    assert not section.remove_button.isHidden()
    section.remove_file("không-có.toml")
    assert "không-có.toml" in section.notice.text()
