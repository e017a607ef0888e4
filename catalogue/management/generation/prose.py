"""Sentences and phrases of made-up papers."""

from __future__ import annotations

from collections.abc import Sequence

from .chance import Chance
from .words import Lexicon

FEWEST, MOST, MEAN = 50, 1_850, 140
"""Words drawn for a text; names and numbers make it 50 to 2,000 words, 150 on average."""


def length(luck: Chance) -> int:
    """Many short texts, some long ones."""
    return min(MOST, FEWEST + int(luck.expovariate(1 / (MEAN - FEWEST))))


def topic(luck: Chance, words: Lexicon) -> str:
    """What something is about: снабжении завода; in every third case with a rarer word."""
    parts = [words.heads.draw(luck), *words.attributes.draws(luck, luck.randrange(1, 3))]
    if luck.random() < 0.3:
        parts.append(words.telling.draw(luck))
    return (" " if words.is_spaced else "").join(parts)


def on(topic: str) -> str:
    """A topic after the Russian preposition, which has another form before a vowel."""
    return f"об {topic}" if topic[0] in "аиоуэ" else f"о {topic}"


def prose(luck: Chance, words: Lexicon, count: int, names: Sequence[str] = ()) -> str:
    """So many words in sentences, some of which begin with one of the names given.

    Now and then a sentence ends with a number, as papers do: no list of words is ever complete.
    """
    drawn = words.running.draws(luck, count)
    sentences = []
    start = 0
    while start < count:
        end = start + luck.randrange(8, 20)
        sentences.append(_sentence(luck, words, drawn[start:end], names))
        start = end
    return (" " if words.is_spaced else "").join(sentences)


def _sentence(luck: Chance, words: Lexicon, drawn: list[str], names: Sequence[str]) -> str:
    if names and luck.random() < 0.25:
        drawn.insert(0, luck.choice(names))
    if luck.random() < 0.1:
        drawn.append(f"№ {luck.randrange(1, 100_000)}")
    if not words.is_spaced:
        return f"{''.join(drawn)}。"
    sentence = " ".join(drawn)
    return f"{sentence[0].upper()}{sentence[1:]}."
