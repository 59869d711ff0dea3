"""A module of pages over the partnership's own API: one of every kind, declared as a plugin would."""

from __future__ import annotations

from pathlib import Path

from core.accounts.permissions import Permission
from core.accounts.roles import Role
from core.pages import (
    Action,
    ActionLink,
    BulkAction,
    Card,
    CardContent,
    CardItem,
    Choice,
    Colour,
    Column,
    Consequence,
    Data,
    Date,
    Download,
    DownloadPage,
    Fact,
    Figure,
    FileLink,
    Filter,
    Link,
    ListPage,
    NavigationLink,
    Number,
    Order,
    Outcome,
    Page,
    PageRequest,
    Progress,
    ProgressPage,
    ProgressState,
    Record,
    RecordPage,
    Row,
    SearchSource,
    Section,
    Table,
    Tag,
    Task,
    TaskState,
    TimelineEntry,
    Variables,
    Words,
    any_of,
    containing,
    url,
)
from core.plugins.contribution import Contribution
from core.texts import fold_organisation
from tests.frontend_api.pages.probe_forms import ADD, CHANGE, EVERY, FUNDING

READ = Permission("probe.partner.read", "See partners", frozenset(Role))
AUDIT = Permission("probe.audit", "Look over it", frozenset({Role.GOVERNOR}))

STATUSES = (Choice("ACTIVE", "Active"), Choice("PAUSED", "Paused"), Choice("ENDED", "Ended"))

LIST = """
query Partners($first: Int, $after: String, $last: Int, $before: String,
               $filter: PartnerFilter, $order: [PartnerOrder!]) {
  partners(first: $first, after: $after, last: $last, before: $before, filter: $filter, order: $order) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes { id name status fundingBasis peopleCount createdAt }
  }
}
"""


def count_sentence(data: Data, _request: PageRequest) -> str:
    return f"{data['partners']['totalCount']} partners work here."


def in_use(_request: PageRequest) -> Variables:
    return {}


def joined(row: Row, _request: PageRequest) -> Date:
    return Date(row["createdAt"])


def status_tag(row: Row, _request: PageRequest) -> Tag:
    return Tag(row["status"].capitalize(), Colour.GREEN if row["status"] == "ACTIVE" else Colour.GREY)


def bulk_variables(ids: tuple[str, ...], _request: PageRequest) -> Variables:
    return {"given": {"partnerId": ids[0], "name": f"Drop-in for {len(ids)}"}}


ADD_SERVICE = "mutation Add($given: NewService!) { addService(given: $given) { id name } }"


def after_service(_data: Data, request: PageRequest) -> Outcome:
    return Outcome(url("probe.partners"), f"Added in {request.prison.name}.")


PARTNERS = ListPage(
    name="probe.partners",
    path="/probe/partners",
    title="Partners",
    permission=READ,
    document=LIST,
    connection="partners",
    summary=count_sentence,
    empty="No partner yet. Add the first one.",
    columns=(
        Column(
            heading="Name",
            cell=lambda row, _: Link(row["name"], url("probe.partner", partner_id=row["id"])),
            sort="name",
        ),
        Column(heading="State", cell=status_tag, sort="status"),
        Column(heading="Funding", cell=lambda row, _: Words((row["fundingBasis"] or "").capitalize())),
        Column(
            heading="People", cell=lambda row, _: Number(row["peopleCount"]), numeric=True, sort="peopleCount"
        ),
        Column(heading="Since", cell=joined),
    ),
    filters=(
        any_of("status", "State", "status", STATUSES),
        containing("name", "Name contains", "nameKey", fold=fold_organisation),
        Filter(
            name="funding",
            label="Funding",
            kind="one",
            choices=FUNDING,
            condition=lambda values, _: {"fundingBasis": {"eq": values[0]}},
        ),
    ),
    default_order=(Order("name"),),
    figures=lambda data, _: [
        Figure("partners", data["partners"]["totalCount"], url("probe.partners")),
        Figure("late", 3, url("probe.partners").asking(status="PAUSED"), urgent=True),
    ],
    bulk=(
        BulkAction(
            name="drop_in",
            label="Start a drop-in",
            permission=CHANGE,
            mutation=ADD_SERVICE,
            variables=bulk_variables,
            success=after_service,
        ),
        BulkAction(
            name="careful",
            label="Start a drop-in for good",
            permission=CHANGE,
            mutation=ADD_SERVICE,
            variables=bulk_variables,
            success=after_service,
            confirm=lambda count: f"Start a drop-in for {count}?",
            style="warning",
        ),
    ),
    actions=(ActionLink(label="Add a partner", href=lambda _data, _request: url("probe.add")),),
)


def partner_record(data: Data, _request: PageRequest) -> Record:
    partner = data["partner"]
    return Record(
        title=partner["name"],
        caption="Partner organisation",
        tag=Tag(partner["status"].capitalize(), Colour.GREEN),
        turn="You",
        lead="Everything is in order.",
        facts=(
            Fact("Funding", Words(partner["fundingBasis"] or "Not known"), url("probe.add")),
            Fact("Since", Date(partner["createdAt"])),
        ),
        sections=(
            Section(
                heading="Services",
                table=Table(
                    caption="What they do here",
                    headings=("Service", "State"),
                    rows=tuple((Words(one["name"]), Words(one["status"])) for one in partner["services"]),
                    empty="No service yet.",
                ),
            ),
        ),
        timeline=(TimelineEntry("Added", partner["createdAt"], "Sam Tester", "By hand."),),
        back=url("probe.partners"),
        back_label="Partners",
    )


def service_for(request: PageRequest) -> Variables:
    return {"given": {"partnerId": request.path["partner_id"], "name": "Visits"}}


PARTNER = RecordPage(
    name="probe.partner",
    path="/probe/partners/{partner_id:uuid}",
    title="Partner",
    permission=READ,
    document="""
      query Partner($id: ID!) { partner(id: $id) {
        id name status fundingBasis createdAt services { id name status } } }
    """,
    variables=lambda request: {"id": request.path["partner_id"]},
    found="partner",
    record=partner_record,
    actions=(
        ActionLink(label="Add another partner", href=lambda _data, _request: url("probe.add")),
        Action(
            name="visits",
            label="Start visits",
            permission=CHANGE,
            mutation=ADD_SERVICE,
            variables=service_for,
            success=lambda data, request: Outcome(
                url("probe.partner", partner_id=request.path["partner_id"]),
                f"{data['addService']['name']} started.",
            ),
            offered=lambda data, _request: not data["partner"]["services"],
        ),
        Action(
            name="for_good",
            label="Start visits for good",
            permission=CHANGE,
            mutation=ADD_SERVICE,
            variables=service_for,
            success=after_service,
            confirm="Start visits? This cannot be undone.",
            style="warning",
        ),
    ),
)


def progress(data: Data, request: PageRequest) -> Progress:
    state = ProgressState(request.first("state", "RUNNING"))
    return Progress(
        title="Reading your spreadsheet",
        state=state,
        done=40,
        total=120,
        words=f"Reading at {data['prison']['code']}.",
        next=url("probe.download"),
        next_label="See what it says",
    )


OWN_PRISON = "query Prison { prison { id code name } }"
PROGRESS = ProgressPage(
    name="probe.progress",
    path="/probe/progress",
    title="Progress",
    permission=READ,
    document=OWN_PRISON,
    found="prison",
    progress=progress,
)
DOWNLOAD = DownloadPage(
    name="probe.download",
    path="/probe/download",
    title="Your report",
    permission=READ,
    document=OWN_PRISON,
    found="prison",
    download=lambda _data, _request: Download(
        title="Vetting position",
        files=(FileLink(text="Vetting position", href="/exi/files/1", format="pdf", size=120_400),),
        expires="2026-11-30",
    ),
)
STEPS = Page(
    name="probe.steps",
    path="/probe/steps",
    title="Getting ready",
    permission=READ,
    document=OWN_PRISON,
    template="probe/steps.html",
    present=lambda data, _request: {
        "lead": f"To do at {data['prison']['code']}.",
        "tasks": (
            Task(title="Add a partner", state=TaskState.NOW, href=url("probe.add")),
            Task(title="Import a list", state=TaskState.LATER, hint="When the partner is there."),
            Task(title="Choose a prison", state=TaskState.DONE),
        ),
    },
)
FIGURES = Page(
    name="probe.figures",
    path="/probe/figures",
    title="Figures",
    permission=READ,
    template="probe/figures.html",
    classification="OFFICIAL",
    present=lambda _data, _request: {"figures": (Figure("cases", 1234, url("probe.partners")),)},
)
MISSPELT = Page(
    name="probe.misspelt", path="/probe/misspelt", title="Misspelt", template="probe/misspelt.html"
)
BROKEN = Page(
    name="probe.broken", path="/probe/broken", title="Broken", document="query Broken { nothing { id } }"
)


def overdue_partners(data: Data, _request: PageRequest) -> CardContent:
    rows = data["partners"]["nodes"]
    items = tuple(
        CardItem(
            title=row["name"],
            href=url("probe.partner", partner_id=row["id"]),
            turn="You",
            when=row["createdAt"],
            consequence=Consequence.DEADLINE_MISSED,
        )
        for row in rows
    )
    return CardContent(
        overdue=items, overdue_total=data["partners"]["totalCount"], all_overdue=url("probe.partners")
    )


CARD_DOCUMENT = (
    "query Card($first: Int) { partners(first: $first) { totalCount nodes { id name createdAt } } }"
)
CARD = Card(
    name="probe.overdue",
    title="Partners",
    permission=READ,
    document=CARD_DOCUMENT,
    variables=lambda _: {"first": 5},
    present=overdue_partners,
)
WAITING = Card(
    name="probe.waiting",
    title="Services",
    permission=CHANGE,
    document="query Card($first: Int) { services(first: $first) { totalCount nodes { id name } } }",
    variables=lambda _: {"first": 3},
    present=lambda data, _: CardContent(
        waiting=tuple(
            CardItem(title=row["name"], href=url("probe.partners"), turn="Partner")
            for row in data["services"]["nodes"]
        ),
        waiting_total=data["services"]["totalCount"],
    ),
)

FAILING = Card(
    name="probe.failing",
    title="Sums",
    permission=AUDIT,
    document="query Card { sums { total } }",
    present=lambda _data, _request: CardContent(),
)

NEWCOMERS = SearchSource(
    name="probe.newcomers",
    title="Newcomers",
    permission=CHANGE,
    document="""
      query New($search: String!, $first: Int!) {
        partners(search: $search, first: $first, filter: {status: {eq: PROSPECTIVE}}) {
          totalCount nodes { id name } } }
    """,
    connection="partners",
    result=lambda row, _: Link(row["name"], url("probe.partner", partner_id=row["id"])),
)
SUMS = SearchSource(
    name="probe.sums",
    title="Sums",
    permission=AUDIT,
    document="query Sums { sums { totalCount nodes { id } } }",
    connection="sums",
    result=lambda row, _: Link(row["id"], url("probe.partners")),
)

PROBE = Contribution(
    name="probe",
    title="Probe",
    permissions=(READ, CHANGE, AUDIT),
    folder=Path(__file__).parent / "module",
    pages=(PARTNERS, PARTNER, ADD, EVERY, PROGRESS, DOWNLOAD, STEPS, FIGURES, MISSPELT, BROKEN),
    navigation=(
        NavigationLink(label="Add", page="probe.add", section="Probing", position=20),
        NavigationLink(
            label="Probes",
            page="probe.partners",
            section="Probing",
            position=30,
            below=("/probe/figures",),
        ),
    ),
    cards=(CARD, WAITING, FAILING),
    search=(NEWCOMERS, SUMS),
)
