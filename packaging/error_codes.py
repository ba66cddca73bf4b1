"""Every code that the program can tell a person, with the sentences told with it, read from the program's own text.

Written to ``resources/help/codes.json`` beside the catalogues: ``{"GB-07": [["message", "advice"], ...]}`` in the
source language; the help shows them translated.
"""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

CODE = re.compile(r"[A-Z]{2}-\d{2}")
WORDS = {"_", "N_", "ngettext"}
NOT_SHOWN = re.compile(r"sample")
"""Files whose numbers (ear tags, receipts) only look like codes."""

Told = tuple[str, str]
Parents = dict[ast.AST, ast.AST]


class Module:
    """One file of the program: its tree, who holds whom in it, what is called and named where."""

    def __init__(self, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        self.nodes = list(ast.walk(tree))
        self.parents: Parents = {child: node for node in self.nodes for child in ast.iter_child_nodes(node)}
        self.called: dict[str, list[ast.Call]] = {}
        self.loaded: dict[str, list[ast.Name]] = {}
        self.classes: dict[str, ast.ClassDef] = {}
        self.functions: dict[str, ast.FunctionDef] = {}
        self.codes: list[ast.Constant] = []
        self._given: dict[tuple[ast.AST, str], list[ast.expr]] = {}
        for node in self.nodes:
            self._note(node)

    def _note(self, node: ast.AST) -> None:
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            self.called.setdefault(name, []).append(node)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            self.loaded.setdefault(node.id, []).append(node)
        elif isinstance(node, ast.ClassDef):
            self.classes[node.name] = node
        elif isinstance(node, ast.FunctionDef):
            self.functions[node.name] = node
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            self.codes.append(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                for name, value in _given(target, node.value):
                    self._given.setdefault((self._scope(node), name), []).append(value)

    def _scope(self, node: ast.AST) -> ast.AST:
        return next(one for one in self.above(node) if isinstance(one, ast.FunctionDef | ast.ClassDef | ast.Module))

    def above(self, node: ast.AST) -> Iterator[ast.AST]:
        """What holds *node*, the nearest first."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def bound(self, node: ast.AST, name: str) -> list[ast.expr]:
        """What *name* was given in the function, the class or the file that holds *node*."""
        scopes = (one for one in self.above(node) if isinstance(one, ast.FunctionDef | ast.ClassDef | ast.Module))
        return next((self._given[one, name] for one in scopes if (one, name) in self._given), [])


def _given(target: ast.expr, value: ast.expr) -> list[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        return [(target.id, value)]
    if isinstance(target, ast.Tuple):
        values = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
        return [given for one, part in zip(target.elts, values, strict=False) for given in _given(one, part)]
    return []


def texts(module: Module, node: ast.AST, depth: int = 2) -> list[str]:
    """The sentences for people below *node*, in the order of the text; names stand for what they were given."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORDS:
        said = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        return said[-1:]
    if isinstance(node, ast.Name) and depth:
        return [text for value in module.bound(node, node.id) for text in texts(module, value, depth - 1)]
    if isinstance(node, ast.Call):
        inside = texts(module, node.func, depth)
        own = module.functions.get(node.func.id) if isinstance(node.func, ast.Name) and depth else None
        if own is not None and own.name.startswith("_"):
            inside = [text for one in own.body for text in texts(module, one, 0)]
        parts = (*node.args, *(keyword.value for keyword in node.keywords))
        return inside or [text for one in parts for text in texts(module, one, depth)]
    return [text for one in ast.iter_child_nodes(node) for text in texts(module, one, depth)]


def told(module: Module, node: ast.expr) -> list[Told]:
    """What is said with the code at *node*: from the nearest expression around it that says anything."""
    below: ast.AST = node
    for holder in module.above(node):
        if isinstance(holder, ast.Dict) and below in holder.keys:
            return _paired([texts(module, holder.values[holder.keys.index(below)])], advised=False)
        below = holder
        if isinstance(holder, ast.Call):
            parts = [found for one in holder.args if (found := texts(module, one))]
            named = holder.func.id if isinstance(holder.func, ast.Name) else getattr(holder.func, "attr", "")
            if parts:
                return _paired(
                    parts, advised=named[:1].isupper() and named not in ("Problem", "Doubt", "Contradiction")
                )
        elif isinstance(holder, ast.Tuple):
            parts = [found for one in holder.elts if (found := texts(module, one))]
            if parts:
                return _paired(parts, advised=len(parts) > 1)
        elif isinstance(holder, ast.FunctionDef | ast.ClassDef | ast.Module):
            return []
    return []


def _paired(parts: list[list[str]], *, advised: bool) -> list[Told]:
    if advised and len(parts) > 1:
        return [(message, parts[1][0]) for message in parts[0]]
    return [(message, "") for message in parts[0]]


def _named(module: Module, node: ast.Constant) -> str:
    """The constant or the exception's class that bears the code at *node*; empty if it is used where it stands."""
    holder: ast.AST = next(one for one in module.above(node) if not isinstance(one, ast.Tuple))
    if not isinstance(holder, ast.Assign | ast.AnnAssign):
        return ""
    above = module.parents[holder]
    if isinstance(above, ast.ClassDef):
        return above.name
    target = holder.targets[0] if isinstance(holder, ast.Assign) else holder.target
    if not isinstance(above, ast.Module) or holder.value is None:
        return ""
    return next((name for name, value in _given(target, holder.value) if value is node), "")


def _of_name(modules: list[Module], name: str) -> list[Told]:
    """What the exception *name* says in its own constructor or where it is raised, or what goes with the constant."""
    found: list[Told] = []
    for module in modules:
        if name in module.classes:
            for call in (one for one in ast.walk(module.classes[name]) if isinstance(one, ast.Call)):
                if getattr(call.func, "attr", "") == "__init__":
                    found += _said_by(module, call)
        for call in module.called.get(name, ()):
            if not any(isinstance(one, ast.Constant) and CODE.fullmatch(str(one.value)) for one in call.args):
                found += _said_by(module, call)
        for node in module.loaded.get(name, ()):
            holder = module.parents[node]
            if not isinstance(holder, ast.ClassDef) and getattr(holder, "func", None) is not node:
                found += told(module, node) if name.isupper() else []
    return found


def _said_by(module: Module, call: ast.Call) -> list[Told]:
    parts = [said for one in call.args if (said := texts(module, one))]
    return _paired(parts, advised=True) if parts else []


def collect(source: Path) -> dict[str, list[Told]]:
    """Every code below *source* with what is said with it, sorted; a code without any sentence has an empty list."""
    modules = [Module(path) for path in sorted(source.rglob("*.py")) if not NOT_SHOWN.search(path.name)]
    found: dict[str, list[Told]] = {}
    for module in modules:
        for node in module.codes:
            name = _named(module, node)
            said = _of_name(modules, name) if name else told(module, node)
            found[node.value] = list(dict.fromkeys([*found.get(node.value, ()), *said]))
    return {code: found[code] for code in sorted(found)}


def write_codes(root: Path) -> Path:
    """Write the list below *root* unless it is newer than the whole program; returns its file."""
    target, source = root / "resources" / "help" / "codes.json", root / "src" / "sinhke_desktop"
    newest = max(path.stat().st_mtime for path in (Path(__file__), *source.rglob("*.py"), *source.rglob("")))
    if not target.exists() or target.stat().st_mtime < newest:
        text = json.dumps(collect(source), ensure_ascii=False, indent=0)
        part = target.with_name(f"{target.name}.{os.getpid()}.part")
        part.write_text(text + "\n", encoding="utf-8", newline="\n")
        part.replace(target)
    return target


if __name__ == "__main__":
    print(write_codes(Path(__file__).parents[1]).name)
