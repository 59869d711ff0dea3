"""What the rota says to a person on the page of their own record: when they come, and when they are away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.sdk import lazy_gettext as _
from core.sdk import pages
from plugins.rota.pages.words import DOCUMENTS, span, weekly
from plugins.rota.permissions import SESSION_READ


def _sections(data: pages.Data, request: pages.PageRequest) -> Sequence[pages.Section]:
    person = data["person"]
    return tuple(_shown(person, request))


def _shown(person: pages.Row, request: pages.PageRequest) -> Iterator[pages.Section]:
    regular = pages.Table(
        caption=_("When you come"),
        headings=(_("Service"), _("When"), _("Days")),
        rows=tuple(
            (
                pages.Link(row["serviceName"] or "", pages.url("rota.time", pattern_id=row["patternId"])),
                pages.Words(weekly(row)),
                pages.Words(span(row)),
            )
            for row in person["rotaRegulars"]
            if row["isCurrent"] and row["weekday"] is not None
        ),
        empty=_("You come to no session regularly."),
    )
    yield pages.Section(heading=_("When you come"), table=regular)
    today = request.today.isoformat()
    away = tuple((pages.Words(span(row)),) for row in person["rotaAbsences"] if row["lastOn"] >= today)
    if away:
        table = pages.Table(caption=_("When you are away"), headings=(_("Days"),), rows=away)
        yield pages.Section(heading=_("When you are away"), table=table)


MIRROR_PART = pages.RecordPart(
    name="rota.me",
    page="core.me",
    permission=SESSION_READ,
    document=DOCUMENTS["mirror"],
    sections=_sections,
    actions=(
        pages.ActionLink(
            label=_("Say when you are away"),
            href=lambda _data, request: pages.url("rota.absent", person_id=request.viewer.person_id),
            style="secondary",
        ),
    ),
    position=20,
)
