"""What modules say they hold about people is there, and is said in words."""

from __future__ import annotations

from datetime import timedelta

from core.database.model import Base
from core.personal_data import CORE_PERSONAL_DATA
from core.plugins.contribution import PersonalData
from core.plugins.loader import Registry

NAMES = frozenset({"first_name", "surname", "email", "phone"})
"""Columns that are about a person whatever the table."""
NOT_ABOUT_PEOPLE = frozenset({"prison"})


def declared(registry: Registry) -> list[PersonalData]:
    return [item for module in registry.contributions for item in module.personal_data]


def test_every_table_and_column_is_there(registry: Registry) -> None:
    for item in declared(registry):
        missing = set(item.columns) - set(Base.metadata.tables[item.table].columns.keys())
        assert missing == set(), item.table


def test_every_item_is_said_in_words_and_each_table_once(registry: Registry) -> None:
    items = declared(registry)
    tables = [item.table for item in items]
    assert len(tables) == len(set(tables))
    for item in items:
        assert str(item.label), item.table
        assert str(item.after), item.table


def test_no_column_with_a_name_or_address_is_left_out(registry: Registry) -> None:
    known = {(item.table, column) for item in declared(registry) for column in item.columns}
    found = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        if table.name not in NOT_ABOUT_PEOPLE and not table.name.startswith("test_")
        for column in table.columns
        if column.name in NAMES
    }
    assert found - known == set()


HOLDS_NONE = {
    "vetting_role_requirement": "What a role asks of whoever takes it.",
    "vetting_lead_time": "How long renewals take here, from a number of cases.",
    "service": "What an organisation does here.",
    "role_description": "What a role in a service asks of whoever takes it.",
    "partner_agreement": "What prison and organisation agreed.",
    "council_bulletin_entry": "What an issue of “You said, we did” tells: scanned before it is published.",
    "published_figure": "Sums that a prison gives to HMPPS; those of few people are kept back.",
    "council_shown_answer": "Published texts, out of which names are left.",
    "council_shared": "What a proposal is about and its published text, out of which names are left.",
    "council_council": "A council, and how many have to be there.",
    "council_term": "For how long members of a council are chosen, and how many.",
    "council_wing": "How large a wing is, roughly.",
    "council_party": "What a party stands for, in words that name nobody, and its votes.",
    "council_tally": "Votes of a party in one count.",
    "council_series": "When and where a council meets.",
    "council_meeting": "When and where a council meets.",
    "council_item": "A point of an agenda.",
    "council_pack_part": "A paper as it was issued.",
    "council_paper": "A paper for a meeting; it is scanned before anything of it is published.",
    "council_minutes": "How far the minutes of a meeting are.",
    "council_section": "What minutes say of a point, in words that name nobody once they are out.",
    "council_passage": "A passage as published: names are left out of it, and a later name takes it back.",
    "rota_pattern": "When a service takes place.",
    "rota_session": "When a service takes place, and how many took part.",
    "rota_entry_notice": "What holds at the gate for everybody.",
    "vetting_course": "What a course teaches, and how long it lasts.",
    "vetting_course_session": "When a course is held, and with how many places.",
    "rota_friction": "Time that was lost, and the cause's code.",
    "import_mapping": "What a heading of a list means.",
}
"""Tables of a prison that hold nothing about anybody, each with the reason."""


def test_every_table_of_a_prison_is_declared_or_holds_nothing_about_people(registry: Registry) -> None:
    tables = {
        name
        for name, table in Base.metadata.tables.items()
        if "tenant_id" in table.columns and not name.startswith(("test_", "weather_", "broken_", "probe_"))
    }
    known = {item.table for item in declared(registry)}
    assert tables - known == set(HOLDS_NONE)


def test_what_is_deleted_by_itself_is_said_as_the_jobs_do_it() -> None:
    kept = {item.table: item.keep for item in CORE_PERSONAL_DATA}
    assert kept["import_row"] == kept["import_batch"] == timedelta(days=7)
    assert kept["report_file"] == timedelta(days=90)
    assert kept["person"] is None
