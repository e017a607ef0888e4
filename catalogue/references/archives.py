"""Names of archives as data: when two written names are the same, and whether one is known."""

import unicodedata
from collections.abc import Iterable, Sequence

# Cyrillic letters drawn like Latin ones: "РГACПИ" is typed in two alphabets more often than seen.
_LOOKS = str.maketrans("авекмнорстухіјѕԁ", "abekmhopctyxijsd")


def archive_key(name: str) -> str:
    """The key by which two written names are the same: case, spaces, stops, alphabets folded.

    "АП РФ", "АПРФ", "А.П.Р.Ф." and "AП PФ" (half Latin) have one key.
    """
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_LOOKS)
    return "".join(char for char in plain if char.isalnum())


class ArchiveNames:
    """Known names of archives, from data; asks only whether words are one of them."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._keys = frozenset(key for name in names if (key := archive_key(name)))
        self._endings = frozenset(key[at:] for key in self._keys for at in range(len(key)))

    def __contains__(self, name: str) -> bool:
        return archive_key(name) in self._keys

    def __len__(self) -> int:
        return len(self._keys)

    def words_at_end(self, words: Sequence[str]) -> int:
        """How many of the last words make up the longest known name; 0 if none do."""
        longest, key = 0, ""
        for count, word in enumerate(reversed(words), start=1):
            key = archive_key(word) + key
            if key in self._keys:
                longest = count
            if key not in self._endings:
                break
        return longest
