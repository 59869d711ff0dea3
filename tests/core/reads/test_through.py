"""A field whose value stands in the row that a key leads to: which row that is."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg as Dialect
from sqlalchemy.orm import aliased

from core.accounts.models import Account
from core.partnership.models import Assignment, Partner, Person, PersonRole
from core.reads.declarations import Expression, Row
from core.reads.through import through

POSTGRESQL = Dialect()  # type: ignore[no-untyped-call]


def written(row: Row, expression: Expression) -> str:
    text = str(select(row.id, expression(row)).compile(dialect=POSTGRESQL))
    return " ".join(text.split())


def full_name(person: Row) -> ColumnElement[str]:
    return func.concat(person.first_name, " ", person.surname)


def test_row_is_looked_for_in_the_same_prison() -> None:
    text = written(aliased(Person), through("partner_id", Partner, "name"))
    assert "FROM partner AS partner_1 WHERE" in text
    assert "partner_1.tenant_id = person_1.tenant_id" in text
    assert "partner_1.id = person_1.partner_id" in text


def test_row_of_no_prison_is_looked_for_by_its_key_alone() -> None:
    text = written(aliased(Person), through("age_confirmed_by", Account, "name"))
    assert text.endswith("WHERE account_1.id = person_1.age_confirmed_by) AS anon_1 FROM person AS person_1")


def test_key_that_leads_to_the_same_table_leads_to_another_row() -> None:
    text = written(aliased(Person), through("id", Person, full_name))
    assert "concat(person_2.first_name" in text
    assert "FROM person AS person_2 WHERE" in text
    assert "person_2.id = person_1.id" in text


def test_keys_lead_on_from_row_to_row() -> None:
    to_partner = through("person_id", Person, through("partner_id", Partner, "name"))
    for kind in (Assignment, PersonRole):
        text = written(aliased(kind), to_partner)
        assert text.count("SELECT") == 3
        assert text.count("FROM person AS") == 1, "the inner question is about the row between"
        assert text.count(f"FROM {kind.__tablename__} AS") == 1
