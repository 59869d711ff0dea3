"""Forms of a draft: its name and day, documents, the notice, and what weighs at the gate."""

from __future__ import annotations

from collections.abc import Sequence

from core.sdk import Text, entry, pages, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.pages.policy.drafts import draft_form, draft_of
from plugins.vetting.pages.words import day

DETAILS = (
    pages.TextField(name="title", label=_("What is it called?")),
    pages.TextField(
        name="source",
        label=_("What does it rest on?"),
        hint=_("The framework, instruction or local order."),
    ),
    pages.DateField(name="source_on", label=_("Date of that"), argument="sourceOn", required=False),
    pages.DateField(
        name="effective_from",
        label=_("From which day is it meant to hold?"),
        argument="effectiveFrom",
        hint=_(
            "With a day, it is announced to security and the governor. It holds only once one of them "
            "puts it in force."
        ),
        required=False,
    ),
)
CHANGE_DETAILS = draft_form(
    "details",
    _("Name, source and day"),
    lambda _data, _request: DETAILS,
    lambda draft: {
        "title": draft["title"],
        "source": draft["source"],
        "source_on": day(draft["sourceOn"]),
        "effective_from": day(draft["effectiveFrom"]),
    },
    lambda form: {
        "details": {
            "title": form["title"],
            "source": form["source"],
            "sourceOn": pages.iso_day(form["source_on"]),
            "effectiveFrom": pages.iso_day(form["effective_from"]),
        }
    },
)
DOCUMENT_NUMBERS: tuple[tuple[str, Text], ...] = (
    ("withGroup1", _("Documents needed when one is of Group 1")),
    ("withoutGroup1", _("Documents needed without one of Group 1")),
    ("addresses", _("How many show the address")),
    ("recentAddresses", _("How many of those are recent")),
    ("recentMonths", _("How many months old a recent one may be")),
    ("birthDates", _("How many show the date of birth")),
    ("photographs", _("How many show a photograph")),
)
DOCUMENT_FIELDS = (
    pages.DateField(name="dated", label=_("Date of these rules")),
    *(pages.NumberField(name=name, label=label, most=10) for name, label in DOCUMENT_NUMBERS),
)
CHANGE_DOCUMENTS = draft_form(
    "documents",
    _("Identity documents"),
    lambda _data, _request: DOCUMENT_FIELDS,
    lambda draft: {
        **{name: draft["documents"][name] for name, _label in DOCUMENT_NUMBERS},
        "dated": day(draft["documents"]["dated"]),
    },
    lambda form: {
        "documents": {
            **{name: form[name] for name, _label in DOCUMENT_NUMBERS},
            "dated": pages.iso_day(form["dated"]),
        }
    },
)
NOTICE_HINT = _("Shown to applicants. Of the policy alone: never about a person.")
CHANGE_NOTICE = draft_form(
    "notice",
    _("Notice about excluded categories"),
    lambda _data, _request: (
        pages.TextArea(
            name="english", label=_("In English"), hint=NOTICE_HINT, max_length=4000, required=False
        ),
        pages.TextArea(name="welsh", label=_("In Welsh"), max_length=4000, required=False),
    ),
    lambda draft: {"english": draft["excludedNotice"], "welsh": draft["excludedNoticeWelsh"]},
    lambda form: {"notice": {"english": form["english"] or "", "welsh": form["welsh"] or ""}},
)


def _weight_fields(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Field]:
    return tuple(
        pages.RadioField(
            name=row["code"],
            label=row["title"],
            hint=translate("Usual: {bearing}").format(bearing=entry.Bearing(row["usual"]).label),
            argument="weights",
            choices=pages.each_of(entry.Bearing(code) for code in row["mayBe"]),
        )
        for row in draft_of(data)["weights"]
    )


CHANGE_WEIGHTS = draft_form(
    "gate",
    _("What stops somebody at the gate"),
    _weight_fields,
    lambda draft: {row["code"]: row["bearing"] for row in draft["weights"]},
    lambda form: {"weights": [{"code": code, "bearing": bearing} for code, bearing in form.items()]},
)
FORMS = (CHANGE_DETAILS, CHANGE_DOCUMENTS, CHANGE_NOTICE, CHANGE_WEIGHTS)
