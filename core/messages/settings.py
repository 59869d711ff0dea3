"""The settings of mail: by which road it leaves. A road that is half set refuses to start."""

from __future__ import annotations

from enum import StrEnum

from pydantic import SecretStr
from pydantic_settings import BaseSettings

from core.accounts.addresses import read_address
from core.errors import RefusedStart
from core.messages.enums import Security

NOTIFY_KEY_LENGTH = 73
"""At the end of a key: the service's id and the secret, two UUIDs with a hyphen between."""


class RoadName(StrEnum):
    UNSET = ""
    FOLDER = "folder"
    SMTP = "smtp"
    NOTIFY = "notify"


class MailSettings(BaseSettings):
    """What differs in mail between one running Gatehouse and another."""

    mail: RoadName = RoadName.UNSET
    """`smtp`, `notify`, or `folder`, which captures and sends nothing: the default but in production."""
    mail_folder: str = "var/mail"
    mail_from: str = ""
    """The sender's address, for SMTP and for what is captured."""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: Security = Security.STARTTLS
    smtp_username: str = ""
    smtp_password: SecretStr = SecretStr("")
    notify_api_key: SecretStr = SecretStr("")
    notify_template_id: str = ""
    """A template of the Notify service with `((subject))` as its subject and `((body))` as its text."""
    notify_url: str = "https://api.notifications.service.gov.uk"

    def refuse_half_a_road(self, *, in_production: bool) -> None:
        """Raise RefusedStart, naming the setting, for a road that could not be taken."""
        if in_production and self.mail in {RoadName.UNSET, RoadName.FOLDER}:
            raise RefusedStart(
                "Gatehouse tells people by mail what waits for them. Set GATEHOUSE_MAIL to smtp or notify: "
                "without it nothing is sent, and a folder only captures.",
            )
        if self.mail_from and read_address(self.mail_from) is None:
            raise RefusedStart("GATEHOUSE_MAIL_FROM is no e-mail address. Give one like desk@example.org.")
        if self.mail is RoadName.SMTP:
            self._refuse_half_a_server(in_production=in_production)
        if self.mail is RoadName.NOTIFY:
            self._refuse_half_a_service(in_production=in_production)

    def _refuse_half_a_server(self, *, in_production: bool) -> None:
        if not self.smtp_host or not self.mail_from:
            raise RefusedStart(
                "GATEHOUSE_MAIL is smtp: set GATEHOUSE_SMTP_HOST to the mail server and GATEHOUSE_MAIL_FROM "
                "to the sender's address.",
            )
        if bool(self.smtp_username) != bool(self.smtp_password.get_secret_value()):
            raise RefusedStart(
                "Set both GATEHOUSE_SMTP_USERNAME and GATEHOUSE_SMTP_PASSWORD, or neither where the mail "
                "server asks for no sign-in.",
            )
        if in_production and self.smtp_security is Security.NONE:
            raise RefusedStart(
                "Mail must not leave unencrypted. Set GATEHOUSE_SMTP_SECURITY to starttls or tls.",
            )

    def _refuse_half_a_service(self, *, in_production: bool) -> None:
        if len(self.notify_api_key.get_secret_value()) < NOTIFY_KEY_LENGTH or not self.notify_template_id:
            raise RefusedStart(
                "GATEHOUSE_MAIL is notify: set GATEHOUSE_NOTIFY_API_KEY to the service's whole API key and "
                "GATEHOUSE_NOTIFY_TEMPLATE_ID to its template with ((subject)) and ((body)).",
            )
        if in_production and not self.notify_url.startswith("https://"):
            raise RefusedStart("GATEHOUSE_NOTIFY_URL must begin with https:// in production.")
