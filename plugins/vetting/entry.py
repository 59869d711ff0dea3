"""Vetting's say in whether somebody may come in: the rules' findings, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Role, Text, Viewer, entry, long_date, translate
from core.sdk import lazy_gettext as _
from plugins.vetting import models, rules
from plugins.vetting.enums import Turn, VettingStage
from plugins.vetting.permissions import CASE_READ
from plugins.vetting.policy import Policy, policy_in_force
from plugins.vetting.queries import facts_of, policies_of
from plugins.vetting.queries.roles import RolesAsked, roles_asked
from plugins.vetting.rules.entry import EntryFact, EntryFinding, entry_findings

NEXT_STEPS: dict[Turn, Text] = {
    Turn.APPLICANT: _("Answer what the vetting asks of them"),
    Turn.PARTNER: _("Say whether the organisation stands by them"),
    Turn.COORDINATOR: _("Take the next step of the case"),
    Turn.VETTING_TEAM: _("Finish the checks"),
    Turn.PRISON_SECURITY: _("Decide the case"),
    Turn.GOVERNOR: _("Decide the case"),
}
"""What moves an open case on, by whose turn it is."""
MENDED: dict[VettingStage, tuple[Text, Role]] = {
    VettingStage.EXPIRED: (_("Start a renewal"), Role.COORDINATOR),
    VettingStage.LAPSED: (_("Open a new case, if they still want to come"), Role.COORDINATOR),
    VettingStage.SUSPENDED: (_("Decide whether the suspension ends"), Role.SECURITY_VETTING),
}
"""Stages that are not open, and yet not the last word."""
CODES = {
    EntryFact.NO_CASE: "vetting.case",
    EntryFact.NOT_CLEARED: "vetting.case",
    EntryFact.NO_LEVEL: "vetting.clearance",
    EntryFact.LEVEL_MISSING: "vetting.clearance",
    EntryFact.LEVEL_ELSEWHERE: "vetting.clearance",
    EntryFact.LEVEL_UNCONFIRMED: "vetting.clearance",
    EntryFact.LEVEL_HELD: "vetting.clearance",
    EntryFact.ESCORTED_ACCESS: "vetting.access",
    EntryFact.TRAINING_MISSING: "vetting.training",
    EntryFact.TRAINING_DONE: "vetting.training",
    EntryFact.ROLE_NOT_COVERED: "vetting.role",
    EntryFact.ROLE_COVERED: "vetting.role",
    EntryFact.ROLE_ACCESS: "vetting.access",
}


def check_under(policies: Sequence[Policy] | None = None) -> entry.EntryCheck:
    """Return vetting's say by the prison's policies; by others, to show what those would change."""

    async def prepare(
        session: AsyncSession, viewer: Viewer, people: Collection[UUID], services: Collection[UUID]
    ) -> entry.Judge:
        """Read the cases of all these people and what the roles ask for, in a few statements for all."""
        cases = (await session.scalars(select(models.Case).where(models.Case.person_id.in_(people)))).all()
        facts = await facts_of(session, cases)
        known = await policies_of(session) if policies is None else policies
        by_person: dict[UUID, list[rules.CaseFacts]] = defaultdict(list)
        for case in cases:
            by_person[case.person_id].append(rules.as_seen_by(facts[case.id], viewer))
        return Desk(by_person, known, await roles_asked(session, people, services)).judge

    async def weights(session: AsyncSession, _viewer: Viewer) -> entry.Weigh:
        known = await policies_of(session) if policies is None else policies
        return lambda day: policy_in_force(known, day).entry_weights

    return entry.EntryCheck(
        name="vetting.entry",
        title=_("Vetting and training"),
        permission=CASE_READ,
        prepare=prepare,
        vouches=True,
        kinds=KINDS,
        weights=weights,
    )


class Desk:
    """What vetting knows of all who are asked about; a finding is put into words once."""

    def __init__(
        self,
        cases: Mapping[UUID, Sequence[rules.CaseFacts]],
        policies: Sequence[Policy],
        roles: RolesAsked,
    ) -> None:
        self._cases = cases
        self._policies = policies
        self._roles = roles
        self._in_force: dict[date, Policy] = {}
        self._said: dict[EntryFinding, entry.Reason] = {}

    def judge(self, visit: entry.Visit) -> list[entry.Reason]:
        policy = self._in_force.get(visit.on)
        if policy is None:
            policy = self._in_force[visit.on] = policy_in_force(self._policies, visit.on)
        asked = self._roles.of(visit.person_id, visit.service_id, visit.on)
        findings = entry_findings(self._cases.get(visit.person_id, ()), visit.on, policy, asked)
        return [self._words(finding) for finding in findings]

    def _words(self, finding: EntryFinding) -> entry.Reason:
        said = self._said.get(finding)
        if said is None:
            said = self._said[finding] = reason(finding)
        return said


def reason(finding: EntryFinding) -> entry.Reason:
    """Say a finding in words: what it is, what would mend it, and whose turn that is."""
    words, next_step, turn = WORDS[finding.fact](finding)
    return entry.Reason(
        code=CODES[finding.fact],
        bearing=finding.bearing,
        words=words,
        until=finding.until,
        next_step=next_step,
        whose_turn=turn,
    )


Said = tuple[Text, Text | None, Text | None]
COORDINATOR, SECURITY = Role.COORDINATOR.label, Role.SECURITY_VETTING.label


def _no_case(_finding: EntryFinding) -> Said:
    return (
        translate("There is no vetting case for them here by that day."),
        translate("Open a case"),
        COORDINATOR,
    )


def _not_cleared(finding: EntryFinding) -> Said:
    label = "" if finding.stage is None else str(finding.stage.label)
    words = translate("Vetting: {stage}.").format(stage=label[:1].lower() + label[1:])
    if finding.stage in MENDED:
        next_step, role = MENDED[finding.stage]
        return words, next_step, role.label
    if finding.turn is None or finding.turn is Turn.NOBODY:
        return words, None, None
    return words, NEXT_STEPS[finding.turn], finding.turn.label


def _no_level(_finding: EntryFinding) -> Said:
    return (
        translate("It is not recorded which clearance they need."),
        translate("Record the levels that their role needs"),
        COORDINATOR,
    )


def _level_missing(finding: EntryFinding) -> Said:
    words = translate("No clearance for {level} is in date on that day.")
    return (
        words.format(level=_level(finding)),
        translate("Start a renewal, or record the clearance"),
        COORDINATOR,
    )


def _level_elsewhere(finding: EntryFinding) -> Said:
    words = translate("{level}: recorded as good for named prisons, not whether this is one of them.")
    return (
        words.format(level=_level(finding)),
        translate("Ask security whether it covers this prison, and to record it as good here"),
        SECURITY,
    )


def _level_unconfirmed(finding: EntryFinding) -> Said:
    words = translate("{level}: recorded from a spreadsheet, not confirmed by security.")
    return words.format(level=_level(finding)), translate("Confirm the clearance"), SECURITY


def _level_held(finding: EntryFinding) -> Said:
    if finding.until is None:
        return translate("Cleared: {level}.").format(level=_level(finding)), None, None
    words = translate("Cleared: {level}, to {day}.")
    return words.format(level=_level(finding), day=long_date(finding.until)), None, None


def _escorted(_finding: EntryFinding) -> Said:
    return translate("Their access is escorted."), None, None


def _training_missing(finding: EntryFinding) -> Said:
    training = "" if finding.training is None else finding.training.label
    if finding.booked_on is not None:
        words = translate("{training}: booked for {day}.")
        day = long_date(finding.booked_on)
        return (
            words.format(training=training, day=day),
            translate("Attend the training"),
            Turn.APPLICANT.label,
        )
    words = translate("{training}: not done, or out of date on that day.").format(training=training)
    return words, translate("Book the training"), COORDINATOR


def _training_done(finding: EntryFinding) -> Said:
    training = "" if finding.training is None else finding.training.label
    return translate("{training}: done.").format(training=training), None, None


def _role_not_covered(finding: EntryFinding) -> Said:
    levels = translate(" or ").join(str(level.label) for level in finding.suffices)
    words = translate("The role {role} needs {levels}: no such clearance is in date on that day.")
    return (
        words.format(role=finding.role, levels=levels),
        translate("Get them cleared for the role, or give them another"),
        COORDINATOR,
    )


def _role_covered(finding: EntryFinding) -> Said:
    return translate("Their clearance covers the role {role}.").format(role=finding.role), None, None


def _role_access(finding: EntryFinding) -> Said:
    access = "" if finding.access_mode is None else str(finding.access_mode.label)
    words = translate("The role {role} asks for other access than theirs: {access}.")
    return (
        words.format(role=finding.role, access=access[:1].lower() + access[1:]),
        translate("Change how they come in, or give them another role"),
        COORDINATOR,
    )


def _level(finding: EntryFinding) -> Text:
    return "" if finding.level is None else finding.level.label


WORDS: dict[EntryFact, Callable[[EntryFinding], Said]] = {
    EntryFact.NO_CASE: _no_case,
    EntryFact.NOT_CLEARED: _not_cleared,
    EntryFact.NO_LEVEL: _no_level,
    EntryFact.LEVEL_MISSING: _level_missing,
    EntryFact.LEVEL_ELSEWHERE: _level_elsewhere,
    EntryFact.LEVEL_UNCONFIRMED: _level_unconfirmed,
    EntryFact.LEVEL_HELD: _level_held,
    EntryFact.ESCORTED_ACCESS: _escorted,
    EntryFact.TRAINING_MISSING: _training_missing,
    EntryFact.TRAINING_DONE: _training_done,
    EntryFact.ROLE_NOT_COVERED: _role_not_covered,
    EntryFact.ROLE_COVERED: _role_covered,
    EntryFact.ROLE_ACCESS: _role_access,
}

KINDS = (
    entry.ReasonKind(
        code="vetting.training",
        title=_("Training that the access or the role asks for is missing"),
        usual=entry.Bearing.NEEDS_ESCORT,
    ),
    entry.ReasonKind(
        code="vetting.clearance",
        title=_("A clearance recorded from a spreadsheet, not confirmed by security"),
        usual=entry.Bearing.WARNS,
    ),
)
"""What a version of the policy may weigh. That no clearance is in date, or the stage, is never among it."""
VETTING_CHECK = check_under()
"""What vetting says of somebody's coming in on a day: by stage, clearances and training as of that day."""
