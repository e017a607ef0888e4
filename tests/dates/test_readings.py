"""What a reading says beside the date: notes, calendar, brackets; and the laws it keeps."""

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.dates import EdtfError, read_date, read_edtf, to_row
from catalogue.dates.words import LEXICON

NOTES = [
    ("2 ферваля 1943 г.", "“ферваля” is read as февраля"),
    ("1935 г. (копия)", "not read: копия"),
    ("1947-1959; б/г", "a part of it is undated"),
    ("1900-1980 (bulk 1950-1960)", "the years most papers are from are left out"),
    ("19201939", "a dash is missing between two dates; read as a range"),
    ("1912-", "the range has no end"),
    ("1953-?", "the end of the range is not known"),
    ("[1943 г.]", "in square brackets: supplied by an archivist"),
    ("про народжених (1889, 1892, 1993, 1895)", "the list is out of order at 1993, 1895"),
    ("1912 ноября 30 (ст.)", "1912-11-30 is old style; converted to the new"),
    ("30 ноября 1912 г.", "before February 1918 the day may be old style; read as written"),
    ("8/21 октября 1912 г.", "old and new style of one day; the new is 1912-10-21"),
    ("1912 июля 4-17", "may be one day in the old and the new style; read as a range"),
    ("1905 г. (ст. ст.)", "the old style matters to days and months only"),
    ("после 1945 (?)", "that a limit is itself uncertain is not kept"),
    ("? декабря 2", "the year is not known"),
]

CALENDARS = [
    ("8/21 октября 1912 г.", "julian"),
    ("25 октября 1917 г. (ст. ст.)", "julian"),
    ("29 февраля 1900 г.", "julian"),
    ("7 ноября 1917 г. (н. ст.)", "gregorian"),
    ("29 июля 1953 г.", "gregorian"),
]

SUPPLIED = [
    ("[1943 г.]", True),
    ("[1943] г.", True),
    ("Москва, [5 марта 1953 г.]", True),
    ("Б. д. [1938]", True),
    ("5 марта [1953 г.]", False),
    ("1943 г.", False),
    ("(1943)", False),
]


@pytest.mark.parametrize(("text", "note"), NOTES)
def test_what_was_understood_or_left_out_is_said(text: str, note: str) -> None:
    reading = read_date(text)
    assert reading.edtf
    assert note in reading.notes


@pytest.mark.parametrize(("text", "calendar"), CALENDARS)
def test_a_reading_names_the_calendar_it_was_converted_from(text: str, calendar: str) -> None:
    assert read_date(text).calendar == calendar


def test_a_converted_day_is_not_said_to_be_read_as_written() -> None:
    assert not any("as written" in note for note in read_date("8/21 октября 1912 г.").notes)


@pytest.mark.parametrize(("text", "supplied"), SUPPLIED)
def test_a_date_wholly_in_square_brackets_was_supplied(text: str, supplied: bool) -> None:
    assert read_date(text).supplied is supplied


def test_a_year_with_a_shorter_number_is_a_range_though_edtf_has_a_season_there() -> None:
    assert read_date("1921-22").edtf == "1921/1922"
    assert read_date("1931-40").edtf == "1931/1940"
    assert read_date("1953-22").edtf == "1953-22"


def test_a_row_holds_what_the_command_prints() -> None:
    assert to_row(read_date("не ранее 5 марта 1953")) == {
        "text": "не ранее 5 марта 1953",
        "edtf": "[1953-03-05..]",
        "earliest": "1953-03-05",
        "latest": None,
        "notes": [],
    }
    assert to_row(read_date("б/г"))["edtf"] is None


EDTF = st.one_of(
    st.dates().map(str),
    st.from_regex(r"(0[1-9][0-9]{2}|1[0-9]{3}|20[0-9]{2})[?~%]?", fullmatch=True),
    st.from_regex(r"1[0-9]([0-9]X|XX)", fullmatch=True),
    st.from_regex(r"1[0-8][0-9]{2}[?~]?/(19[0-9]{2}(-0[1-9])?[?~]?|\.\.)", fullmatch=True),
    st.from_regex(r"\[(\.\.1[0-9]{3}|1[0-9]{3}\.\.)\]", fullmatch=True),
    st.from_regex(r"\{1[0-4][0-9]{2},1[5-9][0-9]X\}", fullmatch=True),
)


@given(EDTF)
def test_edtf_typed_directly_is_kept(edtf: str) -> None:
    try:
        span = read_edtf(edtf)
    except EdtfError:
        return
    if span.latest is None or span.latest.year <= 2099:
        assert read_date(edtf).edtf == edtf


PIECES = st.sampled_from(
    [
        *(" ".join(phrase) for phrase in LEXICON),
        *[
            "0",
            "5",
            "05",
            "12",
            "31",
            "32",
            "99",
            "195",
            "1953",
            "0953",
            "19532",
            "2100",
            "1930-е",
            "20-е",
            "5-го",
            "XIX",
            "XII",
            "I",
            "В",
            "У",
            "Х",
        ],
        *("05.03.1953", "5/III-1953", "1953-03-05", "1905-07", "19201939", "195[3]", "№", "ст."),
        *string.punctuation,
        *"–—…«»№~≈\u00a0\u200b\n",
    ]
)


@settings(max_examples=1500, deadline=None)
@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " ", ". "]))
def test_no_words_in_any_order_raise_or_break_the_bounds(words: list[str], joint: str) -> None:
    reading = read_date(joint.join(words))
    if reading.span is None:
        assert reading.edtf is None
        assert reading.notes
        return
    assert reading.span == read_edtf(reading.edtf or "")
    earliest, latest = reading.span.bounds
    assert earliest is None or latest is None or earliest <= latest


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=600))
def test_no_text_raises(text: str) -> None:
    assert read_date(text).text == text


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_a_damaged_expression_is_read_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([text for text, _ in NOTES]))
    place = data.draw(st.integers(0, len(text)))
    damage = data.draw(st.text(alphabet="0159 .,/-–?()[]хвIX", max_size=3))
    cut = data.draw(st.integers(0, 3))
    reading = read_date(text[:place] + damage + text[place + cut :])
    assert (reading.edtf is None) == (reading.span is None)


ADVERSARIAL = [
    "(" * 500,
    "[" * 500,
    "около " * 83,
    "5 " * 250,
    "1, " * 166,
    "XIX " * 125,
    "5/" * 250,
    "1953-" * 100,
    "не ранее " * 55,
    "1953 (" * 80,
    "0" * 500,
    "I" * 500,
    "1[" * 250,
    "аб-" * 160,
    "а " * 250,
    "преимущественно (" * 29,
]


@pytest.mark.parametrize("text", ADVERSARIAL, ids=lambda text: re.sub(r"(.{6}).*", r"\1", text))
def test_a_text_made_to_hang_is_refused_in_time(text: str) -> None:
    assert read_date(text[:500]).edtf is None
