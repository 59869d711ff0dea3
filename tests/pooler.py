"""A real PgBouncer in transaction mode before the tests' PostgreSQL, configured as docs/operate.md says."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from core.settings import Environment, Settings
from infra.database_roles import DatabaseUrls
from infra.embedded.account import unprivileged_account
from infra.embedded.ports import LOOPBACK, free_port, is_free
from infra.embedded.process import Child, Command
from infra.setup import pooler
from tests.servers import ROOT

SERVERS = 4
"""Connections that PgBouncer keeps to PostgreSQL."""
CLIENTS = 10
"""Connections that one pool of ours keeps to PgBouncer: they have to take turns."""
WRITTEN = re.compile(r"^```ini pgbouncer\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@contextmanager
def running_pooler(urls: DatabaseUrls, log: Path) -> Iterator[str]:
    """Run PgBouncer before a database; give the address that stands for that of `gatehouse_app`."""
    program = pooler.find()
    if program is None:
        assert os.environ.get("CI") != "true", pooler.ABSENT
        pytest.skip(pooler.ABSENT)
    # Not a folder of pytest's: PgBouncer refuses root, and whom root lends it to may not walk there.
    folder = Path(tempfile.mkdtemp(prefix="gatehouse-pooler-"))
    account = unprivileged_account(folder / "new")
    port = free_port()
    configure(folder, port, urls)
    if account is not None:
        for path in (folder, *folder.iterdir()):
            os.chown(path, account.uid, account.gid)
    child = Child(
        Command(
            name="PgBouncer",
            argv=(program, str(folder / "pgbouncer.ini")),
            log=log,
            folder=Path("/"),
            account=account,
        )
    )
    try:
        child.wait_until(lambda: not is_free(port), seconds=20)
        yield urls.app.replace(f":{urlsplit(urls.app).port}/", f":{port}/")
    finally:
        child.stop()
        shutil.rmtree(folder)


def configure(folder: Path, port: int, urls: DatabaseUrls) -> None:
    """Write what the page says, at this address, and the app role's password."""
    app = urlsplit(urls.app)
    [written] = WRITTEN.findall((ROOT / "docs" / "operate.md").read_text(encoding="utf-8"))
    settings = ConfigParser(interpolation=None)
    settings.read_string(written)
    settings["databases"] = {urls.database: f"host={app.hostname} port={app.port}"}
    settings["pgbouncer"] = {
        **settings["pgbouncer"],
        "listen_addr": LOOPBACK,
        "listen_port": str(port),
        "unix_socket_dir": "",
        "auth_file": str(folder / "userlist.txt"),
        "default_pool_size": str(SERVERS),
        # As unlike the last server as can be: what was left on one is missed at once.
        "server_round_robin": "1",
    }
    with (folder / "pgbouncer.ini").open("w", encoding="utf-8") as file:
        settings.write(file)
    (folder / "userlist.txt").write_text(f'"{app.username}" "{app.password}"\n', encoding="utf-8")


def pooled_settings(pooler_url: str, urls: DatabaseUrls, **others: str) -> Settings:
    """Return the settings of a process behind the pooler."""
    return Settings.model_validate(
        {
            "environment": Environment.TEST,
            "database_url": pooler_url,
            "direct_database_url": urls.app,
            "transaction_pooler": True,
            "database_pool": CLIENTS,
            **others,
        }
    )
