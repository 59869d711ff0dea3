"""A person's own copy of their record, taken by themself: noted before the first byte leaves."""

from __future__ import annotations

import io
from asyncio import to_thread
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.audit.exports import Export, record_export
from core.errors import NotFound
from core.mirror.services import own_person
from core.pages.views import FileContent
from core.plugins.contribution import Contribution
from core.reports.formats import Format
from core.reports.rendering import write_report
from core.reports.wording import file_stem
from core.retention.report import own_document
from core.translation import translate

LIST_NAME = "core.me"
FORMATS = (Format.PDF, Format.ODS, Format.JSON)


def format_named(name: str) -> Format:
    """Return the format of an address; NotFound for one that a copy is not made in."""
    found = next((one for one in FORMATS if one.value == name), None)
    if found is None:
        raise NotFound(translate("Your record cannot be saved as such a file. Choose PDF, ODS or JSON."))
    return found


async def take_own_copy(
    session: AsyncSession, viewer: Viewer, modules: Sequence[Contribution], file_format: Format
) -> FileContent:
    """Return what is held about the viewer's own person; the session is one to write in."""
    person_id = own_person(viewer)
    document = await own_document(session, viewer, person_id, modules)
    target = io.BytesIO()
    await to_thread(write_report, document, file_format, target)
    taken = Export(list_name=LIST_NAME, row_count=1, format=file_format.value)
    await record_export(await session.connection(), viewer, taken)
    return FileContent(target.getvalue(), f"{file_stem(document, LIST_NAME)}.{file_format.value}")
