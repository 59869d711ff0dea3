"""What vetting adds to a person's page: cases, clearances and training."""

from __future__ import annotations

from collections.abc import Sequence

from core.sdk import lazy_gettext as _
from core.sdk import pages
from plugins.vetting.pages.tables import clearance_table, training_table
from plugins.vetting.pages.words import DOCUMENTS, levels_words, stage_tag, turn_words
from plugins.vetting.permissions import CASE_READ


def _sections(data: pages.Data, request: pages.PageRequest) -> Sequence[pages.Section]:
    person = data["person"]
    cases = pages.Table(
        caption=_("Vetting cases"),
        headings=(_("For"), _("Stage"), _("Since"), _("Whose turn")),
        rows=tuple(
            (
                pages.Link(
                    levels_words(row["requiredLevels"]) or _("Level not recorded"),
                    pages.url("vetting.case", case_id=row["id"]),
                    hint=row["roleTitle"] or "",
                ),
                stage_tag(row["stageToday"]),
                pages.Date(row["stageSince"], near=False),
                pages.Words(turn_words(row["turn"])),
            )
            for row in person["vettingCases"]
        ),
        empty=_("No vetting case is open for this person."),
    )
    return (
        pages.Section(heading=_("Vetting"), table=cases),
        pages.Section(heading=_("Clearances"), table=clearance_table(person["vettingClearances"], request)),
        pages.Section(heading=_("Training"), table=training_table(person["vettingTraining"])),
    )


def _here(page: str) -> pages.ActionLink:
    labels = {
        "vetting.open_case": _("Open a vetting case"),
        "vetting.record_clearance": _("Record a clearance"),
        "vetting.record_training": _("Record training"),
    }
    return pages.ActionLink(
        label=labels[page],
        href=lambda _data, request: pages.url(page, person_id=request.path["person_id"]),
        style="secondary",
    )


PERSON_PART = pages.RecordPart(
    name="vetting.person",
    page="core.person",
    permission=CASE_READ,
    document=DOCUMENTS["person_part"],
    sections=_sections,
    actions=(_here("vetting.open_case"), _here("vetting.record_clearance"), _here("vetting.record_training")),
)
