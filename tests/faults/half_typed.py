"""Run as a program: types a new household into the record's page of a store, says ``kept``, types on until killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import stores
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.page import HouseholdsPage
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.paths import folders
from sinhke_desktop.services import half_filled, place
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.settings import Settings


def main(data: Path) -> None:
    """Type until the end."""
    app = QApplication([])
    theme.apply(app)
    where = folders(data)
    workspace = workspaces.open_with_password(where, stores.PASSWORD)
    place.check(workspace)
    window = QWidget()
    runner = Runner(window)
    context = Context(
        workspace, runner, Settings(data.parent / "config"), where, lambda *_said, **_undo: None,
        lambda *_went, **_how: None, lambda: None, lambda: None,
    )  # fmt: skip
    page = HouseholdsPage(context)
    QVBoxLayout(window).addWidget(page)
    window.show()
    page.new()
    page.record.members.rows[0].name.setText("Ka Dâng Thị Lơ")
    page.record.address.setText("Tổ 4")
    page.record.review.income.setText("118")

    def look() -> None:
        if half_filled.kept(workspace):
            sys.stdout.write("kept\n")
            sys.stdout.flush()
            watch.stop()
            more.start(1)

    watch, more = QTimer(), QTimer()
    watch.timeout.connect(look)
    more.timeout.connect(lambda: page.record.note.setText(page.record.note.text() + "x"))
    watch.start(20)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
