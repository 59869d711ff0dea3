"""What vetting says to a person on the page of their own record: where they stand, and what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.sdk import Text, long_date, pages, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import ClearanceScope, Consent, Turn, VettingLevel, VettingStage
from plugins.vetting.pages.mirror_guidance import guidance_sections
from plugins.vetting.pages.mirror_words import plain
from plugins.vetting.pages.passports import has_run_out, looking_prison, taking_back
from plugins.vetting.pages.tables import CLEARANCE_COLOURS, state_of, training_table
from plugins.vetting.pages.words import DOCUMENTS, UNKNOWN, day, levels_words, unconfirmed_tag
from plugins.vetting.permissions import CASE_READ
from plugins.vetting.rules import FINAL, WITH_VETTING_TEAM

WHOSE: dict[Turn, Text] = {
    Turn.APPLICANT: _("Yours"),
    Turn.PARTNER: _("Your organisation's"),
    Turn.COORDINATOR: _("The co-ordinator's"),
    Turn.VETTING_TEAM: _("The vetting team's"),
    Turn.PRISON_SECURITY: _("The prison's"),
    Turn.GOVERNOR: _("The prison's"),
    Turn.NOBODY: _("Nobody's"),
}
"""Which of the prison's offices has it in hand is not said: that would be a difference that tells (ADR 7)."""


def _lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    """Say where each case that is not over stands, and what to do; or that there is none."""
    cases = [row for row in data["person"]["vettingCases"] if VettingStage(row["stageToday"]) not in FINAL]
    if not cases:
        cases = list(data["person"]["vettingCases"])[-1:]
    if not cases:
        return translate(
            "No application for clearance is recorded for you. Ask the co-ordinator if one should be."
        )
    return " ".join(f"{words.now} {words.next}" for words in (plain(row["stageToday"]) for row in cases))


def _case(row: pages.Row) -> Iterator[pages.Fact]:
    words = plain(row["stageToday"])
    since = day(row["stageSince"])
    yield pages.Fact(_("Where it stands"), pages.Words(words.now))
    yield pages.Fact(_("Since"), pages.Date(since, near=False, empty=UNKNOWN))
    yield pages.Fact(_("What you have to do"), pages.Words(words.next))
    yield pages.Fact(_("Whose turn it is"), pages.Words(WHOSE[Turn(row["turn"])]))
    likely = _likely(row)
    if likely:
        yield pages.Fact(
            _("When it is likely decided"),
            pages.Words(likely, hint=_("By how long it took others here. It is no promise.")),
        )


def _likely(row: pages.Row) -> str:
    """Say the range that was foretold when the form was sent, while it is with those who decide."""
    earliest, latest = day(row["forecastEarliest"]), day(row["forecastLatest"])
    waits = row["isOpen"] and VettingStage(row["stageToday"]) in WITH_VETTING_TEAM
    if not waits or earliest is None or latest is None:
        return ""
    if earliest == latest:
        return translate("About {day}").format(day=long_date(latest))
    return translate("Between {earliest} and {latest}").format(
        earliest=long_date(earliest), latest=long_date(latest)
    )


def _cases(rows: Sequence[pages.Row], guidance: Sequence[pages.Row]) -> Iterator[pages.Section]:
    said = {one["version"]: one for one in guidance}
    for row in rows:
        level = levels_words(row["requiredLevels"]) or translate("Level not recorded")
        yield pages.Section(
            heading=translate("Your clearance: {level}").format(level=level),
            text=row["roleTitle"] or "",
            facts=tuple(_case(row)),
        )
        yield from guidance_sections(row, said.get(row["policy"]))


def _held(rows: Sequence[pages.Row]) -> pages.Section:
    table = pages.Table(
        caption=_("What you are cleared for"),
        headings=(_("Level"), _("Good for"), _("Granted"), _("Runs out"), _("Today")),
        rows=tuple(_clearance(row) for row in rows),
        empty=_("No clearance is recorded for you."),
    )
    return pages.Section(heading=_("What you are cleared for"), table=table)


def _clearance(row: pages.Row) -> tuple[pages.Cell, ...]:
    state = state_of(row)
    tag = pages.Tag(state.label, CLEARANCE_COLOURS[state])
    return (
        pages.Words(VettingLevel(row["level"]).label),
        pages.Words(ClearanceScope(row["scope"]).label),
        pages.Date(row["grantedOn"], near=False, empty=UNKNOWN),
        pages.Date(row["expiresOn"], empty=_("No end date")),
        tag if row["isConfirmed"] else pages.Stack((tag, unconfirmed_tag())),
    )


def _passports(rows: Sequence[pages.Row], request: pages.PageRequest) -> pages.Section:
    table = pages.Table(
        caption=_("Your clearance passports, and who looked"),
        headings=(_("Agreed on"), _("Good until"), _("State"), _("Who looked"), _("Change")),
        rows=tuple(_passport(row, request) for row in rows),
    )
    return pages.Section(
        heading=_("Your clearance passports"),
        text=_(
            "With a passport another prison sees level, deciding office, first and last day of your "
            "clearance."
        ),
        table=table,
    )


def _passport(row: pages.Row, request: pages.PageRequest) -> tuple[pages.Cell, ...]:
    taken_back = row["revokedOn"]
    standing = _("Run out") if has_run_out(row) else _("In force")
    state: pages.Cell = pages.Words(standing, hint=Consent(row["consent"]).label)
    if taken_back:
        state = pages.Stack((pages.Words(_("Taken back")), pages.Date(taken_back, near=False)))
    looked = tuple(
        pages.Words(looking_prison(use), hint=pages.long_moment(use["usedAt"])) for use in row["uses"]
    )
    return (
        pages.Date(row["consentedOn"], near=False),
        pages.Date(row["expiresOn"]),
        state,
        pages.Stack(looked) if looked else pages.Words(_("Nobody yet")),
        taking_back(row, request, request.viewer.person_id),
    )


def _sections(data: pages.Data, request: pages.PageRequest) -> Sequence[pages.Section]:
    person = data["person"]
    training = training_table(person["vettingTraining"], person["vettingBookings"])
    return (
        *_cases(person["vettingCases"], data["vettingGuidance"]),
        _held(person["vettingClearances"]),
        pages.Section(heading=_("Training"), table=training),
        *((_passports(person["vettingPassports"], request),) if person["vettingPassports"] else ()),
    )


MIRROR_PART = pages.RecordPart(
    name="vetting.me",
    page="core.me",
    permission=CASE_READ,
    document=DOCUMENTS["mirror"],
    sections=_sections,
    lead=_lead,
    actions=(
        pages.ActionLink(
            label=_("Make a clearance passport"),
            href=lambda _data, request: pages.url(
                "vetting.give_passport", person_id=request.viewer.person_id
            ),
            style="secondary",
        ),
    ),
    position=10,
)
