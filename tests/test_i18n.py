"""Every text for people has its Vietnamese, with the same places to fill in."""

import ast
import importlib.util
import re
import string
import struct
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from sinhke_desktop import i18n

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "translations" / "vi" / "LC_MESSAGES"
SOURCE = ROOT / "src" / "sinhke_desktop"


def merged():
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "packaging" / "catalogue.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.merged(FOLDER)


def catalogue():
    return {message.id: message.string for message in merged() if message.id}


def marked():
    """Text → where it stands, of every ``_("...")`` and ``N_("...")``; a call with anything else is a mistake."""
    found, wrong = {}, []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_")):
                continue
            word = node.args[0] if node.args else None
            where = f"{path.relative_to(SOURCE)}:{node.lineno}"
            if isinstance(word, ast.Constant) and isinstance(word.value, str):
                found.setdefault(word.value, where)
            elif isinstance(word, ast.JoinedStr):
                wrong.append(where)
    return found, wrong


def places(text):
    return sorted((name or "", form or "") for _, name, form, _ in string.Formatter().parse(text) if name is not None)


@pytest.fixture(scope="module")
def vietnamese():
    return catalogue()


def test_no_text_is_put_together_before_it_is_translated():
    assert marked()[1] == []


def test_every_text_has_its_vietnamese(vietnamese):
    found, _ = marked()
    assert len(found) > 500
    assert {text: where for text, where in found.items() if text and not vietnamese.get(text)} == {}


def test_a_translation_fills_in_the_same_places(vietnamese):
    found, _ = marked()
    assert {
        text: vietnamese[text] for text in found if vietnamese.get(text) and places(text) != places(vietnamese[text])
    } == {}


def test_no_translation_is_a_guess_or_contradicts_another():
    seen = {}
    for path in sorted(FOLDER.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if not message.id:
                    continue
                assert not message.fuzzy, (path.name, message.id)
                if message.string:
                    assert seen.setdefault(message.id, message.string) == message.string, (path.name, message.id)
    assert seen


def test_translations_are_composed_and_hold_no_stray_space(vietnamese):
    import unicodedata

    for text, translated in vietnamese.items():
        assert unicodedata.is_normalized("NFC", translated), translated
        assert bool(re.search(r"\s$", text)) == bool(re.search(r"\s$", translated)), translated


def compiled(texts, order):
    """A catalogue as msgfmt writes it, its numbers in *order*."""
    lines = sorted((source.encode(), target.encode()) for source, target in {"": "Content-Type: x\n", **texts}.items())
    begin, tables, words = 28 + 16 * len(lines), ([], []), b""
    for column in (0, 1):
        for line in lines:
            tables[column].append(struct.pack(f"{order}2I", len(line[column]), begin + len(words)))
            words += line[column] + b"\0"
    head = struct.pack(f"{order}7I", i18n.MAGIC, 0, len(lines), 28, 28 + 8 * len(lines), 0, 0)
    return head + b"".join(tables[0]) + b"".join(tables[1]) + words


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_text_is_found_where_it_lies_in_the_catalogue(order):
    texts = {"Open": "Mở", "Next": "Tiếp", "Đóng": "Close", "a": "b"}
    made = i18n.Catalogue(compiled(texts, order))
    assert {text: made.gettext(text) for text in texts} == texts
    assert [made.gettext(text) for text in ("Nex", "Nexts", "zzz", "A")] == ["Nex", "Nexts", "zzz", "A"]


def test_the_program_says_what_gettext_would_say(vietnamese):
    sample = [text for text, words in vietnamese.items() if isinstance(text, str) and words]
    assert [i18n._(text) for text in sample] == [vietnamese[text] for text in sample]


def test_the_same_texts_give_the_same_catalogue_whenever_it_is_made():
    compiled = BytesIO()
    write_mo(compiled, merged())
    assert b"POT-Creation-Date: 1970-01-01 00:00+0000" in compiled.getvalue()


def test_a_checkout_without_a_catalogue_speaks_english_and_another_file_is_refused():
    assert i18n.Catalogue(b"").gettext("Next") == "Next"
    for content in (b"PK\3\4" + bytes(40), compiled({}, "<")[:12]):
        with pytest.raises(ValueError, match="no compiled catalogue"):
            i18n.Catalogue(content)
