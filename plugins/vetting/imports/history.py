"""What a row of a tracker tells of a case's way to its stage, and since when it is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.sdk import imports
from plugins.vetting.enums import AccessMode, KeyStatus, TrainingStatus, VettingLevel, VettingStage
from plugins.vetting.rules.stages import OPEN

S = VettingStage
CLEARED_STAGES = frozenset({S.APPROVED, S.RENEWAL_DUE, S.EXPIRED})
"""Stages of a tracker in which the person has, or had, a clearance."""
AT_THE_VETTING_TEAM = frozenset({S.SUBMITTED, S.IN_CHECKS, S.LEAP_RISK_ASSESSMENT})


@dataclass(frozen=True, slots=True)
class Story:
    """A stage, since when, and the earlier stages with a known day."""

    stage: VettingStage
    since: date
    earlier: tuple[tuple[VettingStage, date], ...] = ()

    def all(self) -> tuple[tuple[VettingStage, date], ...]:
        return (*self.earlier, (self.stage, self.since))


def day_of(record: imports.Record, name: str) -> date | None:
    value = record.values.get(name)
    return value if isinstance(value, date) else None


def stage_of(record: imports.Record) -> VettingStage | None:
    text = record.text("stage")
    return VettingStage(text) if text else None


def levels_of(record: imports.Record) -> tuple[VettingLevel, ...]:
    levels = record.values.get("levels")
    return tuple(VettingLevel(level) for level in levels) if isinstance(levels, tuple) else ()


def tell_story(record: imports.Record, as_at: date) -> Story:
    """Return what is known of the way to the stage; without a day of its own, it is so since today.

    A decision or an ending without a day tells nothing of how long the way there took, so its earlier
    days are left out: they would count as years of waiting.
    """
    stage = stage_of(record) or S.DRAFT
    form_sent, sent = day_of(record, "form_sent_on"), day_of(record, "sent_on")
    known = [(S.INVITED, form_sent), (S.SUBMITTED, sent)]
    dated = tuple((at, day) for at, day in known if day is not None and at is not stage)
    if stage in CLEARED_STAGES:
        since = day_of(record, "expires_on" if stage is S.EXPIRED else "cleared_on")
        earlier = dated if stage is S.APPROVED and since is not None else ()
        return Story(stage, min(since or as_at, as_at), earlier)
    if stage in OPEN:
        since = sent if stage in AT_THE_VETTING_TEAM else None if stage is S.QUERY_RAISED else form_sent
        return Story(stage, since or as_at, dated)
    return Story(stage, as_at)


def access_for(levels: tuple[VettingLevel, ...]) -> AccessMode:
    """Return how somebody of these levels moves about: escorted, unless a level says otherwise."""
    escorted = not levels or set(levels) == {VettingLevel.ESCORTED_VISITOR}
    return AccessMode.ESCORTED if escorted else AccessMode.UNESCORTED_NO_KEYS


def keys_after(record: imports.Record) -> KeyStatus:
    """Return what the key talk says of keys; who holds some, a tracker says in colours if at all."""
    status = record.text("key_talk_status")
    if status == TrainingStatus.COMPLETED:
        return KeyStatus.TRAINED
    return KeyStatus.TRAINING_BOOKED if status == TrainingStatus.BOOKED else KeyStatus.NONE
