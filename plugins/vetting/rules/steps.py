"""What a way between stages is, and what is tried when somebody takes one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, dataclass
from datetime import date

from core.sdk import DomainError, Permission, Role, Text, Viewer
from plugins.vetting.enums import ActionKind, DecisionSource, Pathway, Verb, VettingStage
from plugins.vetting.permissions import CASE_LEAP
from plugins.vetting.policy import Policy
from plugins.vetting.rules.facts import CaseFacts, Inputs


@dataclass(frozen=True, slots=True)
class Step:
    """One declared way between stages. A stage and a verb name at most one step for a case."""

    verb: Verb
    kind: ActionKind
    sources: frozenset[VettingStage]
    target: VettingStage
    permissions: tuple[Permission, ...]
    """Any one of them is enough."""
    _: KW_ONLY
    needs: tuple[Guard, ...] = ()
    """What must be true of the case; shown beside the action before it is taken."""
    checks: tuple[Guard, ...] = ()
    """What must be true of what the person gives."""
    takes: frozenset[str] = frozenset({"happened_on"})
    """The inputs it accepts; all others are refused."""
    pathways: frozenset[Pathway] = frozenset(Pathway) - {Pathway.LEAP}
    when_leap: bool | None = None
    """Only for LEAP cases (True), never for them (False), or for both."""
    refused_by: frozenset[DecisionSource] = frozenset()
    """Who may be named as the source of a refusal."""
    is_bulk: bool = False

    @property
    def label(self) -> Text:
        return self.verb.label

    def fits(self, case: CaseFacts) -> bool:
        """Say whether the step leads out of where the case stands."""
        return (
            case.stage in self.sources
            and case.pathway in self.pathways
            and (self.when_leap is None or self.when_leap == case.is_leap)
        )

    def is_open_to(self, viewer: Viewer) -> bool:
        return any(viewer.may(permission) for permission in self.permissions)

    def role_of(self, viewer: Viewer) -> Role | None:
        """Return the role by which this viewer takes the step."""
        held = (permission.roles & viewer.roles for permission in self.permissions if viewer.may(permission))
        return min(frozenset[Role]().union(*held), default=None)

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the roles that may take it, in a steady order."""
        return tuple(sorted(frozenset[Role]().union(*(permission.roles for permission in self.permissions))))

    @property
    def is_announced(self) -> bool:
        """Say whether those who may not take it are told who can; LEAP is not mentioned to them."""
        return self.permissions != (CASE_LEAP,)

    def accepted(self, case: CaseFacts) -> frozenset[str]:
        """Return the inputs it takes from this case: only a recognition names the earlier grant."""
        if "expires_on" in self.takes and case.pathway is Pathway.TRANSFER_RECOGNITION:
            return self.takes | {"granted_on"}
        return self.takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A step about to be taken."""

    case: CaseFacts
    viewer: Viewer
    step: Step
    inputs: Inputs
    on: date
    """Today."""
    policy: Policy

    @property
    def happened_on(self) -> date:
        return self.inputs.happened_on or self.on


Guard = Callable[[Attempt], Iterator[DomainError]]
