"""The licences of everything bundled: the list that the package was built with, else one of what is installed here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sinhke_desktop import paths
from sinhke_desktop.domain.licences import Part, PartKind, applied, is_replaceable
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import NotFound
from sinhke_desktop.files import write_whole
from sinhke_desktop.i18n import _
from sinhke_desktop.services.licence_parts import TEXTS, Licences, composed, installed

LIST = "licences.json"
FORMAT = "sinhke-licences-1"
RULE = "=" * 78


def read(folder: Path | None = None) -> Licences:
    """Every bundled part with its texts.

    A packaged version carries the list that was checked against its files in *folder* (default: the shipped one); in
    a checkout or beside a wheel it is put together from the packages that this Python has.
    """
    folder = folder or paths.resource("licences")
    if not (folder / LIST).is_file():
        return composed(installed())
    told = json.loads((folder / LIST).read_text(encoding="utf-8"))
    parts = tuple(_part(line) for line in told["parts"])
    return Licences(parts, {name: folder / TEXTS / name for part in parts for name in part.texts})


def _part(line: Mapping[str, Any]) -> Part:
    return Part(
        id=line["id"],
        name=line["name"],
        version=line["version"],
        kind=PartKind(line["kind"]),
        licence=line["licence"],
        copyright=tuple(line["copyright"]),
        source=line["source"],
        inside=tuple(line["inside"]),
        files=tuple(line["files"]),
        texts=tuple(line["texts"]),
        note=line["note"],
    )


def content(part: Part) -> dict[str, Any]:
    """A part as it stands in ``licences.json`` and in answers of the command line."""
    return {
        "id": part.id,
        "name": part.name,
        "version": part.version,
        "kind": str(part.kind),
        "licence": part.licence,
        "copyright": list(part.copyright),
        "source": part.source,
        "inside": list(part.inside),
        "files": list(part.files),
        "texts": list(part.texts),
        "note": part.note,
    }


def text_of(part: Part, licences: Licences) -> str:
    """What is known of a part and its licence texts whole, as it is shown, copied and saved."""
    head = [
        f"{part.name} {part.version}".strip(),
        *part.copyright,
        _("Licence: {licence}").format(licence=licence_words(part.licence)),
    ]
    if part.source:
        head.append(_("Taken from: {source}").format(source=part.source))
    if part.inside:
        head.append(_("Came inside: {carriers}").format(carriers=", ".join(part.inside)))
    if part.note:
        head.append(part.note)
    if is_replaceable(part.licence):
        head.append(_("This library may be replaced by a changed one; how is told below."))
    texts = [licences.texts[name].read_text(encoding="utf-8", errors="replace").strip("\r\n") for name in part.texts]
    return f"\n\n{RULE}\n\n".join(["\n".join(head), *texts]) + "\n"


def taken_words(licence: str) -> str:
    """The licence under which a part is taken, for a list: SPDX names or, where it has none, words."""
    if licence.startswith("LicenseRef-"):
        return _own_names().get(licence, licence.removeprefix("LicenseRef-").replace("-", " "))
    return ", ".join(applied(licence))


def licence_words(licence: str) -> str:
    """The licence for a reader, with the choice that the authors leave."""
    taken = taken_words(licence)
    return taken if " OR " not in licence else _("{taken} (chosen from: {all})").format(taken=taken, all=licence)


def _own_names() -> dict[str, str]:
    return {
        "LicenseRef-Public-Domain": _("Public domain"),
        "LicenseRef-No-Licence-Needed": _("Public facts, no licence needed"),
    }


def chosen(licences: Licences, name: str) -> list[Part]:
    """The parts called *name* (id or name, small letters, no accents); raises NotFound where there is none."""
    wanted = fold(name)
    found = [part for part in licences.parts if wanted in (part.id, fold(part.name))]
    if not found:
        raise NotFound(
            _("No bundled part is called {name}.").format(name=name),
            _("`sinhke-desktop licences` lists all of them."),
        )
    return found


def save_all(licences: Licences, target: Path) -> None:
    """Write one text file with every part and every text, each text once, in the order of the list."""
    lines = [_("Licences of SinhKe Desktop and of everything bundled with it"), ""]
    names: dict[str, int] = {}
    for part in licences.parts:
        numbers = [names.setdefault(name, len(names) + 1) for name in part.texts]
        told = ", ".join(f"[{number}]" for number in numbers)
        lines += [f"{part.name} {part.version}".strip(), *(f"    {line}" for line in part.copyright)]
        lines += [f"    {licence_words(part.licence)} {told}", ""]
    for name, number in names.items():
        text = licences.texts[name].read_text(encoding="utf-8", errors="replace").strip("\r\n")
        lines += [RULE, f"[{number}]", RULE, "", text, ""]
    write_whole(target, "\n".join(lines).encode("utf-8"))
