"""What was typed on a keyboard that was set to another script: rehxfnjd is курчатов."""

from collections.abc import Mapping

Keyboard = Mapping[int, str]
"""From the characters that were typed to those that the same keys give."""

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_UKRAINIAN = "'йцукенгшщзхїфівапролджєячсмитьбю"


def _both_ways(cyrillic: str) -> tuple[Keyboard, Keyboard]:
    """From Latin keys to Cyrillic letters, and from those letters back."""
    pairs = list(zip(_LATIN, cyrillic + cyrillic.upper(), strict=True))
    return (
        {ord(latin): letter for latin, letter in pairs},
        {ord(letter): latin for latin, letter in pairs if letter.isalpha()},
    )


KEYBOARDS: tuple[Keyboard, ...] = _both_ways(_RUSSIAN) + _both_ways(_UKRAINIAN)


def retyped(text: str, keyboard: Keyboard) -> str:
    """Return what the same keys give on another keyboard."""
    return text.translate(keyboard)
