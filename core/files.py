"""Files that Gatehouse keeps: in a folder or in S3, each prison's under a prefix that no path leaves."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self
from uuid import UUID

import obstore
from obstore.store import LocalStore, S3Store

from core.errors import NotFound, RefusedStart
from core.settings import settings_from_environment
from core.translation import lazy_gettext as _

if TYPE_CHECKING:
    from obstore.store import ObjectStore  # exists for type checkers only

S3 = "s3://"
SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
GONE = _("This file is no longer kept. Ask for it again.")


class FileStore:
    """Where files are kept; `of()` gives the part that belongs to one prison."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Open a folder, made if absent and closed to others, or `s3://bucket/prefix`."""
        if url.startswith(S3):
            return cls(S3Store.from_url(url))
        if "://" in url.removeprefix("file://"):
            raise RefusedStart("GATEHOUSE_FILES_URL must be a folder or s3://bucket/prefix.")
        folder = Path(url.removeprefix("file://")).absolute()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise RefusedStart(
                f"GATEHOUSE_FILES_URL names {folder}, which cannot be made: {error.strerror}.",
            ) from error
        return cls(LocalStore(prefix=folder, automatic_cleanup=True))

    def of(self, tenant_id: UUID) -> PrisonFiles:
        """Return the files of one prison; the prison comes from the viewer, never from a request's words."""
        return PrisonFiles(self._store, str(tenant_id))


class PrisonFiles:
    """The files of one prison. Paths are relative to it, so that no stored path can name another's."""

    def __init__(self, store: ObjectStore, root: str) -> None:
        self._store = store
        self._root = root

    async def put(self, path: str, content: bytes | BinaryIO) -> None:
        """Keep a file, all of it or nothing; one of the same path is replaced."""
        await obstore.put_async(self._store, self._place(path), content)

    async def read(self, path: str) -> AsyncIterator[bytes]:
        """Open a file and return its pieces; raise NotFound when it is no longer kept."""
        try:
            found = await obstore.get_async(self._store, self._place(path))
        except FileNotFoundError as error:
            raise NotFound(GONE) from error
        return aiter(found.stream())

    async def delete_folder(self, folder: str) -> int:
        """Delete every file below a folder, and return how many there were; none is no error."""
        listed = obstore.list(self._store, prefix=self._place(folder))
        paths = [entry["path"] async for batch in listed for entry in batch]
        for path in paths:
            with suppress(FileNotFoundError):
                await obstore.delete_async(self._store, path)
        return len(paths)

    async def folders(self, folder: str, *, older_than: datetime) -> list[str]:
        """Return the names of the folders in a folder in which nothing was written since a moment."""
        start = self._place(folder)
        newest: dict[str, datetime] = {}
        async for batch in obstore.list(self._store, prefix=start):
            for entry in batch:
                name = entry["path"].removeprefix(f"{start}/").partition("/")[0]
                written = entry["last_modified"]
                newest[name] = max(written, newest.get(name, written))
        return sorted(name for name, written in newest.items() if written < older_than)

    def _place(self, path: str) -> str:
        segments = path.split("/")
        if not all(SEGMENT.fullmatch(segment) for segment in segments):
            raise ValueError("A file's path has segments of letters, digits, dots, dashes and underscores")
        return "/".join((self._root, *segments))


@lru_cache(maxsize=1)
def store_from_environment() -> FileStore:
    """Open the store that the settings name, once per process."""
    return FileStore.from_url(settings_from_environment().files_url)
