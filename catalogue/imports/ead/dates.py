"""The dates of a component: as written, and as normalised beside it."""

from __future__ import annotations

from catalogue.imports.values import Taken, dated

from .elements import Element

RANGE = "-"
"""What stands between the ends of a date that is given in parts."""
OPEN_YEARS = frozenset(["0000", "9999", "3000"])
"""Years by which systems say that an end is open."""


def dates_of(elements: list[Element]) -> Taken:
    """One date from all that a component gives: the text where there is one, else its parts.

    The time that most papers are from ("bulk") stays over, and so do texts beyond the first kind.
    """
    main = [each for each in elements if not _is_bulk(each)] or elements
    written = [each for each in main if each.name == "unitdate" and each.line_of_text]
    structured = [each for each in main if each.name == "unitdatestructured"]
    texts = [each.line_of_text for each in written] or [_said(each) for each in structured]
    normal = [_normal(each) for each in (*written, *structured)]
    taken = dated("; ".join(dict.fromkeys(text for text in texts if text)), _also(normal))
    over = [taken.over] if taken.over else []
    if taken.fields and not taken.fields["date_edtf"]:
        said = taken.fields["date_text"]
        unsaid = [each for each in normal if each and each.replace("/", RANGE) != said]
        if unsaid:
            over.append("Normalised date: " + "; ".join(dict.fromkeys(unsaid)))
    for each in elements:
        if each not in main and (text := each.line_of_text or _said(each)):
            over.append(f"Most papers: {text}")
    return Taken(taken.fields, taken.note, "\n".join(over))


def _is_bulk(element: Element) -> bool:
    attributes = element.attributes
    return "bulk" in (attributes.get("type"), attributes.get("unitdatetype"))


def _also(normal: list[str]) -> str:
    distinct = list(dict.fromkeys(filter(None, normal)))
    return distinct[0] if len(distinct) == 1 else ""


def _normal(element: Element) -> str:
    """The normalised date, in EDTF; "" where none is given."""
    if element.name == "unitdate":
        begin, slash, end = element.attributes.get("normal", "").partition("/")
        if begin[:4] in OPEN_YEARS:
            begin = ""
        if end[:4] in OPEN_YEARS:
            end = ""
        if not slash or begin == end:
            return begin
        return f"{begin or '..'}/{end or '..'}" if begin or end else ""
    ends = [_standard(each) for each in element.all("datesingle", "fromdate", "todate")]
    if element.first("dateset") is not None or not all(ends):
        return ""
    return "/".join(ends[:2]) if len(ends) < 3 else ""


def _standard(element: Element) -> str:
    """One end of a date: its day, else between which days it lies, as EDTF says that."""
    attributes = element.attributes
    if day := attributes.get("standarddate", ""):
        return day
    before, after = attributes.get("notbefore", ""), attributes.get("notafter", "")
    return f"[{before}..{after}]" if before or after else ""


def _said(element: Element) -> str:
    """A date in parts, in words: its ends joined, several of them one after the other."""
    found = []
    for part in element.all("datesingle", "daterange"):
        ends = [part] if part.name == "datesingle" else list(part.children("fromdate", "todate"))
        texts = [end.line_of_text or end.attributes.get("standarddate", "") for end in ends]
        if any(texts):
            found.append(RANGE.join(text for text in texts if text))
    return ", ".join(found)
