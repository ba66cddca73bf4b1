"""Rows and numbers sent alone of a commune with several codes: nothing is counted twice, whatever the order."""

from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.commune_totals import CommuneTotal, TotalCell, TotalColumn, TotalRow
from sinhke_desktop.domain.merged_totals import CodeTotal, merged_total

NOW, OLD, OLDER = "22828", "22435", "22480"


def total(number):
    return CommuneTotal("register", columns=(TotalColumn("Số hộ"),), rows=(TotalRow("all", "", (TotalCell(number),)),))


def rows(code, number, **sent):
    return CodeTotal(code, True, total(number), **sent)


def number(found):
    return found.number("all") if found is not None else None


def numbers(parts):
    found = merged_total(NOW, parts)
    return number(found.total), number(found.alone), found.sent_alone


def test_numbers_of_the_whole_stand_beside_the_rows_of_the_old_codes_and_are_in_no_sum():
    parts = [rows(OLD, 30), rows(OLDER, 12), CodeTotal(NOW, sent=total(45), sent_at="3")]
    assert numbers(parts) == (42, 45, False)


def test_equal_numbers_are_not_shown_twice():
    assert numbers([rows(OLD, 30), CodeTotal(NOW, sent=total(30), sent_at="3")]) == (30, None, False)


def test_without_rows_the_newest_numbers_of_the_whole_stand_for_the_old_codes_too():
    parts = [CodeTotal(OLD, sent=total(30), sent_at="1", merged_at="2"), CodeTotal(NOW, sent=total(45), sent_at="3")]
    assert numbers(parts) == (45, None, True)


def test_numbers_that_were_sent_before_the_merger_are_of_their_own_code_only():
    parts = [CodeTotal(OLD, sent=total(30), sent_at="1", merged_at="5"), CodeTotal(NOW, sent=total(45), sent_at="3")]
    assert numbers(parts) == (75, None, True)
    assert numbers([rows(OLD, 31, merged_at="5"), CodeTotal(NOW, sent=total(45), sent_at="3")]) == (76, None, True)


def test_what_an_old_code_without_rows_sent_stands_in_beside_the_rows_of_the_others():
    parts = [rows(OLD, 30), CodeTotal(OLDER, sent=total(12), sent_at="1", merged_at="2"),
             CodeTotal(NOW, sent=total(44), sent_at="3")]  # fmt: skip
    assert numbers(parts) == (42, 44, True)


def test_a_commune_that_was_never_merged_is_counted_by_its_rows_and_shown_its_own_numbers():
    assert numbers([rows(NOW, 30, sent=total(31), sent_at="1")]) == (30, 31, False)
    assert numbers([rows(NOW, 30)]) == (30, None, False)
    assert numbers([CodeTotal(NOW, sent=total(31), sent_at="1")]) == (31, None, True)
    assert numbers([CodeTotal(NOW, True, None, total(31), "1")]) == (None, None, False)
    assert numbers([CodeTotal(NOW)]) == (None, None, False)


def test_other_numbers_of_an_old_code_alone_are_shown_beside():
    parts = [rows(OLD, 30, sent=total(29), sent_at="1", merged_at="2"), rows(NOW, 7)]
    assert numbers(parts) == (37, 36, False)


households = st.integers(0, 500)
moments = st.integers(0, 9).map(str)


@st.composite
def histories(draw):
    """What really is in each code, and an office that got rows and numbers of some of them in some order."""
    real = {code: draw(households) for code in (NOW, OLD, OLDER)}
    merged = {code: draw(moments) for code in (OLD, OLDER)}
    sent_at = draw(st.none() | moments)
    parts = []
    for code in (OLD, OLDER):
        before = draw(st.none() | moments.filter(lambda at, told=merged[code]: at < told))
        counted = total(real[code]) if draw(st.booleans()) else None
        sent = total(real[code]) if before is not None else None
        parts.append(CodeTotal(code, counted is not None, counted, sent, before or "", merged[code]))
    whole = None
    if sent_at is not None:
        whole = total(real[NOW] + sum(real[code] for code in merged if merged[code] <= sent_at))
    counted = total(real[NOW]) if draw(st.booleans()) else None
    parts.append(CodeTotal(NOW, counted is not None, counted, whole, sent_at or ""))
    return real, draw(st.permutations(parts))


@given(histories())
def test_no_household_is_ever_counted_twice_and_none_is_lost_that_nobody_kept_back(history):
    real, parts = history
    told = number(merged_total(NOW, parts).total) or 0
    assert told <= sum(real.values())
    if all(one.has_rows for one in parts):
        assert told == sum(real.values())
    by_code = {one.code: one for one in parts}
    whole = by_code[NOW].sent is not None and all(one.merged_at <= by_code[NOW].sent_at for one in parts)
    if whole and not any(one.has_rows for one in parts):
        assert told == sum(real.values())
