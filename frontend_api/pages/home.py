"""The home page, "What needs me today?": the cards of all modules, in the order of consequence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from core.pages.addresses import Href, may_open
from core.pages.declarations import Card
from core.pages.views import CardContent, CardItem, Figure
from core.plugins.activation import enabled
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _
from frontend_api.pages.rendering import Html, show
from frontend_api.pages.together import Question, ask_together
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

    name: str
    heading: Text
    total: int
    items: tuple[CardItem, ...]
    more: tuple[MoreLink, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page as it is shown."""

    summary: Markup
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
    questions = [
        Question(card.name, card.title, card.document, card.variables(visit.asked)) for card in cards
    ]
    answers = await ask_together(visit, questions)
    contents = [
        (card, card.present(answers.data[card.name], visit.asked))
        for card in cards
        if card.name in answers.data
    ]
    view = home_view(contents, answers.broken)
    return await show(visit, {}, context={"home": view})


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
        name=name,
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


def _summary(overdue: int, due: int) -> Markup:
    """Say how much there is to do; each number leads to its rows."""
    if not overdue and not due:
        return escape(translate("Nothing is overdue and nothing is due this week."))
    late = translate_plural("{count} thing is overdue", "{count} things are overdue", overdue)
    soon = translate_plural("{count} is due this week", "{count} are due this week", due)
    said = {"late": _counted(OVERDUE, late, overdue), "soon": _counted(DUE, soon, due)}
    sentence = translate("{late}, {soon}.") if overdue else translate("Nothing is overdue, {soon}.")
    return escape(sentence).format(**said)


def _counted(name: str, words: str, count: int) -> Markup:
    said = escape(words.format(count=count))
    return Markup('<a class="govuk-link" href="#{}">{}</a>').format(name, said) if count else said
