"""One call of the API: for whom, and once more where what was remembered of their rights no longer holds."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.datastructures import State

from core.database.reading import RightsOutdated
from core.translation import use_language
from frontend_api.graphql.execution import Engine, Result
from frontend_api.headers import header_of
from frontend_api.pages.language import choose_language
from frontend_api.sign_in.callers import Caller
from frontend_api.sign_in.viewer import provide_caller


class ApiRequest(Request[Any, Any, State]):
    """A call, of whose headers few are looked at: reading all of them first was a twentieth of one."""

    @property
    def content_length(self) -> int | None:
        sent = header_of(self.scope, b"content-length")
        return int(sent) if sent is not None and sent.isdecimal() else super().content_length


async def caller_of(request: ApiRequest) -> Caller:
    """Return who calls; they are answered in their language from here on."""
    caller = await provide_caller(request)
    if request.scope["query_string"] or header_of(request.scope, b"cookie"):
        choose_language(request, caller.language)
    else:
        use_language(caller.language)
    return caller


async def answer(
    request: ApiRequest, caller: Caller, text: str, variables: dict[str, Any] | None, name: str | None
) -> Result:
    """Run one operation of a document."""
    engine: Engine = request.app.state.engine
    try:
        return await engine.execute(caller.viewer, text, variables, name)
    except RightsOutdated:
        now = await provide_caller(request, afresh=True)
        return await engine.execute(now.viewer, text, variables, name)
