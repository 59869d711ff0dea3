"""What the tests ask of the API about the weather."""

from __future__ import annotations

from typing import Any

from core.accounts.viewer import Viewer
from frontend_api.graphql.execution import Engine

LIST = "{ weatherSightings(order: [{field: place}]) { totalCount nodes { id place sky } } }"
ONE = "query One($id: ID!) { weatherSighting(id: $id) { place sky person { name } } }"
OUTLOOK = "{ weatherOutlook { words } }"
SEEN_BY = "query Seen($id: ID!) { person(id: $id) { name weatherSightings { place } } }"
ADD = """mutation Add($given: WeatherNewSighting!) {
  weatherAddSighting(given: $given) { id place sky person { name } }
}"""


async def ask(engine: Engine, by: Viewer, document: str, **variables: Any) -> dict[str, Any]:
    """Return the data of an operation that must succeed."""
    result = await engine.execute(by, document, variables)
    assert result.errors == []
    assert result.data is not None
    return result.data


async def refusal(engine: Engine, by: Viewer, document: str, **variables: Any) -> tuple[str, list[object]]:
    """Return the code and path of the error with which an operation is refused."""
    result = await engine.execute(by, document, variables)
    assert len(result.errors) == 1, result
    assert not any((result.data or {}).values())
    return result.errors[0]["extensions"]["code"], result.errors[0].get("path", [])


async def add(engine: Engine, by: Viewer, place: str, sky: str = "WET", **more: object) -> dict[str, Any]:
    data = await ask(engine, by, ADD, given={"place": place, "sky": sky, **more})
    added: dict[str, Any] = data["weatherAddSighting"]
    return added
