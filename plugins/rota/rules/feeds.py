"""Calendar addresses: of a person, a service or the prison, and who may have which."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from core.sdk import COORDINATORS, Text, Viewer, links
from core.sdk import lazy_gettext as _


class FeedKind(StrEnum):
    PERSON = "PERSON"
    SERVICE = "SERVICE"
    PRISON = "PRISON"

    @property
    def label(self) -> Text:
        return LABELS[self]


LABELS: dict[FeedKind, Text] = {
    FeedKind.PERSON: _("One person's sessions"),
    FeedKind.SERVICE: _("One service's sessions"),
    FeedKind.PRISON: _("All sessions of the prison"),
}
PURPOSES = {
    kind: links.Purpose(code=f"rota.{kind.value.lower()}", days=None, suffix=".ics") for kind in FeedKind
}
"""Good until they are reset: a calendar that stops without a word is worse than none."""


def may_have(viewer: Viewer, kind: FeedKind, subject_id: UUID) -> bool:
    """Say whether this is a feed of the viewer's own kind; whose rows they see, the database says."""
    if kind is FeedKind.PERSON:
        return viewer.person_id == subject_id if viewer.person_id else bool(COORDINATORS & viewer.roles)
    if kind is FeedKind.SERVICE:
        return viewer.person_id is None
    return viewer.person_id is None and viewer.partner_id is None
