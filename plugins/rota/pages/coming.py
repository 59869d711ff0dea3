"""Forms that say who comes, who stands in and who is away."""

from __future__ import annotations

from collections.abc import Sequence

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.rota.pages.planning import back_to_session, back_to_time, of_session
from plugins.rota.pages.words import DOCUMENTS, day, span, weekly
from plugins.rota.permissions import ABSENCE_RECORD, PEOPLE_CHANGE


def _people(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Choice]:
    return [
        pages.Choice(person["id"], f"{person['name']} ({person['partnerName'] or translate('the prison')})")
        for person in data["rotaCandidates"]
    ]


WHO = pages.SelectField(
    name="person",
    label=_("Who?"),
    hint=_("People of the organisation, and who else is down for the service."),
    choices=_people,
    argument="personId",
)

ADDED = _("Added to this session.")


def _first_day(data: pages.Data, request: pages.PageRequest) -> pages.Form:
    return {"first_on": max(day(data["rotaPattern"]["firstOn"]), request.today)}


ADD_REGULAR = pages.FormPage(
    name="rota.add_regular",
    path="/rota/times/{pattern_id:uuid}/people/add",
    title=_("Who comes regularly?"),
    permission=PEOPLE_CHANGE,
    document=DOCUMENTS["people_of_time"],
    variables=lambda request: {"id": request.path["pattern_id"]},
    found="rotaPattern",
    lead=lambda data, _request: f"{data['rotaPattern']['serviceName']} · {weekly(data['rotaPattern'])}",
    mutation=DOCUMENTS["add_regular"],
    fields=(
        WHO,
        pages.DateField(name="first_on", label=_("From which day?"), argument="firstOn"),
        pages.DateField(name="last_on", label=_("Until which day?"), required=False, argument="lastOn"),
    ),
    initial=_first_day,
    arguments=lambda form, request: {
        "given": {
            "patternId": request.path["pattern_id"],
            "personId": form["person"],
            "firstOn": pages.iso_day(form["first_on"]),
            "lastOn": pages.iso_day(form["last_on"]),
        }
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.time", pattern_id=data["rotaAddRegular"]["patternId"]),
        translate("{name} comes regularly now.").format(name=data["rotaAddRegular"]["personName"]),
    ),
    submit=_("Add them"),
    back=back_to_time,
)


def _of_regular(data: pages.Data, _request: pages.PageRequest) -> Text:
    row = data["rotaRegular"]
    return f"{row['personName'] or ''} · {row['serviceName']} · {span(row)}"


END_REGULAR = pages.FormPage(
    name="rota.end_regular",
    path="/rota/regulars/{regular_id:uuid}/end",
    title=_("Until when do they come?"),
    permission=PEOPLE_CHANGE,
    document=DOCUMENTS["regular"],
    variables=lambda request: {"id": request.path["regular_id"]},
    found="rotaRegular",
    lead=_of_regular,
    mutation=DOCUMENTS["end_regular"],
    fields=(pages.DateField(name="last_on", label=_("Last day"), argument="lastOn"),),
    arguments=lambda form, request: {
        "id": request.path["regular_id"],
        "lastOn": pages.iso_day(form["last_on"]),
    },
    success=lambda _data, _request: pages.Outcome(pages.url("rota.week"), translate("Recorded.")),
    submit=_("Record the last day"),
    back=lambda data, _request: pages.url("rota.time", pattern_id=data["rotaRegular"]["patternId"]),
)
ADD_STAND_IN = pages.FormPage(
    name="rota.add_stand_in",
    path="/rota/sessions/{session_id:uuid}/stand-ins/add",
    title=_("Who stands in?"),
    permission=PEOPLE_CHANGE,
    document=DOCUMENTS["people_of_session"],
    variables=lambda request: {"id": request.path["session_id"]},
    found="rotaSession",
    lead=of_session,
    mutation=DOCUMENTS["add_stand_in"],
    fields=(WHO,),
    arguments=lambda form, request: {"id": request.path["session_id"], "person": form["person"]},
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.session", session_id=data["rotaAddStandIn"]["id"]),
        ADDED,
    ),
    submit=_("Add them"),
    back=back_to_session,
)
OFFER = pages.FormPage(
    name="rota.offer",
    path="/rota/sessions/{session_id:uuid}/stand-ins/{person_id:uuid}",
    title=_("Add a stand-in"),
    permission=PEOPLE_CHANGE,
    document=DOCUMENTS["offer"],
    variables=lambda request: {"id": request.path["session_id"], "person": request.path["person_id"]},
    found="rotaSession",
    heading=lambda data, _request: (
        translate("Does {name} stand in?").format(name=data["person"]["name"])
        if data["person"]
        else translate("Add a stand-in")
    ),
    lead=of_session,
    mutation=DOCUMENTS["add_stand_in"],
    arguments=lambda _form, request: {
        "id": request.path["session_id"],
        "person": request.path["person_id"],
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.session", session_id=data["rotaAddStandIn"]["id"]),
        ADDED,
    ),
    submit=_("Add them"),
    back=back_to_session,
)
REMOVE_STAND_IN = pages.FormPage(
    name="rota.remove_stand_in",
    path="/rota/sessions/{session_id:uuid}/stand-ins/{stand_in_id:uuid}/remove",
    title=_("Take this stand-in off?"),
    permission=PEOPLE_CHANGE,
    document=DOCUMENTS["session_brief"],
    variables=lambda request: {"id": request.path["session_id"]},
    found="rotaSession",
    lead=of_session,
    mutation=DOCUMENTS["remove_stand_in"],
    arguments=lambda _form, request: {"id": request.path["stand_in_id"]},
    success=lambda _data, request: pages.Outcome(
        pages.url("rota.session", session_id=request.path["session_id"]), translate("Taken off this session.")
    ),
    submit=_("Take them off"),
    back=back_to_session,
)


def _absent_title(data: pages.Data, request: pages.PageRequest) -> Text:
    if request.viewer.person_id is not None:
        return _("When can you not come?")
    return translate("When can {name} not come?").format(name=data["person"]["name"])


def _after_absence(data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    row = data["rotaRecordAbsence"]
    words = translate("Recorded: away {days}.").format(days=span(row))
    if request.viewer.person_id is not None:
        return pages.Outcome(pages.url("rota.week"), words)
    return pages.Outcome(pages.url("core.person", person_id=row["personId"]), words)


ABSENT = pages.FormPage(
    name="rota.absent",
    path="/people/{person_id:uuid}/absences/add",
    title=_("When can they not come?"),
    permission=ABSENCE_RECORD,
    document=DOCUMENTS["person_brief"],
    variables=lambda request: {"id": request.path["person_id"]},
    found="person",
    heading=_absent_title,
    lead=lambda _data, _request: _("Nobody has to say why, and there is no place for it."),
    mutation=DOCUMENTS["record_absence"],
    fields=(
        pages.DateField(name="first_on", label=_("First day away"), argument="firstOn"),
        pages.DateField(
            name="last_on",
            label=_("Last day away"),
            hint=_("Leave it empty for one day."),
            required=False,
            argument="lastOn",
        ),
    ),
    arguments=lambda form, request: {
        "given": {
            "personId": request.path["person_id"],
            "firstOn": pages.iso_day(form["first_on"]),
            "lastOn": pages.iso_day(form["last_on"]),
        }
    },
    success=_after_absence,
    submit=_("Record these days"),
    back=lambda data, _request: pages.url("core.person", person_id=data["person"]["id"]),
)


def _of_absence(data: pages.Data, _request: pages.PageRequest) -> Text:
    row, name = data["rotaAbsence"], data["person"]["name"]
    return f"{name} · {span(row)}" if row else translate("{name} is not away then.").format(name=name)


WITHDRAW_ABSENCE = pages.FormPage(
    name="rota.withdraw_absence",
    path="/people/{person_id:uuid}/absences/{absence_id:uuid}/withdraw",
    title=_("Do they come after all?"),
    permission=ABSENCE_RECORD,
    document=DOCUMENTS["absence"],
    variables=lambda request: {"id": request.path["person_id"], "absence": request.path["absence_id"]},
    found="person",
    lead=_of_absence,
    mutation=DOCUMENTS["withdraw_absence"],
    arguments=lambda _form, request: {"id": request.path["absence_id"]},
    success=lambda _data, request: pages.Outcome(
        pages.url("core.person", person_id=request.path["person_id"]),
        translate("The absence was taken back."),
    ),
    submit=_("Take the absence back"),
    back=lambda data, _request: pages.url("core.person", person_id=data["person"]["id"]),
)
COMING = (ADD_REGULAR, END_REGULAR, ADD_STAND_IN, OFFER, REMOVE_STAND_IN, ABSENT, WITHDRAW_ABSENCE)
