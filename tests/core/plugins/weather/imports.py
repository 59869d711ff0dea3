"""The import of a list of sightings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from core.sdk import IMPORT_RUN, AccountId, Text, imports, uuid7
from core.sdk import lazy_gettext as _

from .enums import Sky
from .permissions import SIGHTING_ADD

SIGHTING = "weather_sighting"
LAYOUT = imports.Layout(
    name="weather.sightings",
    label=_("Sightings"),
    fields=(
        imports.Field(name="place", label=_("Place"), headings=("Place", "Where")),
        imports.Field(name="seen_on", label=_("Day"), headings=("Day", "Date")),
        imports.Field(name="sky", label=_("Sky"), headings=("Sky", "Weather")),
    ),
    needs=(("place",), ("seen_on",)),
)


def read_row(row: imports.RowReader, _context: imports.ImportContext) -> Mapping[str, imports.Plain]:
    day = row.date("seen_on")
    wet = row.word("sky").lower() in {"wet", "rain"}
    return {"place": row.text("place"), "seen_on": day, "sky": (Sky.WET if wet else Sky.CLEAR).value}


class SightingPlanner:
    """Compares rows of the list with the sightings of the prison."""

    tables = (imports.PlannedTable(name=SIGHTING, unique=("place", "seen_on")),)

    def __init__(self, as_at: date) -> None:
        self._as_at = as_at
        self._known: dict[str, str] = {}

    def prepare(self, existing: imports.Existing) -> imports.ImportContext:
        self._known = {
            f"{row['place']} {row['seen_on']}": row_id for row_id, row in existing.rows[SIGHTING].items()
        }
        return imports.ImportContext(as_at=self._as_at)

    def key(self, layout: str, record: imports.Record) -> str:
        del layout
        return f"{record.text('place')} {record.values['seen_on']}"

    def label(self, layout: str, record: imports.Record) -> str:
        return self.key(layout, record)

    def primary(self, layout: str) -> str:
        del layout
        return "sighting"

    def find(self, layout: str, record: imports.Record) -> imports.Ids:
        found = self._known.get(self.key(layout, record))
        return {} if found is None else {"sighting": found}

    def targets(self, layout: str, record: imports.Record, ids: imports.Ids) -> Sequence[imports.Target]:
        self._known[self.key(layout, record)] = ids.setdefault("sighting", str(uuid7()))
        values = {name: imports.as_json(record.values[name]) for name in ("place", "seen_on", "sky")}
        return [imports.Target("sighting", SIGHTING, values)]

    def describe(self, table: str, column: str) -> Text | None:
        del table
        return _("Sky") if column == "sky" else None

    def show(self, table: str, column: str, value: imports.Json) -> str:
        del table, column
        return str(Sky(str(value)).label)


def make_planner(as_at: date, _account_id: AccountId) -> SightingPlanner:
    return SightingPlanner(as_at)


SIGHTINGS_IMPORTER = imports.Importer(
    module="weather",
    name="weather",
    label=_("Sightings"),
    permissions=(IMPORT_RUN, SIGHTING_ADD),
    tables=(imports.TableReader(layout=LAYOUT, read_row=read_row),),
    planner=make_planner,
)
