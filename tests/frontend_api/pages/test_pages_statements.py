"""The accessibility statement and the privacy notice: for everybody, and true to what the code declares."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest
from litestar import Litestar

from core.database.unit_of_work import Database
from core.plugins.contribution import PersonalData
from core.plugins.loader import Registry
from core.settings import Settings
from core.translation import speaking
from frontend_api.graphql.execution import Engine
from frontend_api.pages.language import YEAR as COOKIE_YEAR
from frontend_api.pages.statements import PREPARED, held_by, kept, rule_of
from frontend_api.sign_in.drafts import KEPT_SECONDS
from tests.frontend_api.pages.conftest import ASSETS, Reader, make_app
from tests.frontend_api.pages.reading import Page

TYPED = "and one keeps what you typed for 15 minutes when you were signed out before you sent it."
LONG = 20
"""Letters beyond which a text is a sentence, and no name or address."""


async def fetch(app: Litestar, path: str, **cookies: str) -> httpx.Response:
    """Open a page as somebody nobody knows."""
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # Litestar types its scope more closely
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", cookies=cookies) as client:
        return await client.get(path)


@pytest.mark.parametrize("path", ["/accessibility", "/privacy"])
async def test_statement_is_for_everybody(app: Litestar, path: str) -> None:
    answer = await fetch(app, path)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.text.count("<h1") == 1
    assert len(page.ids) == len(set(page.ids))
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/accessibility", "/privacy"])
async def test_every_page_leads_there(reader: Reader, app: Litestar, path: str) -> None:
    assert path in (await reader.open("/")).targets
    assert path in Page((await fetch(app, "/")).text).targets


async def test_accessibility_statement_has_the_parts_the_regulations_ask_for(app: Litestar) -> None:
    words = Page((await fetch(app, "/accessibility")).text).words
    for part in (
        "This accessibility statement applies to",
        "Feedback and contact information",
        "Enforcement procedure",
        "Equality and Human Rights Commission (EHRC)",
        "(No. 2) Accessibility Regulations 2018",
        "Equality Advisory and Support Service (EASS)",
        "Compliance status",
        "partially compliant with the Web Content Accessibility Guidelines version 2.2 AA",
        "Non-accessible content",
        f"This statement was prepared on {PREPARED.day} ",
    ):
        assert part in words


async def test_statement_says_what_has_not_been_tested(app: Litestar, settings: Settings) -> None:
    words = Page((await fetch(app, "/accessibility")).text).words
    assert "No person with a disability and no independent expert has tested this website yet" in words
    assert f"after {settings.session_idle_minutes} minutes" in words


@pytest.mark.parametrize(
    ("contact", "target"),
    [
        ("help@gatehouse.example", "mailto:help@gatehouse.example"),
        ("https://gatehouse.example/help", "https://gatehouse.example/help"),
    ],
)
async def test_statements_name_whom_to_ask(
    settings: Settings, database: Database, registry: Registry, engine: Engine, contact: str, target: str
) -> None:
    ours = settings.model_copy(update={"support_contact": contact, "operated_by": "Ashdown Prisons Trust"})
    app = make_app(ours, database, registry, engine, ASSETS)
    for path in ("/accessibility", "/privacy"):
        page = Page((await fetch(app, path)).text)
        assert target in page.targets
        assert "This website is run by Ashdown Prisons Trust." in page.words
    await app.state.sign_in.close()


@pytest.mark.parametrize("path", ["/accessibility", "/privacy"])
async def test_sentences_stand_apart(app: Litestar, path: str) -> None:
    words = Page((await fetch(app, path)).text).words
    assert re.findall(r"[a-z][.:][A-Z]\w+", words) == []


async def test_without_a_contact_the_coordinator_is_named(app: Litestar) -> None:
    for path in ("/accessibility", "/privacy"):
        assert "the voluntary sector co-ordinator of your prison" in Page((await fetch(app, path)).text).words


async def test_privacy_notice_lists_what_every_module_declares(app: Litestar, registry: Registry) -> None:
    words = Page((await fetch(app, "/privacy")).text).words
    declared = [(module, item) for module in registry.contributions for item in module.personal_data]
    assert len(declared) > 10
    for module, item in declared:
        assert str(item.label) in words
        assert kept(item, rule_of(module, item)) in words


def test_how_long_is_said_by_what_is_declared(registry: Registry) -> None:
    week = PersonalData("t", ("c",), timedelta(days=7), after="it was seen")
    assert kept(week) == "Deleted 7 days after it was seen."
    assert kept(PersonalData("t", ("c",), None, after="it stays")) == "Not deleted by itself: it stays."
    titles = [str(module.title) for module in held_by(registry.contributions)]
    assert titles == ["Partnership", "Council", "Rota and gate", "Vetting"]


async def test_every_cookie_is_named(app: Litestar) -> None:
    words = Page((await fetch(app, "/privacy")).text).words
    assert words.count("one keeps you signed in") == 1
    assert f"one remembers the language you chose, for a year; {TYPED}" in words
    assert KEPT_SECONDS == 15 * 60
    assert COOKIE_YEAR == 365 * 24 * 3600


async def test_statements_are_in_welsh_throughout(app: Litestar) -> None:
    with speaking("en"):
        for path in ("/accessibility", "/privacy"):
            said = Page((await fetch(app, path)).text)
            welsh = Page((await fetch(app, f"{path}?lang=cy")).text)
            assert welsh.heading != said.heading
            sentences = {
                part.strip() for part in said.parts if len(part.strip()) > LONG and " " in part.strip()
            }
            assert [part for part in welsh.parts if part.strip() in sentences] == []


async def test_language_can_be_chosen_before_signing_in(app: Litestar) -> None:
    assert '<html lang="cy"' in (await fetch(app, "/accessibility?lang=cy")).text
    assert '<html lang="cy"' in (await fetch(app, "/privacy", gatehouse_language="cy")).text
