"""What PostgreSQL itself says of the database: tables, keys, policies, grants, views, functions and roles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

QUERY = Path(__file__).with_name("catalogue.sql").read_text(encoding="utf-8")
PUBLIC = "PUBLIC"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    nullable: bool
    default: str | None
    identity: bool


@dataclass(frozen=True, slots=True)
class Unique:
    """A primary key, a unique key or an exclusion; an expression stands as an empty name."""

    name: str
    primary: bool
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForeignKey:
    name: str
    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    name: str
    permissive: bool
    command: str
    roles: tuple[str, ...]
    using: str | None
    check: str | None


@dataclass(frozen=True, slots=True)
class Trigger:
    name: str
    function: str
    enabled: bool
    arguments: tuple[str, ...]
    definition: str


@dataclass(frozen=True, slots=True)
class Grant:
    """A right on the whole table or on any column of it."""

    role: str
    right: str


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    kind: str
    owner: str
    inherits: bool
    enabled: bool
    forced: bool
    columns: tuple[Column, ...]
    uniques: tuple[Unique, ...]
    foreign_keys: tuple[ForeignKey, ...]
    checks: tuple[Check, ...]
    policies: tuple[Policy, ...]
    triggers: tuple[Trigger, ...]
    grants: tuple[Grant, ...]

    @property
    def is_tenant(self) -> bool:
        return self.column("tenant_id") is not None

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    def policy(self, name: str) -> Policy | None:
        return next((policy for policy in self.policies if policy.name == name), None)

    def trigger(self, name: str) -> Trigger | None:
        return next((trigger for trigger in self.triggers if trigger.name == name), None)

    def rights(self, role: str) -> frozenset[str]:
        return frozenset(grant.right for grant in self.grants if grant.role == role)

    def check(self, name: str) -> Check | None:
        return next((check for check in self.checks if check.name == name), None)


@dataclass(frozen=True, slots=True)
class View:
    name: str
    owner: str
    materialised: bool
    invoker: bool
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    definer: bool
    leakproof: bool
    settings: tuple[str, ...]
    executors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    name: str
    powers: tuple[str, ...]
    """What puts a role above row-level security, or lets it make one that is."""
    member_of: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    tables: tuple[Table, ...]
    views: tuple[View, ...]
    functions: tuple[Function, ...]
    roles: tuple[Role, ...]
    sequences: tuple[str, ...]
    other_schemas: tuple[str, ...]
    default_grants: tuple[Grant, ...]
    database_grants: tuple[Grant, ...]
    schema_grants: tuple[Grant, ...]

    def table(self, name: str) -> Table:
        return next(table for table in self.tables if table.name == name)

    @property
    def tenant_tables(self) -> tuple[Table, ...]:
        return tuple(table for table in self.tables if table.is_tenant)


async def read_catalogue(connection: Any) -> Catalogue:
    """Read the catalogue over an open asyncpg connection, inside whatever transaction it is in."""
    return msgspec.json.decode(await connection.fetchval(QUERY), type=Catalogue)
