"""Words that differ from one another as what was meant does from what was typed."""

from collections.abc import Iterator, Mapping
from string import ascii_lowercase

from catalogue.writing.scripts import Script, script_of
from catalogue.writing.tokens import tokens

LETTERS: Mapping[Script, str] = {
    Script.LATIN: ascii_lowercase,
    Script.CYRILLIC: "абвгдежзийклмнопрстуфхцчшщъыьэюяєіїў",
}
"""The letters of folded words; other scripts are not spelt, or too seldom in what is held."""

LONGEST = 32
"""Characters of a word whose neighbours are looked for."""


def one_slip_away(term: str) -> Iterator[str]:
    """Yield the folded words at one slip: a letter more, less, changed, or two changed about.

    About seventy a letter. Nothing is yielded of numbers, of other scripts, of what is overlong.
    """
    letters = LETTERS.get(script_of(term))
    if letters is None or len(term) > LONGEST or not term.isalpha():
        return
    for place in range(len(term) + 1):
        before, after = term[:place], term[place:]
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters if letter != after[0])
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after for letter in letters)


def slips_between(one: str, other: str, most: int) -> int:
    """Count the slips that lead from one word to another; ``most + 1`` where there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    earlier: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        row, before = [place], row
        for column, facing in enumerate(other, 1):
            steps = [before[column] + 1, row[-1] + 1, before[column - 1] + (letter != facing)]
            if earlier and column > 1 and letter == other[column - 2] and facing == one[place - 2]:
                steps.append(earlier[column - 2] + 1)
            row.append(min(steps))
        if min(row) > most:
            return most + 1
        earlier = before
    return min(row[-1], most + 1)


def respelt(text: str, words: Mapping[str, str]) -> str:
    """Return `text` with some of its words replaced, in capitals where they were."""
    pieces, position = [], 0
    for token in tokens(text):
        if token.text in words:
            pieces += [text[position : token.start], as_typed(words[token.text], token.text)]
            position = token.end
    return "".join([*pieces, text[position:]])


def as_typed(word: str, typed: str) -> str:
    """Return a folded word in the capitals of what was typed; one with its own keeps them."""
    if word != word.lower() or typed == typed.lower():
        return word
    return word.upper() if len(typed) > 1 and typed == typed.upper() else word.capitalize()
