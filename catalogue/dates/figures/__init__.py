"""Everything in a date expression that is written in digits or Roman numerals.

The first figure that matches at a place is taken, so the longer and more exact stand first.
"""

from .figure import LAST_YEAR, Figure
from .numerals import HALF_SUPPLIED, NUMERALS
from .numeric_dates import NUMERIC_DATES

FIGURES: tuple[Figure, ...] = (*NUMERIC_DATES, *NUMERALS)

__all__ = ["FIGURES", "HALF_SUPPLIED", "LAST_YEAR", "Figure"]
