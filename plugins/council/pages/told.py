"""How the prison's answer begins on paper and screen."""

from __future__ import annotations

from core.sdk import long_date, pages, translate
from plugins.council.enums import Told
from plugins.council.pages.words import day


def told_label(row: pages.Row) -> str:
    if Told(row["told"]) is Told.WORKING_ON_IT and row["untilOn"]:
        said = translate("We are still working on it, by {day}")
        return said.format(day=long_date(day(row["untilOn"])))
    return str(Told(row["told"]).label)
