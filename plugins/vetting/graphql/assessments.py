"""Cases on the lived-experience route as those see them who may know of it: whose turn it really is."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case
from strawberry import ID

from core.sdk import computed, connection, node
from plugins.vetting import models
from plugins.vetting.enums import Turn, VettingStage
from plugins.vetting.graphql.nodes import MODULE, PARTNER_NAME, PERSON_NAME, PERSON_SURNAME
from plugins.vetting.permissions import CASE_LEAP
from plugins.vetting.rules.stages import LEAP_STAGES


def assessment_turn(row: Any) -> ColumnElement[str]:
    """Return whose turn it is: the stored turn of a case is what everybody may see."""
    return case((row.stage == VettingStage.GOVERNOR_DECISION, Turn.GOVERNOR.value), else_=row.turn)


@node(
    models.Case,
    permission=CASE_LEAP,
    module=MODULE,
    sorted_by=("stage_since",),
    only=lambda row: row.stage.in_(sorted(LEAP_STAGES)),
    sensitive=True,
)
class VettingAssessment:
    id: ID
    stage: VettingStage
    stage_since: date
    turn: Turn = computed(assessment_turn)
    person_name: str = computed(PERSON_NAME)
    person_surname: str = computed(PERSON_SURNAME)
    partner_name: str | None = computed(PARTNER_NAME)


read_assessments: Any = connection(
    VettingAssessment,
    filters=("turn", "stage_since"),
    orders=("stage_since", "person_surname", "partner_name"),
    description="Cases that wait for an assessment or for the governor, for those who may know of it.",
)
