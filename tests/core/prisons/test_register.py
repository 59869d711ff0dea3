"""The register comes in whole, again and again, and an administrator's correction stands."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.errors import Invalid
from core.plugins.loader import Registry
from core.prisons.enums import Gender
from core.prisons.models import Prison
from core.prisons.register import Outcome, import_register, read_register
from core.testkit import NOBODY
from infra.database_roles import DatabaseUrls

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "prisons.csv"
HEADER = (
    "code,name,name_cy,active,male,female,contracted,types,categories,operators,"
    "address_line1,address_line2,town,county,postcode,country,gp_practice_code\n"
)
ONE = HEADER + "ZZTST9,Northmoor (HMP),,t,t,t,f,HMP|YOI,B|C,PSP,,,Northmoor,,EX1 1AA,England,\n"


@pytest_asyncio.fixture
async def empty(empty_database: Callable[[], DatabaseUrls], registry: Registry) -> AsyncIterator[Database]:
    urls = empty_database()
    await upgrade(urls.owner, registry.histories)
    opened = Database(engine_for(urls.app, pool_size=1))
    yield opened
    await opened.close()


async def run(database: Database, text: str) -> Outcome:
    async with database.write(NOBODY) as session:
        return await import_register(session, read_register(text, "register.csv"))


async def test_register_of_england_and_wales_comes_in_and_a_second_time_changes_nothing(
    empty: Database,
) -> None:
    if not SHARED.exists():
        message = "The register's CSV is not beside this checkout."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    text = SHARED.read_text(encoding="utf-8")

    first, second = await run(empty, text), await run(empty, text)

    assert (first.read, first.active, first.added, first.changed) == (173, 125, 173, 0)
    assert (second.read, second.added, second.changed) == (173, 0, 0)


async def test_long_codes_both_sexes_and_lists_are_kept(empty: Database) -> None:
    await run(empty, ONE)

    async with empty.read(NOBODY) as session:
        prison = (await session.scalars(select(Prison))).one()
    assert (prison.code, prison.gender, prison.types) == ("ZZTST9", Gender.MIXED, ["HMP", "YOI"])


async def test_correction_survives_until_the_register_itself_changes(empty: Database) -> None:
    await run(empty, ONE)
    async with empty.write(NOBODY) as session:
        prison = (await session.scalars(select(Prison))).one()
        prison.town = "Northmoor-on-Sea"

    same = await run(empty, ONE)
    changed = await run(empty, ONE.replace(",Northmoor,,EX1", ",North Moor,,EX1"))

    async with empty.read(NOBODY) as session:
        prison = (await session.scalars(select(Prison))).one()
    assert same.kept_corrections == ["ZZTST9.town"]
    assert (changed.changed, prison.town) == (1, "North Moor")


async def test_shape_of_the_registers_api_is_read_like_its_csv(empty: Database) -> None:
    item = {
        "prisonId": "ZZTST9",
        "prisonName": "Northmoor (HMP)",
        "active": True,
        "male": True,
        "female": True,
        "contracted": False,
        "types": [{"code": "HMP", "description": "His Majesty's Prison"}, {"code": "YOI", "description": ""}],
        "categories": ["B", "C"],
        "addresses": [{"town": "Northmoor", "postcode": "EX1 1AA", "country": "England"}],
        "operators": [{"name": "PSP"}],
    }
    await run(empty, ONE)

    outcome = await run(empty, json.dumps([item]))

    assert (outcome.read, outcome.added, outcome.changed) == (1, 0, 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "no column active, code, name"),
        (ONE.replace(",t,t,t,f,", ",yes,t,t,f,"), "line 2: “yes” is neither t nor f"),
        (HEADER + ",Nameless,,t,t,f,f,,,,,,,,,,\n", "line 2: a prison needs a code and a name"),
        ("[1, 2]", "must be a list of prisons"),
        ("[{", "is not valid JSON"),
    ],
)
def test_a_file_that_is_no_register_says_what_is_wrong_and_where(text: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_register(text, "register.csv")

    assert said in str(refused.value)


async def test_a_code_that_stands_twice_is_refused_whole(empty: Database) -> None:
    with pytest.raises(Invalid):
        await run(empty, ONE + ONE.splitlines()[1] + "\n")

    async with empty.read(NOBODY) as session:
        assert (await session.scalars(select(Prison))).all() == []
