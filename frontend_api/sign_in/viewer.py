"""The Viewer of a request: who is asking, in the prison that the first segment of the path names."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from litestar.connection import ASGIConnection

from core.accounts.capacity import viewer_from
from core.accounts.queries import MembershipRow
from core.accounts.roles import NATIONAL_ROLES, Role
from core.accounts.viewer import Viewer
from core.clock import today
from core.database.unit_of_work import Database
from core.prisons.names import spoken_name
from core.prisons.queries import prison_by_code
from core.translation import translate
from frontend_api.sign_in.browser import browser_of
from frontend_api.sign_in.callers import Caller
from frontend_api.sign_in.errors import NotOfThisPrison, PrisonUnknown, Refusal
from frontend_api.sign_in.messages import is_api_request
from frontend_api.sign_in.security_log import SECURITY
from frontend_api.sign_in.services import sign_in_of
from frontend_api.sign_in.tokens import bearer_token
from frontend_api.sign_in.visitor import NOBODY, Visitor, provide_visitor

STATE = "viewer"
Connection = ASGIConnection[Any, Any, Any, Any]


async def provide_viewer(connection: Connection) -> Viewer:
    """Return the viewer in the prison of the path. The prison never comes from a body or a header."""
    state = connection.scope["state"]
    if STATE not in state:
        visitor = await provide_visitor(connection)
        code = prison_code_of(connection)
        held = [row for row in visitor.memberships if row.tenant_id is not None and row.prison_code == code]
        if not held:
            raise await _refusal(connection, visitor, code)
        state[STATE] = await _enter(connection, visitor, held)
    viewer: Viewer = state[STATE]
    return viewer


async def provide_caller(connection: Connection, *, afresh: bool = False) -> Caller:
    """Return who calls the API: remembered where there is a token, unless it is asked `afresh`.

    What is remembered bears the tick of the clock of rights it was read at; a read refuses an earlier one.
    """
    token = bearer_token(connection)
    if token is None:
        return await _read_caller(connection)
    sign_in = sign_in_of(connection)
    key = (await sign_in.tokens.identify(token), prison_code_of(connection), today())
    known = None if afresh else sign_in.callers.find(key)
    if known is not None:
        connection.scope["state"][STATE] = known.viewer
        await count_call(connection, known.viewer)
        return known
    sign_in.callers.forget(key)
    connection.scope["state"].pop(STATE, None)
    caller = await _read_caller(connection)
    read_at = (await provide_visitor(connection)).rights_at
    sign_in.callers.keep(key, replace(caller, viewer=replace(caller.viewer, rights_at=read_at)))
    return caller


async def _read_caller(connection: Connection) -> Caller:
    return Caller(await provide_viewer(connection), (await provide_visitor(connection)).language)


async def provide_national_viewer(connection: Connection) -> Viewer:
    """Return the viewer above prisons, for those who hold a national role."""
    visitor = await provide_visitor(connection)
    held = [row for row in visitor.memberships if row.role in NATIONAL_ROLES]
    if not held:
        raise NotOfThisPrison(translate("These pages are for HMPPS national and group staff."))
    return of_one_group(await _enter(connection, visitor, held), held)


def of_one_group(viewer: Viewer, held: Sequence[MembershipRow]) -> Viewer:
    """Narrow a reader above prisons to their group, unless they read for all prisons."""
    if Role.HMPPS_REGION not in viewer.roles or Role.HMPPS_NATIONAL in viewer.roles:
        return viewer
    groups = {row.group_id for row in held if row.role is Role.HMPPS_REGION}
    if len(groups) != 1 or None in groups:
        raise NotOfThisPrison(
            translate("Your role is for one group of prisons, and it is not said for which. Ask who gave it.")
        )
    return replace(viewer, group_id=groups.pop())


def prison_code_of(connection: Connection) -> str:
    """Return the prison's code from the first segment of the path, as the register writes it."""
    return connection.scope["path"].lstrip("/").partition("/")[0].upper()


async def _enter(connection: Connection, visitor: Visitor, held: Sequence[MembershipRow]) -> Viewer:
    viewer = viewer_from(visitor.account_id, visitor.name, held, connection.app.state.registry.permissions)
    if bearer_token(connection) is None:
        await browser_of(connection).enter(_context(viewer))
    else:
        await count_call(connection, viewer)
    return viewer


async def count_call(connection: Connection, viewer: Viewer) -> None:
    """Count a program's call; raise TooManyRequests when there are too many."""
    sign_in = sign_in_of(connection)
    await sign_in.limits.spend(sign_in.calls, f"{viewer.account_id}:{viewer.tenant_code}")


def _context(viewer: Viewer) -> str:
    parts = (viewer.tenant_code or "", *sorted(viewer.roles), str(viewer.partner_id), str(viewer.person_id))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


async def _refusal(connection: Connection, visitor: Visitor, code: str) -> Refusal:
    """Say why this prison is closed to this person.

    Which prisons exist is public, so a person who followed a colleague's link is told plainly that they lack
    access, and whom to ask. A program gets the same answer for a closed prison as for none at all: it has no
    use for the difference, and answers that differ are what a probe would collect.
    """
    SECURITY.warning("prison.refused", account=str(visitor.account_id), prison=code[:3])
    if is_api_request(connection):
        return PrisonUnknown()
    database: Database = connection.app.state.database
    async with database.read(NOBODY) as session:
        prison = await prison_by_code(session, code)
    if prison is None:
        return PrisonUnknown()
    return NotOfThisPrison(
        translate(
            "You do not have access to {prison}. Ask its voluntary sector co-ordinator if you should have.",
        ).format(prison=spoken_name(prison.name)),
    )
