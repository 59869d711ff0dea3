"""The two rows of the navigation: one entry for each section, and the pages of the section one is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.pages.addresses import url
from core.pages.declarations import NavigationLink
from core.translation import Text, in_source_language
from frontend_api.pages.visit import Visit


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """An entry of a row: `current` on its own page, `active` also below it or within its section."""

    text: Text
    href: str
    current: bool
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigation:
    """What a viewer may open, with the place of the page that is shown."""

    sections: tuple[NavigationItem, ...] = ()
    pages: tuple[NavigationItem, ...] = ()
    """The pages of the section one is in; empty where there is no choice among them."""
    inside: Text = ""
    """What that section is called."""


NOWHERE = Navigation()


def navigation_of(visit: Visit) -> Navigation:
    """Return the sections with a page that this viewer may open, and the pages of the one that is open."""
    paths = {
        link.page: visit.book.path_of(url(link.page))
        for link in visit.desk.navigation
        if visit.book.may_open(url(link.page))
    }
    place = _place(_ways(visit, paths), visit.path)
    sections: list[NavigationItem] = []
    inside: Text = ""
    pages: tuple[NavigationItem, ...] = ()
    for name, links in _grouped(link for link in visit.desk.navigation if link.page in paths):
        items = tuple(_item(link, paths[link.page], place, visit.path) for link in links)
        active = any(item.active for item in items)
        alone = len(items) == 1
        current = alone and items[0].current
        sections.append(NavigationItem(name, items[0].href, current=current, active=active))
        if active and not alone:
            inside, pages = name, items
    return Navigation(sections=tuple(sections), pages=pages, inside=inside)


def _item(link: NavigationLink, href: str, place: str, here: str) -> NavigationItem:
    return NavigationItem(link.label, href, current=href == here, active=link.page == place)


def _grouped(links: Iterable[NavigationLink]) -> list[tuple[Text, list[NavigationLink]]]:
    """Put together what names the same section in the code: modules may translate a name differently."""
    found: dict[str, tuple[Text, list[NavigationLink]]] = {}
    for link in links:
        name = link.section or link.label
        found.setdefault(in_source_language(name), (name, []))[1].append(link)
    return list(found.values())


def _ways(visit: Visit, paths: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return each address that counts as an entry's, with the entry's page."""
    also = [
        (f"/{visit.book.prison_code.lower()}{path}", link.page)
        for link in visit.desk.navigation
        if link.page in paths
        for path in link.below
    ]
    return [*((path, page) for page, path in paths.items()), *also]


def _place(ways: Iterable[tuple[str, str]], here: str) -> str:
    """Return the page of the navigation that is shown, or the nearest above it; empty where there is none."""
    above = [(len(path), page) for path, page in ways if here == path or here.startswith(f"{path}/")]
    return max(above, default=(0, ""))[1]
