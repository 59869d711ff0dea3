"""What was published as an Atom feed (RFC 4287), for programs that come back for what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from core.public.declarations import FeedEntry
from core.translation import current_language

ATOM = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Of a feed without entries, which has to say some moment (RFC 4287, 4.1.1)."""


def write_feed(address: str, title: str, entries: Sequence[FeedEntry]) -> bytes:
    """Return the feed at this address; the page it belongs to lies one level up."""
    page = address.rpartition("/")[0]
    feed = Element("feed", {"xmlns": NAMESPACE, "xml:lang": current_language()})
    SubElement(feed, "id").text = address
    SubElement(feed, "title").text = title
    SubElement(feed, "updated").text = max((one.at for one in entries), default=NEVER).isoformat()
    SubElement(feed, "link", {"rel": "self", "href": address})
    SubElement(feed, "link", {"rel": "alternate", "href": page})
    author = SubElement(feed, "author")
    SubElement(author, "name").text = title
    for one in entries:
        entry = SubElement(feed, "entry")
        SubElement(entry, "id").text = f"urn:uuid:{one.id}"
        SubElement(entry, "title").text = one.title
        SubElement(entry, "updated").text = one.at.isoformat()
        SubElement(entry, "link", {"rel": "alternate", "href": f"{page}#{one.id}"})
        SubElement(entry, "content", {"type": "text"}).text = "\n".join(one.paragraphs)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written
