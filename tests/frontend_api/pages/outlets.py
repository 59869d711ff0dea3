"""Every way in which what a council published leaves the house, as the words that come out of it."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from uuid import UUID

from pypdf import PdfReader
from sqlalchemy import select, text

from core.accounts.system import system_viewer
from core.accounts.viewer import Viewer
from core.clock import today
from core.messages.roads.folder import FolderRoad
from core.reminders.digest import tell_all
from core.reminders.noticing import notice_due
from core.testkit import Format, write_report
from plugins.council.enums import Layout, Paper, Tongue
from plugins.council.models import Publication
from plugins.council.reports.bulletin import build_bulletin
from plugins.council.reports.minutes import build_minutes
from tests.core.messages.conftest import Desk as Post
from tests.frontend_api.pages.conftest import Reader

TWINS = str.maketrans("\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u03bf\u03b1", "aeopcxyioa")
"""Letters of other alphabets, as a reader takes them."""
SEARCH = """
query($search: String) {
  councilPublications(first: 100, search: $search) { nodes { title passages { heading text } } }
}
"""


def as_read(said: str) -> str:
    """Return what a reader makes of it: bare letters and figures, whatever stands around or over them."""
    plain = unicodedata.normalize("NFKD", said).casefold().translate(TWINS)
    return "".join(sign for sign in plain if sign.isalnum())


@dataclass
class Outlets:
    """One prison's outlets, each read as somebody without any right to what is not published."""

    reader: Reader
    staff: Viewer
    """Who may read what is published, and nothing else of minutes."""
    post: Post
    engine: Any
    folder: Path
    days: int = 0

    async def texts(self, minutes_id: UUID, bulletin_id: UUID) -> Mapping[str, str]:
        """Return what each outlet says, by its name."""
        pdf, papers = self._paper, {"minutes_id": minutes_id, "bulletin_id": bulletin_id}
        public = f"/{self.reader.prison.code.lower()}/public/council"
        return {
            "page": await self._pages(),
            "minutes on paper": await pdf(build_minutes, papers | {"paper": "A5", "tongue": Tongue.ENGLISH}),
            "poster": await pdf(
                build_bulletin,
                papers | {"paper": Paper.POSTER_A4, "layout": Layout.PLAIN, "tongue": Tongue.ENGLISH},
            ),
            "public page": (await self.reader.browser.get(public)).text,
            "feed": (await self.reader.browser.get(f"{public}/feed.atom")).text,
            "export": (
                await self.reader.browser.get(self.reader.path("/council/published/export?format=csv"))
            ).text,
            "search": await self._search(),
            "hmpps": await self._shared(),
            "mail": await self._mail(),
        }

    async def _pages(self) -> str:
        said = (await self.reader.open("/council/published")).text
        async with self.post.database.read(self.post.viewer) as session:
            ids = list(await session.scalars(select(Publication.id)))
        answers = [
            await self.reader.browser.get(self.reader.path(f"/council/published/{one}")) for one in ids
        ]
        return said + "".join(answer.text for answer in answers)

    async def _paper(self, build: Any, parameters: Mapping[str, Any]) -> str:
        async with self.post.database.read(self.staff) as session:
            document = await build(session, self.staff, parameters)
        target = io.BytesIO()
        write_report(document, Format.PDF, target)
        return "".join(page.extract_text() for page in PdfReader(target).pages)

    async def _search(self) -> str:
        """Search for a word that all of it says; what comes back is read whole."""
        found = await self.engine.execute(self.staff, SEARCH, {"search": "machine"})
        return str(found.data["councilPublications"]["nodes"])

    async def _shared(self) -> str:
        async with self.post.database.read(self.post.viewer) as session:
            return str((await session.execute(text("SELECT * FROM council_shared"))).all())

    async def _mail(self) -> str:
        """Tell everybody what is owed, on another day each time; return all that was mailed so far."""
        self.days += 1
        system = system_viewer(self.reader.prison.id)
        known = [one for module in self.post.registry.contributions for one in module.reminders]
        async with self.post.database.write(system) as session:
            on = today() + timedelta(days=self.days)
            await tell_all(session, system, await notice_due(session, system, known, on=on), on=on)
        await self.post.attempt(FolderRoad(self.folder, sender="desk@gatehouse.example"))
        letters = [
            message_from_bytes(file.read_bytes(), policy=policy.default) for file in self.folder.iterdir()
        ]
        return "".join(f"{one['subject']} {one.get_content()}" for one in letters)
