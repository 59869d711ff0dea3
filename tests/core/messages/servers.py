"""Real servers on loopback that take mail: one speaks SMTP, one what GOV.UK Notify's API speaks."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, cast
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from infra.embedded.ports import free_port

OK = "250 Message accepted for delivery"


@dataclass
class Mailbox:
    """What a mail server took, and what it answers."""

    taken: list[EmailMessage] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    answers_rcpt: dict[str, str] = field(default_factory=dict)
    answers_data: list[str] = field(default_factory=list)
    """Answers to come, before it takes mail again."""

    async def handle_RCPT(  # noqa: N802 -- named and called so by aiosmtpd
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuses:
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- as above
        if self.answers_data:
            return self.answers_data.pop(0)
        content = cast("bytes", envelope.content)
        self.taken.append(message_from_bytes(content, policy=default))
        return OK


class MailServer:
    """A mail server that can be away, and come back at the same port."""

    def __init__(self) -> None:
        self.mailbox = Mailbox()
        self.port = free_port()
        self._controller: Controller | None = None

    def start(self) -> None:
        self._controller = Controller(self.mailbox, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mailbox.taken if mail["To"] == address]


SECRET = str(uuid4())
SERVICE = str(uuid4())
API_KEY = f"desk-{SERVICE}-{SECRET}"
TEMPLATE = str(uuid4())


@dataclass
class Notify:
    """What the service holds, and how it answers."""

    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    """Answers to come to a letter, before it takes them again."""
    swallows: int = 0
    """So many letters are taken, and the connection is cut before the answer."""
    url: str = ""


class Handler(BaseHTTPRequestHandler):
    """One request as Notify answers it."""

    service: ClassVar[Notify]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self._is_signed():
            return
        if self.service.statuses:
            self._answer(
                self.service.statuses.pop(0), _problem("ValidationError", "Missing personalisation: x")
            )
        elif "@" not in body["email_address"]:
            self._answer(400, _problem("ValidationError", "email_address Not a valid email address"))
        elif body["template_id"] != TEMPLATE:
            self._answer(400, _problem("BadRequestError", "Template not found"))
        else:
            made = {**body, "id": str(uuid4()), "status": "created"}
            self.service.sent[made["id"]] = made
            if self.service.swallows:
                self.service.swallows -= 1
                self.close_connection = True
                self.connection.close()
                return
            self._answer(201, {"id": made["id"], "reference": body["reference"], "content": {}})

    def do_GET(self) -> None:
        if not self._is_signed():
            return
        asked = urlsplit(self.path)
        last = asked.path.rsplit("/", 1)[-1]
        if last in self.service.sent:
            self._answer(200, self.service.sent[last])
        elif last == "notifications":
            reference = parse_qs(asked.query)["reference"][0]
            found = [one for one in self.service.sent.values() if one["reference"] == reference]
            self._answer(200, {"notifications": found, "links": {}})
        else:
            self._answer(404, _problem("NoResultFound", "No result found"))

    def _is_signed(self) -> bool:
        token = self.headers["Authorization"].removeprefix("Bearer ")
        head, claims, signature = token.split(".")
        made = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
        said = json.loads(_unpacked(claims))
        good = hmac.compare_digest(made, _unpacked(signature))
        good = good and said["iss"] == SERVICE and abs(time.time() - said["iat"]) < 30
        if not good:
            self._answer(403, _problem("AuthError", "Invalid token"))
        return good

    def _answer(self, status: int, body: object) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        """Keep quiet."""


@contextmanager
def notify_server() -> Iterator[Notify]:
    """Serve the part of Notify's API that mail needs, and check its tokens as Notify does."""
    service = Notify()
    handler = type("OneHandler", (Handler,), {"service": service})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    service.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield service
    server.shutdown()
    server.server_close()
    thread.join()


def _unpacked(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _problem(kind: str, words: str) -> dict[str, object]:
    return {"status_code": 400, "errors": [{"error": kind, "message": words}]}
