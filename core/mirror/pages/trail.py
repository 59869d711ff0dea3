"""What stands at the end of a person's own record: corrections, who can see it, who did, and the copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.mirror.own_copy import FORMATS
from core.mirror.pages.words import DOCUMENTS, part_words, state_tag
from core.mirror.permissions import MIRROR_READ
from core.pages import (
    Cell,
    Data,
    Date,
    Link,
    Number,
    PageRequest,
    RecordPart,
    Row,
    Section,
    Stack,
    Table,
    Words,
)
from core.translation import lazy_gettext as _


def _sections(data: Data, request: PageRequest) -> Sequence[Section]:
    mirror, asked = data["mirror"], data["correctionRequests"]["nodes"]
    return (
        *((_corrections(asked),) if asked else ()),
        _seers(mirror["seers"]),
        _sights(mirror["sights"]),
        _looks(mirror["looks"]),
        *_copies(mirror["copies"], request),
    )


def _corrections(rows: Sequence[Row]) -> Section:
    table = Table(
        caption=_("What you asked to be put right"),
        headings=(_("What"), _("Asked"), _("Answer")),
        rows=tuple(
            (Words(part_words(row), hint=row["words"]), Date(row["askedOn"], near=False), _answer(row))
            for row in rows
        ),
    )
    return Section(heading=_("What you asked to be put right"), table=table)


def _answer(row: Row) -> Cell:
    if row["answeredOn"] is None:
        return Stack((state_tag(row["state"]), Words(_("You get an answer by:")), Date(row["dueOn"])))
    return Stack((state_tag(row["state"]), Words(row["answer"]), Date(row["answeredOn"], near=False)))


def _seers(rows: Sequence[Row]) -> Section:
    table = Table(
        caption=_("Who can see this record"),
        headings=(_("Who"), _("Why")),
        rows=tuple((Words(row["who"]), Words(row["why"])) for row in rows),
    )
    return Section(
        heading=_("Who can see this record"),
        text=_(
            "By their role in this prison, and you. Another prison sees nothing of this record, unless you "
            "agreed to show it something: then that stands on this page, with every look."
        ),
        table=table,
    )


def _sights(rows: Sequence[Row]) -> Section:
    table = Table(
        caption=_("Which of them can do what"),
        headings=(_("What"), _("Who")),
        rows=tuple((Words(row["what"]), Words(", ".join(row["who"]))) for row in rows),
    )
    return Section(heading=_("Which of them can do what"), table=table)


def _looks(rows: Sequence[Row]) -> Section:
    table = Table(
        caption=_("Who looked at this record"),
        headings=(_("Day"), _("Who"), _("How often")),
        rows=tuple((Date(row["on"], near=False), Words(row["office"]), Number(row["times"])) for row in rows),
        empty=_("Nobody but you has opened it."),
    )
    return Section(
        heading=_("Who looked at this record"),
        text=_("Each time somebody opened it or something of it. Lists that name you are not counted."),
        table=table,
    )


def _copies(rows: Sequence[Row], request: PageRequest) -> Iterator[Section]:
    here = f"/{request.prison.code.lower()}/me/copy"
    yield Section(
        heading=_("A copy of this record"),
        text=_("Take it with you. That you did is recorded, here and for data protection."),
        table=Table(
            caption=_("Copies to take"),
            headings=(_("Copy"),),
            rows=tuple((Link(one.label, f"{here}/{one.value}"),) for one in FORMATS),
        ),
    )
    if rows:
        taken = tuple(
            (Words(row["office"]), Date(row["on"], near=False), Number(row["times"])) for row in rows
        )
        heading = _("Who took a copy")
        headings = (_("Who"), _("Day"), _("How often"))
        yield Section(heading=heading, table=Table(caption=heading, headings=headings, rows=taken))


TRAIL = RecordPart(
    name="core.me_trail",
    page="core.me",
    permission=MIRROR_READ,
    document=DOCUMENTS["trail"],
    sections=_sections,
    position=90,
)
