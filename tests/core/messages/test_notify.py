"""Mail by GOV.UK Notify: its API's shape, its tokens, its answers, and what it says later."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.identifiers import uuid7
from core.jobs.runner import Outcome
from core.messages.enums import MessageCode, MessageState
from core.messages.roads.notify import NotifyRoad
from tests.core.messages.conftest import Desk
from tests.core.messages.servers import API_KEY, TEMPLATE, Notify

S, C = MessageState, MessageCode
FOLLOW = "core.follow_message"


@pytest.fixture
def address() -> Callable[[], str]:
    return lambda: f"ewan.{uuid7()}@example.org"


def road(notify: Notify, *, key: str = API_KEY, template: str = TEMPLATE) -> NotifyRoad:
    return NotifyRoad(key, template, url=notify.url)


async def test_it_is_accepted_and_followed_until_delivered(
    desk: Desk, notify: Notify, address: Callable[[], str]
) -> None:
    to = address()
    await desk.invite(to)
    assert await desk.attempt(road(notify)) == [Outcome.DONE]
    [sent] = notify.sent.values()
    message = await desk.message()
    assert (message.state, message.provider_id, message.address) == (S.SENT, sent["id"], to)
    assert (sent["reference"], sent["email_address"]) == (str(message.id), to)
    assert sent["personalisation"]["subject"].startswith("You can now use Gatehouse")
    assert "Hello Ewan," in sent["personalisation"]["body"]
    assert await desk.attempt(road(notify), FOLLOW) == [Outcome.DONE]
    assert (await desk.message()).state is S.SENT
    sent["status"] = "delivered"
    assert await desk.attempt(road(notify), FOLLOW) == [Outcome.DONE]
    delivered = await desk.message()
    assert (delivered.state, delivered.address) == (S.DELIVERED, None)
    assert await desk.attempt(road(notify), FOLLOW) == []


@pytest.mark.parametrize(
    ("status", "state", "code", "failures"),
    [
        ("permanent-failure", S.BOUNCED, C.REFUSED, 1),
        ("temporary-failure", S.FAILED, C.NOT_TAKEN, 0),
        ("technical-failure", S.FAILED, C.REJECTED, 0),
    ],
)
async def test_what_it_says_later_is_kept_in_its_own_words(
    desk: Desk,
    notify: Notify,
    address: Callable[[], str],
    status: str,
    state: MessageState,
    code: MessageCode,
    failures: int,
) -> None:
    await desk.invite(address())
    await desk.attempt(road(notify))
    [sent] = notify.sent.values()
    sent["status"] = status
    await desk.attempt(road(notify), FOLLOW)
    message = await desk.message()
    assert (message.state, message.code, message.address) == (state, code, None)
    assert sum(reach.failures for reach in await desk.reaches()) == failures


@pytest.mark.parametrize("status", [429, 500, 502])
async def test_too_many_and_its_own_faults_are_tried_again(
    desk: Desk, notify: Notify, address: Callable[[], str], status: int
) -> None:
    notify.statuses.append(status)
    await desk.invite(address())
    assert await desk.attempt(road(notify)) == [Outcome.RETRIED]
    assert (await desk.message()).state is S.QUEUED
    assert await desk.attempt(road(notify)) == [Outcome.DONE]
    assert len(notify.sent) == 1


async def test_a_bad_request_is_final(desk: Desk, notify: Notify, address: Callable[[], str]) -> None:
    await desk.invite(address())
    assert await desk.attempt(road(notify, template=str(uuid7()))) == [Outcome.DONE]
    message = await desk.message()
    assert (message.state, message.code) == (S.FAILED, C.REJECTED)
    assert await desk.attempt(road(notify)) == []


async def test_a_wrong_key_sends_nothing_and_is_tried_again_with_the_right_one(
    desk: Desk, notify: Notify, address: Callable[[], str]
) -> None:
    await desk.invite(address())
    wrong = API_KEY[:-36] + str(uuid7())
    assert await desk.attempt(road(notify, key=wrong)) == [Outcome.RETRIED]
    assert notify.sent == {}
    assert await desk.attempt(road(notify)) == [Outcome.DONE]


async def test_what_it_took_before_the_connection_broke_is_found_by_its_reference(
    desk: Desk, notify: Notify, address: Callable[[], str]
) -> None:
    notify.swallows = 1
    await desk.invite(address())
    assert await desk.attempt(road(notify)) == [Outcome.RETRIED]
    assert await desk.attempt(road(notify)) == [Outcome.DONE]
    [sent] = notify.sent.values()
    message = await desk.message()
    assert (message.state, message.provider_id) == (S.SENT, sent["id"])


async def test_what_never_reached_it_is_sent(desk: Desk, notify: Notify, address: Callable[[], str]) -> None:
    await desk.invite(address())
    away = NotifyRoad(API_KEY, TEMPLATE, url="http://127.0.0.1:9")
    assert await desk.attempt(away) == [Outcome.RETRIED]
    assert await desk.attempt(road(notify)) == [Outcome.DONE]
    assert len(notify.sent) == 1
