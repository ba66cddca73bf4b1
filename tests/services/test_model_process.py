"""The shipped file of stages is whole, and a broken one says where."""

from collections import Counter

import pytest

from sinhke_desktop.domain.livelihood import STAGES, ModelKind
from sinhke_desktop.paths import resource
from sinhke_desktop.services.model_process import FILE, ProcessFileWrong, process, read_process


def test_every_stage_has_papers_and_each_kind_of_project_its_own():
    found = process()
    assert {one.stage for one in found.papers} == set(STAGES)
    named = Counter(kind for one in found.papers for kind in one.kinds)
    assert set(named) == set(ModelKind)


def test_a_paper_that_a_source_asks_for_names_it():
    asked = {one.key: one.source for one in process().papers if not one.own}
    assert "Điều 6 Thông tư 09/2022/TT-BLĐTBXH" in asked["value-chain-plan"]
    assert "Điều 22 Nghị định 27/2022/NĐ-CP" in asked["community-dossier"]
    assert all(asked.values())


def test_what_was_not_verified_is_marked():
    found = process()
    assert found.least_share_percent == 0
    assert set(found.unverified) == {"least_share_percent", "newly_escaped", "papers", "dues", "commitments"}


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ('id = "giai-doan-mo-hinh"', 'id = " "', "id"),
        ('id = "giai-doan-mo-hinh"', 'id = "x"\nfolder = "x"', "folder"),
        ('key = "registration"', 'key = "proposal"', "papers: key"),
        ('key = "registration"', "key = 7", "papers 5: key"),
        ('key = "registration"', 'key = "registration"\ncolour = "x"', "papers 5: colour"),
        ('stage = "replicated"', 'stage = "copied"', "stage"),
        ('kinds = ["assigned"]', 'kinds = "assigned"', "papers 3: kinds"),
        ('kinds = ["assigned"]', 'kinds = ["task"]', "papers 3: kinds"),
        ("animals = true", 'animals = "yes"', "animals"),
        ("own = false\nkinds", "own = 0\nkinds", "papers 1: own"),
        ('source = "Mẫu số 01, Điều 6 Thông tư 09/2022/TT-BLĐTBXH"', 'source = ""', "papers 1: source"),
        ('source = "Mẫu số 01, Điều 6 Thông tư 09/2022/TT-BLĐTBXH"', "source = 1", "papers 1: source"),
        ('anchor = "middle"', 'anchor = "half"', "dues 1: anchor"),
        ("months = 1", "months = -1", "dues 3: months"),
        ('stage = "settled"\nanchor', 'stage = "accepted"\nanchor', "dues: stage"),
        ("least_share_percent = 0", "least_share_percent = 101", "participation: least_share_percent"),
        ("least_share_percent = 0", "least_share_percent = true", "participation: least_share_percent"),
        ("least_share_percent = 0", "least_share_percent = 0\nmost = 1", "participation: most"),
        ("commitments_of_crops = [", "commitments_of_crops = [7,", "participation: commitments_of_crops"),
        ("[participation]", "[[dues]]\nstage='ended'\nanchor='end'\n[joining]", "joining"),
        ('dues = "Hạn', 'dues = ""\nmore = "Hạn', "unverified"),
        ('name = "Giai đoạn và', "name = [", "TOML"),
    ],
)
def test_a_broken_file_says_where(tmp_path, right, wrong, place):
    text = resource("process", FILE).read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "stages.toml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(ProcessFileWrong) as error:
        read_process(path)
    assert error.value.code == "MH-31"
    assert place in error.value.message or place == "TOML"


def test_a_file_without_its_tables_or_that_is_not_there_is_told(tmp_path):
    path = tmp_path / "stages.toml"
    with pytest.raises(ProcessFileWrong):
        read_process(path)
    path.write_text('id = "x"\nname = "x"\n', encoding="utf-8")
    with pytest.raises(ProcessFileWrong):
        read_process(path)
    text = resource("process", FILE).read_text(encoding="utf-8")
    path.write_text(text.partition("[participation]")[0], encoding="utf-8")
    with pytest.raises(ProcessFileWrong) as error:
        read_process(path)
    assert "participation" in error.value.message
