"""Forms of vetting: take a step with a case, open a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.sdk import Conflict, DomainError, Forbidden, NotFound, Role, Text, pages, today, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import (
    AccessMode,
    ClearanceScope,
    DecisionSource,
    LivedExperience,
    Pathway,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.pages.form_parts import back_to_person, of_person
from plugins.vetting.pages.words import DOCUMENTS, day
from plugins.vetting.permissions import CASE_LEAP, CASE_OPEN, CASE_READ, DECISION_READ


def _pathways(data: pages.Data, request: pages.PageRequest) -> Sequence[pages.Choice]:
    """Offer the lived-experience route to those alone who may open a case on it, by the policy's name."""
    ordinary = pages.each_of(pathway for pathway in Pathway if pathway is not Pathway.LEAP)
    if not request.viewer.may(CASE_LEAP):
        return ordinary
    route = LivedExperience(data["vettingPolicyInForce"]["route"])
    return [*ordinary, pages.Choice(Pathway.LEAP.value, route.label)]


def grantable_levels(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Choice]:
    """Offer the levels still granted: by the policy the case is under, or for a new one by that of today."""
    policy: pages.Row = data.get("vettingCaseActions") or data["vettingPolicyInForce"]
    return pages.each_of(VettingLevel(code) for code in policy["grantable"])


STEP_FIELDS: Mapping[str, pages.Field] = {
    "level": pages.SelectField(name="level", label=_("Level of clearance"), choices=grantable_levels),
    "reference": pages.TextField(
        name="reference",
        label=_("Reference of the decision"),
        hint=_("The number on the letter or message. Never a reason."),
        max_length=40,
        width="20",
    ),
    "granted_on": pages.DateField(
        name="granted_on", label=_("Granted by the other prison on"), argument="grantedOn"
    ),
    "expires_on": pages.DateField(
        name="expires_on",
        label=_("Good until"),
        argument="expiresOn",
        required=False,
    ),
    "scope": pages.RadioField(
        name="scope",
        label=_("Where is it good for?"),
        choices=pages.each_of(ClearanceScope),
        required=False,
    ),
    "access_mode": pages.RadioField(
        name="access_mode",
        label=_("How may they come in?"),
        argument="accessMode",
        choices=pages.each_of(AccessMode),
    ),
    "source": pages.RadioField(
        name="source",
        label=_("Who decided?"),
        hint=_("Only who said no is kept, never why."),
        choices=pages.each_of(DecisionSource),
    ),
}
"""The questions a step can ask, by the input it takes; in this order."""
HAPPENED_ON = pages.DateField(
    name="happened_on", label=_("On which day did it happen?"), argument="happenedOn"
)


def verb_of(request: pages.PageRequest) -> Verb:
    """Return the step that the address names; deleting a case is no step with a form."""
    code = request.path["verb"]
    if code not in set(Verb) - {Verb.PURGE}:
        raise NotFound(translate("There is no such step. Go back to the case and choose one."))
    return Verb(code)


def _not_offered(data: pages.Data, verb: Verb) -> DomainError:
    """Say why this viewer cannot take a step: it is somebody else's, or nobody's where the case stands."""
    elsewhere = {item["verb"]: item for item in data["vettingCaseActions"]["elsewhere"]}
    if verb.name in elsewhere:
        who = ", ".join(str(Role(role).label) for role in elsewhere[verb.name]["roles"])
        message = translate("You cannot do this: {what}. In this prison it is for: {who}.")
        return Forbidden(message.format(what=verb.label, who=who))
    # The step is not named: the name of one that this viewer may not know of is not theirs to read.
    stage = VettingStage(data["vettingCase"]["stage"]).label
    message = translate(
        "This step cannot be taken: the case is at “{stage}”. Go back to it and choose another."
    )
    return Conflict(message.format(stage=stage))


def _step_fields(data: pages.Data, request: pages.PageRequest) -> Sequence[pages.Field]:
    verb = verb_of(request)
    offered = {item["verb"]: item for item in data["vettingCaseActions"]["offered"]}
    if verb.name not in offered:
        raise _not_offered(data, verb)
    takes = offered[verb.name]["takes"]
    return [field for name, field in STEP_FIELDS.items() if name in takes]


def _move(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    return {
        "given": {
            "caseId": request.path["case_id"],
            "verb": verb_of(request).name,
            "happenedOn": pages.iso_day(form.get("happened_on")),
            "level": form.get("level"),
            "reference": form.get("reference"),
            "grantedOn": pages.iso_day(form.get("granted_on")),
            "expiresOn": pages.iso_day(form.get("expires_on")),
            "scope": form.get("scope"),
            "accessMode": form.get("access_mode"),
            "source": form.get("source"),
        },
    }


def _moved(data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    case = data["vettingMoveCase"]
    return pages.Outcome(
        pages.url("vetting.case", case_id=request.path["case_id"]),
        translate("Done: {step}, for {name}.").format(step=verb_of(request).label, name=case["personName"]),
    )


def _step_heading(_data: pages.Data, request: pages.PageRequest) -> Text:
    return verb_of(request).label


def _about(data: pages.Data, _request: pages.PageRequest) -> Text:
    case = data["vettingCase"]
    return pages.beside(case["personName"], case["partnerName"])


def _as_shown(data: pages.Data, _request: pages.PageRequest) -> pages.Form:
    """Begin with today and, where a clearance is recognised, with what its passport showed."""
    shown = data["vettingCaseActions"]["shown"]
    if shown is None:
        return {"happened_on": today()}
    return {
        "happened_on": today(),
        "level": shown["level"],
        "granted_on": day(shown["grantedOn"]),
        "expires_on": day(shown["expiresOn"]),
    }


MOVE = pages.FormPage(
    name="vetting.move",
    path="/vetting/cases/{case_id:uuid}/{verb:str}",
    title=_("Take a step"),
    heading=_step_heading,
    permission=CASE_READ,
    document=DOCUMENTS["case"],
    variables=lambda request: {
        "id": request.path["case_id"],
        "decision": request.viewer.may(DECISION_READ),
        "readers": False,
        "leap": False,
        "holds": False,
    },
    found="vettingCase",
    lead=_about,
    mutation=DOCUMENTS["move_case"],
    fields=(HAPPENED_ON,),
    more_fields=_step_fields,
    initial=_as_shown,
    arguments=_move,
    success=_moved,
    submit=_("Record this step"),
    back=lambda data, _request: pages.url("vetting.case", case_id=data["vettingCase"]["id"]),
)


def _new_case(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    levels = form["levels"]
    return {
        "given": {
            "personId": request.path["person_id"],
            "pathway": form["pathway"],
            "requiredLevels": list(levels) if isinstance(levels, tuple) else [],
            "accessMode": form["access_mode"],
            "roleTitle": form["role"],
        },
    }


def _opened(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    case = data["vettingOpenCase"]
    return pages.Outcome(
        pages.url("vetting.case", case_id=case["id"]),
        translate("A vetting case was opened for {name}.").format(name=case["personName"]),
    )


OPEN_CASE = pages.FormPage(
    name="vetting.open_case",
    path="/people/{person_id:uuid}/vetting/open",
    title=_("Open a vetting case"),
    permission=CASE_OPEN,
    document=DOCUMENTS["person_brief"],
    variables=lambda request: {"id": request.path["person_id"]},
    found="person",
    lead=of_person,
    mutation=DOCUMENTS["open_case"],
    fields=(
        pages.RadioField(name="pathway", label=_("Which pathway?"), choices=_pathways),
        pages.CheckboxesField(
            name="levels",
            label=_("Which levels do they need?"),
            argument="requiredLevels",
            choices=grantable_levels,
        ),
        pages.RadioField(
            name="access_mode",
            label=_("How will they come in?"),
            argument="accessMode",
            choices=pages.each_of(AccessMode),
        ),
        pages.TextField(
            name="role", label=_("Their role, in a few words"), argument="roleTitle", required=False
        ),
    ),
    arguments=_new_case,
    success=_opened,
    submit=_("Open the case"),
    back=back_to_person,
)
