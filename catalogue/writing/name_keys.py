"""One key for a name in any case, script and romanisation.

Snowball stems fail names (кузнецов -> кузнец, but кузнецову -> кузнецов). The key is rough: on
prose it joins words that have nothing in common, so it belongs into a field of its own.
"""

import re

from catalogue.writing.folding import compose, fold_letter, fold_word, without_possessive
from catalogue.writing.name_endings import without_case_ending
from catalogue.writing.name_spellings import CYRILLIC, spelling_of
from catalogue.writing.remembered import Remembered

LONGEST_NAME = 100
"""Characters looked at, so that the patterns below cannot be made to work long."""

_IN_LATIN_OR_CYRILLIC = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff\u0400-\u04ff]+")

_VOWELS = "aeiou"
_LEVELLED = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"([^aeiou])\1+", r"\1"),  # Rossi, Wassili
        ("ou", "u"),  # Vorochilov, Boukharine
        ("io", "e"),  # ё, after й and ь or softened: Solovyov, Semionow
        ("(?<=[jqw])o", "e"),  # ё after ж, ч, ш, щ: Khrushchov
        ("i(?=[aeiou])", ""),  # й, ь and softness: Andreyev, Lavrent'ev and Lavrentiev
    )
)
_ENDS_LEVELLED = (
    (re.compile("(?<=[oe])f$"), "v"),  # Molotoff
    (re.compile("(?<=[aeiou])([^aeiou]{1,4})[eo](?=[ckl]$)"), r"\1"),  # fleeting: Павел, Павла
)


@Remembered
def name_key(word: str) -> str:
    """Return the key of one name as written: small ASCII letters for Cyrillic and Latin.

    Case endings are gone, and so is the difference between Кузнецов and Кузнецова. A word of
    another script, or with digits, is its own key.
    """
    written = compose(without_possessive(word[:LONGEST_NAME]))
    name = "".join(letter for letter in written if fold_letter(letter).strip())
    if not _IN_LATIN_OR_CYRILLIC.fullmatch(name):
        return fold_word(word)
    spelling = spelling_of(name)
    if spelling is CYRILLIC:
        name = without_case_ending(name)
    known = (letter if letter in spelling.sounds else fold_letter(letter) for letter in name)
    sounds = spelling.sounds_of("".join(known))
    return _levelled(sounds) or fold_word(word)


def _levelled(sounds: str) -> str:
    """Level what spellings and case endings leave of differences, first inside, then at the end."""
    for pattern, letters in _LEVELLED:
        sounds = pattern.sub(letters, sounds)
    stem = sounds.rstrip(_VOWELS)
    if any(vowel in stem for vowel in _VOWELS):  # else a short name of its own: Мао, Лю
        sounds = stem
    for pattern, letters in _ENDS_LEVELLED:
        sounds = pattern.sub(letters, sounds)
    return sounds
