"""A review round by commands, from opening it to its decision and papers."""

from datetime import date
from pathlib import Path

import pytest

LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"


@pytest.fixture
def opened(commune):
    """A commune with the list of 2025 brought in and the round of that year opened and listed."""
    commune.json("import-households", str(LIST))
    commune.json("round", "open", "--year", "2025", "--second", "VN-2027")
    commune.json("round", "list", "--build")
    return commune


def test_without_a_round_the_status_says_so(commune):
    assert commune.json("round", "status")["round"] is None
    assert commune.error("round", "list")["code"] == "NH-02"


def test_a_round_is_opened_once_and_named_by_year_or_month(commune):
    made = commune.json("round", "open", "--year", "2025")
    assert (made["started_on"], made["due_on"], made["rule_set"]) == ("2025-09-01", "2025-12-14", "VN-2022")
    error = commune.error("round", "open", "--year", "2025")
    assert error["problems"][0]["code"] == "RD-02"
    assert commune.json("round", "open", "--month", "2025-10")["due_on"] == "2025-10-30"
    names = {one["month"] for one in commune.json("round", "status")["rounds"]}
    assert names == {None, "2025-10"}


def test_a_round_is_listed_met_posted_and_decided_by_commands(opened, tmp_path):
    listed = opened.json("round", "list")["households"]
    assert listed
    assert {one["state"] for one in listed} == {"meet"}
    for hamlet in sorted({one["hamlet"] for one in listed}):
        opened.json("round", "meeting", "--hamlet", hamlet, "--on", "10/11/2025", "--present", "40", "--others-agree")
        opened.json("round", "post", "--hamlet", hamlet, "--place", "Nhà văn hóa thôn", "--on", "11/11/2025")
    status = opened.json("round", "status")
    assert (status["missing"], list(status["states"])) == ([], ["ready"])
    opened.json(
        "round", "complain", "--household", listed[0]["id"], "--by", "Lê Văn Bình", "--about", "Chưa đúng",
        "--on", "12/11/2025",
    )  # fmt: skip
    decision = ("round", "decide", "--number", "1/QĐ-UBND", "--day", f"{date.today():%d/%m/%Y}", "--signer", "Ký")
    assert opened.error(*decision)["code"] == "RD-20"
    done = opened.json(*decision, "--reason", "Ý kiến trả lời sau")
    assert {one["state"] for one in done["households"]} == {"decided"}
    out = tmp_path / "quyet-dinh.pdf"
    assert opened.json("round", "papers", "--kind", "decision", "--out", str(out))["papers"] == 1
    assert out.read_bytes().startswith(b"%PDF")


def test_below_half_the_household_is_to_be_surveyed_again(opened):
    one = opened.json("round", "list")["households"][0]
    told = opened.json(
        "round", "meeting", "--hamlet", one["hamlet"], "--on", "10/11/2025", "--present", "40",
        "--others-agree", "--vote", f"{one['id']}=19/21",
    )  # fmt: skip
    states = {row["id"]: row["state"] for row in told["households"]}
    assert states[one["id"]] == "again"
    told = opened.json("round", "survey", one["id"], "--points", "150", "--lacking", "1,4", "--on", "12/11/2025")
    assert {row["id"]: row["state"] for row in told["households"]}[one["id"]] == "meet"
    assert (
        opened.error("round", "survey", one["id"], "--points", "1", "--lacking", "99")["problems"][0]["code"] == "RS-04"
    )


def test_an_applicant_is_put_on_the_list_and_screened(commune):
    commune.json("import-households", str(LIST))
    commune.json("round", "open", "--year", "2025")
    free = commune.json("households", "--limit", "1")["households"][0]["id"]
    told = commune.json("round", "list", "--applied", free, "--on", "05/09/2025", "--number", "07")
    assert {one["id"]: one["state"] for one in told["households"]}[free] == "screen"
    again = commune.error("round", "list", "--applied", free, "--on", "05/09/2025")
    assert again["problems"][0]["code"] == "RD-04"
    told = commune.json("round", "screen", free, "--outcome", "out", "--reason", "Có xe ô tô")
    assert {one["id"]: one["state"] for one in told["households"]}[free] == "out"


def test_the_status_is_told_in_words_too(opened):
    assert opened.run("round", "status") == 0
    assert "RD-13" in opened.out
    assert "Chờ họp dân" in opened.out
