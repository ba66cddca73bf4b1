"""The software bill of materials (CycloneDX 1.6, JSON) of a packaged version, out of its licences and the locks."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import Distribution

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.spdx import is_supported_id
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from release import LOCKS
from sinhke_desktop.domain.licences import Part, PartKind
from sinhke_desktop.services.licence_parts import Licences

LOCK = {"linux-x86_64": "run.txt", "windows-x86_64": "windows.txt"}
TYPES = {
    PartKind.PROGRAM: ComponentType.APPLICATION,
    PartKind.RUNTIME: ComponentType.PLATFORM,
    PartKind.LIBRARY: ComponentType.LIBRARY,
    PartKind.TOOL: ComponentType.LIBRARY,
    PartKind.FONT: ComponentType.FILE,
    PartKind.ICONS: ComponentType.FILE,
    PartKind.DATA: ComponentType.DATA,
}
NAMESPACE = uuid.UUID("5b0f1c1e-8d0b-5f0e-9d2c-3b7c0f6a2a11")


def bill_text(licences: Licences, distributions: Iterable[Distribution], platform: str, moment: int) -> str:
    """The bill as JSON text; *moment* (seconds, SOURCE_DATE_EPOCH) is its time, and nothing in it is random.

    Raises ValueError if the library finds it not to fit the schema.
    """
    hashes = locked_hashes((LOCKS / LOCK[platform]).read_text(encoding="utf-8"))
    components = {part.id: _component(part, hashes) for part in licences.parts}
    program = components["sinhke-desktop"]
    bom = Bom(components=[one for key, one in components.items() if key != "sinhke-desktop"])
    bom.metadata.component = program
    bom.metadata.timestamp = datetime.fromtimestamp(moment, UTC)
    bom.metadata.properties.add(Property(name="sinhke:platform", value=platform))
    bom.serial_number = uuid.uuid5(NAMESPACE, f"{program.version} {platform} {moment}")
    for one, needed in _needs(licences.parts, distributions).items():
        bom.register_dependency(components[one], [components[name] for name in sorted(needed) if name in components])
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    if wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(f"the bill of materials does not fit CycloneDX 1.6: {wrong}")
    return json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def locked_hashes(lock: str) -> dict[str, list[str]]:
    """The SHA-256 hashes that a lock allows for each package and version, by ``name==version``."""
    found: dict[str, list[str]] = {}
    key = ""
    for line in lock.splitlines():
        if named := re.match(r"([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==([^\s;]+)", line):
            key = f"{named.group(1).lower()}=={named.group(2)}"
        for digest in re.findall(r"--hash=sha256:([0-9a-f]{64})", line):
            found.setdefault(key, []).append(digest)
    return found


def _component(part: Part, hashes: Mapping[str, list[str]]) -> Component:
    component = Component(
        name=part.name,
        version=part.version or None,
        type=TYPES[part.kind],
        bom_ref=part.id,
        purl=_purl(part, hashes),
        copyright="\n".join(part.copyright) or None,
        licenses=[_licence(part.licence)],
    )
    if part.source:
        component.external_references.add(ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(part.source)))
    locked = sorted(hashes.get(f"{part.id}=={part.version}", ()))
    if len(locked) == 1:
        component.hashes.add(HashType(alg=HashAlgorithm.SHA_256, content=locked[0]))
    for digest in locked if len(locked) > 1 else ():
        component.properties.add(Property(name="sinhke:locked-sha256", value=digest))
    for carrier in part.inside:
        component.properties.add(Property(name="sinhke:inside", value=carrier))
    return component


def _purl(part: Part, hashes: Mapping[str, list[str]]) -> PackageURL | None:
    if part.id.startswith("cargo-"):
        return PackageURL("cargo", name=part.name, version=part.version)
    if f"{part.id}=={part.version}" in hashes:
        return PackageURL("pypi", name=part.id, version=part.version)
    if part.kind in (PartKind.LIBRARY, PartKind.RUNTIME) and part.version:
        return PackageURL("generic", name=part.name.split(" (")[0].lower().replace(" ", "-"), version=part.version)
    return None


def _licence(licence: str) -> LicenseExpression | DisjunctiveLicense:
    if " " in licence:
        return LicenseExpression(licence)
    return DisjunctiveLicense(id=licence) if is_supported_id(licence) else DisjunctiveLicense(name=licence)


def _needs(parts: Iterable[Part], distributions: Iterable[Distribution]) -> dict[str, set[str]]:
    """What each part needs: packages by their metadata, what is inside a package by its carrier, ours all packages."""
    parts = list(parts)
    ids = {part.id for part in parts}
    needs: dict[str, set[str]] = {part.id: set() for part in parts}
    needs["sinhke-desktop"] = {part.id for part in parts if not part.inside} - {"sinhke-desktop"}
    for part in parts:
        for carrier in part.inside:
            needs["python" if carrier == "CPython" else carrier].add(part.id)
    for one in distributions:
        name = re.sub(r"[-_.]+", "-", str(one.metadata["Name"])).lower()
        wanted = (re.match(r"[A-Za-z0-9_.-]+", line) for line in one.requires or () if "extra ==" not in line)
        named = {re.sub(r"[-_.]+", "-", found.group()).lower() for found in wanted if found}
        needs.setdefault(name, set()).update((named & ids) - {name})
    return {key: value for key, value in needs.items() if key in ids}
