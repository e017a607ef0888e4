"""Collections that are made up, of any size, lifelike enough to measure and to try things on."""

from .collection import OtherCollection, Plan, generate
from .foreign import foreign_rows
from .progress import Progress

__all__ = ["OtherCollection", "Plan", "Progress", "foreign_rows", "generate"]
