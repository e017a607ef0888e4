"""Hits in the original writing."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.writing import (
    Fragment,
    Place,
    best_passage,
    highlighted,
    parse_query,
    passages,
)
from catalogue.writing.hits import _Sought

TELEGRAM = """After listening to the greetings of the CC CPSU, Mao asked me extend deep gratitude
to the CC CPSU in the name of the CC CCP. Mao noted that the enemy was forced to reach an armistice
not only by force of military reasons but also by force of political and economic reasons.
Having returned to the military side of the matter, Mao noted that from a purely military point of
view it would not be bad to continue to strike the Americans for approximately another year in
order to occupy more favorable borders along the Changan river. Touching on further steps after the
signing of an armistice, Mao Zedong said that the government of the PRC has a number of questions.
Zhou Enlai was present at the meeting. KUZNETSOV"""


def marked(fragments: list[Fragment]) -> str:
    return "".join(f"[{text}]" if is_hit else text for text, is_hit in fragments)


TITLES = [
    ("Кузнецову", "Telegram from Kuznetsov", "Telegram from [Kuznetsov]"),
    ("kuznecov", "Телеграмма Кузнецовым", "Телеграмма [Кузнецовым]"),
    ("телеграммы", "Телеграмма Кузнецова", "[Телеграмма] Кузнецова"),
    ("хрущев", "О ХРУЩЁВЕ и Хрущёве", "О [ХРУЩЁВЕ] и [Хрущёве]"),
    ("справа", "У справі міністра", "У [справі] міністра"),
    ("міністр", "У справі міністра", "У справі [міністра]"),
    ("протокол", "Про\u0301токол при\u00adёма", "[Про\u0301токол] при\u00adёма"),
    ('"мид ссср"', "В МИД СССР и в МИД КНР", "В [МИД СССР] и в МИД КНР"),
    ('"беседы"', "Запись беседы; беседа", "Запись [беседы]; беседа"),
    ("毛泽东", "同志毛泽东说", "同志[毛泽东]说"),
    ("毛", "毛泽东", "[毛]泽东"),
    ("телегр*", "Телеграмма и телеграф", "[Телеграмма] и [телеграф]"),
    ("вице-прем*", "Вице-премьер", "[Вице]-[премьер]"),
    ("вице-премьера", "вице-премьер", "[вице-премьер]"),
    ("вице-премьера", "вице-адмирал, премьер", "вице-адмирал, премьер"),
    ("毛泽东", "毛泽民和周泽东", "毛泽民和周泽东"),
    ("东", "毛泽东，东方", "毛泽[东]，[东]方"),
    ('"泽东 同志"', "毛泽东 同志们", "毛[泽东 同志]们"),
    ("Огнев", "І.С. О'гнєв; Огнёва", "І.С. [О'гнєв]; [Огнёва]"),
    ("soloviev", "Солов’ёв и Solov'yov", "[Солов’ёв] и [Solov'yov]"),
    ("Мао Цзэдун", "Мао Цзэ-дун", "[Мао] Цзэ-дун"),
    ("цзэ-дун", "Мао Цзэ-дун, mao tse-dong", "Мао [Цзэ-дун], mao tse-dong"),
    ("-Мао Сталин", "Мао и Сталин", "Мао и [Сталин]"),
    ("Kuznetsov", "кузнецову и Кузнецову", "[кузнецову] и [Кузнецову]"),
    ("мао", "", ""),
    ("", "Мао", "Мао"),
]


@pytest.mark.parametrize(("typed", "title", "shown"), TITLES)
def test_hits_are_marked_in_a_title(typed, title, shown):
    assert marked(highlighted(title, parse_query(typed))) == shown


def test_the_best_passage_is_where_most_clauses_meet():
    shown = marked(passages(TELEGRAM, parse_query("armistices Zedong signed"), length=80))
    assert "[signing] of an [armistice], Mao [Zedong]" in shown


def test_of_two_passages_as_good_the_first_is_shown():
    text = f"Мао здесь. {'слово ' * 60} Мао там."
    assert "Мао здесь" in "".join(text for text, _ in passages(text, parse_query("Мао"), length=40))


def test_a_phrase_counts_only_as_a_whole():
    shown = marked(passages(TELEGRAM, parse_query('"military point of view"'), length=60))
    assert "[military point of\nview]" in shown
    assert shown.count("[") == 1


def test_a_passage_ends_at_word_borders_and_says_what_was_left_out():
    shown = "".join(text for text, _ in passages(TELEGRAM, parse_query("Changan"), length=60))
    assert shown == "…borders along the Changan river. Touching on further…"


def test_without_a_hit_the_beginning_is_shown():
    assert passages(TELEGRAM, parse_query("Эйзенхауэр"), length=29) == [
        Fragment("After listening to the", False),
        Fragment("…", False),
    ]


def test_a_short_text_is_shown_whole():
    assert marked(passages("  Мао и Чжоу\n", parse_query("Мао"))) == "[Мао] и Чжоу"


def test_bulgarian_articles_are_looked_through_where_the_language_is_said():
    query = parse_query("комисия")
    assert marked(highlighted("На комисията", query, language="bg")) == "На [комисията]"


def test_a_phrase_longer_than_a_passage_is_shown_whole():
    shown = passages(TELEGRAM, parse_query(f'"{TELEGRAM[:120]}"'), length=40)
    assert Fragment(TELEGRAM[:120].rstrip(), True) in shown


def test_in_prose_a_name_key_is_of_what_may_be_a_name():
    shown = passages("кузнецову и Кузнецову, tse-dun и Tse-dun", parse_query("Kuznetsov дун"))
    assert marked(shown) == "кузнецову и [Кузнецову], tse-dun и Tse-[dun]"


def test_the_best_of_several_texts_is_shown():
    asked = parse_query("Мао Сталин title:Молотов", {"title"})
    places = [Place(words, asked.within("text")) for words in ("Мао. Молотов.", "Сталин и Мао", "")]
    assert marked(best_passage(places)) == "[Сталин] и [Мао]"
    assert best_passage([Place("Чжоу", asked)]) == []
    assert best_passage(places, most=5) == [*passages("Мао. Молотов.", asked.within("text"))]


def test_what_may_stand_for_the_words_is_marked_too():
    asked = parse_query("周恩来").also(["Zhou Enlai", "Чжоу Эньлай", "..."])
    assert marked(highlighted("Чжоу Эньлаю", asked)) == "[Чжоу Эньлаю]"


@given(st.text(), st.text(alphabet='аМ毛bB "*-', max_size=20))
def test_fragments_put_together_are_the_text(text, typed):
    assert "".join(fragment.text for fragment in highlighted(text, parse_query(typed))) == text


@given(st.text(alphabet="Мао идёт毛泽东 ab\n.-", max_size=200), st.integers(10, 60))
def test_a_passage_is_a_piece_of_the_text_and_not_much_longer_than_asked(text, length):
    fragments = passages(text, parse_query('мао 毛泽东 "и а" b*'), length=length)
    shown = "".join(fragment.text for fragment in fragments)
    assert shown.removeprefix("…").removesuffix("…") in text
    assert len(shown) <= length + 2


def test_in_a_long_text_each_word_is_weighed_once(monkeypatch):
    weighed = Counter()
    met_by = _Sought.met_by

    def counted(sought, word, any_name):
        weighed[word] += 1
        return met_by(sought, word, any_name)

    monkeypatch.setattr(_Sought, "met_by", counted)
    text = " ".join(f"{TELEGRAM} слово{number}" for number in range(1000))
    fragments = passages(text, parse_query('Кузнецов "nowhere at all" слово50 econom*'))
    assert Fragment("слово50", True) in fragments
    assert max(weighed.values()) == 1
    assert len(weighed) < 1200
