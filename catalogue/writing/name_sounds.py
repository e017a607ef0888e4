"""The sound of a person's name, by which likely doubles are found across scripts."""

from catalogue.writing.folding import fold
from catalogue.writing.name_keys import name_key
from catalogue.writing.romanisation import romanise

SOUND_LENGTH = 120


def name_sound(name: str) -> str:
    """The key of a surname and the first letter of the given name.

    “Кузнецов В. В.”, “Kuznecov, V.” and “Kuznetsov, Vasily” sound the same. "" for a name of one
    word, which says too little. At most `SOUND_LENGTH` characters.
    """
    surname, _comma, given = name.partition(",")
    if not given:
        surname, _space, given = name.partition(" ")
    initial = romanise(fold(given)).strip()[:1]
    key = " ".join(name_key(word) for word in surname.split())
    return f"{initial} {key}"[:SOUND_LENGTH] if key and initial else ""
