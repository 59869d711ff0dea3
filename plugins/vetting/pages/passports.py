"""The clearance passport on a person's page: given, taken back, looked through, and what it showed."""

from __future__ import annotations

from collections.abc import Sequence

from core.sdk import Text, long_date, pages, spoken_name, today, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import AccessMode, Consent, VettingLevel
from plugins.vetting.pages.words import DOCUMENTS, day
from plugins.vetting.permissions import CASE_OPEN, CLEARANCE_READ, PASSPORT_GIVE


def _person(_data: pages.Data, request: pages.PageRequest) -> pages.Address:
    return pages.url("core.person", person_id=request.path["person_id"])


def _name(data: pages.Data, _request: pages.PageRequest) -> Text:
    return str(data["person"]["name"])


def _given(data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    given = data["vettingGivePassport"]
    until = day(given["expiresOn"])
    words = translate(
        "The code is {code}. Write it down now: it is not shown again. Whoever has it and knows the "
        "surname can see level, deciding office, first and last day of the clearance until {day}."
    )
    return pages.Outcome(
        _person(data, request), words.format(code=given["code"], day=long_date(until) if until else "")
    )


def _giving_lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    """Say what another prison sees, and beforehand where it would see nothing."""
    person = data["person"]
    what = translate(
        "{name} gets a code to give to another prison. That prison then sees the level, the office that "
        "decided, the first and the last day of each clearance that this prison decided and that is in date, "
        "and nothing else: never a reason. Each look is recorded here, and the passport can be taken back "
        "at any time."
    ).format(name=person["name"])
    if any(row["isCurrent"] and row["isConfirmed"] for row in person["vettingClearances"]):
        return what
    nothing = translate(
        "Today it would show nothing: no clearance of theirs is in date that security has confirmed."
    )
    return f"{what} {nothing}"


GIVE_PASSPORT = pages.FormPage(
    name="vetting.give_passport",
    path="/people/{person_id:uuid}/passport/give",
    title=_("Make a clearance passport"),
    permission=PASSPORT_GIVE,
    document=DOCUMENTS["passport_giving"],
    variables=lambda request: {"id": request.path["person_id"]},
    found="person",
    lead=_giving_lead,
    mutation=DOCUMENTS["give_passport"],
    fields=(
        pages.CheckboxField(
            name="agreed",
            label=_("The person has agreed to this: they did it themselves, or I hold it in writing"),
        ),
    ),
    arguments=lambda form, request: {"id": request.path["person_id"], "agreed": bool(form["agreed"])},
    success=_given,
    submit=_("Make the passport"),
    back=_person,
)
REVOKE_PASSPORT = pages.FormPage(
    name="vetting.revoke_passport",
    path="/people/{person_id:uuid}/passport/{passport_id:uuid}/revoke",
    title=_("Take the passport back"),
    permission=PASSPORT_GIVE,
    document=DOCUMENTS["person_brief"],
    variables=lambda request: {"id": request.path["person_id"]},
    found="person",
    lead=lambda data, _request: translate(
        "{name}. The code opens nothing any more. What another prison has seen already, it may keep for "
        "its own decision."
    ).format(name=data["person"]["name"]),
    mutation=DOCUMENTS["revoke_passport"],
    arguments=lambda _form, request: {"id": request.path["passport_id"]},
    success=lambda data, request: pages.Outcome(
        _person(data, request), translate("The passport was taken back.")
    ),
    submit=_("Take it back"),
    back=_person,
)


def _shown(data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    count = len(data["vettingLookThroughPassport"]["recognitionIds"])
    message = translate_plural(
        "The passport showed {count} clearance. Ask for its recognition below.",
        "The passport showed {count} clearances. Ask for their recognition below.",
        count,
    )
    return pages.Outcome(_person(data, request), message.format(count=count))


LOOK_THROUGH = pages.FormPage(
    name="vetting.look_through_passport",
    path="/people/{person_id:uuid}/passport/look",
    title=_("Look through a clearance passport"),
    permission=CASE_OPEN,
    document=DOCUMENTS["person_brief"],
    variables=lambda request: {"id": request.path["person_id"]},
    found="person",
    lead=_name,
    mutation=DOCUMENTS["look_through_passport"],
    fields=(
        pages.TextField(
            name="code",
            label=_("The code they gave you"),
            hint=_("For example, EXI-7K3MR-9QPTW-2WXTA-C5NBH. The other prison records that you looked."),
            width="30",
            autocomplete="off",
        ),
    ),
    arguments=lambda form, request: {"given": {"personId": request.path["person_id"], "code": form["code"]}},
    success=_shown,
    submit=_("Look"),
    back=_person,
)
REQUEST_RECOGNITION = pages.FormPage(
    name="vetting.request_recognition",
    path="/people/{person_id:uuid}/recognitions/{recognition_id:uuid}/request",
    title=_("Ask for recognition"),
    permission=CASE_OPEN,
    document=DOCUMENTS["person_brief"],
    variables=lambda request: {"id": request.path["person_id"]},
    found="person",
    lead=lambda data, _request: translate(
        "{name}. A case is opened, and this prison's security decides whether the clearance counts here. "
        "Recognising it does not make it last longer."
    ).format(name=data["person"]["name"]),
    mutation=DOCUMENTS["request_recognition"],
    fields=(
        pages.RadioField(
            name="access_mode",
            label=_("How will they come in?"),
            argument="accessMode",
            choices=pages.each_of(AccessMode),
        ),
    ),
    arguments=lambda form, request: {
        "id": request.path["recognition_id"],
        "accessMode": form["access_mode"],
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("vetting.case", case_id=data["vettingRequestRecognition"]["caseId"]),
        translate("The case was opened."),
    ),
    submit=_("Open the case"),
    back=_person,
)
PAGES = (GIVE_PASSPORT, REVOKE_PASSPORT, LOOK_THROUGH, REQUEST_RECOGNITION)


def _sections(data: pages.Data, request: pages.PageRequest) -> Sequence[pages.Section]:
    person = data["person"]
    shown = []
    if person["vettingPassports"]:
        shown.append(_passports(person["vettingPassports"], request))
    if person["vettingRecognitions"]:
        shown.append(_recognitions(person["vettingRecognitions"], request))
    return tuple(shown)


def _passports(rows: Sequence[pages.Row], request: pages.PageRequest) -> pages.Section:
    table = pages.Table(
        caption=_("Passports of this person, and who looked"),
        headings=(_("Agreed on"), _("Good until"), _("State"), _("Who looked"), _("Change")),
        rows=tuple(
            (
                pages.Date(row["consentedOn"], near=False),
                pages.Date(row["expiresOn"], near=not row["revokedOn"]),
                pages.Words(_state(row), hint=Consent(row["consent"]).label),
                pages.Words(_looks(row["uses"])),
                taking_back(row, request, request.path["person_id"]),
            )
            for row in reversed(rows)
        ),
    )
    return pages.Section(heading=_("Clearance passport"), table=table)


def _state(row: pages.Row) -> Text:
    if row["revokedOn"]:
        return _("Taken back")
    return _("Run out") if has_run_out(row) else _("May be looked through")


def has_run_out(row: pages.Row) -> bool:
    """Say whether the last day of a passport is over, on the day that is told."""
    last = day(row["expiresOn"])
    return last is not None and last < today()


def looking_prison(use: pages.Row) -> str:
    """Name the prison that looked as people say it; by its code if the register does not know it any more."""
    return spoken_name(use["byPrisonName"] or use["byPrison"])


def _looks(uses: Sequence[pages.Row]) -> str:
    """Name each prison that looked, and when."""
    if not uses:
        return translate("Nobody yet")
    return ", ".join(
        translate("{prison} on {moment}").format(
            prison=looking_prison(use), moment=pages.long_moment(use["usedAt"])
        )
        for use in uses
    )


def taking_back(row: pages.Row, request: pages.PageRequest, person_id: object) -> pages.Cell:
    """Lead to taking a passport back while there is something to take back."""
    if row["revokedOn"] or has_run_out(row) or not request.viewer.may(PASSPORT_GIVE):
        return pages.Words("")
    path = {"person_id": person_id, "passport_id": row["id"]}
    return pages.Link(_("Take it back"), pages.url("vetting.revoke_passport", **path))


def _recognitions(rows: Sequence[pages.Row], request: pages.PageRequest) -> pages.Section:
    table = pages.Table(
        caption=_("What a passport showed of clearances held elsewhere"),
        headings=(_("Level of clearance"), _("Decided at"), _("Good until"), _("Seen on"), _("Next")),
        rows=tuple(
            (
                pages.Words(VettingLevel(row["level"]).label),
                pages.Words(spoken_name(row["decidingOffice"])),
                pages.Date(row["expiresOn"], empty=_("Does not run out")),
                pages.Date(row["seenOn"], near=False),
                _next(row, request),
            )
            for row in reversed(rows)
        ),
    )
    return pages.Section(heading=_("Cleared elsewhere"), table=table)


def _next(row: pages.Row, request: pages.PageRequest) -> pages.Cell:
    if row["caseId"]:
        return pages.Link(_("The case"), pages.url("vetting.case", case_id=row["caseId"]))
    if not request.viewer.may(CASE_OPEN):
        return pages.Words("")
    path = {"person_id": request.path["person_id"], "recognition_id": row["id"]}
    return pages.Link(_("Ask for recognition"), pages.url("vetting.request_recognition", **path))


def _to(page: str, label: Text) -> pages.ActionLink:
    return pages.ActionLink(
        label=label,
        href=lambda _data, request: pages.url(page, person_id=request.path["person_id"]),
        style="secondary",
    )


PASSPORT_PART = pages.RecordPart(
    name="vetting.passports",
    page="core.person",
    permission=CLEARANCE_READ,
    document=DOCUMENTS["passports_part"],
    sections=_sections,
    actions=(
        _to("vetting.give_passport", _("Make a clearance passport")),
        _to("vetting.look_through_passport", _("Look through a clearance passport")),
    ),
)
