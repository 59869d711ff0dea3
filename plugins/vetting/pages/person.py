"""What vetting adds to a person's page: cases, clearances and training."""

from __future__ import annotations

from collections.abc import Sequence

from core.sdk import Text, Viewer, long_date, pages, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import ClearanceState, Turn, VettingLevel
from plugins.vetting.pages.tables import clearance_table, state_of, training_table
from plugins.vetting.pages.words import (
    DOCUMENTS,
    UNCONFIRMED,
    day,
    levels_words,
    stage_tag,
    standing_tags,
    whose_turn,
)
from plugins.vetting.permissions import CASE_READ


def _lead(data: pages.Data, request: pages.PageRequest) -> Text:
    """Say what the person holds today, and where what is under way stands."""
    person = data["person"]
    held = [good for row in person["vettingClearances"] if (good := _held(row))]
    held = held or [translate("Holds no clearance that is good today.")]
    return " ".join([*held, *(_under_way(row, request.viewer) for row in _moving(person["vettingCases"]))])


def _held(row: pages.Row) -> str:
    """Say what is good today, and where only a list says so."""
    said = _good_today(row)
    return f"{said} {UNCONFIRMED}." if said and not row["isConfirmed"] else said


def _good_today(row: pages.Row) -> str:
    state, level = state_of(row), VettingLevel(row["level"]).label
    if state is ClearanceState.UNDATED:
        return translate("Holds {level}; its end date is not recorded.").format(level=level)
    if state is not ClearanceState.CURRENT:
        return ""
    until = day(row["expiresOn"])
    if until is None:
        return translate("Holds {level}.").format(level=level)
    return translate("Holds {level} until {day}.").format(level=level, day=long_date(until))


def _moving(cases: Sequence[pages.Row]) -> list[pages.Row]:
    return [row for row in cases if row["turn"] != Turn.NOBODY]


def _under_way(row: pages.Row, viewer: Viewer) -> str:
    return translate("A case is under way: {stage}. Whose turn: {turn}.").format(
        stage=stage_tag(row["stageToday"]).text, turn=whose_turn(row["turn"], viewer)
    )


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
                standing_tags(row),
                pages.Date(row["stageSince"]),
                pages.Words(whose_turn(row["turn"], request.viewer)),
            )
            for row in person["vettingCases"]
        ),
        empty=_("No vetting case is open for this person."),
    )
    return (
        pages.Section(heading=_("Vetting"), table=cases),
        pages.Section(heading=_("Clearances"), table=clearance_table(person["vettingClearances"], request)),
        pages.Section(
            heading=_("Training"), table=training_table(person["vettingTraining"], person["vettingBookings"])
        ),
    )


def _here(page: str) -> pages.ActionLink:
    labels = {
        "vetting.open_case": _("Open a vetting case"),
        "vetting.record_clearance": _("Record a clearance"),
        "vetting.record_training": _("Record training"),
        "vetting.book_training": _("Book training"),
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
    lead=_lead,
    actions=(
        _here("vetting.open_case"),
        _here("vetting.record_clearance"),
        _here("vetting.record_training"),
        _here("vetting.book_training"),
    ),
)
