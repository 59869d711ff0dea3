"""The form of a draft's kinds of document: which are taken, in which group, which count twice."""

from __future__ import annotations

from collections.abc import Iterator

from core.sdk import lazy_gettext as _
from core.sdk import pages
from plugins.vetting.enums import DocumentGroup, DocumentType
from plugins.vetting.pages.policy.drafts import Row, chosen, draft_form

NOT_TAKEN = "NOT_TAKEN"
GROUPS = (*pages.each_of(DocumentGroup), pages.Choice(NOT_TAKEN, _("Not taken")))


def _fields() -> Iterator[pages.Field]:
    for kind in DocumentType:
        yield pages.SelectField(
            name=f"group_{kind}",
            label=kind.label,
            argument="documentKinds" if kind is DocumentType.PASSPORT else "",
            choices=GROUPS,
        )
    yield pages.CheckboxesField(
        name="repeatable",
        label=_("Of which kinds do two count as two?"),
        argument="isRepeatable",
        hint=_("Being from two issuers, such as two banks. Any other kind counts once."),
        choices=pages.each_of(DocumentType),
        required=False,
    )
    yield pages.CheckboxesField(
        name="former",
        label=_("Which kinds may be in a name the person no longer uses?"),
        argument="mayBeInFormerName",
        choices=pages.each_of(DocumentType),
        required=False,
    )


FIELDS = tuple(_fields())


def _now(draft: Row) -> pages.Form:
    taken = {row["type"]: row for row in draft["documents"]["kinds"]}
    return {
        **{f"group_{kind}": taken[kind]["group"] if kind in taken else NOT_TAKEN for kind in DocumentType},
        "repeatable": tuple(kind for kind, row in taken.items() if row["isRepeatable"]),
        "former": tuple(kind for kind, row in taken.items() if row["mayBeInFormerName"]),
    }


def _given(form: pages.Form) -> pages.Variables:
    """Say of each kind that is taken its group; what was ticked of another comes back with a sentence."""
    repeatable, former = chosen(form["repeatable"]), chosen(form["former"])
    groups = {kind: form[f"group_{kind}"] for kind in DocumentType}
    return {
        "documentKinds": [
            {
                "type": kind.value,
                "group": None if group == NOT_TAKEN else group,
                "isRepeatable": kind in repeatable,
                "mayBeInFormerName": kind in former,
            }
            for kind, group in groups.items()
            if group != NOT_TAKEN or kind in {*repeatable, *former}
        ]
    }


CHANGE_KINDS = draft_form(
    "kinds",
    _("Kinds of document"),
    lambda _data, _request: FIELDS,
    _now,
    _given,
    dense=True,
)
