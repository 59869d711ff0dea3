"""Secret addresses under attack: each of these opens nothing, changes nothing and tells nothing."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import pytest_asyncio
import structlog
from litestar import Litestar
from sqlalchemy import event, select, text, update

from core.accounts.viewer import Viewer
from core.clock import now
from core.database.unit_of_work import Database
from core.links.models import Link, LinkUse
from core.links.secrets import SECRET_BYTES, digest_of, new_secret
from core.logs import configure_logs
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import NOBODY
from frontend_api.sign_in.errors import TooManyRequests
from frontend_api.sign_in.limits import LINKS
from plugins.vetting.enums.reference import ReferenceState
from plugins.vetting.tests.desk import Desk, make_desk
from tests.frontend_api.conftest import Browser
from tests.frontend_api.pages.reading import Page
from tests.frontend_api.pages.referees import ANSWERS, Asked, ask

SEND = {**ANSWERS, "step": "send"}
FEWEST_BITS = 160
VOLATILE = re.compile(r'(href|action)="[^"]*"')


@pytest_asyncio.fixture
async def asked(database: Database, registry: Registry, prison: Prison, empty_redis_url: str) -> Asked:
    """A referee who was asked; nobody's tries are counted yet."""
    assert empty_redis_url
    return await ask(await make_desk(database, registry, prison))


@pytest.fixture
def desk(asked: Asked) -> Desk:
    return asked.desk


async def rows(desk: Desk, kind: Any) -> list[Any]:
    async with desk.database.read(desk.coordinator) as session:
        return list((await session.scalars(select(kind).order_by(kind.id))).all())


async def set_link(asked: Asked, **values: Any) -> None:
    by: Viewer = asked.desk.coordinator
    async with asked.desk.database.write(by) as session:
        await session.execute(update(Link).where(Link.id == asked.link.id).values(**values))


async def gone(browser: Browser, path: str) -> str:
    """Open an address that must open nothing; return the page without what depends on the address."""
    answer = await browser.get(path)
    assert answer.status_code == 404, answer.text
    return VOLATILE.sub("", answer.text)


async def test_secret_cannot_be_guessed_and_is_never_kept(asked: Asked) -> None:
    assert SECRET_BYTES * 8 >= FEWEST_BITS
    made = {new_secret() for _ in range(500)}
    assert len(made) == 500
    assert all(re.fullmatch("[a-z2-7]{40}", secret) for secret in made)
    secret = asked.link.path.rpartition("/")[2]
    [link] = await rows(asked.desk, Link)
    assert link.digest == digest_of(secret)
    async with asked.desk.database.read(asked.desk.coordinator) as session:
        trail = (await session.scalars(text("SELECT audit_entry::text FROM audit_entry"))).all()
    assert trail
    assert not any(secret in entry or link.digest in entry for entry in trail)


async def test_dead_links_of_every_kind_get_the_same_page(
    browser: Browser, asked: Asked, other_prison: Prison
) -> None:
    path = asked.link.path
    prison, _links, purpose, secret = path.strip("/").split("/")
    elsewhere = other_prison.code.lower()
    unknown = await gone(browser, f"/{prison}/links/{purpose}/{new_secret()}")
    assert await gone(browser, f"/{elsewhere}/links/{purpose}/{secret}") == unknown
    assert await gone(browser, f"/nowhere/links/{purpose}/{secret}") == unknown
    assert await gone(browser, f"/{prison}/links/vetting.nothing/{secret}") == unknown
    assert await gone(browser, f"/{prison}/links/{purpose}/{secret}.ics") == unknown
    for dead in ({"expires_at": now()}, {"revoked_at": now()}, {"used_at": now()}):
        await set_link(asked, expires_at=now() + timedelta(1), revoked_at=None, used_at=None)
        assert (await browser.get(path)).status_code == 200
        await set_link(asked, **dead)
        assert await gone(browser, path) == unknown


async def test_switched_off_module_answers_like_an_unknown_link(
    browser: Browser, asked: Asked, prison: Prison
) -> None:
    unknown = await gone(browser, asked.link.path[:-40] + new_secret())
    async with asked.desk.database.write(NOBODY) as session:
        await session.execute(
            update(Prison).where(Prison.id == prison.id).values(disabled_modules=["vetting"])
        )
    assert await gone(browser, asked.link.path) == unknown
    assert await gone(browser, asked.link.path[:-40] + "sent") == unknown


async def test_link_is_replayed_after_reset_in_vain(browser: Browser, asked: Asked) -> None:
    new = await asked.again()
    assert (await browser.post(asked.link.path, data=SEND)).status_code == 404
    assert (await asked.now()).state is ReferenceState.ASKED
    assert (await browser.get(new.path)).status_code == 200


async def test_two_who_send_at_once_are_one_answer(browser: Browser, asked: Asked) -> None:
    answers = await asyncio.gather(*(browser.post(asked.link.path, data=SEND) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [303, 404, 404, 404]


async def test_unknown_and_expired_take_the_same_statements(browser: Browser, asked: Asked) -> None:
    engine = asked.desk.database.engine.sync_engine
    said: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    try:
        await browser.get(asked.link.path[:-40] + new_secret())
        unknown, said[:] = list(said), []
        await set_link(asked, expires_at=now() - timedelta(days=1))
        said.clear()
        await browser.get(asked.link.path)
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    assert unknown
    assert said == unknown


@pytest.mark.parametrize(
    "secret",
    [
        "..%2f..%2fvetting",
        "%2e%2e",
        "....//....//etc/passwd",
        "%00",
        "%ff%fe",
        "' OR '1'='1",
        "%25",
        "a" * 4000,
        "sent.ics",
        "SENT",
        "{secret}",
        "vetting.reference",
    ],
)
async def test_path_traversal_and_odd_letters_in_the_secret_open_nothing(
    browser: Browser, asked: Asked, secret: str
) -> None:
    answer = await browser.get(asked.link.path[:-40] + secret)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text
    assert not await rows(asked.desk, LinkUse)


async def test_looking_uses_nothing_up_and_is_counted_by_the_day(browser: Browser, asked: Asked) -> None:
    before = [vars(link) for link in await rows(asked.desk, Link)]
    for _ in range(3):
        assert (await browser.get(asked.link.path)).status_code == 200
    assert (await browser.head(asked.link.path)).status_code == 200
    for old, link in zip(before, await rows(asked.desk, Link), strict=True):
        assert {name: value for name, value in vars(link).items() if name[0] != "_"} == {
            name: value for name, value in old.items() if name[0] != "_"
        }
    [use] = await rows(asked.desk, LinkUse)
    assert (use.uses, use.link_id) == (4, asked.link.id)
    assert (await asked.now()).state is ReferenceState.ASKED


async def test_answer_holds_the_headers_that_keep_the_address_to_itself(
    browser: Browser, asked: Asked
) -> None:
    for path in (asked.link.path, asked.link.path[:-40] + new_secret()):
        headers = (await browser.get(path)).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "strict-origin"
        assert headers["x-robots-tag"] == "noindex, nofollow, noarchive"
        assert headers.get_list("referrer-policy") == ["strict-origin"]


async def test_link_gives_no_session_and_asks_for_none(browser: Browser, asked: Asked) -> None:
    answer = await browser.get(asked.link.path)
    assert "set-cookie" not in answer.headers
    inside = await browser.get(f"/{asked.desk.prison.code.lower()}/vetting/cases/{asked.case.id}")
    assert inside.status_code == 303
    api = await browser.post(
        f"/{asked.desk.prison.code.lower()}/graphql",
        json={"query": "{ vettingReferenceAsked { personName } }"},
    )
    assert api.status_code in {401, 404}


async def test_another_site_cannot_send_the_form(browser: Browser, asked: Asked) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        answer = await browser.post(asked.link.path, data=SEND, headers=headers)
        assert answer.status_code == 403
    assert (await asked.now()).state is ReferenceState.ASKED


async def test_whoever_tries_on_is_slowed_down_by_address(
    app: Litestar, browser: Browser, asked: Asked
) -> None:
    async def go_on() -> None:
        for _ in range(2 * LINKS.a_minute):
            await app.state.sign_in.limits.spend(LINKS, "127.0.0.1")

    with pytest.raises(TooManyRequests):
        await go_on()
    for path in (asked.link.path[:-40] + new_secret(), asked.link.path):
        assert (await browser.get(path)).status_code == 429


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """Collect what would go to standard output, at its most talkative."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    quiet = {name: logging.getLogger(name).level for name in ("authlib", "httpx", "httpx2", "asyncio")}
    configure_logs("DEBUG", service="web")
    written = StringIO()
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield written
    root.handlers[:] = before
    root.setLevel(level)
    for name, was in quiet.items():
        logging.getLogger(name).setLevel(was)
    structlog.reset_defaults()


async def test_no_line_of_the_log_holds_a_secret_and_each_use_has_one(
    browser: Browser, asked: Asked, lines: StringIO
) -> None:
    unknown = asked.link.path[:-40] + new_secret()
    await browser.get(asked.link.path)
    await browser.get(unknown)
    await browser.post(asked.link.path, data=SEND)
    said = lines.getvalue()
    for path in (asked.link.path, unknown):
        assert path.rpartition("/")[2] not in said
    uses = [line for line in map(json.loads, said.splitlines()) if line["event"] == "link.used"]
    assert [(line["purpose"], line["link"]) for line in uses] == [
        ("vetting.reference", str(asked.link.id))
    ] * 2
    assert not set(itertools.chain(*uses)) & {"ip", "client", "address", "path"}


async def test_thanks_are_the_same_for_everybody(browser: Browser, asked: Asked) -> None:
    page = await browser.get(asked.link.path[:-40] + "sent")
    assert page.status_code == 200
    assert "Robin" not in Page(page.text).words
    assert "Frances" not in Page(page.text).words


async def test_post_and_options_of_what_is_not_there_change_nothing(browser: Browser, asked: Asked) -> None:
    assert (await browser.post(asked.link.path[:-40] + "sent", data=SEND)).status_code == 404
    assert (await browser.options(asked.link.path)).status_code == 204
    assert (await browser.put(asked.link.path, data=SEND)).status_code == 405
    assert (await browser.post(asked.link.path, data={"x": "y" * 100_000})).status_code == 413
    assert (await asked.now()).state is ReferenceState.ASKED
