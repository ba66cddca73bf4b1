"""Reading and writing a file of the library of models (TOML); what is wrong is named by file and line."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from sinhke_desktop.domain.economics import Side
from sinhke_desktop.domain.livelihood import LONGEST_CYCLE
from sinhke_desktop.domain.model_library import LibraryLine, LibraryModel
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.typed_record import MOST_MONEY
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services.rule_files import toml_words
from sinhke_desktop.services.rule_lines import deepest_line, line_in_error, line_of, lines_of, longest_number

Kind = TypeVar("Kind")
LARGEST_FILE = 512 * 1024
MOST_QUANTITY, MOST_PERCENT = 10**9, 1000
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MODEL = ("name", "thing", "unit", "cycle_months", "summary", "inputs", "risks", "market", "sources", "line")
_LINE = ("side", "name", "quantity", "unit", "unit_price", "first_month", "every_months", "last_month",
         "worst_percent", "own", "source")  # fmt: skip


class LibraryFileWrong(SinhkeError):
    """A file of the library breaks its form. Codes: ``MH-20`` it cannot be read as TOML, ``MH-21`` a field is missing
    or has a wrong value, ``MH-22`` an unknown field, ``MH-23`` beside another file."""

    code = "MH-20"

    def __init__(self, file: str, line: int, what: str, code: str) -> None:
        place = _("The library of models {file}, line {line}: {what}").format(file=file, line=line, what=what)
        super().__init__(
            f"{place} {_('It is not used; your data are not touched.')}",
            _("Correct this line in the file and add it again."),
            code,
        )
        self.file, self.line, self.what = file, line, what


def read_library(path: Path, *, own: bool = False) -> tuple[LibraryModel, ...]:
    """Every entry of the file in its order; raises :class:`LibraryFileWrong`."""
    text = _text_of(path)
    fields = _parsed(path.name, text)
    lines = lines_of(text)
    if not fields:
        raise LibraryFileWrong(path.name, 1, _("The file is empty."), "MH-21")
    return tuple(_Entry(path.name, lines, value, key).model(own) for key, value in fields.items())


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise LibraryFileWrong(path.name, 1, _("The file is too large to be a library of models."), "MH-20")
        content = path.read_bytes()
    except OSError as error:
        raise LibraryFileWrong(path.name, 1, _("The file cannot be read."), "MH-20") from error
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise LibraryFileWrong(path.name, line, _("This is not text in UTF-8."), "MH-20") from error


def _parsed(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LibraryFileWrong(name, line_in_error(text, str(error)), toml_words(str(error)), "MH-20") from error
    except ValueError as error:
        raise LibraryFileWrong(name, longest_number(text), _("This number is too large."), "MH-20") from error
    except RecursionError as error:
        what = _("Too many brackets stand inside each other here.")
        raise LibraryFileWrong(name, deepest_line(text), what, "MH-20") from error


class _Entry:
    """The fields of one section of the file, each taken with its type and bounds."""

    def __init__(self, file: str, lines: Mapping[str, int], fields: Any, path: str) -> None:
        self.file, self.lines, self.path = file, lines, path
        self.fields: dict[str, Any] = fields if isinstance(fields, dict) else {}
        if not isinstance(fields, dict):
            self.wrong("", _("Every model begins with its key in brackets, as [nuoi-de]."))

    def wrong(self, name: str, what: str, code: str = "MH-21") -> NoReturn:
        path = f"{self.path}.{name}" if name else self.path
        raise LibraryFileWrong(self.file, line_of(dict(self.lines), path), what, code)

    def only(self, names: Sequence[str]) -> None:
        for name in self.fields:
            if name not in names:
                self.wrong(name, _("{name} is not a field of the library.").format(name=name), "MH-22")

    def take(self, name: str, kind: type[Kind], what: str) -> Kind:
        if name not in self.fields:
            self.wrong(name, _("The field {name} is missing.").format(name=name))
        value = self.fields[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.wrong(name, what.format(name=name))
        return value

    def text(self, name: str, *, needed: bool = True) -> str:
        if not needed and name not in self.fields:
            return ""
        found = tidy(self.take(name, str, _("{name} must be text in quotes.")))
        if needed and not found:
            self.wrong(name, _("{name} must not be empty.").format(name=name))
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        if name not in self.fields:
            return ()
        what = _("{name} must be a list of texts in quotes.")
        values = self.take(name, list, what)
        if not all(isinstance(value, str) and value.strip() for value in values):
            self.wrong(name, what.format(name=name))
        return tuple(tidy(value) for value in values)

    def number(self, name: str, least: int, most: int, otherwise: int | None = None) -> int:
        if otherwise is not None and name not in self.fields:
            return otherwise
        what = _("{name} must be a whole number from {least} to {most}.").format(
            name="{name}", least=format_number(least), most=format_number(most)
        )
        value = self.take(name, int, what)
        if not least <= value <= most:
            self.wrong(name, what.format(name=name))
        return value

    def model(self, own: bool) -> LibraryModel:
        if not _KEY.fullmatch(self.path):
            what = _("The key “{key}” must have small letters without accents, digits and hyphens only.")
            self.wrong("", what.format(key=self.path))
        self.only(_MODEL)
        cycle = self.number("cycle_months", 1, LONGEST_CYCLE)
        return LibraryModel(
            key=self.path, name=self.text("name"), thing=self.text("thing"), unit=self.text("unit"),
            cycle_months=cycle, summary=self.text("summary", needed=False), inputs=self.texts("inputs"),
            risks=self.texts("risks"), market=self.texts("market"), sources=self.texts("sources"),
            lines=self._lines(cycle), own=own, file=self.file,
        )  # fmt: skip

    def _lines(self, cycle: int) -> tuple[LibraryLine, ...]:
        if "line" not in self.fields:
            return ()
        entries = self.take("line", list, _("{name} must be sections in double brackets."))
        return tuple(
            _Entry(self.file, self.lines, one, f"{self.path}.line.{at}").line(cycle) for at, one in enumerate(entries)
        )

    def line(self, cycle: int) -> LibraryLine:
        self.only(_LINE)
        side = self.text("side")
        if side not in tuple(Side):
            self.wrong("side", _("side must be “cost” or “income”."))
        first = self.number("first_month", 0, cycle)
        every = self.number("every_months", 1, LONGEST_CYCLE) if "every_months" in self.fields else None
        last = self.number("last_month", first, cycle) if "last_month" in self.fields else None
        own = self.take("own", bool, _("{name} must be true or false.")) if "own" in self.fields else False
        return LibraryLine(
            side=Side(side), name=self.text("name"), quantity=self.number("quantity", 1, MOST_QUANTITY, 1),
            unit=self.text("unit", needed=False), unit_price=self.number("unit_price", 0, MOST_MONEY),
            first_month=first, every_months=every, last_month=last,
            worst_percent=self.number("worst_percent", 0, MOST_PERCENT, 100), own=own,
            source=self.text("source", needed=False),
        )  # fmt: skip


def written(models: Sequence[LibraryModel]) -> str:
    """The entries as a file that :func:`read_library` reads back alike."""
    found = []
    for model in models:
        found += [f"[{model.key}]", *(_pair(name, getattr(model, name)) for name in _MODEL[:-1] if _told(model, name))]
        for line in model.lines:
            found += ["", f"[[{model.key}.line]]"]
            found += [_pair(name, getattr(line, name)) for name in _LINE if _told(line, name)]
        found.append("")
    return "\n".join(found)


def _told(record: Any, name: str) -> bool:
    value = getattr(record, name)
    return value is not None and value is not False and value not in ("", ())


def _pair(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return f"{name} = true"
    if isinstance(value, int):
        return f"{name} = {value}"
    if isinstance(value, tuple):
        return f"{name} = [{', '.join(_quoted(one) for one in value)}]"
    return f"{name} = {_quoted(value)}"


def _quoted(text: str) -> str:
    """A text in quotes; what JSON escapes, TOML reads alike."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
