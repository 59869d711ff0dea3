"""The kinds of page a module can declare. Data and pure functions only: HTTP and HTML are the front end's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.permissions import Permission
from core.pages.cells import Cell
from core.pages.fields import Field, Value
from core.pages.filters import Condition, Filter
from core.pages.request import Data, PageRequest
from core.pages.views import (
    CardContent,
    Download,
    Figure,
    FileContent,
    Outcome,
    Progress,
    Record,
    Section,
    ShownOnce,
)
from core.translation import Text

Variables = Mapping[str, Any]
Form = Mapping[str, Value]
"""The answers as read, by field name."""


def no_variables(_request: PageRequest) -> Variables:
    return {}


def no_context(_data: Data, _request: PageRequest) -> Mapping[str, Any]:
    return {}


def always(_data: Data, _request: PageRequest) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A button on a page: it posts, and runs one mutation with no further question than "are you sure?"."""

    name: str
    label: Text
    permission: Permission
    mutation: str
    variables: Callable[[PageRequest], Variables]
    success: Callable[[Data, PageRequest], Outcome]
    offered: Callable[[Data, PageRequest], bool] = always
    """Given the page's data: whether the button stands there now."""
    confirm: Text = ""
    """For what cannot be undone: the question on a page of its own, before it happens."""
    style: Literal["primary", "secondary", "warning"] = "secondary"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLink:
    """A button that leads to a form, such as "Record a decision"."""

    label: Text
    href: Callable[[Data, PageRequest], Any]
    """Returns the Address; the button is absent for viewers who may not open it."""
    offered: Callable[[Data, PageRequest], bool] = always
    style: Literal["primary", "secondary", "warning"] = "primary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a module. `path` begins after the prison: `/vetting/cases/{case_id:uuid}`."""

    layout: ClassVar[str] = "layouts/page.html"

    name: str
    """Module and page, such as `vetting.case`; `url()` finds it by this."""
    path: str
    title: Text
    permission: Permission | None = None
    """None: every member of the prison."""
    document: str = ""
    """The one GraphQL document the page runs; empty when it needs none."""
    variables: Callable[[PageRequest], Variables] = no_variables
    heading: Callable[[Data, PageRequest], Text] | None = None
    """The answer or question at the top, when it depends on the data; else the title."""
    present: Callable[[Data, PageRequest], Mapping[str, Any]] = no_context
    """What the template is given, beside `data`, `page` and `request`."""
    template: str = ""
    """A template of the module that extends one of the layouts; empty: the layout alone."""
    actions: tuple[Action | ActionLink, ...] = ()
    back: Callable[[Data, PageRequest], Any] | None = None
    """The page one level up: an Address, or None."""
    classification: Text = ""
    """Printed at the foot of paper; OFFICIAL-SENSITIVE where nothing else is said."""


Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: the same cells serve the page, print and the spreadsheet."""

    heading: Text
    cell: Callable[[Row, PageRequest], Cell]
    sort: str = ""
    """The API's order field; empty when the list cannot be sorted by it."""
    numeric: bool = False
    export: bool = True
    permission: Permission | None = None
    """Who is shown it, where not everybody who may open the list is; ask for its field by `@include`."""


@dataclass(frozen=True, slots=True)
class Order:
    """One key of an order."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkAction:
    """A button over a list: one mutation for all the rows ticked."""

    name: str
    label: Text
    permission: Permission
    mutation: str
    variables: Callable[[tuple[str, ...], PageRequest], Variables]
    """Given the ids of the rows ticked."""
    success: Callable[[Data, PageRequest], Outcome]
    confirm: Callable[[int], Text] | None = None
    """For what cannot be undone: the question for this many rows, on a page of its own."""
    style: Literal["primary", "secondary", "warning"] = "secondary"


def no_filter(_request: PageRequest) -> Condition:
    return {}


def no_figures(_data: Data, _request: PageRequest) -> Sequence[Figure]:
    return ()


def row_id(row: Row) -> str:
    return str(row["id"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Page):
    """Rows that answer one question.

    The document takes `$first, $after, $last, $before, $filter, $order` and asks the connection for
    `totalCount`, `pageInfo { hasNextPage hasPreviousPage startCursor endCursor }` and `nodes`.
    """

    layout: ClassVar[str] = "layouts/list.html"

    connection: str
    """The root field with the rows, such as `vettingCases`."""
    columns: tuple[Column, ...]
    empty: Text
    """Said when there are no rows at all: what to do next."""
    summary: Callable[[Data, PageRequest], Text]
    """The sentence that sums the list up."""
    rows: Callable[[Data], Sequence[Row]] | None = None
    """Where the document asks more of each row than the connection holds: the same rows, brought together."""
    filters: tuple[Filter, ...] = ()
    base_filter: Callable[[PageRequest], Condition] = no_filter
    """Always applied, such as only cases that are open."""
    default_order: tuple[Order, ...] = ()
    figures: Callable[[Data, PageRequest], Sequence[Figure]] = no_figures
    group: Callable[[Row, PageRequest], Text] | None = None
    """Heading over rows that follow each other; the default order must begin with it."""
    bulk: tuple[BulkAction, ...] = ()
    row_id: Callable[[Row], str] = row_id
    row_label: Callable[[Row], Text] | None = None
    """Names a row for its tick box; the first column's words when absent."""
    found: str = ""
    """As for a record, for a list of what belongs to one thing: a root field whose null means "not found"."""
    exportable: bool = True
    export_permission: Permission | None = None
    """Who may take the rows away as a file; None: everybody who may open the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage(Page):
    """One thing: its state first, then whose turn, the actions, the facts and the timeline."""

    layout: ClassVar[str] = "layouts/record.html"

    record: Callable[[Data, PageRequest], Record]
    found: str
    """The root field that is null when there is no such thing here: the page is then "not found"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPart:
    """What a module adds to another module's record, read in the record's own statement."""

    name: str
    """Module and part, such as `vetting.person`."""
    page: str
    """The name of the record page it is added to."""
    permission: Permission
    document: str
    """Takes the variables of the record's own document, and those below."""
    sections: Callable[[Data, PageRequest], Sequence[Section]]
    lead: Callable[[Data, PageRequest], Text] | None = None
    """The sentence that this part says at the head of the record, when it has one."""
    actions: tuple[ActionLink, ...] = ()
    position: int = 50
    """Lower comes first; the record's own sections come before all parts."""
    variables: Callable[[PageRequest], Variables] | None = None
    """What this part's document is given beside, such as the days it asks about."""


def no_answers(_data: Data, _request: PageRequest) -> Form:
    return {}


def no_fields(_data: Data, _request: PageRequest) -> Sequence[Field]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage(Page):
    """Questions, and one mutation with the answers."""

    layout: ClassVar[str] = "layouts/form.html"

    mutation: str
    fields: tuple[Field, ...] = ()
    more_fields: Callable[[Data, PageRequest], Sequence[Field]] = no_fields
    """Fields that depend on the page's data, after the fixed ones."""
    initial: Callable[[Data, PageRequest], Form] = no_answers
    """The answers that stand there at first."""
    arguments: Callable[[Form, PageRequest], Variables]
    """Turn the answers into the mutation's variables."""
    success: Callable[[Data, PageRequest], Outcome]
    once: Callable[[Data, PageRequest], ShownOnce | None] | None = None
    """Shown instead of leading on, for what can be shown this once and is kept nowhere; None: nothing is."""
    submit: Text
    """The verb on the button: "Send to vetting team"."""
    lead: Callable[[Data, PageRequest], Text] | None = None
    found: str = ""
    """As for a record: a root field whose null means "not found"."""
    dense: bool = False
    """Many short questions side by side on a wide screen, such as the columns of a spreadsheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressPage(Page):
    """How far a job is. It may be left and found again at the same address."""

    layout: ClassVar[str] = "layouts/progress.html"

    progress: Callable[[Data, PageRequest], Progress]
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadPage(Page):
    """A finished report or export, in each of its formats."""

    layout: ClassVar[str] = "layouts/download.html"

    download: Callable[[Data, PageRequest], Download]
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage(Page):
    """A small file made while somebody waits, such as one session for a calendar. A long one is a report."""

    media_type: str
    build: Callable[[AsyncSession, PageRequest], Awaitable[FileContent]]
    """Reads what the viewer may see; raises NotFound where there is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a module adds to "What needs me today?". A card with nothing to say is not shown."""

    name: str
    title: Text
    permission: Permission
    document: str
    present: Callable[[Data, PageRequest], CardContent]
    variables: Callable[[PageRequest], Variables] = no_variables


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationLink:
    """An entry of the navigation, shown to those who may open its page.

    The main row has one entry for each section; the pages of the section one is in stand in a second row.
    """

    label: Text
    page: str
    """The page's name."""
    position: int = 50
    """Lower comes first. A section stands where the first of its entries does, and leads there."""
    section: Text = ""
    """What the section is called, the same in each of its entries. Without one, the entry stands alone."""
    below: tuple[str, ...] = ()
    """Addresses that count as this entry's beside its own and those below that one: `/roles`."""
