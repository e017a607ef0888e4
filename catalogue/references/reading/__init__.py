"""The grammar of references: one pass from left to right, of named parts, smallest first.

`markup` blanks what is no text. `values` are numbers of fonds, opisi and dela; `sheets` (beside
this room) those of leaves. `phrases` finds labels, `shapes` what needs none, `ordinals` what puts
numbers first, `names` the archive, by its `looks` where it is unknown. `draft` gathers the levels
of one place and knows where the next one begins; the `notebook` keeps the places, `labelled` and
`unlabelled` write into it, and `reader` goes over the text.
"""

from .phrases import match_ibid
from .reader import NO_NAMES, read_references

__all__ = ["NO_NAMES", "match_ibid", "read_references"]
