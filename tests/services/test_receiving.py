"""What the office does with bundles that a paired but strange machine has signed itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from sinhke_desktop.bundles import sealing
from sinhke_desktop.bundles.header import SYNC
from sinhke_desktop.bundles.lines import operation_line
from sinhke_desktop.bundles.refusals import Altered, BundleRefused, NewerFormat, Revoked, WrongContents
from sinhke_desktop.domain.admission import Note, Verdict
from sinhke_desktop.domain.operations import CREATE, Operation, Stamp, StampedOperation, chain_next, chain_start
from sinhke_desktop.errors import NotFound
from sinhke_desktop.paths import folders
from sinhke_desktop.services import exchange, machines, place, receiving
from sinhke_desktop.services import pairing as pairing_service
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.outcomes import Outcome
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import audit
from sinhke_desktop.storage import office as office_store

EPOCH = "e" * 32


def operation(number: int, changes: dict[str, object] | None = None, kind: str = "hamlet") -> Operation:
    given = {"name": f"Thôn {number}"} if changes is None else changes
    return Operation(
        f"{number:032x}", "22828", kind, f"{number:032x}", CREATE, (), given, "Lê Thị Thử", "2025", "0" * 32
    )


@dataclass
class Stranger:
    """A machine that signs what it likes."""

    commune: Workspace
    office: Workspace
    stick: Path

    def send(self, *made: Operation, spoil: bool = False, end: dict | None = None, **header: object) -> Outcome:
        chain, lines = chain_start(EPOCH), []
        for counter, one in enumerate(made, 1):
            stamp = Stamp(EPOCH, counter)
            chain = chain_next(chain, stamp, one.uid, one.commune_code, one.entity, one.base, one.commit())
            lines.append(operation_line(StampedOperation(one, stamp, chain)))
        keys = pairing_service.own_keys(self.commune)
        office = pairing_service.paired(self.commune).office
        placed = replace(
            sealing.new_header(SYNC, keys, (office.signing,)),
            epoch=EPOCH,
            seq=1,
            base_chain=chain_start(EPOCH),
            last_ctr=len(made),
            last_chain="0" * 64 if spoil else chain,
        )
        content = sealing.seal(replace(placed, **header), lines, keys, (office.recipient,), end)[1]
        path = self.stick / "XDGN_la.xxb"
        path.write_bytes(content)
        return receiving.office_receive(self.office, path)

    def held(self) -> tuple[object, ...]:
        with self.office.database.read() as connection:
            return audit.hashes(connection), audit.counts(connection)


@pytest.fixture
def stranger(workspace: Workspace, open_office: Callable[[Path], Workspace], tmp_path: Path) -> Iterator[Stranger]:
    place.check(workspace)
    office = open_office(tmp_path / "office")
    stick = tmp_path / "usb"
    stick.mkdir()
    certificate = machines.office_pair(office, pairing_service.write_key_file(workspace, stick).path, confirmed=True)
    pairing_service.accept_certificate(workspace, certificate, confirmed=True)
    yield Stranger(workspace, office, stick)
    workspaces.close(office)


def test_an_honest_bundle_made_by_hand_is_taken_in(stranger: Stranger) -> None:
    outcome = stranger.send(operation(1), operation(2))
    assert (outcome.verdict, outcome.new_operations, outcome.same_state) == (Verdict.APPLY, 2, False)


def test_a_chain_that_does_not_lead_to_its_end_is_refused(stranger: Stranger) -> None:
    before = stranger.held()
    with pytest.raises(Altered):
        stranger.send(operation(1), spoil=True)
    assert stranger.held() == before


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"name": 5}, "hamlet"),
        ({"name": None}, "hamlet"),
        ({"position": "5"}, "hamlet"),
        ({"position": True}, "hamlet"),
        ({"position": 2**31}, "hamlet"),
        ({"position": -(2**31)}, "hamlet"),
        ({"removed": 1}, "hamlet"),
        ({"colour": "đỏ"}, "hamlet"),
        ({"commune_code": "22846"}, "hamlet"),
        ({"member/0123456789abcdef/name": "x"}, "hamlet"),
        ({"member/0123456789abcdef/household_id": "x"}, "household"),
        ({"pet/0123456789abcdef/name": "x"}, "household"),
        ({"name": "x"}, "spaceship"),
    ],
)
def test_what_the_tables_cannot_keep_is_refused_whole(stranger: Stranger, changes: dict, kind: str) -> None:
    before = stranger.held()
    with pytest.raises(NewerFormat):
        stranger.send(operation(1), operation(2, changes, kind))
    assert stranger.held() == before


def test_empty_values_fit_where_they_are_allowed(stranger: Stranger) -> None:
    assert stranger.send(operation(1, {"list_number": None}, "household")).verdict is Verdict.APPLY


def test_a_known_uid_with_another_content_is_set_aside_once(stranger: Stranger) -> None:
    stranger.send(operation(1))
    before = stranger.held()
    other = "f" * 32
    one = operation(1, {"name": "Thôn Khác"})
    stamp = Stamp(other, 1)
    chain = chain_next(chain_start(other), stamp, one.uid, one.commune_code, one.entity, (), one.commit())
    place_there = {"epoch": other, "base_chain": chain_start(other), "last_chain": chain}
    outcome = stranger.send(one, **place_there)
    assert (outcome.verdict, outcome.code, outcome.same_state) == (Verdict.FORK, "GB-11", None)
    assert stranger.held() == before
    with stranger.office.database.read() as connection:
        quarantined = connection.exec_driver_sql("SELECT count(*) FROM quarantined_bundle").scalar()
    assert quarantined == 1
    again = receiving.office_receive(stranger.office, stranger.stick / "XDGN_la.xxb")
    assert again.verdict is Verdict.FORK
    with stranger.office.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM quarantined_bundle").scalar() == 1


def test_a_second_beginning_without_parents_is_told_as_a_new_set_up(stranger: Stranger) -> None:
    stranger.send(operation(1))
    other = "f" * 32
    one = operation(2)
    stamp = Stamp(other, 1)
    chain = chain_next(chain_start(other), stamp, one.uid, one.commune_code, one.entity, (), one.commit())
    outcome = stranger.send(one, epoch=other, base_chain=chain_start(other), last_chain=chain)
    assert (outcome.verdict, outcome.note) == (Verdict.APPLY, Note.REINSTALLED)
    assert outcome.advice


def test_an_end_line_without_hashes_is_only_not_the_same_state(stranger: Stranger) -> None:
    assert stranger.send(operation(1), end={"commune": "22828"}).same_state is False


def test_a_bundle_whose_lines_are_off_the_format_is_refused(stranger: Stranger) -> None:
    with pytest.raises(WrongContents):
        stranger.send(operation(1, {"name": "Hoa\u0300"}))


def test_a_machine_revoked_before_it_sent_anything_is_never_believed(stranger: Stranger) -> None:
    [standing] = receiving.office_communes(stranger.office)
    assert (standing.bundles, standing.received_up_to, standing.last_received_at) == (0, 0, "")
    machines.revoke(stranger.office, standing.device)
    with pytest.raises(Revoked):
        stranger.send(operation(1))
    assert receiving.office_communes(stranger.office)[0].revoked


def test_pairing_anew_lifts_a_revocation(stranger: Stranger) -> None:
    [standing] = receiving.office_communes(stranger.office)
    machines.revoke(stranger.office, standing.device)
    key_file = pairing_service.write_key_file(stranger.commune, stranger.stick)
    machines.office_pair(stranger.office, key_file.path, confirmed=True, folder=stranger.stick)
    assert stranger.send(operation(1)).verdict is Verdict.APPLY


def test_an_unknown_machine_cannot_be_revoked(stranger: Stranger) -> None:
    with pytest.raises(NotFound):
        machines.revoke(stranger.office, "0" * 64)


def test_whoever_cannot_open_a_bundle_still_sees_whether_it_is_whole(stranger: Stranger, tmp_path: Path) -> None:
    exported = exchange.export_to(stranger.commune, stranger.stick)
    passer_by = workspaces.create(folders(tmp_path / "passer-by"), "mật-khẩu-thử-1").workspace
    seen = exchange.verify(passer_by, exported.path)
    assert (seen.operations, seen.own) == (None, False)
    workspaces.close(passer_by)


def test_a_signed_bundle_with_a_broken_chain_does_not_verify(stranger: Stranger) -> None:
    with pytest.raises(Altered):
        stranger.send(operation(1), spoil=True)
    with pytest.raises(Altered):
        exchange.verify(stranger.office, stranger.stick / "XDGN_la.xxb")


def test_streams_that_lost_a_row_are_found(stranger: Stranger) -> None:
    stranger.send(operation(1), operation(2))
    with stranger.office.database.write() as connection:
        assert office_store.broken_streams(connection) == []
        connection.exec_driver_sql("UPDATE stream SET chain = 'x'")
        assert office_store.broken_streams(connection) == [EPOCH]
        connection.exec_driver_sql("UPDATE stream SET cursor = 3")
        assert office_store.broken_streams(connection) == [EPOCH]


def test_every_refusal_has_its_own_code_and_both_sentences() -> None:
    from sinhke_desktop.bundles import refusals

    made = [
        refusals.NotABundle(), refusals.Torn(1), refusals.Altered(), refusals.Lengthened(1), refusals.UnknownSender(),
        refusals.Revoked("x"), refusals.ForAnother(), refusals.OutOfScope("x"), refusals.NewerFormat(),
        refusals.TooBig(), refusals.WrongContents("x"), refusals.Resigned(), refusals.ForeignOffice(),
        refusals.WrongKind("sync"), refusals.TotalsUnfit(), refusals.TotalsOfAnother("22828"),
        refusals.TotalsOlder(1, 2), refusals.WrongRotation(), refusals.ReplacedKey(), refusals.RetiredKey("x"),
        pairing_service.NotPaired(), pairing_service.NotConfirmed("1"),
    ]  # fmt: skip
    assert len({one.code for one in made}) == len(made)
    assert all(one.message and one.advice for one in made)
    assert {type(one) for one in made} >= set(BundleRefused.__subclasses__())
