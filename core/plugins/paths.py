"""Where a plugin's pages are: addresses that can be served and are nobody else's, templates that exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from core.pages.declarations import Action, ListPage, Page, RecordPage
from core.plugins.contribution import Contribution
from core.plugins.errors import BadContribution
from core.public.declarations import PublicPage

PARAMETER = re.compile(r"\{[a-z]\w*:(?:str|int|uuid|date)\}")
SEGMENT = re.compile(rf"[a-z0-9][a-z0-9-]*|{PARAMETER.pattern}")
WORD = re.compile(r"[a-z][a-z0-9-]*")
PURPOSE = re.compile(r"[a-z0-9]+\.[a-z][a-z0-9_]*")
TAKEN = {
    "/": "the home page",
    "/graphql": "the API",
    "/search": "the search",
    "/links/{}/{}": "a link",
    "/public/{}": "a public page",
    "/public/{}/feed.atom": "a feed",
}
"""What the house itself answers below a prison."""


def shapes(page: Page) -> Iterator[str]:
    """Yield every address the page answers at, with `{}` for each parameter."""
    shape = PARAMETER.sub("{}", page.path)
    yield shape
    if isinstance(page, ListPage):
        yield from (f"{shape}/export", f"{shape}/bulk")
    if any(isinstance(action, Action) for action in page.actions):
        yield f"{shape}/actions/{{}}"


def check_pages(contribution: Contribution, others: Iterable[Contribution]) -> None:
    """Raise BadContribution for a page that cannot be served, or not at this address."""
    taken = dict(TAKEN)
    known: dict[str, Page] = {}
    for other in others:
        taken |= {shape: page.name for page in other.pages for shape in shapes(page)}
        known |= {page.name: page for page in other.pages}
    for page in contribution.pages:
        if not _is_path(page.path):
            raise BadContribution(f"The page {page.name} has the path {page.path}, which is none.")
        for shape in shapes(page):
            if shape in taken:
                raise BadContribution(
                    f"The page {page.name} lies at {shape}, where {taken[shape]} is already."
                )
            taken[shape] = page.name
        known[page.name] = page
        _check_template(contribution, page)
    _check_links(contribution, known)
    _check_public(contribution, taken_words={page.path for other in others for page in other.public})
    for target in contribution.links:
        if not PURPOSE.fullmatch(target.purpose.code):
            raise BadContribution(f"The link {target.purpose.code} is called what no address can hold.")


def _check_public(contribution: Contribution, *, taken_words: set[str]) -> None:
    for page in contribution.public:
        if not WORD.fullmatch(page.path) or page.path in taken_words:
            raise BadContribution(
                f"The public page {page.name} is called {page.path}, which is taken or no word."
            )
        taken_words.add(page.path)
        _check_template(contribution, page)


def _is_path(path: str) -> bool:
    first, *segments = path.split("/")
    return first == "" and bool(segments) and all(map(SEGMENT.fullmatch, segments))


def _check_template(contribution: Contribution, page: Page | PublicPage) -> None:
    own = page.template.startswith(f"{contribution.name}/")
    folder = contribution.folder
    if page.template and not (own and folder and (folder / "templates" / page.template).is_file()):
        raise BadContribution(
            f"The template {page.template} of {page.name} is not in templates/{contribution.name}."
        )


def _check_links(contribution: Contribution, known: dict[str, Page]) -> None:
    for link in contribution.navigation:
        if link.page not in known:
            raise BadContribution(f"A navigation link leads to the page {link.page}, which there is not.")
        if PARAMETER.search(known[link.page].path):
            raise BadContribution(f"A navigation link leads to {link.page}, whose address needs a parameter.")
    for part in contribution.record_parts:
        if part.page in known and not isinstance(known[part.page], RecordPage):
            raise BadContribution(f"{part.name} adds to {part.page}, which is not a record.")
