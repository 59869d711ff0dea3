"""Forms of this site only: a token of the session in every form, and no request that another site began."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection, Request
from litestar.datastructures import FormMultiDict
from litestar.enums import ScopeType
from litestar.handlers.base import BaseRouteHandler

from core.settings import Settings
from frontend_api.headers import ACCOUNTLESS
from frontend_api.sign_in.browser import browser_of, session_of
from frontend_api.sign_in.drafts import OWNER_FIELD
from frontend_api.sign_in.errors import FormKept, FormRefused, ReadRefused, SignInRequired
from frontend_api.sign_in.limits import TYPED
from frontend_api.sign_in.return_to import sign_in_path
from frontend_api.sign_in.security_log import SECURITY
from frontend_api.sign_in.services import sign_in_of
from frontend_api.sign_in.tokens import bearer_token

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
LONGEST_FORM = 256 * 1024
"""Bytes of a form that is read although its session has ended; one with a file in it is not."""
AnyRequest = Request[Any, Any, Any]
OWN_SITES = frozenset({"same-origin", "none"})
"""`none` is a request the person made without a page, such as sending a form again after a restart."""


def csrf_token(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Return the token for a form of this page; empty for someone who is not signed in.

    It looks different each time, so that compressed pages do not betray it (BREACH).
    """
    session = session_of(connection)
    if session is None:
        return ""
    secret = session.data.csrf.encode()
    mask = secrets.token_bytes(len(secret))
    return base64.urlsafe_b64encode(mask + _mixed(secret, mask)).decode()


async def require_own_form(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuse a change asked by cookie unless it came from a form (or script) of this site."""
    if connection.scope["type"] != ScopeType.HTTP or connection.scope.get("method") in SAFE_METHODS:
        return
    if handler.opt.get(ACCOUNTLESS):
        # No cookie counts there: who knows the secret of the address needs no other site to send it.
        require_own_site(connection)
        return
    if bearer_token(connection) is not None:
        # No browser sends a bearer token by itself, so no other site can borrow it.
        return
    session = browser_of(connection).session
    if session is None:
        await keep_typed(connection)
        raise SignInRequired
    require_own_site(connection)
    if not tokens_match(await _sent_token(connection), session.data.csrf):
        await keep_typed(connection)
        await _put_away_files(connection)
        _refuse("token")


def require_own_reader(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """Refuse to read for a cookie unless the browser says that no other site asks: a look may be recorded."""
    if bearer_token(connection) is not None or session_of(connection) is None:
        return
    if connection.headers.get("sec-fetch-site") not in OWN_SITES:
        SECURITY.warning("read.refused", reason="another site")
        raise ReadRefused


def require_own_site(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    """Refuse a form that another site sends."""
    if not came_from_own_site(connection):
        _refuse("another site")


def came_from_own_site(connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
    """Believe Sec-Fetch-Site, which a page cannot forge; an older browser's Origin must be ours."""
    site = connection.headers.get("sec-fetch-site")
    if site is not None:
        return site in OWN_SITES
    origin = connection.headers.get("origin")
    if origin is None:
        return True
    settings: Settings = connection.app.state.settings
    public = urlsplit(settings.public_url)
    return origin == f"{public.scheme}://{public.netloc}"


def tokens_match(sent: str, secret: str) -> bool:
    try:
        raw = base64.urlsafe_b64decode(sent.encode("ascii"))
    except (binascii.Error, ValueError):
        return False
    half = len(secret)
    return len(raw) == 2 * half and hmac.compare_digest(_mixed(raw[:half], raw[half:]), secret.encode())


async def keep_typed(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    """Keep what was typed into a form whose session has ended, and raise FormKept; else return.

    Only a form of ours that was drawn for an account is kept, and not for another that is signed in by now.
    """
    if not isinstance(connection, Request) or not _is_small_form(connection):
        return
    if not came_from_own_site(connection):
        return
    form = await connection.form()
    try:
        cookie = await _keep(connection, form)
    finally:
        # Whatever becomes of it, the request goes no further than here.
        await form.close()
    if cookie is not None:
        query = connection.scope["query_string"].decode("latin-1")
        path = connection.scope["path"] + (f"?{query}" if query else "")
        raise FormKept(sign_in_path(path), cookie)


async def _keep(connection: AnyRequest, form: FormMultiDict) -> str | None:
    """Return the cookie to set; None for a form that is not kept."""
    drafts, session = sign_in_of(connection).drafts, session_of(connection)
    account_id = drafts.owner(form.get(OWNER_FIELD))
    if account_id is None or (session and session.is_signed_in and session.data.account_id != account_id):
        return None
    texts: dict[str, tuple[str, ...]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str) and name not in {FIELD, OWNER_FIELD}:
            texts[name] = (*texts.get(name, ()), value)
    await sign_in_of(connection).limits.spend(TYPED, account_id)
    token = connection.cookies.get(drafts.cookie)
    cookie = await drafts.keep(account_id, connection.scope["path"], texts, token)
    if cookie is not None:
        SECURITY.info("form.kept", account=account_id)
    return cookie


def _is_small_form(connection: AnyRequest) -> bool:
    """Say whether it is a form that is worth reading for somebody who is not signed in."""
    length = connection.headers.get("content-length", "")
    return connection.content_type[0] in FORM_TYPES and length.isdecimal() and int(length) <= LONGEST_FORM


async def _sent_token(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    if header := connection.headers.get(HEADER):
        return header
    if not isinstance(connection, Request) or connection.content_type[0] not in FORM_TYPES:
        return ""
    field = (await connection.form()).get(FIELD)
    return field if isinstance(field, str) else ""


async def _put_away_files(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    """Close what was uploaded: Litestar does so only for requests that pass their guards."""
    if isinstance(connection, Request) and connection.content_type[0] in FORM_TYPES:
        await (await connection.form()).close()


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _refuse(reason: str) -> None:
    SECURITY.warning("form.refused", reason=reason)
    raise FormRefused
