"""Small real versions of a program: sealed as packaged ones are, packed, and laid out under the real launcher.

Their program is a shell script that ends by order.
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PACKAGING = Path(__file__).parents[2] / "packaging"
sys.path.append(str(PACKAGING))

import version_folder  # noqa: E402 - found through the line above
from release import LINUX, Release  # noqa: E402
from release_key import ReleaseKey  # noqa: E402
from sinhke_desktop.installation import Installation, Kind  # noqa: E402
from sinhke_desktop.services.updates import Installed  # noqa: E402
from update_pack import write_pack  # noqa: E402

LAUNCHER = PACKAGING / "linux" / "launcher.sh"
SAYS = '#!/bin/sh\nprintf "%s|%s|%s\\n" "{version}" "${{SINHKE_TRIAL:-}}" "$*" >>"$SAID"\n{does}\n'
NEWS = "Điểm mới:\n- Biểu 7 in nhanh hơn."


def new_key() -> ReleaseKey:
    return ReleaseKey(Ed25519PrivateKey.generate())


@dataclass
class Maker:
    """Makes versions below *top*, all signed by one key."""

    top: Path
    key: ReleaseKey = field(default_factory=new_key)
    platform: str = LINUX

    def version(self, number: str, does: str = "exit 0", files=(), data_version: str = "0005", key=None) -> Path:
        """A sealed version folder; *files* are (path, content) beside the program and the news."""
        folder = self.top / f"made-{number}-{len(list(self.top.iterdir()))}"
        for path, content in (
            ("sinhke-desktop", SAYS.format(version=number, does=does).encode()),
            ("diem-moi.txt", NEWS.encode()),
            ("_internal/long.bin", b"abc" * 40_000),
            ("_internal/lẻ/Đỗ.txt", "chữ".encode()),
            ("_internal/empty", b""),
            *files,
        ):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        (folder / "sinhke-desktop").chmod(0o755)
        version_folder.seal(folder, self.platform, self.release(number, data_version, key))
        return folder

    def release(self, number: str, data_version: str = "0005", key=None) -> Release:
        nowhere = self.top / "nowhere"
        return Release(number, data_version, 1_700_000_000, nowhere, key or self.key, nowhere, nowhere)

    def pack(self, number: str, **what) -> Path:
        """The update pack of such a version."""
        folder = self.version(number, **what)
        return write_pack(folder, LAUNCHER, self.top / f"SinhKe-{number}-{folder.name[-2:]}.capnhat", 1_700_000_000)

    def installed(self, number: str = "0.1.0", kind: Kind = Kind.TAR, **what) -> Installed:
        """An installation with the real launcher, as seen from its running version."""
        root = self.top / "SinhKe"
        launcher = self.top / "sinhke-desktop"
        launcher.write_bytes(LAUNCHER.read_bytes())
        launcher.chmod(0o755)
        folder = self.version(number, **what)
        version_folder.lay_out(root, kind, self.platform, folder, launcher, self.release(number))
        return self.seen_from(root, number, kind)

    def seen_from(self, root: Path, number: str, kind: Kind = Kind.TAR) -> Installed:
        """The same installation as version *number* of it sees itself."""
        place = Installation(kind, self.platform, root, root / "versions" / number)
        return Installed(place, number, frozenset({self.key.public}))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below *folder* by its path."""
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
