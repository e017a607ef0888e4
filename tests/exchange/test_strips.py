"""The strip of sheets: what of a delo is described, more than once, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.exchange.strips import Described, State, Strip, strip_of_sheets
from catalogue.references import Leaf, Run, read_listy

DESCRIBED, OVERLAPPING, UNDESCRIBED = State.DESCRIBED, State.OVERLAPPING, State.UNDESCRIBED


def strip(sheets: int | None = None, **listy: str) -> Strip:
    """The strip of a delo of so many sheets, with documents a, b, c ... on some listy."""
    described = [
        Described(document, run) for document, runs in listy.items() for run in read_listy(runs)
    ]
    return strip_of_sheets(described, sheets)


def in_words(drawn: Strip) -> list[str]:
    return [f"{segment.sheets} {segment.document or segment.state}" for segment in drawn.segments]


@pytest.mark.parametrize(
    ("sheets", "listy", "expected"),
    [
        (200, {"a": "187-189"}, ["1–186 undescribed", "187–189 a", "190–200 undescribed"]),
        (None, {"a": "3"}, ["1–2 undescribed", "3 a"]),
        (4, {"a": "1-2", "b": "3-4"}, ["1–2 a", "3–4 b"]),
        (5, {"a": "1-3", "b": "3-5"}, ["1–2 a", "3 overlapping", "4–5 b"]),
        (9, {"a": "2-8", "b": "4"}, ["1 undescribed", "2–3 a", "4 overlapping", "5–8 a",
                                     "9 undescribed"]),
        (6, {"a": "1-4", "b": "2-5", "c": "3-6"}, ["1 a", "2–5 overlapping", "6 c"]),
        (3, {"a": "1-2, 3"}, ["1–3 a"]),
        (3, {"a": "1-2", "b": "1-2"}, ["1–2 overlapping", "3 undescribed"]),
    ],
)  # fmt: skip
def test_sheets_are_described_overlapping_or_not_described(sheets, listy, expected):
    assert in_words(strip(sheets, **listy)) == expected


def test_a_document_said_to_take_a_sheet_twice_does_not_overlap_itself():
    assert in_words(strip(4, a="1-3; 2-4")) == ["1–4 a"]


def test_a_run_that_begins_on_a_verso_leaves_the_recto_to_another():
    drawn = strip(3, a="1-2", b="2 об.-3")
    assert [(segment.start, segment.end, segment.state) for segment in drawn.segments] == [
        (0, 3, DESCRIBED),
        (3, 4, OVERLAPPING),
        (4, 6, DESCRIBED),
    ]


def test_a_verso_alone_is_half_a_sheet():
    drawn = strip(2, a="1 об.")
    assert [(segment.start, segment.end) for segment in drawn.segments] == [(0, 1), (1, 2), (2, 4)]


def test_a_lettered_sheet_lies_behind_its_number():
    drawn = strip(3, a="2а")
    assert in_words(drawn) == ["1–2 undescribed", "2а a", "3 undescribed"]
    assert drawn.sides == 8


def test_roman_sheets_lie_before_the_first():
    assert in_words(strip(2, a="II", b="1")) == ["II a", "1 b", "2 undescribed"]


def test_zero_padded_sheets_keep_their_writing():
    assert in_words(strip(80, a="0078"))[1] == "0078 a"


def test_without_an_extent_the_last_described_sheet_ends_the_strip():
    drawn = strip(None, a="187-189")
    assert (drawn.extent, drawn.is_measured, drawn.runs_over) == (189, False, False)


def test_a_sheet_beyond_the_extent_is_drawn_and_said_to_be_beyond():
    drawn = strip(100, a="150")
    assert (drawn.extent, drawn.is_measured, drawn.runs_over) == (150, True, True)


def test_a_delo_of_which_nothing_is_known_has_an_empty_strip():
    drawn = strip()
    assert (drawn.segments, drawn.sides) == ([], 0)


def test_a_delo_of_which_nothing_is_described_is_one_undescribed_stretch():
    assert in_words(strip(12)) == ["1–12 undescribed"]


def test_an_absurd_extent_costs_nothing():
    assert len(strip(2**31 - 1, a="5").segments) == 3


def test_two_thousand_sheets_of_two_thousand_documents_are_all_drawn():
    runs = [(f"d{n}", run) for n in range(1, 2001) for run in read_listy(str(n))]
    drawn = strip_of_sheets([Described(*one) for one in runs], 2000)
    assert [segment.document for segment in drawn.segments] == [document for document, _ in runs]


leaves = st.builds(
    Leaf, st.integers(1, 30), st.sampled_from(["", "", "а", "б"]), st.booleans(), st.booleans()
)


@given(
    st.integers(0, 40),
    st.lists(st.tuples(leaves, leaves).map(sorted), max_size=8),
)
def test_segments_cover_the_strip_without_gap_or_overlap(sheets, runs):
    described = [Described(index, Run(*ends)) for index, ends in enumerate(runs)]
    drawn = strip_of_sheets(described, sheets or None)
    borders = [0, *(segment.end for segment in drawn.segments)]
    assert [segment.start for segment in drawn.segments] == borders[:-1]
    assert borders[-1] == drawn.sides
    assert all(segment.start < segment.end for segment in drawn.segments)
