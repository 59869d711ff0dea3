"""Forms of minutes: drafted, written anew, amended, approved at a later meeting."""

from __future__ import annotations

from collections.abc import Iterator

from core.sdk import Text, long_date, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import CorrectionReason, MemberRole, MinutesState
from plugins.council.pages.minutes_quotes import MARK_WORDS
from plugins.council.pages.minutes_words import minutes_title
from plugins.council.pages.proposal_forms import NO_NAMES
from plugins.council.pages.words import DOCUMENTS, day
from plugins.council.permissions import MINUTES_WRITE
from plugins.council.rules.minutes import LOCKED
from plugins.council.services.minutes import LONGEST_SECTION


def _meetings(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Choice, ...]:
    return tuple(
        pages.Choice(row["id"], f"{long_date(day(row['heldOn']))}, {row['councilName']}")
        for row in data["councilMeetingsHeld"]["nodes"]
    )


def _opened(data: pages.Row, words: Text) -> pages.Outcome:
    return pages.Outcome(pages.url("council.one_minutes", minutes_id=data["id"]), words)


DRAFT = pages.FormPage(
    name="council.draft_minutes",
    path="/council/minutes/add",
    title=_("Of which meeting?"),
    permission=MINUTES_WRITE,
    document=DOCUMENTS["meetings_held"],
    variables=lambda _request: {"filter": {"hasMinutes": {"eq": False}}},
    mutation=DOCUMENTS["draft_minutes"],
    lead=lambda _data, _request: _("The draft is made of the agenda, who was there, and what came of it."),
    fields=(pages.RadioField(name="meeting", label=_("Meeting"), choices=_meetings, argument="meetingId"),),
    arguments=lambda form, _request: {"meetingId": form["meeting"]},
    success=lambda data, _request: _opened(
        data["councilDraftMinutes"], _("The draft is written. Read it, and add what is missing.")
    ),
    submit=_("Draft the minutes"),
    back=lambda _data, _request: pages.url("council.minutes"),
)


def _last(data: pages.Data) -> list[pages.Row]:
    versions = data["councilMinutes"]["versions"]
    return list(versions[-1]["sections"]) if versions else []


def _is_locked(data: pages.Data) -> bool:
    return MinutesState(data["councilMinutes"]["state"]) in LOCKED


def _text_fields(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Field, ...]:
    return tuple(_fields(data))


def _fields(data: pages.Data) -> Iterator[pages.Field]:
    for place, one in enumerate(_last(data)):
        yield pages.TextArea(
            name=f"section-{place}",
            label=one["heading"],
            max_length=LONGEST_SECTION,
            rows=min(12, max(3, one["text"].count("\n") + len(one["text"]) // 70 + 1)),
            required=False,
        )
    if _is_locked(data):
        yield pages.SelectField(
            name="reason",
            label=_("Why is this needed after the council approved them?"),
            choices=pages.each_of(CorrectionReason),
        )


def _texts(data: pages.Data, _request: pages.PageRequest) -> pages.Form:
    last = _last(data)
    return {
        "number": str(data["councilMinutes"]["number"]),
        "fields": ",".join(one["field"] for one in last),
        **{f"section-{place}": one["text"] for place, one in enumerate(last)},
    }


def _written(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    fields = [field for field in str(form["fields"] or "").split(",") if field]
    number = str(form["number"] or "")
    return {
        "minutesId": request.path["minutes_id"],
        "sections": [
            {"field": field, "text": form.get(f"section-{place}") or ""} for place, field in enumerate(fields)
        ],
        "wasNumber": int(number) if number.isascii() and number.isdecimal() else None,
        "reason": form.get("reason"),
    }


def _kept(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    row = data["councilWriteMinutes"]
    if row["isHeldBack"]:
        return _opened(row, _("Written. Something in it looks like a name or a matter of security."))
    return _opened(row, _("Written."))


WRITE = pages.FormPage(
    name="council.write_minutes",
    path="/council/minutes/{minutes_id:uuid}/write",
    title=_("What do the minutes say?"),
    permission=MINUTES_WRITE,
    document=DOCUMENTS["minutes"],
    variables=lambda request: {"id": request.path["minutes_id"]},
    found="councilMinutes",
    heading=lambda data, _request: minutes_title(data["councilMinutes"]),
    lead=lambda _data, _request: NO_NAMES,
    mutation=DOCUMENTS["write_minutes"],
    fields=(pages.HiddenField(name="fields"), pages.HiddenField(name="number")),
    more_fields=_text_fields,
    initial=_texts,
    arguments=_written,
    success=_kept,
    submit=_("Write this down"),
    back=lambda data, _request: pages.url("council.one_minutes", minutes_id=data["councilMinutes"]["id"]),
)


def _sections(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Choice, ...]:
    return tuple(pages.Choice(one["field"], one["heading"]) for one in _last(data))


AMEND = pages.FormPage(
    name="council.ask_amendment",
    path="/council/minutes/{minutes_id:uuid}/amendments/add",
    title=_("What does somebody who was there want changed?"),
    permission=MINUTES_WRITE,
    document=DOCUMENTS["minutes"],
    variables=lambda request: {"id": request.path["minutes_id"]},
    found="councilMinutes",
    lead=lambda _data, _request: NO_NAMES,
    mutation=DOCUMENTS["ask_amendment"],
    fields=(
        pages.SelectField(
            name="role",
            label=_("Who asks for it?"),
            choices=pages.each_of(MemberRole),
        ),
        pages.SelectField(name="field", label=_("Which section?"), choices=_sections),
        pages.TextArea(
            name="text", label=_("How should it read, whole?"), max_length=LONGEST_SECTION, rows=6
        ),
    ),
    arguments=lambda form, request: {
        "minutesId": request.path["minutes_id"],
        "role": form["role"],
        "field": form["field"],
        "text": form["text"],
    },
    success=lambda data, _request: _opened(
        data["councilAskAmendment"], _("It is written down, and waits for a decision.")
    ),
    submit=_("Write it down"),
    back=lambda data, _request: pages.url("council.one_minutes", minutes_id=data["councilMinutes"]["id"]),
)


def _asked(data: pages.Data, request: pages.PageRequest) -> Text:
    wanted = request.path["amendment_id"]
    found = next((one for one in data["councilMinutes"]["amendments"] if one["id"] == wanted), None)
    if found is None:
        return ""
    said = translate("{role} asks that it reads: {text}")
    return said.format(role=MemberRole(found["role"]).label, text=found["text"])


DECIDE = pages.FormPage(
    name="council.decide_amendment",
    path="/council/minutes/{minutes_id:uuid}/amendments/{amendment_id:uuid}",
    title=_("Is this change taken into the minutes?"),
    permission=MINUTES_WRITE,
    document=DOCUMENTS["minutes"],
    variables=lambda request: {"id": request.path["minutes_id"]},
    found="councilMinutes",
    lead=_asked,
    mutation=DOCUMENTS["decide_amendment"],
    fields=(
        pages.RadioField(
            name="accepted",
            label=_("What was decided?"),
            choices=(
                pages.Choice("yes", _("It is taken in: it becomes the next version")),
                pages.Choice("no", _("It is not taken in; that it was asked for stays")),
            ),
        ),
    ),
    arguments=lambda form, request: {
        "amendmentId": request.path["amendment_id"],
        "accepted": form["accepted"] == "yes",
    },
    success=lambda data, _request: _opened(data["councilDecideAmendment"], _("Decided.")),
    submit=_("Record it"),
    back=lambda data, _request: pages.url("council.one_minutes", minutes_id=data["councilMinutes"]["id"]),
)


def _later_meetings(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Choice, ...]:
    """Offer the meetings of the same council that were held after the one the minutes are of."""
    own = data["councilMinutes"]
    return tuple(
        pages.Choice(row["id"], long_date(day(row["heldOn"])))
        for row in data["councilMeetingsHeld"]["nodes"]
        if row["councilId"] == own["councilId"] and row["heldOn"] > own["heldOn"]
    )


def _approve_lead(data: pages.Data, request: pages.PageRequest) -> Text:
    """Say what approval does, or that it has to wait for a meeting."""
    if not _later_meetings(data, request):
        return _(
            "The council has not met since, so it cannot have approved them. Come back once the next meeting "
            "is written down as held."
        )
    return _("From then on nobody changes them: a correction gives its reason.")


APPROVE = pages.FormPage(
    name="council.approve_minutes",
    path="/council/minutes/{minutes_id:uuid}/approve",
    title=_("At which meeting did the council approve them?"),
    permission=MINUTES_WRITE,
    document=DOCUMENTS["approve_choice"],
    variables=lambda request: {"id": request.path["minutes_id"]},
    found="councilMinutes",
    mutation=DOCUMENTS["approve_minutes"],
    lead=_approve_lead,
    fields=(
        pages.RadioField(
            name="meeting",
            label=_("Meeting"),
            choices=_later_meetings,
            argument="meetingId",
            missing=_("Choose the meeting. If there is none, the council has not met since."),
        ),
    ),
    arguments=lambda form, request: {
        "minutesId": request.path["minutes_id"],
        "meetingId": form["meeting"],
    },
    success=lambda data, _request: _opened(
        data["councilApproveMinutes"], _("Approved, and locked. Publish them.")
    ),
    submit=_("Record it"),
    back=lambda _data, request: pages.url("council.one_minutes", minutes_id=request.path["minutes_id"]),
)
MINUTES_FORMS = (DRAFT, WRITE, AMEND, DECIDE, MARK_WORDS, APPROVE)
