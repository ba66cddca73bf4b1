import pytest

from sinhke_desktop.domain.ethnic_groups import EthnicGroup, canonical, spellings

GROUPS = (
    EthnicGroup("Ra-glai", ("Raglai", "Raglay")),
    EthnicGroup("Mông", ("Hmông",)),
    EthnicGroup("Ê-đê"),
    EthnicGroup("Chăm", ("Chàm",)),
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("raglay", "Ra-glai"),
        ("RA GLAI", "Ra-glai"),
        ("H’Mông", "Mông"),
        ("H'mông", "Mông"),
        ("Ê đê", "Ê-đê"),
        (" dân tộc  Chàm", "Chăm"),
        ("Tày", None),
        ("", None),
    ],
)
def test_any_spelling_gives_the_canonical_name(typed, name):
    assert canonical(typed, spellings(GROUPS)) == name


def test_one_spelling_for_two_groups_is_refused():
    with pytest.raises(ValueError, match="Chàm"):
        spellings((EthnicGroup("Chăm"), EthnicGroup("Khác", ("Chàm",))))
