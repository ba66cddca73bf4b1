"""A section's wording: touched paragraphs stay the officer's, the others follow the data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.report import Sentence
from sinhke_desktop.domain.report_period import PeriodKind
from sinhke_desktop.domain.report_text import SECTIONS, Worded, kept_text, report_text_id, reworded, sections_of, worded

DRAFT = (Sentence("Có 07 hộ [1].", "households"), Sentence("Thu 5 đồng.", "income"), Sentence("Không ốm.", "sick"))
TEXTS = (
    st.text(st.sampled_from("ab {}-#.0"), min_size=1, max_size=8).map(lambda text: " ".join(text.split())).filter(bool)
)


def typed(lines: list[str], draft=DRAFT, shown: Worded | None = None) -> tuple[str, Worded]:
    before = shown or Worded(tuple(draft))
    after = reworded(before, draft, lines)
    return kept_text(after, draft), after


def test_untouched_wording_is_not_kept_at_all() -> None:
    assert typed([one.text for one in DRAFT])[0] == ""


def test_a_changed_sentence_stays_and_the_others_follow_new_data() -> None:
    kept, _after = typed(["Có 07 hộ [1].", "Thu được nhiều.", "Không ốm."])
    new = (Sentence("Có 08 hộ [1].", "households"), Sentence("Thu 9 đồng.", "income"), Sentence("Không ốm.", "sick"))
    found = worded(kept, new)
    assert found.lines == ("Có 08 hộ [1].", "Thu được nhiều.", "Không ốm.")
    assert [(one.own, one.stale) for one in found.sentences] == [(False, False), (True, True), (False, False)]
    assert [one.stale for one in worded(kept, DRAFT).sentences] == [False, False, False]


def test_a_sentence_taken_out_does_not_come_back_and_a_new_one_stands_in_its_place() -> None:
    kept, _after = typed(["Có 07 hộ [1].", "Không ốm."])
    later = (DRAFT[0], Sentence("Mới có.", "new"), *DRAFT[1:])
    found = worded(kept, later)
    assert found.lines == ("Có 07 hộ [1].", "Mới có.", "Không ốm.")
    assert found.taken_out == {"income"}


def test_a_new_sentence_before_all_others_stands_first() -> None:
    kept, _after = typed(["Của tôi.", "Có 07 hộ [1].", "Thu 5 đồng.", "Không ốm."])
    assert worded(kept, (Sentence("Đầu.", "first"), *DRAFT)).lines[0] == "Đầu."


def test_a_sentence_that_the_data_no_longer_say_goes_but_the_officers_words_for_it_stay() -> None:
    kept, _after = typed(["Có 07 hộ [1].", "Thu được nhiều.", "Không ốm.", "Thêm."])
    found = worded(kept, ())
    assert found.lines == ("Thu được nhiều.", "Thêm.")
    assert [one.stale for one in found.sentences] == [True, False]
    again = kept_text(reworded(found, (), list(found.lines)), ())
    assert worded(again, ()).lines == found.lines


def test_typing_the_draft_again_follows_it_again() -> None:
    kept, _after = typed(["Có 07 hộ [1].", "Khác.", "Không ốm."])
    shown = worded(kept, DRAFT)
    assert typed([one.text for one in DRAFT], shown=shown)[0] == ""


def test_a_sentence_taken_out_earlier_stays_out_when_another_is_changed() -> None:
    kept, _after = typed(["Có 07 hộ [1].", "Thu 5 đồng."])
    shown = worded(kept, DRAFT)
    again, _more = typed(["Có bảy hộ.", "Thu 5 đồng."], shown=shown)
    assert worded(again, DRAFT).lines == ("Có bảy hộ.", "Thu 5 đồng.")


def test_the_officers_sentence_that_says_what_the_draft_now_says_follows_it() -> None:
    kept, _after = typed(["Có 07 hộ [1].", "Thu 9 đồng.", "Không ốm."])
    now = (DRAFT[0], Sentence("Thu 9 đồng.", "income"), DRAFT[2])
    shown = worded(kept, now)
    assert typed(list(shown.lines), now, shown)[0] == ""


def test_a_section_kept_by_an_earlier_version_is_whole() -> None:
    found = worded("Đề nghị hỗ trợ giống cỏ.\nĐề nghị tiêm phòng.", DRAFT)
    assert found.lines == ("Đề nghị hỗ trợ giống cỏ.", "Đề nghị tiêm phòng.")
    assert all(one.own for one in found.sentences)
    assert kept_text(reworded(found, DRAFT, list(found.lines)), DRAFT) != ""


def test_only_the_officers_own_paragraphs_are_kept_with_a_sign_that_they_are_not_a_whole_old_section() -> None:
    kept, _after = typed(["Của tôi."], ())
    assert worded(kept, DRAFT).lines == ("Có 07 hộ [1].", "Thu 5 đồng.", "Không ốm.", "Của tôi.")


@given(st.lists(TEXTS, max_size=5), st.lists(TEXTS, max_size=5), st.lists(TEXTS, unique=True, max_size=4))
def test_whatever_is_typed_reads_back_the_same_and_once_more_after_another_change(first, second, drafted) -> None:
    draft = tuple(Sentence(text, f"k{number}") for number, text in enumerate(drafted))
    kept, _after = typed(first, draft)
    shown = worded(kept, draft) if kept else Worded(draft)
    assert list(shown.lines) == first
    again, _more = typed(second, draft, shown)
    assert list((worded(again, draft) if again else Worded(draft)).lines) == second


@pytest.mark.parametrize(("kind", "missing"), [
    (PeriodKind.MONTH, {"plan", "assessment", "lessons"}), (PeriodKind.YEAR, {"assessment", "lessons"}),
    (PeriodKind.FINAL, set()),
])  # fmt: skip
def test_each_kind_of_report_has_its_parts(kind, missing) -> None:
    assert sections_of(kind) == tuple(one for one in SECTIONS if one not in missing)


def test_a_section_has_one_id_on_every_machine() -> None:
    assert report_text_id("1", "m", "2025", "money") == report_text_id("1", "m", "2025", "money")
    assert report_text_id("1", "m", "2025", "money") != report_text_id("1", "m", "2025-H1", "money")
