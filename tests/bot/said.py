"""Every text that the app says, read from its source: what a person may come to read, and where it stands."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_ROOMS = ("bot/views", "bot/usecases", "bot/notices", "bot/handlers", "career")
_ROOT = Path(__file__).parents[2]
HOLE = "\N{WHITE SQUARE}"
"""Stands where something is filled in."""


@dataclass(frozen=True)
class Said:
    """One text, with holes where something is filled in."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text!r}"


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Return every module in which texts are written."""
    for room in _ROOMS:
        for file in sorted((_ROOT / room).rglob("*.py")):
            yield str(file.relative_to(_ROOT)), ast.parse(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def texts() -> tuple[Said, ...]:
    """Return every text of several words; neither docstrings nor what an exception says to us."""
    found = []
    for file, module in sources():
        silent = {id(each) for node in ast.walk(module) for each in _silent(node)}
        for node in ast.walk(module):
            text = None if id(node) in silent else _text(node)
            if text is not None and " " in text.strip():
                found.append(Said(file, getattr(node, "lineno", 0), text))
    return tuple(found)


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else HOLE for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _silent(node: ast.AST) -> Iterator[ast.AST]:
    """Return what below `node` is said to nobody, or is part of a larger text."""
    match node:
        case ast.Expr(value=ast.Constant() as docstring):
            yield docstring
        case ast.Raise() | ast.Assert():
            yield from ast.walk(node)
        case ast.JoinedStr(values=parts):
            yield from parts
        case ast.Call(func=ast.Attribute(value=ast.Name(id="_log"))):
            yield from ast.walk(node)
        case _:
            pass
