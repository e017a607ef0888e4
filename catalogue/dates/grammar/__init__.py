"""The grammar of date expressions: stages of rules, smallest parts first."""

from .centuries import CENTURIES
from .dates import DATES
from .double_dates import DOUBLE_DATES, SIDE_BY_SIDE
from .joints import LIMITS, LISTS, RANGES
from .marks import PORTIONS_OF_DATES, STYLE_AND_DOUBT, SURENESS
from .noise import EDGES, NOISE, NOISE_IN_BRACKETS
from .portions import PORTIONS

STAGES = (
    NOISE_IN_BRACKETS,
    PORTIONS,
    CENTURIES,
    DATES,
    STYLE_AND_DOUBT,
    PORTIONS_OF_DATES,
    SURENESS,
    NOISE,
    EDGES,
    SIDE_BY_SIDE,
    DOUBLE_DATES,
    LIMITS,
    RANGES,
    LISTS,
)

__all__ = ["STAGES"]
