"""From a page's data to HTML: the same frame for every kind of page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar import MediaType, Response
from litestar.response import Redirect

from core.errors import NotFound
from core.pages.addresses import Address, Href, may_open
from core.pages.declarations import (
    Action,
    ActionLink,
    DownloadPage,
    Page,
    ProgressPage,
    RecordPage,
)
from core.pages.request import Data
from core.translation import Text, translate
from frontend_api.pages.door import take_notice
from frontend_api.pages.engine import Problem, read
from frontend_api.pages.record_parts import apart, completed, parts_of, with_parts
from frontend_api.pages.shell import prison_shell
from frontend_api.pages.visit import Visit

Html = Response[str]


@dataclass(frozen=True, slots=True)
class Button:
    """An action as this viewer sees it: a link, or a form that posts."""

    label: Text
    href: Href
    style: str
    posts: bool


def html(text: str, status: int = 200) -> Html:
    """Answer with a page that nobody but this person may keep."""
    return Response(
        text,
        status_code=status,
        media_type=MediaType.HTML,
        headers={"Cache-Control": "no-store"},
    )


def see_other(path: str) -> Redirect:
    """Lead on after a form, so that going back or reloading does not send it again."""
    return Redirect(path, status_code=303)


async def read_page(visit: Visit) -> Data:
    """Run the page's document; raise NotFound when the thing it is about is not here."""
    page = visit.page
    parts = parts_of(visit, page)
    document, variables = with_parts(visit, parts)
    data = await read(visit.desk.engine, visit.visitor.viewer, document, variables)
    if parts:
        data = apart(data, parts)
    require_found(page, data)
    return data


def require_found(page: Page, data: Data) -> None:
    """Raise NotFound when the thing that the page is about is not here."""
    found = str(getattr(page, "found", ""))
    if found and data.get(found) is None:
        raise NotFound(translate("There is no such page, or it is not in this prison."))


async def show(
    visit: Visit,
    data: Data,
    *,
    context: Mapping[str, Any] | None = None,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> Html:
    """Render a page with its data, what its kind adds, and what was wrong with what was just tried."""
    notice = await take_notice(visit.request)
    page = visit.page
    heading = page.heading(data, visit.asked) if page.heading else page.title
    values: dict[str, Any] = {
        "page": page,
        "request": visit.asked,
        "data": data,
        "heading": heading,
        "shell": prison_shell(visit, notice),
        "buttons": buttons(visit, data),
        "back": _reachable(page.back(data, visit.asked)) if page.back else None,
        "back_label": "",
        "problems": problems,
        "path": visit.path,
        **_of_kind(page, data, visit),
        **(context or {}),
        **page.present(data, visit.asked),
    }
    values["back_label"] = values["back_label"] or back_label(visit, values["back"])
    text = visit.desk.templates.get_template(page.template or page.layout).render(values)
    return html(text, status)


def _of_kind(page: Page, data: Data, visit: Visit) -> dict[str, Any]:
    if isinstance(page, RecordPage):
        record = completed(page.record(data, visit.asked), data, visit)
        back = _reachable(record.back)
        return {"record": record, "heading": record.title, "back": back, "back_label": record.back_label}
    if isinstance(page, ProgressPage):
        progress = page.progress(data, visit.asked)
        return {"progress": progress, "heading": progress.title}
    if isinstance(page, DownloadPage):
        download = page.download(data, visit.asked)
        return {"download": download, "heading": download.title}
    return {}


def _reachable(href: Href | None) -> Href | None:
    return href if href is not None and may_open(href) else None


def back_label(visit: Visit, back: Href | None) -> Text:
    """Name the page one level up as the main menu does; empty for one that is not in it."""
    name = back.name if isinstance(back, Address) else ""
    return next((link.label for link in visit.desk.navigation if link.page == name), "")


def buttons(visit: Visit, data: Data) -> tuple[Button, ...]:
    """Return the page's actions that this viewer may take now, in the order declared."""
    offers: list[tuple[Action | ActionLink, Data]] = [(action, data) for action in visit.page.actions]
    for part in parts_of(visit, visit.page):
        offers += [(action, data[part.name]) for action in part.actions if part.name in data]
    shown = (_button(visit, action, own) for action, own in offers if action.offered(own, visit.asked))
    return tuple(button for button in shown if button is not None)


def _button(visit: Visit, action: Action | ActionLink, data: Data) -> Button | None:
    if isinstance(action, ActionLink):
        href = _reachable(action.href(data, visit.asked))
        return Button(action.label, href, action.style, posts=False) if href is not None else None
    if not visit.visitor.viewer.may(action.permission):
        return None
    # What needs a question first leads to the page that asks it.
    return Button(action.label, action_path(visit, action), action.style, posts=not action.confirm)


def action_path(visit: Visit, action: Action) -> str:
    return f"{visit.path.rstrip('/')}/actions/{action.name}"
