"""A field of sheets: read into runs, or refused with the reason; and written from them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from .labels import LABELS, Level
from .leaves import Leaf, ListyError, Run, written
from .sheets import NEXT_RUN, RANGE_DASH, RUN_LIMIT, match_leaf, match_run
from .words import LETTER

TEXT_LIMIT = 20_000

ACCEPTED = (
    "Accepted are sheets below 200000 such as 5, 12 об., 8-8об., 17a, 0078, XXXVII, 187-189, 63–6, "
    "with commas between them."
)

_FIELD_NEXT = re.compile(r"\s{0,9}[,;]\s{0,9}|" + NEXT_RUN.pattern)
_SHEET_WORDS = {label.text for label in LABELS if label.level is Level.LISTY}
_FIELD_LABEL = re.compile(
    rf"(?:{'|'.join(sorted(_SHEET_WORDS, key=len, reverse=True))})(?!{LETTER})"
    r"[.\s]{0,9}(?=[0-9IVXLC])",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\s{0,99}")


@lru_cache(maxsize=2_000)  # what a holding says is read to be checked, and again for its runs
def read_listy(text: str) -> tuple[Run, ...]:
    """The runs of a field that holds nothing but sheets: "л. 193–194, 201 об.".

    Raises `ListyError` naming the part that is not understood.
    """
    if len(text) > TEXT_LIMIT:
        raise ListyError(f"Sheets longer than {TEXT_LIMIT} characters are not read.")
    runs: list[Run] = []
    position, end = 0, len(text.rstrip(" .;,\t\r\n\u00a0"))
    while position < end:
        position = _after(_FIELD_LABEL, text, _after(_BLANK, text, position))
        found = match_run(text, position)
        following = found and (found.end >= end or _FIELD_NEXT.match(text, found.end))
        if not found or not following:
            raise ListyError(_refusal(text, position, end))
        runs.append(found.run)
        if len(runs) > RUN_LIMIT:
            raise ListyError(f"More than {RUN_LIMIT} runs of sheets in one place are not read.")
        position = end if following is True else following.end()
    return tuple(runs)


def write_listy(runs: Iterable[Run], *, dash: str = "–", verso: str = " об.") -> str:
    """ "5–7, 9 об.": what `read_listy` reads back as the same runs."""
    return ", ".join(
        _write_leaf(run.first, verso)
        + ("" if run.first == run.last else dash + _write_leaf(run.last, verso))
        for run in runs
    )


def _write_leaf(leaf: Leaf, verso: str) -> str:
    return leaf.written + (verso if leaf.verso else "")


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _refusal(text: str, start: int, end: int) -> str:
    """Why the field is not understood from `start` on."""
    part = re.split(r"[,;]", text[start:end], maxsplit=1)[0].strip() or text[:end].strip()
    first = match_leaf(text, start)
    dash = RANGE_DASH.match(text, first[1]) if first else None
    last = match_leaf(text, dash.end()) if dash else None
    if first and last and last[0] < first[0]:
        return f"Sheets {written(first[0])}-{written(last[0])} run backwards."
    return f"“{part[:60]}” is not understood as sheets. {ACCEPTED}"
