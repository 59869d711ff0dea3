"""Who may see somebody's record: worked out from the permissions, so that it is what is so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.accounts.permissions import Permission
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.partnership.models import Person
from core.plugins.activation import enabled
from core.reads.declarations import Node
from core.translation import Text
from core.translation import lazy_gettext as _

WHY: dict[Role, Text] = {
    Role.COORDINATOR: _("Runs the partnership: who comes in, what takes place and what is due."),
    Role.COORDINATOR_DEPUTY: _("Stands in for the co-ordinator."),
    Role.SMT_LEAD: _("Answers for the partnership among the prison's managers."),
    Role.GOVERNOR: _("Answers for the prison and for who comes into it."),
    Role.SECURITY_VETTING: _("Decides and records who is cleared."),
    Role.PRISON_STAFF_READER: _("Expects you at the gate or in a service."),
    Role.PARTNER_ADMIN: _("Leads your organisation, and sees its own people alone."),
    Role.PARTNER_WORKER: _("Works for your organisation, and sees its own people alone."),
    Role.COUNCIL_FACILITATOR: _("Runs the council of people in prison."),
    Role.DPO_RECORDS: _("Makes sure that records are right, kept no longer than needed, and answered for."),
    Role.AUDITOR: _("Checks that the rules are kept."),
}


@dataclass(frozen=True, slots=True)
class Sight:
    """What of a record may be seen, and by which roles, in the order they are always listed in."""

    what: Text
    roles: tuple[Role, ...]


def sights(viewer: Viewer, nodes: Iterable[Node]) -> list[Sight]:
    """Return what may be read of a person's record here, and by whom besides the person."""
    found = []
    for permission in _widest(viewer, nodes):
        roles = tuple(role for role in WHY if role in permission.roles)
        if roles:
            found.append(Sight(permission.label, roles))
    return found


def _widest(viewer: Viewer, nodes: Iterable[Node]) -> Sequence[Permission]:
    """Return by which right each kind of record about a person is read: of several, what most hold.

    A narrower one beside it shows more of the same rows; that there is more is not for everybody (ADR 7).
    """
    widest: dict[str, Permission] = {}
    for node in nodes:
        table = node.model.__table__
        about_people = node.model is Person or "person_id" in table.columns
        if about_people and enabled(viewer, node.module):
            known = widest.get(node.model.__tablename__)
            if known is None or len(node.permission.roles) > len(known.roles):
                widest[node.model.__tablename__] = node.permission
    return list(dict.fromkeys(widest.values()))
