"""The versions of the policy, and one version in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.sdk import Text, long_date, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import (
    LivedExperience,
    PolicyState,
    ReminderRecipient,
)
from plugins.vetting.pages.policy.drafts import Row, version_of
from plugins.vetting.pages.policy.terms import courses, sections_of
from plugins.vetting.pages.words import DOCUMENTS, day, lowered, working_days
from plugins.vetting.permissions import POLICY_DRAFT, POLICY_PUBLISH, POLICY_READ

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
        sections=sections_of(row, request),
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
        (_("References that a case wants"), str(row["referencesNeeded"]), "clock"),
        (_("Identity documents"), AS_BELOW, "documents"),
        (_("Kinds of document"), AS_BELOW, "kinds"),
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
            days=working_days(step["afterWorkingDays"]),
            who=lowered(ReminderRecipient(step["recipient"]).label),
        )
        for step in row["ladder"]
    ) or translate("None")


def _roles(row: Row) -> str:
    return "; ".join(
        f"{role['roleTitle']}: {courses(role['types'])}" for role in row["roleTraining"]
    ) or translate("None")


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
