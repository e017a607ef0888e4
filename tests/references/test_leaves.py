"""Leaves and runs: their order, their positions, and what has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.references import LEAF_LIMIT, Leaf, ListyError, Run, read_listy, written
from catalogue.references.leaves import roman_numeral, roman_value

LEAVES = st.one_of(
    st.builds(
        Leaf,
        st.integers(0, LEAF_LIMIT - 1),
        st.sampled_from(["", "", "а", "б", "a", "b"]),
        st.booleans(),
    ),
    st.builds(Leaf, st.integers(1, 400), st.just(""), st.booleans(), st.just(True)),
)


def test_sheets_lie_in_the_order_of_the_file() -> None:
    ordered = [
        Leaf(1, roman=True),
        Leaf(37, roman=True),
        Leaf(0),
        Leaf(8),
        Leaf(8, verso=True),
        Leaf(8, "а"),
        Leaf(8, "а", verso=True),
        Leaf(8, "б"),
        Leaf(9),
    ]
    assert sorted(ordered) == ordered
    assert [leaf.position for leaf in ordered] == sorted({leaf.position for leaf in ordered})


def test_a_leaf_is_the_same_however_it_is_written() -> None:
    assert Leaf(78, written="0078") == Leaf(78)
    assert Leaf(17, "а") == Leaf(17, "a")
    assert len({Leaf(17, "а"), Leaf(17, "a")}) == 1
    assert Leaf(17) != Leaf(17, "a")
    assert Leaf(17) != "17"


def test_a_leaf_is_written_as_it_was() -> None:
    assert written(Leaf(78, written="0078")) == "0078"
    assert written(Leaf(37, roman=True)) == "XXXVII"
    assert written(Leaf(17, "a")) == "17a"
    assert written(Leaf(12, verso=True)) == "12ob"


def test_a_last_sheet_includes_its_verso() -> None:
    whole = Run(Leaf(8), Leaf(8))
    assert (whole.start, whole.end) == (800, 801)
    assert Run(Leaf(8), Leaf(8, verso=True)).end == whole.end


def test_a_verso_named_alone_is_only_itself() -> None:
    verso = Run(Leaf(5, verso=True), Leaf(5, verso=True))
    assert (verso.start, verso.end) == (501, 501)


@given(LEAVES)
def test_positions_fit_into_32_bits(leaf: Leaf) -> None:
    assert -(2**31) <= leaf.position < 2**31


@given(LEAVES, LEAVES)
def test_positions_are_ordered_as_leaves_are(one: Leaf, other: Leaf) -> None:
    assert (one.position < other.position) == (one < other)
    assert (one.position == other.position) == (one == other)


@pytest.mark.parametrize(("number", "roman"), [(LEAF_LIMIT, False), (-1, False), (4000, True)])
def test_there_is_no_such_sheet(number: int, roman: bool) -> None:
    with pytest.raises(ListyError, match="There is no sheet"):
        Leaf(number, roman=roman)


def test_a_run_does_not_go_backwards() -> None:
    with pytest.raises(ListyError, match="9-3 run backwards"):
        Run(Leaf(9), Leaf(3))


@given(st.integers(1, 3999))
def test_roman_numbers_are_read_as_they_are_written(number: int) -> None:
    assert roman_value(roman_numeral(number)) == number


@pytest.mark.parametrize("numeral", ["", "IIII", "VX", "IC", "ABC", "XXXXX"])
def test_no_roman_number(numeral: str) -> None:
    assert roman_value(numeral) is None


def test_runs_overlap_where_they_share_a_side() -> None:
    (five_to_seven, seven_verso, eight) = (read_listy(text)[0] for text in ("5-7", "7об", "8"))
    assert five_to_seven.overlaps(seven_verso)
    assert seven_verso.overlaps(five_to_seven)
    assert not five_to_seven.overlaps(eight)
