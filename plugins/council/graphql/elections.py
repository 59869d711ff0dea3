"""What the API says of elections: parties, lists, and counts that stay blind until both are in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import aliased
from strawberry import ID

from core.sdk import computed, connection, lookup, node
from plugins.council import models
from plugins.council.enums import (
    ElectionPaper,
    ElectionStatus,
    Electorate,
    Keying,
    NominationStatus,
    SeatMethod,
    Theme,
    Tongue,
)
from plugins.council.graphql.roll import account_name, of_term
from plugins.council.permissions import MEMBER_READ, ROLL_READ

MODULE = "council"
for code_list in (ElectionPaper, ElectionStatus, Electorate, Keying, NominationStatus, Tongue):
    strawberry.enum(code_list, name=f"Council{code_list.__name__}")


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
    count = aliased(models.Count)
    found: ColumnElement[int] = (
        select(case((_both_keyed(count), row.votes)))
        .where(count.tenant_id == row.tenant_id, count.id == row.count_id)
        .correlate(row)
        .scalar_subquery()
    )
    return found


def _of_member(row: Any, value: Any) -> ColumnElement[Any]:
    found: ColumnElement[Any] = (
        select(value)
        .where(models.Member.tenant_id == row.tenant_id, models.Member.id == row.member_id)
        .correlate(row)
        .scalar_subquery()
    )
    return found


def _council_name(row: Any) -> ColumnElement[str]:
    found: ColumnElement[str] = (
        select(models.Council.name)
        .join(
            models.Term,
            and_(
                models.Term.tenant_id == models.Council.tenant_id,
                models.Term.council_id == models.Council.id,
            ),
        )
        .where(models.Term.tenant_id == row.tenant_id, models.Term.id == row.term_id)
        .correlate(row)
        .scalar_subquery()
    )
    return found


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
    keyed_by_name: str = computed(lambda row: account_name(row, row.keyed_by))
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
    is_seated: bool = computed(lambda row: _of_member(row, models.Member.joined_on.is_not(None)))
    first_name: str = computed(lambda row: _of_member(row, models.Member.first_name))
    last_name: str = computed(lambda row: _of_member(row, models.Member.last_name))


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
    council_name: str = computed(_council_name)
    seats: int = computed(lambda row: of_term(row, models.Term.seats))
    seat_method: SeatMethod = computed(lambda row: of_term(row, models.Term.seat_method))
    term_starts_on: date = computed(lambda row: of_term(row, models.Term.starts_on))
    term_ends_on: date = computed(lambda row: of_term(row, models.Term.ends_on))


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
