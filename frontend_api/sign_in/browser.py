"""The session of the browser that is asking, and the cookie that goes back to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from core.settings import Settings
from frontend_api.headers import PUBLIC
from frontend_api.sign_in.errors import SessionsUnavailable
from frontend_api.sign_in.sessions import Session, SessionStore
from frontend_api.sign_in.tokens import bearer_token

STATE = "browser"
Connection = ASGIConnection[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class SessionCookie:
    """`__Host-` binds the cookie to this host over HTTPS; the demo speaks plain HTTP and cannot have it."""

    name: str
    secure: bool

    @classmethod
    def from_settings(cls, settings: Settings) -> SessionCookie:
        secure = settings.is_production or settings.public_url.startswith("https://")
        return cls("__Host-gatehouse" if secure else "gatehouse", secure)

    def header(self, value: str | None) -> str:
        """Write the Set-Cookie value; None takes the cookie away. It ends with the browser, or before."""
        cookie = Cookie(
            key=self.name,
            value=value or "",
            path="/",
            httponly=True,
            samesite="lax",
            secure=self.secure,
            max_age=0 if value is None else None,
        )
        return cookie.to_header(header="")


class Browser:
    """What one request knows of its session; every change of the id lands in the answer's cookie."""

    def __init__(self, store: SessionStore) -> None:
        self.store = store
        self.session: Session | None = None
        self.failed = False
        self.cookie: str | None = None
        self.cookie_changed = False

    async def recognise(self, session_id: str) -> None:
        try:
            self.session = await self.store.find(session_id)
        except SessionsUnavailable:
            # Only what needs a session fails: a public page and the health page still answer.
            self.failed = True

    async def begin(self) -> Session:
        """Return the session at hand, or a new one of nobody, for a sign-in to be bound to."""
        session = self.session or await self.store.begin()
        if session is not self.session:
            self._carry(session)
        return session

    async def sign_in(self, account_id: str, issuer: str, subject: str, id_token: str) -> None:
        """Give the person who has just signed in a new session and end the one before (ASVS 5.0 7.2.4)."""
        before = self.session
        self._carry(await self.store.sign_in(account_id, issuer, subject, id_token))
        if before is not None:
            await self.store.end(before)

    async def enter(self, context: str) -> None:
        """Change the id when the person enters another prison or holds other roles than before."""
        session = self.session
        if session is None or session.data.context == context:
            return
        if session.is_replaced and not session.is_unclaimed:
            # A request in flight: the browser has its new id already, and keeps it.
            return
        new = await self.store.rotate(session, context=context)
        if new is not None:
            self._carry(new)

    async def end(self) -> None:
        if self.session is not None:
            await self.store.end(self.session)
        self.session, self.cookie, self.cookie_changed = None, None, True

    def _carry(self, session: Session) -> None:
        self.session, self.cookie, self.cookie_changed = session, session.id, True


def browser_of(connection: Connection) -> Browser:
    """Return the browser of the request; raise SessionsUnavailable when its session could not be read."""
    browser: Browser = connection.scope["state"][STATE]
    if browser.failed:
        raise SessionsUnavailable
    return browser


def session_of(connection: Connection) -> Session | None:
    """Return the session if there is one to be had: an error page is drawn with or without."""
    browser: Browser | None = connection.scope["state"].get(STATE)
    return None if browser is None else browser.session


class SessionMiddleware(ASGIMiddleware):
    """Reads the session a cookie names and writes the cookie back when the id changed."""

    scopes = (ScopeType.HTTP,)
    exclude_opt_key = PUBLIC

    def __init__(self, store: SessionStore, cookie: SessionCookie) -> None:
        self.store = store
        self.cookie = cookie

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        connection: Connection = ASGIConnection(scope)
        browser = scope["state"][STATE] = Browser(self.store)
        if bearer_token(connection) is None and (session_id := connection.cookies.get(self.cookie.name)):
            await browser.recognise(session_id)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and browser.cookie_changed:
                MutableScopeHeaders(message).add("Set-Cookie", self.cookie.header(browser.cookie))
            await send(message)

        await next_app(scope, receive, send_with_cookie)
