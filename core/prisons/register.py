"""The prison register: reads its CSV or its API's JSON and brings our prisons up to date.

A correction that an administrator made survives: a field is changed only when the register itself now says
something else than it said at the last import.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Invalid
from core.prisons.enums import Gender
from core.prisons.models import Prison
from core.translation import translate

ADDRESS = ("address_line1", "address_line2", "town", "county", "postcode", "country", "gp_practice_code")
FACTS = ("code", "name", "name_cy", "active", "male", "female", "contracted")
LISTS = ("types", "categories", "operators")
COLUMNS = (*FACTS, *LISTS, *ADDRESS)
REQUIRED = frozenset({"code", "name", "active"})
Entry = dict[str, Any]


@dataclass(slots=True)
class Outcome:
    """What an import did, in numbers a person can check against the register."""

    read: int = 0
    active: int = 0
    added: int = 0
    changed: int = 0
    kept_corrections: list[str] = field(default_factory=list)
    """`EXI.town`: where an administrator's correction stands against the register."""

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def read_register(text: str, name: str) -> list[Entry]:
    """Read the register's CSV, or the JSON of its `GET /prisons`; raise Invalid with the place of a fault."""
    if text.lstrip("\ufeff \r\n\t").startswith(("[", "{")):
        return _read_json(text, name)
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    missing = REQUIRED - set(rows.fieldnames or ())
    if missing:
        raise Invalid(
            translate("{name} is not a prison register: there is no column {columns}.").format(
                name=name,
                columns=", ".join(sorted(missing)),
            ),
        )
    return [_entry_of_row(row, f"{name}, line {rows.line_num}") for row in rows]


def _entry_of_row(row: Mapping[str, str | None], place: str) -> Entry:
    given = {column: (row.get(column) or "").strip() for column in COLUMNS}
    return _entry(
        place,
        code=given["code"],
        name=given["name"],
        name_cy=given["name_cy"],
        active=_flag(given["active"], place),
        gender=_gender(male=_flag(given["male"], place), female=_flag(given["female"], place)),
        contracted=_flag(given["contracted"], place),
        types=_listed(given["types"]),
        categories=_listed(given["categories"]),
        operators=_listed(given["operators"]),
        address={column: given[column] for column in ADDRESS},
    )


def _read_json(text: str, name: str) -> list[Entry]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid(translate("{name} is not valid JSON.").format(name=name)) from None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise Invalid(translate("{name} must be a list of prisons.").format(name=name))
    return [_entry_of_json(item, f"{name}, prison {number}") for number, item in enumerate(found, 1)]


def _entry_of_json(item: Mapping[str, Any], place: str) -> Entry:
    addresses = item.get("addresses") or [{}]
    address = addresses[0]
    return _entry(
        place,
        code=str(item.get("prisonId") or ""),
        name=str(item.get("prisonName") or ""),
        name_cy=str(item.get("prisonNameInWelsh") or ""),
        active=bool(item.get("active")),
        gender=_gender(male=bool(item.get("male")), female=bool(item.get("female"))),
        contracted=bool(item.get("contracted")),
        types=[str(kind["code"]) for kind in item.get("types") or ()],
        categories=[str(category) for category in item.get("categories") or ()],
        operators=[str(operator["name"]) for operator in item.get("operators") or ()],
        address={
            "address_line1": address.get("addressLine1"),
            "address_line2": address.get("addressLine2"),
            "town": address.get("town"),
            "county": address.get("county"),
            "postcode": address.get("postcode"),
            "country": address.get("country"),
            "gp_practice_code": item.get("gpPracticeCode"),
        },
    )


def _entry(place: str, *, address: Mapping[str, str | None], **values: Any) -> Entry:
    if not values["code"] or not values["name"]:
        raise Invalid(translate("{place}: a prison needs a code and a name.").format(place=place))
    entry = values | {key: value or None for key, value in address.items()}
    entry["name_cy"] = entry["name_cy"] or None
    return entry


def _flag(text: str, place: str) -> bool:
    if text.lower() not in {"t", "f", "true", "false", ""}:
        raise Invalid(translate("{place}: “{text}” is neither t nor f.").format(place=place, text=text[:20]))
    return text.lower() in {"t", "true"}


def _gender(*, male: bool, female: bool) -> str:
    known = {(True, False): Gender.MALE, (False, True): Gender.FEMALE, (True, True): Gender.MIXED}
    return known.get((male, female), Gender.NOT_RECORDED).value


def _listed(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


async def import_register(session: AsyncSession, entries: Sequence[Entry]) -> Outcome:
    """Add the prisons that are new and change what the register changed; the code is the key."""
    _refuse_repeated(entries)
    known = {prison.code: prison for prison in await session.scalars(select(Prison))}
    outcome = Outcome(read=len(entries), active=sum(entry["active"] for entry in entries))
    for entry in entries:
        prison = known.get(entry["code"])
        if prison is None:
            session.add(Prison(**_typed(entry), register=dict(entry)))
            outcome.added += 1
        else:
            outcome.changed += _update(prison, entry, outcome.kept_corrections)
    await session.flush()
    return outcome


def _update(prison: Prison, entry: Entry, kept: list[str]) -> bool:
    typed = _typed(entry)
    changed = False
    for key, value in typed.items():
        current = getattr(prison, key)
        said_before = prison.register.get(key)
        if current == value:
            continue
        if said_before == entry[key]:
            kept.append(f"{prison.code}.{key}")
            continue
        setattr(prison, key, value)
        changed = True
    if prison.register != entry:
        prison.register = dict(entry)
    return changed


def _typed(entry: Entry) -> dict[str, Any]:
    return entry | {"gender": Gender(entry["gender"])}


def _refuse_repeated(entries: Iterable[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry["code"] in seen:
            raise Invalid(translate("The code {code} stands there twice.").format(code=entry["code"]))
        seen.add(entry["code"])
