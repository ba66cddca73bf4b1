"""What is done while nobody is at the keys."""

from PySide6.QtCore import QObject, Qt

from sinhke_desktop.gui.away import WhileAway
from sinhke_desktop.gui.collecting import collector_waits, look_through


class Cycle:
    """Refers to itself, so that only a search finds it."""

    def __init__(self) -> None:
        self.itself = self


def test_what_became_garbage_after_it_was_read_is_found_while_nobody_reads(qapp) -> None:
    look_through()
    with collector_waits():
        made = [Cycle() for _ in range(100)]
    del made
    with collector_waits():
        assert look_through() == 0
    assert look_through() >= 100


def test_it_is_looked_through_only_while_the_person_is_away(qapp, qtbot) -> None:
    owner, done = QObject(), []
    away = WhileAway(owner, lambda: done.append(True))
    away.begin()
    away.waiting.setInterval(30)
    away.state_changed(Qt.ApplicationState.ApplicationInactive)
    away.state_changed(Qt.ApplicationState.ApplicationActive)
    away.went()
    away.came()
    qtbot.wait(80)
    assert not done
    away.went()
    qtbot.waitUntil(lambda: done == [True])
