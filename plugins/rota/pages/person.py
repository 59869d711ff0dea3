"""What the rota adds to a person's page: when they come, and when they are away."""

from __future__ import annotations

from collections.abc import Sequence

from core.sdk import lazy_gettext as _
from core.sdk import pages
from plugins.rota.pages.words import DOCUMENTS, span, weekly
from plugins.rota.permissions import SESSION_READ


def _sections(data: pages.Data, request: pages.PageRequest) -> Sequence[pages.Section]:
    person, today = data["person"], request.today.isoformat()
    regular = pages.Table(
        caption=_("When they come"),
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
        empty=_("They come to no session regularly."),
    )
    away = tuple(
        (
            pages.Words(span(row)),
            pages.Link(
                _("They come after all"),
                pages.url("rota.withdraw_absence", person_id=person["id"], absence_id=row["id"]),
            ),
        )
        for row in person["rotaAbsences"]
        if row["lastOn"] >= today
    )
    table = pages.Table(caption=_("When they are away"), headings=(_("Days"), _("Change")), rows=away)
    shown = pages.Section(heading=_("When they come"), table=regular)
    return (shown, pages.Section(heading=_("When they are away"), table=table)) if away else (shown,)


PERSON_PART = pages.RecordPart(
    name="rota.person",
    page="core.person",
    permission=SESSION_READ,
    document=DOCUMENTS["person_part"],
    sections=_sections,
    actions=(
        pages.ActionLink(
            label=_("Record an absence"),
            href=lambda _data, request: pages.url("rota.absent", person_id=request.path["person_id"]),
            style="secondary",
        ),
    ),
)
