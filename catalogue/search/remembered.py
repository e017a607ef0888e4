"""Answers of the index, remembered for as long as the index stays as it is.

Every answer belongs to one generation of the index: the first change forgets them all, so what is
remembered is never older than what would be asked. Bounded by a count of values.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Answer = TypeVar("Answer")

MOST = 400_000
"""So many values (counts, ids, labels) are kept: some 40 megabytes."""


class Remembered:
    """Answers of one generation, the least recently used ones forgotten first."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._generation: Hashable = None
        self._answers: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, generation: Hashable, key: Hashable) -> Any:
        """The answer to a question, or None where it is not known."""
        with self._lock:
            if generation != self._generation or key not in self._answers:
                return None
            self._answers.move_to_end(key)
            return self._answers[key][1]

    def keep(self, generation: Hashable, key: Hashable, answer: Any, size: int) -> None:
        """Keep an answer of some number of values; one too large for the store is not kept."""
        if size > self.most // 4:
            return
        with self._lock:
            if generation != self._generation:
                self._answers.clear()
                self._generation, self._size = generation, 0
            self._size += size - self._answers.pop(key, (0, None))[0]
            self._answers[key] = (size, answer)
            while self._size > self.most:
                _key, (freed, _answer) = self._answers.popitem(last=False)
                self._size -= freed

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self._generation, self._size = None, 0

    def ask(
        self, generation: Hashable, key: Hashable, make: Callable[[], Answer], size: int = 10
    ) -> Answer:
        """The remembered answer, made first where there is none."""
        answer = self.get(generation, key)
        if answer is None:
            answer = make()
            self.keep(generation, key, answer, size)
        return answer


remembered = Remembered()
"""The answers of this process."""


def forget() -> None:
    """Forget all answers, as a new process begins."""
    remembered.clear()
