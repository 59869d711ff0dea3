"""The addresses of signing in and out. What the person sees in between is the identity provider's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.response import Redirect, Response
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.binding import take_up_roles
from core.accounts.queries import account_by_subject
from core.accounts.sign_ins import record_sign_in
from core.database.unit_of_work import Database
from core.identifiers import AccountId, uuid7
from core.translation import lazy_gettext as _
from frontend_api import metrics
from frontend_api.sign_in.browser import Browser, browser_of
from frontend_api.sign_in.errors import NoAccess, SignInFailed
from frontend_api.sign_in.id_tokens import Identity, check_id_token, verified_address
from frontend_api.sign_in.keys import TokenInvalid
from frontend_api.sign_in.limits import SIGN_INS
from frontend_api.sign_in.messages import Message, show_message
from frontend_api.sign_in.pending import PendingSignIn
from frontend_api.sign_in.provider import IdentityProvider
from frontend_api.sign_in.return_to import local_path
from frontend_api.sign_in.security_log import SECURITY
from frontend_api.sign_in.services import sign_in_of
from frontend_api.sign_in.visitor import NOBODY

AnyRequest = Request[Any, Any, Any]


@get("/sign-in", name="sign_in")
async def begin_sign_in(request: AnyRequest) -> Redirect:
    """Send the person to the identity provider, remembering where they wanted to go."""
    return_to = local_path(request.query_params.get("return_to", "/"))
    browser = browser_of(request)
    if browser.session is not None and browser.session.is_signed_in:
        return Redirect(return_to, status_code=303)
    services = sign_in_of(request)
    await services.limits.spend(SIGN_INS, request.client.host if request.client else "")
    departure = await services.provider.depart()
    await services.pending.remember(await browser.begin(), departure, return_to)
    return Redirect(departure.url, status_code=303)


@get("/sign-in/callback", name="sign_in_callback")
async def finish_sign_in(request: AnyRequest) -> Redirect:
    """Take the person back from the provider, check every part of its answer and begin their session."""
    browser = browser_of(request)
    pending = await _pending_sign_in(request, browser)
    provider = sign_in_of(request).provider
    await _check_answer(request, provider)
    tokens = await provider.exchange(request.query_params["code"], pending.code_verifier)
    identity = await _identify(provider, dict(tokens), pending.nonce)
    account_id = await _account_of(request, identity)
    await browser.sign_in(account_id, identity.issuer, identity.subject, str(tokens["id_token"]))
    SECURITY.info("sign_in.succeeded", account=account_id)
    metrics.SIGN_INS.labels("succeeded").inc()
    return Redirect(pending.return_to, status_code=303)


@post("/sign-out", name="sign_out")
async def sign_out(request: AnyRequest) -> Redirect:
    """End the session here, then at the provider where it offers that."""
    browser = browser_of(request)
    session = browser.session
    await browser.end()
    if session is None or not session.is_signed_in:
        return Redirect("/signed-out", status_code=303)
    SECURITY.info("sign_out", account=session.data.account_id)
    way_out = await sign_in_of(request).provider.way_out(session.data.id_token)
    return Redirect(way_out or "/signed-out", status_code=303)


@get("/signed-out", name="signed_out", sync_to_thread=False)
def signed_out(request: AnyRequest) -> Response[Any]:
    title, sentence = (
        _("You are signed out"),
        _("You have signed out of Gatehouse. You can close this window."),
    )
    return show_message(request, Message(title, sentence, ("/sign-in", _("Sign in again"))))


async def _pending_sign_in(request: AnyRequest, browser: Browser) -> PendingSignIn:
    state = request.query_params.get("state", "")
    if browser.session is None:
        raise SignInFailed("no session")
    pending = await sign_in_of(request).pending.take(browser.session, state)
    if pending is None:
        raise SignInFailed("unknown state")
    return pending


async def _check_answer(request: AnyRequest, provider: IdentityProvider) -> None:
    """Refuse an error, an answer without a code, and one that another provider gave (RFC 9207)."""
    query = request.query_params
    names_itself = (await provider.metadata()).names_itself
    if query.get("iss", provider.issuer) != provider.issuer or (names_itself and "iss" not in query):
        raise SignInFailed("issuer of the answer")
    if "error" in query:
        raise SignInFailed("refused by the provider", _("You did not finish signing in. Start again."))
    if not query.get("code"):
        raise SignInFailed("no code")


async def _identify(provider: IdentityProvider, tokens: dict[str, Any], nonce: str) -> Identity:
    id_token = tokens.get("id_token")
    if not isinstance(id_token, str):
        raise SignInFailed("no id_token")
    try:
        token = await provider.keys.verify(id_token)
        (await provider.metadata()).require_announced(token.header["alg"])
        identity = check_id_token(
            token,
            issuer=provider.issuer,
            client_id=provider.client_id,
            nonce=nonce,
            access_token=tokens.get("access_token"),
        )
    except TokenInvalid as error:
        raise SignInFailed(str(error)) from error
    access_token = tokens.get("access_token")
    if "email_verified" in token.claims or not isinstance(access_token, str):
        return identity
    return replace(identity, address=await _told_address(provider, access_token, identity.subject))


async def _told_address(provider: IdentityProvider, access_token: str, subject: str) -> str | None:
    """Ask for the address where providers may leave it out of the ID token (Core 1.0, 5.4).

    What is told of another subject than the ID token's must not be used (5.3.2).
    """
    told = await provider.user_info(access_token)
    return verified_address(told) if told.get("sub") == subject else None


async def _account_of(request: AnyRequest, identity: Identity) -> str:
    """Return the id of the account that the provider means, noting that it signed in.

    Roles that wait for an address the provider has verified become the account's first.
    """
    database: Database = request.app.state.database
    async with database.read(NOBODY) as session:
        account = await account_by_subject(session, identity.issuer, identity.subject)
    who = replace(NOBODY, account_id=AccountId(account.id if account else uuid7()))
    async with database.write(who) as session:
        bound = await _take_up(session, who.account_id, identity)
        if account is None and bound is None:
            raise NoAccess
        account_id = AccountId(account.id if account else bound or who.account_id)
        await record_sign_in(session, account_id)
    return str(account_id)


async def _take_up(session: AsyncSession, account_id: AccountId, identity: Identity) -> UUID | None:
    if identity.address is None:
        return None
    bound = await take_up_roles(
        session,
        account_id,
        issuer=identity.issuer,
        subject=identity.subject,
        address=identity.address,
    )
    if bound is not None:
        SECURITY.info("access.taken_up", account=str(bound))
    return bound


sign_in_routes = (begin_sign_in, finish_sign_in, sign_out, signed_out)
