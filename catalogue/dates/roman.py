"""Roman numerals to XXI, as archives type them: in Latin or in look-alike Cyrillic letters."""

# У stands for V in typescripts made on a Cyrillic typewriter (ХУІІІ в.).
_LOOK_ALIKES = str.maketrans("ІХУ", "IXV")
_EITHER = {"I": "[IІ]", "V": "[VУ]", "X": "[XХ]"}
_NUMERALS = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV"),
    *("XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI"),
)
_VALUES = {numeral: value for value, numeral in enumerate(_NUMERALS, start=1)}


def _pattern(numerals: tuple[str, ...]) -> str:
    """Return a pattern of these numerals in either script, the longer first."""
    in_both = ("".join(_EITHER[letter] for letter in numeral) for numeral in numerals)
    return f"(?:{'|'.join(sorted(in_both, key=len, reverse=True))})"


# A lone У is a Ukrainian preposition ("У 1953 р."), never the numeral five.
ROMAN = rf"(?!У\b){_pattern(_NUMERALS)}"
ROMAN_MONTH = rf"(?!У\b){_pattern(_NUMERALS[:12])}(?![^\W_])"


def roman_value(text: str) -> int:
    """Return the value, or 0 where the letters are no numeral to XXI."""
    return _VALUES.get(text.translate(_LOOK_ALIKES), 0)


def roman(value: int) -> str:
    return _NUMERALS[value - 1]
