"""Sheets of a field: a table of readings, a table of refusals, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.references import (
    RUN_LIMIT,
    Leaf,
    ListyError,
    Run,
    read_listy,
    write_listy,
    written,
)
from catalogue.references.sheets import match_bare_runs, match_runs

LEAVES = st.builds(
    Leaf, st.integers(1, 5000), st.sampled_from(["", "", "", "а", "б", "a"]), st.booleans()
) | st.builds(Leaf, st.integers(1, 90), st.just(""), st.booleans(), st.just(True))
RUNS = st.lists(
    st.tuples(LEAVES, LEAVES).map(lambda ends: Run(min(ends), max(ends))), min_size=1, max_size=6
)


def plain(runs: tuple[Run, ...]) -> str:
    """Runs as the labels of a citation have them: "5-7 9ob"."""
    return " ".join(
        written(run.first) + ("" if run.first == run.last else f"-{written(run.last)}")
        for run in runs
    )


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("187-189", "187-189"),
        ("12 об.", "12ob"),
        ("12об", "12ob"),
        ("12-об.", "12ob"),
        ("12 (об.)", "12ob"),
        ("8-8об.", "8-8ob"),
        ("5 и об.", "5-5ob"),
        ("5, об.", "5-5ob"),
        ("5–об.", "5-5ob"),
        ("193–194, 201", "193-194 201"),
        ("5 и 7", "5 7"),
        ("63–6", "63-66"),
        ("108–12", "108-112"),
        ("64 зв.", "64ob"),
        ("5 адв.", "5ob"),
        ("12v", "12ob"),
        ("12 a.p.", "12ob"),
        ("12o. p.", "12ob"),
        ("12p", "12ob"),
        ("0078", "0078"),
        ("XXXVII", "XXXVII"),
        ("IV-VI об.", "IV-VIob"),
        ("17a", "17a"),
        ("17 а, 18", "17а 18"),
        ("1—16", "1-16"),
        ("361 - 368", "361-368"),
        ("7.–9.", "7-9"),
        ("л. 5–7; Л. 9 об.", "5-7 9ob"),
        ("листы 3, 4", "3 4"),
        ("арк. 63, 64 зв., 71.", "63 64ob 71"),
        ("", ""),
    ],
)
def test_listy_are_read(text: str, runs: str) -> None:
    assert plain(read_listy(text)) == runs


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("9-3", "9-3 run backwards"),
        ("12-2", "12-2 run backwards"),
        ("5, x", "“x” is not understood"),
        ("весь", "“весь” is not understood"),
        ("5 Copy", "“5 Copy” is not understood"),
        ("250000", "below 200000"),
        ("5,,7", "is not understood"),
        ("-5", "is not understood"),
        ("5; 6; д. 7", "“д. 7” is not understood"),
        (", ".join("5" for _ in range(RUN_LIMIT + 1)), "More than 500 runs"),
        ("5 " * 20_000, "characters are not read"),
    ],
)
def test_listy_are_refused_with_the_reason(text: str, complaint: str) -> None:
    with pytest.raises(ListyError, match=complaint):
        read_listy(text)


@given(st.text(max_size=60) | st.text(alphabet="0123456789-–,;. обзвXVIlл", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        runs = read_listy(text)
    except ListyError:
        return
    assert all(run.start <= run.end for run in runs)


@given(RUNS, st.sampled_from(["–", "-", "—"]), st.sampled_from([" об.", "об", " зв.", "ob", "v"]))
def test_what_is_written_reads_back_the_same(runs: list[Run], dash: str, verso: str) -> None:
    assert read_listy(write_listy(runs, dash=dash, verso=verso)) == tuple(runs)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("139, 145. Original", "139 145"),
        ("5, 12 March 1937", "5"),
        ("20, 17 and 18 Aug. 1936", "20"),
        ("5, 1937 г.", "5"),
        ("5, 1937.", "5"),
        ("5, 71 л.", "5"),
        ("5-7 л. 9", "5-7"),
        ("5 - 12 марта 1937", "5"),
        ("5, 200 people", "5"),
        ("10 and 129.", "10 129"),
        ("4, 12, and 15; d. 6", "4 12 15"),
        ("5 с приложением", "5"),
        ("1937 года", ""),
        ("214 листов", ""),
        ("77-74.", "77"),
        ("Copy", ""),
    ],
)
def test_a_list_of_sheets_ends_before_dates_and_extents(text: str, runs: str) -> None:
    assert plain(tuple(read.run for read in match_runs(text, 0))) == runs


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        (", 233–5", "233-235"),
        (" (1933), 9, in Pyrih", "9"),
        (", 1937", ""),
        (", 12 March", ""),
        (", 558.11.89", ""),
        (", 9414/1/5", ""),
        (". 9", ""),
    ],
)
def test_bare_sheets_follow_a_comma(text: str, runs: str) -> None:
    assert plain(tuple(read.run for read in match_bare_runs(text, 0))) == runs
