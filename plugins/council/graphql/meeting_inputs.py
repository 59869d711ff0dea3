"""What the mutations of meetings are given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import strawberry
from strawberry import ID

from core.sdk import as_uuid
from plugins.council.enums import AttendanceState, ItemKind, MemberRole, OutcomeKind, Rhythm, Theme
from plugins.council.services.actions import Task
from plugins.council.services.agenda import ItemWords
from plugins.council.services.outcomes import OutcomeWords
from plugins.council.services.series import Plan, WhenWhere
from plugins.council.services.ticking import Tick


@strawberry.input
class CouncilPlan:
    """When a council meets: 0 is Monday; the first to the fourth of a weekday in a month, 5 is the last."""

    name: str
    rhythm: Rhythm
    weekday: int
    starts_at: time
    ends_at: time
    place: str
    every: int = 1
    place_in_month: int | None = None
    standing: list[str] = strawberry.field(default_factory=list)
    first_on: date | None = None

    def value(self) -> Plan:
        return Plan(
            name=self.name,
            rhythm=self.rhythm,
            weekday=self.weekday,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            place=self.place,
            every=self.every,
            place_in_month=self.place_in_month,
            standing=self.standing,
        )


@strawberry.input
class CouncilWhenWhere:
    """The hours and the room of a meeting; London time."""

    starts_at: time
    ends_at: time
    place: str

    def value(self) -> WhenWhere:
        return WhenWhere(starts_at=self.starts_at, ends_at=self.ends_at, place=self.place)


@strawberry.input
class CouncilSeriesWords(CouncilWhenWhere):
    """What of a series may change: its name, hours and room, and what stands on every agenda from now on."""

    name: str = ""
    standing: list[str] = strawberry.field(default_factory=list)


@strawberry.input
class CouncilItemWords:
    """How a point of an agenda is called, and how long it may take."""

    kind: ItemKind
    title: str
    theme: Theme | None = None
    minutes: int | None = None

    def value(self) -> ItemWords:
        return ItemWords(kind=self.kind, title=self.title, theme=self.theme, minutes=self.minutes)


@strawberry.input
class CouncilNewItem(CouncilItemWords):
    """A new point of an agenda; of a proposal, or of an action that is looked at."""

    proposal_id: ID | None = None
    action_id: ID | None = None

    def value(self) -> ItemWords:
        return replace(
            CouncilItemWords.value(self),
            proposal_id=as_uuid(self.proposal_id) if self.proposal_id else None,
            action_id=as_uuid(self.action_id) if self.action_id else None,
        )


@strawberry.input
class CouncilTick:
    """Whether one member of the roll was there, and where they declared an interest."""

    member_id: ID
    state: AttendanceState
    declared_item_id: ID | None = None

    def value(self) -> Tick:
        return Tick(
            member_id=as_uuid(self.member_id),
            state=self.state,
            declared_item_id=as_uuid(self.declared_item_id) if self.declared_item_id else None,
        )


@strawberry.input
class CouncilTask:
    """What is to be done by when: by a role on the council, or by somebody with an account here."""

    words: str
    due_on: date
    owner_role: MemberRole | None = None
    owner_account: ID | None = None

    def value(self) -> Task:
        return Task(
            words=self.words,
            due_on=self.due_on,
            owner_role=self.owner_role,
            owner_account=as_uuid(self.owner_account) if self.owner_account else None,
        )


@strawberry.input
class CouncilOutcomeWords:
    """What came of a point; for an action, who does it by when."""

    kind: OutcomeKind
    words: str
    votes_for: int | None = None
    votes_against: int | None = None
    task: CouncilTask | None = None

    def value(self) -> OutcomeWords:
        return OutcomeWords(
            kind=self.kind,
            words=self.words,
            votes_for=self.votes_for,
            votes_against=self.votes_against,
            task=self.task.value() if self.task else None,
        )


@strawberry.type
class CouncilPackAsked:
    """A file that was asked for."""

    report_id: ID
