"""A mail server by SMTP (RFC 5321), with TLS and sign-in as set."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
)

from core.messages.declarations import Letter
from core.messages.enums import Security
from core.messages.roads.declarations import Handed, HandOver, InDoubt, Outcome, RoadAway
from core.messages.roads.writing import written

PERMANENT = 500
PATIENCE_SECONDS = 30.0


class SmtpRoad:
    """One connection for each letter: there are few, and each is a job of its own."""

    name = "smtp"
    tells_delivery = False

    def __init__(
        self,
        host: str,
        port: int,
        *,
        sender: str,
        security: Security = Security.STARTTLS,
        username: str | None = None,
        password: str | None = None,
    ) -> None:
        self._host, self._port, self._sender = host, port, sender
        self._security = security
        self._sign_in = (username or None, password or None)

    async def send(self, to: str, hand_over: HandOver) -> Handed:
        async with self._connected() as server:
            try:
                await server.mail(self._sender)
                await server.rcpt(to)
            except SMTPRecipientRefused as error:
                if error.code >= PERMANENT:
                    return Handed(Outcome.REFUSED)
                raise RoadAway(f"answered {error.code}") from error
            except (SMTPException, OSError) as error:
                raise RoadAway(type(error).__name__) from error
            letter = await hand_over()
            if letter is None:
                return Handed(Outcome.NOT_SENT)
            return await self._hand_over(server, letter)

    async def _hand_over(self, server: SMTP, letter: Letter) -> Handed:
        try:
            await server.data(written(letter, sender=self._sender))
        except SMTPResponseException as error:
            if error.code >= PERMANENT:
                return Handed(Outcome.REJECTED)
            raise RoadAway(f"answered {error.code}") from error
        except (SMTPException, OSError) as error:
            # The connection broke before the answer came: it may have been accepted (RFC 1047).
            raise InDoubt(type(error).__name__) from error
        return Handed(Outcome.ACCEPTED)

    async def find(self, _message_id: UUID) -> Handed | None:
        """SMTP has no such question, and a second copy is worse than telling the co-ordinator."""
        return Handed(Outcome.UNKNOWN)

    async def follow(self, _provider_id: str) -> Outcome:
        return Outcome.ACCEPTED

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[SMTP]:
        username, password = self._sign_in
        server = SMTP(
            hostname=self._host,
            port=self._port,
            use_tls=self._security is Security.TLS,
            start_tls=self._security is Security.STARTTLS,
            username=username,
            password=password,
            timeout=PATIENCE_SECONDS,
        )
        try:
            await server.connect()
        except (SMTPException, OSError) as error:
            server.close()
            raise RoadAway(type(error).__name__) from error
        try:
            yield server
        finally:
            # What was answered counts; how the server says goodbye does not.
            with contextlib.suppress(SMTPException, OSError, asyncio.TimeoutError):
                await server.quit()
            server.close()
