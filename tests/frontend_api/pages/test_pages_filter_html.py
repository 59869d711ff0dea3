"""A filter's choices are written once for all who are offered the same in the same words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from babel.support import LazyProxy
from markupsafe import Markup

from core.pages.filters import Choice, any_of
from core.translation import current_language, lazy_gettext, speaking
from frontend_api.pages.filter_html import FilterChoices, FilterControl

COLOUR = any_of("colour", lazy_gettext("Status"), "colour", ())
CHOICES = (Choice("RED", "Red & white"), Choice("BLUE", lazy_gettext("Left")))


def written(
    *controls: FilterControl, languages: tuple[str, ...] = ("en",)
) -> tuple[list[Markup], list[Mapping[str, Any]]]:
    """Return what is written for each, and what the component was asked."""
    asked: list[Mapping[str, Any]] = []

    def component(given: Mapping[str, Any]) -> Markup:
        asked.append(given)
        return Markup("<p>{}</p>").format(given)

    choices = FilterChoices(component, component)
    found = []
    for language in languages:
        with speaking(language):
            found += [choices(one) for one in controls]
    return found, asked


def test_same_choices_are_written_once() -> None:
    found, asked = written(*(FilterControl(COLOUR, CHOICES, ("RED",)) for _ in range(3)))
    assert len(set(found)) == len(asked) == 1
    assert asked[0]["items"] == [
        {"value": "RED", "text": "Red & white", "checked": True},
        {"value": "BLUE", "text": "Left", "checked": False},
    ]
    assert (asked[0]["idPrefix"], asked[0]["classes"]) == ("filter-colour", "govuk-checkboxes--small")


def test_what_is_taken_or_offered_otherwise_is_written_otherwise() -> None:
    found, asked = written(
        FilterControl(COLOUR, CHOICES, ()),
        FilterControl(COLOUR, CHOICES, ("BLUE",)),
        FilterControl(COLOUR, CHOICES[:1], ()),
        FilterControl(COLOUR, (CHOICES[0], Choice("BLUE", "Gone")), ()),
    )
    assert len(set(found)) == len(asked) == len(found)


def test_each_language_has_its_own_words() -> None:
    spoken = Choice("HERE", LazyProxy(current_language, enable_cache=False))
    _found, asked = written(FilterControl(COLOUR, (spoken,), ()), languages=("en", "cy", "en"))
    assert [given["items"][0]["text"] for given in asked] == ["en", "cy"]
