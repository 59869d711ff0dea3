"""Vetting in Welsh: what a Welsh reader meets on every page, and the report."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from core.sdk import Text, Viewer, reports, translate_plural
from core.testkit import Database, Format, speaking, start_languages, write_report
from plugins.vetting.enums import AccessMode, Turn, Verb, VettingStage
from plugins.vetting.pages.words import turn_words
from plugins.vetting.plugin import FOLDER, contribute
from plugins.vetting.reports import build_position


@pytest.fixture(autouse=True)
def _welsh() -> Iterator[None]:
    start_languages([FOLDER])
    with speaking("cy"):
        yield


def english(text: Text) -> str:
    with speaking("en"):
        return str(text)


def test_catalogue_lies_in_the_plugins_own_folder() -> None:
    assert (Path(FOLDER) / "locale" / "cy" / "LC_MESSAGES" / "gatehouse.po").is_file()


@pytest.mark.parametrize("kind", [VettingStage, Verb, AccessMode])
def test_every_stage_step_and_access_is_said_in_welsh(kind: type[VettingStage | Verb | AccessMode]) -> None:
    said = [member for member in kind if str(member.label) == english(member.label)]
    assert said == []


def test_whose_turn_is_said_in_welsh() -> None:
    words = {turn: str(turn_words(turn.value)) for turn in Turn}
    assert words[Turn.COORDINATOR] == "Cydlynydd"
    assert words[Turn.GOVERNOR] == "Llywodraethwr"
    same = [turn for turn in Turn if words[turn] == english(turn_words(turn.value))]
    assert same == []


def test_headings_and_navigation_are_said_in_welsh() -> None:
    module = contribute()
    titles = [
        module.title,
        *(page.title for page in module.pages),
        *(link.label for link in module.navigation),
    ]
    untold = [english(title) for title in titles if str(title) == english(title)]
    assert untold == []


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "{count} diwrnod"), (2, "{count} ddiwrnod"), (3, "{count} diwrnod"), (31, "{count} diwrnod")],
)
def test_numbers_are_followed_by_the_right_form(count: int, said: str) -> None:
    assert translate_plural("{count} working day", "{count} working days", count) == f"{said} gwaith"


async def test_report_of_a_welsh_reader_is_welsh_throughout(database: Database, coordinator: Viewer) -> None:
    async with database.read(coordinator) as session:
        document: reports.ReportDocument = await build_position(session, coordinator, {})
    target = io.BytesIO()
    with speaking("en"):  # the one who writes it speaks the report's language, not the other way round
        write_report(document, Format.PDF, target)
    file = PdfReader(target)
    assert str(file.root_object["/Lang"]) == "cy-GB"
    text = " ".join("\n".join(page.extract_text() for page in file.pages).split())
    for words in (
        "Sefyllfa fetio",
        "achosion ar y gweill",
        "Pwy sydd wedi aros hiraf",
        "Nid oes achos ar y gweill.",
    ):
        assert words in text
    for words in ("Vetting", "Whose turn", "Working days", "No case"):
        assert words not in text
