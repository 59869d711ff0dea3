"""The choices of a list's filters as HTML: long, the same for many requests, and so written once for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from core.pages.filters import Choice, Filter
from core.translation import translate

MOST_WRITTEN = 256
Component = Callable[[Mapping[str, Any]], Markup]
Offered = tuple[tuple[str, str, bool], ...]
"""Each choice's value and words, and whether it is taken."""


@dataclass(frozen=True, slots=True)
class FilterControl:
    """A filter as it is offered."""

    filter: Filter
    choices: tuple[Choice, ...]
    chosen: tuple[str, ...]


class FilterChoices:
    """Writes radios or checkboxes; what it remembers is found again only by all the words it is made of."""

    def __init__(self, radios: Component, checkboxes: Component) -> None:
        self._radios, self._checkboxes = radios, checkboxes
        self._written = lru_cache(maxsize=MOST_WRITTEN)(self._write)

    def __call__(self, control: FilterControl) -> Markup:
        one, chosen = control.filter, control.chosen
        offered = tuple((item.value, str(item.label), item.value in chosen) for item in control.choices)
        if one.kind == "one":
            offered = (("", translate("Any"), not chosen), *offered)
        return self._written(one.kind, one.name, str(one.label), str(one.hint), offered)

    def _write(self, kind: str, name: str, label: str, hint: str, offered: Offered) -> Markup:
        component, words = (self._radios, "radios") if kind == "one" else (self._checkboxes, "checkboxes")
        return component(
            {
                "idPrefix": f"filter-{name}",
                "name": name,
                "items": [{"value": value, "text": text, "checked": taken} for value, text, taken in offered],
                "fieldset": {"legend": {"text": label, "classes": "govuk-fieldset__legend--s"}},
                "hint": {"text": hint} if hint else None,
                "classes": f"govuk-{words}--small",
            }
        )
