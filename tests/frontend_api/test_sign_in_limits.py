"""Limits against a real Redis: exact under concurrency, separate for each caller, and off when Redis is."""

from __future__ import annotations

import asyncio

from redis.asyncio import Redis

from core.accounts.roles import Role
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.settings import Settings
from frontend_api.sign_in.errors import TooManyRequests
from frontend_api.sign_in.limits import SIGN_INS, Limit, Limits
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.hostile_provider import HostileProvider
from tests.frontend_api.probes import make_app
from tests.frontend_api.test_tokens import access_token, ask

FEW = Limit("few", 5)
SLOW = Limit("slow", 1)


async def refused(limits: Limits, limit: Limit, caller: str) -> bool:
    try:
        await limits.spend(limit, caller)
    except TooManyRequests:
        return True
    return False


async def use_up(redis: Redis, limit: Limit, caller: str) -> None:
    """Leave a caller in the state of one that has asked for five minutes what is allowed in one."""
    seconds, microseconds = await redis.time()
    free_at = seconds * 1000 + microseconds // 1000 + 5 * 60_000
    await redis.set(f"gatehouse:limit:{limit.name}:{caller}", free_at, px=5 * 60_000)


async def test_as_many_as_allowed_come_at_once_and_no_more(redis: Redis) -> None:
    limits = Limits(redis)
    outcomes = await asyncio.gather(*(refused(limits, FEW, "a") for _ in range(40)))
    assert outcomes.count(False) == 5


async def test_callers_do_not_use_up_each_others_share(redis: Redis) -> None:
    limits = Limits(redis)
    assert not await refused(limits, SLOW, "a")
    assert await refused(limits, SLOW, "a")
    assert not await refused(limits, SLOW, "b")


async def test_share_comes_back_with_time(redis: Redis) -> None:
    limits = Limits(redis)
    quick = Limit("quick", 6000)
    for _ in range(6000 // 100):
        await limits.spend(quick, "a")
    [key] = await redis.keys("gatehouse:limit:*")
    assert 0 < await redis.pttl(key) <= 1000, "sixty, counted by the fifty"
    await asyncio.sleep(1.1)
    assert await redis.keys("gatehouse:limit:*") == []


async def test_nothing_is_counted_without_redis() -> None:
    limits = Limits(Redis(port=1, socket_connect_timeout=1))
    for _ in range(3):
        await limits.spend(SLOW, "a")


async def test_program_that_asks_too_often_is_told_when_to_come_back(
    redis: Redis, browser: Browser, person: Person, prison: Prison, provider: HostileProvider
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await use_up(redis, Limit("call", 1200), f"{person.account.id}:{prison.code}")
    answer = await ask(browser, prison, f"Bearer {access_token(provider)}")
    assert answer.status_code == 429
    assert answer.json()["errors"][0]["extensions"]["code"] == "TOO_MANY_REQUESTS"
    # Five minutes of calls are counted and one may come at once, so four are left, and the call itself.
    assert 200 <= int(answer.headers["Retry-After"]) <= 241
    await browser.sign_in()
    assert (await browser.get(f"/{prison.code.lower()}/who")).status_code == 200


async def test_how_much_a_program_may_ask_is_set(
    settings: Settings,
    database: Database,
    registry: Registry,
    person: Person,
    prison: Prison,
    provider: HostileProvider,
) -> None:
    await person.join(prison, Role.COORDINATOR)
    app = make_app(settings.model_copy(update={"calls_per_minute": 2}), database, registry)
    async with Browser(app, provider) as browser:
        bearer = f"Bearer {access_token(provider)}"
        answers = [(await ask(browser, prison, bearer)).status_code for _ in range(3)]
    await app.state.sign_in.close()
    assert answers == [200, 200, 429]


async def test_flood_of_sign_ins_from_one_address_is_stopped(browser: Browser, redis: Redis) -> None:
    await use_up(redis, SIGN_INS, "127.0.0.1")
    before = await redis.dbsize()
    response = await browser.get("/sign-in")
    assert response.status_code == 429
    assert "Wait a minute" in response.text
    assert await redis.dbsize() == before, "a refused sign-in leaves nothing behind"
