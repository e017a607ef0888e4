"""Cells of tables that a spreadsheet must not run: written with a guard, read without it.

A cell that begins like a formula gets an apostrophe before it (OWASP, “CSV Injection”), and so
does one that begins with an apostrophe itself: what is read is then what was written.
"""

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula, at its beginning; also full-width."""

APOSTROPHE = "'"

GUARDED = (*RISKY, APOSTROPHE)


def guarded(text: str) -> str:
    """The text of a cell, with an apostrophe before what is risky."""
    return APOSTROPHE + text if text.startswith(GUARDED) else text


def unguarded(cell: str) -> str:
    """What a guarded cell says; an apostrophe before anything else is one of the words."""
    is_guard = cell.startswith(APOSTROPHE) and cell[1:].startswith(GUARDED)
    return cell[1:] if is_guard else cell
