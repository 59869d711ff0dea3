"""A button was pressed: ask when it cannot be undone, run its one mutation, lead on."""

from __future__ import annotations

from urllib.parse import urlsplit

from litestar.response import Redirect

from core.errors import NotFound
from core.pages.declarations import Action
from core.pages.views import Outcome
from core.translation import translate
from frontend_api.pages.door import leave_notice
from frontend_api.pages.engine import Refused, change
from frontend_api.pages.rendering import Html, action_path, html, read_page, see_other, show
from frontend_api.pages.shell import prison_shell
from frontend_api.pages.visit import Visit

UNPROCESSABLE = 422


def action_named(visit: Visit, name: str) -> Action:
    """Find the action; raise NotFound for an unknown name and Forbidden when it is not this viewer's."""
    for action in visit.page.actions:
        if isinstance(action, Action) and action.name == name:
            visit.visitor.viewer.require(action.permission)
            return action
    raise NotFound(translate("There is no such action on this page."))


async def ask_first(visit: Visit, action: Action) -> Html | Redirect:
    """Show the question that stands before an action; one that asks nothing leads back to its page."""
    data = await read_page(visit)
    if not action.confirm:
        return see_other(visit.path)
    template = visit.desk.templates.get_template("layouts/confirm.html")
    values = {
        "question": action.confirm,
        "verb": action.label,
        "style": action.style,
        "post_to": action_path(visit, action),
        "hidden": (),
        "cancel": visit.path,
        "shell": prison_shell(visit),
        "heading": visit.page.heading(data, visit.asked) if visit.page.heading else visit.page.title,
    }
    return html(template.render(values))


async def take_action(visit: Visit, action: Action) -> Html | Redirect:
    """Run the action's mutation; what the API refuses is said at the top of the page."""
    # What is not there cannot be acted on, whatever the mutation would say of it.
    await read_page(visit)
    try:
        done = await change(
            visit.desk.engine,
            visit.visitor.viewer,
            action.mutation,
            action.variables(visit.asked),
        )
    except Refused as refused:
        return await show(visit, await read_page(visit), problems=refused.problems, status=UNPROCESSABLE)
    return await lead_on(visit, action.success(done, visit.asked))


async def lead_on(visit: Visit, outcome: Outcome) -> Redirect:
    """Go where an outcome leads, and say there what was done."""
    if outcome.message:
        await leave_notice(visit.request, str(outcome.message))
    target = str(outcome.to)
    if urlsplit(target).netloc or not target.startswith("/"):
        raise ValueError("an outcome must lead to a page of Gatehouse")
    return see_other(target)
