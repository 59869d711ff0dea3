"""The values the rules work on. They hold no free text, so nothing can be written beside a refusal."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

from core.sdk import AccountId, Role
from plugins.vetting.enums import (
    AccessMode,
    AppealRoute,
    ClearanceScope,
    DecisionSource,
    DocumentOutcome,
    DocumentType,
    KeyStatus,
    Pathway,
    TrainingStatus,
    TrainingType,
    Verb,
    VettingLevel,
    VettingStage,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEvent:
    """A case came to a stage on a day."""

    stage: VettingStage
    on: date
    verb: Verb | None = None
    """None for the first event of a case: opened here, or taken over from the co-ordinator's records."""
    by: AccountId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    level: VettingLevel
    granted_on: date | None
    """Old records do not always say."""
    expires_on: date | None
    """The last day it is good for."""
    scope: ClearanceScope = ClearanceScope.THIS_PRISON
    reference: str | None = None
    revoked_on: date | None = None
    is_confirmed: bool = True
    """False for what a co-ordinator's list says and security has not stood by."""
    is_decided_here: bool = True
    """By a case of this prison; one that is good for named prisons says only then that this is among them."""

    @property
    def covers_this_prison(self) -> bool:
        return self.scope is not ClearanceScope.NAMED_PRISONS or self.is_decided_here


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    type: TrainingType
    status: TrainingStatus
    completed_on: date | None = None
    expires_on: date | None = None
    """The last day it is good for, or on which an exemption holds."""
    booked_on: date | None = None
    exempted_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenDocument:
    """One original that somebody of the prison held in their hands: what it shows, as yes or no."""

    type: DocumentType
    seen_on: date
    outcome: DocumentOutcome = DocumentOutcome.ACCEPTED
    shows_address: bool = False
    is_recent: bool = False
    """Shows the address and was dated, on the day it was seen, within the months the rules say."""
    shows_birth_date: bool = False
    has_photograph: bool = False
    in_current_name: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """Everything about a case that a rule may look at."""

    history: tuple[StageEvent, ...]
    """In the order recorded; never empty."""
    pathway: Pathway = Pathway.STANDARD
    """How the case began. It never becomes LEAP: that would tell everybody who sees the case."""
    is_leap: bool = False
    required_levels: frozenset[VettingLevel]
    access_mode: AccessMode = AccessMode.ESCORTED
    role_title: str | None = None
    """A version of the policy may ask for more training in a role."""
    volunteer: bool = True
    clearances: tuple[Clearance, ...] = ()
    """The person's, in this prison, whichever case they came from."""
    trainings: tuple[Training, ...] = ()
    documents: tuple[SeenDocument, ...] = ()
    """Read only where a single case is looked at."""
    shown: Clearance | None = None
    """What a passport showed of the clearance that the case asks to recognise; as `documents`."""
    kept_until: date | None = None
    """The day from which the prison's period lets a closed case go; as `documents`."""
    submitted_by: AccountId | None = None
    last_heard_on: date | None = None
    """The last reply of applicant or sponsor, where one is recorded apart from a move."""
    key_status: KeyStatus = KeyStatus.NONE

    @property
    def stage(self) -> VettingStage:
        return self.history[-1].stage

    @property
    def entered_on(self) -> date:
        """Return the day the case came to its stage."""
        return self.history[-1].on

    @property
    def effective_pathway(self) -> Pathway:
        return Pathway.LEAP if self.is_leap else self.pathway


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a person gives with a move. Each move says which of these it takes; the rest are refused."""

    happened_on: date | None = None
    level: VettingLevel | None = None
    reference: str | None = None
    granted_on: date | None = None
    """When the other prison granted the clearance that is being recognised."""
    expires_on: date | None = None
    scope: ClearanceScope | None = None
    access_mode: AccessMode | None = None
    source: DecisionSource | None = None

    def given(self) -> frozenset[str]:
        """Return the names of what was given."""
        return frozenset(field.name for field in fields(self) if getattr(self, field.name) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision as it is kept: who, when, on what. Never why."""

    outcome: VettingStage
    level: VettingLevel
    decided_on: date
    decider_role: Role
    decided_by: AccountId
    reference: str
    source: DecisionSource | None = None
    """Only beside a refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a move changes."""

    event: StageEvent
    is_leap: bool
    access_mode: AccessMode
    submitted_by: AccountId | None
    decision: Decision | None = None
    clearance: Clearance | None = None
    """To be granted to the person."""
    appeal_route: AppealRoute | None = None
    revokes_clearances: bool = False
    """Every clearance the person holds in this prison ends with the move."""

    @property
    def stage(self) -> VettingStage:
        return self.event.stage


def apply(case: CaseFacts, outcome: Outcome) -> CaseFacts:
    """Return the case as it stands after a move."""
    kept = case.clearances
    if outcome.revokes_clearances:
        kept = tuple(replace(held, revoked_on=held.revoked_on or outcome.event.on) for held in kept)
    return replace(
        case,
        history=(*case.history, outcome.event),
        is_leap=outcome.is_leap,
        access_mode=outcome.access_mode,
        submitted_by=outcome.submitted_by,
        clearances=(*kept, outcome.clearance) if outcome.clearance else kept,
    )
