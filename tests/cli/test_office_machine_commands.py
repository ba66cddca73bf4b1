"""An office's machines, keys and mergers from the command line."""

import json
from pathlib import Path

import pytest

LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"


@pytest.fixture
def office(terminal, tmp_path, capsys):
    other = type(terminal)(tmp_path / "Đơn vị tiếp nhận", capsys)
    other.json("office", "init", "--name", "Đơn vị thử")
    return other


@pytest.fixture
def paired(commune, office, tmp_path):
    stick = tmp_path / "USB"
    stick.mkdir()
    asked = commune.json("pair", "request", "--to", str(stick))
    answer = office.json("office", "pair", asked["path"], "--number", asked["number"])
    commune.json("pair", "accept", answer["path"], "--number", answer["number"])
    return stick


def sent(commune, office, stick):
    bundle = commune.json("export", "--to", str(stick))["path"]
    office.run("office", "receive", bundle, "--json")
    return json.loads(office.out)


def test_a_machine_is_listed_revoked_and_one_of_its_bundles_believed_after_all(commune, office, paired):
    sent(commune, office, paired)
    (machine,) = office.json("office", "machines")["machines"]
    assert (machine["bundles"], machine["revoked"], machine["commune_codes"]) == (1, False, ["22828"])
    done = office.json("office", "revoke", machine["device"][:10])
    assert (done["believed_up_to"], done["beyond"]) == (1, [])
    commune.json("import-households", str(LIST), "--year", "2025")
    bundle = commune.json("export", "--to", str(paired))["path"]
    assert office.error("office", "receive", bundle)["code"] == "GB-06"
    (kept,) = office.json("office", "machines")["kept"]
    assert office.json("office", "accept", kept["hash"][:12])["verdict"] == "apply"
    assert office.json("office", "machines")["kept"] == []


def test_an_unknown_machine_bundle_or_number_is_told(commune, office, paired):
    sent(commune, office, paired)
    (machine,) = office.json("office", "machines")["machines"]
    assert "zz" in office.error("office", "revoke", "zz")["message"]
    assert office.error("office", "revoke", machine["number"][:5], "--after", "9")["message"]
    assert office.error("office", "accept", "ff")["message"]


def test_the_key_is_changed_followed_and_retired(commune, office, paired, tmp_path):
    sent(commune, office, paired)
    before = office.json("office", "numbers")
    made = office.json("office", "rotate-keys")
    assert (made["position"], made["number"] != before["number"]) == (2, True)
    assert office.error("office", "retire-key", "1")["code"] == "GB-36"
    for _round in range(2):
        receipt = sent(commune, office, paired)["receipt"]
        commune.json("receipt", receipt)
    assert office.json("office", "retire-key", "1") == {"position": 1}
    told = office.json("office", "numbers", "--out", str(tmp_path / "so.pdf"))
    assert [(one["newest"], one["retired"]) for one in told["keys"]] == [(True, False), (False, True)]
    assert (tmp_path / "so.pdf").read_bytes().startswith(b"%PDF")
    assert office.json("office", "rotate-keys", "--stolen")["position"] == 3


def test_a_merger_is_noted_listed_and_taken_back(commune, office, paired):
    told = office.json("office", "merge-commune", "22828", "22846", "--basis", "Nghị quyết thử 01/NQ")
    assert told["mergers"] == [{"old": "22828", "new": "22846", "basis": "Nghị quyết thử 01/NQ", "machines": 1}]
    assert office.error("office", "merge-commune", "22846", "22828", "--basis", "x")["code"] == "NH-01"
    assert office.json("office", "merge-commune", "22828", "--take-back")["mergers"] == []
    assert office.error("office", "merge-commune", "22828", "--take-back")["message"]
