"""The post office of a process: the road that the settings name, and the site that letters link to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.messages.roads.declarations import MailRoad
from core.messages.roads.folder import FolderRoad
from core.messages.roads.notify import NotifyRoad
from core.messages.roads.smtp import SmtpRoad
from core.messages.settings import RoadName
from core.settings import Settings, settings_from_environment

NOBODYS_ADDRESS = "gatehouse@example.org"
"""The sender of what is captured, where none is set."""


@dataclass(frozen=True, slots=True)
class Post:
    road: MailRoad
    public_url: str

    def site(self, prison_code: str) -> str:
        """Return the prison's own address, to which alone a letter may link."""
        return f"{self.public_url.rstrip('/')}/{prison_code.lower()}"


OpenPost = Callable[[], Post]


def post_from_environment() -> Post:
    """Open the road that this process's settings name."""
    return open_post(settings_from_environment())


def open_post(settings: Settings) -> Post:
    return Post(_road(settings), settings.public_url)


def _road(settings: Settings) -> MailRoad:
    match settings.mail:
        case RoadName.SMTP:
            return SmtpRoad(
                settings.smtp_host,
                settings.smtp_port,
                sender=settings.mail_from,
                security=settings.smtp_security,
                username=settings.smtp_username,
                password=settings.smtp_password.get_secret_value(),
            )
        case RoadName.NOTIFY:
            key = settings.notify_api_key.get_secret_value()
            return NotifyRoad(key, settings.notify_template_id, url=settings.notify_url)
        case RoadName.FOLDER | RoadName.UNSET:
            return FolderRoad(Path(settings.mail_folder), sender=settings.mail_from or NOBODYS_ADDRESS)
