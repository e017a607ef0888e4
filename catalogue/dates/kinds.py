"""The kinds of tokens the grammar is written in; one character each, so that rules are patterns."""

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a token of a date expression is."""

    # numbers
    NUMBER = auto()  # 5, 05, 22: a day, or the end of a year, decade or century range
    ORDINAL = auto()  # 5-го, 16th, первая
    ROMAN = auto()  # XIX, III
    YEAR = auto()  # 1953, 195?
    DECADE = auto()  # 1930-е
    SHORT_DECADE = auto()  # 30-е
    TWO_YEARS = auto()  # 19201939
    UNREAD = auto()  # 19945: a number no date has
    # parts of the calendar
    MONTH = auto()
    SEASON = auto()
    WINTER = auto()
    CENTURY = auto()  # век, century
    V = auto()  # в.: "век" after a number, else the preposition
    C = auto()  # c.: "century" after an ordinal, else "circa"
    ST = auto()  # ст.: "століття" after a number, else "старый стиль"
    # parts of a part
    PART = auto()  # начало, середина, конец
    LAST = auto()  # последняя
    FRACTION = auto()  # половина, четверть, треть, декада
    PORTION = auto()  # 2-я пол.
    AGE = auto()  # XIX в.
    # how sure
    CIRCA = auto()
    MAYBE = auto()
    QUESTION = auto()
    # limits
    BEFORE = auto()
    AFTER = auto()
    NOT_BEFORE = auto()
    NOT_AFTER = auto()
    BETWEEN = auto()
    # joints
    FROM = auto()  # с
    DATED = auto()  # от: "dated", or "from" where "до" follows
    TILL = auto()  # по, to
    UNTIL = auto()  # до: "before", or the end of a range that has a start
    ONTO = auto()  # на, as in "с 4 на 5 марта"
    PRESENT = auto()
    DASH = auto()
    SLASH = auto()
    COMMA = auto()
    SEMICOLON = auto()
    AND = auto()
    OR = auto()
    OPEN = auto()
    CLOSE = auto()
    # calendars
    OLD_STYLE = auto()
    NEW_STYLE = auto()
    # what is no part of a date
    UNDATED = auto()
    NO_YEAR = auto()  # "год не указан": of a day, that its year is unknown
    BULK = auto()  # "bulk 1950-1960": the years most of the papers are from
    GLUE = auto()  # г., the, of
    WORD = auto()  # a word not known
    UNIT = auto()  # л., pages: what stands beside it counts something
    NOT = auto()
    BEFORE_CHRIST = auto()
    SIGN = auto()  # any other character
    # what rules make
    DATE = auto()
    LIMIT = auto()
    WHOLE = auto()  # a range or list

    @property
    def code(self) -> str:
        """The character that stands for this kind in a compiled pattern."""
        return chr(0xE000 + self.value)


@dataclass(frozen=True, slots=True)
class Word:
    """What a word or phrase of a language means to the grammar."""

    kind: Kind
    value: int = 0
    """The month, the season's number in EDTF, the ordinal, the parts of a fraction."""
