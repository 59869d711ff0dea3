"""Forms for what stands beside the steps: a clearance held already, its end date, keys, a reply, training."""

from __future__ import annotations

from core.sdk import Text, pages, today, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import (
    AccessMode,
    ClearanceScope,
    KeyStatus,
    TrainingStatus,
    TrainingType,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.pages.form_parts import back_to_case, back_to_person, of_person
from plugins.vetting.pages.forms import grantable_levels
from plugins.vetting.pages.words import DOCUMENTS, day
from plugins.vetting.permissions import CASE_CHASE, CASE_DECIDE, CASE_PROGRESS, TRAINING_RECORD


def _new_clearance(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    return {
        "given": {
            "personId": request.path["person_id"],
            "level": form["level"],
            "grantedOn": pages.iso_day(form["granted_on"]),
            "expiresOn": pages.iso_day(form["expires_on"]),
            "reference": form["reference"],
            "scope": form["scope"],
        },
    }


def _clearance_recorded(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    held = data["vettingRecordClearance"]
    message = translate("{level} was recorded for {name}.")
    return pages.Outcome(
        pages.url("core.person", person_id=held["personId"]),
        message.format(level=VettingLevel(held["level"]).label, name=held["personName"]),
    )


RECORD_CLEARANCE = pages.FormPage(
    name="vetting.record_clearance",
    path="/people/{person_id:uuid}/clearances/add",
    title=_("Record a clearance they hold"),
    permission=CASE_DECIDE,
    document=DOCUMENTS["person_brief"],
    variables=lambda request: {"id": request.path["person_id"]},
    found="person",
    lead=of_person,
    mutation=DOCUMENTS["record_clearance"],
    fields=(
        pages.SelectField(name="level", label=_("Level of clearance"), choices=grantable_levels),
        pages.TextField(
            name="reference",
            label=_("Reference of the decision"),
            hint=_("The number on the letter or message, such as SSCL-2026-0042. Nothing else is kept."),
            max_length=40,
            width="20",
        ),
        pages.DateField(name="granted_on", label=_("Granted on"), argument="grantedOn"),
        pages.DateField(
            name="expires_on",
            label=_("Good until"),
            argument="expiresOn",
            hint=_("The last day it is good for. Leave it empty only for a level that does not run out."),
            required=False,
        ),
        pages.RadioField(
            name="scope", label=_("Where is it good for?"), choices=pages.each_of(ClearanceScope)
        ),
    ),
    initial=lambda _data, _request: {"scope": ClearanceScope.THIS_PRISON.value},
    arguments=_new_clearance,
    success=_clearance_recorded,
    submit=_("Record this clearance"),
    back=lambda data, _request: pages.url("core.person", person_id=data["person"]["id"]),
)


def _of_clearance(data: pages.Data, _request: pages.PageRequest) -> Text:
    held = data["vettingClearance"]
    return f"{held['personName']} · {VettingLevel(held['level']).label}"


def _dated(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    held = data["vettingDateClearance"]
    message = translate("The end date of {level} was recorded for {name}.")
    return pages.Outcome(
        pages.url("core.person", person_id=held["personId"]),
        message.format(level=VettingLevel(held["level"]).label, name=held["personName"]),
    )


DATE_CLEARANCE = pages.FormPage(
    name="vetting.date_clearance",
    path="/vetting/clearances/{clearance_id:uuid}/end",
    title=_("Give the end date of a clearance"),
    permission=CASE_DECIDE,
    document=DOCUMENTS["clearance"],
    variables=lambda request: {"id": request.path["clearance_id"]},
    found="vettingClearance",
    lead=_of_clearance,
    mutation=DOCUMENTS["date_clearance"],
    fields=(
        pages.DateField(
            name="expires_on",
            label=_("Good until"),
            argument="expiresOn",
            hint=_("The last day it is good for, as it stands in the letter."),
        ),
    ),
    initial=lambda data, _request: {"expires_on": day(data["vettingClearance"]["expiresOn"])},
    arguments=lambda form, request: {
        "given": {
            "clearanceId": request.path["clearance_id"],
            "expiresOn": pages.iso_day(form["expires_on"]),
        },
    },
    success=_dated,
    submit=_("Record the end date"),
    back=lambda data, _request: pages.url("core.person", person_id=data["vettingClearance"]["personId"]),
)


def _of_case(data: pages.Data, _request: pages.PageRequest) -> Text:
    case = data["vettingCase"]
    return pages.beside(case["personName"], case["partnerName"], VettingStage(case["stage"]).label)


def _of_keys(data: pages.Data, request: pages.PageRequest) -> Text:
    access = AccessMode(data["vettingCase"]["accessMode"]).label
    return f"{_of_case(data, request)} · {access}"


def _keys_recorded(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    case = data["vettingRecordKeys"]
    return pages.Outcome(
        pages.url("vetting.case", case_id=case["id"]),
        translate("{keys}: recorded for {name}.").format(
            keys=KeyStatus(case["keyStatus"]).label, name=case["personName"]
        ),
    )


RECORD_KEYS = pages.FormPage(
    name="vetting.record_keys",
    path="/vetting/cases/{case_id:uuid}/keys/record",
    title=_("Record keys"),
    permission=CASE_PROGRESS,
    document=DOCUMENTS["case_brief"],
    variables=lambda request: {"id": request.path["case_id"]},
    found="vettingCase",
    lead=_of_keys,
    mutation=DOCUMENTS["record_keys"],
    fields=(
        pages.RadioField(
            name="key_status",
            label=_("Where do they stand with keys?"),
            argument="keyStatus",
            choices=pages.each_of(KeyStatus),
        ),
    ),
    initial=lambda data, _request: {"key_status": data["vettingCase"]["keyStatus"]},
    arguments=lambda form, request: {
        "given": {"caseId": request.path["case_id"], "keyStatus": form["key_status"]},
    },
    success=_keys_recorded,
    submit=_("Record this"),
    back=back_to_case,
)


def _reply_recorded(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    case = data["vettingRecordReply"]
    return pages.Outcome(
        pages.url("vetting.case", case_id=case["id"]),
        translate("A reply was recorded for {name}.").format(name=case["personName"]),
    )


RECORD_REPLY = pages.FormPage(
    name="vetting.record_reply",
    path="/vetting/cases/{case_id:uuid}/reply/record",
    title=_("Record a reply"),
    permission=CASE_CHASE,
    document=DOCUMENTS["case_brief"],
    variables=lambda request: {"id": request.path["case_id"]},
    found="vettingCase",
    lead=_of_case,
    mutation=DOCUMENTS["record_reply"],
    fields=(
        pages.DateField(
            name="heard_on",
            label=_("On which day did you hear from them?"),
            argument="heardOn",
            hint=_("From the applicant or the organisation. Only the day is kept, not what was said."),
        ),
    ),
    initial=lambda _data, _request: {"heard_on": today()},
    arguments=lambda form, request: {
        "given": {"caseId": request.path["case_id"], "heardOn": pages.iso_day(form["heard_on"])},
    },
    success=_reply_recorded,
    submit=_("Record this reply"),
    back=back_to_case,
)
RECORDING = (RECORD_CLEARANCE, DATE_CLEARANCE, RECORD_KEYS, RECORD_REPLY)


def _new_training(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    return {
        "given": {
            "personId": request.path["person_id"],
            "type": form["type"],
            "status": form["status"],
            "completedOn": pages.iso_day(form["on"]) if form["status"] == TrainingStatus.COMPLETED else None,
            "bookedOn": pages.iso_day(form["on"]) if form["status"] == TrainingStatus.BOOKED else None,
            "expiresOn": pages.iso_day(form["on"]) if form["status"] == TrainingStatus.EXEMPT else None,
        },
    }


def _trained(_data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    return pages.Outcome(
        pages.url("core.person", person_id=request.path["person_id"]),
        translate("The training was recorded."),
    )


RECORD_TRAINING = pages.FormPage(
    name="vetting.record_training",
    path="/people/{person_id:uuid}/training/add",
    title=_("Record training"),
    permission=TRAINING_RECORD,
    document=DOCUMENTS["person_brief"],
    variables=lambda request: {"id": request.path["person_id"]},
    found="person",
    lead=of_person,
    mutation=DOCUMENTS["record_training"],
    fields=(
        pages.SelectField(name="type", label=_("Which course?"), choices=pages.each_of(TrainingType)),
        pages.RadioField(
            name="status",
            label=_("Is it done, booked or needed?"),
            choices=pages.each_of(
                (
                    TrainingStatus.COMPLETED,
                    TrainingStatus.BOOKED,
                    TrainingStatus.REQUIRED,
                    TrainingStatus.EXEMPT,
                ),
            ),
        ),
        pages.DateField(
            name="on",
            label=_("On which day?"),
            argument="completedOn",
            hint=_("The day it was done or is booked for; of an exemption, the last day it holds."),
            required=False,
        ),
    ),
    arguments=_new_training,
    success=_trained,
    submit=_("Record this training"),
    back=back_to_person,
)
