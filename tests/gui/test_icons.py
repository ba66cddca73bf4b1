"""Every icon that the code names is shipped, and every shipped one is named."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sinhke_desktop.paths import resource, shipped

SOURCES = sorted((shipped() / "src" / "sinhke_desktop" / "gui").rglob("*.py"))
PLACES = {
    "icon": 0, "pixmap": 0, "EmptyState": 0, "Place": 2, "PrimaryButton": 1, "QuietButton": 1, "DangerButton": 1,
    "LinkButton": 1,
}  # fmt: skip
"""Which argument of a call names an icon."""


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def words(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value:
            yield one.value


def calls(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            at = PLACES.get(name, len(node.args))
            if at < len(node.args):
                yield from words(node.args[at])
            elif name == "resource":
                yield from (Path(one).stem for one in words(node) if one.endswith(".svg") and one != ".svg")


def tables(path: Path) -> Iterator[str]:
    """Names in tuples and dictionaries, which only later become icons."""
    for node in nodes(path):
        if isinstance(node, ast.Dict | ast.Tuple):
            for part in node.values if isinstance(node, ast.Dict) else node.elts:
                yield from words(part)


def test_every_icon_named_in_the_code_is_shipped_and_every_shipped_one_is_used():
    shipped_here = {path.stem for path in resource("icons").glob("*.svg")}
    called = {name for path in SOURCES for name in calls(path)}
    assert {"users", "arrow-left", "search", "sprout"} <= called
    assert sorted(called - shipped_here) == []
    listed = {name for path in SOURCES for name in tables(path)}
    assert sorted(shipped_here - called - listed) == []
