"""The signed list of a version's files: ``manifest.json`` and ``manifest.sig``. Format: docs/update-pack.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sinhke_desktop.bundles.keys import signature_fits
from sinhke_desktop.bundles.refusals import WrongContents
from sinhke_desktop.bundles.strict_json import (
    check_hex,
    check_keys,
    check_list,
    check_number,
    check_text,
    load_object,
)
from sinhke_desktop.bundles.update_refusals import PackDamaged, PackUnsigned, UnknownKey
from sinhke_desktop.domain.operations import canonical
from sinhke_desktop.domain.version_files import LARGEST_VERSION, MOST_FILES, doubles, is_version, name_fault

FORMAT, NAME = "sinhke-version-1", "SinhKe Desktop"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
LONGEST_MANIFEST = 8 << 20
LONGEST_SIGNATURE = 1_000

_FIELDS = frozenset({"format", "name", "version", "platform", "data_version", "made", "files"})
_FILE = frozenset({"path", "size", "sha256"})
_SIGNATURE = frozenset({"key", "signature"})


@dataclass(frozen=True, slots=True)
class VersionFile:
    """One file: its path below the version folder with ``/``, its size in bytes, its SHA-256 in hexadecimal."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A version whose signature fits. ``data_version`` is the step that its data have; ``made`` is an ISO day."""

    version: str
    platform: str
    data_version: str
    made: str
    files: tuple[VersionFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(one.size for one in self.files)

    def file(self, path: str) -> VersionFile | None:
        """The file with this path."""
        return next((one for one in self.files if one.path == path), None)


def read_signed(content: bytes, signature: bytes, trusted: frozenset[str]) -> Manifest:
    """The manifest in *content*, once one of the *trusted* keys (64 hexadecimal digits) is seen to have signed it.

    Not a byte of it is interpreted before. Raises :class:`PackUnsigned`, :class:`UnknownKey`, :class:`PackDamaged`.
    """
    key, signed = _signature(signature)
    if key not in trusted:
        raise UnknownKey
    if not signature_fits(key, bytes.fromhex(signed), FORMAT.encode() + b"\0" + content):
        raise PackUnsigned
    try:
        return _manifest(content)
    except WrongContents as error:
        raise PackDamaged(error.detail) from error


def signer_of(signature: bytes) -> str:
    """The public key that a ``manifest.sig`` names; raises :class:`PackUnsigned`."""
    return _signature(signature)[0]


def _signature(content: bytes) -> tuple[str, str]:
    try:
        if len(content) > LONGEST_SIGNATURE:
            raise WrongContents("signature too long")
        told = check_keys(load_object(content), "signature", _SIGNATURE)
        return check_hex(told["key"], "key", 64), check_hex(told["signature"], "signature", 128)
    except WrongContents as error:
        raise PackUnsigned from error


def _manifest(content: bytes) -> Manifest:
    told = load_object(content, LONGEST_MANIFEST)
    check_keys(told, "manifest", _FIELDS)
    if told["format"] != FORMAT or told["name"] != NAME or canonical(told) != content:
        raise WrongContents("format")
    version = check_text(told["version"], "version", 32)
    if not is_version(version):
        raise WrongContents("version")
    made = check_text(told["made"], "made", 10)
    try:
        date.fromisoformat(made)
    except ValueError as error:
        raise WrongContents("made") from error
    files = tuple(_file(one) for one in check_list(told["files"], "files", MOST_FILES))
    paths = [one.path for one in files]
    if paths != sorted(paths) or doubles([*paths, MANIFEST, SIGNATURE]):
        raise WrongContents("order or doubles")
    found = Manifest(
        version, check_text(told["platform"], "platform", 32), check_text(told["data_version"], "data_version", 8),
        made, files,
    )  # fmt: skip
    if found.size > LARGEST_VERSION:
        raise WrongContents("too large")
    return found


def _file(value: object) -> VersionFile:
    told = check_keys(value, "file", _FILE)
    path = check_text(told["path"], "path")
    if fault := name_fault(path):
        raise WrongContents(f"path: {fault}")
    return VersionFile(path, check_number(told["size"], "size"), check_hex(told["sha256"], "sha256", 64))
