"""HMPPS's subject access service: who may ask, and the answer for people whom nobody here is."""

from __future__ import annotations

import pytest

from tests.frontend_api.conftest import Browser
from tests.frontend_api.hostile_provider import HostileProvider
from tests.frontend_api.test_tokens import access_token

ROLE = ["ROLE_SAR_DATA_ACCESS"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("prn=A1234BC", 209),
        ("crn=X123456&fromDate=2026-01-01&toDate=2026-03-27", 209),
        ("", 400),
        ("fromDate=2026-01-01", 400),
        ("prn=A1234BC&fromDate=yesterday", 400),
    ],
)
async def test_by_a_number_that_nobody_here_has(
    browser: Browser, provider: HostileProvider, query: str, status: int
) -> None:
    headers = {"Authorization": f"Bearer {access_token(provider, authorities=ROLE)}"}
    response = await browser.get(f"/subject-access-request?{query}", headers=headers)
    assert response.status_code == status
    assert response.json()["status"] == status
    assert "A1234BC" not in response.text


@pytest.mark.parametrize("authorities", [None, [], ["ROLE_OTHER"], "ROLE_SAR_DATA_ACCESS", [7]])
async def test_a_token_without_the_role_is_refused(
    browser: Browser, provider: HostileProvider, authorities: object
) -> None:
    headers = {"Authorization": f"Bearer {access_token(provider, authorities=authorities)}"}
    response = await browser.get("/subject-access-request?prn=A1234BC", headers=headers)
    assert response.status_code == 403


@pytest.mark.parametrize("authorization", ["", "Bearer forged", "Basic x"])
async def test_without_a_good_token_nothing_is_said(browser: Browser, authorization: str) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    response = await browser.get("/subject-access-request?prn=A1234BC", headers=headers)
    assert response.status_code == 401
