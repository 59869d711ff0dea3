"""The ground both implementations stand on: two full prisons, who looks at them, and one question to both."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from core.accounts.viewer import Viewer
from core.clock import today
from core.database.unit_of_work import Database
from frontend_api.graphql.execution import Engine
from tests.core.reads.differential.computed import COMPUTED
from tests.core.reads.differential.operations import MOST_TURNS, Asked, Values
from tests.core.reads.differential.oracle import Answer, Oracle
from tests.core.reads.differential.tables import Tables, plain, read_tables, stored

T = TypeVar("T")
SECONDS = 60
IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
NO_IDS = ("", "no id", "00000000-0000-0000-0000-000000000000", "0", "'; --", "é")


class Difference(AssertionError):
    """The two do not answer the same."""


@dataclass
class Ground:
    """Asks both, from the thread that Hypothesis runs in; the database is asked on the tests' own loop."""

    engine: Engine
    oracle: Oracle
    database: Database
    viewers: dict[str, tuple[Viewer, Viewer]]
    """By what they are called: one, and somebody with the same rights in the other prison."""
    loop: asyncio.AbstractEventLoop
    tables: dict[tuple[str, int], Tables] = field(default_factory=dict)
    ids: dict[int, set[str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    """Hypothesis comes by the same operation more than once."""
    day: date | None = None
    cases: int = 0
    mixed: int = 0
    """How many of the answers hold something that Python computed."""
    too_large: int = 0

    def wait_for(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(SECONDS)

    async def read(self) -> None:
        """Read what everybody may see; some fields depend on the day."""
        self.day = today()
        for name, twins in self.viewers.items():
            for place, viewer in enumerate(twins):
                self.tables[name, place] = await read_tables(self.database, viewer, self.oracle.roots)

    def agree(self, asked: Asked) -> None:
        """Ask both, then for the pages that follow, then by the same plan in the other prison.

        Raise Difference where the answers are not the same.
        """
        if repr(asked) in self.seen:
            return
        if self.day != today():
            self.wait_for(self.read())
        for place in range(2):
            self._agree_in(place, asked)
        self.seen.add(repr(asked))

    def _agree_in(self, place: int, asked: Asked) -> None:
        variables = dict(asked.variables)
        for _turn in range(MOST_TURNS):
            data = self._agree_once(place, asked, variables)
            cursors = {one.variable: one.following(data or {}) for one in asked.turning}
            if not any(cursors.values()):
                return
            variables |= {name: cursor for name, cursor in cursors.items() if cursor is not None}

    def _agree_once(self, place: int, asked: Asked, variables: dict[str, Any]) -> dict[str, Any] | None:
        viewer = self.viewers[asked.who][place]
        result = self.wait_for(self.engine.execute(viewer, asked.document, variables, asked.operation))
        body = result.body()
        codes = [error["extensions"]["code"] for error in body.get("errors", ())]
        if codes == ["TOO_LARGE"]:  # what that means is for tests/frontend_api/graphql to say
            self.too_large += 1
            return None
        self.cases += 1
        theirs = self.oracle.answer(
            viewer,
            self.tables[asked.who, place],
            asked.document,
            variables,
            asked.operation,
            doubted="BAD_REQUEST" in codes,
        )
        difference = _difference(body, theirs) or self._leak(place, body)
        if difference:
            told = " in the other prison" if place else ""
            told += "" if variables == asked.variables else f" then with {variables}"
            raise Difference(f"{difference}\n{asked!r}{told}\ncompiled: {body}\nplain: {theirs}")
        data: dict[str, Any] | None = body.get("data")
        self.mixed += data is not None and any(f"{name} " in asked.document for name in COMPUTED)
        return data

    def _leak(self, place: int, body: dict[str, Any]) -> str | None:
        """Say which id of the other prison stands in an answer; row-level security binds both."""
        found = set(IDENTIFIER.findall(str(body.get("data")))) & self.ids_of(1 - place) - self.ids_of(place)
        return f"The answer holds ids of the other prison: {found}" if found else None

    def ids_of(self, place: int) -> set[str]:
        """Return the ids of all rows of one of the two prisons."""
        if place not in self.ids:
            tables = self.tables[next(iter(self.viewers)), place]
            self.ids[place] = {str(row.columns["id"]) for rows in tables.values() for row in rows}
        return self.ids[place]

    def values(self) -> Values:
        """Return what to filter by: what stands in the tables of both prisons, and what stands nowhere."""
        found: dict[str, set[Any]] = {}
        for place in range(2):
            for kind, rows in self.tables[next(iter(self.viewers)), place].items():
                node = next(node for node in self.oracle.nodes.values() if node.kind is kind)
                for item in node.fields.values():
                    said = {plain(stored(row.fields[item.attribute])) for row in rows if _is_said(row, item)}
                    found[f"{node.name}.{item.name}"] = said
        days = ["2026-01-05", "2031-12-31", "1900-01-01", "9999-12-31", "no day", "2026-02-30"]
        return {name: sorted(said)[:40] for name, said in found.items()} | {
            "ID": list(NO_IDS),
            "String": ["", "%", "_", "/", "a", "A", "ß", "'", "\\", "é", '"', "\N{CRAB}"],
            "Int": [-1, 0, 1, 2, 7, 2_147_483_647],
            "Date": days,
            "DateTime": [
                "2026-03-02T09:30:00.12+00:00",
                "2026-03-02T10:30:00+01:00",
                "2026-03-02T09:30:00",
                "noon",
            ],
        }


def _is_said(row: Any, item: Any) -> bool:
    value = row.fields.get(item.attribute)
    return value is not None and not isinstance(value, list | dict | bool)


def _difference(body: dict[str, Any], theirs: Answer) -> str | None:
    faults = [(error["extensions"]["code"], tuple(error.get("path", ()))) for error in body.get("errors", ())]
    if faults != theirs.faults:
        return "Other errors"
    if body.get("data") != theirs.data or str(body.get("data")) != str(theirs.data):
        return "Other data"
    return None
