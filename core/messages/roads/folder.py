"""A folder in place of a mail server: for the demo, and for trying things out. Nothing leaves the machine."""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import UUID

from core.messages.roads.declarations import Handed, HandOver, Outcome
from core.messages.roads.writing import written


class FolderRoad:
    """Writes each letter as an .eml file, named by the message's id: twice the same is once."""

    name = "folder"
    tells_delivery = False

    def __init__(self, folder: Path, *, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    async def send(self, _to: str, hand_over: HandOver) -> Handed:
        letter = await hand_over()
        if letter is None:
            return Handed(Outcome.NOT_SENT)
        content = written(letter, sender=self._sender)
        await asyncio.to_thread(self._write, self._file(letter.message_id), content)
        return Handed(Outcome.ACCEPTED)

    async def find(self, message_id: UUID) -> Handed | None:
        written_before = await asyncio.to_thread(self._file(message_id).exists)
        return Handed(Outcome.ACCEPTED) if written_before else None

    async def follow(self, _provider_id: str) -> Outcome:
        return Outcome.ACCEPTED

    def _file(self, message_id: UUID) -> Path:
        return self._folder / f"{message_id}.eml"

    def _write(self, file: Path, content: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = file.with_suffix(".part")
        unfinished.write_bytes(content)
        unfinished.replace(file)
