"""Two pages for everybody, signed in or not: how accessible Gatehouse is, and what it keeps about people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from core.pages.dates import long_date
from core.plugins.contribution import Contribution, PersonalData
from core.retention.declarations import RetentionRule
from core.translation import Text, translate, translate_plural
from frontend_api.headers import PUBLIC
from frontend_api.pages.desk import Desk
from frontend_api.pages.language import choose_language, remember_language
from frontend_api.pages.rendering import Html, html
from frontend_api.pages.shell import bare_shell
from frontend_api.pages.visitor import AnyRequest

PREPARED = date(2026, 11, 22)
"""When the statement was last compared with what the tests do; to be changed with its words."""
STATEMENTS = ("accessibility", "privacy")


@dataclass(frozen=True, slots=True)
class Held:
    """One kind of personal data, in words, and for how long it is kept."""

    what: Text
    kept: str


@dataclass(frozen=True, slots=True)
class HeldBy:
    """What one module holds."""

    title: Text
    items: tuple[Held, ...]


def statement_routes(desk: Desk) -> list[HTTPRouteHandler]:
    """Make the routes of both statements; no session is read, so that they answer whatever else does not."""
    return [_route(desk, name) for name in STATEMENTS]


def _route(desk: Desk, name: str) -> HTTPRouteHandler:
    @get(f"/{name}", name=name, opt={PUBLIC: True}, include_in_schema=False)
    async def statement(request: AnyRequest) -> Response[Any]:
        return _show(desk, request, name)

    return statement


def _show(desk: Desk, request: AnyRequest, name: str) -> Html:
    choose_language(request)
    settings = desk.settings
    response = html(
        desk.templates.get_template(f"statements/{name}.html").render(
            shell=bare_shell(settings, request),
            address=settings.public_url,
            operated_by=settings.operated_by,
            support=settings.support_contact,
            idle_minutes=settings.session_idle_minutes,
            absolute_hours=settings.session_absolute_hours,
            prepared=long_date(PREPARED),
            held=held_by(desk.engine.registry.contributions),
        )
    )
    remember_language(request, response, secure=settings.is_production)
    return response


def held_by(modules: Sequence[Contribution]) -> list[HeldBy]:
    """Return what each module declares that it holds about people, and how long."""
    return [
        HeldBy(
            module.title,
            tuple(
                Held(item.label or item.table, kept(item, rule_of(module, item)))
                for item in module.personal_data
            ),
        )
        for module in modules
        if module.personal_data
    ]


def rule_of(module: Contribution, item: PersonalData) -> RetentionRule | None:
    """Return the rule by which the night deletes this table's rows, where everybody may know of it."""
    rules = (rule for rule in module.retention if rule.table == item.table and not rule.sensitive)
    return next(rules, None)


def kept(item: PersonalData, rule: RetentionRule | None = None) -> str:
    """Say for how long, and from when; nothing that deletes by itself is said where nothing does."""
    if rule is not None:
        return translate("Kept for {period} after this: {trigger}. Then {then}.").format(
            period=rule.unit.words(rule.keep), trigger=rule.trigger, then=rule.then.label
        )
    if item.keep is None:
        return translate("Not deleted by itself: {after}.").format(after=item.after)
    return translate_plural(
        "Deleted {count} day after {after}.", "Deleted {count} days after {after}.", item.keep.days
    ).format(count=item.keep.days, after=item.after)
