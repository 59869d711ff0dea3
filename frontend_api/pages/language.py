"""English or Welsh: what was asked for last, else what the account asks for."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import Cookie

from core.translation import LANGUAGES, use_language
from frontend_api.pages.visitor import AnyRequest

ASKED = "lang"
COOKIE = "gatehouse_language"
YEAR = 365 * 24 * 3600


def choose_language(request: AnyRequest, account: str = "en") -> None:
    """Use the language of the address, of the cookie, or of the account, in this order."""
    for language in (request.query_params.get(ASKED), request.cookies.get(COOKIE), account):
        if language in LANGUAGES:
            use_language(language)
            return


def remember_language(request: AnyRequest, response: Response[Any], *, secure: bool) -> None:
    """Keep a language that was asked for in the address."""
    asked = request.query_params.get(ASKED)
    if asked in LANGUAGES:
        response.set_cookie(
            Cookie(
                key=COOKIE, value=asked, max_age=YEAR, path="/", httponly=True, samesite="lax", secure=secure
            ),
        )
