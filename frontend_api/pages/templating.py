"""The template environment: where templates are found and what every one of them can say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from core.pages import dates
from core.pages.addresses import may_open, url
from core.pages.cells import Colour
from core.translation import translate, translate_plural
from frontend_api.pages import cell_html
from frontend_api.pages.assets import Assets
from frontend_api.pages.filter_html import FilterChoices
from frontend_api.pages.undefined import Absent, Misspelt

TEMPLATES = Path(__file__).parent.parent / "templates"
GOVUK = jinja2.PackageLoader("govuk_frontend_jinja")
COMPONENTS = {
    "govukBackLink": "back-link",
    "govukBreadcrumbs": "breadcrumbs",
    "govukButton": "button",
    "govukCharacterCount": "character-count",
    "govukCheckboxes": "checkboxes",
    "govukDateInput": "date-input",
    "govukDetails": "details",
    "govukErrorMessage": "error-message",
    "govukErrorSummary": "error-summary",
    "govukFieldset": "fieldset",
    "govukFileUpload": "file-upload",
    "govukGenericHeader": "generic-header",
    "govukHint": "hint",
    "govukInput": "input",
    "govukInsetText": "inset-text",
    "govukLabel": "label",
    "govukNotificationBanner": "notification-banner",
    "govukPagination": "pagination",
    "govukPanel": "panel",
    "govukPhaseBanner": "phase-banner",
    "govukRadios": "radios",
    "govukSelect": "select",
    "govukServiceNavigation": "service-navigation",
    "govukSkipLink": "skip-link",
    "govukSummaryList": "summary-list",
    "govukTable": "table",
    "govukTabs": "tabs",
    "govukTag": "tag",
    "govukTaskList": "task-list",
    "govukTextarea": "textarea",
    "govukWarningText": "warning-text",
}


def make_templates(module_folders: Mapping[str, Path], assets: Assets) -> jinja2.Environment:
    """Make the environment. A module's templates are `<folder>/templates/<module>/…`, named `<module>/…`."""
    modules = {
        name: jinja2.FileSystemLoader(folder / "templates" / name) for name, folder in module_folders.items()
    }
    templates = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(TEMPLATES), jinja2.PrefixLoader(modules)]),
        autoescape=True,
        undefined=Misspelt,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    _speak(templates)
    components = _govuk_components()
    templates.globals.update(components)
    templates.globals.update(
        filter_choices=FilterChoices(components["govukRadios"], components["govukCheckboxes"])
    )
    templates.globals.update(cell=cell_html.cell, link_to=cell_html.link, date_of=cell_html.date)
    templates.globals.update(url=url, may_open=may_open, asset=assets.address, Colour=Colour)
    templates.filters.update(
        long_date=lambda value: dates.long_date(dates.day_of(value)),
        long_moment=dates.long_moment,
        weekday_date=lambda value: dates.weekday_date(dates.day_of(value)),
        day=dates.day_of,
        number=_number,
        size=_size,
    )
    return templates


def _speak(templates: jinja2.Environment) -> None:
    """Give the templates gettext, in the language of the request."""
    installer: Any = templates
    installer.install_gettext_callables(translate, translate_plural, newstyle=True)


def _govuk_components() -> dict[str, Macro]:
    """Return GOV.UK's macros, of an environment of their own which lets options be absent."""
    lenient = jinja2.Environment(
        loader=_PackagePrefix(), autoescape=True, undefined=Absent, auto_reload=False
    )
    return {macro: Macro(lenient, folder, macro) for macro, folder in COMPONENTS.items()}


class Macro:
    """One of them, compiled when a page first asks for it: all take a second, and a page has few."""

    def __init__(self, lenient: jinja2.Environment, folder: str, macro: str) -> None:
        self._lenient, self._folder, self._name = lenient, folder, macro

    def __call__(self, *given: Any, **named: Any) -> Markup:
        written: Markup = self._macro(*given, **named)
        return written

    @cached_property
    def _macro(self) -> Any:
        template = self._lenient.get_template(f"govuk_frontend_jinja/components/{self._folder}/macro.html")
        return getattr(template.module, self._name)


class _PackagePrefix(jinja2.PrefixLoader):
    """GOV.UK's templates import each other by the package's name."""

    def __init__(self) -> None:
        super().__init__({"govuk_frontend_jinja": GOVUK})


def _number(value: float) -> str:
    return f"{value:,}"


KILOBYTE = 1000


def _size(count: int) -> str:
    """Write a file's size as people read it: `120 KB`, `2.4 MB` (GOV.UK style)."""
    if count < KILOBYTE**2:
        return f"{max(1, round(count / KILOBYTE))} KB"
    return f"{count / KILOBYTE**2:.1f} MB"
