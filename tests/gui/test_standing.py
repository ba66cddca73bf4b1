"""The words of the status bar."""

from datetime import UTC, date, datetime

from sinhke_desktop.domain.overview import Standing
from sinhke_desktop.gui.standing import words

TODAY = date(2025, 11, 20)
AT = datetime(2025, 11, 20, 3, 0, tzinfo=UTC)


def test_a_store_on_a_server_is_not_said_to_lack_a_backup() -> None:
    assert words(Standing(on_server=True), TODAY) == "Dữ liệu nằm trên máy chủ"
    assert words(Standing(), TODAY) == "Chưa có bản sao lưu"
    assert words(Standing(backup_at=AT), TODAY) == "Sao lưu gần nhất hôm nay 10:00"
