"""EDTF strings to days: a table of bounds, a table of refusals, and a second opinion."""

from contextlib import suppress
from datetime import date

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.dates import EdtfError, Precision, read_edtf
from catalogue.dates.edtf import LONGEST_EDTF

BOUNDS = [
    ("1953", "1953-01-01", "1953-12-31", "year"),
    ("1953-07", "1953-07-01", "1953-07-31", "month"),
    ("1952-02", "1952-02-01", "1952-02-29", "month"),
    ("1953-07-29", "1953-07-29", "1953-07-29", "day"),
    ("0988", "0988-01-01", "0988-12-31", "year"),
    ("195X", "1950-01-01", "1959-12-31", "decade"),
    ("19XX", "1900-01-01", "1999-12-31", "century"),
    ("1XXX", "1000-01-01", "1999-12-31", "millennium"),
    ("0XXX", "0001-01-01", "0999-12-31", "millennium"),
    ("XXXX", None, None, "unknown"),
    ("1X53", "1053-01-01", "1953-12-31", "year"),
    ("1953-XX", "1953-01-01", "1953-12-31", "year"),
    ("1953-1X", "1953-10-01", "1953-12-31", "month"),
    ("1953-02-XX", "1953-02-01", "1953-02-28", "month"),
    ("1953-02-3X", None, None, None),
    ("1953-XX-31", "1953-01-31", "1953-12-31", "day"),
    ("194X-12-23", "1940-12-23", "1949-12-23", "day"),
    ("195X-02-29", "1952-02-29", "1956-02-29", "day"),
    ("XXXX-12-02", None, None, "day"),
    ("1942-21", "1942-03-01", "1942-05-31", "season"),
    ("1942-22", "1942-06-01", "1942-08-31", "season"),
    ("1942-23", "1942-09-01", "1942-11-30", "season"),
    ("1942-24", "1942-01-01", "1942-12-31", "season"),
    ("1942-31", "1942-03-01", "1942-05-31", "season"),
    ("1935-34", "1935-04-01", "1935-06-30", "quarter"),
    ("1935-38", "1935-05-01", "1935-08-31", "part of year"),
    ("1931-40", "1931-01-01", "1931-06-30", "part of year"),
    ("1946-41", "1946-07-01", "1946-12-31", "part of year"),
    ("1941/1945", "1941-01-01", "1945-12-31", "span"),
    ("1993/1994-05", "1993-01-01", "1994-05-31", "span"),
    ("195X/196X", "1950-01-01", "1969-12-31", "span"),
    ("1955-24/1955-21", "1955-01-01", "1955-05-31", "span"),
    ("1947-03/..", "1947-03-01", None, "span"),
    ("1947-03/", "1947-03-01", None, "span"),
    ("../1947", None, "1947-12-31", "span"),
    ("/1947", None, "1947-12-31", "span"),
    ("[..1952]", None, "1952-12-31", "choice"),
    ("[1953-03-05..]", "1953-03-05", None, "choice"),
    ("[1943..1945]", "1943-01-01", "1945-12-31", "choice"),
    ("[1943,1944]", "1943-01-01", "1944-12-31", "choice"),
    ("{1935,1947}", "1935-01-01", "1947-12-31", "set"),
    ("{1935, 1947}", "1935-01-01", "1947-12-31", "set"),
    ("{1947,1935..1939}", "1935-01-01", "1947-12-31", "set"),
    ("{..1916,1946..}", None, None, "set"),
    ("1950S2", "1900-01-01", "1999-12-31", "century"),
    ("1953-07-29T12:00:00Z", "1953-07-29", "1953-07-29", "day"),
    (" 1953 ", "1953-01-01", "1953-12-31", "year"),
]

QUALIFIERS = [
    ("1953", False, False),
    ("1953~", True, False),
    ("1953?", False, True),
    ("1953%", True, True),
    ("1953?-03-05", False, True),
    ("1953-?03-~05", True, True),
    ("1950~/1953", True, False),
    ("{1950,1953?}", False, True),
]

REFUSALS = [
    ("", "is not an EDTF date"),
    ("1953-02-30", "there is no 1953-02-30"),
    ("1953-02-29", "there is no 1953-02-29"),
    ("XXXX-02-30", "there is no XXXX-02-30"),
    ("19X1-02-29", "there is no 19X1-02-29"),
    ("1953-13", "there is no 1953-13"),
    ("1953-00", "there is no 1953-00"),
    ("1953-42", "there is no 1953-42"),
    ("1953-21-05", "there is no 1953-21-05"),
    ("0000", "there is no 0000"),
    ("-0044", "outside the years"),
    ("Y12345", "outside the years"),
    ("Y1E999999999", "outside the years"),
    ("195x", "is not an EDTF date"),
    ("1953/open", "is not an EDTF date"),
    ("1953/1952", "ends before it starts"),
    ("{1953..1952,1960}", "ends before it starts"),
    ("../..", "has no end"),
    ("/", "has no end"),
    ("[..]", "has no end"),
    ("[1949]", "is not an EDTF date"),
    ("{1953", "is not an EDTF date"),
    ("{1953,,1954}", "is not an EDTF date"),
    ("1941..1945", "is not an EDTF date"),
    ("1941/1943/1945", "is not an EDTF date"),
    ("1953-07-29T25:00:00", "is not an EDTF date"),
    ("1953-7-29", "is not an EDTF date"),
    ("١٩٥٣", "is not an EDTF date"),
    ("5 марта 1953", "is not an EDTF date"),
    ("1," * LONGEST_EDTF, "at most 200 characters"),
]


@pytest.mark.parametrize(("edtf", "earliest", "latest", "precision"), BOUNDS)
def test_an_edtf_date_has_a_first_and_a_last_day(
    edtf: str, earliest: str | None, latest: str | None, precision: str | None
) -> None:
    if precision is None:
        with pytest.raises(EdtfError):
            read_edtf(edtf)
        return
    span = read_edtf(edtf)
    days = tuple(day and day.isoformat() for day in span.bounds)
    assert days == (earliest, latest)
    assert span.precision == Precision(precision)


@pytest.mark.parametrize(("edtf", "approximate", "uncertain"), QUALIFIERS)
def test_the_qualifiers_are_kept(edtf: str, approximate: bool, uncertain: bool) -> None:
    span = read_edtf(edtf)
    assert (span.approximate, span.uncertain) == (approximate, uncertain)
    assert span.edtf == edtf


@pytest.mark.parametrize(("edtf", "reason"), REFUSALS)
def test_what_is_no_edtf_is_refused_with_its_reason(edtf: str, reason: str) -> None:
    with pytest.raises(EdtfError, match=reason):
        read_edtf(edtf)


def test_a_refusal_says_what_is_accepted() -> None:
    with pytest.raises(EdtfError, match=r"write for example 1953, 1953-07, 1953-07-29"):
        read_edtf("nineteen")


def test_an_open_end_is_open() -> None:
    span = read_edtf("1945/..")
    assert span.open_end
    assert not span.open_start
    assert read_edtf("[..1945]").open_start


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("1953", "1953-07-29", True),
        ("1953", "1954", False),
        ("1953-07-29", "1953-07-29", True),
        ("1953", "1953-12-31/1954", True),
        ("1953-07", "1953-08", False),
        ("1941/1945", "1945-05-09", True),
        ("1945/..", "1999", True),
        ("1945/..", "1944", False),
        ("[..1917]", "1917-10-25", True),
        ("[..1917]", "1918/..", False),
        ("[..1917]", "../1850", True),
        ("XXXX-12-02", "1953", True),
    ],
)
def test_spans_that_may_share_a_day_overlap(one: str, other: str, overlap: bool) -> None:
    assert read_edtf(one).overlaps(read_edtf(other)) is overlap
    assert read_edtf(other).overlaps(read_edtf(one)) is overlap


# A second opinion: the `edtf` package. Where it differs, it is for a reason stated here.

YEAR = st.integers(1, 9999).map(lambda year: f"{year:04}")
MARK = st.sampled_from(["", "?", "~", "%"])
DAY = st.dates().map(str)
MONTH = st.builds("{}-{:02}".format, YEAR, st.integers(1, 12))
SEASON = st.builds("{}-{}".format, YEAR, st.sampled_from([21, 22, 23, *range(33, 42)]))
UNKNOWN = st.builds("{}{}".format, st.integers(10, 99), st.sampled_from(["0X", "9X", "XX"]))
SIMPLE = st.one_of(YEAR, MONTH, DAY)
MARKED = st.builds("{}{}".format, SIMPLE, MARK)
LEVELS = st.one_of(
    MARKED,
    SEASON,
    UNKNOWN,
    st.builds("{}/{}".format, MARKED, MARKED),
    st.builds("{}/..".format, MARKED),
    st.builds("../{}".format, MARKED),
    st.builds("[..{}]".format, SIMPLE),
    st.builds("[{}..]".format, SIMPLE),
    st.builds("{{{},{}}}".format, SIMPLE, SIMPLE),
    st.builds("[{},{}]".format, SIMPLE, SIMPLE),
    st.builds("{{{}..{}}}".format, YEAR, YEAR),
    st.builds("{}?-{:02}-{:02}".format, YEAR, st.integers(1, 12), st.integers(1, 28)),
    st.builds("{}-XX-{:02}".format, YEAR, st.integers(1, 28)),
    st.from_regex(r"[0-9X]{4}(-[01X][0-9X](-[0-3X][0-9X])?)?", fullmatch=True),
)


def _day_of(value: object) -> date | None:
    """Turn the package's bound, a time or an infinity, to a day."""
    return None if isinstance(value, float) else date(*value[:3])  # type: ignore[index]


@settings(max_examples=150, deadline=None)
@given(LEVELS)
def test_the_edtf_package_finds_the_same_days(edtf: str) -> None:
    try:
        span = read_edtf(edtf)
    except EdtfError:
        return
    if _is_known_to_differ(edtf):
        return
    try:
        parsed = parse_edtf(edtf)
    except EDTFParseException:
        return
    assert span.bounds == (_day_of(parsed.lower_strict()), _day_of(parsed.upper_strict()))


def _is_known_to_differ(edtf: str) -> bool:
    """Say so of partly unknown months and days, unknown leap days, and years from 0.

    The package raises on the first (1953-1X), takes every year of a decade for its last, leap or
    not, in the second, and begins 00XX with the year 0.
    """
    after_year = edtf[4:].replace("-XX", "")
    return "X" in after_year or "X" in edtf[:1] or edtf.startswith("0") or "-02" in edtf


@given(LEVELS)
def test_the_first_day_is_never_after_the_last(edtf: str) -> None:
    try:
        earliest, latest = read_edtf(edtf).bounds
    except EdtfError:
        return
    assert earliest is None or latest is None or earliest <= latest


@settings(max_examples=500)
@given(st.text(alphabet="0159X-/.,{}[]?~%STZ: x", max_size=30))
def test_no_text_raises_anything_but_an_edtf_error(text: str) -> None:
    with suppress(EdtfError):
        span = read_edtf(text)
        assert read_edtf(span.edtf) == span
