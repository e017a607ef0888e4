"""German, French and Dutch dates of western finding aids, each with its EDTF."""

import pytest

from catalogue.dates import read_date

READINGS = [
    ("3. Juli 1985", "1985-07-03"),
    ("März 1943", "1943-03"),
    ("um 1900", "1900~"),
    ("vor 1945", "[..1944]"),
    ("nach 1945", "[1946..]"),
    ("19. Jahrhundert", "18XX"),
    ("1er mars 1917", "1917-03-01"),
    ("14 juillet 1789", "1789-07-14"),
    ("août 1914", "1914-08"),
    ("vers 1850", "1850~"),
    ("avant 1914", "[..1913]"),
    ("5 mei 1945", "1945-05-05"),
    ("circa 1650", "1650~"),
    ("voor 1650", "[..1649]"),
    ("1950er Jahre", "195X"),
    ("1583 september 24 - 1584 maart 2", "1583-09-24/1584-03-02"),
    ("1576 december 8, 1577 januari 2", "{1576-12-08,1577-01-02}"),
    ("1581 juli-augustus", "1581-07/1581-08"),
    ("1579 eind", "1579-10~/1579-12~"),
    ("1583 begin", "1583-01~/1583-03~"),
    ("1985 bis 1986", "1985/1986"),
    ("3 Juli 1985", "1985-07-03"),
    ("avant 1985", "[..1984]"),
    ("après 1985", "[1986..]"),
    ("18e siècle", "17XX"),
    ("XVIIIe siècle", "17XX"),
    ("1. Hälfte 16. Jahrhundert", "1501/1550"),
    ("Anfang 1950", "1950-01~/1950-03~"),
    ("Ende 1944", "1944-10~/1944-12~"),
    ("zwischen 1940 und 1945", "[1940..1945]"),
    ("nach dem 8. Mai 1945", "[1945-05-09..]"),
    ("vor dem 8. Mai 1945", "[..1945-05-07]"),
    ("Januar bis März 1945", "1945-01/1945-03"),
    ("entre 1940 et 1945", "[1940..1945]"),
    ("du 5 au 10 mars 1917", "1917-03-05/1917-03-10"),
    ("mars-avril 1917", "1917-03/1917-04"),
    ("début 1917", "1917-01~/1917-03~"),
    ("XVIIe-XVIIIe siècles", "16XX/17XX"),
    ("1584 juli 10 - augustus 12", "1584-07-10/1584-08-12"),
    ("1584 juli 10, 12, augustus 3", "{1584-07-10,1584-07-12,1584-08-03}"),
    ("1584 (juli)", "1584-07"),
    ("1584 juli ?", "1584-07?"),
    ("voor 1584", "[..1583]"),
    ("na 1584", "[1585..]"),
    ("eind 16e eeuw", "1567~/1600~"),
    ("begin 17e eeuw", "1601~/1633~"),
    ("17e-18e eeuw", "16XX/17XX"),
]


@pytest.mark.parametrize(("text", "edtf"), READINGS)
def test_a_western_expression_is_read(text: str, edtf: str) -> None:
    reading = read_date(text)
    assert reading.edtf == edtf, reading.notes
