"""Reading the cells that only a vetting tracker has: levels, the status with its date, training."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from core.sdk import imports
from plugins.vetting.enums import TrainingStatus, VettingLevel, VettingStage
from plugins.vetting.imports.kinds import TrackerKind
from plugins.vetting.imports.words import (
    AMBIGUOUS_LEVELS,
    CHASING,
    LEVELS,
    RETIRED_LEVELS,
    STAGES,
    TRAINING,
)

CommonKind = imports.CommonKind

EITHER = re.compile(r"\s*/\s*|\s+or\s+")
BOTH = re.compile(r"\s*[+&,]\s*|\s+and\s+|\s+plus\s+(?=[ec])")
CLEARED_ON = re.compile(r"(?:cleared|clear|approved|yes|y)[ :,\-]+(?:on )?(\d.*)")
REFUSED = re.compile(r"refused\b.*")
BOOKED_ON = re.compile(r"booked(?: for)?[ :,\-]+(.+)")
DID_NOT_ATTEND = re.compile(r"(?:dna|did not attend)\b.*")


@dataclass(frozen=True, slots=True)
class LevelReading:
    levels: tuple[VettingLevel, ...]
    kind: imports.Kind | None = None


def read_level(text: str) -> LevelReading:
    """Read a level, or two that are held together; an open choice between two is no level."""
    phrase = imports.fold_phrase(text)
    if not phrase:
        return LevelReading((), TrackerKind.LEVEL_MISSING)
    level = LEVELS.meaning_of(phrase)
    if level is not None:
        return LevelReading((level,), TrackerKind.LEVEL_RETIRED if level in RETIRED_LEVELS else None)
    if phrase in AMBIGUOUS_LEVELS or _is_choice(phrase):
        return LevelReading((), TrackerKind.LEVEL_AMBIGUOUS)
    parts = [LEVELS.meaning_of(part) for part in BOTH.split(phrase)]
    known = tuple(part for part in parts if part is not None)
    if len(known) == len(parts) > 1:
        return LevelReading(known, TrackerKind.LEVEL_MULTIPLE)
    return LevelReading((), TrackerKind.LEVEL_UNRECOGNISED)


def _is_choice(phrase: str) -> bool:
    """Say whether a cell names levels to choose from: `EL1/EL2`, `EL1 or 2`."""
    first, *rest = EITHER.split(phrase)
    return bool(rest) and LEVELS.meaning_of(first) is not None


@dataclass(frozen=True, slots=True)
class StatusReading:
    stage: VettingStage | None
    cleared_on: date | None = None
    kind: imports.Kind | None = None


def read_status(text: str, *, sent: bool) -> StatusReading:
    """Read a status; `sent` says whether the form has gone to the vetting team. A reason is never kept."""
    phrase = imports.fold_phrase(text)
    if not phrase:
        return StatusReading(None, kind=TrackerKind.STATUS_MISSING)
    if phrase == CHASING:
        return StatusReading(VettingStage.IN_CHECKS if sent else VettingStage.FORM_IN_PROGRESS)
    stage = STAGES.meaning_of(phrase)
    if stage is not None:
        return StatusReading(stage)
    if REFUSED.fullmatch(phrase):
        return StatusReading(VettingStage.REFUSED)
    if found := CLEARED_ON.fullmatch(phrase):
        reading = imports.read_date_text(found[1])
        kind = None if reading.kind is CommonKind.DATE_AS_TEXT else reading.kind
        return StatusReading(VettingStage.APPROVED, reading.day, kind)
    return StatusReading(None, kind=CommonKind.STATUS_UNRECOGNISED)


def status_without_reason(text: str) -> str:
    """Return what may be kept of a status as it was written: of a refusal, that it is one."""
    phrase = imports.fold_phrase(text)
    return "Refused" if REFUSED.fullmatch(phrase) else text


@dataclass(frozen=True, slots=True)
class TrainingReading:
    status: TrainingStatus | None
    day: date | None = None
    kinds: tuple[imports.Kind, ...] = ()


def read_training(row: imports.RowReader, field: str, *, as_at: date) -> TrainingReading:
    """Read a training cell: a date, a word, or a word with a date."""
    phrase = imports.fold_phrase(row.word(field))
    if not phrase:
        return TrainingReading(None)
    if DID_NOT_ATTEND.fullmatch(phrase):
        return TrainingReading(None, kinds=(TrackerKind.DID_NOT_ATTEND,))
    status = TRAINING.meaning_of(phrase)
    if status is TrainingStatus.COMPLETED:
        return TrainingReading(status, kinds=(TrackerKind.TRAINING_DATE_MISSING,))
    if status is not None:
        return TrainingReading(status)
    if booked := BOOKED_ON.fullmatch(phrase):
        reading = imports.read_date_text(booked[1])
        kinds = (TrackerKind.TRAINING_UNRECOGNISED,) if reading.day is None else ()
        return TrainingReading(TrainingStatus.BOOKED, reading.day, kinds)
    return read_completion(row.date_reading(field), as_at)


def read_completion(reading: imports.DateReading, as_at: date) -> TrainingReading:
    """Read a day as that of training done: one still to come is none."""
    if reading.kind is CommonKind.DATE_UNREADABLE:
        return TrainingReading(None, kinds=(TrackerKind.TRAINING_UNRECOGNISED,))
    kinds = () if reading.kind is None else (reading.kind,)
    if reading.day is None:
        return TrainingReading(None, kinds=kinds)
    if reading.day > as_at:
        return TrainingReading(None, kinds=(*kinds, TrackerKind.COMPLETION_IN_FUTURE))
    return TrainingReading(TrainingStatus.COMPLETED, reading.day, kinds)
