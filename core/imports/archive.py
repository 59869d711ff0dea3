"""The zip file inside an .xlsx or .ods: parts are unpacked in small pieces, and never more than the limit."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from core.imports import limits
from core.imports.errors import Fault, Place, Unreadable

PIECE = 64 * 1024
MEGABYTE = 1024 * 1024


class Archive:
    """An open zip file that counts what it has unpacked."""

    def __init__(self, data: bytes, place: Place) -> None:
        self.place = place
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._zip.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
            raise self.damaged("zip") from error

    def damaged(self, detail: str) -> Unreadable:
        return Unreadable(Fault.DAMAGED, self.place, detail=detail)

    def pieces(self, name: str) -> Iterator[bytes]:
        """Unpack one part piece by piece; Unreadable when it is missing, broken or far too large."""
        try:
            with self._zip.open(name) as part:
                while piece := part.read(PIECE):
                    self._unpacked += len(piece)
                    if self._unpacked > limits.UNPACKED_BYTES:
                        limit = limits.UNPACKED_BYTES // MEGABYTE
                        raise Unreadable(Fault.UNPACKS_TOO_LARGE, self.place, limit=limit)
                    yield piece
        except KeyError as error:
            raise self.damaged(name) from error
        except RuntimeError as error:  # zipfile's own way to say that a part needs a password
            raise Unreadable(Fault.PASSWORD, self.place) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise self.damaged(name) from error

    def read(self, name: str) -> bytes:
        return b"".join(self.pieces(name))
