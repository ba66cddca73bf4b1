"""On which line of a rule file a field stands, so that what is wrong can be named by its line."""

from __future__ import annotations

import re

_TABLE = re.compile(r"\s*(\[{1,2})\s*([\w.\- \"]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"\s*\"?([\w\-]+)\"?\s*=")
_AT_LINE = re.compile(r"at line (\d+)")
Lines = dict[str, int]


def lines_of(text: str) -> Lines:
    """Dotted path of every table and key → its line, from 1. The n-th table of an array has ``path.n``."""
    found: Lines = {}
    counted: dict[str, int] = {}
    table, depth = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if depth == 0 and (match := _TABLE.match(line)):
            table = match[2].replace(" ", "").replace('"', "")
            if match[1] == "[[":
                found.setdefault(table, number)
                counted[table] = counted.get(table, -1) + 1
                table = f"{table}.{counted[table]}"
            found.setdefault(table, number)
        elif depth == 0 and (match := _KEY.match(line)):
            found.setdefault(f"{table}.{match[1]}" if table else match[1], number)
        bare = _bare(line)
        if depth or "=" in bare:
            depth = max(depth + bare.count("[") - bare.count("]"), 0)
    return found


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
    for number, line in enumerate(text.splitlines()[start - 1 :], start):
        if value in line:
            return number
    return start


def line_in_error(text: str, message: str) -> int:
    """The line that the TOML reader names in *message*; the last line where it says "end of document"."""
    match = _AT_LINE.search(message)
    return int(match[1]) if match else max(len(text.splitlines()), 1)
