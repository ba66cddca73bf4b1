"""Lists written as Excel and read back: what the program writes changes nothing when it is imported."""

import secrets
import unicodedata

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.household import RELATIONS, HouseholdInput, MemberInput
from sinhke_desktop.services import hamlets, households, imports, integrity, lists_out, privacy, register, reviews


def register_of(workspace, members, hamlet, **more):
    return households.register(workspace, HouseholdInput(hamlet.id, tuple(members), **more))


@pytest.fixture
def commune(workspace):
    hamlet = hamlets.add(workspace, "Tân Tiến")
    head = MemberInput("Đỗ Đức Dũng", "Chủ hộ", "male", "03/05/1962", "Kinh", "058062589028", phone="0912345678",
                       card_issued_on="03/05/2021", old_citizen_id="264123456")  # fmt: skip
    wife = MemberInput("Lê Thị Hòa", "Vợ", "female", "1965", "Kinh")
    one = register_of(workspace, (head, wife), hamlet, note="=cmd|' /C calc'!A0")
    reviews.record(
        workspace,
        reviews.ReviewInput(
            one.id, "2025", income_points="120", deprivation_points="10", deprived=frozenset({"employment"})
        ),
    )
    register_of(workspace, (MemberInput("Cao Văn Bình", "Chủ hộ", "male", "1970"),), hamlet)
    return workspace


def test_the_list_has_the_columns_and_values_of_the_review_list(commune, tmp_path):
    path = tmp_path / "ds.xlsx"
    assert lists_out.export_register(commune, path) == 2
    sheet = openpyxl.load_workbook(path).active
    head = [cell.value for cell in sheet[8]]
    assert head[:15] == [
        2, 1, "Đỗ Đức Dũng", "03/05/1962", None, "Kinh", "Chủ hộ", "058062589028", "03/05/2021", "264123456",
        "Tân Tiến", "CN", None, 120, 10,
    ]  # fmt: skip
    assert head[15] == "x"
    note = next(cell for cell in sheet[8] if isinstance(cell.value, str) and cell.value.startswith("="))
    assert (note.data_type, note.quotePrefix) == ("s", True)
    assert sheet["A2"].value is None or "2025" in str(sheet["A2"].value)


def test_the_least_data_leave_out_what_identifies_people(commune, tmp_path):
    path = tmp_path / "it.xlsx"
    lists_out.export_register(commune, path, least=True)
    text = " ".join(str(cell.value) for row in openpyxl.load_workbook(path).active for cell in row)
    assert "Đỗ Đức Dũng" in text
    assert not any(word in text for word in ("058062589028", "0912345678", "Kinh", "calc", "CCCD"))


def test_only_the_shown_rows_are_written_and_the_log_says_so(commune, tmp_path):
    rows = register.load(commune).find("bình")
    assert lists_out.export_register(commune, tmp_path / "b.xlsx", rows) == 1
    entry = privacy.accesses(commune, actions=(Action.EXPORTED,))[0]
    assert entry.detail == "b.xlsx"


def test_nothing_to_write_makes_no_file(workspace, tmp_path):
    with pytest.raises(lists_out.NothingToWrite):
        lists_out.export_register(workspace, tmp_path / "nothing.xlsx")
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_change_made_in_the_written_list_comes_back_as_just_that_change(commune, tmp_path):
    path = tmp_path / "ds.xlsx"
    lists_out.export_register(commune, path)
    book = openpyxl.load_workbook(path)
    cell = next(cell for row in book.active for cell in row if cell.value == "Lê Thị Hòa")
    cell.value = "Lê Thị Hoa"
    book.save(path)
    plan = imports.plan(commune, path).plan
    changed = [row for row in plan.rows if row.kind == "changed"]
    assert [str(change) for change in changed[0].changes] == ["Lê Thị Hoa · Họ và tên: Lê Thị Hòa → Lê Thị Hoa"]
    assert plan.households == {"new": 0, "changed": 1, "same": 1, "wrong": 0}


NAMES = st.sampled_from(
    ["Nguyễn Văn An", "Lò Thị Ánh", "Y Bríu Niê", "Katơr Thị Nga", unicodedata.normalize("NFD", "Đặng Thị Hường"),
     "Trần 'Tư' Bé", "Hồ Văn \"Hai\"", "=1+1", "Cao Văn Bình", "Ða Cát Hà"]
)  # fmt: skip
TEXTS = st.sampled_from(["", "=cmd|' /C calc'!A0", "+84", "-", "@SUM(1)", 'a "b", c', "mẹ ốm…", "x", "a;b\tc", "'x"])
BIRTHS = st.sampled_from(["", "1962", "03/05/1962", "1905", "15/05/1905", "01/01/1900", "29/02/2024", "2025"])
IDS = st.sampled_from(["", "058062589028", "58062589028", "264123456", "058 062 589 029"])


@st.composite
def people(draw):
    return MemberInput(
        full_name=draw(NAMES),
        relation=draw(st.sampled_from([*RELATIONS[1:], "Cháu nuôi", ""])),
        sex=draw(st.sampled_from(["male", "female", ""])),
        birth=draw(BIRTHS),
        ethnic_group=draw(st.sampled_from(["", "Kinh", "Raglay", "Chàm"])),
        citizen_id=draw(IDS),
        phone=draw(st.sampled_from(["", "0912345678"])),
        note=draw(TEXTS),
    )


@st.composite
def homes(draw):
    members = draw(st.lists(people(), min_size=1, max_size=4))
    members[0] = MemberInput(**{**{k: getattr(members[0], k) for k in members[0].__slots__}, "relation": "Chủ hộ"})
    review = draw(
        st.none()
        | st.fixed_dictionaries(
            {
                "income_points": st.sampled_from(["", "60", "120", "150"]),
                "deprivation_points": st.sampled_from(["", "10", "40"]),
                "deprived": st.sets(st.sampled_from(["employment", "nutrition", "healthInsurance", "cleanWater"])).map(
                    frozenset
                ),
            }
        )
    )
    return members, draw(TEXTS), draw(st.none() | st.integers(1, 5)), draw(st.integers(0, 2)), review


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(homes(), min_size=1, max_size=6))
def test_exporting_and_importing_changes_nothing(workspace, tmp_path, made):
    places = hamlets.all_hamlets(workspace) or [
        hamlets.add(workspace, name) for name in ("Thôn 1", "Tân Tiến", "Đá Bàn")
    ]
    for members, note, number, place, review in made:
        one = register_of(workspace, members, places[place], note=note, list_number=number)
        if review is not None:
            reviews.record(workspace, reviews.ReviewInput(one.id, "2025", **review))
    path = tmp_path / f"{secrets.token_hex(4)}.xlsx"
    lists_out.export_register(workspace, path, year=2025)
    before = integrity.check(workspace)
    prepared = imports.plan(workspace, path)
    assert prepared.plan.year == 2025
    assert [(row.kind, row.changes) for row in prepared.plan.rows if row.kind in ("new", "changed")] == []
    assert imports.apply(workspace, prepared).import_id == ""
    assert integrity.check(workspace) == before
