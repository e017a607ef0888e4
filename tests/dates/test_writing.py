"""Dates in words: a table per language, and the law that they read back to the same days."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.dates import EdtfError, read_date, read_edtf, write_date

IN_WORDS = [
    ("1953-07-29", "July 29, 1953", "29 июля 1953 г.", "29 липня 1953 р."),
    ("1953-07", "July 1953", "июль 1953 г.", "липень 1953 р."),
    ("1953", "1953", "1953 г.", "1953 р."),
    ("0988", "988 AD", "988 г.", "988 р."),
    ("195X", "1950s", "1950-е гг.", "1950-ті рр."),
    ("18XX", "19th century", "XIX в.", "XIX ст."),
    ("20XX", "21st century", "XXI в.", "XXI ст."),
    ("1942-22", "summer 1942", "лето 1942 г.", "літо 1942 р."),
    ("1935-33", "first quarter of 1935", "I квартал 1935 г.", "I квартал 1935 р."),
    ("1946-41", "second half of 1946", "вторая половина 1946 г.", "друга половина 1946 р."),
    ("1935-38", "May 1935 – August 1935", "май 1935 г. – август 1935 г.", None),
    ("1953~", "ca. 1953", "ок. 1953 г.", "бл. 1953 р."),
    ("1953?", "1953 (?)", "1953 г. (?)", "1953 р. (?)"),
    ("1953%", "ca. 1953 (?)", "ок. 1953 г. (?)", "бл. 1953 р. (?)"),
    ("1953-03~", "ca. March 1953", "ок. марта 1953 г.", "бл. березня 1953 р."),
    ("1941/1945", "1941–1945", "1941–1945 гг.", "1941–1945 рр."),
    ("193X/194X", "1930s – 1940s", "1930-е гг. – 1940-е гг.", "1930-ті рр. – 1940-ті рр."),
    ("17XX/18XX", "18th–19th centuries", "XVIII–XIX вв.", "XVIII–XIX ст."),
    ("1953-03-05/1953-03-10", "March 5–10, 1953", "5–10 марта 1953 г.", "5–10 березня 1953 р."),
    (
        "1953-02-28/1953-03-05",
        "February 28 – March 5, 1953",
        "28 февраля – 5 марта 1953 г.",
        "28 лютого – 5 березня 1953 р.",
    ),
    ("1921-05/1921-06", "May – June 1921", "май – июнь 1921 г.", "травень – червень 1921 р."),
    ("1993/1994-05", "1993 – May 1994", "1993 г. – май 1994 г.", "1993 р. – травень 1994 р."),
    ("1950~/1953~", "early 1950s", "нач. 1950-х гг.", "поч. 1950-х рр."),
    ("1934~/1936~", "mid-1930s", "сер. 1930-х гг.", "сер. 1930-х рр."),
    ("1867~/1900~", "late 19th century", "кон. XIX в.", "кін. XIX ст."),
    ("1951-10~/1951-12~", "late 1951", "кон. 1951 г.", "кін. 1951 р."),
    ("1953-03-01~/1953-03-10~", "early March 1953", "нач. марта 1953 г.", "поч. березня 1953 р."),
    ("1945/..", "since 1945", "с 1945 г.", "з 1945 р."),
    ("1921-03/..", "since March 1921", "с марта 1921 г.", "з березня 1921 р."),
    ("../1945", "until 1945", "по 1945 г.", "по 1945 р."),
    ("[1953-03-05..]", "not before March 5, 1953", "не ранее 5 марта 1953 г.", None),
    ("[..1953-03]", "not after March 1953", "не позднее марта 1953 г.", None),
    ("[..195X]", "not after 1959", "не позднее 1959 г.", None),
    (
        "[1945-03..1945-07]",
        "between March 1945 and July 1945",
        "между мартом 1945 г. и июлем 1945 г.",
        "між березнем 1945 р. та липнем 1945 р.",
    ),
    ("[1943,1944]", "1943 or 1944", "1943 г. или 1944 г.", "1943 р. або 1944 р."),
    ("{1935,1939..1941}", "1935, 1939–1941", "1935, 1939–1941 гг.", "1935, 1939–1941 рр."),
    (
        "{1911-12-13,1952-05}",
        "December 13, 1911; May 1952",
        "13 декабря 1911 г., май 1952 г.",
        "13 грудня 1911 р., травень 1952 р.",
    ),
    ("{..1916,1946..}", "not after 1916; not before 1946", None, None),
    ("194X-12-23", "December 23, 1940s", "23 декабря 1940-х гг.", "23 грудня 1940-х рр."),
    ("XXXX-12-02", "December 2 (year unknown)", "2 декабря (год неизвестен)", None),
    ("1X53", "between January 1, 1053 and December 31, 1953", None, None),
    ("1941-24/1942", "January 1, 1941 – 1942", "1 января 1941 г. – 1942 г.", None),
    ("1750/180X", "1750–1809", "1750 г. – 1800-е гг.", None),
    ("180X", "1800 – 1809", "1800-е гг.", None),
]


@pytest.mark.parametrize(("edtf", "english", "russian", "ukrainian"), IN_WORDS)
def test_a_date_is_written_in_words(
    edtf: str, english: str | None, russian: str | None, ukrainian: str | None
) -> None:
    for language, words in (("en", english), ("ru", russian), ("uk", ukrainian)):
        written = write_date(edtf, language)
        assert words is None or written == words
        assert _bounds(written) == read_edtf(edtf).bounds


def test_a_span_is_written_as_its_edtf() -> None:
    assert write_date(read_edtf("1953-07-29"), "ru") == "29 июля 1953 г."


def test_a_language_without_words_is_written_in_english() -> None:
    assert write_date("1953-07-29", "en-us") == "July 29, 1953"
    assert write_date("1953-07-29", "zh-hans") == "July 29, 1953"


def test_a_date_that_says_nothing_is_undated() -> None:
    assert write_date("XXXX", "ru") == "без даты"


def test_what_is_no_edtf_is_not_written() -> None:
    with pytest.raises(EdtfError):
        write_date("вчера")


def _bounds(text: str) -> tuple[object, object] | None:
    span = read_date(text).span
    return span.bounds if span else None


YEAR = st.integers(1000, 2099).map(str)
DAY = st.dates().filter(lambda day: 1000 <= day.year <= 2099).map(str)
MONTH = st.builds("{}-{:02}".format, YEAR, st.integers(1, 12))
SEASON = st.builds("{}-{}".format, YEAR, st.sampled_from([21, 22, 23, 24, *range(33, 42)]))
COARSE = st.builds("{}{}".format, st.integers(10, 19), st.sampled_from(["0X", "5X", "XX"]))
MARK = st.sampled_from(["", "?", "~", "%"])
PLAIN = st.one_of(YEAR, MONTH, DAY)
DATE = st.one_of(st.builds("{}{}".format, PLAIN, MARK), SEASON, COARSE)
FORMS = st.one_of(
    DATE,
    st.builds("{}/{}".format, PLAIN, PLAIN),
    st.builds("{}/{}".format, DATE, st.builds("{}{}".format, PLAIN, MARK)),
    st.builds("{}/..".format, DATE),
    st.builds("../{}".format, DATE),
    st.builds("[..{}]".format, PLAIN),
    st.builds("[{}..]".format, PLAIN),
    st.builds("[{}..{}]".format, PLAIN, PLAIN),
    st.builds("[{},{}]".format, PLAIN, PLAIN),
    st.lists(DATE, min_size=2, max_size=4).map(lambda dates: f"{{{','.join(dates)}}}"),
)


@settings(max_examples=600, deadline=None)
@given(FORMS, st.sampled_from(["en", "ru", "uk"]))
def test_what_is_written_reads_back_to_the_same_days(edtf: str, language: str) -> None:
    try:
        span = read_edtf(edtf)
    except EdtfError:
        return
    written = write_date(span, language)
    assert _bounds(written) == span.bounds, written


@settings(max_examples=300)
@given(st.from_regex(r"[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[?~%]?", fullmatch=True))
def test_every_edtf_date_can_be_written(edtf: str) -> None:
    try:
        span = read_edtf(edtf)
    except EdtfError:
        return
    for language in ("en", "ru", "uk"):
        assert write_date(span, language)
