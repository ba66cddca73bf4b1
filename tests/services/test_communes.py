"""The commune of a store: set up once, its paper headings changed at any time."""

from dataclasses import replace

import pytest

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import communes, integrity, units
from sinhke_desktop.services import workspace as workspaces

PASSWORD = "mật-khẩu-thử-1"


def test_a_fresh_store_has_no_commune(data_folders):
    made = workspaces.create(data_folders, PASSWORD).workspace
    with pytest.raises(NotFound) as caught:
        communes.current(made)
    assert caught.value.code == "TL-03"
    workspaces.close(made)


def test_the_set_up_fills_the_headings_of_papers(workspace):
    found = communes.current(workspace)
    assert (found.code, found.name, found.province_name) == ("22828", "Xã Anh Dũng", "Tỉnh Khánh Hòa")
    assert (found.issuing_body, found.place) == ("Ủy ban nhân dân xã Anh Dũng", "Anh Dũng")
    assert (found.area, found.period) == (Area.RURAL, "2023-2025")


def test_without_an_officer_or_with_another_commune_nothing_is_set_up(workspace):
    before = integrity.check(workspace)
    with pytest.raises(InvalidInput) as caught:
        communes.set_up(workspace, units.unit("22828"), Area.RURAL, "2023-2025", "  ")
    assert [problem.code for problem in caught.value.problems] == ["TL-01"]
    with pytest.raises(InvalidInput) as caught:
        communes.set_up(workspace, units.unit("22780"), Area.URBAN, "2023-2025", "Thử")
    assert [problem.code for problem in caught.value.problems] == ["TL-02"]
    assert integrity.check(workspace) == before


def test_setting_up_again_keeps_the_commune_and_takes_the_new_officer(workspace):
    again = communes.set_up(workspace, units.unit("22828"), Area.URBAN, "2026-2030", "Trần Văn Mới")
    assert again.officer == "Trần Văn Mới"
    assert communes.current(again).area is Area.RURAL


def test_headings_are_changed_and_tidied_line_by_line(workspace):
    now = communes.current(workspace)
    changed = communes.change(workspace, replace(now, recipients="Như trên;\n  Lưu:   VT.", area=Area.URBAN, code="1"))
    assert changed == communes.current(workspace)
    assert (changed.code, changed.area, changed.recipients) == ("22828", Area.URBAN, "Như trên;\nLưu: VT.")
    before = integrity.check(workspace).counts["operation"]
    communes.change(workspace, changed)
    assert integrity.check(workspace).counts["operation"] == before
