"""Planning: a course, a session of it, and how many places there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import AccessMode, TrainingType
from plugins.vetting.pages.form_parts import several
from plugins.vetting.pages.training.booking import back_to_session, session_words
from plugins.vetting.pages.training.coming import state_tag
from plugins.vetting.pages.words import DOCUMENTS, day_words
from plugins.vetting.permissions import TRAINING_PLAN, TRAINING_READ

Row = Mapping[str, Any]


def _back(_data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("vetting.training")


ADD_COURSE = pages.FormPage(
    name="vetting.add_course",
    path="/training/courses/add",
    title=_("Add a course"),
    permission=TRAINING_PLAN,
    mutation=DOCUMENTS["add_course"],
    fields=(
        pages.TextField(name="title", label=_("Title"), max_length=80),
        pages.SelectField(name="type", label=_("Which training is it?"), choices=pages.each_of(TrainingType)),
        pages.NumberField(
            name="length",
            label=_("How long does it take?"),
            argument="lengthMinutes",
            unit=_("minutes"),
            least=5,
            most=6000,
            required=False,
        ),
        pages.NumberField(
            name="validity",
            label=_("For how long is it good?"),
            argument="validityMonths",
            hint=_("Leave it blank for what the policy says."),
            unit=_("months"),
            least=1,
            most=240,
            required=False,
        ),
        pages.CheckboxesField(
            name="prerequisites",
            label=_("What must come first?"),
            choices=pages.each_of(
                tuple(kind for kind in TrainingType if kind is not TrainingType.OTHER_LOCAL)
            ),
            required=False,
        ),
        pages.CheckboxesField(
            name="suits",
            label=_("For whom is it?"),
            hint=_("Leave it blank for everybody."),
            choices=pages.each_of(AccessMode),
            required=False,
        ),
    ),
    arguments=lambda form, _request: {
        "given": {
            "title": form["title"],
            "type": form["type"],
            "lengthMinutes": form["length"],
            "validityMonths": form["validity"],
            "prerequisites": several(form, "prerequisites"),
            "suits": several(form, "suits"),
        }
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("vetting.course", course_id=data["vettingAddCourse"]["id"]),
        translate("The course was added. Plan a session of it."),
    ),
    submit=_("Add the course"),
    back=_back,
)


def _courses(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Choice]:
    return [pages.Choice(row["id"], row["title"]) for row in data["vettingCourses"]["nodes"]]


def _first_a_course(data: pages.Data, _request: pages.PageRequest) -> Text:
    return "" if data["vettingCourses"]["nodes"] else translate("There is no course yet. Add one first.")


PLAN_SESSION = pages.FormPage(
    name="vetting.plan_session",
    path="/training/sessions/plan",
    title=_("Plan a session"),
    permission=TRAINING_PLAN,
    document=DOCUMENTS["training_courses"],
    lead=_first_a_course,
    mutation=DOCUMENTS["plan_session"],
    fields=(
        pages.SelectField(name="course", label=_("Which course?"), argument="courseId", choices=_courses),
        pages.DateField(name="held_on", label=_("On which day?"), argument="heldOn"),
        pages.TimeField(name="starts", label=_("Start"), argument="startsAt", hint=_("Such as 09:30.")),
        pages.TimeField(name="ends", label=_("End"), argument="endsAt"),
        pages.TextField(name="place", label=_("Where?"), max_length=80),
        pages.TextField(
            name="trainer",
            label=_("Who trains?"),
            hint=_("A department or organisation, such as Security."),
            max_length=80,
            required=False,
        ),
        pages.NumberField(name="places", label=_("Places"), least=1, most=500),
        pages.NumberField(
            name="partner_places",
            label=_("Of these, offered to partners"),
            argument="partnerPlaces",
            hint=_("Leave it blank to offer them all."),
            most=500,
            required=False,
        ),
    ),
    initial=lambda _data, request: {"course": request.first("course")},
    arguments=lambda form, _request: {
        "given": {
            "courseId": form["course"],
            "heldOn": pages.iso_day(form["held_on"]),
            "startsAt": form["starts"],
            "endsAt": form["ends"],
            "place": form["place"],
            "trainer": form["trainer"],
            "places": form["places"],
            "partnerPlaces": form["partner_places"],
        }
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("vetting.training_session", training_session_id=data["vettingPlanTrainingSession"]["id"]),
        translate("The session was planned. Book people into it."),
    ),
    submit=_("Plan the session"),
    back=_back,
)
CHANGE_PLACES = pages.FormPage(
    name="vetting.change_places",
    path="/training/sessions/{training_session_id:uuid}/places",
    title=_("How many places?"),
    permission=TRAINING_PLAN,
    document=DOCUMENTS["training_session"],
    variables=lambda request: {"id": request.path["training_session_id"]},
    found="vettingTrainingSession",
    lead=lambda data, _request: session_words(data),
    mutation=DOCUMENTS["change_places"],
    fields=(
        pages.NumberField(name="places", label=_("Places"), least=1, most=500),
        pages.NumberField(
            name="partner_places",
            label=_("Of these, offered to partners"),
            argument="partnerPlaces",
            most=500,
        ),
    ),
    initial=lambda data, _request: {
        "places": data["vettingTrainingSession"]["places"],
        "partner_places": data["vettingTrainingSession"]["partnerPlaces"],
    },
    arguments=lambda form, request: {
        "given": {
            "trainingSessionId": request.path["training_session_id"],
            "places": form["places"],
            "partnerPlaces": form["partner_places"],
        }
    },
    success=lambda _data, request: pages.Outcome(
        pages.url("vetting.training_session", training_session_id=request.path["training_session_id"]),
        translate("The places were changed. Whoever waits was given what became free."),
    ),
    submit=_("Change the places"),
    back=back_to_session,
)


def _record(data: pages.Data, _request: pages.PageRequest) -> pages.Record:
    course = data["vettingCourse"]
    return pages.Record(
        title=course["title"],
        caption=str(TrainingType(course["type"]).label),
        facts=tuple(_facts(course)),
        sections=(pages.Section(heading=_("Sessions"), table=_sessions(course)),),
        back=pages.url("vetting.training"),
        back_label=_("Training"),
    )


def _facts(course: Row) -> Iterator[pages.Fact]:
    yield pages.Fact(
        _("How long it takes"),
        pages.Number(course["lengthMinutes"], unit=_("minutes"), empty=_("Not recorded")),
    )
    months = course["validityMonths"]
    lasts: Text = _("As the policy says")
    if months:
        lasts = translate_plural("{count} month", "{count} months", months).format(count=months)
    yield pages.Fact(_("How long it is good for"), pages.Words(lasts))
    first = ", ".join(str(TrainingType(kind).label) for kind in course["prerequisites"])
    yield pages.Fact(_("What must come first"), pages.Words(first or _("Nothing")))
    suits = ", ".join(str(AccessMode(mode).label) for mode in course["suits"])
    yield pages.Fact(_("For whom it is"), pages.Words(suits or _("Everybody")))


def _sessions(course: Row) -> pages.Table:
    newest_first = sorted(course["sessions"], key=lambda row: row["heldOn"], reverse=True)
    return pages.Table(
        caption=_("Sessions of this course"),
        headings=(_("Day"), _("Place"), _("Taken"), _("Waiting"), _("State")),
        rows=tuple(
            (
                pages.Link(
                    day_words(row["heldOn"]),
                    pages.url("vetting.training_session", training_session_id=row["id"]),
                ),
                pages.Words(row["place"]),
                pages.Words(
                    translate("{taken} of {places}").format(taken=row["placesTaken"], places=row["places"])
                ),
                pages.Number(row["waiting"]),
                state_tag(row["state"]),
            )
            for row in newest_first
        ),
        empty=_("No session of this course has been planned yet."),
    )


COURSE = pages.RecordPage(
    name="vetting.course",
    path="/training/courses/{course_id:uuid}",
    title=_("Course"),
    permission=TRAINING_READ,
    document=DOCUMENTS["training_course"],
    variables=lambda request: {"id": request.path["course_id"]},
    record=_record,
    found="vettingCourse",
    actions=(
        pages.ActionLink(
            label=_("Plan a session"),
            href=lambda data, _request: pages.url("vetting.plan_session").asking(
                course=data["vettingCourse"]["id"]
            ),
        ),
    ),
)
