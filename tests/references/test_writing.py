"""References written in every style, and read back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.references import (
    LEVEL_SCHEMES,
    STYLES,
    ArchiveNames,
    Leaf,
    Level,
    Reference,
    Run,
    read_listy,
    read_references,
    write_reference,
    write_references,
)

APRF = Reference("APRF", "3", "65", "", "830", read_listy("187-189"))
AVPRF = Reference("AVPRF", "059a", "5a", "11", "5", read_listy("156-158"))

ARCHIVES = ["ГАРФ", "APRF", "ЦДАГО України", "AVP RF", "LVVA", "Memorial Society, Perm"]
NAMES = ArchiveNames(ARCHIVES)

numbers = st.from_regex(r"\A([РПИ]-|R-|K-)?(0?[1-9][0-9]{0,4})(а|в|п|сс|s|a|c|SM)?\Z")
opis_numbers = st.from_regex(r"\A[1-9][0-9]{0,2}(а| доп|b)?\Z")
delo_numbers = st.from_regex(r"\A[1-9][0-9]{0,4}(а|a|/[1-9]|-[1-9][0-9]{4,5})?\Z")
papka_numbers = st.from_regex(r"\A[1-9][0-9]{0,2}а?\Z")
leaves = st.builds(
    Leaf, st.integers(1, 5000), st.sampled_from(["", "", "а", "b"]), st.booleans()
) | st.builds(
    Leaf, st.integers(1, 49), st.just(""), st.booleans(), st.just(True)
)  # "L. L": a label twice
runs = st.tuples(leaves, leaves).map(lambda ends: Run(min(ends), max(ends)))
part_numbers = st.from_regex(r"\A([1-9][0-9]?|[IVX])\Z")


def extras(*levels: Level) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    """Some of these levels with a number each, in the order in which they are kept."""
    chosen = st.sets(st.sampled_from(levels), max_size=1).map(sorted)
    return chosen.flatmap(
        lambda levels: st.tuples(
            *(st.tuples(st.just(level.value), part_numbers) for level in levels)
        )
    )


@st.composite
def references(draw: st.DrawFn) -> Reference:
    """A place of any depth, its opis possibly unnumbered."""
    archive, fond = draw(st.sampled_from(ARCHIVES)), draw(numbers)
    depth = draw(st.integers(1, 4))
    if depth == 1:
        return Reference(archive, fond)
    if depth == 2:
        return Reference(archive, fond, draw(opis_numbers))
    opis = draw(st.just("") | opis_numbers)
    papka = draw(st.just("") | papka_numbers)
    listy = tuple(draw(st.lists(runs, min_size=1, max_size=3))) if depth == 4 else ()
    extra = draw(extras(Level.CHAST, Level.TOM, Level.RAZDEL, Level.KARTON, Level.OD))
    return Reference(archive, fond, opis, papka, draw(delo_numbers), listy, extra)


def test_the_founding_document_is_cited_to_the_letter() -> None:
    assert write_references([APRF, AVPRF]) == (
        "APRF, Fond 3, Opis 65, Delo 830, Listy 187-189; and "
        "AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 156-158"
    )


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("wilson", "APRF, Fond 3, Opis 65, Delo 830, Listy 187-189"),
        ("short", "APRF, f. 3, op. 65, d. 830, ll. 187–189"),
        ("gost", "APRF. Ф. 3. Оп. 65. Д. 830. Л. 187–189."),
        ("gost_romanised", "APRF. F. 3. Op. 65. D. 830. L. 187–189."),
        ("dstu", "APRF. Ф. 3. Оп. 65. Спр. 830. Арк. 187–189."),
        ("slash", "APRF, 3/65/830/187-189"),
    ],
)
def test_every_style_writes_a_reference_its_way(style: str, written: str) -> None:
    assert write_reference(APRF, style) == written


@pytest.mark.parametrize(
    ("scheme", "written"),
    [
        ("russian", "APRF, f. 3, op. 65, d. 830, ll. 187–189"),
        ("ukrainian", "APRF, f. 3, op. 65, spr. 830, ark. 187–189"),
        ("belarusian", "APRF, f. 3, vop. 65, spr. 830, ark. 187–189"),
        ("bulgarian", "APRF, f. 3, op. 65, a.e. 830, l. 187–189"),
        ("latvian", "APRF, f. 3, apr. 65, l. 830, lp. 187–189"),
        ("lithuanian", "APRF, f. 3, ap. 65, b. 830, l. 187–189"),
        ("estonian", "APRF, f. 3, n. 65, s. 830, l. 187–189"),
        ("perechen", "APRF, f. 3, per. 65, dok. 830, ll. 187–189"),
    ],
)
def test_every_country_has_its_labels(scheme: str, written: str) -> None:
    assert write_reference(APRF, "short", scheme) == written


@pytest.mark.parametrize(
    ("listy", "written"),
    [
        ("3", "List 3"),
        ("3ob", "List 3 ob."),
        ("3-3ob", "Listy 3-3 ob."),
        ("3, 5", "Listy 3, 5"),
        ("0078", "List 0078"),
        ("XXXVII", "List XXXVII"),
    ],
)
def test_one_sheet_is_a_list_and_several_are_listy(listy: str, written: str) -> None:
    assert write_reference(Reference(listy=read_listy(listy))) == written


def test_papka_stands_before_the_delo_save_in_the_wilson_style() -> None:
    assert write_reference(AVPRF, "gost") == "AVPRF. Ф. 059a. Оп. 5a. П. 11. Д. 5. Л. 156–158."
    assert write_reference(AVPRF, "slash") == write_reference(AVPRF, "short")


def test_several_places_are_joined_as_the_style_wants() -> None:
    assert write_references([]) == ""
    assert write_references([APRF, APRF, Reference("GARF")], "wilson").count("; and ") == 1
    assert write_references([APRF, Reference("GARF", "1")], "gost") == (
        "APRF. Ф. 3. Оп. 65. Д. 830. Л. 187–189; GARF. Ф. 1."
    )


def test_a_sheet_that_would_read_as_a_year_has_its_own_label() -> None:
    listy = read_listy("5, 7") + read_listy("1937")
    assert write_reference(Reference(delo="1", listy=listy), "short") == "d. 1, ll. 5, 7, l. 1937"


def test_a_file_without_opis_is_named_in_full_where_its_label_leans_on_the_opis() -> None:
    reference = Reference("LVVA", "40", "", "", "5")
    assert write_reference(reference, "short", "latvian") == "LVVA, f. 40, lieta 5"


def test_ibid_is_written_in_the_language_of_the_style() -> None:
    ibid = Reference(opis="3", delo="5", ibid=True)
    assert write_reference(ibid, "short") == "Ibid., op. 3, d. 5"
    assert write_reference(ibid, "gost") == "Там же. Оп. 3. Д. 5."
    assert write_reference(ibid, "dstu") == "Там само. Оп. 3. Спр. 5."


def test_every_level_has_a_name_in_every_country() -> None:
    for scheme in LEVEL_SCHEMES.values():
        for names in (scheme.native, scheme.romanised):
            for level in (Level.FOND, Level.OPIS, Level.PAPKA, Level.DELO, Level.LISTY):
                name = names.of(level)
                assert all((name.singular, name.plural, name.label))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("scheme", LEVEL_SCHEMES)
@settings(max_examples=20, deadline=None)
@given(reference=references())
def test_a_reference_written_reads_back_the_same(
    style: str, scheme: str, reference: Reference
) -> None:
    text = write_reference(reference, style, scheme)
    assert read_references(text, NAMES).places == (reference,)


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=40, deadline=None)
@given(places=st.lists(references(), min_size=2, max_size=4))
def test_several_references_written_read_back_the_same(style: str, places: list[Reference]) -> None:
    text = write_references(places, style)
    assert list(read_references(text, NAMES).places) == places
