"""Forms that draft a version from another, and put a draft in force."""

from __future__ import annotations

from core.sdk import Text, long_date, pages, today, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.pages.policy.drafts import draft_of, to_version, version_of
from plugins.vetting.pages.words import DOCUMENTS, day
from plugins.vetting.permissions import POLICY_DRAFT, POLICY_PUBLISH

DRAFT_POLICY = pages.FormPage(
    name="vetting.draft_policy",
    path="/vetting/policy/{version:str}/draft",
    title=_("Draft a version of the policy"),
    permission=POLICY_DRAFT,
    document=DOCUMENTS["policy"],
    variables=version_of,
    found="vettingPolicy",
    lead=lambda data, _request: translate(
        "The draft says at first what “{title}” says. Nobody is judged by it until it is put in force."
    ).format(title=data["vettingPolicy"]["title"]),
    mutation=DOCUMENTS["draft_policy"],
    fields=(pages.TextField(name="title", label=_("What is it called?")),),
    arguments=lambda form, request: {**version_of(request), "title": form["title"]},
    success=lambda data, _request: pages.Outcome(
        pages.url("vetting.policy", version=data["vettingDraftPolicy"]["version"]),
        translate("The draft was made."),
    ),
    submit=_("Make the draft"),
    back=to_version,
)


def _lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    draft = draft_of(data)
    if draft["isWrittenByMe"]:
        return translate(
            "You wrote this draft, or changed it last. Ask somebody else who may put a policy in force: the "
            "governor, or another of security."
        )
    return translate(
        "“{title}” then decides who may come in, from that day. Look first at whom it would block."
    ).format(title=draft["title"])


def _put(data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    begins = day(data["vettingPutPolicyInForce"]["effectiveFrom"])
    words = translate("It is in force from {day}.").format(day=long_date(begins) if begins else "")
    return pages.Outcome(to_version(data, request), words)


PUT_IN_FORCE = pages.FormPage(
    name="vetting.put_policy",
    path="/vetting/policy/{version:str}/put-in-force",
    title=_("Put this policy in force"),
    permission=POLICY_PUBLISH,
    document=DOCUMENTS["policy_draft"],
    variables=version_of,
    found="vettingPolicyDraft",
    lead=_lead,
    mutation=DOCUMENTS["put_policy"],
    fields=(
        pages.DateField(name="on", label=_("From which day does it hold?"), argument="effectiveFrom"),
        pages.CheckboxField(name="seen", label=_("I have looked at whom it would block")),
    ),
    initial=lambda data, _request: {
        "on": max(day(draft_of(data)["effectiveFrom"]) or today(), today()),
        "seen": False,
    },
    arguments=lambda form, request: {**version_of(request), "on": pages.iso_day(form["on"])},
    success=_put,
    submit=_("Put in force"),
    back=to_version,
)
