"""The sound of a name is the same in two scripts, and another for another given name."""

from catalogue.writing.name_sounds import SOUND_LENGTH, name_sound


def test_one_sound_in_two_scripts() -> None:
    sounds = {name_sound(name) for name in ("Кузнецов, Василий", "Kuznetsov, V. V.", "Kuznecov V.")}
    assert len(sounds) == 1


def test_another_given_name_sounds_otherwise() -> None:
    assert name_sound("Kuznetsov, Anna") != name_sound("Kuznetsov, Vasily")


def test_a_name_of_one_word_says_too_little() -> None:
    assert [name_sound(name) for name in ("Kuznetsov", "Kuznetsov,", ", V.", "", "—")] == [""] * 5


def test_no_name_is_too_long() -> None:
    assert len(name_sound("щ " * 5_000 + ", ю")) <= SOUND_LENGTH
