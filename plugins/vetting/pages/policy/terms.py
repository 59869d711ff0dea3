"""What a version says, in tables: its levels, training, weights at the gate, documents and notice."""

from __future__ import annotations

from core.sdk import entry, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import (
    AccessMode,
    DocumentGroup,
    DocumentType,
    PolicyState,
    TrainingType,
    VettingLevel,
)
from plugins.vetting.pages.policy.drafts import Row, version_of
from plugins.vetting.pages.policy.forms import DOCUMENT_NUMBERS
from plugins.vetting.pages.words import levels_words
from plugins.vetting.permissions import POLICY_DRAFT


def sections_of(row: Row, request: pages.PageRequest) -> tuple[pages.Section, ...]:
    """Return the sections of a version's page, in the order in which they decide."""
    return _levels(row, request), _training(row), _gate(row), _documents(row), _notice(row)


def courses(codes: list[str]) -> str:
    return ", ".join(str(TrainingType(code).label) for code in codes) or translate("None")


def _years(count: int | None) -> str:
    if count is None:
        return translate("No set length")
    return translate_plural("{count} year", "{count} years", count).format(count=count)


def _levels(row: Row, request: pages.PageRequest) -> pages.Section:
    """List the levels; each of a draft leads to its own form, for whoever may change it."""
    changes = row["state"] == PolicyState.DRAFT and request.viewer.may(POLICY_DRAFT)
    headings = (
        _("Level"),
        _("Good for"),
        _("For a volunteer"),
        _("End date needed"),
        _("May be granted"),
        _("Stands for as well"),
    )
    table = pages.Table(
        caption=_("Levels"),
        headings=(*headings, _("Change")) if changes else headings,
        rows=tuple(
            (
                pages.Words(VettingLevel(one["level"]).label),
                pages.Words(_years(one["years"])),
                pages.Words(_years(one["volunteerYears"] or one["years"])),
                pages.Words(_("Yes") if one["needsEndDate"] else _("No")),
                pages.Words(_("Yes") if one["grantable"] else _("No")),
                pages.Words(levels_words(one["covers"]) or _("None")),
                *((_change(one["level"], request),) if changes else ()),
            )
            for one in row["levels"]
        ),
    )
    return pages.Section(heading=_("Levels, and how long they are good"), table=table)


def _change(code: str, request: pages.PageRequest) -> pages.Link:
    page = pages.url("vetting.policy_level", **version_of(request), level=code)
    said = translate("Change {level}").format(level=VettingLevel(code).label)
    return pages.Link(said, page)


def _training(row: Row) -> pages.Section:
    months = translate("{training}: {count} months")
    table = pages.Table(
        caption=_("Training by access"),
        headings=(_("Access"), _("Training asked for")),
        rows=tuple(
            (pages.Words(AccessMode(one["accessMode"]).label), pages.Words(courses(one["types"])))
            for one in row["accessTraining"]
        ),
    )
    good = tuple(
        months.format(training=TrainingType(one["type"]).label, count=one["months"])
        for one in row["trainingMonths"]
    )
    return pages.Section(heading=_("Training, and how long it stays good"), table=table, points=good)


def _gate(row: Row) -> pages.Section:
    table = pages.Table(
        caption=_("What stops somebody at the gate"),
        headings=(_("What is found"), _("What it does"), _("Usual")),
        rows=tuple(
            (
                pages.Words(one["title"]),
                pages.Words(entry.Bearing(one["bearing"]).label),
                pages.Words(entry.Bearing(one["usual"]).label),
            )
            for one in row["weights"]
        ),
    )
    always = _("No clearance in date, a refusal and a suspension always stop somebody, whatever stands here.")
    return pages.Section(heading=_("What stops somebody at the gate"), text=always, table=table)


def _documents(row: Row) -> pages.Section:
    rules = row["documents"]
    facts = (
        pages.Fact(_("Date of these rules"), pages.Date(rules["dated"], near=False)),
        *(pages.Fact(label, pages.Number(rules[name])) for name, label in DOCUMENT_NUMBERS),
    )
    table = pages.Table(
        caption=_("Kinds of document"),
        headings=(
            _("Document"),
            _("Group"),
            _("Two count as two"),
            _("May be in a former name"),
        ),
        rows=tuple(
            (
                pages.Words(DocumentType(one["type"]).label),
                pages.Words(DocumentGroup(one["group"]).label),
                pages.Words(_("Yes") if one["isRepeatable"] else _("No")),
                pages.Words(_("Yes") if one["mayBeInFormerName"] else _("No")),
            )
            for one in rules["kinds"]
        ),
    )
    return pages.Section(heading=_("Identity documents"), facts=facts, table=table)


def _notice(row: Row) -> pages.Section:
    none = _("None")
    facts = (
        pages.Fact(_("In English"), pages.Words(row["excludedNotice"] or none, lang="en")),
        pages.Fact(_("In Welsh"), pages.Words(row["excludedNoticeWelsh"] or none, lang="cy")),
    )
    return pages.Section(heading=_("Notice about excluded categories"), facts=facts)
