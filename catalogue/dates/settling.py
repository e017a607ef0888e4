"""From a completed tree to EDTF: pairs of styles, ranges, limits and lists of settled dates."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from .edtf import read_edtf
from .expression import Group, Joint, Node, Piece, Refusal
from .remarks import Remarks
from .single_dates import settled_date
from .spans import EdtfError
from .stretches import Limits, Stretch, day_after, day_before, first_day, last_day, precision_of
from .styles import new_style_of

_LIMITS = (Joint.BEFORE, Joint.AFTER, Joint.NOT_BEFORE, Joint.NOT_AFTER)
_STRETCHES = (Joint.RANGE, Joint.BESIDE, Joint.SLASH, Joint.BOTH_STYLES)


def settled(node: Node, remarks: Remarks) -> str:
    """Return the EDTF of a completed tree; raise Refusal where the calendar objects."""
    if isinstance(node, Group) and node.joint in (Joint.ALL, Joint.ONE):
        return _list(node, remarks)
    return _item(node, remarks).edtf


def _list(group: Group, remarks: Remarks) -> str:
    items = [_item(item, remarks) for item in group.items if item]
    _remark_disorder(items, remarks)
    members = list(dict.fromkeys(item.member for item in items))
    if len(members) == 1:
        return items[0].edtf
    opening, closing = ("[", "]") if group.joint is Joint.ONE else ("{", "}")
    return f"{opening}{','.join(members)}{closing}"


def _remark_disorder(items: Sequence[Stretch | Limits], remarks: Remarks) -> None:
    """Name dates that stand out of a rising list: often one is a slip (1993 for 1893)."""
    starts = [item.start for item in items if isinstance(item, Stretch) and item.start]
    for first, second in pairwise(starts):
        if second < first:
            remarks.say(f"the list is out of order at {first}, {second}")


def _item(node: Node, remarks: Remarks) -> Stretch | Limits:
    if isinstance(node, Group) and node.joint is Joint.WITHIN:
        return _within(node, remarks)
    if isinstance(node, Group) and node.joint in _LIMITS:
        return _limit(node, remarks)
    return _stretch(node, remarks)


def _stretch(node: Node, remarks: Remarks) -> Stretch:
    if isinstance(node, Piece):
        return settled_date(node, remarks)
    if node.joint not in _STRETCHES:
        raise Refusal("a limit inside a range is not understood")
    first, last = node.items
    if node.joint is Joint.BESIDE:
        remarks.say("a dash is missing between two dates; read as a range")
    if node.joint in (Joint.RANGE, Joint.BESIDE):
        return _range(first, last, remarks)
    new_style = _in_new_style(first, last, remarks)
    if new_style:
        return new_style
    if node.joint is Joint.BOTH_STYLES:
        raise Refusal("the date in brackets is not the same day in the other style")
    return _range(first, last, remarks)


def _in_new_style(first: Node | None, second: Node | None, remarks: Remarks) -> Stretch | None:
    """Return what two dates mean if they are one day, or one range of days, in both styles."""
    if isinstance(first, Group) and isinstance(second, Group):
        start, end = (
            _in_new_style(old, new, remarks)
            for old, new in zip(first.items, second.items, strict=True)
        )
        return replace(start, end=end.end, end_mark=end.end_mark) if start and end else None
    if not isinstance(first, Piece) or not isinstance(second, Piece):
        return None
    new = new_style_of(first, second)
    if new is None:
        return None
    remarks.say_converted(f"old and new style of one day; the new is {new.iso}")
    return settled_date(new, remarks)


def _range(first: Node | None, last: Node | None, remarks: Remarks) -> Stretch:
    start = _stretch(first, remarks) if first else Stretch(None, None)
    end = _stretch(last, remarks) if last else Stretch(None, None)
    if isinstance(first, Piece) and isinstance(last, Piece) and new_style_of(first, last):
        remarks.say("may be one day in the old and the new style; read as a range")
    stretch = Stretch(
        _in_months(start.start, first_day),
        _in_months(end.end, last_day),
        start.start_mark,
        end.end_mark,
    )
    try:
        read_edtf(stretch.edtf)
    except EdtfError:
        raise Refusal("the bounds are in the wrong order") from None
    return stretch


def _in_months(part: str | None, edge: Callable[[str], date]) -> str | None:
    """Write the end of a range in months where it is a quarter or half of a year (1931-40)."""
    if part and precision_of(part) == 7 and part[-2:].isdigit() and int(part[-2:]) >= 33:
        return edge(part).isoformat()[:7]
    return part


def _limit(group: Group, remarks: Remarks) -> Limits:
    (item,) = group.items
    stretch = _stretch(item, remarks) if item else Stretch(None, None)
    if not stretch.is_one_date and not (isinstance(item, Piece) and item.portion):
        raise Refusal("a limit takes one date, not a range")
    if set("?~%") & set(stretch.edtf):
        remarks.say("that a limit is itself uncertain is not kept")
    first, last = first_day(stretch.start), last_day(stretch.end)
    finest = precision_of(stretch.start)
    match group.joint:
        case Joint.BEFORE:
            return Limits(None, day_before(first), finest)
        case Joint.NOT_AFTER:
            return Limits(None, last, finest)
        case Joint.AFTER:
            return Limits(day_after(last), None, finest)
        case _:
            return Limits(first, None, finest)


def _within(group: Group, remarks: Remarks) -> Limits:
    below, above = (_limit(item, remarks) for item in group.items if isinstance(item, Group))
    start, end = below.not_before, above.not_after
    if start is None or end is None or start > end:
        raise Refusal("the bounds are in the wrong order")
    return Limits(start, end, max(below.precision, above.precision))
