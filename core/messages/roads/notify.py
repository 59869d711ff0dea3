"""GOV.UK Notify, by its own client: one template of the service whose subject and body are filled by us."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from core.messages.roads.declarations import Handed, HandOver, InDoubt, Outcome, RoadAway

BAD_REQUEST = 400
UNANSWERED = 503
"""What the client makes of a connection that broke, too."""
STATUSES = {
    "delivered": Outcome.DELIVERED,
    "permanent-failure": Outcome.REFUSED,
    "temporary-failure": Outcome.NOT_TAKEN,
    "technical-failure": Outcome.REJECTED,
    "validation-failed": Outcome.REJECTED,
}
"""As docs.notifications.service.gov.uk lists them for e-mail; anything else is still on its way."""


class NotifyRoad:
    """Each call has a client of its own: Notify's is not to be shared between threads."""

    name = "notify"
    tells_delivery = True

    def __init__(self, api_key: str, template_id: str, *, url: str) -> None:
        self._api_key, self._template_id, self._url = api_key, template_id, url

    async def send(self, to: str, hand_over: HandOver) -> Handed:
        letter = await hand_over()
        if letter is None:
            return Handed(Outcome.NOT_SENT)
        filled = {"subject": letter.subject, "body": letter.body}
        try:
            answer: dict[str, Any] = await asyncio.to_thread(
                self._client().send_email_notification,
                email_address=to,
                template_id=self._template_id,
                personalisation=filled,
                reference=str(letter.message_id),
            )
        except HTTPError as error:
            return _refused(error)
        return Handed(Outcome.ACCEPTED, str(answer["id"]))

    async def find(self, message_id: UUID) -> Handed | None:
        answer = await self._ask(
            lambda client: client.get_all_notifications(template_type="email", reference=str(message_id))
        )
        found = [one["id"] for one in answer["notifications"] if one["reference"] == str(message_id)]
        return Handed(Outcome.ACCEPTED, str(found[0])) if found else None

    async def follow(self, provider_id: str) -> Outcome:
        answer = await self._ask(lambda client: client.get_notification_by_id(provider_id))
        return STATUSES.get(str(answer["status"]), Outcome.ON_THE_WAY)

    async def _ask(self, question: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = await asyncio.to_thread(question, self._client())
        except HTTPError as error:
            raise InDoubt(f"answered {error.status_code}") from error
        return answer

    def _client(self) -> NotificationsAPIClient:
        return NotificationsAPIClient(self._api_key, base_url=self._url)  # type: ignore[no-untyped-call]


def _refused(error: HTTPError) -> Handed:
    """Tell what will never be taken from what may be taken later."""
    if error.status_code == BAD_REQUEST:
        return Handed(Outcome.REFUSED if "email_address" in str(error.message) else Outcome.REJECTED)
    if error.status_code == UNANSWERED or error.response is None:
        raise InDoubt("went silent") from error
    raise RoadAway(f"answered {error.status_code}") from error
