"""Forms of a draft: which training each access and each role asks for, and how long it stays good."""

from __future__ import annotations

from collections.abc import Sequence

from core.sdk import lazy_gettext as _
from core.sdk import pages, translate
from plugins.vetting.enums import AccessMode, TrainingType
from plugins.vetting.pages.policy.drafts import Row, chosen, draft_form, draft_of

TRAININGS = pages.each_of(TrainingType)
NEW, ROLE, HIDDEN = "new", "role_", "title_"


def _training_fields(_data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Field]:
    return (
        *(
            pages.CheckboxesField(
                name=f"access_{access}",
                label=translate("Training for: {access}").format(access=access.label),
                argument="accessTraining",
                choices=TRAININGS,
                required=False,
            )
            for access in AccessMode
        ),
        *(
            pages.NumberField(
                name=f"months_{kind}",
                label=translate("{training}: good for how many months").format(training=kind.label),
                argument="trainingMonths",
                least=1,
                most=600,
            )
            for kind in TrainingType
        ),
    )


CHANGE_TRAINING = draft_form(
    "training",
    _("Training by access"),
    _training_fields,
    lambda draft: {
        **{f"access_{row['accessMode']}": tuple(row["types"]) for row in draft["accessTraining"]},
        **{f"months_{row['type']}": row["months"] for row in draft["trainingMonths"]},
    },
    lambda form: {
        "accessTraining": [
            {"accessMode": access.value, "types": chosen(form[f"access_{access}"])} for access in AccessMode
        ],
        "trainingMonths": [{"type": kind.value, "months": form[f"months_{kind}"]} for kind in TrainingType],
    },
    dense=True,
)


def _role_fields(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Field]:
    known: list[pages.Field] = []
    for number, row in enumerate(draft_of(data)["roleTraining"]):
        known += [
            pages.HiddenField(name=f"{HIDDEN}{number}"),
            pages.CheckboxesField(
                name=f"{ROLE}{number}",
                label=translate("Training for the role: {role}").format(role=row["roleTitle"]),
                hint=_("Untick all to ask for nothing of its own."),
                choices=TRAININGS,
                required=False,
            ),
        ]
    return (
        *known,
        pages.TextField(
            name=f"{HIDDEN}{NEW}",
            label=_("Title of another role"),
            hint=_("As it stands on the case, such as Mentor."),
            argument="roleTraining",
            max_length=100,
            required=False,
        ),
        pages.CheckboxesField(
            name=f"{ROLE}{NEW}", label=_("Training for that role"), choices=TRAININGS, required=False
        ),
    )


def _roles_now(draft: Row) -> pages.Form:
    now: dict[str, str | tuple[str, ...]] = {}
    for number, row in enumerate(draft["roleTraining"]):
        now |= {f"{HIDDEN}{number}": row["roleTitle"], f"{ROLE}{number}": tuple(row["types"])}
    return now


CHANGE_ROLES = draft_form(
    "roles",
    _("Training by role"),
    _role_fields,
    _roles_now,
    lambda form: {
        "roleTraining": [
            {"roleTitle": title, "types": chosen(form[ROLE + name.removeprefix(HIDDEN)])}
            for name, title in form.items()
            if name.startswith(HIDDEN) and title
        ]
    },
)
