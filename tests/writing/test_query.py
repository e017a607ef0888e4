"""The reader's syntax."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.writing import Clause, Kind, Query, parse_query, tokens

FIELDS = {"title", "from", "to", "fond"}


def word(text, **rest):
    return Clause(Kind.WORD, text, **rest)


def phrase(text, **rest):
    return Clause(Kind.PHRASE, text, **rest)


def prefix(text, **rest):
    return Clause(Kind.PREFIX, text, **rest)


READINGS = [
    ("Кузнецов Мао", [word("Кузнецов"), word("Мао")]),
    ('"беседа с Мао"', [phrase("беседа с Мао")]),
    ("«беседа с Мао»", [phrase("беседа с Мао")]),
    ("“беседа с Мао”", [phrase("беседа с Мао")]),
    ("„беседа с Мао“", [phrase("беседа с Мао")]),
    ("»беседа с Мао«", [phrase("беседа с Мао")]),
    ('"Красная звезда"газета', [phrase("Красная звезда"), word("газета")]),
    ("-Сталин", [word("Сталин", excluded=True)]),
    ("−Сталин", [word("Сталин", excluded=True)]),
    ('-"Иосиф Сталин"', [phrase("Иосиф Сталин", excluded=True)]),
    ("телегр*", [prefix("телегр")]),
    ("-телегр*", [prefix("телегр", excluded=True)]),
    ("вице-прем*", [prefix("вице-прем")]),
    ("毛", [prefix("毛")]),
    ("毛泽东", [word("毛泽东")]),
    ("title:отчёт", [word("отчёт", field="title")]),
    ("Title: отчёт", [word("отчёт", field="title")]),
    ('from:"Mao Zedong"', [phrase("Mao Zedong", field="from")]),
    ("from:Куз*", [prefix("Куз", field="from")]),
    ("-to:Молотов", [word("Молотов", field="to", excluded=True)]),
    ("вице-премьер Р-9401", [word("вице-премьер"), word("Р-9401")]),
    ("СССР,США;Китай", [word("СССР"), word("США"), word("Китай")]),
    ("война война", [word("война")]),
]

TAKEN_FOR_WORDS = [
    ("", []),
    ("   ", []),
    ('"', []),
    ('""', []),
    ("- -- — * ** -* «» :", []),
    ('слово" и', [word("слово"), word("и")]),
    ("«не закрыто", [word("не"), word("закрыто")]),
    ("Москва - Пекин", [word("Москва"), word("Пекин")]),
    ("title:", [word("title")]),
    ("unknown:слово", [word("unknown"), word("слово")]),
    ('"Красная звезда"-газета', [phrase("Красная звезда"), word("-газета")]),
    ("subtitle:слово", [word("subtitle"), word("слово")]),
    ("http://example.org", [word("http"), word("//example.org")]),
    ("a OR b) AND (c", [word("a"), word("OR"), word("b"), word("AND"), word("c")]),
    ('foo" OR (', [word("foo"), word("OR")]),
    ("*слово", [word("слово")]),
    ("нар-ком", [word("нар-ком")]),
]


@pytest.mark.parametrize(("typed", "clauses"), READINGS)
def test_the_syntax_is_read(typed, clauses):
    assert parse_query(typed, FIELDS) == Query(tuple(clauses))


@pytest.mark.parametrize(("typed", "clauses"), TAKEN_FOR_WORDS)
def test_whatever_is_no_syntax_is_taken_for_words(typed, clauses):
    assert parse_query(typed, FIELDS) == Query(tuple(clauses))


def test_without_allowed_fields_a_colon_is_punctuation():
    assert parse_query("title:x") == Query((word("title"), word("x")))


def test_a_query_tells_what_is_wanted_from_what_is_not():
    query = parse_query("Мао -Сталин")
    assert query.wanted == (word("Мао"),)
    assert query.unwanted == (word("Сталин", excluded=True),)


def test_at_most_32_clauses_are_kept():
    assert len(parse_query(" ".join(map(str, range(200)))).clauses) == 32


def test_at_most_a_thousand_characters_are_read():
    assert parse_query("," * 999 + "слово") == Query((word("с"),))


@given(st.text(alphabet="аbМ毛 \t\"«»“:-*()\\'\x00titlefrom", max_size=60))
def test_no_input_is_an_error_and_every_clause_has_something_to_look_for(typed):
    for clause in parse_query(typed, FIELDS).clauses:
        assert tokens(clause.text)
        assert clause.field is None or clause.field in FIELDS


@given(st.text())
def test_no_text_whatever_is_an_error(typed):
    parse_query(typed, FIELDS)
