"""What a person is told when they ask what is held about them: all of it, and nobody else."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Column, Enum, Uuid

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.clock import now
from core.database.model import Base
from core.database.unit_of_work import Database
from core.errors import Forbidden, NotFound
from core.plugins.contribution import PersonalData
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.reports.formats import Format
from core.reports.rendering import write_report
from core.retention.exporting import export_of, is_of_person, told_columns
from core.retention.report import CODE
from core.testkit import make_partner, make_person, start_languages, viewer
from core.translation import in_source_language, speaking
from tests.core.retention.planting import Garden, plant

CHANCE = random.Random(7)  # noqa: S311 -- the same choices in every run


@pytest.fixture
def records(as_role: Callable[[Role], Viewer]) -> Viewer:
    return as_role(Role.DPO_RECORDS)


async def test_all_modules_tell_what_they_hold(
    database: Database,
    registry: Registry,
    garden: Garden,
    coordinator: Viewer,
    records: Viewer,
) -> None:
    life = await plant(garden, coordinator, CHANCE, left_on=None)
    other = await make_person(database, coordinator, surname="Fennimore")
    async with database.read(records) as session:
        found = await export_of(session, records, life.person_id, registry.contributions)
    said = "\n".join(" ".join(row) for kind in found.kinds for row in kind.rows)
    titles = {str(kind.what) for kind in found.kinds}
    assert found.name in said.replace(" ", " ") or found.name.split()[0] in said
    assert {"Access to Gatehouse", "When somebody looked at this record"} <= titles
    assert any("vetting case" in title for title in titles)
    assert any("Training" in title for title in titles)
    assert "Fennimore" not in said
    assert str(other.id) not in said
    assert str(coordinator.account_id) not in said
    assert all(len(row) == len(kind.headings) for kind in found.kinds for row in kind.rows)


async def test_the_copy_is_written_to_read_and_for_a_program(
    database: Database, registry: Registry, coordinator: Viewer, records: Viewer
) -> None:
    person = await make_person(database, coordinator, surname="Ashdown")
    async with database.read(records) as session:
        document = await registry.reports[CODE].build(session, records, {"person_id": str(person.id)})
    assert document.as_at <= now()
    written = {}
    for format_ in registry.reports[CODE].formats:
        target = io.BytesIO()
        write_report(document, format_, target)
        written[format_] = target.getvalue()
    assert written[Format.PDF].startswith(b"%PDF")
    assert written[Format.ODS].startswith(b"PK")
    told = json.loads(written[Format.JSON])
    (people,) = told["sections"][0]["tables"][:1]
    assert people["rows"][0]["First name"] == "Robin"
    assert people["rows"][0]["Surname"] == "Ashdown"


async def test_a_person_reads_their_own_and_nobody_elses(
    database: Database, registry: Registry, coordinator: Viewer, prison: Prison
) -> None:
    partner = await make_partner(database, coordinator)
    person = await make_person(database, coordinator, partner_id=partner.id)
    other = await make_person(database, coordinator, partner_id=partner.id, surname="Fennimore")
    own = viewer(registry, prison, Role.VOLUNTEER_SELF, partner_id=partner.id, person_id=person.id)
    async with database.read(own) as session:
        assert (await export_of(session, own, person.id, registry.contributions)).name == "Robin Ashdown"
        with pytest.raises(Forbidden):
            await export_of(session, own, other.id, registry.contributions)
    async with database.read(coordinator) as session:
        with pytest.raises(Forbidden):
            await export_of(session, coordinator, person.id, registry.contributions)


async def test_nobody_of_another_prison_is_told_of(
    database: Database, registry: Registry, other_coordinator: Viewer, records: Viewer
) -> None:
    person = await make_person(database, other_coordinator)
    async with database.read(records) as session:
        with pytest.raises(NotFound):
            await export_of(session, records, person.id, registry.contributions)


NOT_TOLD = {
    "person.name_key": "to search by",
    "person.sort_key": "to sort by",
    "message.template": "kind of message",
    "message.title": "kind of message",
    "message.language": "language of the account",
    "message.code": "answer of a mail server",
    "message.attempts": "tries of a mail server",
    "message.dedupe_key": "so that nothing is sent twice",
    "reminder_item.name": "kind of thing",
    "reminder_item.title": "kind of thing",
    "reminder_item.permission": "who may read it",
    "reminder_item.owner_role": "whose task it is at the prison",
    "reminder_notice.step": "rung of the ladder; who was told is said",
    "mail_reach.digest": "to know an address again",
    "link.purpose": "kind of link",
    "link.digest": "to know a secret again",
    "link.one_use": "kind of link",
    "vetting_case.turn": "follows from the stage",
    "vetting_case.turn_place": "follows from the stage",
    "vetting_case.is_open": "follows from the stage",
    "vetting_case.shown_stage": "follows from the stage",
    "vetting_stage_event.position": "order of the rows",
    "vetting_stage_event.shown_stage": "follows from the stage",
    "vetting_stage_event.verb": "follows from the stages",
    "vetting_stage_event.shown_verb": "follows from the stages",
    "vetting_stage_event.is_folded": "how a list is drawn",
    "vetting_passport.digest": "to know a code again",
}
"""Columns of somebody's records that the copy for them leaves out, each with the reason."""


def told(registry: Registry, *, themself: bool) -> Iterator[tuple[PersonalData, Column[Any]]]:
    for module in registry.contributions:
        for item in module.personal_data:
            if is_of_person(item.table) and not (themself and item.own == ()):
                for column in told_columns(item, themself=themself):
                    yield item, column


def test_everything_held_of_a_person_is_in_the_copy_or_left_out_for_a_reason(registry: Registry) -> None:
    seen = {f"{item.table}.{column.name}" for item, column in told(registry, themself=False)}
    held = {
        f"{item.table}.{column.name}"
        for module in registry.contributions
        for item in module.personal_data
        if is_of_person(item.table)
        for column in Base.metadata.tables[item.table].columns
        if not isinstance(column.type, Uuid)
    }
    assert held - seen == set(NOT_TOLD)


@pytest.mark.parametrize("themself", [True, False])
def test_every_column_of_the_copy_is_headed_in_words_of_both_languages(
    registry: Registry,
    themself: bool,  # noqa: FBT001 -- a parameter of the test
) -> None:
    start_languages([module.folder for module in registry.contributions if module.folder])
    for item, column in told(registry, themself=themself):
        if column.name == "created_at":
            continue
        assert column.name in item.words, f"{item.table}.{column.name}"
        english = in_source_language(item.words[column.name])
        with speaking("cy"):
            said = str(item.words[column.name])
        assert said != english, f"{item.table}.{column.name}: {english}"


def test_every_code_of_the_copy_is_said_in_words(registry: Registry) -> None:
    """TRAP: somebody is handed NOT_SHOWN and READY_2 where the house has words for them."""
    kinds = {
        column.type.enum_class
        for _item, column in told(registry, themself=False)
        if isinstance(column.type, Enum) and column.type.enum_class is not None
    }
    kinds |= {
        codes
        for module in registry.contributions
        for item in module.personal_data
        for codes in item.codes.values()
    }
    assert len(kinds) > 20
    assert [kind.__name__ for kind in kinds if not all(hasattr(code, "label") for code in kind)] == []
