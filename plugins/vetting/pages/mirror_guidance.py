"""What an applicant is told while it is their turn: whom the policy leaves out, and what to bring."""

from __future__ import annotations

from collections.abc import Iterator

from core.sdk import lazy_gettext as _
from core.sdk import pages, translate, translate_plural
from plugins.vetting.enums import DocumentType, VettingStage

FORM_STAGES = frozenset({VettingStage.INVITED, VettingStage.FORM_IN_PROGRESS})


def guidance_sections(case: pages.Row, said: pages.Row | None) -> Iterator[pages.Section]:
    """Say what belongs to where a case stands; nothing where the version says nothing."""
    stage = VettingStage(case["stageToday"])
    if said is None:
        return
    if stage in FORM_STAGES:
        yield from _notice(said)
    if stage is VettingStage.DOCUMENTS_BOOKED:
        yield pages.Section(
            heading=_("What to bring"),
            text=_("Bring the originals, not copies:"),
            points=tuple(_documents(said)),
        )


def _notice(said: pages.Row) -> Iterator[pages.Section]:
    """Show the version's text in both languages: whoever reads it chooses."""
    facts = tuple(
        pages.Fact(label, pages.Words(said[name], lang=language))
        for label, name, language in (
            (_("In English"), "excludedNotice", "en"),
            (_("In Welsh"), "excludedNoticeWelsh", "cy"),
        )
        if said[name]
    )
    if facts:
        yield pages.Section(
            heading=_("Who cannot be cleared"),
            text=_("The policy says, to everybody who applies:"),
            facts=facts,
        )


def _documents(said: pages.Row) -> Iterator[str]:
    kinds = ", ".join(str(DocumentType(kind).label) for kind in said["firstGroup"])
    enough = translate("{count} documents, of which one is: {kinds}; or {more} of other kinds.")
    yield enough.format(count=said["withGroup1"], kinds=kinds, more=said["withoutGroup1"])
    if said["addresses"]:
        yield translate_plural(
            "{count} of them has to show your current address.",
            "{count} of them have to show your current address.",
            said["addresses"],
        ).format(count=said["addresses"])
        recent = translate("One that shows your address has to be dated within {months} months.")
        yield recent.format(months=said["recentMonths"])
    yield translate("One has to show your date of birth.")
    yield translate("One has to carry your photograph.")
