"""Ids that a caller must not be able to tell from ids that never were."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from tests.access.documents import NEVER, Question
from tests.access.house import House
from tests.access.personas import OTHER_PRISON, Part

Ids = dict[str, str]
ROWS_OF = """
SELECT p.id AS partner_id, n.id AS person_id, s.id AS service_id, c.id AS case_id
FROM partner AS p
JOIN person AS n ON n.tenant_id = p.tenant_id AND n.partner_id = p.id
JOIN service AS s ON s.tenant_id = p.tenant_id AND s.partner_id = p.id
JOIN vetting_case AS c ON c.tenant_id = p.tenant_id AND c.person_id = n.id
WHERE p.tenant_id = $1 AND (p.id = $2) = $3 AND n.id <> $4
ORDER BY n.created_at, n.id LIMIT 1
"""


async def strange_ids(house: House, part: Part) -> dict[str, Ids]:
    """Return, by whose they are, ids of rows that are not for this persona; looked for once."""
    if part.letter not in house.strange:
        house.strange[part.letter] = await _find(house, part)
    return house.strange[part.letter]


async def _find(house: House, part: Part) -> dict[str, Ids]:
    found = {"another prison's": house.samples[OTHER_PRISON]}
    if part.letter == "D":
        found["her other prison's"] = house.samples["EXI"]
    if part.scope:
        found["another organisation's"] = await _beside(house, part, same_partner=False)
    if part.scope == "person":
        colleague = await _beside(house, part, same_partner=True)
        found["a colleague's"] = {name: colleague[name] for name in ("person_id", "case_id")}
    return found


async def _beside(house: House, part: Part, *, same_partner: bool) -> Ids:
    prison = part.prison or ""
    own = house.samples[prison]
    partner, person = own["partner_id"], own["person_id"]
    (row,) = await house.rows(ROWS_OF, house.prisons[prison], partner, same_partner, person)
    return {name: str(value) for name, value in row.items()}


def exchanges(
    own: Mapping[str, str], strange: Mapping[str, str], asked: Question
) -> Iterator[tuple[Ids, Ids]]:
    """Yield the persona's ids with strange ones in their place, one at a time and all at once.

    Beside each stands the same with ids that never were: the two must be answered alike.
    """
    said = json.dumps(asked.variables)
    used = [name for name, value in own.items() if value in said and name in strange]
    for names in {(name,) for name in used} | ({tuple(used)} if used else set()):
        yield (
            {**own, **{name: strange[name] for name in names}},
            {**own, **dict.fromkeys(names, NEVER)},
        )
