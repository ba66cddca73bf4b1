"""What thieves of the laptop can read: no name and no citizen id, in any file, open or closed."""

from pathlib import Path

import invented

from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    backups,
    exchange,
    hamlets,
    households,
    imports,
    machines,
    pairing,
    place,
    receiving,
    register,
)
from sinhke_desktop.services import workspace as workspaces

LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"
PASSWORD = "mật-khẩu-thử-1"


def seeded(workspace):
    """Every name (as typed and folded) and citizen id in the store, as bytes in the encodings a file may have."""
    words = set()
    for one in households.get_many(workspace, [row.household_id for row in register.load(workspace).rows]):
        for member in one.members:
            words |= {member.full_name, fold(member.full_name), member.citizen_id}
    words -= {""}
    return {word.encode(encoding) for word in words for encoding in ("utf-8", "utf-16-le")}


def readable(top, words):
    found = []
    for path in sorted(top.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            found += [(path.relative_to(top), word) for word in words if word in content]
    return found


def test_after_full_use_no_file_holds_a_readable_name_or_citizen_id(workspace, tmp_path):
    stick = tmp_path / "usb"
    stick.mkdir()
    place.check(workspace)
    office = receiving.office_init(folders(tmp_path / "office"), PASSWORD, "Phòng Kinh tế Thử").workspace
    certificate = machines.office_pair(office, pairing.write_key_file(workspace, stick).path, confirmed=True)
    pairing.accept_certificate(workspace, certificate, confirmed=True)
    imports.apply(workspace, imports.plan(workspace, LIST))
    first = register.load(workspace).rows[0]
    households.remove(workspace, first.household_id, "Chuyển đi")
    backups.make(workspace)
    receipt = receiving.office_receive(office, exchange.export_to(workspace, stick).path).receipt_path
    exchange.read_receipt(workspace, receipt)
    words = seeded(workspace)
    assert len(words) > 2000
    assert (workspace.folders.data / "sinhke.db-wal").stat().st_size > 0
    assert readable(tmp_path, words) == []
    assert hamlets.all_hamlets(workspace)
    workspaces.close(office)
    assert readable(tmp_path, words) == []


def test_the_scan_finds_a_name_that_is_there(workspace, tmp_path):
    imports.apply(workspace, invented.prepared(workspace, invented.review_list(5, 9)))
    words = seeded(workspace)
    (tmp_path / "lost.log").write_bytes(b"x" + max(words) + b"y")
    assert readable(tmp_path, words)
