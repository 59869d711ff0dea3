"""What the API says to everybody: published issues, read from what was published and from nothing else."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry
from strawberry import ID, Info

from core.sdk import Context
from plugins.council.enums import Theme, Told
from plugins.council.permissions import BOARD_LOOK
from plugins.council.queries.bulletins import Published, issues_for_everybody
from plugins.council.rules.bulletins import Telling


@strawberry.type
class CouncilPublishedTelling:
    """One answer as it was published."""

    theme: Theme
    told: Told
    until_on: date | None
    you_said: str
    we_did: str
    easy_said: str | None
    easy_did: str | None
    welsh_said: str | None
    welsh_did: str | None


@strawberry.type
class CouncilPublishedIssue:
    """An issue as it was published."""

    id: ID
    number: int
    council: str
    published_on: date
    at: datetime
    tellings: list[CouncilPublishedTelling]


def _telling(one: Telling) -> CouncilPublishedTelling:
    return CouncilPublishedTelling(
        theme=one.theme,
        told=one.told,
        until_on=one.until,
        you_said=one.plain.said,
        we_did=one.plain.did,
        easy_said=one.easy.said if one.easy else None,
        easy_did=one.easy.did if one.easy else None,
        welsh_said=one.welsh.said if one.welsh else None,
        welsh_did=one.welsh.did if one.welsh else None,
    )


def _issue(found: Published) -> CouncilPublishedIssue:
    issue = found.issue
    return CouncilPublishedIssue(
        id=ID(str(found.bulletin_id)),
        number=issue.number,
        council=issue.council,
        published_on=issue.on,
        at=found.at,
        tellings=[_telling(one) for one in issue.tellings],
    )


async def _issues(info: Info[Context, None]) -> list[CouncilPublishedIssue] | None:
    viewer = info.context.viewer
    viewer.require(BOARD_LOOK)
    async with info.context.database.read(viewer) as session:
        found = await issues_for_everybody(session)
    return None if found is None else [_issue(one) for one in found]


class PublishedQuery:
    council_published_issues: Any = strawberry.field(
        resolver=_issues,
        description="Published issues for everybody; null while the prison has not opened the public page.",
    )
