"""What a stick offers to a receiving office."""

from pathlib import Path

import two_machines

from sinhke_desktop.services import machines, pairing, stick_use
from sinhke_desktop.services import workspace as workspaces


def test_an_office_is_asked_to_pair_only_machines_that_it_does_not_know(tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    machine, other = (two_machines.new_machine(tmp_path / name, "Trần Văn Một") for name in ("một", "hai"))
    office = two_machines.new_office(tmp_path / "office")
    try:
        assert stick_use.at_office(office, stick).key_files == ()
        known = pairing.write_key_file(machine, stick).path
        assert stick_use.at_office(office, stick).key_files == (known,)
        machines.office_pair(office, known, confirmed=True)
        unknown = pairing.write_key_file(other, stick).path
        assert stick_use.at_office(office, stick).key_files == (unknown,)
        [paired] = machines.machines(office)
        machines.revoke(office, paired.device)
        assert set(stick_use.at_office(office, stick).key_files) == {known, unknown}
    finally:
        for one in (machine, other, office):
            workspaces.close(one)
