"""The page for whoever runs Gatehouse: its settings are all of them, its SQL and commands do what it says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from pydantic import SecretStr

from core.accounts.binding import take_up_roles
from core.accounts.queries import account_by_subject, memberships_of
from core.accounts.roles import Role
from core.database.unit_of_work import Database, engine_for
from core.identifiers import AccountId, uuid7
from core.settings import DEMO_SECRET, Settings
from core.testkit import NOBODY
from infra.embedded.postgres import Postgres
from tests.servers import run_apart

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?P<kind>[a-z ]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = {found["kind"]: found["text"] for found in BLOCK.finditer(PAGE)}
SETTING = re.compile(r"^\| `GATEHOUSE_(?P<name>[A-Z_]+)` \| (?P<default>[^|]*)\|", re.MULTILINE)
SAID_IN_WORDS = {"secret_key": "the demo's own", "oidc_audience": "the client id"}
REGISTER = "code,name,name_cy,active,male,female\nEXI,Exeter (HMP),,t,t,f\n"
ISSUER, COORDINATOR, PARTNER_LEAD = "https://id.example", "the-subject", "another-subject"
ADD_PARTNER = """BEGIN;
SELECT set_config('app.tenant_id', id::text, true), set_config('app.partner_id', '', true),
       set_config('app.person_id', '', true) FROM prison WHERE code = 'EXI';
INSERT INTO partner (id, name, name_key, status, on_mailing_list)
VALUES (uuidv7(), 'Harbour Lights', 'harbourlights', 'ACTIVE', false);
COMMIT"""

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300)]


def test_every_setting_is_in_the_table_with_its_default() -> None:
    listed = {found["name"].lower(): found["default"].strip().strip("`") for found in SETTING.finditer(PAGE)}

    assert listed == {name: said(name, field.default) for name, field in Settings.model_fields.items()}


def said(name: str, default: object) -> str:
    """Return a default as the table says it."""
    plain = default.get_secret_value() if isinstance(default, SecretStr) else default
    if name in SAID_IN_WORDS:
        assert plain in {DEMO_SECRET, ""}
        return SAID_IN_WORDS[name]
    if isinstance(plain, bool):
        return str(plain).lower()
    return str(plain) if plain and "Undefined" not in str(plain) else ""


class Managed:
    """A PostgreSQL 18 such as a provider lends: its administrator is no superuser."""

    def __init__(self, server: Postgres) -> None:
        self.server = server
        self.admin = server.url("postgres", "administrator", "administrator-password")

    def url(self, role: str, database: str = "gatehouse") -> str:
        return self.server.url(database, f"gatehouse_{role}", f"{role}-password")

    def run(self, url: str, statements: str) -> None:
        run_apart(execute(url, statements))

    def gatehouse(self, *words: str) -> str:
        """Give a command as production does, and return what it says."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith("GATEHOUSE_")}
        done = subprocess.run(  # noqa: S603 -- our own command
            [sys.executable, "-m", "infra.cli", *words],
            cwd=ROOT,
            env={
                **outside,
                "GATEHOUSE_ENVIRONMENT": "production",
                "GATEHOUSE_DATABASE_URL": self.url("app"),
                "GATEHOUSE_OWNER_DATABASE_URL": self.url("owner"),
                "GATEHOUSE_SECRET_KEY": "x" * 32,
                "GATEHOUSE_OIDC_ISSUER": ISSUER,
                "GATEHOUSE_OIDC_CLIENT_ID": "gatehouse",
                "GATEHOUSE_OIDC_CLIENT_SECRET": "a secret",
                "GATEHOUSE_PUBLIC_URL": "https://gatehouse.example",
                "GATEHOUSE_MAIL": "smtp",
                "GATEHOUSE_SMTP_HOST": "mail.example",
                "GATEHOUSE_MAIL_FROM": "desk@gatehouse.example",
            },
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def shell(self, command: str, role: str, database: str = "gatehouse") -> subprocess.CompletedProcess[str]:
        """Give a command of PostgreSQL's own as it stands on the page, at this server."""
        program, *words = command.replace("\\\n", " ").split()
        words = [re.sub(r'"?postgresql://[^"]*"?', self.url(role, database), word) for word in words]
        return subprocess.run(  # noqa: S603 -- PostgreSQL's own program, out of the wheel
            [str(self.server._server_folder() / "bin" / program), *words],
            cwd=self.server.home,
            capture_output=True,
            check=False,
            text=True,
        )


async def execute(url: str, statements: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for statement in re.split(r";\n", statements.strip()):
            await connection.execute(statement)
    finally:
        await connection.close()


async def value(url: str, query: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


@pytest.fixture(scope="module")
def managed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Managed]:
    """A server of its own: the roles of the page are the server's, and the other tests' have them already."""
    server = Postgres(tmp_path_factory.mktemp("managed"), durable=False)
    child = server.start()
    made = Managed(server)
    try:
        made.run(
            server.url("postgres"),
            "CREATE ROLE administrator LOGIN CREATEROLE CREATEDB PASSWORD 'administrator-password'",
        )
        made.run(made.admin, BLOCKS["sql roles"])
        yield made
    finally:
        child.stop()


@pytest.fixture(scope="module")
def served(managed: Managed, tmp_path_factory: pytest.TempPathFactory) -> Managed:
    """The database migrated and filled as the page says."""
    assert managed.gatehouse("migrate") == "Migrated: core, council, rota, vetting.\n"
    register = tmp_path_factory.mktemp("register") / "register.csv"
    register.write_text(REGISTER, encoding="utf-8")
    assert managed.gatehouse("prisons", "import", str(register)).startswith("1 prisons read")
    words = shlex.split(BLOCKS["sh coordinator"])[1:]
    assert "at the first sign-in with" in managed.gatehouse(*words)
    assert run_apart(sign_in(managed.url("app"), words[2], COORDINATOR))
    return managed


async def sign_in(url: str, address: str, subject: str) -> bool:
    """Prove an address for the first time; return whether anything waited for it."""
    database = Database(engine_for(url, pool_size=1))
    try:
        async with database.write(NOBODY) as session:
            account_id = AccountId(uuid7())
            bound = await take_up_roles(session, account_id, issuer=ISSUER, subject=subject, address=address)
        return bound is not None
    finally:
        await database.close()


async def roles_of(url: str, subject: str) -> list[tuple[str | None, Role, bool]]:
    database = Database(engine_for(url, pool_size=1))
    try:
        async with database.read(NOBODY) as session:
            account = await account_by_subject(session, ISSUER, subject)
            assert account is not None
            rows = await memberships_of(session, account.id)
        return [(row.prison_code, row.role, row.partner_id is not None) for row in rows]
    finally:
        await database.close()


def test_administrator_who_is_no_superuser_can_make_everything(served: Managed) -> None:
    assert run_apart(roles_of(served.url("app"), COORDINATOR)) == [("EXI", Role.COORDINATOR, False)]
    superusers = "SELECT bool_or(rolsuper OR rolbypassrls) FROM pg_roles WHERE rolname LIKE 'gatehouse%'"
    assert run_apart(value(served.admin, superusers)) is False
    members = "SELECT count(*) FROM pg_auth_members WHERE (inherit_option OR set_option)"
    assert run_apart(value(served.admin, f"{members} AND roleid::regrole::text LIKE 'gatehouse%'")) == 0


def test_partner_lead_is_made_within_the_prison(served: Managed) -> None:
    served.run(served.url("app"), ADD_PARTNER)
    address = "sam.birch@example.org"

    served.gatehouse(
        *("accounts", "grant", address, "PARTNER_ADMIN", "--prison", "EXI", "--partner", "Harbour Lights")
    )

    assert run_apart(sign_in(served.url("app"), address, PARTNER_LEAD))
    assert run_apart(roles_of(served.url("app"), PARTNER_LEAD)) == [("EXI", Role.PARTNER_ADMIN, True)]


@pytest.mark.parametrize(
    ("role", "reason"),
    [("app", "permission denied"), ("owner", "query would be affected by row-level security policy")],
)
def test_dump_as_one_of_our_roles_fails(served: Managed, role: str, reason: str) -> None:
    done = served.shell(BLOCKS["sh backup"], role)

    assert done.returncode == 1
    assert reason in done.stderr


def test_dump_is_restored_whole(served: Managed) -> None:
    served.run(served.server.url("gatehouse"), BLOCKS["sql backup"])
    dumped = served.shell(BLOCKS["sh backup"], "backup")
    assert (dumped.returncode, dumped.stderr) == (0, "")
    everything = run_apart(count_rows(served.server.url("gatehouse")))
    assert everything["account"] > 0
    served.run(served.server.url("postgres"), "DROP DATABASE gatehouse WITH (FORCE)")
    served.run(served.admin, without_roles(BLOCKS["sql roles"]))

    restored = served.shell(BLOCKS["sh restore"].splitlines()[0], "owner")

    assert (restored.returncode, restored.stderr) == (0, "")
    assert run_apart(count_rows(served.server.url("gatehouse"))) == everything
    assert served.gatehouse("migrate", "--check") == "Nothing to migrate.\n"
    assert run_apart(roles_of(served.url("app"), COORDINATOR)) == [("EXI", Role.COORDINATOR, False)]


def without_roles(statements: str) -> str:
    return re.sub(r"CREATE ROLE .*\n", "", statements)


async def count_rows(url: str) -> dict[str, int]:
    """Count the rows of every table, as a superuser, whom no policy binds."""
    connection = await asyncpg.connect(url)
    try:
        tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {
            row["tablename"]: await connection.fetchval(f"SELECT count(*) FROM {row['tablename']}")  # noqa: S608 -- a name out of the catalogue
            for row in tables
        }
    finally:
        await connection.close()
