"""What the API says of elections: parties, lists, and counts that stay blind until both are in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import aliased
from strawberry import ID

from core.sdk import Account, computed, connection, lookup, node, through
from plugins.council import models
from plugins.council.enums import (
    ElectionStatus,
    Electorate,
    Keying,
    NominationStatus,
    SeatMethod,
    Theme,
)
from plugins.council.permissions import MEMBER_READ, ROLL_READ

MODULE = "council"


def _both_keyed(count: Any) -> ColumnElement[bool]:
    """Say whether the count stands and its twin is typed in too: until then nobody is shown its figures."""
    other = aliased(models.Count)
    return and_(
        count.set_aside_at.is_(None),
        select(func.count())
        .select_from(other)
        .where(
            other.tenant_id == count.tenant_id,
            other.election_id == count.election_id,
            other.electorate == count.electorate,
            other.set_aside_at.is_(None),
            other.keying.in_((Keying.FIRST, Keying.SECOND)),
        )
        .correlate(count)
        .scalar_subquery()
        == 2,  # noqa: PLR2004 -- both
    )


def _votes(row: Any) -> ColumnElement[int]:
    return case((through("count_id", models.Count, _both_keyed)(row), row.votes))


@node(models.Tally, permission=ROLL_READ, module=MODULE, sorted_by=("party_id", "id"))
class CouncilTally:
    id: ID
    party_id: ID
    votes: int | None = computed(_votes)


@node(models.Count, permission=ROLL_READ, module=MODULE, sorted_by=("id",))
class CouncilCount:
    id: ID
    electorate: Electorate
    keying: Keying
    created_at: datetime
    tallies: list[CouncilTally]
    is_standing: bool = computed(lambda row: row.set_aside_at.is_(None))
    keyed_by_id: ID = computed(lambda row: row.keyed_by)
    keyed_by_name: str = computed(through("keyed_by", Account, "name"))
    spoilt: int | None = computed(lambda row: case((_both_keyed(row), row.spoilt)))


@node(
    models.Nomination,
    permission=MEMBER_READ,
    module=MODULE,
    sorted_by=("position", "id"),
    sensitive=True,
)
class CouncilNomination:
    id: ID
    member_id: ID
    party_id: ID
    position: int
    status: NominationStatus
    status_on: date
    is_seated: bool = computed(
        through("member_id", models.Member, lambda member: member.joined_on.is_not(None))
    )
    first_name: str = computed(through("member_id", models.Member, "first_name"))
    last_name: str = computed(through("member_id", models.Member, "last_name"))


@node(models.Party, permission=ROLL_READ, module=MODULE, sorted_by=("position", "id"))
class CouncilParty:
    id: ID
    election_id: ID
    position: int
    name: str
    theme: Theme
    manifesto: str
    prisoner_votes: int | None
    staff_votes: int | None
    seats: int | None
    won_lot: bool
    nominations: list[CouncilNomination]


@node(models.Election, permission=ROLL_READ, module=MODULE, sorted_by=("-number", "id"))
class CouncilElection:
    id: ID
    term_id: ID
    number: int
    status: ElectionStatus
    status_on: date
    votes_on: date
    prisoners_eligible: int | None
    staff_eligible: int | None
    prisoner_papers: int | None
    prisoner_spoilt: int | None
    staff_papers: int | None
    staff_spoilt: int | None
    lot_drawn_on: date | None
    parties: list[CouncilParty]
    counts: list[CouncilCount]
    council_name: str = computed(
        through("term_id", models.Term, through("council_id", models.Council, "name"))
    )
    seats: int = computed(through("term_id", models.Term, "seats"))
    seat_method: SeatMethod = computed(through("term_id", models.Term, "seat_method"))
    term_starts_on: date = computed(through("term_id", models.Term, "starts_on"))
    term_ends_on: date = computed(through("term_id", models.Term, "ends_on"))


class ElectionQuery:
    council_elections = connection(
        CouncilElection,
        filters=("term_id", "status", "votes_on"),
        orders=("number", "votes_on", "status_on"),
        description="Elections of councils of this prison, the newest first.",
    )
    council_election = lookup(CouncilElection)
    council_party = lookup(CouncilParty)
    council_nomination = lookup(CouncilNomination)
