"""Functions of one word that remember what they returned."""

from collections.abc import Callable
from typing import Generic, TypeVar

MOST = 2**16
"""Words a function remembers; then it forgets them all, so that memory stays bounded."""

LONGEST = 64
"""Characters of a word that is worth remembering."""

T = TypeVar("T")


class Remembered(dict[str, T], Generic[T]):
    """A function of a word, remembering what it returned.

    `remembered[word]` is `remembered(word)`, and a plain look-up in a dictionary where the word
    came before: twice as fast as an `lru_cache`, which matters when millions of texts are cut.
    """

    def __init__(self, function: Callable[[str], T]) -> None:
        super().__init__()
        self.function = function
        self.__doc__ = function.__doc__

    def __missing__(self, word: str) -> T:
        returned = self.function(word)
        if len(word) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[word] = returned
        return returned

    def __call__(self, word: str) -> T:
        return self[word]
