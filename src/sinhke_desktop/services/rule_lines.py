"""On which line of a rule file a field stands, so that what is wrong can be named by its line."""

from __future__ import annotations

import re

_TABLE = re.compile(r"\s*(\[{1,2})\s*([\w.\- \"]+?)\s*\]{1,2}\s*(?:#.*)?$")
_PART = r"(?:[\w\-]+|\"[^\"]*\"|'[^']*')"
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_THREE = ('"""', "'''")
_AT_LINE = re.compile(r"at line (\d+)")
Lines = dict[str, int]


def lines_of(text: str) -> Lines:
    """Dotted path of every table and key → its line, from 1. The n-th table of an array has ``path.n``."""
    found: Lines = {}
    counted: dict[str, int] = {}
    table, depth, quotes = "", 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        if quotes:
            _inside, ended, line = line.partition(quotes)
            if not ended:
                continue
        if depth == 0 and (match := _TABLE.match(line)):
            table = _path(match[2])
            if match[1] == "[[":
                found.setdefault(table, number)
                counted[table] = counted.get(table, -1) + 1
                table = f"{table}.{counted[table]}"
            _note(found, table, number)
        elif depth == 0 and (match := _KEY.match(line)):
            _note(found, f"{table}.{_path(match[1])}" if table else _path(match[1]), number)
        quotes = next((three for three in _THREE if line.count(three) % 2), "")
        bare = _bare(line)
        if depth or "=" in bare:
            depth = max(depth + bare.count("[") - bare.count("]"), 0)
    return found


def _note(found: Lines, path: str, number: int) -> None:
    """The line of *path*, and of every table around it that has none yet."""
    while path and path not in found:
        found[path] = number
        path = path.rpartition(".")[0]


def _path(keys: str) -> str:
    """The dotted keys as they stand in the file, without quotes and spaces."""
    return re.sub(r"[ \t\"']", "", keys)


def _bare(line: str) -> str:
    """The line without texts in quotes and without its comment."""
    return re.sub(r"\"[^\"]*\"|'[^']*'", "", line).partition("#")[0]


def line_of(lines: Lines, path: str) -> int:
    """The line of *path*, else of the nearest table around it, else 1."""
    while path:
        if path in lines:
            return lines[path]
        path = path.rpartition(".")[0]
    return 1


def line_of_value(text: str, start: int, value: str) -> int:
    """The first line from *start* on that holds *value* (one entry of a list over several lines), else *start*."""
    for number, line in enumerate(text.split("\n")[start - 1 :], start):
        if value in line:
            return number
    return start


def deepest_line(text: str) -> int:
    """The line with the most brackets and dots, which nests deeper than the reader can follow."""
    lines = text.split("\n")
    return max(range(len(lines)), key=lambda at: sum(lines[at].count(sign) for sign in "[{.")) + 1


def longest_number(text: str) -> int:
    """The line with the most digits in a row."""
    lines = text.split("\n")
    return max(range(len(lines)), key=lambda at: max(map(len, re.findall(r"[\d_]+", lines[at])), default=0)) + 1


def line_in_error(text: str, message: str) -> int:
    """The line that the TOML reader names in *message*; the last line where it says "end of document"."""
    match = _AT_LINE.search(message)
    return int(match[1]) if match else max(len(text.rstrip("\n").split("\n")), 1)
