"""What waits of the policy on "What needs me today?": drafts for whoever may put them in force."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from core.sdk import lazy_gettext as _
from core.sdk import pages, today, translate
from plugins.vetting.pages.policy.drafts import Row
from plugins.vetting.pages.words import DOCUMENTS
from plugins.vetting.permissions import POLICY_PUBLISH

THIS_WEEK = timedelta(days=7)


def _variables(request: pages.PageRequest) -> pages.Variables:
    """Ask for the drafts of others: nobody puts in force what they wrote or changed last."""
    others: dict[str, Any] = {"not": {"draftedBy": {"eq": str(request.viewer.account_id)}}}
    begins, ends = today().isoformat(), (today() + THIS_WEEK).isoformat()
    return {
        "overdue": {**others, "effectiveFrom": {"lt": begins}},
        "due": {**others, "effectiveFrom": {"gte": begins, "lt": ends}},
        "all": others,
    }


def _item(row: Row) -> pages.CardItem:
    return pages.CardItem(
        title=translate("Put the policy in force: {title}").format(title=row["title"]),
        href=pages.url("vetting.policy", version=row["version"]),
        turn=_("You"),
        when=row["effectiveFrom"],
        consequence=pages.Consequence.DEADLINE_MISSED,
    )


def _present(data: pages.Data, _request: pages.PageRequest) -> pages.CardContent:
    policies, waiting = pages.url("vetting.policies"), data["all"]["totalCount"]
    words = _("Drafts of the policy waiting to be put in force")
    return pages.CardContent(
        overdue=tuple(_item(row) for row in data["overdue"]["nodes"]),
        overdue_total=data["overdue"]["totalCount"],
        due=tuple(_item(row) for row in data["due"]["nodes"]),
        due_total=data["due"]["totalCount"],
        figures=(pages.Figure(words, waiting, policies),) if waiting else (),
        all_overdue=policies,
        all_due=policies,
    )


POLICY_CARD = pages.Card(
    name="vetting.policies_waiting",
    title=_("Vetting policy"),
    permission=POLICY_PUBLISH,
    document=DOCUMENTS["policy_card"],
    variables=_variables,
    present=_present,
)
