"""The form of one level of a draft: how long it is good, whether it ends, what it stands for."""

from __future__ import annotations

from core.sdk import NotFound, Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import VettingLevel
from plugins.vetting.pages.policy.drafts import Row, changed, chosen, draft_of, to_version, version_of
from plugins.vetting.pages.words import DOCUMENTS
from plugins.vetting.permissions import POLICY_DRAFT

LONGEST = 50
"""Years; no clearance is good for longer."""
FIELDS = (
    pages.NumberField(
        name="years",
        label=_("For how many years is it good?"),
        hint=_("Empty where it has no set length."),
        argument="levels",
        least=1,
        most=LONGEST,
        required=False,
    ),
    pages.NumberField(
        name="volunteer_years",
        label=_("For how many years for a volunteer, if fewer?"),
        least=1,
        most=LONGEST,
        required=False,
    ),
    pages.CheckboxField(name="ends", label=_("An end date is needed"), required=False),
    pages.CheckboxField(name="granted", label=_("It may be granted"), required=False),
    pages.CheckboxesField(
        name="covers",
        label=_("Which levels does it stand for as well?"),
        hint=_("Whoever holds it is let in where one of these is asked for."),
        choices=lambda _data, request: pages.each_of(
            one for one in VettingLevel if one is not _level(request)
        ),
        required=False,
    ),
)


def _level(request: pages.PageRequest) -> VettingLevel:
    code = str(request.path["level"])
    if code not in set(VettingLevel):
        raise NotFound(translate("There is no such level. Go back to the policy and choose one."))
    return VettingLevel(code)


def _title(data: pages.Data, request: pages.PageRequest) -> Text:
    return translate("{level}, in “{title}”").format(
        level=_level(request).label, title=draft_of(data)["title"]
    )


def _now(data: pages.Data, request: pages.PageRequest) -> pages.Form:
    level = _level(request)
    row: Row = next(one for one in draft_of(data)["levels"] if one["level"] == level)
    return {
        "years": row["years"],
        "volunteer_years": row["volunteerYears"],
        "ends": row["needsEndDate"],
        "granted": row["grantable"],
        "covers": tuple(row["covers"]),
    }


def _given(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    level = {
        "level": _level(request).value,
        "years": form["years"],
        "volunteerYears": form["volunteer_years"],
        "needsEndDate": bool(form["ends"]),
        "grantable": bool(form["granted"]),
        "covers": chosen(form["covers"]),
    }
    return {"given": {**version_of(request), "levels": [level]}}


CHANGE_LEVEL = pages.FormPage(
    name="vetting.policy_level",
    path="/vetting/policy/{version:str}/change/levels/{level:str}",
    title=_("Change a level"),
    heading=lambda _data, request: _level(request).label,
    permission=POLICY_DRAFT,
    document=DOCUMENTS["policy_draft"],
    variables=version_of,
    found="vettingPolicyDraft",
    lead=_title,
    fields=FIELDS,
    initial=_now,
    mutation=DOCUMENTS["change_policy"],
    arguments=_given,
    success=changed,
    submit=_("Save this draft"),
    back=to_version,
)
