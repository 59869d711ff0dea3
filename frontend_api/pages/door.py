"""Letting people in to pages: sessions, memberships, and the notices that wait for the next page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from core.accounts.queries import MembershipRow
from core.accounts.roles import NATIONAL_READERS
from core.accounts.viewer import Viewer
from core.pages.request import PrisonName
from core.translation import current_language
from frontend_api.pages.visitor import AnyRequest, Guest, Visitor
from frontend_api.sign_in.browser import session_of
from frontend_api.sign_in.csrf import csrf_token
from frontend_api.sign_in.errors import SignInRequired
from frontend_api.sign_in.services import sign_in_of
from frontend_api.sign_in.sessions import redis_answers
from frontend_api.sign_in.viewer import prison_code_of, provide_national_viewer, provide_viewer
from frontend_api.sign_in.visitor import provide_visitor

ABOVE = "HMPPS"
"""Stands where a prison stands: in the address, and at the head of the pages above prisons."""
NOTICE = "gatehouse:notice:"
NOTICE_SECONDS = 60
LONGEST_NOTICE = 1000


async def admit(request: AnyRequest) -> Visitor:
    """Return who asks in the prison of the path; raise a Refusal when nobody may."""
    visitor = await provide_visitor(request)
    viewer = await provide_viewer(request)
    prisons = prisons_of(visitor.memberships)
    code = prison_code_of(request)
    return Visitor(
        viewer=viewer,
        prison=next(prison for prison in prisons if prison.code == code),
        prisons=prisons,
        language=visitor.language,
        csrf_token=csrf_token(request),
        form_owner=sign_in_of(request).drafts.mark(viewer.account_id),
    )


async def admit_above(request: AnyRequest) -> Visitor:
    """Return who asks above prisons; raise a Refusal for whoever holds no role there."""
    visitor = await provide_visitor(request)
    viewer = await provide_national_viewer(request)
    return Visitor(
        viewer=viewer,
        prison=PrisonName(ABOVE, ABOVE),
        prisons=prisons_of(visitor.memberships),
        language=visitor.language,
        csrf_token=csrf_token(request),
        form_owner=sign_in_of(request).drafts.mark(viewer.account_id),
    )


async def take_typed(request: AnyRequest, viewer: Viewer) -> Mapping[str, tuple[str, ...]] | None:
    """Return what this person typed at this address before their session ended, once."""
    drafts = sign_in_of(request).drafts
    token = request.cookies.get(drafts.cookie)
    return await drafts.take(str(viewer.account_id), request.scope["path"], token)


async def greet(request: AnyRequest) -> Guest:
    """Return who asks before any prison; somebody without an account is refused."""
    try:
        visitor = await provide_visitor(request)
    except SignInRequired:
        return Guest(language=current_language())
    return Guest(
        name=visitor.name,
        prisons=prisons_of(visitor.memberships),
        roles=tuple(str(row.role.label) for row in visitor.memberships if row.tenant_id is None),
        reads_above=any(row.role in NATIONAL_READERS for row in visitor.memberships),
        language=visitor.language,
        csrf_token=csrf_token(request),
    )


async def leave_notice(request: AnyRequest, sentence: str) -> None:
    """Keep a sentence for the next page this person opens."""
    name = _notice_name(request)
    if name:
        async with redis_answers():
            await sign_in_of(request).redis.set(name, sentence[:LONGEST_NOTICE], ex=NOTICE_SECONDS)


async def take_notice(request: AnyRequest) -> str:
    """Return the sentence kept for this page, once."""
    name = _notice_name(request)
    if not name:
        return ""
    async with redis_answers():
        kept = await sign_in_of(request).redis.getdel(name)
    return kept.decode() if kept else ""


def _notice_name(request: AnyRequest) -> str:
    """Name the session's notice by what stays the same when the session's id changes."""
    session = session_of(request)
    return NOTICE + hashlib.sha256(session.data.csrf.encode()).hexdigest() if session else ""


def prisons_of(memberships: Iterable[MembershipRow]) -> tuple[PrisonName, ...]:
    """Return each prison once, by its name in the language of the request."""
    welsh = current_language() == "cy"
    found = {
        row.prison_code: PrisonName(
            code=row.prison_code,
            name=(row.prison_name_cy if welsh else None) or row.prison_name or row.prison_code,
            is_welsh=bool(row.prison_name_cy),
        )
        for row in memberships
        if row.prison_code is not None
    }
    return tuple(found.values())
