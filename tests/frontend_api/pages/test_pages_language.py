"""Words in two languages: found in the code, kept in catalogues, compiled when they change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from core.catalogues import HOUSE, compile_changed, start_languages
from core.pages.dates import distance, long_date
from core.translation import DOMAIN, speaking, translate, translate_plural, use_language
from frontend_api.locale.extraction import Part, extracted, main, parts, stale, update

SOURCE = """
from core.translation import lazy_gettext as _, translate_plural
WORD = _("A word of the code")
def count(number):
    return translate_plural("{count} row", "{count} rows", number)
def said(name):
    return f"{name} is not a word to translate"
"""
TEMPLATE = '{{ _("A word of a page") }} {% trans %}Longer words{% endtrans %} {% do [].append(1) %}'


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    start_languages([])
    yield
    use_language("en")


@pytest.fixture
def part(tmp_path: Path) -> Part:
    """A small module with words in its code and in a template."""
    (tmp_path / "module" / "templates").mkdir(parents=True)
    (tmp_path / "module" / "tests").mkdir()
    (tmp_path / "module" / "words.py").write_text(SOURCE)
    (tmp_path / "module" / "templates" / "page.html").write_text(TEMPLATE)
    (tmp_path / "module" / "tests" / "test.py").write_text('_("A word of a test")')
    return Part("module", (tmp_path / "module",), tmp_path / "locale")


def test_words_are_found_in_code_and_templates(part: Part) -> None:
    found = {message.id if isinstance(message.id, str) else message.id[0] for message in extracted(part)}
    assert found == {"", "A word of the code", "{count} row", "A word of a page", "Longer words"}


def test_update_keeps_what_was_translated_and_drops_what_is_gone(part: Part) -> None:
    (path,) = update(part)
    before = path.read_text()
    path.write_text(
        before.replace('msgid "A word of a page"\nmsgstr ""', 'msgid "A word of a page"\nmsgstr "Gair"')
    )
    (part.sources[0] / "words.py").write_text('from core.translation import lazy_gettext as _\n_("New")\n')
    update(part)
    after = path.read_text()
    assert 'msgid "A word of a page"\nmsgstr "Gair"' in after
    assert 'msgid "New"' in after
    assert "A word of the code" not in after
    update(part)
    assert path.read_text() == after, "a second update changes nothing"


def test_catalogue_is_stale_when_a_word_comes_or_goes(part: Part) -> None:
    update(part)
    assert stale([part]) == []
    (part.sources[0] / "words.py").write_text('from core.translation import lazy_gettext as _\n_("New")\n')
    said = stale([part])
    assert "is stale" in said[0]
    assert said[1:] == ["+ New", "- A word of the code", "- {count} row"]


def test_catalogue_is_compiled_only_when_it_changed(part: Part) -> None:
    (path,) = update(part)
    text = path.read_text().replace(
        'msgid "A word of a page"\nmsgstr ""', 'msgid "A word of a page"\nmsgstr "Gair"'
    )
    path.write_text(text)
    (compiled,) = compile_changed(part.folder)
    assert compiled == path.with_suffix(".mo")
    assert compile_changed(part.folder) == []
    later = compiled.stat().st_mtime + 5
    os.utime(path, (later, later))
    assert compile_changed(part.folder) == [compiled]


def test_plugin_words_are_read_from_its_own_folder(part: Part) -> None:
    (path,) = update(part)
    text = path.read_text().replace(
        'msgid "A word of a page"\nmsgstr ""', 'msgid "A word of a page"\nmsgstr "Gair"'
    )
    path.write_text(text)
    start_languages([part.folder.parent])
    use_language("cy")
    assert translate("A word of a page") == "Gair"
    assert translate("Home") == "Hafan", "the house's own words are still there"
    assert translate("Nobody has translated this") == "Nobody has translated this"


def test_catalogue_that_cannot_be_kept_is_read_all_the_same(part: Part) -> None:
    (path,) = update(part)
    path.write_text(
        path.read_text().replace('"A word of a page"\nmsgstr ""', '"A word of a page"\nmsgstr "Gair"')
    )
    # A folder in the way stops even those whom no file's mode stops.
    path.with_name(f".{DOMAIN}.mo.{os.getpid()}").mkdir()
    start_languages([part.folder.parent])
    use_language("cy")
    assert translate("A word of a page") == "Gair"
    assert not path.with_suffix(".mo").exists()


def test_plugin_elsewhere_is_brought_up_to_date_and_checked_by_its_folder(
    part: Part, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder,) = part.sources
    assert main(["check", str(folder)]) == 1
    assert "+ A word of the code" in capsys.readouterr().out
    assert main([str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder / 'locale/cy/LC_MESSAGES/gatehouse.po'}\n"
    assert main(["check", str(folder)]) == 0
    (folder / "words.py").write_text(SOURCE + '_("A word more")\n')
    assert main(["check", str(folder)]) == 1
    assert "+ A word more" in capsys.readouterr().out


def test_modules_of_the_house_that_are_translated_are_checked_with_it() -> None:
    assert {"gatehouse", "vetting"} <= {part.name for part in parts()}


def test_plural_that_nobody_has_translated_stays_english(part: Part) -> None:
    update(part)
    start_languages([part.folder.parent])
    use_language("cy")
    assert [translate_plural("{count} row", "{count} rows", count) for count in (1, 2, 4)] == [
        "{count} row",
        "{count} rows",
        "{count} rows",
    ]


def test_house_speaks_welsh_where_it_can() -> None:
    assert (HOUSE / "cy" / "LC_MESSAGES" / f"{DOMAIN}.po").is_file()
    use_language("cy")
    assert translate("Sign out") == "Allgofnodi"
    assert long_date(date(2026, 3, 3)) == "3 Mawrth 2026"
    assert distance(date(2026, 3, 5), date(2026, 3, 3)) == "ymhen 2 ddiwrnod gwaith"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 12, 4), "in 9 working days"),
        (date(2026, 11, 19), "2 working days ago"),
        (date(2026, 12, 29), "in 24 working days"),  # two bank holidays: 25 and 28 December
        (date(2026, 11, 25), "in 2 working days"),
        (date(2027, 4, 23), "in 5 months"),
        (date(2031, 11, 23), "in 5 years"),
        (date(2024, 11, 23), "2 years ago"),
    ],
)
def test_distance_is_said_in_working_days_then_months_then_years(day: date, said: str) -> None:
    assert distance(day, date(2026, 11, 23)) == said


def test_weekend_of_no_working_day_is_said_by_days() -> None:
    friday, sunday = date(2026, 11, 20), date(2026, 11, 22)
    assert distance(sunday, friday) == "in 2 days"
    assert distance(friday, sunday) == "2 days ago"


@pytest.mark.parametrize("path", ["/exi/nowhere", "/exi/partners/nowhere", "/none/of/this"])
async def test_unknown_address_is_answered_in_the_language_chosen(app: Litestar, path: str) -> None:
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # Litestar types its scope more closely
    cookies = {"gatehouse_language": "cy"}
    with speaking("en"):
        async with httpx.AsyncClient(
            transport=transport, base_url="http://localhost", cookies=cookies
        ) as client:
            answer = await client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert '<html lang="cy"' in answer.text
    assert "Tudalen heb ei chanfod" in answer.text
