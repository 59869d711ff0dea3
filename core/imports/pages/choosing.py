"""Choosing a file: what was imported before, and what to import now."""

from __future__ import annotations

from collections.abc import Sequence

from core.imports.pages.words import AT_WORK, DOCUMENTS, FILE_TYPES, state_tag
from core.imports.permissions import IMPORT_RUN
from core.imports.queries import PlanState
from core.pages import (
    ActionLink,
    Address,
    Choice,
    Column,
    Data,
    Date,
    FileField,
    Form,
    FormPage,
    Link,
    ListPage,
    Order,
    Outcome,
    PageRequest,
    RadioField,
    Row,
    UploadedFile,
    Variables,
    url,
)
from core.translation import Text, translate_plural
from core.translation import lazy_gettext as _


def _summary(data: Data, _request: PageRequest) -> Text:
    count = data["importPlans"]["totalCount"]
    return translate_plural(
        "{count} file was read; until when an import can be undone stands beside it.",
        "{count} files were read; until when an import can be undone stands beside it.",
        count,
    ).format(count=count)


def _page_of(row: Row) -> Address:
    """Lead to how far it is while it is at work or has failed, else to what it came to."""
    unsettled = PlanState(row["state"]) in {*AT_WORK, PlanState.FAILED}
    return url("core.import_progress" if unsettled else "core.import_plan", plan_id=row["id"])


IMPORTS = ListPage(
    name="core.imports",
    path="/imports",
    title=_("What has been imported?"),
    permission=IMPORT_RUN,
    document=DOCUMENTS["plans"],
    connection="importPlans",
    summary=_summary,
    empty=_("Nothing has been imported yet. Start with your list of partners, then your vetting tracker."),
    columns=(
        Column(
            heading=_("File"),
            cell=lambda row, _request: Link(row["fileName"], _page_of(row)),
        ),
        Column(heading=_("State"), cell=lambda row, _request: state_tag(row["state"])),
        Column(
            heading=_("Read"),
            cell=lambda row, _request: Date(row["createdAt"], near=False),
            sort="createdAt",
        ),
        Column(
            heading=_("Imported"),
            cell=lambda row, _request: Date(row["committedAt"], near=False, empty=_("No")),
        ),
        Column(
            heading=_("Can be undone until"),
            cell=lambda row, _request: Date(row["undoUntil"], empty=""),
        ),
    ),
    default_order=(Order("createdAt", descending=True),),
    exportable=False,
    actions=(
        ActionLink(label=_("Import a spreadsheet"), href=lambda _data, _request: url("core.import_new")),
    ),
)


def _offers(data: Data, _request: PageRequest) -> Sequence[Choice]:
    return [Choice(offer["name"], offer["label"]) for offer in data["importOffers"]]


def _upload(form: Form, _request: PageRequest) -> Variables:
    file = form["file"]
    if not isinstance(file, UploadedFile):
        raise TypeError("The file field is needed, so it is always there.")
    return {"importer": form["importer"], "name": file.name, "content": file.content}


NEW = FormPage(
    name="core.import_new",
    path="/imports/new",
    title=_("Import a spreadsheet"),
    permission=IMPORT_RUN,
    document=DOCUMENTS["offers"],
    mutation=DOCUMENTS["receive"],
    fields=(
        RadioField(name="importer", label=_("What is in it?"), choices=_offers),
        FileField(
            name="file",
            label=_("Your file"),
            hint=_(
                "The spreadsheet as you keep it: .xlsx, .ods or .csv, up to 20 MB. Nothing is changed yet."
            ),
            accept=FILE_TYPES,
        ),
    ),
    arguments=_upload,
    success=lambda data, _request: Outcome(url("core.import_reading", file_id=data["receiveImport"]["id"])),
    submit=_("Read this file"),
    back=lambda _data, _request: url("core.imports"),
)
