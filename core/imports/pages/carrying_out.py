"""What an import will do or has done: watch it, check it, carry it out, undo it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.imports.actions import Action as RowAction
from core.imports.pages.words import AT_WORK, DOCUMENTS, SHOWN, kind_words, state_tag
from core.imports.permissions import IMPORT_RUN
from core.imports.queries import PlanState
from core.pages import (
    Action,
    Colour,
    Data,
    Date,
    Fact,
    Link,
    Number,
    Outcome,
    PageRequest,
    Progress,
    ProgressPage,
    ProgressState,
    Record,
    RecordPage,
    Section,
    Table,
    Tag,
    Variables,
    Words,
    url,
)
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _


def _progress(data: Data, _request: PageRequest) -> Progress:
    plan = data["importPlan"]
    state = PlanState(plan["state"])
    shown = ProgressState.RUNNING if state in AT_WORK else ProgressState.DONE
    if state is PlanState.FAILED:
        shown = ProgressState.FAILED
    words: Text = {
        PlanState.PLANNING: translate("Your file is being read. Nothing has been changed yet."),
        PlanState.COMMITTING: translate("The rows are being imported."),
        PlanState.UNDOING: translate("The import is being undone."),
        PlanState.FAILED: plan["failure"] or translate("The file could not be read. Choose it again."),
    }.get(state, translate("Done."))
    return Progress(
        title=plan["fileName"],
        state=shown,
        done=plan["doneSteps"] or 0,
        total=plan["totalSteps"] or 0,
        words=words,
        next=url("core.import_plan", plan_id=plan["id"]),
        next_label=_("See what it comes to"),
    )


PROGRESS = ProgressPage(
    name="core.import_progress",
    path="/imports/{plan_id:uuid}",
    title=_("Import"),
    permission=IMPORT_RUN,
    document=DOCUMENTS["plan"],
    variables=lambda request: {"id": request.path["plan_id"]},
    progress=_progress,
    found="importPlan",
    back=lambda _data, _request: url("core.imports"),
)


def counted(plan: Mapping[str, Any]) -> dict[RowAction, int]:
    """Add up over the sheets what becomes of the rows."""
    total = dict.fromkeys(SHOWN, 0)
    for sheet in plan["counts"].values():
        for code, count in sheet["actions"].items():
            total[RowAction(code)] += count
    return total


def in_order(plan: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the sheets with their figures, in the order of the file."""
    return sorted(plan["counts"].items(), key=lambda item: item[1].get("position", 0))


def _headline(plan: Mapping[str, Any]) -> str:
    """Say `212 new · 141 changed · 38 the same · 29 cannot be read`."""
    counts = counted(plan)
    return " · ".join(f"{counts[action]} {str(action.label).lower()}" for action in SHOWN if counts[action])


TITLES = {
    PlanState.PLANNED: _("What will happen"),
    PlanState.COMMITTED: _("What was imported"),
    PlanState.UNDONE: _("What was undone"),
    PlanState.DISCARDED: _("What was given up"),
}


def _record(data: Data, request: PageRequest) -> Record:
    plan = data["importPlan"]
    state = PlanState(plan["state"])
    facts = [_count_fact(plan, action, count) for action, count in counted(plan).items() if count]
    if plan["undoUntil"] and state is PlanState.COMMITTED:
        facts.append(Fact(_("Can be undone until"), Date(plan["undoUntil"])))
    return Record(
        title=TITLES.get(state, _("Import")),
        caption=plan["fileName"],
        tag=state_tag(plan["state"]),
        lead=_headline(plan),
        facts=tuple(facts),
        sections=tuple(_sections(plan, request)),
        back=url("core.imports"),
        back_label=_("Imports"),
    )


def _count_fact(plan: Mapping[str, Any], action: RowAction, count: int) -> Fact:
    rows = url("core.import_rows", plan_id=plan["id"]).asking(action=action.value)
    return Fact(action.label, Number(count, _("rows"), rows))


def _sections(plan: Mapping[str, Any], request: PageRequest) -> Iterator[Section]:
    if counted(plan)[RowAction.SKIP]:
        path = f"/{request.prison.code.lower()}/imports/{plan['id']}/rows-to-put-right"
        link = Link(_("Download the rows that cannot be read"), path)
        yield Section(
            heading=_("To put right"),
            text=_("These rows are left out. Put them right in the file below and import it again."),
            facts=(Fact(_("File"), link),),
        )
    if PlanState(plan["state"]) is PlanState.PLANNED and _count_perhaps(plan, "rows"):
        yield _duplicates(plan)
    for name, sheet in in_order(plan):
        yield Section(
            heading=translate("What was found on “{sheet}”").format(sheet=name),
            table=_problem_table(plan, name, sheet),
        )
    if plan["notices"]:
        yield Section(heading=_("About the file"), points=tuple(plan["notices"]))


def _count_perhaps(plan: Mapping[str, Any], what: str) -> int:
    return sum(sheet.get("perhaps", {}).get(what, 0) for sheet in plan["counts"].values())


def _duplicates(plan: Mapping[str, Any]) -> Section:
    """Ask about rows that may be the same as earlier ones, while they can still be decided about."""
    rows, undecided = _count_perhaps(plan, "rows"), _count_perhaps(plan, "open")
    words = translate_plural(
        "{count} row may be the same as an earlier one.",
        "{count} rows may be the same as earlier ones.",
        rows,
    ).format(count=rows)
    if undecided:
        words = f"{words} " + translate("Those you do not decide about come in by themselves.")
    link = Link(
        _("Decide about these rows") if undecided else _("Change what you decided"),
        url("core.import_duplicates", plan_id=plan["id"]),
    )
    return Section(heading=_("Perhaps the same"), text=words, facts=(Fact(_("To decide"), link),))


def _problem_table(plan: Mapping[str, Any], name: str, sheet: Mapping[str, Any]) -> Table:
    rows = url("core.import_rows", plan_id=plan["id"])
    found = [
        (severity, code, count)
        for severity in ("errors", "warnings", "notes")
        for code, count in sheet[severity].items()
    ]
    return Table(
        caption=_("What was found, by kind"),
        headings=(_("What"), _("How serious"), _("Rows")),
        rows=tuple(
            (
                Words(kind_words(code)),
                SERIOUS[severity],
                Number(count["rows"], href=rows.asking(kind=code, sheet=name)),
            )
            for severity, code, count in found
        ),
        empty=_("Nothing to say: every row is clean."),
    )


SERIOUS = {
    "errors": Tag(_("Row left out"), Colour.RED),
    "warnings": Tag(_("To look at"), Colour.YELLOW),
    "notes": Tag(_("Tidied, nothing lost"), Colour.GREY),
}


def _is(*states: PlanState) -> Any:
    def offered(data: Data, _request: PageRequest) -> bool:
        return PlanState(data["importPlan"]["state"]) in states

    return offered


def _can_be_undone(data: Data, request: PageRequest) -> bool:
    carried_out: bool = _is(PlanState.COMMITTED)(data, request)
    return carried_out and data["importPlan"]["undoUntil"] is not None


def _plan_id(request: PageRequest) -> Variables:
    return {"planId": request.path["plan_id"]}


def _to_progress(_data: Data, request: PageRequest) -> Outcome:
    return Outcome(url("core.import_progress", plan_id=request.path["plan_id"]))


PLAN = RecordPage(
    name="core.import_plan",
    path="/imports/{plan_id:uuid}/plan",
    title=_("What will happen"),
    permission=IMPORT_RUN,
    document=DOCUMENTS["plan"],
    variables=lambda request: {"id": request.path["plan_id"]},
    record=_record,
    found="importPlan",
    actions=(
        Action(
            name="commit",
            label=_("Import these rows"),
            permission=IMPORT_RUN,
            mutation=DOCUMENTS["commit"],
            variables=_plan_id,
            success=_to_progress,
            offered=_is(PlanState.PLANNED),
            style="primary",
        ),
        Action(
            name="discard",
            label=_("Give it up"),
            permission=IMPORT_RUN,
            mutation=DOCUMENTS["discard"],
            variables=_plan_id,
            success=lambda _data, _request: Outcome(
                url("core.imports"),
                _("The import was given up, and its file deleted."),
            ),
            offered=_is(PlanState.PLANNED),
        ),
        Action(
            name="undo",
            label=_("Undo this import"),
            permission=IMPORT_RUN,
            mutation=DOCUMENTS["undo"],
            variables=_plan_id,
            success=_to_progress,
            offered=_can_be_undone,
            confirm=_("Take back everything that this import brought?"),
            style="warning",
        ),
    ),
)
