"""What can be wrong with a plugin that still imports: each fault as source, and the sentence it must meet."""

from __future__ import annotations

from dataclasses import dataclass

HEAD = """
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import strawberry
from sqlalchemy import Column, Integer, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship
from strawberry import ID

from core.database.model import Base
from core.sdk import (
    Contribution, Job, Partner, Permission, PersonalData, PersonNode, Role, Schedule, TenantModel, connection,
    daily, extend, hookimpl, imports, measures, mutation, node, pages, reports, same_tenant,
)

READ = Permission("broken.read", "Read", frozenset(Role))
HERE = Path(__file__).parent


async def work(context):
    pass


async def work_on(context, *, case_id: UUID):
    pass


async def build(session, viewer, parameters):
    raise NotImplementedError


def sections(data, request):
    return ()


def page(name="broken.page", path="/broken", **more):
    return pages.Page(name=name, path=path, title="Broken", permission=READ, **more)


def listed(name="broken.page", path="/broken", **more):
    return pages.ListPage(
        name=name, path=path, title="Broken", connection="people", columns=(), empty="", summary=sections,
        **more,
    )


def part(name="broken.part", page="core.person", document="query Q($id: ID!) { person(id: $id) { id } }"):
    return pages.RecordPart(name=name, page=page, permission=READ, document=document, sections=sections)


def card(name="broken.card", document="{ people { totalCount } }"):
    return pages.Card(name=name, title="Broken", permission=READ, document=document, present=sections)


def listed_rows(period):
    return measures.counted(
        row_id=Partner.id, said=Partner.name, happened_on=Partner.created_at, adds=Partner.id.is_not(None)
    )


def measure(name="broken.measure", code="B01", rows=listed_rows, page="core.partner"):
    return measures.Metric(
        name=name, code=code, version=1, title="Broken", area="Broken", above="", below="", source="",
        unit=measures.Unit.COUNT, direction=measures.Direction.UP, frequency=measures.Frequency.MONTH,
        permission=READ, rows=rows, row_page=lambda row_id: pages.url(page, partner_id=row_id),
    )


FIND = "query Q($search: String) { people(search: $search) { totalCount } }"


def source(name="broken.find", document=FIND):
    return pages.SearchSource(
        name=name, title="Broken", permission=READ, document=document, connection="people", result=sections
    )


def field(words="rain"):
    def resolve() -> str:
        return words

    return strawberry.field(resolver=resolve)
"""


@dataclass(frozen=True)
class Fault:
    """Python before the contribution, the parts of the contribution, and why it must be left out."""

    reason: str
    parts: str = ""
    before: str = ""

    def source(self) -> str:
        return (
            f"{HEAD}\n{self.before}\n\n@hookimpl\ndef contribute():\n"
            f"    return Contribution(**{{**dict(name='broken', title='Broken', permissions=(READ,)), "
            f"**dict({self.parts})}})\n"
        )


TABLE = """
class Reading(TenantModel):
    __tablename__ = "{name}"
    depth: Mapped[int]
    {more}
"""
MADE = "migrations=HERE / 'one'"


def table(name: str = "broken_reading", more: str = "") -> str:
    return TABLE.format(name=name, more=more)


FAULTS: dict[str, Fault] = {
    "other name": Fault("calls itself shattered", "name='shattered'"),
    "list for a tuple": Fault("pages must be a tuple, not a list", "pages=[page()]"),
    "wrong kind": Fault("jobs holds a function; each must be a Job", "jobs=(work,)"),
    "query is an object": Fault("query must be a class", "query=object()"),
    "query without fields": Fault("The query has no fields", "query=type('Query', (), {})"),
    "plain demo": Fault("demo must be an async function", "demo=sections"),
    "no such folder": Fault("There is no folder", "folder=HERE / 'nowhere'"),
    "permission of another": Fault(
        "The permission core.read must begin with “broken.”",
        "permissions=(Permission('core.read', 'Read', frozenset(Role)),)",
    ),
    "page of another": Fault("The page core.page must begin", "pages=(page('core.page'),)"),
    "card of another": Fault("The card core.card must begin", "cards=(card('core.card'),)"),
    "part of another": Fault("The record part brokenpart must begin", "record_parts=(part('brokenpart'),)"),
    "search of another": Fault("The search source core.find must begin", "search=(source('core.find'),)"),
    "search twice": Fault("The search source broken.find is declared twice", "search=(source(), source())"),
    "search that finds nothing": Fault(
        "The document of broken.find must ask for people",
        "search=(source(document='{ partners { totalCount } }'),)",
    ),
    "search for what nobody says": Fault(
        "needs $partner, which a search does not give",
        "search=(source(document='query Q($partner: ID!) { people { totalCount } "
        "partner(id: $partner) { id } }'),)",
    ),
    "search of the wrong kind": Fault("search holds a Page", "search=(page(),)"),
    "page where the search is": Fault("where the search is already", "pages=(page(path='/search'),)"),
    "job of another": Fault("The job vetting.work must begin", "jobs=(Job(name='vetting.work', run=work),)"),
    "query of another": Fault(
        "The query brokenness must begin with “broken”",
        "query=Query",
        "class Query:\n    brokenness = field()",
    ),
    "mutation of another": Fault(
        "The mutation addPartner must begin",
        "mutation=Mutation",
        "class Mutation:\n    add_partner = field()",
    ),
    "permission twice": Fault(
        "The permission broken.read is declared twice: broken has it already", "permissions=(READ, READ)"
    ),
    "page twice": Fault("The page broken.page is declared twice", "pages=(page(), page(path='/broken/2'))"),
    "card twice": Fault("The card broken.card is declared twice", "cards=(card(), card())"),
    "job twice": Fault(
        "The job broken.work is declared twice", "jobs=(Job(name='broken.work', run=work),) * 2"
    ),
    "field twice": Fault(
        "The query brokenRain is declared twice",
        "query=Query",
        "class Query:\n    broken_rain = field()\n    brokenRain = field()",
    ),
    "address of the core": Fault(
        "The page broken.page lies at /people, where core.people is already", "pages=(page(path='/people'),)"
    ),
    "address of the house": Fault("lies at /rota, where rota.week is already", "pages=(page(path='/rota'),)"),
    "address of an export": Fault(
        "lies at /people/export, where core.people is already", "pages=(page(path='/people/export'),)"
    ),
    "address of a record": Fault(
        "lies at /people/{}, where core.person is already", "pages=(page(path='/people/{name:str}'),)"
    ),
    "address of the API": Fault("lies at /graphql, where the API is", "pages=(page(path='/graphql'),)"),
    "address twice": Fault(
        "lies at /broken, where broken.a is", "pages=(page('broken.a'), page('broken.b'))"
    ),
    "no address": Fault("has the path broken/, which is none", "pages=(page(path='broken/'),)"),
    "address without kind": Fault(
        "has the path /broken/{id}, which is none", "pages=(page(path='/broken/{id}'),)"
    ),
    "missing template": Fault(
        "The template broken/page.html of broken.page is not in", "pages=(page(template='broken/page.html'),)"
    ),
    "link to nowhere": Fault(
        "leads to the page broken.nowhere, which there is not",
        "navigation=(pages.NavigationLink(label='Broken', page='broken.nowhere'),)",
    ),
    "link to a record": Fault(
        "leads to core.person, whose address needs a parameter",
        "navigation=(pages.NavigationLink(label='Broken', page='core.person'),)",
    ),
    "part of a list": Fault(
        "adds to core.people, which is not a record", "record_parts=(part(page='core.people'),)"
    ),
    "unknown permission": Fault(
        "broken.page asks for the permission broken.read, which is not among",
        "pages=(page(),), permissions=()",
    ),
    "plain job": Fault(
        "The job broken.work must run an async function", "jobs=(Job(name='broken.work', run=sections),)"
    ),
    "schedule without job": Fault(
        "The schedule broken.daily asks for a job that is not among jobs",
        "schedules=(Schedule(name='broken.daily', job=Job(name='broken.work', run=work), when=daily(3)),)",
    ),
    "schedule with arguments": Fault(
        "The schedule broken.daily has nothing to tell its job",
        "jobs=(JOB,), schedules=(Schedule(name='broken.daily', job=JOB, when=daily(3)),)",
        "JOB = Job(name='broken.work', run=work_on)",
    ),
    "report without job": Fault(
        "The report broken.sums is never built",
        "reports=(SUMS,)",
        "SUMS = reports.Report(code='broken.sums', title='', description='', permission=READ, build=build)",
    ),
    "import without jobs": Fault(
        "The import broken is never carried out",
        "imports=(imports.Importer(module='broken', name='broken', label='', permissions=(READ,), tables=(), "
        "planner=build),)",
    ),
    "document of no sense": Fault(
        "The document of broken.page: Cannot query field", "pages=(page(document='{ rainbows { id } }'),)"
    ),
    "document cut short": Fault(
        "The document of broken.card: Syntax Error", "cards=(card(document='{ people {'),)"
    ),
    "document of the wrong kind": Fault(
        "The document of broken.card must be one query",
        "cards=(card(document='mutation M($g: NewPartner!) { addPartner(given: $g) { id } }'),)",
    ),
    "document without its answer": Fault(
        "The document of broken.page must ask for people",
        "pages=(listed(document='{ partners { totalCount } }'),)",
    ),
    "fragment at the root": Fault(
        "must name its root fields itself",
        "cards=(card(document='{ ...on Query { people { totalCount } } }'),)",
    ),
    "variable that nobody gives": Fault(
        "needs $partner, which core.person does not give",
        "record_parts=(part(document='query Q($partner: ID!) { partner(id: $partner) { id } }'),)",
    ),
    "type of another": Fault(
        "The GraphQL type Rain must begin with “Broken”",
        "query=Query",
        "@strawberry.type\nclass Rain:\n    depth: int\n\n"
        "def resolve() -> Rain:\n    return Rain(depth=1)\n\n"
        "class Query:\n    broken_rain = strawberry.field(resolver=resolve)",
    ),
    "type that is one already": Fault(
        "DuplicatedTypeName",
        "query=Query",
        "@strawberry.type(name='Person')\nclass Rain:\n    depth: int\n\n"
        "def resolve() -> Rain:\n    return Rain(depth=1)\n\n"
        "class Query:\n    broken_rain = strawberry.field(resolver=resolve)",
    ),
    "field of an unknown type": Fault(
        "broken_rain",
        "query=Query",
        "def resolve():\n    return 1\n\nclass Query:\n    broken_rain = strawberry.field(resolver=resolve)",
    ),
    "table of another": Fault("The table rain must begin with “broken_”", MADE, table("rain")),
    "table of no prison": Fault(
        "The table broken_reading belongs to no prison",
        MADE,
        "class Reading(Base):\n    __tablename__ = 'broken_reading'\n"
        "    id: Mapped[int] = mapped_column(primary_key=True)",
    ),
    "table never made": Fault("The table broken_reading is never made", "", table()),
    "reference across prisons": Fault(
        "refers to person without the prison: use same_tenant()",
        MADE,
        "from sqlalchemy import ForeignKey\n"
        + table(more="person_id: Mapped[UUID] = mapped_column(ForeignKey('person.id'))"),
    ),
    "reference to nothing": Fault(
        "refers to broken_rain, which there is not",
        MADE,
        table(more="rain_id: Mapped[UUID]\n    __table_args__ = (same_tenant('rain_id', 'broken_rain'),)"),
    ),
    "reference to another plugin": Fault(
        "refers to vetting_case, which is neither its own nor the core's",
        MADE,
        table(more="case_id: Mapped[UUID]\n    __table_args__ = (same_tenant('case_id', 'vetting_case'),)"),
    ),
    "node of no module": Fault(
        "@node of BrokenReading must say module=“broken”",
        MADE,
        table() + "\n\n@node(Reading, permission=READ)\nclass BrokenReading:\n    id: ID",
    ),
    "extension not told": Fault(
        "PersonBroken extends a node but is not among node_extensions",
        "",
        "@extend(PersonNode, module='broken')\nclass PersonBroken:\n    broken_count: int",
    ),
    "extension of nothing": Fault("is not decorated by @extend", "node_extensions=(int,)"),
    "extension without a column": Fault(
        "Person.broken_count is neither a column",
        "node_extensions=(PersonBroken,)",
        "@extend(PersonNode, module='broken')\nclass PersonBroken:\n    broken_count: int",
    ),
    "measure whose rows are none": Fault(
        "The rows of the measure broken.measure must be what measures.counted() selects",
        "metrics=(measure(rows=lambda period: listed_rows(period).add_columns(Partner.note)),)",
    ),
    "measure whose rows are on no page": Fault(
        "shows its rows on the page broken.rain, which there is not", "metrics=(measure(page='broken.rain'),)"
    ),
    "two measures of a code": Fault(
        "The measure broken.other has the code B01; broken.measure has it already",
        "metrics=(measure(), measure('broken.other'))",
    ),
    "personal data of nothing": Fault(
        "personal_data names person, which is no table of this plugin",
        "personal_data=(PersonalData(table='person', columns=('surname',), keep=None, after=''),)",
    ),
    "personal data without column": Fault(
        "personal_data names broken_reading.width, which there is not",
        "migrations=HERE / 'one', personal_data=(HELD,)",
        table() + "\nHELD = PersonalData('broken_reading', ('width',), timedelta(1), '')",
    ),
    "two ends of the migrations": Fault(
        "The migrations must end in one revision, not in 2", "migrations=HERE / 'two'"
    ),
    "unreadable migrations": Fault("SyntaxError", "migrations=HERE / 'spoilt'"),
}
