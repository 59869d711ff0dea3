"""Slips for proposals on paper: the same questions in the order in which they are typed back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import PrisonNames, Viewer, now, prison_names, reports, speaking, translate
from plugins.council.enums import SlipPaper, Theme, Tongue
from plugins.council.models import Slip
from plugins.council.rules.slip_codes import as_printed

HERE = Path(__file__).parent
LANGUAGES: dict[Tongue, tuple[str, ...]] = {
    Tongue.ENGLISH: ("en",),
    Tongue.WELSH: ("cy",),
    Tongue.BOTH: ("cy", "en"),
}
A5, A4 = (148, 210), (210, 297)
SIZES: dict[SlipPaper, dict[str, Any]] = {
    SlipPaper.A5: {"size": A5, "beside": 1, "points": 115, "line": 76, "lines": (4, 6, 1, 1)},
    SlipPaper.TWO_ON_A4: {"size": A5, "beside": 2, "points": 115, "line": 76, "lines": (4, 6, 1, 1)},
    SlipPaper.LARGE_PRINT: {"size": A4, "beside": 1, "points": 180, "line": 108, "lines": (3, 3, 1, 1)},
}
"""Millimetres; type and lines in tenths. Large print is 18 point at least (UKAAF)."""
TWO_LANGUAGES: dict[str, Any] = {"points": 105, "lines": (2, 3, 1, 1)}
"""Smaller type and fewer lines to write on where the questions stand in two languages."""


async def build_slips(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build the slips of these numbers. Nobody is named on one, whoever printed it neither."""
    first, last = int(parameters["first"]), int(parameters["last"])
    codes = await session.scalars(
        select(Slip.code).where(Slip.number.between(first, last)).order_by(Slip.number)
    )
    tongue, paper = Tongue(str(parameters["tongue"])), SlipPaper(str(parameters["paper"]))
    names, moment = await prison_names(session, viewer), now()
    languages = LANGUAGES[tongue]
    with speaking(languages[0]):
        title = translate("Slips for proposals, {first} to {last}").format(first=first, last=last)
    return reports.ReportDocument(
        title=title,
        prison_name=names.in_language(languages[0]),
        prison_code=viewer.tenant_code or "",
        as_at=moment,
        produced_at=moment,
        produced_by=names.in_language(languages[0]),
        classification=reports.Classification.OFFICIAL,
        summary=(),
        paper=reports.Paper(
            layout=HERE / "slips.typ",
            words=slip_words([as_printed(code) for code in codes], names, paper, languages),
        ),
        language=languages[0],
    )


def slip_words(
    codes: Sequence[str], names: PrisonNames, paper: SlipPaper, languages: Sequence[str]
) -> dict[str, Any]:
    """Return everything that stands on slips of these codes, and how large."""
    return {
        **SIZES[paper],
        **(TWO_LANGUAGES if len(languages) > 1 else {}),
        "codes": list(codes),
        "sides": [_side(language, names) for language in languages],
    }


def _side(language: str, names: PrisonNames) -> dict[str, Any]:
    """Return the words of a slip in one language."""
    with speaking(language):
        return {
            "lang": language,
            "prison": names.in_language(language),
            "title": translate("What should change here?"),
            "code": translate("Code"),
            "questions": [
                translate("What is wrong today?"),
                translate("What do you ask for?"),
                translate("Who would it help?"),
                translate("What would it cost, and who could pay?"),
            ],
            "tick": translate("What is it about? Tick one box."),
            "themes": [str(theme.label) for theme in Theme],
            "names": translate("Do not write your name, your number or your cell, nor anybody else's."),
            "hand": translate("Hand it to a member of the council. The council talks about it first."),
        }
