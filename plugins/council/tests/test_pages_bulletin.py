"""Tests of the page of an issue: from a refused step straight to the places that wait for a decision."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from core.sdk import Role, pages
from core.testkit import viewer
from plugins.council.enums import BulletinStatus
from plugins.council.pages.bulletin import ACTIONS
from plugins.council.pages.review import source_page

BULLETIN_ID = "018f0000-0000-7000-8000-000000000001"
REVIEW = pages.url("council.review", source="feedback", source_id=BULLETIN_ID)
HERE = pages.url("council.bulletin", bulletin_id=BULLETIN_ID)


def request_of(registry: Any, prison: Any, role: Role) -> pages.PageRequest:
    return cast("pages.PageRequest", SimpleNamespace(viewer=viewer(registry, prison, role)))


@pytest.mark.parametrize(("role", "to"), [(Role.COUNCIL_FACILITATOR, REVIEW), (Role.GOVERNOR, HERE)])
async def test_refused_issue_leads_whoever_may_decide_to_its_open_places(
    registry: Any, prison: Any, role: Role, to: pages.Address
) -> None:
    request = request_of(registry, prison, role)
    stopped = {"id": BULLETIN_ID, "number": 3, "placesWaiting": 2}
    publish = next(one for one in ACTIONS if isinstance(one, pages.Action) and one.name == "publish")

    assert publish.success({"councilPublishBulletin": stopped}, request).to == to


@pytest.mark.parametrize(
    ("status", "waiting", "offered"),
    [("DRAFT", 1, True), ("DRAFT", 0, False), ("PUBLISHED", 1, True), ("TAKEN_BACK", 1, False)],
)
async def test_way_to_the_open_places_stands_on_the_issue_and_back(
    status: str, waiting: int, *, offered: bool
) -> None:
    row = {"id": BULLETIN_ID, "status": BulletinStatus(status), "placesWaiting": waiting}
    link = ACTIONS[0]
    assert isinstance(link, pages.ActionLink)
    nobody = cast("pages.PageRequest", None)

    assert link.offered({"councilBulletin": row}, nobody) is offered
    assert link.href({"councilBulletin": row}, nobody) == REVIEW
    assert source_page("FEEDBACK", BULLETIN_ID) == HERE
