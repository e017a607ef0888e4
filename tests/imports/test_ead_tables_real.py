"""The real inventory and the fifteen real finding aids, where they are at hand."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from catalogue.imports.ead import read_finding_aid
from catalogue.imports.entries import Entry, Refused, Unreadable
from catalogue.imports.tables import guess, read_table
from catalogue.models import Archive

from .tables import entries

DATA = Path(__file__).parents[3] / "shared" / "data"
MAPPINGS = Path(__file__).parents[2] / "catalogue" / "imports" / "tables" / "mappings"
pytestmark = [
    pytest.mark.one_database,
    pytest.mark.django_db,
    pytest.mark.skipif(
        not DATA.exists() and not os.environ.get("CI"), reason="the folder of real data is absent"
    ),
]


@pytest.fixture(autouse=True)
def _archive() -> None:
    archive = Archive.objects.create(code="DAKhmO", name="State Archive of Khmelnytskyi Oblast")
    archive.names.create(name="ДАХмО")


def test_an_inventory_and_its_finding_aid_give_the_same_units() -> None:
    inventory = DATA / "inventories" / "khmelnytskyi-files.tsv"
    table = list(read_table(inventory, MAPPINGS / "khmelnytskyi.toml"))
    aid = list(read_finding_aid(DATA / "ead" / "ua_dahmo_ead3.xml"))
    assert not [each for each in (*table, *aid) if isinstance(each, Refused)]
    for model, count in {"archive": 1, "fond": 46, "opis": 47, "delo": 7975}.items():
        assert entries(table, model) == entries(aid, model)
        assert len(entries(table, model)) == count


def test_the_real_inventory_is_understood_without_a_mapping() -> None:
    mapping = guess(DATA / "inventories" / "khmelnytskyi-files.tsv")
    assert set(mapping.sections["delo"]) == {"number", "title", "date", "sheets"}


def test_the_template_of_atom_is_known_by_its_headings() -> None:
    found = list(read_table(DATA / "inventories" / "atom-isad-template.csv"))
    assert [each.model for each in found if isinstance(each, Entry)] == [
        *("catalogue.archive", "catalogue.fond", "catalogue.opis", "catalogue.delo")
    ]


COMPONENTS = {
    "S.0001_valid.xml": (5, 3),
    "arclight_deeply-nested.xml": (1, 29),
    "arclight_large-components-list.xml": (1, 404),
    "aspace_hornstein.xml": (7, 712),
    "columbia_13202800.xml": (8, 289),
    "ehri_invalid.xml": (0, 0),
    "ncsu_mc00084.xml": (2, 2102),
    "ncsu_mc00246.xml": (8, 11282),
    "nlm_alphaomegaalpha.xml": (7, 27),
    "nyu_tamwag_wag_281.xml": (10, 7028),
    "umn_sw0116-ead3.xml": (3, 155),
}


@pytest.mark.parametrize(("name", "counts"), COMPONENTS.items())
def test_real_finding_aids_go_in_whole(name: str, counts: tuple[int, int]) -> None:
    found = list(read_finding_aid(DATA / "ead" / name))
    models = Counter(each.model for each in found if isinstance(each, Entry))
    assert (models["catalogue.opis"], models["catalogue.delo"]) == counts
    assert models["catalogue.archive"] == models["catalogue.fond"] == 1
    assert not [each for each in found if isinstance(each, Refused)]
    numbers = [(*delo["opis"], delo["number"]) for delo in entries(found)]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("name", "dela"),
    [("ehri_missing_parent_unitid.xml", 1), ("ehri_photos_en.xml", 1), ("ehri_photos_uk.xml", 1)],
)
def test_finding_aids_that_name_no_archive_go_in_once_it_is_said(name: str, dela: int) -> None:
    path = DATA / "ead" / name
    with pytest.raises(Unreadable, match="names no repository"):
        list(read_finding_aid(path))
    found = list(read_finding_aid(path, {"archive": {"code": {"value": "DAKhmO"}}}))
    assert len(entries(found)) == dela
