"""The meeting step of a round prints vote sheets and the minutes of counting of the hamlet that is chosen."""

from sinhke_desktop.domain.round_paper import PaperKind
from sinhke_desktop.domain.round_state import RoundStage
from sinhke_desktop.gui.rounds.page import RoundsPage


def test_each_button_asks_for_its_own_paper(open_page, two_poor, qtbot):
    frame = open_page(RoundsPage)
    page = frame.page
    page.new()
    page.dialog.form.set_text("plan_paper", "84/KH-UBND")
    page.dialog.confirm()
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    page.go_to(RoundStage.MEETING)
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    section, asked = page.sections[RoundStage.MEETING], []
    section._papers = lambda kind, ids, hamlet_id: asked.append(kind)
    for button in (section.ballots, section.counting, section.print):
        assert button.isVisible()
        button.click()
    assert asked == [PaperKind.VOTE_SHEETS, PaperKind.COUNTING, PaperKind.MINUTES]
