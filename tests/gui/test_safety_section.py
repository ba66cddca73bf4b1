"""Password and backup in the settings: of a store on a server the window says who makes the backups."""

from pathlib import Path

from PySide6.QtWidgets import QLabel

from sinhke_desktop.gui.settings.sections import SafetySection


def texts(section: SafetySection) -> list[str]:
    return [one.text() for one in section.findChildren(QLabel)]


def test_a_store_on_a_server_offers_no_backup_and_says_who_makes_it(qtbot, tmp_path: Path) -> None:
    section = SafetySection(tmp_path, ("Người quản trị sao lưu.", "postgresql+psycopg://a@b/c"))
    qtbot.addWidget(section)
    section.show()
    assert not section.backup.isVisible()
    assert {"Người quản trị sao lưu.", "postgresql+psycopg://a@b/c", str(tmp_path)} <= set(texts(section))


def test_a_store_in_a_file_offers_one(qtbot, tmp_path: Path) -> None:
    section = SafetySection(tmp_path)
    qtbot.addWidget(section)
    section.show()
    assert section.backup.isVisible()
