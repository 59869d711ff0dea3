"""Sessions against a real Redis: whose they are, when they end, and that nothing brings one back."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from frontend_api.sign_in import redis_client
from frontend_api.sign_in.errors import SessionsUnavailable
from frontend_api.sign_in.session_scripts import SESSION
from frontend_api.sign_in.sessions import GRACE_SECONDS, Session, SessionStore, key_of
from tests.frontend_api.conftest import MovedClock

IDLE, ABSOLUTE = 60 * 60, 12 * 60 * 60


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(time.time())


@pytest.fixture
def store(redis: Redis, clock: MovedClock) -> SessionStore:
    return SessionStore(redis, idle=IDLE, absolute=ABSOLUTE, clock=clock)


async def signed_in(store: SessionStore, account_id: str = "a1") -> Session:
    return await store.sign_in(account_id, "https://id.example", "s1", "token")


async def test_id_is_256_random_bits_and_never_repeats(store: SessionStore) -> None:
    ids = {(await store.begin()).id for _ in range(50)}
    assert len(ids) == 50
    assert all(len(one) == 43 for one in ids)  # 32 bytes in base64 without padding


@pytest.mark.parametrize("chosen", ["", "x", "A" * 43, "*", "../", "gatehouse:session:1", "é", "a" * 10_000])
async def test_unknown_id_is_never_taken_over(store: SessionStore, redis: Redis, chosen: str) -> None:
    assert await store.find(chosen) is None
    assert await redis.dbsize() == 0


async def test_redis_holds_json_under_a_hash_and_never_the_id(store: SessionStore, redis: Redis) -> None:
    session = await signed_in(store)
    names = [name.decode() for name in await redis.keys("*")]
    assert session.id not in "".join(names)
    row = await redis.hgetall(SESSION + key_of(session.id))  # type: ignore[misc]  # see sessions.py
    assert json.loads(row[b"data"])["account_id"] == "a1"
    assert session.id.encode() not in b"".join(row.values())


async def test_session_shows_no_secret_when_printed(store: SessionStore) -> None:
    session = await signed_in(store)
    assert session.id not in repr(session)
    assert session.data.csrf not in repr(session)


async def test_idle_session_ends(store: SessionStore, clock: MovedClock, redis: Redis) -> None:
    session = await signed_in(store)
    clock.pass_minutes(59.9)
    assert await store.find(session.id)
    clock.pass_minutes(59.9)
    assert await store.find(session.id), "each use counts anew"
    clock.pass_minutes(60)
    assert await store.find(session.id) is None
    assert await redis.keys(SESSION + "*") == []


async def test_used_session_still_ends_at_its_absolute_limit(store: SessionStore, clock: MovedClock) -> None:
    session = await signed_in(store)
    for _ in range(23):
        clock.pass_minutes(30)
        assert await store.find(session.id)
    clock.pass_minutes(30)
    assert await store.find(session.id) is None


async def test_rotation_does_not_lengthen_the_absolute_limit(store: SessionStore, clock: MovedClock) -> None:
    session = await signed_in(store)
    for number in range(23):
        clock.pass_minutes(30)
        rotated = await store.rotate(session, context=str(number))
        assert rotated
        session = rotated
    clock.pass_minutes(30)
    assert await store.find(session.id) is None


async def test_redis_forgets_a_session_by_itself(store: SessionStore, redis: Redis) -> None:
    session = await signed_in(store)
    assert 0 < await redis.ttl(SESSION + session.key) <= IDLE
    nobody = await store.begin()
    assert 0 < await redis.ttl(SESSION + nobody.key) <= 30 * 60


async def test_session_without_a_person_lasts_half_an_hour(store: SessionStore, clock: MovedClock) -> None:
    session = await store.begin()
    clock.pass_minutes(30)
    assert await store.find(session.id) is None


async def test_rotated_session_keeps_its_data_under_a_new_id(store: SessionStore) -> None:
    old = await signed_in(store)
    new = await store.rotate(old, context="EXI")
    assert new
    assert new.id != old.id
    found = await store.find(new.id)
    assert found
    assert (found.data.account_id, found.data.csrf, found.data.context) == ("a1", old.data.csrf, "EXI")


async def test_request_in_flight_finds_the_session_by_its_old_id(store: SessionStore, redis: Redis) -> None:
    old = await signed_in(store)
    new = await store.rotate(old, context="EXI")
    assert new
    late = await store.find(old.id)
    assert late
    assert late.is_replaced
    assert late.data.context == "EXI"
    assert await store.find(new.id)
    assert 0 < await redis.ttl(SESSION + old.key) <= GRACE_SECONDS
    again = await store.find(new.id)
    assert again
    assert not again.is_unclaimed


async def test_answer_that_was_lost_signs_nobody_out(store: SessionStore, clock: MovedClock) -> None:
    """After a double click the browser keeps the old id: it goes on, and gets another new one."""
    kept = await signed_in(store)
    lost = await store.rotate(kept, context="EXI")
    assert lost
    for _ in range(3):
        clock.pass_minutes(30)
        found = await store.find(kept.id)
        assert found
        assert (found.is_replaced, found.is_unclaimed, found.data.context) == (True, True, "EXI")
    last = await store.find(kept.id)
    assert last
    arrived = await store.rotate(last, context="DAI")
    assert arrived
    current = await store.find(arrived.id)
    assert current
    assert current.data.context == "DAI"


async def test_replaced_id_ends_soon_after_the_new_one_is_used(store: SessionStore, redis: Redis) -> None:
    old = await signed_in(store)
    new = await store.rotate(old, context="EXI")
    assert new
    assert await store.find(new.id)
    await redis.pexpire(SESSION + old.key, 1)
    await asyncio.sleep(0.02)
    assert await store.find(old.id) is None
    assert await store.find(new.id)


async def test_only_one_of_two_requests_rotates(store: SessionStore) -> None:
    session = await signed_in(store)
    results = await asyncio.gather(*(store.rotate(session, context=str(n)) for n in range(8)))
    assert sum(result is not None for result in results) == 1


async def test_ended_session_is_gone_for_its_old_ids_too(store: SessionStore) -> None:
    old = await signed_in(store)
    new = await store.rotate(old, context="EXI")
    assert new
    await store.end(new)
    assert await store.find(new.id) is None
    assert await store.find(old.id) is None


async def test_request_in_flight_brings_no_ended_session_back(
    store: SessionStore,
    clock: MovedClock,
    redis: Redis,
) -> None:
    session = await signed_in(store)
    in_flight = await store.find(session.id)
    assert in_flight
    await store.end(session)
    assert await store.rotate(in_flight, context="EXI") is None
    clock.pass_minutes(5)
    assert await store.find(session.id) is None
    assert await redis.keys(SESSION + "*") == []


async def test_every_session_of_an_account_ends_and_no_other(store: SessionStore) -> None:
    mine = [await signed_in(store) for _ in range(3)]
    moved = await store.rotate(mine[0], context="EXI")
    assert moved
    other = await signed_in(store, "a2")
    assert await store.end_all("a1") == 3
    for session in (*mine, moved):
        assert await store.find(session.id) is None
    assert await store.find(other.id)
    assert await store.end_all("a1") == 0


async def test_index_of_sessions_drops_those_that_are_over(
    store: SessionStore,
    clock: MovedClock,
    redis: Redis,
) -> None:
    await signed_in(store)
    clock.pass_minutes(ABSOLUTE / 60 + 1)
    latest = await signed_in(store)
    held = await redis.zrange("gatehouse:account-sessions:a1", 0, -1)
    assert held == [latest.key.encode()]


async def test_session_is_refused_in_words_when_redis_is_gone() -> None:
    nowhere: Redis = Redis(port=1, socket_connect_timeout=1)
    store = SessionStore(nowhere, idle=IDLE, absolute=ABSOLUTE)
    with pytest.raises(SessionsUnavailable, match="Try again in a few minutes"):
        await store.find("x")
    with pytest.raises(SessionsUnavailable):
        await store.begin()


async def test_cancelled_reads_never_answer_another_request(redis_url: str) -> None:
    """The connection of a cancelled command is not reused with its answer still under way."""
    redis = redis_client.redis_at(redis_url, max_connections=4)
    store = SessionStore(redis, idle=IDLE, absolute=ABSOLUTE)
    sessions = [await signed_in(store, f"account-{n}") for n in range(8)]
    cancelled = 0

    async def read(number: int) -> None:
        found = await store.find(sessions[number % 8].id)
        assert found
        assert found.data.account_id == f"account-{number % 8}"

    for number in range(0, 400, 4):
        tasks = [asyncio.create_task(read(number + one)) for one in range(4)]
        for _ in range(number // 4 % 7):
            await asyncio.sleep(0)
        tasks[number // 4 % 4].cancel()
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            cancelled += isinstance(outcome, asyncio.CancelledError)
            assert outcome is None or isinstance(outcome, asyncio.CancelledError), outcome
    assert cancelled > 20, "the test must really cancel"
    await redis.aclose()


async def test_answer_that_arrived_while_the_process_was_busy_is_taken(
    redis_url: str, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Redis answers after 60 ms, while the event loop stands still for longer than a page waits."""
    monkeypatch.setattr(redis_client, "REDIS_SECONDS", 0.1)
    patient = redis_client.redis_at(redis_url, retry=Retry(NoBackoff(), 0))
    store = SessionStore(patient, idle=IDLE, absolute=ABSOLUTE)
    session = await signed_in(store)
    await redis.client_pause(60)
    finding = asyncio.create_task(store.find(session.id))
    for _turn in range(10):
        await asyncio.sleep(0)
    assert not finding.done()
    time.sleep(0.2)  # noqa: ASYNC251 -- what keeps the loop
    assert await finding
    await patient.aclose()


async def test_redis_that_takes_a_question_and_says_nothing_is_given_up() -> None:
    async def say_nothing(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(redis_client.REDIS_SECONDS * 9)
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as silent:
        redis = redis_client.redis_at(f"redis://127.0.0.1:{silent.sockets[0].getsockname()[1]}")
        store = SessionStore(redis, idle=IDLE, absolute=ABSOLUTE)
        with pytest.raises(SessionsUnavailable):
            await asyncio.wait_for(store.find("x"), redis_client.REDIS_SECONDS * 6)
        await redis.aclose()
