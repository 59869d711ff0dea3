"""What a run consists of: embedded servers where no outside one is named, and the settings of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from infra.database_roles import APP, DATABASE, NATIONAL, OWNER, DatabaseUrls, role_passwords
from infra.embedded.identity import CLIENT_ID, Identity
from infra.embedded.passwords import password
from infra.embedded.ports import free_port, is_free
from infra.embedded.postgres import Postgres
from infra.embedded.redis import Redis
from infra.errors import CannotStart
from infra.launcher.home import Home

USUAL_PORT = 8000
METRICS_PORTS = {"GATEHOUSE_METRICS_PORT": 9090, "GATEHOUSE_WORKER_METRICS_PORT": 9091}
DEMO = "demo"
HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Parts:
    """The embedded servers to start and the settings every process of the run gets."""

    environment: dict[str, str]
    port: int
    postgres: Postgres | None
    redis: Redis | None
    identity: Identity | None
    urls: DatabaseUrls | None
    """The embedded database, by role."""

    @property
    def is_demo(self) -> bool:
        return self.environment["GATEHOUSE_ENVIRONMENT"] == DEMO

    @property
    def captures_mail(self) -> bool:
        return self.environment.get("GATEHOUSE_MAIL", "folder") == "folder" and self.is_demo


def compose(home: Home, given: Mapping[str, str]) -> Parts:
    """Choose the parts: a setting that names an outside server takes the place of the embedded one."""
    port = wanted_port(given)
    environment = {
        "GATEHOUSE_ENVIRONMENT": DEMO,
        "GATEHOUSE_PORT": str(port),
        "GATEHOUSE_PUBLIC_URL": f"http://localhost:{port}",
        "GATEHOUSE_FILES_URL": str(home.folder / "files"),
        "GATEHOUSE_MAIL_FOLDER": str(home.folder / "mail"),
        **{name: str(usual if is_free(usual) else free_port()) for name, usual in METRICS_PORTS.items()},
        **{name: value for name, value in given.items() if name.startswith("GATEHOUSE_")},
    }
    in_production = environment["GATEHOUSE_ENVIRONMENT"] == "production"
    if not in_production:
        environment.setdefault("GATEHOUSE_CLOCK_FILE", str(home.clock))
        environment.setdefault("GATEHOUSE_SECRET_KEY", password(home.folder / "secrets", "secret_key"))
    postgres = None if "GATEHOUSE_DATABASE_URL" in given else Postgres(home.folder)
    redis = None if "GATEHOUSE_REDIS_URL" in given else Redis(home.folder)
    needs_identity = "GATEHOUSE_OIDC_ISSUER" not in given and not in_production
    identity = Identity(home.folder, environment["GATEHOUSE_PUBLIC_URL"]) if needs_identity else None
    urls = database_urls(home, postgres) if postgres else None
    environment |= _embedded_settings(urls, redis, identity)
    return Parts(environment, port, postgres, redis, identity, urls)


def wanted_port(given: Mapping[str, str]) -> int:
    text = given.get("GATEHOUSE_PORT") or str(USUAL_PORT)
    if not text.isdecimal() or not 0 < int(text) <= HIGHEST_PORT:
        raise CannotStart(f"GATEHOUSE_PORT is {text!r}. Give a number from 1 to {HIGHEST_PORT}.")
    return int(text)


def database_urls(home: Home, postgres: Postgres) -> DatabaseUrls:
    """Return the embedded database's address for each role."""
    passwords = role_passwords(home.folder)
    return DatabaseUrls(
        database=DATABASE,
        owner=postgres.url(DATABASE, OWNER, passwords[OWNER]),
        app=postgres.url(DATABASE, APP, passwords[APP]),
        national=postgres.url(DATABASE, NATIONAL, passwords[NATIONAL]),
        superuser=postgres.url("postgres"),
    )


def _embedded_settings(
    urls: DatabaseUrls | None, redis: Redis | None, identity: Identity | None
) -> dict[str, str]:
    settings = {}
    if urls:
        settings["GATEHOUSE_DATABASE_URL"] = urls.app
        settings["GATEHOUSE_OWNER_DATABASE_URL"] = urls.owner
        settings["GATEHOUSE_NATIONAL_DATABASE_URL"] = urls.national
    if redis:
        settings["GATEHOUSE_REDIS_URL"] = redis.url()
    if identity:
        settings["GATEHOUSE_OIDC_ISSUER"] = identity.issuer
        settings["GATEHOUSE_OIDC_CLIENT_ID"] = CLIENT_ID
        settings["GATEHOUSE_OIDC_CLIENT_SECRET"] = identity.client_secret
        settings["GATEHOUSE_OIDC_DEMO_PROVIDER"] = "true"
    return settings
