"""The search at the head of every page: what each module found, in one statement, grouped by kind."""

from __future__ import annotations

from dataclasses import dataclass

from core.pages.addresses import Href, may_open
from core.pages.cells import Link
from core.pages.search import SearchSource
from core.plugins.activation import enabled
from core.translation import Text, translate, translate_plural
from frontend_api.pages.rendering import Html, show
from frontend_api.pages.shell import LONGEST_SEARCH
from frontend_api.pages.together import Answers, Question, ask_together
from frontend_api.pages.visit import Visit

WORDS = "q"
MOST_RESULTS = 10


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind: how many, the closest of them, and where all of them are."""

    title: Text
    total: int
    results: tuple[Link, ...]
    more: Href | None


@dataclass(frozen=True, slots=True)
class SearchView:
    """The page as it is shown."""

    words: str
    summary: str
    groups: tuple[Found, ...]
    broken: tuple[Text, ...]


async def show_search(visit: Visit) -> Html:
    """Show what was found, or ask for words when none were given."""
    words = visit.asked.first(WORDS)[:LONGEST_SEARCH]
    sources = _sources(visit) if words else []
    asked = {"search": words, "first": MOST_RESULTS}
    questions = [Question(one.name, one.title, one.document, asked) for one in sources]
    answers = await ask_together(visit, questions)
    groups = tuple(_found(visit, one, answers, words) for one in sources if one.name in answers.data)
    shown = tuple(group for group in groups if group.total)
    view = SearchView(words, _summary(groups), shown, answers.broken)
    heading = _heading(words, sum(group.total for group in groups))
    return await show(visit, {}, context={"search": view, **({"heading": heading} if words else {})})


def _sources(visit: Visit) -> list[SearchSource]:
    """Return what this viewer may search, of the modules that are on."""
    viewer = visit.visitor.viewer
    return [
        source
        for module, source in visit.desk.searches
        if enabled(viewer, module) and viewer.may(source.permission)
    ]


def _found(visit: Visit, source: SearchSource, answers: Answers, words: str) -> Found:
    connection = answers.data[source.name][source.connection]
    results = tuple(source.result(row, visit.asked) for row in connection["nodes"])
    total: int = connection["totalCount"]
    more = source.everything(words) if source.everything and total > len(results) else None
    return Found(source.title, total, results, more if more is not None and may_open(more) else None)


def _heading(words: str, total: int) -> str:
    if not total:
        return translate("Nothing was found for “{words}”").format(words=words)
    return translate_plural("{count} result for “{words}”", "{count} results for “{words}”", total).format(
        count=total, words=words
    )


def _summary(groups: tuple[Found, ...]) -> str:
    """Say how many of each kind there are: people 3, organisations 1, services none."""
    return " ".join(
        translate("{kind}: {count}.").format(kind=group.title, count=group.total) for group in groups
    )
