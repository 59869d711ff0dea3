"""The home page, "What needs me today?": the cards of all modules, in the order of consequence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.pages.addresses import Href, may_open
from core.pages.declarations import Card
from core.pages.views import CardContent, CardItem, Figure
from core.plugins.activation import enabled
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _
from frontend_api.pages.documents import Part, merged, part_of, prefixed
from frontend_api.pages.engine import Problem, problems_of
from frontend_api.pages.rendering import Html, show
from frontend_api.pages.visit import Visit

MOST_ITEMS = 10
OVERDUE, DUE, WAITING = "overdue", "due", "waiting"
HEADINGS = {
    OVERDUE: _("Overdue"),
    DUE: _("Due this week"),
    WAITING: _("Waiting on others"),
}


@dataclass(frozen=True, slots=True)
class MoreLink:
    """The rest of one module's items."""

    text: Text
    href: Href


@dataclass(frozen=True, slots=True)
class HomeSection:
    """Overdue, due or waiting: the first items of all modules, and where the rest are."""

    heading: Text
    total: int
    items: tuple[CardItem, ...]
    more: tuple[MoreLink, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page as it is shown."""

    summary: str
    sections: tuple[HomeSection, ...]
    figures: tuple[Figure, ...]
    broken: tuple[Text, ...]
    """Titles of cards that could not be read."""


async def show_home(visit: Visit) -> Html:
    """Ask all cards at once and show what they say."""
    cards = [
        card
        for module, card in visit.desk.cards
        if enabled(visit.visitor.viewer, module) and visit.visitor.viewer.may(card.permission)
    ]
    answers, broken = await _ask(visit, cards)
    contents = [
        (card, card.present(answers[card.name], visit.asked)) for card in cards if card.name in answers
    ]
    view = home_view(contents, broken)
    return await show(visit, {}, context={"home": view})


async def _ask(visit: Visit, cards: list[Card]) -> tuple[dict[str, dict[str, Any]], tuple[Text, ...]]:
    """Return each card's data by its name, and the titles of those that failed."""
    if not cards:
        return {}, ()
    prefixes = {card.name: f"c{number}_" for number, card in enumerate(cards)}
    variables: dict[str, Any] = {}
    for card in cards:
        variables |= prefixed(prefixes[card.name], card.variables(visit.asked))
    document = merged(tuple(Part(prefixes[card.name], card.document) for card in cards))
    result = await visit.desk.engine.execute(visit.visitor.viewer, document, variables)
    problems = problems_of(result)
    if result.data is None and len(cards) > 1:
        # A failure that empties the whole answer must not take the other modules' cards with it.
        return await _ask_one_by_one(visit, cards)
    failed = {_root(problem) for problem in problems}
    data = result.data or {}
    good = [
        card
        for card in cards
        if result.data is not None and not any(one.startswith(prefixes[card.name]) for one in failed)
    ]
    answers = {card.name: part_of(prefixes[card.name], data) for card in good}
    return answers, tuple(card.title for card in cards if card not in good)


async def _ask_one_by_one(
    visit: Visit,
    cards: list[Card],
) -> tuple[dict[str, dict[str, Any]], tuple[Text, ...]]:
    answers: dict[str, dict[str, Any]] = {}
    broken: tuple[Text, ...] = ()
    for card in cards:
        answer, failed = await _ask(visit, [card])
        answers |= answer
        broken += failed
    return answers, broken


def _root(problem: Problem) -> str:
    return str(problem.path[0]) if problem.path else ""


def home_view(contents: Iterable[tuple[Card, CardContent]], broken: tuple[Text, ...]) -> HomeView:
    """Bring the cards together: most grave first, whatever module it comes from."""
    said = list(contents)
    sections = tuple(section for name in HEADINGS if (section := _section(name, said)).total)
    totals = {name: sum(getattr(content, f"{name}_total") for _card, content in said) for name in HEADINGS}
    return HomeView(
        summary=_summary(totals[OVERDUE], totals[DUE]),
        sections=sections,
        figures=tuple(figure for _card, content in said for figure in content.figures),
        broken=broken,
    )


def _section(name: str, said: list[tuple[Card, CardContent]]) -> HomeSection:
    items = [item for _card, content in said for item in getattr(content, name)]
    items.sort(key=lambda item: (-item.consequence, str(item.when or "9999")))
    return HomeSection(
        heading=HEADINGS[name],
        total=sum(getattr(content, f"{name}_total") for _card, content in said),
        items=tuple(items[:MOST_ITEMS]),
        more=tuple(
            MoreLink(_more(card, getattr(content, f"{name}_total")), href)
            for card, content in said
            if (href := getattr(content, f"all_{name}")) is not None
            and getattr(content, f"{name}_total")
            and may_open(href)
        ),
    )


def _more(card: Card, total: int) -> str:
    return translate("All {count}: {title}").format(count=total, title=card.title)


def _summary(overdue: int, due: int) -> str:
    if not overdue and not due:
        return translate("Nothing is overdue and nothing is due this week.")
    late = translate_plural("{count} thing is overdue", "{count} things are overdue", overdue)
    soon = translate_plural("{count} is due this week", "{count} are due this week", due)
    if not overdue:
        return translate("Nothing is overdue, {soon}.").format(soon=soon.format(count=due))
    return translate("{late}, {soon}.").format(late=late.format(count=overdue), soon=soon.format(count=due))
