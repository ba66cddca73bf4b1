"""The bundled parts of this checkout: none without a licence and its text."""

import json
import re
import sysconfig
import tomllib
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

import pytest

from sinhke_desktop import paths
from sinhke_desktop.domain.licences import PartKind, may_ship
from sinhke_desktop.errors import NotFound
from sinhke_desktop.services import licence_parts, licences
from sinhke_desktop.services.licence_parts import Licences, composed, copyright_lines

TOP = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def here() -> Licences:
    return licences.read()


def a_package(folder: Path, name: str, *metadata: str, **files: str) -> Distribution:
    info = folder / f"{name}-1.0.dist-info"
    for path, text in {"METADATA": "\n".join((f"Name: {name}", "Version: 1.0", *metadata)), **files}.items():
        (info / path).parent.mkdir(parents=True, exist_ok=True)
        (info / path).write_text(text, encoding="utf-8")
    names = [path.relative_to(folder).as_posix() for path in info.rglob("*") if path.is_file()]
    (info / "RECORD").write_text("".join(f"{one},,\n" for one in [f"{name}/__init__.py", *names]), encoding="utf-8")
    return PathDistribution(info)


def test_every_package_of_the_locks_is_in_the_catalogue_and_no_other():
    locked = set()
    for name in ("run.txt", "windows.txt"):
        lock = TOP / "packaging" / "locks" / name
        locked |= set(re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==", lock.read_text(encoding="utf-8"), re.M))
    assert locked == set(licence_parts.catalogue()["distribution"])


def test_every_part_has_a_name_a_licence_that_may_ship_and_texts_that_are_there(here):
    assert len(here.parts) > 300
    for part in here.parts:
        assert part.name
        assert may_ship(part.licence), part.name
        assert part.texts, part.name
        assert all(here.texts[name].stat().st_size > 20 for name in part.texts), part.name


def test_what_lies_inside_other_packages_is_told_too(here):
    found = {(part.name, carrier) for part in here.parts for carrier in part.inside}
    for pair in (
        ("SQLCipher Community", "sqlcipher3"),
        ("OpenSSL", "cryptography"),
        ("libpq (PostgreSQL)", "psycopg-binary"),
        ("OpenBLAS, LAPACK", "numpy"),
        ("PDFium", "pypdfium2"),
        ("calamine", "python-calamine"),
        ("age", "pyrage"),
        ("HarfBuzz-NG", "pyside6-essentials"),
    ):
        assert pair in found


def test_fonts_icons_and_lists_have_a_part_each(here):
    kinds = {kind: {part.texts for part in here.parts if part.kind is kind} for kind in PartKind}
    assert {"fonts/BeVietnamPro-OFL.txt", "fonts/LiberationSerif-OFL.txt"} == {t for (t,) in kinds[PartKind.FONT]}
    assert kinds[PartKind.ICONS] == {("icons/LICENSE",)}
    sources = {f"{path.parent.name}/{path.name}" for path in paths.resource().rglob("*.source.md")}
    assert sources == {t for (t,) in kinds[PartKind.DATA]}


def test_the_text_of_an_lgpl_library_tells_how_to_replace_it_and_has_both_licences(here):
    (qt,) = licences.chosen(here, "qt")
    text = licences.text_of(qt, here)
    assert "THAY CÁC THƯ VIỆN THEO GIẤY PHÉP LGPL" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "6.11.2" in text.splitlines()[0]


def test_the_text_of_a_part_names_its_authors_source_carrier_and_remark(here):
    (sqlite,) = [one for one in licences.chosen(here, "sqlite") if "CPython" in one.inside]
    text = licences.text_of(sqlite, here)
    for words in ("https://www.sqlite.org/", "CPython", sqlite.note):
        assert words in text


def test_an_unknown_part_is_refused_with_a_sentence(here):
    with pytest.raises(NotFound, match="khong-co"):
        licences.chosen(here, "khong-co")


def test_one_file_holds_every_part_and_each_text_once(here, tmp_path):
    target = tmp_path / "giay-phep.txt"
    licences.save_all(here, target)
    whole = target.read_text(encoding="utf-8")
    assert all(part.name in whole for part in here.parts)
    assert whole.count("THAY CÁC THƯ VIỆN THEO GIẤY PHÉP LGPL") == 1


def test_a_choice_of_licences_says_which_one_was_taken():
    assert licences.licence_words("MIT") == "MIT"
    assert licences.licence_words("GPL-2.0-only OR FTL").startswith("FTL (")
    assert licences.taken_words("(MIT OR GPL-2.0-only) AND Zlib") == "MIT, Zlib"
    assert "LicenseRef" not in licences.licence_words("LicenseRef-Public-Domain")
    assert licences.licence_words("LicenseRef-Intel-Simplified-Software-License") == "Intel Simplified Software License"


def test_a_packaged_version_reads_the_list_that_it_was_built_with(here, tmp_path):
    part = here.parts[0]
    (tmp_path / "texts").mkdir()
    for name in part.texts:
        (tmp_path / "texts" / name).write_text("the text", encoding="utf-8")
    told = {"format": licences.FORMAT, "platform": "linux-x86_64", "parts": [licences.content(part)]}
    (tmp_path / licences.LIST).write_text(json.dumps(told), encoding="utf-8")
    read = licences.read(tmp_path)
    assert read.parts == (part,)
    assert licences.text_of(part, read).endswith("the text\n")


def test_only_packages_that_this_python_has_are_listed(monkeypatch):
    told = licence_parts.catalogue()
    monkeypatch.setattr(licence_parts, "catalogue", lambda: told | {"distribution": {"absent-package": {}, "mako": {}}})
    assert [licence_parts.name_of(one) for one in licence_parts.installed()] == ["mako"]


def test_a_package_that_the_catalogue_does_not_know_is_refused(tmp_path):
    with pytest.raises(ValueError, match="not in the catalogue"):
        composed([a_package(tmp_path, "stranger", "License-Expression: MIT")])


def test_a_package_without_a_text_is_refused(tmp_path):
    with pytest.raises(ValueError, match="mako has no licence text"):
        composed([a_package(tmp_path, "mako", "License-Expression: MIT")])


def test_a_text_that_is_named_but_missing_is_refused(tmp_path, monkeypatch):
    told = licence_parts.catalogue()
    told["part"] = [{"id": "a", "name": "A", "licence": "MIT", "texts": ["absent.txt"]}]
    monkeypatch.setattr(licence_parts, "catalogue", lambda: told)
    with pytest.raises(ValueError, match=r"absent\.txt of A is missing"):
        composed([])


def test_a_licence_is_told_by_expression_plain_words_or_classifier_and_else_refused(tmp_path):
    text = {"licenses/LICENSE": "Copyright (c) 2020 Somebody\n" + "x" * 200}
    ways = {"License-Expression: BSD-2-Clause": "BSD-2-Clause", "License: MIT": "MIT",
            "Classifier: License :: OSI Approved :: BSD License": "BSD-3-Clause"}  # fmt: skip
    for number, (line, licence) in enumerate(ways.items()):
        found = composed([a_package(tmp_path / str(number), "mako", line, "Home-page: https://mako.example", **text)])
        (part,) = [one for one in found.parts if one.id == "mako"]
        assert (part.licence, part.copyright) == (licence, ("Copyright (c) 2020 Somebody",))
        assert part.source == "https://mako.example"
        assert part.files == ("site/mako/*", "_internal/mako/*")
    with pytest.raises(ValueError, match="licence of mako cannot be told"):
        composed([a_package(tmp_path / "none", "mako", "Classifier: Topic :: Text", **text)])


def test_an_author_stands_where_no_text_has_a_copyright_line(tmp_path):
    package = a_package(tmp_path, "mako", "License: MIT", "Author-email: A B <a@b.example>", LICENSE="free")
    (part,) = [one for one in composed([package]).parts if one.id == "mako"]
    assert part.copyright == ("A B",)


def crates(*lines: dict[str, object]) -> dict[str, str]:
    return {"licenses/LICENSE": "free", "sboms/one.cyclonedx.json": json.dumps({"components": list(lines)})}


def test_rust_libraries_are_told_once_with_every_package_that_carries_them(tmp_path):
    one = {"name": "base64", "version": "0.1", "purl": "pkg:cargo/base64@0.1", "licenses": [{"expression": "MIT"}]}
    only_to_build = one | {"name": "cc", "scope": "excluded"}
    packages = [a_package(tmp_path, name, "License: MIT", **crates(one, only_to_build)) for name in ("mako", "cffi")]
    (crate,) = [part for part in composed(packages).parts if part.id.startswith("cargo-")]
    assert (crate.name, crate.inside, crate.texts) == ("base64", ("mako", "cffi"), ("MIT.txt",))
    assert crate.copyright == ("The base64 developers",)


def test_a_rust_library_whose_licence_is_unknown_is_refused_but_one_named_or_with_a_known_text_is_taken(tmp_path):
    one = {"name": "x", "version": "1", "purl": "pkg:cargo/x@1"}
    unicode = {"license": {"name": "Unknown", "text": {"content": "VU5JQ09ERSBMSUNFTlNFIFYzCg=="}}}
    for number, (said, licence) in enumerate(((unicode, "Unicode-3.0"), ({"license": {"id": "MIT"}}, "MIT"))):
        package = a_package(tmp_path / str(number), "mako", "License: MIT", **crates(one | {"licenses": [said]}))
        assert "cargo-x-1" in {part.id for part in composed([package]).parts if part.licence == licence}
    with pytest.raises(ValueError, match="licence of the crate x cannot be told"):
        composed([a_package(tmp_path / "none", "mako", "License: MIT", **crates(one))])


def test_parts_of_other_platforms_and_tools_of_packages_are_left_out():
    linux = {part.id for part in composed([], "linux-x86_64", "3.11.9", packaged=True).parts}
    windows = {part.id for part in composed([], "windows-x86_64", "3.11.9", packaged=True).parts}
    assert {"nsis", "msvc-runtime"} <= windows - linux
    assert "pyinstaller-bootloader" in linux - windows
    assert "nsis" not in {part.id for part in composed([]).parts}
    assert {part.version for part in composed([], python_version="3.11.9").parts if part.id == "python"} == {"3.11.9"}


def test_copyright_lines_leave_out_sentences_about_copyright():
    text = (
        "Copyright (c) 2020 A\nThe above copyright notice\n* (C) 2019 B\n(c) You must retain\nCopyright [yyyy] [name]"
    )
    assert copyright_lines(text) == ["Copyright (c) 2020 A", "(C) 2019 B"]


def test_the_catalogue_is_one_toml_file_whose_ids_are_single():
    told = tomllib.loads(paths.resource("licences", "parts.toml").read_text(encoding="utf-8"))
    ids = [line["id"] for line in told["part"]]
    assert len(ids) == len(set(ids))


def test_every_text_that_is_shipped_belongs_to_a_part():
    told = licence_parts.catalogue()
    used = {name for line in told["part"] for name in line["texts"]} | set(told["standard"].values())
    used |= {name for line in told["distribution"].values() for name in line.get("texts", ())}
    assert {path.name for path in paths.resource("licences", "texts").iterdir()} <= used


def test_the_versions_inside_packages_are_those_that_the_catalogue_tells(tmp_path):
    here = composed(licence_parts.installed(), "linux-x86_64")
    site = Path(sysconfig.get_path("platlib"))
    assert licence_parts.unmarked(site.parent, here.parts) == []
    (tmp_path / "site" / "sqlcipher3").mkdir(parents=True)
    (tmp_path / "site" / "sqlcipher3" / "_sqlite3.so").write_bytes(b"4.20.0")
    wrong = licence_parts.unmarked(tmp_path, [part for part in here.parts if part.id == "sqlcipher"])
    assert len(wrong) == 1
    assert wrong[0].startswith("SQLCipher Community: no file")
    assert licence_parts.unmarked(tmp_path, [part for part in here.parts if part.id == "python"]) == []


def test_the_frozen_program_s_bootloader_has_the_version_of_the_lock():
    lock = (TOP / "packaging" / "locks" / "package.txt").read_text(encoding="utf-8")
    (told,) = [line["version"] for line in licence_parts.catalogue()["part"] if line["id"] == "pyinstaller-bootloader"]
    assert f"pyinstaller=={told} " in lock
