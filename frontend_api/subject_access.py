"""What HMPPS's subject access service asks of every service: `GET /subject-access-request`.

It asks by prison number (`prn`) or case reference (`crn`) of a person in prison or on probation, and nobody
here has either: what Gatehouse holds is about volunteers and partners' staff. So the answer is 209, "this
identifier is not handled" (hmpps-kotlin-lib, `uk.gov.justice.hmpps.kotlin.sar`); the people here are handed
their data by data protection.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Request, Response, get
from litestar.enums import MediaType

from frontend_api.headers import PUBLIC
from frontend_api.sign_in.errors import TokenRefused
from frontend_api.sign_in.services import sign_in_of
from frontend_api.sign_in.tokens import bearer_token

ROLE = "ROLE_SAR_DATA_ACCESS"
NOT_HANDLED = 209
UNAUTHORISED, FORBIDDEN, BAD_REQUEST = 401, 403, 400


@get("/subject-access-request", opt={PUBLIC: True}, include_in_schema=False)
async def subject_access(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """Answer for an identifier that nobody here has, to a caller who may ask."""
    token = bearer_token(request)
    try:
        held = frozenset[str]() if token is None else await sign_in_of(request).tokens.authorities(token)
    except TokenRefused:
        token = None
    if token is None:
        return _said(UNAUTHORISED, "A bearer token is needed.")
    if ROLE not in held:
        return _said(FORBIDDEN, "The token does not hold ROLE_SAR_DATA_ACCESS.")
    days = [request.query_params.get(name) for name in ("fromDate", "toDate")]
    if not (request.query_params.get("prn") or request.query_params.get("crn")):
        return _said(BAD_REQUEST, "Give prn or crn.")
    if not all(_is_day(day) for day in days if day):
        return _said(BAD_REQUEST, "fromDate and toDate are days such as 2026-03-27.")
    return _said(NOT_HANDLED, "Nobody here is known by a prn or crn.")


def _said(status: int, message: str) -> Response[dict[str, Any]]:
    content = {"status": status, "userMessage": message}
    return Response(content, status_code=status, media_type=MediaType.JSON)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
