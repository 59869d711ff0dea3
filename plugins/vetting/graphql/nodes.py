"""What the API says of vetting: types over its tables."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased
from strawberry import ID

from core.sdk import (
    RETENTION_READ,
    Account,
    Partner,
    Person,
    PersonNode,
    Role,
    computed,
    extend,
    is_on_hold,
    node,
    through,
    today,
)
from plugins.vetting import models
from plugins.vetting.enums import (
    AccessMode,
    AppealRoute,
    ClearanceScope,
    DecisionSource,
    DocumentGroup,
    DocumentOutcome,
    DocumentType,
    KeyStatus,
    Pathway,
    TrainingStatus,
    TrainingType,
    Turn,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.graphql.confirmation import is_unconfirmed
from plugins.vetting.graphql.standing import (
    is_open_today,
    is_over_target,
    lacks_end_date,
    stage_today,
    stage_today_since,
    target_days,
    turn_order,
    turn_today,
)
from plugins.vetting.graphql.starting import renewal_starts_on
from plugins.vetting.permissions import CASE_LEAP, CASE_READ, CLEARANCE_READ, DECISION_READ

MODULE = "vetting"
for code_list in (
    AccessMode,
    AppealRoute,
    ClearanceScope,
    DecisionSource,
    DocumentGroup,
    DocumentOutcome,
    DocumentType,
    KeyStatus,
    Pathway,
    Role,
    TrainingStatus,
    TrainingType,
    Turn,
    Verb,
    VettingLevel,
    VettingStage,
):
    strawberry.enum(code_list, name=code_list.__name__)


PERSON_NAME = through("person_id", Person, "name")
PERSON_SURNAME = through("person_id", Person, "sort_key")
PARTNER_NAME = through("partner_id", Partner, "name")


def shown_source(row: Any) -> ColumnElement[str]:
    """Return the source of a refusal: a panel of the lived-experience pathway shows as the governor."""
    return case(
        (row.decision_source == DecisionSource.LEAP_PANEL, DecisionSource.GOVERNOR.value),
        else_=row.decision_source,
    )


def shown_position(event: Any) -> ColumnElement[int]:
    """Count the events shown up to this one: a gap would betray those that are folded away."""
    other = aliased(models.StageEvent)
    found: ColumnElement[int] = (
        select(func.count())
        .where(
            other.tenant_id == event.tenant_id,
            other.case_id == event.case_id,
            other.position <= event.position,
            ~other.is_folded,
        )
        .correlate(event)
        .scalar_subquery()
    )
    return found


def forecast_of(case_: Any, column: str) -> ColumnElement[date]:
    """Return a day of what was forecast when the case was last sent; null where nothing was."""
    given = models.Forecast
    found: ColumnElement[date] = (
        select(getattr(given, column))
        .where(
            given.tenant_id == case_.tenant_id,
            given.case_id == case_.id,
            given.given_on >= case_.submitted_on,
        )
        .order_by(given.given_on.desc(), given.id.desc())
        .limit(1)
        .correlate(case_)
        .scalar_subquery()
    )
    return found


def shown_actor(event: Any) -> ColumnElement[Any]:
    """Return who acted, but for the end of the checks: a governor never records that, only an assessment."""
    waiting = event.shown_stage == VettingStage.DECISION_PENDING
    return case((waiting, None), else_=through("shown_account_id", Account, "name")(event))


@node(
    models.StageEvent,
    permission=CASE_READ,
    module=MODULE,
    sorted_by=("position",),
    only=lambda event: ~event.is_folded,
)
class VettingStageEvent:
    id: ID
    happened_on: date
    position: int = computed(shown_position, same_order=lambda event: event.position)
    stage: VettingStage = computed(lambda event: event.shown_stage)
    verb: Verb | None = computed(lambda event: event.shown_verb)
    by: str | None = computed(shown_actor, permission=DECISION_READ)


@node(models.StageEvent, permission=CASE_LEAP, module=MODULE, sorted_by=("position",))
class VettingFullStageEvent:
    id: ID
    position: int
    happened_on: date
    stage: VettingStage
    verb: Verb | None
    by: str | None = computed(through("account_id", Account, "name"))


@node(models.Chase, permission=CASE_READ, module=MODULE, sorted_by=("chased_on", "id"))
class VettingChase:
    id: ID
    chased_on: date
    turn: Turn
    by: str | None = computed(through("account_id", Account, "name"), permission=DECISION_READ)


@node(models.Clearance, permission=CLEARANCE_READ, module=MODULE, sorted_by=("expires_on", "id"))
class VettingClearance:
    id: ID
    person_id: ID
    case_id: ID | None
    level: VettingLevel
    scope: ClearanceScope
    granted_on: date | None
    expires_on: date | None
    reference: str | None
    revoked_on: date | None
    is_confirmed: bool = computed(lambda clearance: clearance.confirmed_at.is_not(None))
    confirmed_at: datetime | None = computed(
        lambda clearance: clearance.confirmed_at, permission=DECISION_READ
    )
    confirmed_by: str | None = computed(
        # A governor stands by a clearance of their own decision alone: the name would tell of an assessment.
        through("confirmed_by", Account, "name"),
        permission=CASE_LEAP,
    )
    person_name: str = computed(PERSON_NAME)
    person_surname: str = computed(PERSON_SURNAME)
    partner_name: str | None = computed(PARTNER_NAME)
    lacks_end_date: bool = computed(lacks_end_date)
    renewal_starts_on: date | None = computed(renewal_starts_on, permission=DECISION_READ)
    """By this prison's own times: others would learn from it how long cases of others took."""
    is_current: bool = computed(
        lambda clearance: and_(
            clearance.revoked_on.is_(None),
            or_(clearance.expires_on.is_(None), clearance.expires_on >= today()),
            or_(clearance.granted_on.is_(None), clearance.granted_on <= today()),
        ),
    )


@node(models.Document, permission=CASE_READ, module=MODULE, sorted_by=("seen_on", "id"))
class VettingDocument:
    id: ID
    type: DocumentType
    document_group: DocumentGroup
    outcome: DocumentOutcome
    seen_on: date
    shows_address: bool
    is_recent: bool
    shows_birth_date: bool
    has_photograph: bool
    in_current_name: bool
    seen_by: str | None = computed(through("seen_by", Account, "name"), permission=DECISION_READ)


@node(models.Training, permission=CLEARANCE_READ, module=MODULE, sorted_by=("type", "completed_on"))
class VettingTraining:
    id: ID
    type: TrainingType
    status: TrainingStatus
    completed_on: date | None
    expires_on: date | None
    booked_on: date | None
    exempted_on: date | None
    course_title: str | None = computed(through("course_id", models.Course, "title"))
    """Null where the type says which training it is."""
    exempted_by: str | None = computed(through("exempted_by", Account, "name"), permission=DECISION_READ)


@node(
    models.Case,
    permission=CASE_READ,
    module=MODULE,
    sorted_by=("stage_since",),
    only=lambda case_: case_.stage != VettingStage.PURGED,
    sensitive=True,
)
class VettingCase:
    id: ID
    person_id: ID
    partner_id: ID | None
    pathway: Pathway
    stage_since: date
    opened_on: date
    policy: str
    required_levels: list[str]
    access_mode: AccessMode
    volunteer: bool
    role_title: str | None
    key_status: KeyStatus
    submitted_on: date | None
    last_chased_on: date | None
    last_heard_on: date | None
    person: PersonNode
    history: list[VettingStageEvent]
    full_history: list[VettingFullStageEvent]
    chases: list[VettingChase]
    documents: list[VettingDocument]
    clearances: list[VettingClearance]
    person_clearances: list[VettingClearance]
    person_training: list[VettingTraining]
    stage: VettingStage = computed(lambda case_: case_.shown_stage)
    stage_today: VettingStage = computed(stage_today)
    stage_today_since: date = computed(stage_today_since)
    turn: Turn = computed(turn_today)
    is_open: bool = computed(is_open_today)
    full_stage: VettingStage = computed(lambda case_: case_.stage, permission=CASE_LEAP)
    is_leap: bool = computed(lambda case_: case_.is_leap, permission=CASE_LEAP)
    is_unconfirmed: bool = computed(is_unconfirmed)
    is_on_hold: bool = computed(is_on_hold, permission=RETENTION_READ)
    target_days: int = computed(target_days)
    is_over_target: bool = computed(is_over_target)
    turn_order: int = computed(turn_order)
    forecast_earliest: date | None = computed(lambda case_: forecast_of(case_, "earliest"))
    forecast_latest: date | None = computed(lambda case_: forecast_of(case_, "latest"))
    person_name: str = computed(PERSON_NAME)
    person_key: str = computed(through("person_id", Person, "name_key"))
    person_surname: str = computed(PERSON_SURNAME)
    partner_name: str | None = computed(PARTNER_NAME)
    decided_on: date | None = computed(lambda case_: case_.decided_on, permission=DECISION_READ)
    decision_level: VettingLevel | None = computed(
        lambda case_: case_.decision_level,
        permission=DECISION_READ,
    )
    decision_reference: str | None = computed(
        lambda case_: case_.decision_reference,
        permission=DECISION_READ,
    )
    decision_source: DecisionSource | None = computed(shown_source, permission=DECISION_READ)


@extend(PersonNode, module=MODULE)
class PersonVetting:
    vetting_cases: list[VettingCase]
    vetting_clearances: list[VettingClearance]
    vetting_training: list[VettingTraining]
