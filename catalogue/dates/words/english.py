"""English, British and American."""

from catalogue.dates.kinds import Kind

from .language import (
    AUTUMN,
    END,
    HALF,
    MIDDLE,
    QUARTER,
    SPRING,
    START,
    SUMMER,
    TENTH,
    THIRD,
    WINTER,
    Language,
)

ENGLISH = Language(
    months={
        1: "january, jan",
        2: "february, feb",
        3: "march, mar",
        4: "april, apr",
        5: "may",
        6: "june, jun",
        7: "july, jul",
        8: "august, aug",
        9: "september, sept, sep",
        10: "october, oct",
        11: "november, nov",
        12: "december, dec",
    },
    seasons={
        SPRING: "spring",
        SUMMER: "summer",
        AUTUMN: "autumn, fall",
        WINTER: "winter",
    },
    parts={
        START: "early, beginning, beginning of, start, start of",
        MIDDLE: "mid, middle, middle of",
        END: "late, end, end of",
    },
    fractions={
        HALF: "half, semester",
        THIRD: "third",
        QUARTER: "quarter",
        TENTH: "ten days, decade",
    },
    ordinals={
        1: "first",
        2: "second, latter",
        3: "third",
        4: "fourth",
        5: "fifth",
        6: "sixth",
        7: "seventh",
        8: "eighth",
        9: "ninth",
        10: "tenth",
        11: "eleventh",
        12: "twelfth",
        13: "thirteenth",
        14: "fourteenth",
        15: "fifteenth",
        16: "sixteenth",
        17: "seventeenth",
        18: "eighteenth",
        19: "nineteenth",
        20: "twentieth",
    },
    phrases={
        Kind.LAST: "last, final",
        Kind.CENTURY: "century, centuries, cent",
        Kind.C: "c",
        Kind.CIRCA: (
            "circa, ca, about, around, approximately, approximate, approx, roughly, estimated, est"
        ),
        Kind.MAYBE: "probably, possibly, perhaps, presumably, likely, maybe, prob, poss, uncertain",
        Kind.BEFORE: "before, prior to, earlier than, pre, earlier",
        Kind.AFTER: "after, later than, post, later",
        Kind.NOT_BEFORE: (
            "not before, not earlier than, no earlier than, on or after, not prior to, "
            "starting from"
        ),
        Kind.NOT_AFTER: (
            "not after, not later than, no later than, on or before, by, up to, not post"
        ),
        Kind.BETWEEN: "between",
        Kind.FROM: "from, since",
        Kind.TILL: "to, through, thru, until, till",
        Kind.PRESENT: "present, the present, present day, ongoing, to present, to the present",
        Kind.AND: "and",
        Kind.OR: "or",
        Kind.OLD_STYLE: "old style, o s, os, julian, julian calendar",
        Kind.NEW_STYLE: "new style, n s, gregorian, gregorian calendar",
        Kind.UNDATED: (
            "undated, n d, nd, no date, no dates, without date, date unknown, unknown date, "
            "unknown, date not known, not dated, dates not examined, undate, s d, s a"
        ),
        Kind.NO_YEAR: "year unknown, unknown year, year not known, no year",
        Kind.BULK: "bulk, mostly, mainly, predominantly, predominant",
        Kind.GLUE: (
            "the, of, in, on, at, dated, date, dates, year, years, during, for, day, month, "
            "calendar, fiscal, academic, fy, anno, a d, ad, c e, ce"
        ),
        Kind.UNIT: (
            "p, pp, page, pages, leaf, leaves, folio, folios, ff, fol, item, items, file, files, "
            "box, boxes, folder, folders, vol, volume, volumes, sheet, sheets, no, nos, number, "
            "fond, opis, delo, listy, list, feet, copies, rubles, people"
        ),
        Kind.NOT: (
            "not, except, without, never, excluding, same, this, anniversary, eve, week, minus, "
            "ago, born, died"
        ),
        Kind.BEFORE_CHRIST: "b c, bc, b c e, bce",
    },
)
