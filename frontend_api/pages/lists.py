"""A list page answered: shown, exported, and acted on in bulk."""

from __future__ import annotations

from dataclasses import replace

from litestar.response import Redirect

from core.errors import NotFound
from core.pages.addresses import url
from core.pages.declarations import BulkAction, ListPage
from core.pages.fields import Answers
from core.pages.views import Outcome
from core.translation import translate
from frontend_api.pages.actions import UNPROCESSABLE, lead_on
from frontend_api.pages.engine import Problem, Refused, change, read
from frontend_api.pages.list_state import ListState, read_state, variables_of
from frontend_api.pages.list_view import list_view
from frontend_api.pages.rendering import Html, html, require_found, show
from frontend_api.pages.shell import prison_shell
from frontend_api.pages.visit import Visit

ROW = "row"
MOST_ROWS = 100


async def show_list(visit: Visit, page: ListPage) -> Html:
    """Show the rows that the address asks for."""
    return await _show(visit, page, read_state(page, visit.asked))


async def _show(
    visit: Visit,
    page: ListPage,
    state: ListState,
    *,
    ticked: frozenset[str] = frozenset(),
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> Html:
    variables = variables_of(page, visit.asked, state)
    data = await read(visit.desk.engine, visit.visitor.viewer, page.document, variables)
    require_found(page, data)
    view = list_view(visit, page, data, state)
    return await show(visit, data, context={"list": view, "ticked": ticked}, problems=problems, status=status)


async def act_on_rows(visit: Visit, page: ListPage, answers: Answers) -> Html | Redirect:
    """Run one mutation for all the rows ticked; ask first when it cannot be undone."""
    action = _bulk_named(visit, page, answers.first("action"))
    ids = answers.texts.get(ROW, ())[:MOST_ROWS]
    state = read_state(page, visit.asked)
    if not ids:
        problem = Problem("INVALID", translate("Tick at least one row first."), ROW)
        return await _show(visit, page, state, problems=(problem,), status=UNPROCESSABLE)
    if action.confirm is not None and not answers.first("confirmed"):
        return _ask_first(visit, page, action, ids, state)
    try:
        variables = action.variables(ids, visit.asked)
        done = await change(visit.desk.engine, visit.visitor.viewer, action.mutation, variables)
    except Refused as refused:
        ticked = frozenset(ids)
        return await _show(visit, page, state, ticked=ticked, problems=refused.problems, status=UNPROCESSABLE)
    return await lead_on(visit, _where_one_was(visit, state, action.success(done, visit.asked)))


def _where_one_was(visit: Visit, state: ListState, outcome: Outcome) -> Outcome:
    """Lead back to the view of the list that the rows were ticked on, with its filters and its place."""
    if outcome.to == url(visit.page.name, **visit.asked.path) and state.query():
        return replace(outcome, to=f"{visit.path}?{state.query()}")
    return outcome


def _bulk_named(visit: Visit, page: ListPage, name: str) -> BulkAction:
    for action in page.bulk:
        if action.name == name:
            visit.visitor.viewer.require(action.permission)
            return action
    raise NotFound(translate("There is no such action on this list."))


def _ask_first(
    visit: Visit,
    page: ListPage,
    action: BulkAction,
    ids: tuple[str, ...],
    state: ListState,
) -> Html:
    question = action.confirm(len(ids)) if action.confirm else ""
    template = visit.desk.templates.get_template("layouts/confirm.html")
    query = state.query()
    values = {
        "question": question,
        "verb": action.label,
        "style": action.style,
        "post_to": f"{visit.path}/bulk?{query}",
        "hidden": (("action", action.name), ("confirmed", "yes"), *((ROW, one) for one in ids)),
        "cancel": f"{visit.path}?{query}",
        "shell": prison_shell(visit),
        "heading": page.title,
    }
    return html(template.render(values))
