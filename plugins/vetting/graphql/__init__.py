"""The API of vetting: what can be read, and what can be done."""

from __future__ import annotations

from core.sdk import connection, lookup
from plugins.vetting.graphql.actions import read_actions
from plugins.vetting.graphql.assessments import read_assessments
from plugins.vetting.graphql.guidance import read_guidance
from plugins.vetting.graphql.mutations import Mutation as CaseMutation
from plugins.vetting.graphql.needs import read_need_counts, read_needs
from plugins.vetting.graphql.nodes import VettingCase, VettingClearance
from plugins.vetting.graphql.passports import PassportMutation
from plugins.vetting.graphql.policy import read_in_force
from plugins.vetting.graphql.policy_changes import PolicyMutation
from plugins.vetting.graphql.policy_preview import read_policy_preview
from plugins.vetting.graphql.policy_versions import read_draft, read_version, read_versions
from plugins.vetting.graphql.policy_waiting import read_waiting
from plugins.vetting.graphql.references import ReferenceMutation, VettingReference, read_asked
from plugins.vetting.graphql.renewals import read_renewal
from plugins.vetting.graphql.roles import RoleMutation, VettingRoleRequirement, read_role_people
from plugins.vetting.graphql.times import read_forecast, read_readers, read_times
from plugins.vetting.graphql.training import VettingBooking, VettingCourse, VettingTrainingSession
from plugins.vetting.graphql.training_mutations import TrainingMutation

__all__ = ["Mutation", "Query"]


class Query:
    vetting_cases = connection(
        VettingCase,
        filters=(
            "stage",
            "stage_today",
            "turn",
            "pathway",
            "is_open",
            "is_unconfirmed",
            "is_over_target",
            "stage_since",
            "stage_today_since",
            "opened_on",
            "submitted_on",
            "person_id",
            "person_key",
            "partner_id",
        ),
        orders=(
            "stage_since",
            "person_surname",
            "partner_name",
            "stage",
            "turn_order",
            "opened_on",
        ),
        description="Vetting cases of this prison.",
    )
    vetting_case = lookup(VettingCase)
    vetting_clearances = connection(
        VettingClearance,
        filters=("level", "expires_on", "is_current", "is_confirmed", "person_id"),
        orders=("expires_on", "person_surname", "partner_name", "level"),
        description="Clearances held in this prison.",
    )
    vetting_clearance = lookup(VettingClearance)
    vetting_assessments = read_assessments
    vetting_case_actions = read_actions
    vetting_guidance = read_guidance
    vetting_policy_in_force = read_in_force
    vetting_policies = read_versions
    vetting_policy = read_version
    vetting_policy_draft = read_draft
    vetting_policy_preview = read_policy_preview
    vetting_policies_waiting = read_waiting
    vetting_references = connection(
        VettingReference,
        filters=("case_id",),
        orders=("asked_on",),
        description="References asked for in this prison; who was asked and what they said is for the desk.",
    )
    vetting_reference = lookup(VettingReference)
    vetting_reference_asked = read_asked
    vetting_case_forecast = read_forecast
    vetting_case_renewal = read_renewal
    vetting_role_requirements = connection(
        VettingRoleRequirement,
        filters=("role_id", "since"),
        orders=("since",),
        description="What roles ask for: each version, from its day on.",
    )
    vetting_role_people = read_role_people
    vetting_case_readers = read_readers
    vetting_times = read_times
    vetting_courses = connection(
        VettingCourse,
        filters=("type", "title"),
        orders=("title",),
        description="Courses that this prison holds.",
    )
    vetting_course = lookup(VettingCourse)
    vetting_training_sessions = connection(
        VettingTrainingSession,
        filters=("held_on", "state", "type", "course_id", "places_left"),
        orders=("held_on", "course_title"),
        description="Training sessions of this prison.",
    )
    vetting_training_session = lookup(VettingTrainingSession)
    vetting_bookings = connection(
        VettingBooking,
        filters=("session_id", "person_id", "state", "held_on", "type"),
        orders=("held_on", "person_surname", "asked_at"),
        description="Places in training, booked and waited for.",
    )
    vetting_booking = lookup(VettingBooking)
    vetting_training_needs = read_needs
    vetting_training_need_counts = read_need_counts


class Mutation(
    CaseMutation, PassportMutation, PolicyMutation, ReferenceMutation, RoleMutation, TrainingMutation
):
    """Everything that can be done to vetting."""
