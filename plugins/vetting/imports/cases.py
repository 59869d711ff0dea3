"""The rows of a case: the case with its history, its clearances, and the person's training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.sdk import imports
from plugins.vetting import rules
from plugins.vetting.enums import (
    ClearanceScope,
    Pathway,
    TrainingStatus,
    TrainingType,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.imports.history import (
    CLEARED_STAGES,
    Story,
    access_for,
    day_of,
    keys_after,
    levels_of,
    stage_of,
    tell_story,
)
from plugins.vetting.imports.index import CaseHere, PeopleIndex
from plugins.vetting.imports.kinds import TrackerKind
from plugins.vetting.imports.people_targets import partner_of
from plugins.vetting.policy import Policy
from plugins.vetting.rules.stages import CLEARED, LEAP_STAGES, LIVE, shown_stage
from plugins.vetting.services.taking_over import NOT_SENT_YET

Change = imports.Change
Ids = imports.Ids
Record = imports.Record
Target = imports.Target
Values = imports.Values
S = VettingStage
TRAININGS = {"key_talk": TrainingType.KEY_TRAINING, "sash": TrainingType.SASH_ACCT}
FURTHER = CLEARED | LIVE
"""A tracker's “cleared” says no more than these: a case that has come so far is not taken back."""


@dataclass(frozen=True, slots=True)
class CaseTargets:
    """Makes the rows of cases as a tracker wants them."""

    index: PeopleIndex
    as_at: date
    account_id: str
    policy: Policy

    def of(self, record: Record, ids: Ids) -> Iterator[Target]:
        """Yield the case, its clearances and the person's training."""
        ids.setdefault("case", imports.new_id())
        links: Values = {"person_id": ids["person"], "partner_id": partner_of(self.index, record)}
        levels, before = levels_of(record), self.index.case_here(ids["case"])
        yield self._case(record, ids, links, levels)
        if stage_of(record) in CLEARED_STAGES and (before is None or before.may_be_told):
            for level in levels:
                yield self._clearance(record, ids, links, level)
        for field, kind in TRAININGS.items():
            if record.text(f"{field}_status"):
                yield self._training(record, ids, links, field, kind)

    def _case(self, record: Record, ids: Ids, links: Values, levels: tuple[VettingLevel, ...]) -> Target:
        story = tell_story(record, self.as_at)
        case = self.index.case_here(ids["case"])
        values: Values = {"role_title": record.text("role") or None}
        if levels:
            values["required_levels"] = sorted(level.value for level in levels)
        if self._moves(stage_of(record), case, day_of(record, "expires_on")):
            values["stage"] = story.stage.value
        if day_of(record, "sent_on"):
            values["submitted_on"] = imports.as_json(day_of(record, "sent_on"))
        if day_of(record, "cleared_on"):
            values["decided_on"] = imports.as_json(day_of(record, "cleared_on"))
        fixed = {**links, **self._opening(record, story, levels)}

        def consequences(wanted: Values, was: Values) -> list[Change]:
            if not was:
                return self._history(ids["case"], links, story)
            return self._moved(ids["case"], links, story, wanted, was) if "stage" in wanted else []

        kept = (
            frozenset(values) - {"role_title"} if case is not None and not case.may_be_told else frozenset()
        )
        return Target("case", "vetting_case", values, fixed, consequences, kept, TrackerKind.DECIDED_HERE)

    def _opening(self, record: Record, story: Story, levels: tuple[VettingLevel, ...]) -> Values:
        """Return further columns of a new case. Whoever imports stands for the sender: never the decider."""
        sent = story.stage not in NOT_SENT_YET
        return {
            "pathway": Pathway.STANDARD.value,
            "is_leap": story.stage in LEAP_STAGES,
            "stage": story.stage.value,
            "stage_since": story.since.isoformat(),
            "opened_on": min(day for _stage, day in story.all()).isoformat(),
            "policy": self.policy.version,
            "required_levels": [],
            "access_mode": access_for(levels).value,
            "volunteer": True,
            "key_status": keys_after(record).value,
            "submitted_by": self.account_id if sent else None,
        }

    def _moves(self, stage: VettingStage | None, case: CaseHere | None, ends: date | None) -> bool:
        """Say whether the row's stage is to be compared: not with a case that has come further here.

        A tracker goes on saying “cleared” after the clearance has run out and the case has expired. Whoever
        keeps it sees one wait for a decision, so a stage inside that wait is no other stage.
        """
        if stage is None or case is None:
            return stage is not None
        if not case.may_be_told and shown_stage(stage, leap=False) is shown_stage(case.stage, leap=False):
            return False
        if stage is S.APPROVED and case.stage is S.EXPIRED:
            return ends is not None and ends >= self.as_at
        return not (stage is S.APPROVED and case.stage in FURTHER)

    def _history(self, case_id: str, links: Values, story: Story) -> list[Change]:
        return [
            Change(
                "vetting_stage_event",
                imports.Operation.INSERT,
                imports.new_id(),
                self._event(case_id, links, stage, day, position),
            )
            for position, (stage, day) in enumerate(story.all(), start=1)
        ]

    def _moved(self, case_id: str, links: Values, story: Story, wanted: Values, was: Values) -> list[Change]:
        """Add to the history that the case came to a stage; taken back, it came back to the one before."""
        wanted["stage_since"] = story.since.isoformat()
        wanted["is_leap"] = bool(was.get("is_leap")) or story.stage in LEAP_STAGES
        position = self.index.events[case_id] + 1
        back = VettingStage(str(was["stage"]))
        inverse = self._event(case_id, links, back, self.as_at, position + 1)
        return [
            Change(
                "vetting_stage_event",
                imports.Operation.APPEND,
                imports.new_id(),
                self._event(case_id, links, story.stage, story.since, position),
                {**inverse, "id": imports.new_id()},
            )
        ]

    def _event(self, case_id: str, links: Values, stage: VettingStage, day: date, position: int) -> Values:
        """Return an event without a verb: a tracker says where a case stands, not by which way it came.

        It is never folded: a tracker has one wait for a decision at the most.
        """
        return {
            **links,
            "case_id": case_id,
            "position": position,
            "stage": stage.value,
            "verb": None,
            "happened_on": day.isoformat(),
            "account_id": self.account_id,
            "is_folded": False,
        }

    def _clearance(self, record: Record, ids: Ids, links: Values, level: VettingLevel) -> Target:
        alias = f"clearance.{level.value}"
        if alias not in ids:
            found = self.index.clearance(ids["case"], ids["person"], level.value)
            ids[alias] = found if found is not None and self.index.claim(found) else imports.new_id()
        values: Values = {
            "granted_on": imports.as_json(day_of(record, "cleared_on")),
            "expires_on": imports.as_json(day_of(record, "expires_on")),
        }
        fixed = {
            **links,
            "case_id": ids["case"],
            "level": level.value,
            "scope": ClearanceScope.THIS_PRISON.value,
            # Said outright, so that a confirmation counts as work done with what the import brought.
            "confirmed_at": None,
            "confirmed_by": None,
        }
        row = self.index.rows.row("vetting_clearance", ids[alias])
        confirmed = row is not None and row.get("confirmed_at") is not None
        kept = frozenset(values) if confirmed else frozenset()
        return Target(
            alias, "vetting_clearance", values, fixed, kept=kept, kept_because=TrackerKind.CONFIRMED_HERE
        )

    def _training(self, record: Record, ids: Ids, links: Values, field: str, kind: TrainingType) -> Target:
        alias = f"training.{kind.value}"
        if alias not in ids:
            found = self.index.training(ids["person"], kind.value)
            ids[alias] = found if found is not None else imports.new_id()
            if found is None:
                self.index.trainings[ids["person"]].append((ids[alias], {"type": kind.value}))
        status, day = TrainingStatus(record.text(f"{field}_status")), day_of(record, f"{field}_on")
        training = rules.Training(
            type=kind,
            status=status,
            completed_on=day if status is TrainingStatus.COMPLETED else None,
            booked_on=day if status is TrainingStatus.BOOKED else None,
        )
        expires = rules.training_expires_on(training, self.policy)
        values: Values = {
            "status": status.value,
            "completed_on": imports.as_json(training.completed_on),
            "booked_on": imports.as_json(training.booked_on),
            "expires_on": imports.as_json(expires),
        }
        return Target(alias, "vetting_training", values, {**links, "type": kind.value})
