"""Where the built style sheet and script are, under names that change with their content."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).parent.parent / "static"
STATIC_PATH = "/static"
VENDOR = "vendor"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Assets:
    """The names the build gave: `gatehouse.css` to `gatehouse.3f9c….css`."""

    built: dict[str, str]

    def address(self, name: str) -> str:
        """Return the path of a built file; raise KeyError when the build did not make it."""
        return f"{STATIC_PATH}/{VENDOR}/{self.built[name]}"


def read_assets(static: Path = STATIC) -> Assets:
    """Read the build's manifest; files it does not name get their content's hash as a query."""
    folder = static / VENDOR
    manifest = folder / MANIFEST
    named: dict[str, str] = json.loads(manifest.read_text()) if manifest.is_file() else {}
    plain = {
        str(file.relative_to(folder)): f"{file.relative_to(folder)}?v={content_hash(file)}"
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file != manifest and file.suffix != ".map"
    }
    return Assets(plain | named)


def content_hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
