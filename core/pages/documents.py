"""Where a module's GraphQL documents lie: one file each, read once at start."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def read_documents(folder: Path) -> Mapping[str, str]:
    """Return the documents of a module by file name: `case.graphql` as `case`."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.graphql"))}
