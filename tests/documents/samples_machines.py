"""The sheets with a receiving office's number and with a recovery code, their names at their longest."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from samples_tables import OFFICE
from worst_cases import DAY

from sinhke_desktop.documents.number_sheet import render_number_sheet
from sinhke_desktop.documents.recovery_sheet import render_recovery_sheet
from sinhke_desktop.domain.spoken_number import grouped

CODE = "W8WM-W8WM-W8WM-W8WM-W8WM-W8WM-W8WM-W8WM-WM"
OFFICER = "Công Huyền Tôn Nữ Thị Phương Nguyệt Ánh"
NUMBER = grouped("098765432109876543210987654321")
LETTERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "số của đơn vị tiếp nhận": ("render_number_sheet", partial(render_number_sheet, OFFICE, NUMBER, DAY)),
    "mã khôi phục": ("render_recovery_sheet", partial(render_recovery_sheet, CODE, OFFICE.name, OFFICER, DAY)),
}
