"""Functions of one word that remember what they returned."""

from collections.abc import Callable
from typing import Generic, TypeVar

MOST = 2**16
"""Words a function remembers, and as many that came before; so memory stays bounded."""

LONGEST = 64
"""Characters of a word that is worth remembering."""

T = TypeVar("T")


class Remembered(dict[str, T], Generic[T]):
    """A function of a word, remembering what it returned.

    `remembered[word]` is `remembered(word)`, and a plain look-up in a dictionary where the word
    came before: twice as fast as an `lru_cache`, which matters when millions of texts are cut.
    When it is full, what it holds grows old: an old word that comes again is young again, so
    the words of every text outlive those of one.
    """

    def __init__(self, function: Callable[[str], T]) -> None:
        super().__init__()
        self.function = function
        self.old: dict[str, T] = {}
        self.__doc__ = function.__doc__

    def __missing__(self, word: str) -> T:
        returned = self.old[word] if word in self.old else self.function(word)
        if len(word) <= LONGEST:
            if len(self) >= MOST:
                self.old = dict(self)
                self.clear()
            self[word] = returned
        return returned

    def __call__(self, word: str) -> T:
        return self[word]
