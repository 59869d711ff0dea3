"""The versions of the policy, and one version in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.sdk import Text, entry, long_date, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import (
    AccessMode,
    LivedExperience,
    PolicyState,
    ReminderRecipient,
    TrainingType,
    VettingLevel,
)
from plugins.vetting.pages.policy.drafts import version_of
from plugins.vetting.pages.policy.forms import DOCUMENT_NUMBERS
from plugins.vetting.pages.words import DOCUMENTS, day, working_days
from plugins.vetting.permissions import POLICY_DRAFT, POLICY_PUBLISH, POLICY_READ

Row = Mapping[str, Any]
AS_BELOW = _("As below")
NOT_USED = _("Not used here: draft your own from it")
COLOURS = {
    PolicyState.DRAFT: pages.Colour.YELLOW,
    PolicyState.SCHEDULED: pages.Colour.BLUE,
    PolicyState.EFFECTIVE: pages.Colour.GREEN,
    PolicyState.SUPERSEDED: pages.Colour.GREY,
}


def _state(row: Row) -> pages.Tag:
    if row["state"] is None:
        return pages.Tag(NOT_USED)
    state = PolicyState(row["state"])
    return pages.Tag(state.label, COLOURS[state])


def _source(row: Row) -> str:
    made = day(row["sourceOn"])
    return f"{row['source']} ({long_date(made)})" if made else str(row["source"])


def _list(data: pages.Data, _request: pages.PageRequest) -> pages.Record:
    rows = data["vettingPolicies"]
    table = pages.Table(
        caption=_("Versions of the policy"),
        headings=(_("Version"), _("State"), _("Holds from"), _("Rests on")),
        rows=tuple(
            (
                pages.Link(row["title"], pages.url("vetting.policy", version=row["version"])),
                _state(row),
                pages.Date(row["effectiveFrom"], empty=_("No day yet")),
                pages.Words(_source(row)),
            )
            for row in rows
        ),
    )
    return pages.Record(
        title=_("Vetting policy"),
        lead=_("What decides who may come in. A case keeps the version it was opened under."),
        sections=(pages.Section(heading=_("Versions"), table=table),),
        back=pages.url("vetting.cases"),
    )


POLICIES = pages.RecordPage(
    name="vetting.policies",
    path="/vetting/policy",
    title=_("Vetting policy"),
    permission=POLICY_READ,
    document=DOCUMENTS["policies"],
    record=_list,
    found="vettingPolicies",
)


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    row = data["vettingPolicy"]
    begins = day(row["effectiveFrom"])
    lead = translate("Holds from {day}.").format(day=long_date(begins)) if begins else ""
    return pages.Record(
        title=row["title"],
        caption=_source(row),
        tag=_state(row),
        lead=lead if row["state"] not in {PolicyState.DRAFT, None} else "",
        nobody=_nobody(row),
        facts=tuple(_facts(row, request)),
        sections=(_levels(row, request), _training(row), _gate(row), _documents(row), _notice(row)),
        back=pages.url("vetting.policies"),
        back_label=_("Vetting policy"),
    )


def _nobody(row: Row) -> Text:
    if row["state"] == PolicyState.DRAFT:
        return _("Security or the governor puts it in force: never whoever changed it last.")
    return ""


def _facts(row: Row, request: pages.PageRequest) -> Iterator[pages.Fact]:
    """Say the shorter terms; those of a draft lead to the form that changes them."""
    is_draft = row["state"] == PolicyState.DRAFT
    months = translate_plural("{count} month", "{count} months", row["retentionMonths"])
    lapse = translate_plural("{count} day", "{count} days", row["lapseAfterDays"])
    facts: tuple[tuple[Text, Text, str], ...] = (
        (_("Name, source and day"), row["title"], "details"),
        (_("Training by access"), AS_BELOW, "training"),
        (_("Training by role"), _roles(row), "roles"),
        (_("What stops somebody at the gate"), AS_BELOW, "gate"),
        (_("Route for lived experience"), LivedExperience(row["route"]).label, "clock"),
        (_("Target for a decision"), working_days(row["targetWorkingDays"]), "clock"),
        (_("Alerts"), ", ".join(f"{share} %" for share in row["alertPercents"]), "clock"),
        (_("Reminders before the end, in days"), _joined(row["renewalReminderDays"]), "clock"),
        (_("Reminder ladder"), _ladder(row), "clock"),
        (_("Lapses after silence of"), lapse.format(count=row["lapseAfterDays"]), "clock"),
        (_("A closed case is kept"), months.format(count=row["retentionMonths"]), "clock"),
        (_("References that a case wants"), str(row["referencesNeeded"]), "clock"),
        (_("Identity documents"), AS_BELOW, "documents"),
        (_("Notice about excluded categories"), AS_BELOW, "notice"),
    )
    for label, value, part in facts:
        change = pages.url(f"vetting.policy_{part}", **version_of(request)) if is_draft else None
        if is_draft or value is not AS_BELOW:
            yield pages.Fact(label, pages.Words(value), change)


def _joined(values: list[int]) -> str:
    return ", ".join(str(value) for value in values)


def _ladder(row: Row) -> str:
    return "; ".join(
        translate("after {days}: {who}").format(
            days=working_days(step["afterWorkingDays"]), who=ReminderRecipient(step["recipient"]).label
        )
        for step in row["ladder"]
    ) or translate("None")


def _roles(row: Row) -> str:
    return "; ".join(
        f"{role['roleTitle']}: {_courses(role['types'])}" for role in row["roleTraining"]
    ) or translate("None")


def _courses(codes: list[str]) -> str:
    return ", ".join(str(TrainingType(code).label) for code in codes) or translate("None")


def _years(count: int | None) -> str:
    if count is None:
        return translate("No set length")
    return translate_plural("{count} year", "{count} years", count).format(count=count)


def _levels(row: Row, request: pages.PageRequest) -> pages.Section:
    """List the levels; each of a draft leads to its own form, for whoever may change it."""
    changes = row["state"] == PolicyState.DRAFT and request.viewer.may(POLICY_DRAFT)
    headings = (_("Level"), _("Good for"), _("For a volunteer"), _("End date needed"), _("May be granted"))
    table = pages.Table(
        caption=_("Levels"),
        headings=(*headings, _("Change")) if changes else headings,
        rows=tuple(
            (
                pages.Words(VettingLevel(one["level"]).label),
                pages.Words(_years(one["years"])),
                pages.Words(_years(one["volunteerYears"] or one["years"])),
                pages.Words(_("Yes") if one["needsEndDate"] else _("No")),
                pages.Words(_("Yes") if one["grantable"] else _("No")),
                *((_change(one["level"], request),) if changes else ()),
            )
            for one in row["levels"]
        ),
    )
    return pages.Section(heading=_("Levels, and how long they are good"), table=table)


def _change(code: str, request: pages.PageRequest) -> pages.Link:
    page = pages.url("vetting.policy_level", **version_of(request), level=code)
    said = translate("Change {level}").format(level=VettingLevel(code).label)
    return pages.Link(said, page)


def _training(row: Row) -> pages.Section:
    months = translate("{training}: {count} months")
    table = pages.Table(
        caption=_("Training by access"),
        headings=(_("Access"), _("Training asked for")),
        rows=tuple(
            (pages.Words(AccessMode(one["accessMode"]).label), pages.Words(_courses(one["types"])))
            for one in row["accessTraining"]
        ),
    )
    good = tuple(
        months.format(training=TrainingType(one["type"]).label, count=one["months"])
        for one in row["trainingMonths"]
    )
    return pages.Section(heading=_("Training, and how long it stays good"), table=table, points=good)


def _gate(row: Row) -> pages.Section:
    table = pages.Table(
        caption=_("What stops somebody at the gate"),
        headings=(_("What is found"), _("What it does"), _("Usual")),
        rows=tuple(
            (
                pages.Words(one["title"]),
                pages.Words(entry.Bearing(one["bearing"]).label),
                pages.Words(entry.Bearing(one["usual"]).label),
            )
            for one in row["weights"]
        ),
    )
    always = _("No clearance in date, a refusal and a suspension always stop somebody, whatever stands here.")
    return pages.Section(heading=_("What stops somebody at the gate"), text=always, table=table)


def _documents(row: Row) -> pages.Section:
    rules = row["documents"]
    facts = (
        pages.Fact(_("Date of these rules"), pages.Date(rules["dated"], near=False)),
        *(pages.Fact(label, pages.Number(rules[name])) for name, label in DOCUMENT_NUMBERS),
    )
    return pages.Section(heading=_("Identity documents"), facts=facts)


def _notice(row: Row) -> pages.Section:
    none = _("None")
    facts = (
        pages.Fact(_("In English"), pages.Words(row["excludedNotice"] or none, lang="en")),
        pages.Fact(_("In Welsh"), pages.Words(row["excludedNoticeWelsh"] or none, lang="cy")),
    )
    return pages.Section(heading=_("Notice about excluded categories"), facts=facts)


def _is(*states: PolicyState) -> Any:
    return lambda data, _request: data["vettingPolicy"]["state"] in states


def _to(page: str, label: Text, style: Any, offered: Any) -> pages.ActionLink:
    return pages.ActionLink(
        label=label,
        href=lambda _data, request: pages.url(page, **version_of(request)),
        style=style,
        offered=offered,
    )


POLICY = pages.RecordPage(
    name="vetting.policy",
    path="/vetting/policy/{version:str}",
    title=_("Vetting policy"),
    permission=POLICY_READ,
    document=DOCUMENTS["policy"],
    variables=version_of,
    record=_record,
    found="vettingPolicy",
    actions=(
        _to("vetting.policy_preview", _("Whom this would block"), "primary", _is(PolicyState.DRAFT)),
        _to("vetting.put_policy", _("Put in force"), "secondary", _is(PolicyState.DRAFT)),
        _to(
            "vetting.draft_policy",
            _("Draft another from this"),
            "secondary",
            lambda data, _request: data["vettingPolicy"]["state"] != PolicyState.DRAFT,
        ),
        pages.Action(
            name="take_back",
            label=_("Take back to a draft"),
            permission=POLICY_PUBLISH,
            mutation=DOCUMENTS["take_back_policy"],
            variables=version_of,
            offered=_is(PolicyState.SCHEDULED),
            success=lambda _data, request: pages.Outcome(
                pages.url("vetting.policy", **version_of(request)), translate("It is a draft again.")
            ),
        ),
        pages.Action(
            name="discard",
            label=_("Discard this draft"),
            permission=POLICY_DRAFT,
            mutation=DOCUMENTS["discard_policy"],
            variables=version_of,
            offered=_is(PolicyState.DRAFT),
            success=lambda _data, _request: pages.Outcome(
                pages.url("vetting.policies"), translate("The draft was discarded.")
            ),
            confirm=_("Discard this draft? It cannot be brought back."),
            style="warning",
        ),
    ),
)
