"""Reading one rule file (TOML): every field with its type and bounds; what is wrong is named by file and line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.review import ALL_INDICATORS
from sinhke_desktop.domain.rule_set import (
    BAND_NUMBERS,
    CLASS_WORDS,
    MONTHS,
    AreaLine,
    Bands,
    PensionAge,
    Province,
    RuleSet,
)
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services.rule_lines import (
    deepest_line,
    line_in_error,
    line_of,
    line_of_value,
    lines_of,
    longest_number,
)

Kind = TypeVar("Kind")
LARGEST_FILE = 256 * 1024
_FIELDS = ("id", "name", "legal_source", "valid_from", "valid_to", "lines", "poor_indicators", "points_per_indicator",
           "indicators", "unverified", "near_poor", "near_line", "bands", "classes", "unverified_indicators",
           "unverified_classes", "province")  # fmt: skip
_ORDERED = (
    ("preschool_from", "primary_from"), ("primary_from", "lower_secondary_from"),
    ("lower_secondary_from", "child_below"), ("adult_from", "adult_upper_from"), ("adult_upper_from", "adult_to"),
    ("child_below", "elderly_from"),
)  # fmt: skip
MOST_INCOME, MOST_POINTS, MOST_AGE = 100_000_000, 1_000, 120
_MOST = {"dependants_over_percent": 99, "area_below": 10_000, "fragile_parts": 3, "working_from": 30}
"""The largest number of a band that is no age."""


class RuleFileWrong(SinhkeError):
    """A rule file breaks its form. Codes: ``QT-01`` no TOML text, ``QT-02`` a field is missing, ``QT-03`` a wrong kind
    of value, ``QT-04`` an unknown field, ``QT-05`` days, ``QT-06`` indicators, ``QT-07`` lower than the national
    standard, ``QT-08`` the province, ``QT-09`` beside another file, ``QT-10`` the file cannot be read."""

    code = "QT-01"

    def __init__(self, file: str, line: int, what: str, code: str) -> None:
        if line:
            place = _("The poverty standard {file}, line {line}: {what}").format(file=file, line=line, what=what)
        else:
            place = _("The poverty standard {file}: {what}").format(file=file, what=what)
        super().__init__(
            f"{place} {_('It is not used; your data are not touched.')}",
            _("Correct this line in the file and add it again, or ask the office that sent it."),
            code,
        )
        self.file, self.line, self.what = file, line, what


class RuleFile:
    """One file: its text, where its fields stand, and the rule set that they make."""

    def __init__(self, path: Path) -> None:
        """Read *path*; raises :class:`RuleFileWrong`."""
        self.name = path.name
        self.text = _text_of(path)
        self.lines = lines_of(self.text)
        fields = self._fields()
        self.rules = replace(_Form(self, fields).rule_set(), file=self.name)

    def _fields(self) -> dict[str, Any]:
        if not self.text.strip():
            raise RuleFileWrong(self.name, 1, _("The file is empty."), "QT-02")
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            line = line_in_error(self.text, str(error))
            raise RuleFileWrong(self.name, line, toml_words(str(error)), "QT-01") from error
        except ValueError as error:
            line = longest_number(self.text)
            raise RuleFileWrong(self.name, line, _("This number is too large."), "QT-01") from error
        except RecursionError as error:
            line = deepest_line(self.text)
            raise RuleFileWrong(
                self.name, line, _("Too many brackets stand inside each other here."), "QT-01"
            ) from error

    def wrong(self, path: str, what: str, code: str, value: str = "") -> NoReturn:
        """Raise :class:`RuleFileWrong` at the line of *path*, or of one *value* in its list."""
        line = line_of(self.lines, path)
        raise RuleFileWrong(self.name, line_of_value(self.text, line, value) if value else line, what, code)


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise RuleFileWrong(path.name, 0, _("The file is too large to be a poverty standard."), "QT-10")
        content = path.read_bytes()
    except OSError as error:
        raise RuleFileWrong(path.name, 0, _("The file cannot be read."), "QT-10") from error
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise RuleFileWrong(path.name, line, _("This is not text in UTF-8."), "QT-01") from error


def toml_words(message: str) -> str:
    """What the TOML reader says, in plain words."""
    said = message.partition(" (at ")[0]
    begins = _("A line begins with the name of a field, with a section in brackets, or with # for a note.")
    known = {
        "Invalid value": _("After “=” there must be a number, a day such as 2027-01-01, or text in quotes."),
        "Cannot overwrite a value": _("This field stands twice."),
        "Invalid date or datetime": _("This is not a day of the calendar; write it as 2027-01-31."),
        "Unclosed array": _("The list has no closing bracket ]."),
        "Unterminated string": _("The text has no closing quote."),
        "Illegal character '\\n'": _("The text has no closing quote."),
        "Expected '=' after a key in a key/value pair": _("After the name of a field there must be “=”."),
        "Expected newline or end of document after a statement": _(
            "Only one field with one value may stand on a line; a number is written 1_500_000, a day 2027-01-31."
        ),
        "Cannot declare": _("This section stands twice."),
        "Expected ']": _("The name of a section must stand in brackets, as [lines.rural]."),
        "Invalid statement": begins,
        "Invalid initial character": begins,
        "Illegal character": _("There is a character here that may not stand in such a file."),
        "Found invalid character": _("There is a character here that may not stand in such a file."),
        "Unescaped": _("Write / instead of a backslash."),
        'Expected "\'"': _("The text has no closing quote."),
    }
    return next((words for start, words in known.items() if said.startswith(start)), None) or _(
        "This line cannot be understood ({said})."
    ).format(said=said)


class _Form:
    """The fields of one table of the file, each taken with its type."""

    def __init__(self, file: RuleFile, fields: Mapping[str, Any], prefix: str = "") -> None:
        self.file, self.fields, self.prefix = file, fields, prefix

    def wrong(self, name: str, what: str, code: str = "QT-03", value: str = "") -> NoReturn:
        self.file.wrong(self.prefix + name, what, code, value)

    def take(self, name: str, kind: type[Kind], what: str) -> Kind:
        if name not in self.fields:
            self.wrong(name, _("The field {name} is missing.").format(name=self.prefix + name), "QT-02")
        value = self.fields[name]
        right = isinstance(value, kind) and not isinstance(value, datetime)
        if not right or (isinstance(value, bool) and kind is not bool):
            self.wrong(name, what.format(name=name))
        return value  # type: ignore[no-any-return]

    def text(self, name: str) -> str:
        found = self.take(name, str, _("{name} must be text in quotes.")).strip()
        if not found:
            self.wrong(name, _("{name} must not be empty.").format(name=name))
        if len(found.splitlines()) > 1:
            self.wrong(name, _("{name} must be text on one line.").format(name=name))
        return found

    def number(self, name: str, least: int, most: int) -> int:
        what = _("{name} must be a whole number from {least} to {most}.").format(
            name="{name}", least=format_number(least), most=format_number(most)
        )
        value = self.take(name, int, what)
        if not least <= value <= most:
            self.wrong(name, what.format(name=name))
        return value

    def day(self, name: str) -> date:
        return self.take(name, date, _("{name} must be a day, written as 2027-01-01 without quotes."))

    def flag(self, name: str, otherwise: bool) -> bool:
        return self.take(name, bool, _("{name} must be true or false.")) if name in self.fields else otherwise

    def texts(self, name: str, *, needed: bool = True) -> tuple[str, ...]:
        if not needed and name not in self.fields:
            return ()
        what = _("{name} must be a list of texts in quotes.")
        values = self.take(name, list, what)
        if not all(isinstance(value, str) and value.strip() for value in values):
            self.wrong(name, what.format(name=name))
        return tuple(values)

    def table(self, name: str) -> _Form:
        fields = self.take(name, dict, _("{name} must be a section in brackets."))
        return _Form(self.file, fields, f"{self.prefix}{name}.")

    def only(self, *names: str) -> None:
        for name in self.fields:
            if name not in names:
                what = _("{name} is not a field of a poverty standard.").format(name=self.prefix + name)
                self.wrong(name, what, "QT-04")

    def line(self) -> AreaLine:
        self.only("income", "points", "average")
        income = self.number("income", 1, MOST_INCOME)
        points = self.number("points", 1, MOST_POINTS) if "points" in self.fields else None
        average = self.number("average", 1, MOST_INCOME) if "average" in self.fields else None
        if average is not None and average <= income:
            self.wrong("average", _("The average living standard must lie above the income line."))
        return AreaLine(income, points, average)

    def area_lines(self) -> dict[Area, AreaLine]:
        self.only(*Area)
        return {area: self.table(area).line() for area in Area}

    def bands(self) -> Bands:
        self.only(*BAND_NUMBERS, "pension", "unverified")
        numbers = {
            name: self.number(name, 1, _MOST.get(name, MOST_AGE)) for name in BAND_NUMBERS if name in self.fields
        }
        bands = Bands(
            **numbers,
            pension=self._pension(),
            unverified=frozenset(self.texts("unverified", needed=False)),
        )
        for lower, higher in _ORDERED:
            if getattr(bands, lower) >= getattr(bands, higher):
                at = higher if higher in self.fields else lower
                what = _("{lower} must be less than {higher}.").format(lower=lower, higher=higher)
                self.wrong(at, what)
        for name in sorted(bands.unverified - {*BAND_NUMBERS, "pension"}):
            self.wrong("unverified", _("“{name}” is not a band.").format(name=name), "QT-04", f'"{name}"')
        return bands

    def _pension(self) -> tuple[PensionAge, ...]:
        if "pension" not in self.fields:
            return ()
        entries = self.take("pension", list, _("{name} must be sections in double brackets."))
        found: list[PensionAge] = []
        for at, entry in enumerate(entries):
            if not isinstance(entry, dict):
                self.wrong("pension", _("{name} must be sections in double brackets.").format(name="pension"))
            form = _Form(self.file, entry, f"{self.prefix}pension.{at}.")
            form.only("year", "male", "female")
            one = PensionAge(form.number("year", 1990, 2100), form.age("male"), form.age("female"))
            if found and one.year <= found[-1].year:
                form.wrong(
                    "year", _("The years must follow each other; {year} stands above.").format(year=found[-1].year)
                )
            found.append(one)
        return tuple(found)

    def age(self, name: str) -> int:
        """``[60, 3]``: years and months."""
        what = _("{name} must be years and months, as [60, 3].")
        value = self.take(name, list, what)
        if len(value) != 2 or any(type(part) is not int for part in value):
            self.wrong(name, what.format(name=name))
        years, months = value
        if not 40 <= years <= 80 or not 0 <= months < MONTHS:
            self.wrong(name, what.format(name=name))
        return int(years * MONTHS + months)

    def classes(self) -> dict[str, str]:
        self.only(*CLASS_WORDS)
        return {**CLASS_WORDS, **{name: self.text(name) for name in self.fields}}

    def province(self) -> Province:
        self.only("name", "code", "old")
        code = self.text("code")
        if len(code) != 2 or not code.isascii() or not code.isdigit():
            self.wrong("code", _("The code of a province has two digits, as “56”."), "QT-08")
        return Province(self.text("name"), code, self.flag("old", False))

    def near_line(self) -> dict[str, int]:
        most = {"points": MOST_POINTS, "income": MOST_INCOME}
        self.only(*most)
        return {f"near_line_{name}": self.number(name, 0, most[name]) for name in most if name in self.fields}

    def rule_set(self) -> RuleSet:
        self.only(*_FIELDS)
        rules = RuleSet(
            id=self.text("id"),
            name=self.text("name"),
            legal_source=self.text("legal_source"),
            valid_from=self.day("valid_from"),
            valid_to=self.day("valid_to"),
            lines=self.table("lines").area_lines(),
            poor_indicators=self.number("poor_indicators", 1, 100),
            points_per_indicator=self.number("points_per_indicator", 1, 100),
            indicators=self.texts("indicators"),
            unverified=self.texts("unverified", needed=False),
            near_poor=self.flag("near_poor", True),
            bands=self.table("bands").bands() if "bands" in self.fields else Bands(),
            unverified_indicators=frozenset(self.texts("unverified_indicators", needed=False)),
            unverified_classes=frozenset(self.texts("unverified_classes", needed=False)),
            class_words=self.table("classes").classes() if "classes" in self.fields else dict(CLASS_WORDS),
            province=self.table("province").province() if "province" in self.fields else None,
        )
        if "near_line" in self.fields:
            rules = replace(rules, **self.table("near_line").near_line())  # type: ignore[arg-type]
        self._check(rules)
        return rules

    def _check(self, rules: RuleSet) -> None:
        if rules.valid_to < rules.valid_from:
            self.wrong("valid_to", _("valid_to lies before valid_from."), "QT-05")
        for field in ("indicators", "unverified_indicators"):
            for key in sorted(set(getattr(rules, field)) - set(ALL_INDICATORS)):
                what = _("“{name}” is not an indicator that this program knows.").format(name=key)
                self.wrong(field, what, "QT-06", f'"{key}"')
        for key in sorted(rules.unverified_classes - set(CLASS_WORDS)):
            what = _("“{name}” is not a class.").format(name=key)
            self.wrong("unverified_classes", what, "QT-04", f'"{key}"')
        if not rules.indicators:
            self.wrong("indicators", _("The list of indicators is empty."), "QT-06")
        twice = next((key for key in rules.indicators if rules.indicators.count(key) > 1), None)
        if twice:
            self.wrong("indicators", _("“{name}” stands twice.").format(name=twice), "QT-06", f'"{twice}"')
        if rules.poor_indicators > len(rules.indicators):
            self.wrong("poor_indicators", _("More indicators are needed than there are."), "QT-06")
