"""Secret addresses for people without an account: one purpose, one subject, and an end."""

from core.links.declarations import LinkFile, LinkPage, LinkRefusal, Purpose
from core.links.queries import LinkStanding, link_standings
from core.links.services import MadeLink, end_links, make_link, require_link

__all__ = [
    "LinkFile",
    "LinkPage",
    "LinkRefusal",
    "LinkStanding",
    "MadeLink",
    "Purpose",
    "end_links",
    "link_standings",
    "make_link",
    "require_link",
]
