"""Papers about households from the command line: by id, by name, by hamlet, blank, kept before they are written."""

from pathlib import Path

import pytest

from sinhke_desktop.cli.household_paper_options import KINDS
from sinhke_desktop.services.household_papers import PAPERS


def test_the_command_knows_every_paper():
    assert set(KINDS) <= set(PAPERS)


LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"


@pytest.fixture
def listed(commune):
    commune.json("import-households", str(LIST))
    return commune


def test_a_household_is_named_by_id_or_by_a_name_that_only_one_has(listed, tmp_path):
    row = listed.json("households", "--limit", "1")["households"][0]
    out = tmp_path / "ban-do.pdf"
    answer = listed.json("household-paper", "life_map", row["id"], "--out", str(out))
    assert (answer["kind"], answer["households"]) == ("life_map", 1)
    assert out.read_bytes().startswith(b"%PDF")
    refused = listed.error("household-paper", "life_map", "nguyen", "--out", str(out))
    assert refused["problems"][0]["code"] == "GT-03"


def test_a_hamlet_makes_one_file_and_a_blank_form_needs_nobody(listed, tmp_path):
    hamlet = listed.json("households", "--limit", "1")["households"][0]["hamlet"]
    out = tmp_path / "thon.pdf"
    answer = listed.json("household-paper", "request_review", "--hamlet", hamlet, "--out", str(out))
    assert answer["households"] > 1
    blank = listed.json("household-paper", "request_escape", "--blank", "--out", str(tmp_path / "trong.pdf"))
    assert (blank["households"], blank["of"]) == (0, "blank")


def test_what_is_not_there_yet_is_said(listed, tmp_path):
    row = listed.json("households", "--limit", "1")["households"][0]
    refused = listed.error("household-paper", "certificate", row["id"], "--out", str(tmp_path / "a.pdf"))
    assert refused["code"] == "GT-02"
    assert not (tmp_path / "a.pdf").exists()
