"""Forms of what happened: who was there, and what came of each point."""

from __future__ import annotations

from collections.abc import Iterator

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import AttendanceState, MemberRole, OutcomeKind
from plugins.council.pages.meeting_words import meeting_page, meeting_title, presence
from plugins.council.pages.proposal_forms import NO_NAMES
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import MEETING_RUN
from plugins.council.services.actions import LONGEST
from plugins.council.services.outcomes import LONGEST_WORDS, MOST_VOTES

GUESTS = (MemberRole.FACILITATOR, MemberRole.STAFF_MEMBER, MemberRole.GOVERNOR_LEAD, MemberRole.OBSERVER)
STATE, DECLARED = "state_", "declared_"


def _key(member: pages.Row) -> str:
    return str(member["memberId"])


def _member_fields(data: pages.Data, _request: pages.PageRequest) -> Iterator[pages.Field]:
    points = tuple(
        pages.Choice(item["id"], f"{item['position']}. {item['title']}")
        for item in data["councilMeeting"]["items"]
    )
    for member in data["councilExpected"]:
        said = _member(member)
        yield pages.RadioField(
            name=STATE + _key(member),
            label=said,
            choices=pages.each_of(AttendanceState),
            inline=True,
            missing=translate("{member}: choose whether they were there.").format(member=said),
        )
        yield pages.SelectField(
            name=DECLARED + _key(member),
            label=translate("{member}: declared an interest in").format(member=said),
            choices=points,
            nothing=_("No point"),
            required=False,
        )
    yield pages.CheckboxesField(
        name="guests",
        label=_("Guests, by role"),
        hint=_("They do not count towards the quorum."),
        choices=pages.each_of(GUESTS),
        required=False,
    )


def _member(member: pages.Row) -> str:
    parts = (MemberRole(member["role"]).label, member["wing"])
    about = ", ".join(str(part) for part in parts if part)
    return f"{member['number']}. {member['name']} ({about})"


def _fields(data: pages.Data, request: pages.PageRequest) -> tuple[pages.Field, ...]:
    return tuple(_member_fields(data, request))


def _initial(data: pages.Data, _request: pages.PageRequest) -> pages.Form:
    members = data["councilExpected"]
    form: dict[str, str | tuple[str, ...]] = {"guests": tuple(data["councilGuests"])}
    form |= {STATE + _key(one): one["state"] for one in members if one["state"]}
    form |= {DECLARED + _key(one): one["declaredItemId"] for one in members if one["declaredItemId"]}
    return form


def _arguments(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    ticks = [
        {
            "memberId": name.removeprefix(STATE),
            "state": value,
            "declaredItemId": form.get(DECLARED + name.removeprefix(STATE)),
        }
        for name, value in form.items()
        if name.startswith(STATE)
    ]
    guests = form.get("guests") or ()
    return {"id": request.path["meeting_id"], "ticks": ticks, "guests": list(guests)}  # type: ignore[arg-type]


def _lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    if not data["councilExpected"]:
        return translate("Nobody is on the roll on that day. Write down the members of the council first.")
    said = translate("{meeting}. Members needed to decide: {quorum}.")
    row = data["councilMeeting"]
    return said.format(meeting=meeting_title(row), quorum=row["quorum"])


ATTENDANCE = pages.FormPage(
    name="council.attendance",
    path="/council/meetings/{meeting_id:uuid}/attendance",
    title=_("Who was there?"),
    permission=MEETING_RUN,
    document=DOCUMENTS["expected"],
    variables=lambda request: {"id": request.path["meeting_id"]},
    found="councilMeeting",
    lead=_lead,
    mutation=DOCUMENTS["record_attendance"],
    more_fields=_fields,
    initial=_initial,
    arguments=_arguments,
    success=lambda data, _request: pages.Outcome(
        meeting_page(data["councilRecordAttendance"]["id"]), presence(data["councilRecordAttendance"])
    ),
    submit=_("Record it"),
    back=lambda data, _request: meeting_page(data["councilMeeting"]["id"]),
)


def _owners(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Choice, ...]:
    colleagues = (pages.Choice(one["id"], one["name"]) for one in data["councilColleagues"])
    return (*pages.each_of(MemberRole), *colleagues)


def _outcome(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    given: dict[str, object] = {
        "kind": form["kind"],
        "words": form["words"],
        "votesFor": form["votes_for"],
        "votesAgainst": form["votes_against"],
    }
    if form["kind"] == OutcomeKind.ACTION:
        owner = form["owner"] or ""
        is_role = owner in set(MemberRole)
        given["task"] = {
            "words": str(form["words"])[: LONGEST["words"]],
            "dueOn": pages.iso_day(form["due_on"]),
            "ownerRole": owner if is_role else None,
            "ownerAccount": None if is_role else owner or None,
        }
    return {"id": request.path["item_id"], "given": given}


def _was_recorded(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    row = data["councilRecordOutcome"]
    return pages.Outcome(meeting_page(row["id"]), translate("It is recorded."))


OUTCOME = pages.FormPage(
    name="council.outcome",
    path="/council/points/{item_id:uuid}/outcome",
    title=_("What came of the point?"),
    permission=MEETING_RUN,
    document=DOCUMENTS["item_and_colleagues"],
    variables=lambda request: {"id": request.path["item_id"]},
    found="councilItem",
    lead=lambda data, _request: f"{data['councilItem']['title']}. {NO_NAMES}",
    mutation=DOCUMENTS["record_outcome"],
    fields=(
        pages.RadioField(
            name="kind",
            label=_("What is it?"),
            hint=_("Without a quorum a decision is recorded for the next meeting."),
            choices=pages.each_of(OutcomeKind),
        ),
        pages.TextArea(name="words", label=_("What came of it?"), max_length=LONGEST_WORDS, rows=3),
        pages.NumberField(
            name="votes_for",
            label=_("For a decision: how many were for it?"),
            most=MOST_VOTES,
            required=False,
            argument="votesFor",
        ),
        pages.NumberField(
            name="votes_against",
            label=_("How many were against it?"),
            most=MOST_VOTES,
            required=False,
            argument="votesAgainst",
        ),
        pages.SelectField(
            name="owner",
            label=_("For an action: who does it?"),
            hint=_("A role on the council, or somebody who works here."),
            choices=_owners,
            required=False,
            argument="ownerRole",
        ),
        pages.DateField(name="due_on", label=_("For an action: by when?"), required=False, argument="dueOn"),
    ),
    arguments=_outcome,
    success=_was_recorded,
    submit=_("Record it"),
    back=lambda data, _request: meeting_page(data["councilItem"]["meetingId"]),
)
REMOVE_OUTCOME = pages.FormPage(
    name="council.remove_outcome",
    path="/council/outcomes/{outcome_id:uuid}/remove",
    title=_("Take back what was recorded?"),
    permission=MEETING_RUN,
    document=DOCUMENTS["council_outcome"],
    variables=lambda request: {"id": request.path["outcome_id"]},
    found="councilOutcome",
    lead=lambda data, _request: (
        f"{data['councilOutcome']['words']} "
        f"{translate('For what was recorded wrongly. The change stays in the trail.')}"
    ),
    mutation=DOCUMENTS["remove_outcome"],
    arguments=lambda _form, request: {"id": request.path["outcome_id"]},
    success=lambda data, _request: pages.Outcome(
        meeting_page(data["councilRemoveOutcome"]["id"]), translate("It is taken back.")
    ),
    submit=_("Take it back"),
    back=lambda data, _request: meeting_page(data["councilOutcome"]["meetingId"]),
)
RECORDING_PAGES = (ATTENDANCE, OUTCOME, REMOVE_OUTCOME)
