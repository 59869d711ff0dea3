"""What stands around every page: prison, navigation, account, language, notice and the print line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from core import clock
from core.pages.addresses import url
from core.pages.request import PrisonName
from core.settings import Settings
from core.translation import Text, current_language
from frontend_api.pages.navigation import NOWHERE, Navigation, navigation_of
from frontend_api.pages.visit import Visit
from frontend_api.pages.visitor import AnyRequest, Guest

CLASSIFICATION = "OFFICIAL-SENSITIVE"
SEARCH = "core.search"
LONGEST_SEARCH = 60
"""Letters; no name is longer, and every word costs a comparison with every row."""


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The page in the other language: its own name for itself, and the link."""

    code: str
    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The frame of a page. Without a prison it is the frame of the entrance and of some error pages."""

    language: str
    other_language: OtherLanguage
    is_demo: bool
    now: datetime
    """By the calendar: on the day that a demo was told."""
    today: date
    prison: PrisonName | None = None
    home: str = "/"
    has_other_prisons: bool = False
    name: str = ""
    roles: str = ""
    csrf_token: str = ""
    form_owner: str = ""
    navigation: Navigation = NOWHERE
    search: str = ""
    """Where the search is; empty where there is none."""
    searched: str = ""
    """The words that were searched for, on the page that shows what was found."""
    notice: str = ""
    classification: Text = ""


def bare_shell(settings: Settings, request: AnyRequest, guest: Guest | None = None) -> Shell:
    """Return the frame of a page outside any prison."""
    return Shell(
        language=current_language(),
        other_language=_other_language(request),
        is_demo=settings.is_demo,
        now=clock.calendar_now(),
        today=clock.today(),
        name=guest.name if guest else "",
        csrf_token=guest.csrf_token if guest else "",
    )


def prison_shell(visit: Visit, notice: str = "") -> Shell:
    """Return the frame of a page in a prison, with only the links this viewer may follow."""
    viewer = visit.visitor.viewer
    search = url(SEARCH) if SEARCH in visit.desk.routes else None
    return Shell(
        language=current_language(),
        other_language=_other_language(visit.request),
        is_demo=visit.desk.settings.is_demo,
        now=clock.calendar_now(),
        today=clock.today(),
        prison=visit.visitor.prison,
        home=visit.book.path_of(url("core.home")),
        has_other_prisons=len(visit.visitor.prisons) > 1,
        name=viewer.name,
        roles=", ".join(sorted(str(role.label) for role in viewer.roles)),
        csrf_token=visit.visitor.csrf_token,
        form_owner=visit.visitor.form_owner,
        navigation=navigation_of(visit),
        search=str(search) if search and visit.book.may_open(search) else "",
        searched=visit.asked.first("q")[:LONGEST_SEARCH] if visit.page.name == SEARCH else "",
        notice=notice,
        classification=visit.page.classification or CLASSIFICATION,
    )


def _other_language(request: AnyRequest) -> OtherLanguage:
    code, name = ("en", "English") if current_language() == "cy" else ("cy", "Cymraeg")
    pairs = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"]
    return OtherLanguage(code, name, f"{request.url.path}?{urlencode([*pairs, ('lang', code)])}")
