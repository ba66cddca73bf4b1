"""Keeps what a commune and its office exchange under the present data version: ``keep_bundles.py FOLDER``.

Run it with the code whose bundles are to be kept first on PYTHONPATH; see ``bundles.md``.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    communes,
    exchange,
    hamlets,
    households,
    machines,
    model_sample,
    pairing,
    place,
    receiving,
    reviews,
    units,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import audit, keyslots, schema
from sinhke_desktop.storage.exchange import KEYS
from sinhke_desktop.storage.local_values import get_value

PASSWORD = "mật-khẩu-thử-1"
HEADS = (
    "Đỗ Đức Dũng", "Lê Văn Bình", "Phạm Thị Thu Hường", "Nguyễn Thị Kim Cúc", "Trần Văn Đức", "Võ Hữu Thắng",
    "Hồ Thị Lan", "Katơr Thị Nga", "Chamaléa Sinh",
)  # fmt: skip
POOR = {1, 3, 8}


def at_rest(workspace: Workspace) -> Workspace:
    """The same with a clock that stands still."""
    return replace(workspace, clock=lambda: datetime(2025, 11, 20, 3, 0, tzinfo=UTC))


def register(workspace: Workspace, hamlet_id: str, number: int) -> None:
    """The household of that number with its review."""
    head = HEADS[number]
    members = (
        MemberInput(head, "Chủ hộ", "male", "1980", "Kinh"),
        MemberInput(f"{head} Con", "Con trai", "male", "2010", "Kinh"),
    )
    household = households.register(workspace, HouseholdInput(hamlet_id, members, list_number=number + 1))
    lacking = ("employment", "nutrition", "healthInsurance") if number in POOR else ("employment",)
    typed = reviews.ReviewInput(
        household.id, "2023", income_points="120", deprivation_points="30", deprived=frozenset(lacking)
    )
    reviews.record(workspace, typed)


def secrets(workspace: Workspace) -> dict[str, str]:
    """The machine's secret keys as they are kept."""
    with workspace.database.read() as connection:
        kept: dict[str, str] = json.loads(get_value(connection, KEYS))
    return kept


def keep(target: Path, top: Path) -> None:
    """Both stores below *top*; what is kept goes to *target*."""
    office = at_rest(receiving.office_init(folders(top / "office"), PASSWORD, "Phòng Kinh tế Thử").workspace)
    created = workspaces.create(folders(top / "commune"), PASSWORD).workspace
    set_up = communes.set_up(created, units.unit("22828"), Area.RURAL, "2023-2025", "Nguyễn Thị Thử")
    commune = at_rest(set_up)
    place.check(commune)
    key_file = pairing.write_key_file(commune, target).path
    certificate = machines.office_pair(office, key_file, confirmed=True, folder=target)
    pairing.accept_certificate(commune, certificate, confirmed=True)
    upper, lower = hamlets.add(commune, "Tân Hòa").id, hamlets.add(commune, "Tân Tiến").id
    for number in range(5):
        register(commune, lower, number)
    bundles = [exchange.export_to(commune, target)]
    for number in range(5, len(HEADS)):
        register(commune, lower if number < 7 else upper, number)
    model_sample.enter(commune)
    bundles.append(exchange.export_to(commune, target))
    workspaces.close(office)
    shutil.copytree(top / "office", target / "office")
    office = at_rest(workspaces.open_with_password(folders(top / "office"), PASSWORD))
    receipts = [receiving.office_receive(office, one.path, target).receipt_path for one in bundles]
    with commune.database.read() as connection:
        state, heads = audit.hashes(connection)
        counts = {name: number for name, number in audit.counts(connection).items() if number}
    keys = {"note": "keys of invented machines, for tests only", "commune": secrets(commune), "office": secrets(office)}
    expected = {
        "bundles": [one.path.name for one in bundles],
        "certificate": certificate.name,
        "counts": counts,
        "data_version": schema.NEWEST,
        "heads": heads,
        "key_file": key_file.name,
        "operations": [one.operations for one in bundles],
        "receipts": [one.name for one in receipts if one is not None],
        "state": state,
    }
    for name, kept in (("test-keys.json", keys), ("expected.json", expected)):
        (target / name).write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    workspaces.close(commune)
    workspaces.close(office)


def main() -> int:
    """Keep them in the folder named, which must not be there yet."""
    keyslots.MEMORY_KIB, keyslots.PASSES = 64, 1
    target = Path(sys.argv[1])
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as top:
        keep(target, Path(top))
    return 0


if __name__ == "__main__":
    sys.exit(main())
