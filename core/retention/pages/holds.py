"""The forms that keep somebody's records on hold, look at a hold again, and lift it."""

from __future__ import annotations

from core.pages import (
    Data,
    DateField,
    Form,
    FormPage,
    HiddenField,
    Outcome,
    PageRequest,
    RadioField,
    TextField,
    Variables,
    each_of,
)
from core.retention.enums import HoldReason
from core.retention.pages.kinds import DOCUMENTS
from core.retention.pages.person import own_page, this
from core.retention.permissions import RETENTION_CHANGE
from core.translation import lazy_gettext as _
from core.translation import translate

REVIEW = DateField(
    name="review_on",
    label=_("When somebody looks at it again"),
    argument="reviewOn",
    hint=_("Within 12 months, such as 27 3 2027."),
)


def _placing(form: Form, request: PageRequest) -> Variables:
    review = form["review_on"]
    return {
        "given": {
            "personId": request.path["person_id"],
            "recordId": form["record"] or None,
            "reason": form["reason"],
            "reference": form["reference"],
            "reviewOn": str(review),
        }
    }


def _placed(_data: Data, request: PageRequest) -> Outcome:
    return Outcome(own_page(request), _("It is kept on hold from now on."))


def _placing_lead(_data: Data, request: PageRequest) -> str:
    if request.first("record"):
        return translate(
            "One record of theirs, and what belongs to it, is not deleted until the hold is lifted. All else "
            "goes as before. Co-ordinators see that something is kept, not why."
        )
    return translate(
        "Nothing of it is deleted until the hold is lifted. Co-ordinators see that it is kept, not why."
    )


PLACE_HOLD = FormPage(
    name="core.place_hold",
    path="/people/{person_id:uuid}/data/hold",
    title=_("Keep on hold"),
    heading=lambda data, _request: translate("Keep what is held about {name}").format(
        name=data["heldAbout"]["name"]
    ),
    permission=RETENTION_CHANGE,
    document=DOCUMENTS["held"],
    variables=this,
    found="heldAbout",
    lead=_placing_lead,
    initial=lambda _data, request: {"record": request.first("record")},
    fields=(
        HiddenField(name="record", argument="recordId"),
        RadioField(
            name="reason",
            label=_("Why is it kept on hold?"),
            choices=each_of(HoldReason),
        ),
        TextField(
            name="reference",
            label=_("Reference of the file that says more"),
            hint=_("A number, not a story: what it is about is written there and not here."),
        ),
        REVIEW,
    ),
    mutation=DOCUMENTS["place_hold"],
    arguments=_placing,
    success=_placed,
    submit=_("Keep on hold"),
    back=lambda _data, request: own_page(request),
)


def _reviewing(form: Form, request: PageRequest) -> Variables:
    return {"holdId": request.path["hold_id"], "reviewOn": str(form["review_on"])}


def _reviewed(_data: Data, request: PageRequest) -> Outcome:
    return Outcome(own_page(request), _("That it is still needed was recorded."))


REVIEW_HOLD = FormPage(
    name="core.review_hold",
    path="/people/{person_id:uuid}/data/holds/{hold_id:uuid}/review",
    title=_("Is this hold still needed?"),
    permission=RETENTION_CHANGE,
    document=DOCUMENTS["held"],
    variables=this,
    found="heldAbout",
    fields=(REVIEW,),
    mutation=DOCUMENTS["review_hold"],
    arguments=_reviewing,
    success=_reviewed,
    submit=_("It is still needed"),
    back=lambda _data, request: own_page(request),
)


def _lifted(_data: Data, request: PageRequest) -> Outcome:
    return Outcome(own_page(request), _("The hold was lifted."))


LIFT_HOLD = FormPage(
    name="core.lift_hold",
    path="/people/{person_id:uuid}/data/holds/{hold_id:uuid}/lift",
    title=_("Lift this hold?"),
    permission=RETENTION_CHANGE,
    document=DOCUMENTS["held"],
    variables=this,
    found="heldAbout",
    lead=lambda _data, _request: _("What is past its date then goes with the next night."),
    mutation=DOCUMENTS["lift_hold"],
    arguments=lambda _form, request: {"holdId": request.path["hold_id"]},
    success=_lifted,
    submit=_("Lift the hold"),
    back=lambda _data, request: own_page(request),
)
