"""The page that walks one query from text to SQL shows the statement that is really made of it."""

from __future__ import annotations

import re
from pathlib import Path

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.testkit import make_partner, make_person
from frontend_api.graphql.execution import Engine
from tests.statements import asked_of

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reads.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def words(sql: str) -> str:
    """Leave out how the lines are broken."""
    return re.sub(r"\s+", " ", sql).replace("( ", "(").strip()


async def test_page_shows_the_statement_of_its_query(
    engine: Engine, coordinator: Viewer, database: Database
) -> None:
    await make_partner(database, coordinator, name="Amber Trust")
    await make_person(database, coordinator, surname="Adeyemi")
    [query], [sql] = blocks("graphql"), blocks("sql")
    with asked_of(engine.database) as asked:
        result = await engine.execute(coordinator, query, {"status": "CURRENT"})
    assert result.errors == []
    assert result.data is not None
    assert result.data["people"]["nodes"][0]["surname"] == "Adeyemi"
    [(text, arguments)] = asked
    assert words(text) == words(sql)
    assert arguments == ("CURRENT", "of", "CURRENT")
