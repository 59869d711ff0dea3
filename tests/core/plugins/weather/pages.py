"""The pages of weather."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.sdk import lazy_gettext as _
from core.sdk import pages, translate

from .enums import Sky
from .permissions import SIGHTING_ADD, SIGHTING_READ

DOCUMENTS = pages.read_documents(Path(__file__).parent / "documents")
SKIES = tuple(pages.Choice(sky.name, sky.label) for sky in Sky)


def _sky(row: pages.Row) -> pages.Tag:
    sky = Sky(row["sky"])
    return pages.Tag(sky.label, pages.Colour.BLUE if sky is Sky.WET else pages.Colour.GREEN)


SIGHTINGS = pages.ListPage(
    name="weather.sightings",
    path="/weather",
    title=_("Weather"),
    permission=SIGHTING_READ,
    document=DOCUMENTS["sightings"],
    connection="weatherSightings",
    columns=(
        pages.Column(heading=_("Place"), cell=lambda row, _request: pages.Words(row["place"]), sort="place"),
        pages.Column(heading=_("Sky"), cell=lambda row, _request: _sky(row)),
    ),
    empty=_("Nobody has looked up yet."),
    summary=lambda data, _request: translate("{count} sightings.").format(
        count=data["weatherSightings"]["totalCount"]
    ),
    filters=(pages.any_of("sky", _("Sky"), "sky", SKIES),),
    default_order=(pages.Order("place"),),
)

OUTLOOK = pages.Page(
    name="weather.outlook",
    path="/weather/outlook",
    title=_("Outlook"),
    permission=SIGHTING_READ,
    document=DOCUMENTS["outlook"],
    template="weather/outlook.html",
)

ADD = pages.FormPage(
    name="weather.add",
    path="/people/{person_id:uuid}/weather",
    title=_("Record what somebody saw"),
    permission=SIGHTING_ADD,
    document=DOCUMENTS["person_brief"],
    variables=lambda request: {"id": request.path["person_id"]},
    found="person",
    mutation=DOCUMENTS["add_sighting"],
    fields=(
        pages.TextField(name="place", label=_("Place")),
        pages.RadioField(name="sky", label=_("Sky"), choices=SKIES),
    ),
    arguments=lambda form, request: {
        "given": {"place": form["place"], "sky": form["sky"], "personId": request.path["person_id"]},
    },
    success=lambda data, request: pages.Outcome(
        pages.url("core.person", person_id=request.path["person_id"]),
        translate("The sky at {place} was recorded.").format(place=data["weatherAddSighting"]["place"]),
    ),
    submit=_("Record this"),
)


def _sections(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Section]:
    table = pages.Table(
        caption=_("What this person saw"),
        headings=(_("Place"), _("Sky")),
        rows=tuple((pages.Words(row["place"]), _sky(row)) for row in data["person"]["weatherSightings"]),
        empty=_("This person has not looked up yet."),
    )
    return (pages.Section(heading=_("Weather"), table=table),)


PART = pages.RecordPart(
    name="weather.person",
    page="core.person",
    permission=SIGHTING_READ,
    document=DOCUMENTS["person_part"],
    sections=_sections,
    actions=(
        pages.ActionLink(
            label=_("Record what they saw"),
            href=lambda _data, request: pages.url("weather.add", person_id=request.path["person_id"]),
        ),
    ),
)

CARD = pages.Card(
    name="weather.wet",
    title=_("Weather"),
    permission=SIGHTING_READ,
    document=DOCUMENTS["card"],
    variables=lambda _request: {"wet": {"sky": {"eq": Sky.WET.name}}},
    present=lambda data, _request: pages.CardContent(
        due=tuple(
            pages.CardItem(
                title=translate("Take an umbrella: {place}").format(place=row["place"]),
                href=pages.url("weather.sightings"),
                when=row["seenOn"],
            )
            for row in data["weatherSightings"]["nodes"]
        ),
        due_total=data["weatherSightings"]["totalCount"],
    ),
)

PAGES = (SIGHTINGS, OUTLOOK, ADD)
NAVIGATION = (pages.NavigationLink(label=_("Weather"), page=SIGHTINGS.name, position=90),)
RECORD_PARTS = (PART,)
CARDS = (CARD,)
