"""The card's day and old number through the program: kept, sent, printed in the personal copy, erased with the rest."""

from datetime import date

from sinhke_desktop.domain.household import HouseholdInput, Member, MemberInput
from sinhke_desktop.domain.personal_copy import sections_of
from sinhke_desktop.domain.personal_fields import FIELDS, Mark
from sinhke_desktop.domain.visit_record import Visit
from sinhke_desktop.services import hamlets, households, integrity

HEAD = MemberInput(
    "Đỗ Đức Dũng", "Chủ hộ", "male", "1979", "Kinh", "058079001123", card_issued_on="03/05/2021",
    old_citizen_id="264123456",
)  # fmt: skip


def test_both_are_kept_and_emptied_again_and_the_journal_alone_tells_the_same(workspace):
    hamlet = hamlets.add(workspace, "Tân Tiến")
    kept = households.register(workspace, HouseholdInput(hamlet.id, (HEAD,)))
    head = households.get(workspace, kept.id).head
    assert (head.card_issued_on, head.old_citizen_id) == (date(2021, 5, 3), "264123456")
    paths = {entry.path.rpartition("/")[2]: entry.new for entry in households.history(workspace, kept.id)}
    assert (paths["card_issued_on"], paths["old_citizen_id"]) == ("2021-05-03", "264123456")
    bare = MemberInput("Đỗ Đức Dũng", "Chủ hộ", "male", "1979", "Kinh", "058079001123", id=head.id)
    changed = households.change(workspace, kept.id, HouseholdInput(hamlet.id, (bare,)))
    assert (changed.head.card_issued_on, changed.head.old_citizen_id) == (None, "")
    assert integrity.check(workspace).ok


def test_the_personal_copy_says_both(workspace):
    hamlet = hamlets.add(workspace, "Tân Tiến")
    kept = households.register(workspace, HouseholdInput(hamlet.id, (HEAD,)))
    lines = [line for section in sections_of(kept, "Tân Tiến", (), ()) for line in section.lines]
    assert ("Ngày cấp CCCD", "03/05/2021") in lines
    assert ("Số CMND cũ", "264123456") in lines


def test_the_personal_copy_says_what_a_visits_form_said_in_words(workspace):
    hamlet = hamlets.add(workspace, "Tân Tiến")
    kept = households.register(workspace, HouseholdInput(hamlet.id, (HEAD,)))
    visit = Visit(
        "v" * 32, "22828", kept.id, visited_on=date(2025, 11, 1), deprived="employment,cleanWater", kept="+-?",
        need_keys="loan,job", indicators_seen=True, sheet_number="12345674",
    )  # fmt: skip
    lines = [line for section in sections_of(kept, "Tân Tiến", (), (visit,)) for line in section.lines]
    assert ("Chỉ số thiếu hụt khi thăm", "Việc làm, Nguồn nước sinh hoạt") in lines
    assert ("Việc đã hẹn lần trước", "đã làm, chưa làm, chưa rõ") in lines
    assert ("Nhu cầu trên phiếu", "Vay vốn, Việc làm") in lines


def test_shared_screens_cover_both():
    for name in ("card_issued_on", "old_citizen_id"):
        assert FIELDS[Member][name].hidden
        assert FIELDS[Member][name].mark is not Mark.NONE
