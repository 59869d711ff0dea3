"""Where an uploaded list lies until it is imported or a day has passed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from core.files import PrisonFiles

KEPT_FOR = timedelta(hours=24)
FOLDER = "imports"
_CONTENT = "content"


def folder_of(file_id: UUID) -> str:
    return f"{FOLDER}/{file_id}"


async def keep_content(files: PrisonFiles, file_id: UUID, content: bytes) -> None:
    await files.put(f"{folder_of(file_id)}/{_CONTENT}", content)


async def read_content(files: PrisonFiles, file_id: UUID) -> bytes:
    """Return the file as it was uploaded; raise NotFound when it is no longer kept."""
    pieces = await files.read(f"{folder_of(file_id)}/{_CONTENT}")
    return b"".join([piece async for piece in pieces])
