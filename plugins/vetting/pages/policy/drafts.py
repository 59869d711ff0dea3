"""What the forms of a draft share: where they stand, what they ask the API, where they lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.pages.words import DOCUMENTS
from plugins.vetting.permissions import POLICY_DRAFT

Row = Mapping[str, Any]


def version_of(request: pages.PageRequest) -> pages.Variables:
    return {"version": request.path["version"]}


def to_version(_data: pages.Data, request: pages.PageRequest) -> pages.Address:
    return pages.url("vetting.policy", version=request.path["version"])


def draft_of(data: pages.Data) -> Row:
    draft: Row = data["vettingPolicyDraft"]
    return draft


def chosen(value: object) -> list[str]:
    """Return what was ticked."""
    return list(value) if isinstance(value, tuple) else []


def title_of(data: pages.Data, _request: pages.PageRequest) -> Text:
    return str(draft_of(data)["title"])


def changed(_data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    return pages.Outcome(
        pages.url("vetting.policy", version=request.path["version"]), translate("The draft was changed.")
    )


def draft_form(
    part: str,
    title: Text,
    fields: Callable[[pages.Data, pages.PageRequest], Sequence[pages.Field]],
    initial: Callable[[Row], pages.Form],
    arguments: Callable[[pages.Form], pages.Variables],
    *,
    dense: bool = False,
) -> pages.FormPage:
    """Make the form of one part of a draft."""
    return pages.FormPage(
        name=f"vetting.policy_{part}",
        path=f"/vetting/policy/{{version:str}}/change/{part}",
        title=title,
        permission=POLICY_DRAFT,
        document=DOCUMENTS["policy_draft"],
        variables=version_of,
        found="vettingPolicyDraft",
        lead=title_of,
        more_fields=fields,
        initial=lambda data, _request: initial(draft_of(data)),
        mutation=DOCUMENTS["change_policy"],
        arguments=lambda form, request: {"given": {**version_of(request), **arguments(form)}},
        success=changed,
        submit=_("Save this draft"),
        back=to_version,
        dense=dense,
    )
