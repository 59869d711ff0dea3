"""The API's kind of route: Litestar's, with a short way for programs, which need little of what it does."""

from __future__ import annotations

from functools import partial
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp, Middleware, Receive, Scope, Send

from frontend_api.headers import header_of
from frontend_api.sign_in.tokens import bearer_token_of


class Operation(HTTPRouteHandler):
    """A handler whose guards look at it as it is: copying it for each was a twelfth of a call."""

    async def authorize_connection(self, connection: ASGIConnection[Any, Any, Any, Any]) -> None:
        for guard in self.resolve_guards():
            await guard(connection, self)  # type: ignore[misc]  # Litestar has made each of them awaitable

    def resolve_middleware(self) -> list[Middleware]:
        """Put the short way outermost: what comes before it is the application's, routing included."""
        return [*super().resolve_middleware(), partial(ShortWay, self)]


class ShortWay:
    """Calls the handler at once for whoever brings a token; cookies go through the whole application.

    Who brings one has no session, and the handler takes only the request and answers with bytes. Refusals and
    faults are raised from here to the application, which answers them as it does any other.
    """

    def __init__(self, handler: Operation, app: ASGIApp) -> None:
        self.handler = handler
        self.long_way = app
        self.compressing: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if bearer_token_of(scope) is None:
            await self.long_way(scope, receive, send)
        elif header_of(scope, b"accept-encoding") is None:
            await self.call(scope, receive, send)
        else:
            await self._compress(scope)(scope, receive, send)

    async def call(self, scope: Scope, receive: Receive, send: Send) -> None:
        request: Request[Any, Any, Any] = self.handler.resolve_request_class()(scope, receive, send)
        await self.handler.authorize_connection(request)
        answer: ASGIApp = await self.handler.fn(request, **scope["path_params"])
        await answer(scope, receive, send)

    def _compress(self, scope: Scope) -> ASGIApp:
        """Return the call as whoever accepts it compressed is answered: by what compresses all the rest."""
        if self.compressing is None:
            config = scope["litestar_app"].compression_config
            self.compressing = (
                config.middleware_class(app=self.call, config=config) if config is not None else self.call
            )
        return self.compressing
