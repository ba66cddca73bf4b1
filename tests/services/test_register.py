"""What the register is filtered by, read from the store."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.services import hamlets, households, register, reviews
from sinhke_desktop.services.register import Mark, Sought
from sinhke_desktop.services.reviews import ReviewInput


@pytest.fixture
def hamlet(workspace):
    return hamlets.add(workspace, "Tân Hòa")


def add(workspace, hamlet, name, *, head=None, household=None, wife=None):
    members = [MemberInput(name, "Chủ hộ", "male", "1980", "Kinh", **(head or {}))]
    if wife:
        members.append(MemberInput(relation="Vợ", **wife))
    return households.register(workspace, HouseholdInput(hamlet.id, tuple(members), **(household or {}))).id


def found(workspace, text="", **sought):
    return [row.household_id for row in register.load(workspace).find(text, sought=Sought(**sought))]


def test_a_household_is_found_by_every_member_id_number_telephone_hamlet_and_address(workspace, hamlet):
    wanted = add(
        workspace, hamlet, "Đỗ Đức Dũng",
        head={"citizen_id": "058079001123", "phone": "0912345678", "old_citizen_id": "264777888"},
        wife={"full_name": "Lê Thị Hòa", "health_insurance_number": "HN2581234567890", "sex": "female"},
        household={"address": "Tổ 7, đường Trần Phú", "phone": "0908111222"},
    )  # fmt: skip
    add(workspace, hamlets.add(workspace, "Đá Bàn"), "Trần Văn Toàn")
    for text in ("dung", "Đức Dũng", "lê hoa", "1123", "0912.345.678", "0908111222", "tân hòa", "trần phú",
                 "hn2581234", "HN2581234567890", "7 dung", "264777888"):  # fmt: skip
        assert found(workspace, text) == [wanted], text
    assert found(workspace, "Đức Dúng") == []
    assert found(workspace, "Tân Hoạ") == []


def test_causes_needs_and_marks_of_the_record_filter(workspace, hamlet):
    add(workspace, hamlet, "Lê An", head={"citizen_id": "058079001123"})
    wanted = add(
        workspace, hamlet, "Katơr Nga",
        household={"causes": "land,illness", "needs": "loan", "no_labour": "yes", "no_labour_reason": "già yếu"},
    )  # fmt: skip
    assert found(workspace, cause="illness") == found(workspace, need="loan") == [wanted]
    assert found(workspace, marks=frozenset({Mark.NO_LABOUR})) == [wanted]
    assert found(workspace, marks=frozenset({Mark.NO_CITIZEN_ID, Mark.NO_LABOUR})) == [wanted]
    assert found(workspace, cause="capital") == []
    hopeless = add(
        workspace, hamlet, "Mang Ba", household={"cannot_escape": "yes", "cannot_escape_reason": "neo đơn"}
    )  # fmt: skip
    assert found(workspace, marks=frozenset({Mark.CANNOT_ESCAPE})) == [hopeless]


def test_the_head_decides_about_minority_and_woman(workspace, hamlet):
    woman = households.register(
        workspace,
        HouseholdInput(
            hamlet.id,
            (
                MemberInput("Lê Văn Con", "Con trai", "male", "2001", "Kinh"),
                MemberInput("Katơr Thị Nga", "Chủ hộ", "female", "1979", "Raglai"),
            ),
        ),
    ).id
    add(workspace, hamlet, "Lê An", wife={"full_name": "Pinăng Thị Sa", "sex": "female", "ethnic_group": "Raglai"})
    assert found(workspace, marks=frozenset({Mark.FEMALE_HEAD})) == [woman]
    assert found(workspace, marks=frozenset({Mark.MINORITY})) == [woman]


@pytest.mark.parametrize("group", ["Kinh", "Việt", "Không rõ", "Người nước ngoài", ""])
def test_a_head_of_no_known_minority_is_not_found_among_them(workspace, hamlet, group):
    typed = HouseholdInput(hamlet.id, (MemberInput("Lê An", "Chủ hộ", "male", "1979", group),))
    households.register(workspace, typed)
    assert found(workspace, marks=frozenset({Mark.MINORITY})) == []


def test_reviews_say_what_is_lacking_and_who_was_not_reviewed_this_year(workspace, hamlet):
    old = add(workspace, hamlet, "Lê An")
    new = add(workspace, hamlet, "Lê Bình")
    never = add(workspace, hamlet, "Lê Châu")
    lacking = frozenset({"employment", "healthInsurance", "nutrition"})
    reviews.record(workspace, ReviewInput(old, "2024", income_points="100", deprived=lacking))
    reviews.record(workspace, ReviewInput(new, "2025", income_points="100", deprived=frozenset({"employment"})))
    assert found(workspace, indicator="healthInsurance") == [old]
    assert found(workspace, indicator="employment") == [old, new]
    assert found(workspace, marks=frozenset({Mark.NOT_REVIEWED})) == [old, never]
    in_2024 = register.load(workspace, 2024)
    assert [row.household_id for row in in_2024.find(sought=Sought(indicator="employment"))] == [old]


def test_those_who_rose_out_of_poverty_are_marked_for_36_months(workspace, hamlet):
    risen = add(workspace, hamlet, "Lê An")
    lacking = frozenset({"employment", "healthInsurance", "nutrition"})
    reviews.record(workspace, ReviewInput(risen, "2023", income_points="100", deprived=lacking))
    reviews.record(workspace, ReviewInput(risen, "2024", income_points="180", deprived=frozenset()))
    assert found(workspace, marks=frozenset({Mark.ESCAPED})) == [risen]
    assert found(workspace, poverty_class=PovertyClass.NEWLY_ESCAPED.value) == [risen]
    later = replace(workspace, clock=lambda: datetime(2028, 3, 1, tzinfo=UTC))
    assert found(later, marks=frozenset({Mark.ESCAPED})) == []


def test_participants_of_the_livelihood_model_are_marked(sample):
    workspace, _model = sample
    assert len(found(workspace, marks=frozenset({Mark.PARTICIPANT}))) > 0


def test_a_list_of_households_shows_exactly_them(workspace, hamlet):
    first, _second = add(workspace, hamlet, "Lê An"), add(workspace, hamlet, "Lê Bình")
    assert found(workspace, ids=frozenset({first, "f" * 32})) == [first]
    assert found(workspace, ids=frozenset()) == []
