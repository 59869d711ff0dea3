"""What becomes of each row of a file, and why."""

from __future__ import annotations

from collections.abc import Sequence

from core.imports.actions import Action as RowAction
from core.imports.pages.words import DOCUMENTS, EMPTY, SHOWN, kind_words
from core.imports.permissions import IMPORT_RUN
from core.pages import (
    Choice,
    Colour,
    Column,
    Data,
    Filter,
    ListPage,
    Number,
    Order,
    PageRequest,
    Row,
    Stack,
    Tag,
    Words,
    any_of,
    each_of,
    url,
)
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _


def _rows_summary(data: Data, _request: PageRequest) -> Text:
    count = data["importRows"]["totalCount"]
    return translate_plural("{count} row of {file}.", "{count} rows of {file}.", count).format(
        count=count,
        file=data["importPlan"]["fileName"],
    )


def _row_actions(row: Row) -> Stack:
    action = RowAction(row["action"])
    colours = {
        RowAction.CREATE: Colour.GREEN,
        RowAction.UPDATE: Colour.BLUE,
        RowAction.SKIP: Colour.RED,
        RowAction.MERGE: Colour.YELLOW,
        RowAction.LEFT_OUT: Colour.ORANGE,
    }
    cells: list[Tag | Words] = [Tag(action.label, colours.get(action, Colour.GREY))]
    if row["mergedInto"]:
        cells.append(Words(translate("into row {row}").format(row=row["mergedInto"])))
    return Stack(tuple(cells))


def _said(row: Row) -> Stack:
    """Say what changes, old to new, and what was found, by column."""
    changed = [
        Words(f"{item['label']}: {item['old'] or EMPTY} → {item['new'] or EMPTY}")
        for item in row["differences"]
    ]
    found = [
        Words(
            f"{item['heading']} ({item['column']}): {kind_words(item['kind'])}"
            if item.get("heading")
            else kind_words(item["kind"]),
        )
        for item in row["problems"]
    ]
    return Stack((*changed, *found))


def _kinds_asked_for(_data: Data, request: PageRequest) -> Sequence[Choice]:
    """Say the kind that the address names; the page of the import links to every one there is."""
    return [Choice(code, kind_words(code)) for code in request.query.get("kind", ())[:1]]


def _sheets_asked_for(_data: Data, request: PageRequest) -> Sequence[Choice]:
    return [Choice(name, name) for name in request.query.get("sheet", ())[:1]]


ROWS = ListPage(
    name="core.import_rows",
    path="/imports/{plan_id:uuid}/rows",
    title=_("What becomes of each row"),
    permission=IMPORT_RUN,
    document=DOCUMENTS["rows"],
    variables=lambda request: {"id": request.path["plan_id"]},
    found="importPlan",
    connection="importRows",
    base_filter=lambda request: {"planId": {"eq": request.path["plan_id"]}},
    summary=_rows_summary,
    empty=_("This import has no rows any more."),
    columns=(
        Column(heading=_("Sheet"), cell=lambda row, _request: Words(row["sheet"])),
        Column(heading=_("Row"), cell=lambda row, _request: Number(row["rowNumber"]), numeric=True),
        Column(heading=_("About"), cell=lambda row, _request: Words(row["label"] or _("Not read"))),
        Column(heading=_("What happens"), cell=lambda row, _request: _row_actions(row)),
        Column(heading=_("Why, and what changes"), cell=lambda row, _request: _said(row)),
    ),
    filters=(
        Filter(
            name="kind",
            label=_("What was found"),
            kind="one",
            choices=_kinds_asked_for,
            condition=lambda values, _request: {"problemKinds": {"contains": f'"{values[0]}"'}},
        ),
        Filter(
            name="sheet",
            label=_("Sheet"),
            kind="one",
            choices=_sheets_asked_for,
            condition=lambda values, _request: {"sheet": {"eq": values[0]}},
        ),
        any_of("action", _("What happens"), "action", each_of(SHOWN)),
    ),
    default_order=(Order("position"),),
    back=lambda data, _request: url("core.import_plan", plan_id=data["importPlan"]["id"]),
)
