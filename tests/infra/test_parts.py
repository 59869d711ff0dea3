"""An outside server takes the place of the embedded one; the demo's parts stay out of production."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import RefusedStart
from core.settings import Settings
from infra.errors import CannotStart
from infra.launcher.home import Home
from infra.launcher.parts import compose, wanted_port

DATABASE = {"GATEHOUSE_DATABASE_URL": "postgresql://app@db.example/gatehouse"}
REDIS = {"GATEHOUSE_REDIS_URL": "redis://redis.example/0"}
PROVIDER = {"GATEHOUSE_OIDC_ISSUER": "https://id.example", "GATEHOUSE_OIDC_CLIENT_ID": "x"}


def test_everything_is_embedded_when_nothing_is_named(tmp_path: Path) -> None:
    parts = compose(Home(tmp_path), {})

    assert (parts.postgres is None, parts.redis is None, parts.identity is None) == (False, False, False)
    assert parts.is_demo
    assert parts.environment["GATEHOUSE_PUBLIC_URL"] == "http://localhost:8000"
    assert parts.environment["GATEHOUSE_DATABASE_URL"].startswith("postgresql://gatehouse_app:")
    assert parts.environment["GATEHOUSE_OWNER_DATABASE_URL"].startswith("postgresql://gatehouse_owner:")


@pytest.mark.parametrize(
    ("given", "part"),
    [(DATABASE, "postgres"), (REDIS, "redis"), (PROVIDER, "identity")],
    ids=["database", "redis", "identity provider"],
)
def test_named_outside_server_replaces_its_embedded_part_only(
    tmp_path: Path, given: dict[str, str], part: str
) -> None:
    parts = compose(Home(tmp_path), given)

    absent = {name for name in ("postgres", "redis", "identity") if getattr(parts, name) is None}
    assert absent == {part}
    assert given.items() <= parts.environment.items()


def test_folder_for_files_may_be_named(tmp_path: Path) -> None:
    parts = compose(Home(tmp_path), {"GATEHOUSE_FILES_URL": "s3://bucket/files"})

    assert parts.environment["GATEHOUSE_FILES_URL"] == "s3://bucket/files"


def test_production_gets_no_demo_provider_and_no_secret_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = compose(Home(tmp_path), {"GATEHOUSE_ENVIRONMENT": "production", **DATABASE, **REDIS})
    for name, value in parts.environment.items():
        monkeypatch.setenv(name, value)

    assert parts.identity is None
    assert "GATEHOUSE_SECRET_KEY" not in parts.environment
    with pytest.raises(RefusedStart, match="GATEHOUSE_SECRET_KEY"):
        Settings()


def test_secret_key_is_kept_from_run_to_run(tmp_path: Path) -> None:
    keys = {compose(Home(tmp_path), {}).environment["GATEHOUSE_SECRET_KEY"] for _ in range(2)}

    assert len(keys) == 1
    assert len(keys.pop()) >= 32


@pytest.mark.parametrize("text", ["eighty", "0", "65536", "-1", "8000 "])
def test_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(CannotStart, match="Give a number from 1 to 65535"):
        wanted_port({"GATEHOUSE_PORT": text})
