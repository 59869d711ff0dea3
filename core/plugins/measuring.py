"""Whether a plugin's measures can be counted: rows of the right shape, pages for them, codes of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select

from core.measures.declarations import COLUMNS, Metric
from core.measures.periods import month_of
from core.plugins.contribution import Contribution
from core.plugins.errors import BadContribution

SOME_MONTH = month_of(date(2026, 1, 1))
SOME_ID = "00000000-0000-0000-0000-000000000000"


def check_metrics(contribution: Contribution, others: Iterable[Contribution]) -> None:
    """Raise BadContribution for a measure that could not be counted, or whose rows nobody could look at."""
    modules = (*others, contribution)
    pages = {page.name for module in modules for page in module.pages}
    codes = {metric.code: metric.name for module in modules[:-1] for metric in module.metrics}
    for metric in contribution.metrics:
        if metric.code in codes:
            raise BadContribution(
                f"The measure {metric.name} has the code {metric.code}; {codes[metric.code]} has it already."
            )
        codes[metric.code] = metric.name
        _check_rows(metric)
        if (page := metric.row_page(SOME_ID).name) not in pages:
            raise BadContribution(
                f"The measure {metric.name} shows its rows on the page {page}, which there is not."
            )


def _check_rows(metric: Metric) -> None:
    statement = metric.rows(SOME_MONTH)
    if not isinstance(statement, Select) or tuple(statement.selected_columns.keys()) != COLUMNS:
        raise BadContribution(
            f"The rows of the measure {metric.name} must be what measures.counted() selects, and no more."
        )
