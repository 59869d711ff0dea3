"""Pages for everybody: shut until a prison opens them, what was published alone, gone when taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest_asyncio
from sqlalchemy import update

from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import NOBODY, make_prison
from plugins.council import services
from plugins.council.enums import WithdrawReason
from plugins.council.rules.bulletins import Words
from plugins.council.tests.bulletins import PLAIN, Desk
from tests.frontend_api.conftest import Browser
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page

ATOM = "{http://www.w3.org/2005/Atom}"
WELSH = replace(PLAIN, welsh=Words("Agorwch yn gynt.", "Rydym yn agor am 1.20."))


@pytest_asyncio.fixture
async def desk(database: Database, registry: Registry, prison: Prison, empty_redis_url: str) -> Desk:
    assert empty_redis_url
    return Desk(database, registry, prison)


def path(prison: Prison, more: str = "") -> str:
    return f"/{prison.code.lower()}/public/council{more}"


async def opened(desk: Desk) -> Any:
    """Publish an issue and open the public page; return the issue."""
    await desk.do(services.decide_notice_board, by=desk.governor, is_open=True)
    return await desk.do(services.publish_bulletin, (await desk.approved()).id)


async def test_nothing_is_shown_until_the_prison_opens_it_and_again_once_it_shuts_it(
    browser: Browser, desk: Desk
) -> None:
    await desk.do(services.publish_bulletin, (await desk.approved()).id)
    shut = await browser.get(path(desk.prison))
    await desk.do(services.decide_notice_board, by=desk.governor, is_open=True)
    shown = await browser.get(path(desk.prison))
    await desk.do(services.decide_notice_board, by=desk.governor, is_open=False)
    again = await browser.get(path(desk.prison))

    assert (shut.status_code, shown.status_code, again.status_code) == (404, 200, 404)
    assert shut.text == again.text
    assert "Open the library on Saturdays." in shown.text
    assert "There is nobody to staff it." in shown.text


async def test_closed_unknown_and_switched_off_look_alike(
    browser: Browser, desk: Desk, other_prison: Prison
) -> None:
    await opened(desk)
    async with desk.database.write(NOBODY) as session:
        off = update(Prison).where(Prison.id == desk.prison.id)
        await session.execute(off.values(disabled_modules=["council"]))
    answers = [
        await browser.get(one)
        for one in (
            path(desk.prison),
            path(desk.prison, "/feed.atom"),
            path(other_prison),
            "/zzz/public/council",
            f"/{other_prison.code.lower()}/public/minutes",
        )
    ]
    assert {one.status_code for one in answers} == {404}
    assert len({Page(one.text).text.split("<main")[1].split("</main>")[0] for one in answers}) == 1


async def test_what_was_taken_back_is_gone_with_the_next_look(browser: Browser, desk: Desk) -> None:
    bulletin = await opened(desk)
    kept = await browser.get(path(desk.prison))
    same = await browser.get(path(desk.prison), headers={"If-None-Match": kept.headers["etag"]})
    await desk.do(services.take_back_bulletin, bulletin.id, reason=WithdrawReason.NAME_FOUND)
    gone = await browser.get(path(desk.prison), headers={"If-None-Match": kept.headers["etag"]})
    feed = await browser.get(path(desk.prison, "/feed.atom"))

    assert (same.status_code, same.content, gone.status_code) == (304, b"", 200)
    for answer in (gone, feed):
        assert "library" not in answer.text
    assert ET.fromstring(feed.content).findall(f"{ATOM}entry") == []  # noqa: S314 -- our own


async def test_draft_is_on_no_page_and_other_prisons_issues_neither(
    browser: Browser, desk: Desk, other_prison: Prison
) -> None:
    there = Desk(desk.database, desk.registry, other_prison)
    await opened(there)
    await desk.do(services.decide_notice_board, by=desk.governor, is_open=True)
    await desk.approved()

    shown = await browser.get(path(desk.prison))

    assert "Nothing is published at the moment." in shown.text
    assert "library" not in shown.text


async def test_page_reads_and_sets_no_cookie_and_anybody_may_keep_it(reader: Reader, desk: Desk) -> None:
    await opened(desk)
    answer = await reader.browser.get(path(desk.prison))

    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "public, no-cache"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for private in ("Sign out", "csrf_token", str(desk.prison.id), "/council/"):
        assert private not in answer.text.replace("/public/council/", "")
    assert (await reader.browser.post(path(desk.prison), data={})).status_code == 405


async def test_feed_tells_what_the_page_tells(browser: Browser, desk: Desk) -> None:
    bulletin = await opened(desk)
    answer = await browser.get(path(desk.prison, "/feed.atom"))

    assert answer.headers["content-type"].startswith("application/atom+xml")
    [entry] = ET.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314 -- our own
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{bulletin.id}"
    content = entry.findtext(f"{ATOM}content") or ""
    assert "You said: Open the library on Saturdays." in content
    assert "We could not, because: There is nobody to staff it." in content


async def test_welsh_is_by_the_address_alone(browser: Browser, desk: Desk) -> None:
    prison = await make_prison(desk.database, f"V{desk.prison.code[1:]}", name_cy="Carchar y Prawf")
    welsh = Desk(desk.database, desk.registry, prison)
    draft = await welsh.draft()
    for entry in await welsh.entries(draft):
        await welsh.do(services.reword_entry, entry.id, rewording=WELSH)
    await welsh.do(services.check_bulletin, draft.id)
    await welsh.do(services.approve_bulletin, draft.id, by=welsh.governor)
    await welsh.do(services.publish_bulletin, draft.id)
    await welsh.do(services.decide_notice_board, by=welsh.governor, is_open=True)
    browser.cookies.set("gatehouse_language", "cy")

    english, spoken = await browser.get(path(prison)), await browser.get(path(prison, "?lang=cy"))

    assert 'lang="en"' in english.text
    assert "Unlock us earlier." in english.text
    assert 'lang="cy"' in spoken.text
    assert "Agorwch yn gynt." in spoken.text
    assert "Carchar y Prawf" in spoken.text
