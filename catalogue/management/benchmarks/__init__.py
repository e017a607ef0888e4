"""What `manage.py bench` can measure: a module each.

A module's first line says what it measures. It has `measure(**options)`, which yields a
`Measurement` for every figure, and may have `add_arguments(parser)` for options of its own.
"""

from .measurement import Measurement, best_rate

__all__ = ["Measurement", "best_rate"]
