"""Wrapping the data file's key by password and by recovery code."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sinhke_desktop.storage import keyslots
from sinhke_desktop.storage.keyslots import FILES, KeySlots, WrongPassword, WrongRecoveryCode

KEY = bytes(range(32))


def slots(generation=1, password="mật khẩu"):
    return KeySlots(generation, {keyslots.PASSWORD: keyslots.wrap(keyslots.PASSWORD, password, KEY)})


def test_the_password_gives_the_key_back_and_nothing_else_does():
    made = slots()
    assert keyslots.unwrap(made, keyslots.PASSWORD, "mật khẩu") == KEY
    for wrong in ("mật khẩu ", "Mật khẩu", "", "mat khau"):
        with pytest.raises(WrongPassword):
            keyslots.unwrap(made, keyslots.PASSWORD, wrong)


def test_a_password_opens_whether_the_keyboard_composes_its_letters_or_not():
    for kept in ("NFC", "NFD"):
        made = slots(password=unicodedata.normalize(kept, "mật khẩu"))
        for typed in ("NFC", "NFD"):
            assert keyslots.unwrap(made, keyslots.PASSWORD, unicodedata.normalize(typed, "mật khẩu")) == KEY


def test_a_slot_of_version_0_1_that_kept_decomposed_letters_opens_with_composed_ones(monkeypatch):
    with monkeypatch.context() as earlier:
        earlier.setattr(keyslots, "spelled", lambda password: password)
        made = slots(password=unicodedata.normalize("NFD", "mật khẩu"))
    assert keyslots.unwrap(made, keyslots.PASSWORD, "mật khẩu") == KEY


def test_a_slot_serves_only_under_its_own_name():
    made = slots()
    moved = KeySlots(1, {keyslots.RECOVERY: made.slots[keyslots.PASSWORD]})
    with pytest.raises(WrongRecoveryCode) as caught:
        keyslots.unwrap(moved, keyslots.RECOVERY, "mật khẩu")
    assert caught.value.code == "MK-04"


def test_two_slots_of_one_password_have_nothing_in_common():
    one, other = (slots().slots[keyslots.PASSWORD] for _ in range(2))
    assert all(one[name] != other[name] for name in ("salt", "nonce", "wrapped"))
    assert KEY.hex() not in json.dumps(one)


def test_what_is_written_reads_back_from_both_copies(tmp_path):
    assert not keyslots.exists(tmp_path)
    keyslots.write(tmp_path, slots())
    assert keyslots.exists(tmp_path)
    assert len({(tmp_path / name).read_bytes() for name in FILES}) == 1
    assert keyslots.unwrap(keyslots.read(tmp_path), keyslots.PASSWORD, "mật khẩu") == KEY


def test_the_newer_copy_wins_and_mends_the_older(tmp_path):
    keyslots.write(tmp_path, slots())
    older = (tmp_path / FILES[1]).read_bytes()
    keyslots.write(tmp_path, keyslots.changed(keyslots.read(tmp_path), keyslots.PASSWORD, "mới", KEY))
    (tmp_path / FILES[1]).write_bytes(older)
    found = keyslots.read(tmp_path)
    assert found.generation == 2
    assert keyslots.unwrap(found, keyslots.PASSWORD, "mới") == KEY
    assert (tmp_path / FILES[1]).read_bytes() != older


def test_changing_one_slot_leaves_the_other_as_it_was():
    both = KeySlots(4, slots().slots | {keyslots.RECOVERY: keyslots.wrap(keyslots.RECOVERY, "MÃ", KEY)})
    changed = keyslots.changed(both, keyslots.PASSWORD, "mới", KEY)
    assert changed.generation == 5
    assert changed.slots[keyslots.RECOVERY] == both.slots[keyslots.RECOVERY]
    assert keyslots.unwrap(changed, keyslots.RECOVERY, "MÃ") == KEY


def test_a_recovery_code_is_eight_groups_of_four_and_a_check_of_two():
    code = keyslots.new_recovery_code()
    groups = code.split("-")
    assert [len(group) for group in groups] == [4] * 8 + [2]
    assert set(code.replace("-", "")) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert len({keyslots.new_recovery_code() for _ in range(100)}) == 100


@given(some.sampled_from(["", " ", "-", ".", "  - "]), some.booleans())
def test_a_code_is_read_however_it_is_grouped(gap, lower):
    code = keyslots.new_recovery_code()
    typed = gap.join(code.split("-"))
    assert keyslots.parse_recovery_code(typed.lower() if lower else typed) == code.replace("-", "")


@given(some.text(max_size=60))
def test_any_other_text_is_no_code(text):
    with pytest.raises(WrongRecoveryCode) as caught:
        keyslots.parse_recovery_code(text)
    assert caught.value.code == "MK-03"
