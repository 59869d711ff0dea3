"""What was typed outlives a session: for the same person in the same browser, a while, and nobody else."""

from __future__ import annotations

import asyncio
from io import StringIO
from uuid import UUID

import httpx
import pytest
from redis.asyncio import Redis
from sqlalchemy import func, select

from core.accounts.roles import Role
from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.partnership.models import Person
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import viewer
from frontend_api.sign_in.drafts import LONGEST_DRAFT, OWNER_FIELD, Drafts
from frontend_api.sign_in.session_scripts import SESSION
from tests.frontend_api.access.conftest import Town
from tests.frontend_api.conftest import make_settings
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page

TYPED = {"first_name": "Rosalind", "surname": "Quillfeather", "kind": "VOLUNTEER", "title": "Bookbinder"}


async def end_sessions(redis: Redis) -> None:
    keys = [key async for key in redis.scan_iter(f"{SESSION}*")]
    assert keys
    await redis.delete(*keys)


async def send(reader: Reader, form: Page, **changes: str) -> httpx.Response:
    owner = form.fields[OWNER_FIELD][0]
    return await reader.send("/people/add", form, **{OWNER_FIELD: owner, **TYPED, **changes})


async def ended(town: Town, redis: Redis, subject: str) -> tuple[Reader, httpx.Response]:
    """Sign a co-ordinator in, let the session end while the form is open, and send it."""
    governor = await town.member(Role.GOVERNOR)
    form = await governor.open("/access/give")
    address = f"{subject}@example.org"
    await governor.send("/access/give", form, name="Kit Birch", email=address, role="COORDINATOR")
    reader, _landed = await town.proved(address, subject)
    form = await reader.open("/people/add")
    await end_sessions(redis)
    return reader, await send(reader, form)


async def sign_in_again(town: Town, reader: Reader, subject: str) -> None:
    town.provider.spoil = lambda answer: answer.claims.update(sub=subject)
    landed = await reader.browser.sign_in(reader.path("/people/add"))
    assert landed.headers["location"] == reader.path("/people/add")


async def count_people(database: Database, registry: Registry, prison: Prison) -> int:
    async with database.read(viewer(registry, prison, Role.COORDINATOR)) as session:
        return int(await session.scalar(select(func.count()).select_from(Person)) or 0)


async def test_form_is_filled_in_again_after_signing_in_and_can_be_sent(
    town: Town, redis: Redis, database: Database, registry: Registry, prison: Prison
) -> None:
    subject = str(uuid7())
    reader, told = await ended(town, redis, subject)
    page = Page(told.text)
    assert told.status_code == 401
    assert page.heading == "Your session has ended"
    assert page.links["Sign in and go on"].startswith("/sign-in?return_to=")
    assert "Quillfeather" not in told.text + str(told.headers)
    assert await count_people(database, registry, prison) == 0

    await sign_in_again(town, reader, subject)
    form = await reader.open("/people/add")
    assert "What you typed is here again" in form.words
    assert {name: form.fields[name] for name in ("first_name", "surname", "kind", "title")} == {
        name: [value] for name, value in TYPED.items()
    }
    assert await count_people(database, registry, prison) == 0, "nothing is sent by itself"
    assert (await reader.follow(await send(reader, form))).heading == "Rosalind Quillfeather"
    assert (await reader.open("/people/add")).fields["surname"] == [""], "it is given back once"


async def test_another_account_in_the_same_browser_gets_nothing(town: Town, redis: Redis) -> None:
    subject = str(uuid7())
    reader, _told = await ended(town, redis, subject)
    other = await town.member(Role.COORDINATOR)
    assert reader.browser.cookies.get("gatehouse-typed")
    other.browser.cookies.set("gatehouse-typed", reader.browser.cookies["gatehouse-typed"])
    form = await other.open("/people/add")
    assert "Quillfeather" not in form.text
    assert "What you typed" not in form.words
    await sign_in_again(town, reader, subject)
    assert "Quillfeather" not in (await reader.open("/people/add")).text, "gone once somebody else looked"


async def test_the_same_account_in_another_browser_gets_nothing(town: Town, redis: Redis) -> None:
    subject = str(uuid7())
    await ended(town, redis, subject)
    elsewhere, _landed = await town.come(subject)
    form = await Reader(elsewhere, town.prison).open("/people/add")
    assert "Quillfeather" not in form.text


async def test_another_form_shows_nothing_of_it(town: Town, redis: Redis) -> None:
    subject = str(uuid7())
    reader, _told = await ended(town, redis, subject)
    await sign_in_again(town, reader, subject)
    assert "Quillfeather" not in (await reader.open("/partners/add")).text
    assert "Quillfeather" in (await reader.open("/people/add")).text


async def test_nothing_typed_can_be_read_in_redis_or_the_log(
    town: Town, redis: Redis, lines: StringIO
) -> None:
    reader, told = await ended(town, redis, str(uuid7()))
    kept = [key async for key in redis.scan_iter("gatehouse:draft:*")]
    token = reader.browser.cookies["gatehouse-typed"]
    assert len(kept) == 1
    assert 0 < await redis.ttl(kept[0]) <= 900
    async for key in redis.scan_iter("*"):
        held = key + await redis.dump(key)
        assert not [word for word in (*TYPED.values(), token) if word.encode() in held]
    written = lines.getvalue()
    assert "form.kept" in written
    assert not [word for word in (*TYPED.values(), token) if word in written]
    assert not [word for word in TYPED.values() if word in told.headers.get("location", "")]
    cookie = told.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=lax", "max-age=900"))


@pytest.mark.parametrize(
    "change",
    [
        {OWNER_FIELD: ""},
        {OWNER_FIELD: "x" * 75},
        {OWNER_FIELD: "%00"},
        {"title": "x" * LONGEST_DRAFT},
        {"title": "x" * 300_000},
    ],
    ids=["no owner", "made-up owner", "not base64", "too much", "too large to read"],
)
async def test_what_is_not_a_form_of_ours_or_too_large_is_not_kept(
    town: Town, redis: Redis, change: dict[str, str]
) -> None:
    reader = await town.member(Role.COORDINATOR)
    form = await reader.open("/people/add")
    await end_sessions(redis)
    told = await send(reader, form, **change)
    assert told.status_code == 401
    assert "kept for 15 minutes" not in told.text
    assert [key async for key in redis.scan_iter("gatehouse:draft:*")] == []


async def test_form_that_another_site_sends_is_not_kept(town: Town, redis: Redis) -> None:
    reader = await town.member(Role.COORDINATOR)
    form = await reader.open("/people/add")
    await end_sessions(redis)
    reader.browser.headers["Sec-Fetch-Site"] = "cross-site"
    told = await send(reader, form)
    assert told.status_code == 401
    assert [key async for key in redis.scan_iter("gatehouse:draft:*")] == []


async def test_form_drawn_for_one_account_is_not_kept_for_another_that_is_signed_in(
    town: Town, redis: Redis
) -> None:
    one, other = await town.member(Role.COORDINATOR), await town.member(Role.COORDINATOR)
    form = await one.open("/people/add")
    told = await send(other, form)
    assert told.status_code == 403
    assert [key async for key in redis.scan_iter("gatehouse:draft:*")] == []


async def test_form_left_open_while_signing_in_again_elsewhere_loses_nothing(
    town: Town, redis: Redis
) -> None:
    """The session is a new one by then, and so is its token."""
    subject = str(uuid7())
    reader, _told = await ended(town, redis, subject)
    await sign_in_again(town, reader, subject)
    old = await reader.open("/people/add")
    await end_sessions(redis)
    await sign_in_again(town, reader, subject)
    told = await send(reader, old, title="Archivist")
    assert told.status_code == 401
    assert (await reader.open("/people/add")).fields["title"] == ["Archivist"]


async def test_nobody_fills_redis_with_forms(town: Town, redis: Redis) -> None:
    reader = await town.member(Role.COORDINATOR)
    form = await reader.open("/people/add")
    await end_sessions(redis)
    told = [(await send(reader, form)).status_code for _ in range(30)]
    assert told[:20] == [401] * 20
    assert told[-1] == 429


async def test_marks_and_drafts_end_by_the_clock(redis: Redis) -> None:
    moment = [1_000_000.0]
    drafts = Drafts(redis, make_settings(), seconds=1, clock=lambda: moment[0])
    account = UUID(int=7)
    mark = drafts.mark(account)
    cookie = await drafts.keep(str(account), "/exi/people/add", {"title": ("Archivist",)}, None)
    assert cookie is not None
    token = cookie.partition("=")[2].partition(";")[0]
    assert drafts.owner(mark) == str(account)
    moment[0] += 24 * 3600 + 1
    assert drafts.owner(mark) is None
    await asyncio.sleep(1.1)
    assert await drafts.take(str(account), "/exi/people/add", token) is None


async def test_mark_of_another_installation_is_nobody_s(redis: Redis) -> None:
    ours, theirs = Drafts(redis, make_settings()), Drafts(redis, make_settings(secret_key="k" * 40))
    assert ours.owner(theirs.mark(UUID(int=7))) is None


async def test_draft_that_was_tampered_with_is_nobody_s(redis: Redis) -> None:
    drafts = Drafts(redis, make_settings())
    cookie = await drafts.keep("a", "/exi/people/add", {"title": ("Archivist",)}, None)
    assert cookie is not None
    token = cookie.partition("=")[2].partition(";")[0]
    (key,) = [key async for key in redis.scan_iter("gatehouse:draft:*")]
    sealed = bytearray(await redis.get(key))
    sealed[-30] ^= 1
    await redis.set(key, bytes(sealed))
    assert await drafts.take("a", "/exi/people/add", token) is None
