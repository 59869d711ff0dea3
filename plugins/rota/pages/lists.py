"""Lists of the rota: services to plan, who is away, what holds at the gate; and the notices' forms."""

from __future__ import annotations

from collections.abc import Sequence

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.rota.enums import NOTICE_LABELS, NoticeBearing
from plugins.rota.pages.words import DOCUMENTS, span
from plugins.rota.permissions import NOTICE_CHANGE, NOTICE_READ, SESSION_READ

COLOURS = {
    NoticeBearing.NOBODY_COMES_IN: pages.Colour.RED,
    NoticeBearing.ESCORTED_ONLY: pages.Colour.ORANGE,
    NoticeBearing.BE_AWARE: pages.Colour.YELLOW,
}


def _to_week(_data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("rota.week")


def _services_summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["services"]["totalCount"]
    words = translate_plural(
        "{count} service. Choose the one to plan.", "{count} services. Choose the one to plan.", count
    )
    return words.format(count=count)


SERVICES = pages.ListPage(
    name="rota.services",
    path="/rota/services",
    title=_("Plan sessions of which service?"),
    permission=SESSION_READ,
    document=DOCUMENTS["services"],
    connection="services",
    summary=_services_summary,
    empty=_("No service is recorded. Add one on its partner's page first."),
    columns=(
        pages.Column(
            heading=_("Service"),
            cell=lambda row, _request: pages.Link(
                row["name"], pages.url("rota.service", service_id=row["id"])
            ),
            sort="name",
        ),
        pages.Column(
            heading=_("Organisation"),
            cell=lambda row, _request: pages.Words(row["partnerName"]),
            sort="partnerName",
        ),
    ),
    filters=(pages.searching("q", _("Name of the service")),),
    default_order=(pages.Order("name"),),
    exportable=False,
    back=_to_week,
)


def _absences_summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["rotaAbsences"]["totalCount"]
    if not count:
        return translate("Nobody has said that they are away.")
    words = translate_plural("{count} absence, today or ahead.", "{count} absences, today or ahead.", count)
    return words.format(count=count)


def _person(row: pages.Row) -> pages.Cell:
    name = row["personName"]
    return pages.Link(name, pages.url("core.person", person_id=row["personId"])) if name else pages.Words("")


ABSENCES = pages.ListPage(
    name="rota.absences",
    path="/rota/absences",
    title=_("Who is away?"),
    permission=SESSION_READ,
    document=DOCUMENTS["absences"],
    connection="rotaAbsences",
    base_filter=lambda request: {"lastOn": {"gte": request.today.isoformat()}},
    summary=_absences_summary,
    empty=_("Nobody has said that they are away. Absences are recorded on a person's page."),
    columns=(
        pages.Column(heading=_("Name"), cell=lambda row, _request: _person(row), sort="personSurname"),
        pages.Column(
            heading=_("Organisation"), cell=lambda row, _request: pages.Words(row["partnerName"] or "")
        ),
        pages.Column(
            heading=_("Away from"), cell=lambda row, _request: pages.Date(row["firstOn"]), sort="firstOn"
        ),
        pages.Column(heading=_("Until"), cell=lambda row, _request: pages.Date(row["lastOn"]), sort="lastOn"),
        pages.Column(
            heading=_("Change"),
            cell=lambda row, _request: pages.Link(
                _("They come after all"),
                pages.url("rota.withdraw_absence", person_id=row["personId"], absence_id=row["id"]),
                hint=row["personName"] or "",
            ),
            export=False,
        ),
    ),
    default_order=(pages.Order("firstOn"),),
    exportable=False,
)


def _notices_summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["rotaEntryNotices"]["totalCount"]
    if not count:
        return translate("No notice holds at the gate.")
    words = translate_plural(
        "{count} notice is up, now or soon.", "{count} notices are up, now or soon.", count
    )
    return words.format(count=count)


def _holds_for(row: pages.Row) -> pages.Words:
    if row["serviceName"]:
        return pages.Words(row["serviceName"])
    if row["wings"]:
        return pages.Words(translate("Wings: {wings}").format(wings=", ".join(row["wings"])))
    return pages.Words(_("Everybody"))


NOTICES = pages.ListPage(
    name="rota.notices",
    path="/rota/notices",
    title=_("What holds at the gate?"),
    permission=NOTICE_READ,
    document=DOCUMENTS["notices"],
    connection="rotaEntryNotices",
    base_filter=lambda _request: {"isOver": {"eq": False}},
    summary=_notices_summary,
    empty=_("No notice holds at the gate. Put one up when something holds for everybody who comes in."),
    columns=(
        pages.Column(
            heading=_("What holds"),
            cell=lambda row, _request: pages.Tag(
                NOTICE_LABELS[NoticeBearing(row["bearing"])], COLOURS[NoticeBearing(row["bearing"])]
            ),
            sort="bearing",
        ),
        pages.Column(heading=_("In words"), cell=lambda row, _request: pages.Words(row["words"])),
        pages.Column(heading=_("For whom"), cell=lambda row, _request: _holds_for(row)),
        pages.Column(heading=_("When"), cell=lambda row, _request: pages.Words(span(row)), sort="firstOn"),
        pages.Column(
            heading=_("Change"),
            cell=lambda row, _request: pages.Link(
                _("Take it down"), pages.url("rota.withdraw_notice", notice_id=row["id"]), hint=row["words"]
            ),
            export=False,
        ),
    ),
    default_order=(pages.Order("firstOn"),),
    exportable=False,
    actions=(
        pages.ActionLink(
            label=_("Put up a notice"), href=lambda _data, _request: pages.url("rota.put_up_notice")
        ),
    ),
)


def _service_choices(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Choice]:
    return [
        pages.Choice(row["id"], f"{row['name']} ({row['partnerName']})") for row in data["services"]["nodes"]
    ]


def _wing_choices(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Choice]:
    wings = sorted({wing for row in data["services"]["nodes"] for wing in row["wings"]})
    return [pages.Choice(wing, wing) for wing in wings]


def _fields(data: pages.Data, request: pages.PageRequest) -> Sequence[pages.Field]:
    wings = pages.CheckboxesField(
        name="wings",
        label=_("On which wings?"),
        hint=_("Tick none when it holds everywhere."),
        choices=_wing_choices,
        required=False,
    )
    return (wings,) if _wing_choices(data, request) else ()


def _given(form: pages.Form, _request: pages.PageRequest) -> pages.Variables:
    wings = form.get("wings")
    return {
        "given": {
            "bearing": form["bearing"],
            "words": form["words"],
            "firstOn": pages.iso_day(form["first_on"]),
            "lastOn": pages.iso_day(form["last_on"]),
            "serviceId": form["service"],
            "wings": list(wings) if isinstance(wings, tuple) else [],
        }
    }


PUT_UP = pages.FormPage(
    name="rota.put_up_notice",
    path="/rota/notices/add",
    title=_("Put up a notice for the gate"),
    permission=NOTICE_CHANGE,
    document=DOCUMENTS["service_choices"],
    mutation=DOCUMENTS["put_up_notice"],
    fields=(
        pages.RadioField(
            name="bearing",
            label=_("What holds?"),
            choices=tuple(pages.Choice(code.value, label) for code, label in NOTICE_LABELS.items()),
        ),
        pages.TextField(
            name="words",
            label=_("What does everybody have to know?"),
            hint=_("One line that all who come in may read. Name nobody."),
        ),
        pages.DateField(name="first_on", label=_("From which day?"), argument="firstOn"),
        pages.DateField(
            name="last_on",
            label=_("Until which day?"),
            hint=_("Leave it empty while nobody knows."),
            required=False,
            argument="lastOn",
        ),
        pages.SelectField(
            name="service",
            label=_("For which service?"),
            choices=_service_choices,
            nothing=_("For all of them"),
            required=False,
            argument="serviceId",
        ),
    ),
    more_fields=_fields,
    initial=lambda _data, request: {"first_on": request.today},
    arguments=_given,
    success=lambda _data, _request: pages.Outcome(
        pages.url("rota.notices"), translate("The notice is up: the gate answers by it.")
    ),
    submit=_("Put it up"),
    back=lambda _data, _request: pages.url("rota.notices"),
)
TAKE_DOWN = pages.FormPage(
    name="rota.withdraw_notice",
    path="/rota/notices/{notice_id:uuid}/withdraw",
    title=_("Take this notice down?"),
    permission=NOTICE_CHANGE,
    document=DOCUMENTS["notice"],
    variables=lambda request: {"id": request.path["notice_id"]},
    found="rotaEntryNotice",
    lead=lambda data, _request: data["rotaEntryNotice"]["words"],
    mutation=DOCUMENTS["withdraw_notice"],
    arguments=lambda _form, request: {"id": request.path["notice_id"]},
    success=lambda _data, _request: pages.Outcome(
        pages.url("rota.notices"), translate("The notice is down: from today on it does not hold.")
    ),
    submit=_("Take it down"),
    back=lambda _data, _request: pages.url("rota.notices"),
)
LISTS = (SERVICES, ABSENCES, NOTICES, PUT_UP, TAKE_DOWN)
