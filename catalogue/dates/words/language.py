"""The form of a language's table. All its texts are phrases in lower case, parted by commas."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalogue.dates.kinds import Kind

SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24
START, MIDDLE, END = 1, 2, 3
HALF, THIRD, QUARTER, TENTH = 2, 3, 4, 10
"""Parts, by their number. A tenth is ten years of a century, or ten days of a month."""


@dataclass(frozen=True)
class Language:
    """The words of one language; abbreviations stand without their stop ("янв")."""

    months: Mapping[int, str]
    seasons: Mapping[int, str] = field(default_factory=dict)
    parts: Mapping[int, str] = field(default_factory=dict)
    fractions: Mapping[int, str] = field(default_factory=dict)
    ordinals: Mapping[int, str] = field(default_factory=dict)
    phrases: Mapping[Kind, str] = field(default_factory=dict)
