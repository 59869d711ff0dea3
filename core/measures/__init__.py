"""Measures as data: what a prison counts of its own work, for itself and, in figures alone, for HMPPS.

The names here are what a measure is declared with; plugins have them as `core.sdk.measures`.
"""

from core.measures.declarations import Direction, Frequency, Metric, Unit, counted
from core.measures.figures import FEWEST_FOR_A_SHARE, Figure, State
from core.measures.models import PublishedFigure
from core.measures.periods import Period, last_year, month_of, months_before, quarter_before, quarter_of
from core.measures.publishing import publish_figures
from core.measures.queries import figure_of, rows_of

__all__ = [
    "FEWEST_FOR_A_SHARE",
    "Direction",
    "Figure",
    "Frequency",
    "Metric",
    "Period",
    "PublishedFigure",
    "State",
    "Unit",
    "counted",
    "figure_of",
    "last_year",
    "month_of",
    "months_before",
    "publish_figures",
    "quarter_before",
    "quarter_of",
    "rows_of",
]
