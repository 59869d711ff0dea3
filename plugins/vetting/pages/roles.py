"""What a role asks for: on the role's page, beside who is in it, and the form that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.sdk import Text, long_date, pages, today, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import AccessMode, TrainingType, VettingLevel
from plugins.vetting.pages.form_parts import several
from plugins.vetting.pages.words import DOCUMENTS, day, day_words
from plugins.vetting.permissions import CLEARANCE_READ, ROLE_CHANGE

Row = Mapping[str, Any]


def _says_something(row: Row) -> bool:
    return bool(row["levels"] or row["accessMode"] or row["training"])


def in_force(versions: Sequence[Row]) -> Row | None:
    """Return what holds today; None where the policy speaks for the role."""
    begun = [row for row in versions if row["since"] <= today().isoformat()]
    return begun[-1] if begun and _says_something(begun[-1]) else None


def to_come(versions: Sequence[Row]) -> list[Row]:
    return [row for row in versions if row["since"] > today().isoformat()]


def levels_that_suffice(row: Row) -> str:
    return translate(" or ").join(str(VettingLevel(level).label) for level in row["levels"])


def training_words(row: Row) -> str:
    return ", ".join(str(TrainingType(kind).label) for kind in row["training"])


def _sections(data: pages.Data, _request: pages.PageRequest) -> Iterator[pages.Section]:
    versions = data["vettingRoleRequirements"]["nodes"]
    row = in_force(versions)
    yield pages.Section(
        heading=_("What vetting asks for"),
        text=_text(row, to_come(versions)),
        facts=tuple(_facts(row)) if row else (),
    )
    yield _people(data["vettingRolePeople"])


def _text(row: Row | None, coming: list[Row]) -> Text:
    said = []
    if row is None:
        said.append(
            translate("The role asks for nothing of its own: what the policy says of its title counts.")
        )
    if coming:
        said.append(translate("This changes on {day}.").format(day=day_words(coming[0]["since"])))
    return " ".join(said)


def _facts(row: Row) -> Iterator[pages.Fact]:
    yield pages.Fact(_("Clearance"), pages.Words(levels_that_suffice(row) or _("Any that lets them in")))
    access = AccessMode(row["accessMode"]).label if row["accessMode"] else _("However they come in")
    yield pages.Fact(_("Access"), pages.Words(access))
    yield pages.Fact(_("Training"), pages.Words(training_words(row) or _("None of its own")))
    yield pages.Fact(_("Since"), pages.Date(row["since"], near=False))


def _people(rows: Sequence[Row]) -> pages.Section:
    return pages.Section(
        heading=_("Do those in the role have what it asks for?"),
        table=pages.Table(
            caption=_("People in this role, and what vetting says today"),
            headings=(_("Name"), _("Today")),
            rows=tuple(
                (
                    pages.Link(row["personName"], pages.url("core.person", person_id=row["personId"])),
                    pages.Words(" ".join(row["lacks"]))
                    if row["lacks"]
                    else pages.Tag(_("All in place"), pages.Colour.GREEN),
                )
                for row in rows
            ),
            empty=_("Nobody is in this role."),
        ),
    )


ROLE_PART = pages.RecordPart(
    name="vetting.role",
    page="core.role",
    permission=CLEARANCE_READ,
    document=DOCUMENTS["role_part"],
    sections=lambda data, request: tuple(_sections(data, request)),
    actions=(
        pages.ActionLink(
            label=_("Say what it asks for"),
            href=lambda _data, request: pages.url("vetting.require_of_role", role_id=request.path["role_id"]),
            style="secondary",
        ),
    ),
)


def _levels(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Choice]:
    """Offer the levels still granted, and those that the role asks for already."""
    row = in_force(data["vettingRoleRequirements"]["nodes"])
    wanted = {*data["vettingPolicyInForce"]["grantable"], *(row["levels"] if row else ())}
    return pages.each_of(level for level in VettingLevel if level in wanted)


def _initial(data: pages.Data, _request: pages.PageRequest) -> pages.Form:
    row = in_force(data["vettingRoleRequirements"]["nodes"])
    return {
        "levels": tuple(row["levels"]) if row else (),
        "access_mode": (row["accessMode"] or ANY) if row else ANY,
        "training": tuple(row["training"]) if row else (),
        "since": today(),
    }


def _said(data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    since = day(data["vettingRequireOfRole"]["since"]) or today()
    words = translate("What the role asks for counts from {day}.").format(day=long_date(since))
    return pages.Outcome(pages.url("core.role", role_id=request.path["role_id"]), words)


ANY = "ANY"
REQUIRE = pages.FormPage(
    name="vetting.require_of_role",
    path="/roles/{role_id:uuid}/vetting",
    title=_("What does the role ask for?"),
    permission=ROLE_CHANGE,
    document=DOCUMENTS["role_brief"],
    variables=lambda request: {"id": request.path["role_id"]},
    found="roleDescription",
    lead=lambda data, _request: translate("{role}, {service}").format(
        role=data["roleDescription"]["title"], service=data["roleDescription"]["serviceName"]
    ),
    fields=(
        pages.CheckboxesField(
            name="levels",
            label=_("Which levels of clearance suffice?"),
            hint=_("Any one of those ticked, or one that covers it. Tick none where any clearance will do."),
            choices=_levels,
            required=False,
        ),
        pages.RadioField(
            name="access_mode",
            label=_("How does somebody in it come in?"),
            argument="accessMode",
            choices=(*pages.each_of(AccessMode), pages.Choice(ANY, _("It does not matter"))),
        ),
        pages.CheckboxesField(
            name="training",
            label=_("Which training does it ask for?"),
            hint=_(
                "Beside what the way of coming in asks for. It replaces what the policy says of the title."
            ),
            choices=pages.each_of(TrainingType),
            required=False,
        ),
        pages.DateField(
            name="since",
            label=_("From which day?"),
            hint=_("Today or later. Visits until then are judged by what was asked before."),
        ),
    ),
    initial=_initial,
    mutation=DOCUMENTS["require_of_role"],
    arguments=lambda form, request: {
        "given": {
            "roleId": request.path["role_id"],
            "since": pages.iso_day(form["since"]),
            "levels": several(form, "levels"),
            "accessMode": None if form["access_mode"] == ANY else form["access_mode"],
            "training": several(form, "training"),
        }
    },
    success=_said,
    submit=_("Save what it asks for"),
    back=lambda _data, request: pages.url("core.role", role_id=request.path["role_id"]),
)
