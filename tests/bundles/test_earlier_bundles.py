"""What communes and offices of every earlier data version wrote is received and read by this one (``bundles.md``)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sinhke_desktop.bundles import container, pairing, receipts
from sinhke_desktop.bundles.keys import Keys, keys_from_text
from sinhke_desktop.domain.admission import Verdict
from sinhke_desktop.paths import folders
from sinhke_desktop.services import integrity, receiving
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import schema

DATA = Path(__file__).parents[1] / "data"
VERSIONS = sorted(DATA.glob("bundles-version-*"))
EARLIER = tuple(f"bundles-version-{number}" for number in schema.KNOWN[:4])


def expected(kept: Path) -> dict:
    return json.loads((kept / "expected.json").read_text(encoding="utf-8"))


def kept_keys(kept: Path, whose: str) -> Keys:
    return keys_from_text(json.dumps(json.loads((kept / "test-keys.json").read_text(encoding="utf-8"))[whose]))


@pytest.fixture(params=VERSIONS, ids=lambda kept: kept.name)
def kept(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def office(kept: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(kept / "office", tmp_path / "office")
    workspace = workspaces.open_with_password(folders(tmp_path / "office"), "mật-khẩu-thử-1")
    yield workspace
    workspaces.close(workspace)


def test_every_earlier_data_version_has_its_bundles() -> None:
    assert [one.name for one in VERSIONS][: len(EARLIER)] == list(EARLIER)


def test_an_office_of_that_version_receives_both_its_bundles_with_the_present_program(kept, office, tmp_path) -> None:
    said = expected(kept)
    for name in said["bundles"]:
        outcome = receiving.office_receive(office, Path(shutil.copy(kept / name, tmp_path)))
        assert (outcome.verdict, outcome.code, outcome.conflicts, outcome.same_state) == (Verdict.APPLY, "", 0, True)
    assert outcome.new_operations == said["operations"][1] - said["operations"][0]
    doctor = integrity.check(office)
    assert doctor.ok, doctor.problems
    assert (doctor.state_hash, doctor.heads_hash) == (said["state"], said["heads"])
    assert {kind: doctor.counts[kind] for kind in said["counts"]} == said["counts"]
    paper = receipts.read_receipt(
        outcome.receipt_path.read_bytes(), kept_keys(kept, "commune"), kept_keys(kept, "office").public
    )
    [stream] = paper.receipt.streams
    assert (stream.cursor, paper.state_hashes) == (said["operations"][1], {"22828": said["state"]})


def test_the_later_bundle_alone_holds_everything(kept, office, tmp_path) -> None:
    said = expected(kept)
    outcome = receiving.office_receive(office, Path(shutil.copy(kept / said["bundles"][1], tmp_path)))
    assert (outcome.verdict, outcome.new_operations) == (Verdict.APPLY, said["operations"][1])
    older = receiving.office_receive(office, Path(shutil.copy(kept / said["bundles"][0], tmp_path)))
    assert (older.verdict, older.code) == (Verdict.OLD, "GB-09")


def test_receipts_of_that_versions_office_say_what_its_bundles_held(kept) -> None:
    said = expected(kept)
    keys, office = kept_keys(kept, "commune"), kept_keys(kept, "office").public
    for bundle, name, operations in zip(said["bundles"], said["receipts"], said["operations"], strict=True):
        header = container.split((kept / bundle).read_bytes()).header
        [stream] = receipts.read_receipt((kept / name).read_bytes(), keys, office).receipt.streams
        assert (stream.epoch, stream.cursor, stream.chain) == (header.epoch, operations, header.last_chain)
        assert (stream.last_sequence, stream.header_hash, stream.forked) == (header.seq, header.digest(), False)


def test_key_file_and_certificate_of_that_version_name_the_same_machines(kept) -> None:
    said = expected(kept)
    commune, office = kept_keys(kept, "commune").public, kept_keys(kept, "office").public
    request = pairing.read_request((kept / said["key_file"]).read_bytes())
    assert (request.keys, request.commune_code, request.commune_name) == (commune, "22828", "Xã Anh Dũng")
    certificate = pairing.read_certificate((kept / said["certificate"]).read_bytes(), commune)
    assert (certificate.office, certificate.commune_codes, certificate.office_name) == (
        office, ("22828",), "Phòng Kinh tế Thử",
    )  # fmt: skip
