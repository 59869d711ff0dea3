"""The API of the rota: what can be read, and what can be done."""

from __future__ import annotations

from core.sdk import connection, lookup
from plugins.rota.graphql.cover import read_cover
from plugins.rota.graphql.expected import read_candidates, read_expected, read_session_people
from plugins.rota.graphql.feeds import FeedMutation, FeedQuery
from plugins.rota.graphql.gate import GateQuery
from plugins.rota.graphql.gate_changes import GateMutation
from plugins.rota.graphql.gate_losses import LossMutation, LossQuery
from plugins.rota.graphql.mutations import Mutation as RotaMutation
from plugins.rota.graphql.nodes import RotaAbsence, RotaEntryNotice, RotaPattern, RotaRegular, RotaSession

__all__ = ["Mutation", "Query"]


class Mutation(RotaMutation, GateMutation, LossMutation, FeedMutation):
    """What can be done with the rota and at the gate."""


class Query(GateQuery, LossQuery, FeedQuery):
    rota_patterns = connection(
        RotaPattern,
        filters=("service_id", "partner_id", "weekday", "is_current"),
        orders=("weekday", "starts_at", "service_name"),
        description="Regular times of this prison's services.",
    )
    rota_pattern = lookup(RotaPattern)
    rota_sessions = connection(
        RotaSession,
        filters=("service_id", "partner_id", "pattern_id", "held_on", "outcome"),
        orders=("held_on", "starts_at", "service_name"),
        description="Sessions of this prison, past ones too.",
    )
    rota_session = lookup(RotaSession)
    rota_regular = lookup(RotaRegular)
    rota_absences = connection(
        RotaAbsence,
        filters=("person_id", "partner_id", "first_on", "last_on"),
        orders=("first_on", "last_on", "person_surname"),
        description="When people are away.",
    )
    rota_absence = lookup(RotaAbsence)
    rota_entry_notices = connection(
        RotaEntryNotice,
        filters=("bearing", "first_on", "is_over"),
        orders=("first_on", "bearing"),
        description="What holds at the gate for everybody, or held.",
    )
    rota_entry_notice = lookup(RotaEntryNotice)
    rota_expected = read_expected
    rota_session_people = read_session_people
    rota_candidates = read_candidates
    rota_cover = read_cover
