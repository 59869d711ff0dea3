"""The forecast in sentences: what is usual here, and between which days a decision is likely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.sdk import long_date, pages, translate, translate_plural
from plugins.vetting.enums.forecast import ForecastBasis
from plugins.vetting.pages.words import day

Row = Mapping[str, Any]


def outlook(forecast: Row | None) -> str:
    """Say what is usual here and when a decision is likely; nothing where nothing can be said."""
    if forecast is None:
        return ""
    return " ".join(part for part in (_usual(forecast), _likely(forecast), _basis(forecast)) if part)


def _usual(forecast: Row) -> str:
    usual = forecast["usual"]
    if usual is None:
        return ""
    if usual["low"] == usual["high"]:
        return translate_plural("Usual here: {high} day.", "Usual here: {high} days.", usual["high"]).format(
            high=usual["high"]
        )
    return translate("Usual here: {low} to {high} days.").format(low=usual["low"], high=usual["high"])


def _likely(forecast: Row) -> str:
    earliest, latest = day(forecast["earliest"]), day(forecast["latest"])
    if earliest is None or latest is None:
        return ""
    if forecast["basis"] == ForecastBasis.TARGET:
        return translate("By the target it is decided by {day}.").format(day=long_date(latest))
    if earliest == latest:
        return translate("Likely decided on {day}.").format(day=long_date(latest))
    words = translate("Likely decided between {earliest} and {latest}.")
    return words.format(earliest=long_date(earliest), latest=long_date(latest))


def _basis(forecast: Row) -> str:
    count = forecast["sample"]
    if forecast["basis"] == ForecastBasis.LEVEL:
        return translate_plural(
            "(From {count} case of this level here.)", "(From {count} cases of this level here.)", count
        ).format(count=count)
    if forecast["basis"] == ForecastBasis.PRISON:
        words = translate_plural(
            "(From {count} case of all levels here: too few of this level are finished.)",
            "(From {count} cases of all levels here: too few of this level are finished.)",
            count,
        )
        return words.format(count=count)
    if forecast["basis"] == ForecastBasis.TARGET:
        return translate("(Too few cases are finished here to say more.)")
    return ""


def forecast_cell(row: Row) -> pages.Words:
    """Say in a list what was forecast when the case was sent."""
    earliest, latest = day(row["forecastEarliest"]), day(row["forecastLatest"])
    if earliest is None or latest is None or not row["isOpen"]:
        return pages.Words("")
    if earliest == latest:
        return pages.Words(long_date(latest))
    words = translate("{earliest} to {latest}")
    return pages.Words(words.format(earliest=long_date(earliest), latest=long_date(latest)))
