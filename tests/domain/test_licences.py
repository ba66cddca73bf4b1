"""Licence expressions, and the list of bundled parts."""

import pytest

from sinhke_desktop.domain.licences import Part, PartKind, applied, in_order, is_replaceable, may_ship, with_words


def a_part(name: str, licence: str = "MIT", kind: PartKind = PartKind.LIBRARY, **more: object) -> Part:
    return Part(id=name.lower(), name=name, version="1.0", kind=kind, licence=licence, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("expression", "taken"),
    [
        ("MIT", ("MIT",)),
        ("MIT OR Apache-2.0", ("MIT",)),
        ("GPL-2.0-only OR FTL", ("FTL",)),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", ("LGPL-3.0-only",)),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", ("MIT", "Unicode-3.0")),
        ("MIT AND MIT", ("MIT",)),
        ("Apache-2.0 WITH LLVM-exception OR MIT", ("MIT",)),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", ("GPL-3.0-or-later WITH GCC-exception-3.1",)),
    ],
)
def test_of_a_choice_the_mildest_licence_is_taken_and_of_several_all(expression, taken):
    assert applied(expression) == taken


@pytest.mark.parametrize("expression", ["", "MIT OR", "(MIT", "AND MIT", "MIT Apache-2.0", "MIT)"])
def test_what_is_no_licence_expression_is_refused(expression):
    with pytest.raises(ValueError, match="expression"):
        applied(expression)


def test_a_licence_that_binds_the_whole_program_may_not_ship_but_one_with_its_exception_may():
    assert not may_ship("GPL-3.0-only")
    assert not may_ship("MIT AND AGPL-3.0-only")
    assert may_ship("GPL-2.0-only OR MIT")
    assert may_ship("GPL-2.0-or-later WITH Bootloader-exception")
    assert may_ship("LGPL-2.1-or-later")


def test_only_libraries_under_the_lgpl_are_told_to_be_replaceable():
    assert is_replaceable("LGPL-3.0-only OR GPL-3.0-only")
    assert not is_replaceable("MIT OR LGPL-2.1-or-later")


def test_parts_are_found_by_every_word_without_accents():
    parts = [a_part("Danh mục dân tộc"), a_part("OpenSSL", inside=("cryptography",)), a_part("Qt", "LGPL-3.0-only")]
    assert [one.name for one in with_words(parts, "dan toc")] == ["Danh mục dân tộc"]
    assert [one.name for one in with_words(parts, "openssl CRYPTO")] == ["OpenSSL"]
    assert [one.name for one in with_words(parts, "lgpl")] == ["Qt"]
    assert with_words(parts, "openssl qt") == []
    assert with_words(parts, " ") == parts


def test_the_program_comes_first_and_what_came_inside_another_after_the_others_of_its_kind():
    parts = [
        a_part("zlib"),
        a_part("abseil", inside=("pypdfium2",)),
        a_part("Lucide", kind=PartKind.ICONS),
        a_part("SinhKe Desktop", kind=PartKind.PROGRAM),
    ]
    assert [one.name for one in in_order(parts)] == ["SinhKe Desktop", "zlib", "abseil", "Lucide"]
