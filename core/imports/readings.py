"""How an uploaded file is read, kept beside it: worked out once, until something it depends on changes."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

import msgspec

from core.errors import NotFound
from core.files import PrisonFiles
from core.imports.importer import Importer, Remembered
from core.imports.preparation import SheetDescription
from core.imports.uploads import folder_of
from core.translation import current_language

_READING = "reading"


class KeptReading(msgspec.Struct, frozen=True):
    depends_on: str
    sheets: list[SheetDescription]


def dependencies(importer: Importer, remembered: Remembered) -> str:
    """Return what changes with all that a reading depends on beside the file: words, headings, choices."""
    known = [
        (reader.layout.name, field.name, field.headings)
        for reader in importer.tables
        for field in reader.layout.fields
    ]
    return sha256(msgspec.json.encode((current_language(), known, remembered), order="sorted")).hexdigest()


async def keep_reading(files: PrisonFiles, file_id: UUID, reading: KeptReading) -> None:
    await files.put(f"{folder_of(file_id)}/{_READING}", msgspec.json.encode(reading))


async def kept_reading(files: PrisonFiles, file_id: UUID, depends_on: str) -> KeptReading | None:
    """Return the reading that was kept; None when there is none, or when it would be another today."""
    try:
        pieces = await files.read(f"{folder_of(file_id)}/{_READING}")
    except NotFound:
        return None
    reading = msgspec.json.decode(b"".join([piece async for piece in pieces]), type=KeptReading)
    return reading if reading.depends_on == depends_on else None
