"""The one place that reads the environment. Every setting has the prefix `GATEHOUSE_`."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import SettingsConfigDict

from core.errors import RefusedStart
from core.messages.settings import MailSettings
from core.told_day import follow_told_day

DEMO_SECRET = "only-for-the-demo-never-in-production"  # noqa: S105 -- refused in production below
SHORTEST_SECRET = 32


class Environment(StrEnum):
    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


class Settings(MailSettings):
    """What differs between one running Gatehouse and another."""

    model_config = SettingsConfigDict(env_prefix="GATEHOUSE_", extra="ignore")

    environment: Environment = Environment.PRODUCTION
    database_url: SecretStr
    """Role `gatehouse_app`, `postgresql://…`: serves pages, the API and jobs."""
    owner_database_url: SecretStr | None = None
    """Role `gatehouse_owner`: only for `gatehouse migrate`."""
    national_database_url: SecretStr | None = None
    """Role `gatehouse_national`: without it there are no pages above prisons."""
    database_pool: int = 8
    transaction_pooler: bool = False
    """`database_url` is the address of a pooler in transaction mode, such as PgBouncer."""
    direct_database_url: SecretStr | None = None
    """The same database and role past the pooler: only for workers."""
    redis_url: SecretStr = SecretStr("redis://127.0.0.1:6379/0")
    files_url: str = "var/files"
    """A folder, or `s3://bucket/prefix`."""

    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_audience: str = ""
    """The audience that API tokens must carry; the client id when empty."""
    oidc_demo_provider: bool = False
    """The issuer is the demo identity provider, where anyone may be anyone."""

    secret_key: SecretStr = SecretStr(DEMO_SECRET)
    public_url: str = "http://localhost:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    metrics_port: int = 9090
    worker_metrics_port: int = 9091
    session_idle_minutes: int = 60
    session_absolute_hours: int = 12
    calls_per_minute: int = Field(default=1200, gt=0)
    """What one account may ask of the API in one prison, with a token; pages are not counted."""
    operated_by: str = ""
    """Who runs this Gatehouse, for the accessibility statement and the privacy notice."""
    support_contact: str = ""
    """Whom people ask for help, another format or their data: an e-mail address, a web address or words."""
    blocked_plugins: str = ""
    """Plugin names, comma separated, that are found but not loaded."""
    trusted_documents: str = ""
    """A JSON file of documents that first-party clients send by their hash, or a folder of such files."""
    only_trusted_documents: bool = False
    """Answer no document over HTTP but those of the modules' own pages and of `trusted_documents`."""
    clock_file: str = ""
    """Where the calendar of a demo or a test is told another day; refused in production."""
    log_level: str = "INFO"
    commit: str = "unknown"

    @property
    def blocked(self) -> tuple[str, ...]:
        """The plugins that are not loaded, by name."""
        return tuple(self.blocked_plugins.replace(",", " ").split())

    @property
    def listening_url(self) -> str:
        """Return where a connection stays with one server; RefusedStart when only a pooler is known."""
        if self.direct_database_url is not None:
            return self.direct_database_url.get_secret_value()
        if self.transaction_pooler:
            raise RefusedStart(
                "A pooler in transaction mode passes on no notifications. "
                "Set GATEHOUSE_DIRECT_DATABASE_URL to the database's own address.",
            )
        return self.database_url.get_secret_value()

    @property
    def is_production(self) -> bool:
        return self.environment is Environment.PRODUCTION

    @property
    def is_demo(self) -> bool:
        return self.environment is Environment.DEMO

    @model_validator(mode="after")
    def refuse_demo_parts_in_production(self) -> Self:
        """Refuse to start in production with the demo identity provider, a default secret or plain HTTP."""
        if not self.is_production:
            return self
        secret = self.secret_key.get_secret_value()
        if secret == DEMO_SECRET or len(secret) < SHORTEST_SECRET:
            raise RefusedStart(
                f"GATEHOUSE_SECRET_KEY is missing, too short or the demo's own. "
                f"Set it to at least {SHORTEST_SECRET} random characters.",
            )
        if self.oidc_demo_provider or not self.oidc_issuer.startswith("https://"):
            raise RefusedStart(
                "The demo identity provider must not serve production. "
                "Set GATEHOUSE_OIDC_ISSUER to your provider's https:// address "
                "and unset GATEHOUSE_OIDC_DEMO_PROVIDER.",
            )
        if not self.oidc_client_id or not self.oidc_client_secret.get_secret_value():
            raise RefusedStart("Set GATEHOUSE_OIDC_CLIENT_ID and GATEHOUSE_OIDC_CLIENT_SECRET.")
        if not self.public_url.startswith("https://"):
            raise RefusedStart("GATEHOUSE_PUBLIC_URL must begin with https:// in production.")
        if self.clock_file:
            raise RefusedStart(
                "Production goes by the real calendar, which cannot be told another day. "
                "Unset GATEHOUSE_CLOCK_FILE.",
            )
        return self

    @model_validator(mode="after")
    def refuse_half_a_mail_road(self) -> Self:
        """Refuse to start where mail could not leave as it is set."""
        self.refuse_half_a_road(in_production=self.is_production)
        return self


@lru_cache(maxsize=1)
def settings_from_environment() -> Settings:
    """Read the settings once per process, and let its calendar follow them."""
    settings = Settings()
    follow_told_day(settings.clock_file)
    return settings
