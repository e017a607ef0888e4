"""The geometry of the two drawings: the histogram of years and the strip of sheets.

Everything is in percent of the drawing's width and height, so that it fits every screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template

from catalogue.exchange.strips import Segment, Strip
from catalogue.search import Bar, Histogram

register = template.Library()

TICK_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MOST_TICKS = 7
LEAST_HEIGHT = 1.5
"""A bar of few documents beside one of many is still seen."""
LEAST_COLUMNS = 24
"""Few bars leave room at their right; they do not grow into blocks."""


@dataclass(frozen=True)
class Column:
    """A bar with its place in the drawing."""

    bar: Bar
    x: str
    width: str
    y: str
    height: str

    @property
    def years(self) -> str:
        first, last = self.bar.first_year, self.bar.last_year
        return str(first) if first == last else f"{first}–{last}"


@dataclass(frozen=True)
class Tick:
    """A number under a drawing, and where it stands; `anchor` keeps it inside at the ends."""

    x: str
    number: int
    anchor: str = "middle"


@dataclass(frozen=True)
class Stretch:
    """A segment with its place in the drawing."""

    segment: Segment
    x: str
    width: str


@register.inclusion_tag("catalogue/parts/histogram.html", takes_context=True)
def histogram(
    context: dict[str, Any], histogram: Histogram, name: str, kind: str = "documents"
) -> dict[str, Any]:
    """Documents or dela by year; each bar leads to its years. `name` begins the ids."""
    bars = histogram.bars
    return {
        "request": context["request"],
        "name": name,
        "kind": kind,
        "columns": columns(bars),
        "ticks": year_ticks(bars),
        "undated": histogram.undated,
        "first_year": bars[0].first_year if bars else None,
        "last_year": bars[-1].last_year if bars else None,
    }


@register.inclusion_tag("catalogue/parts/strip.html")
def strip_of_sheets(strip: Strip) -> dict[str, Any]:
    """The sheets of a delo; each described stretch leads to its document."""
    stretches = [
        Stretch(
            segment,
            percent(segment.start, strip.sides),
            percent(segment.end - segment.start, strip.sides),
        )
        for segment in strip.segments
    ]
    ticks = [Tick("0%", 1, "start"), Tick("100%", strip.extent, "end")]
    return {"strip": strip, "stretches": stretches, "ticks": ticks if strip.extent > 1 else []}


def columns(bars: Sequence[Bar]) -> list[Column]:
    most = max((bar.count for bar in bars), default=0)
    across = max(len(bars), LEAST_COLUMNS)
    return [
        Column(
            bar,
            x=percent(index, across),
            width=percent(1, across),
            y=f"{100 - height:.2f}%",
            height=f"{height:.2f}%",
        )
        for index, bar in enumerate(bars)
        for height in [max(100 * bar.count / most, LEAST_HEIGHT) if bar.count else 0.0]
    ]


def year_ticks(bars: Sequence[Bar]) -> list[Tick]:
    """The first year, and round years under the bars they begin, as far as they have room."""
    if not bars:
        return []
    across = max(len(bars), LEAST_COLUMNS)
    years_across = across * (bars[-1].last_year - bars[-1].first_year + 1)
    step = next((step for step in TICK_STEPS if years_across // step <= MOST_TICKS), TICK_STEPS[-1])
    return [Tick("0%", bars[0].first_year, "start")] + [
        Tick(percent(index + 0.5, across), bar.first_year)
        for index, bar in enumerate(bars)
        if bar.first_year % step == 0 and index >= across / MOST_TICKS
    ]


def percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.3f}%"
