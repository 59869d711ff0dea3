"""Stops a file or a function from growing past what a reader can hold in the head."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
FOLDERS = ("core", "plugins", "frontend_api", "workers", "infra", "tests")


def oversized(root: Path) -> list[str]:
    """Return a line for every file and function that is too long. Migrations tell history and may be long."""
    found: list[str] = []
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*.py")):
            if "versions" not in file.parts:
                found += _too_long(file.read_text(encoding="utf-8"), file.relative_to(root).as_posix())
    return found


def _too_long(source: str, name: str) -> Iterator[str]:
    lines = source.count("\n")
    if lines > LONGEST_FILE:
        yield f"{name}: {lines} lines; {LONGEST_FILE} are allowed. Make it a package of the same name."
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines; {LONGEST_FUNCTION} are allowed."
