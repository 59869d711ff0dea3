"""Programs that call often, with a token: who they were, until a read finds that it no longer holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.accounts.viewer import Viewer
from frontend_api.sign_in.id_tokens import Identity

MOST_KNOWN = 2_000


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls the API, in the prison of the path, and in which language they are answered."""

    viewer: Viewer
    language: str


Key = tuple[Identity, str, date]
"""Who, by the token; which prison; and which day, since a role begins and ends with one."""


class Callers:
    """The callers of late. What is kept of one is worth nothing until a read has proved it."""

    def __init__(self) -> None:
        self._known: dict[Key, Caller] = {}

    def find(self, key: Key) -> Caller | None:
        return self._known.get(key)

    def keep(self, key: Key, caller: Caller) -> None:
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[key] = caller

    def forget(self, key: Key) -> None:
        self._known.pop(key, None)
