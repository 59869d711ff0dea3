"""Who is asking, before any prison is entered: the account of a session or token, with today's roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar.connection import ASGIConnection

from core.accounts.queries import MembershipRow, holder_by_subject
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.identifiers import AccountId
from frontend_api.sign_in.browser import browser_of
from frontend_api.sign_in.errors import NoAccess, SignInRequired
from frontend_api.sign_in.id_tokens import Identity
from frontend_api.sign_in.services import sign_in_of
from frontend_api.sign_in.tokens import bearer_token

NOBODY = Viewer(account_id=AccountId(UUID(int=0)), name="", roles=frozenset(), permissions=frozenset())
"""Reads the global tables before it is known who asks: without a prison, every tenant table is closed."""
STATE = "visitor"


@dataclass(frozen=True, slots=True)
class Visitor:
    account_id: AccountId
    name: str
    language: str
    memberships: tuple[MembershipRow, ...]
    rights_at: int
    """By the clock of rights, when this was read."""


async def provide_visitor(connection: ASGIConnection[Any, Any, Any, Any]) -> Visitor:
    """Return who is asking; raise SignInRequired, TokenRefused or NoAccess. Looked up once in a request."""
    state = connection.scope["state"]
    if STATE not in state:
        state[STATE] = await _read_visitor(connection, await _identify(connection))
    visitor: Visitor = state[STATE]
    return visitor


async def _identify(connection: ASGIConnection[Any, Any, Any, Any]) -> Identity:
    token = bearer_token(connection)
    if token is not None:
        return await sign_in_of(connection).tokens.identify(token)
    session = browser_of(connection).session
    if session is None or not session.is_signed_in:
        raise SignInRequired
    return Identity(session.data.issuer, session.data.subject)


async def _read_visitor(connection: ASGIConnection[Any, Any, Any, Any], identity: Identity) -> Visitor:
    database: Database = connection.app.state.database
    holder = await holder_by_subject(database.reading, identity.issuer, identity.subject)
    if holder is None:
        raise NoAccess
    return Visitor(AccountId(holder.id), holder.name, holder.language, holder.memberships, holder.rights_at)
