"""Django fixtures as JSON and as JSON Lines, object by object.

The text of one object is decoded at a time, by the decoder in C; memory holds one object, however
long the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .decoding import decoded
from .entries import Entry, Reading, Refused, Unreadable, Where

LONGEST = 20_000_000
"""Characters of one object; a longer one is refused instead of filling the memory."""

DEEPEST = 12
"""Lists within lists within fields: a natural key in a list of keys takes three."""

_GAP = re.compile(r"[ \t\r\n]*")


class Doubtful(ValueError):
    """JSON that says what JSON cannot: NaN, or one name twice."""


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Doubtful(_("“%s” stands twice in one object") % twice[:80])
    return found


def _no_such_number(name: str) -> Any:
    raise Doubtful(_("%s is no number of JSON") % name)


DECODER = json.JSONDecoder(object_pairs_hook=_once_each, parse_constant=_no_such_number)


def read_json(path: Path, mapping: Any = None) -> Iterator[Reading]:
    """The objects of `[{…}, {…}]`. Raises Unreadable where the text is no JSON from some point."""
    text = _Text(path)
    if not text.take("["):
        raise Unreadable(
            _("A fixture is a list of objects: [{…}, {…}]."), Where(path.name, text.line)
        )
    number = 0
    while not text.take("]"):
        if number and not text.take(","):
            text.refuse(_("A comma or the end of the list is missing."))
        text.skip_gap()
        number += 1
        where = Where(path.name, text.line, f"object {number}")
        yield entry_of(text.value(where), where)
    text.skip_gap()
    if not text.at_end:
        text.refuse(_("Something follows the end of the list."))


def read_lines(path: Path, mapping: Any = None) -> Iterator[Reading]:
    """An object a line; a line that is none is refused, the others are read."""
    for number, line in _lines(path):
        where = Where(path.name, number)
        if not line.strip():
            continue
        try:
            content = DECODER.decode(line.strip("\ufeff \t\r\n"))
        except Doubtful as error:
            yield Refused(where, "", line[:200], f"{error}.", _("JSON"))
        except json.JSONDecodeError as error:
            reason = _("This line is no JSON: %(why)s at character %(at)d.") % {
                "why": error.msg,
                "at": error.pos + 1,
            }
            yield Refused(where, "", line[:200], reason, '{"model": …, "fields": {…}}')
        except (RecursionError, ValueError) as error:
            yield Refused(where, "", line[:200], _unusual(error), _("plain values and keys"))
        else:
            yield entry_of(content, where)


def entry_of(content: Any, where: Where) -> Reading:
    """An object of a fixture as an entry, or why it is none."""
    model, fields = (
        (content.get("model"), content.get("fields")) if type(content) is dict else (None, None)
    )
    if type(model) is not str or type(fields) is not dict:
        reason = _("This is no object of a fixture.")
        return Refused(where, "", _start(content), reason, '{"model": …, "fields": {…}}')
    for name, value in fields.items():
        if (type(value) is list or type(value) is dict) and _depth(value) > DEEPEST:
            return Refused(where, name, "", _("This is nested too deep."), _("plain values"))
    return Entry(model, fields, where)


def _start(content: Any) -> str:
    if isinstance(content, dict):
        return ", ".join(str(name) for name in [*content][:8])
    return type(content).__name__


def _depth(value: Any) -> int:
    """How deep lists and objects are nested; counted up to one more than is accepted."""
    if type(value) is list and set(map(type, value)) <= _WORDS:
        return 1
    depth, level = 0, [value]
    while level and depth <= DEEPEST:
        inner: list[Any] = []
        for one in level:
            if isinstance(one, list):
                inner += one
            elif isinstance(one, dict):
                inner += one.values()
        if not any(isinstance(one, list | dict) for one in level):
            break
        depth, level = depth + 1, inner
    return depth


_WORDS = {str}


def _unusual(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return _("This is nested too deep.")
    return _("This cannot be read: %s.") % str(error)[:200]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers, whatever ends them."""
    number, left = 1, ""
    for text in decoded(path):
        *lines, left = (left + text).split("\n") if "\n" in text else (left + text,)
        for line in lines:
            yield number, line
            number += 1
        if len(left) > LONGEST:
            raise Unreadable(_too_long(), Where(path.name, number))
    if left:
        yield number, left


def _too_long() -> str:
    return _("One object takes more than %s characters.") % f"{LONGEST:,}"


class _Text:
    """The text of a file, with a place in it; it is read on as far as is needed."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.line = 1
        self._pieces = decoded(path)
        self._text = ""
        self._at = 0
        self._ended = False

    @property
    def at_end(self) -> bool:
        return self._at >= len(self._text) and not self._more()

    def take(self, mark: str) -> bool:
        """Step over a mark, and the gap before it, if it comes next."""
        self.skip_gap()
        if self._at < len(self._text) and self._text[self._at] == mark:
            self._at += 1
            return True
        return False

    def skip_gap(self) -> None:
        while True:
            gap = _GAP.match(self._text, self._at)
            end = gap.end() if gap else self._at
            self._step(end)
            if self._at < len(self._text) or not self._more():
                return

    def value(self, where: Where) -> Any:
        """The value that begins here."""
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._may_be_cut(error) and self._more_of_value(where):
                    continue
                if self._ended and self._may_be_cut(error):
                    self.refuse(_("The file ends in the middle of an object: it is cut off."))
                self._step(min(error.pos, len(self._text)))
                self.refuse(_("This is no JSON: %s.") % error.msg)
            except Doubtful as error:
                raise Unreadable(f"{error}.", where) from error
            except (RecursionError, ValueError) as error:
                raise Unreadable(_unusual(error), where) from error
            else:
                is_open = end == len(self._text) and not isinstance(value, dict | list | str)
                if is_open and self._more_of_value(where):
                    continue
                self._step(end)
                return value

    def refuse(self, message: str) -> None:
        raise Unreadable(message, Where(self.name, self.line))

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        """Whether an error may come from the text's having been read only so far."""
        return error.msg.startswith("Unterminated") or error.pos > len(self._text) - 16

    def _step(self, end: int) -> None:
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def _more_of_value(self, where: Where) -> bool:
        """Read on, twice as far each time: a long value is not tried again for every piece."""
        if len(self._text) - self._at > LONGEST:
            raise Unreadable(_too_long(), where)
        wanted = 2 * (len(self._text) - self._at)
        gained: list[str] = []
        length = len(self._text) - self._at
        while length < wanted or not gained:
            piece = next(self._pieces, None)
            if piece is None:
                self._ended = True
                break
            gained.append(piece)
            length += len(piece)
        self._text = "".join([self._text[self._at :], *gained])
        self._at = 0
        return bool(gained)

    def _more(self) -> bool:
        piece = next(self._pieces, None)
        if piece is None:
            self._ended = True
            return False
        self._text = self._text[self._at :] + piece
        self._at = 0
        return True
