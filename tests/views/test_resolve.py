"""The resolver: from a reference, or a page of a book's notes, to the papers."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from catalogue.models import Document, Holding

from .resolving import PAGE, TELEGRAM, answered, found, words

pytestmark = pytest.mark.django_db

# --- One reference ---


def test_a_reference_leads_to_its_document(collection: SimpleNamespace, client: Client) -> None:
    page = answered(client, TELEGRAM)
    said = words(page)
    assert "1 reference: 1 found" in said
    assert "Found as cited." in said
    assert "just these sheets" in said
    assert '<a href="/documents/kuznetsov-telegram-1953/">' in page
    assert '<a href="/holdings/aprf/3/65/830/">' in page
    assert "/ref/APRF/3/65/830/187-189" in said


def test_the_values_are_marked_where_they_stand(
    collection: SimpleNamespace, client: Client
) -> None:
    page = answered(client, "See АПРФ, ф. 3, оп. 65, д. 830, by courtesy of M. Leffler")
    assert re.findall(r'<mark title="(\w+)">([^<]*)</mark>', page) == [
        ("archive", "АПРФ"),
        ("fond", "3"),
        ("opis", "65"),
        ("delo", "830"),
    ]
    assert "Not understood: “See”, “by courtesy of M. Leffler”" in words(page)


def test_what_is_missing_is_said_and_the_rest_is_led_to(
    collection: SimpleNamespace, client: Client
) -> None:
    page = answered(client, "APRF, f. 3, op. 65, d. 999")
    assert "Found down to the opis. Delo 999 is not in APRF, fond 3, opis 65." in words(page)
    assert '<a href="/holdings/aprf/3/65/">' in page
    assert "/ref/" not in page[page.index("<main") :]


def test_an_archive_that_is_not_known_is_said(collection: SimpleNamespace, client: Client) -> None:
    said = words(answered(client, "NARBX, f. 3, op. 65, d. 999"))
    assert "Not found. “NARBX” is not an archive known here." in said
    assert "1 not found" in said


def test_several_archives_of_a_name_are_offered(shelves: SimpleNamespace, client: Client) -> None:
    page = answered(client, "GAVO, f. 22, op. 1, d. 37")
    said = words(page)
    assert "A guess: it may be another." in said
    assert "“GAVO” may mean several archives." in said
    assert "It may also be: GAVO-VORONEZH" in said


def test_without_a_reference_nothing_is_guessed(
    collection: SimpleNamespace, client: Client
) -> None:
    assert "No archival reference was read in this." in words(answered(client, "Mao Zedong, 1953"))


def test_the_empty_page_explains_itself(client: Client) -> None:
    page = client.get("/resolve/").content.decode()
    assert 'rel="canonical" href="http://testserver/resolve/"' in page
    assert "For example" in page


# --- A page of notes ---


def test_a_page_of_a_books_notes_is_answered_in_reading_order(
    shelves: SimpleNamespace, client: Client
) -> None:
    answers = found(client, PAGE)
    assert [(each["note"], each.get("found", {}).get("level")) for each in answers] == [
        ("12", "delo"),
        ("13", "delo"),
        ("14", "delo"),
        ("14", "delo"),
        ("15", "opis"),
        ("15", "delo"),
        ("16", "fond"),
        ("18", "archive"),
        ("18", None),
        ("18", None),
        ("19", "archive"),
        ("20", "delo"),
    ]
    ibid = answers[1]["cited"]
    assert (ibid["archive"], ibid["delo"], ibid["listy"]) == ("RGASPI", "79", [["44", "44"]])


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("АПРФ. Ф. 3.\nОп. 65. Д. 830.\nЛ. 187–189", ["delo"]),
        ("APRF, f. 3, op. 65, d. 830,\nll. 187-189. AVPRF, f. 059a,\nop. 5a", ["delo", "opis"]),
        ("APRF 3/65/830\nAVPRF 059a/5a", ["delo", "opis"]),
        ("APRF 3/65/830\nIbid., l. 187", ["delo", "delo"]),
        ("APRF 3/65/830\n\nSee also:\nAVPRF 059a/5a", ["delo", "opis"]),
    ],
)
def test_a_reference_may_run_on_from_line_to_line(
    collection: SimpleNamespace, client: Client, text: str, levels: list[str]
) -> None:
    assert [answer["found"]["level"] for answer in found(client, text)] == levels


def test_the_page_of_notes_says_how_much_was_found(
    shelves: SimpleNamespace, client: Client
) -> None:
    said = words(answered(client, PAGE))
    assert "12 references: 6 found, 4 in part, 2 not found" in said
    assert "In one note no archival reference was read 17 Kotkin" in said
    assert "ЦПА ИМЛ is a former name of RGASPI." in said
    assert "9401 is here under another prefix." in said


def test_each_reference_of_a_note_leads_to_what_lies_on_its_own_sheets(
    shelves: SimpleNamespace, client: Client
) -> None:
    on_sheets = [
        [(each["title"], each["exact"]) for each in answer.get("documents", [])]
        for answer in found(client, PAGE)
    ]
    letter = [("Letter from Yezhov to Stalin", True)]
    assert [documents for documents in on_sheets if documents] == [letter, letter]
    assert on_sheets[2] == on_sheets[11] == letter


def test_a_page_of_notes_takes_as_many_queries_as_one_note(
    shelves: SimpleNamespace, client: Client, django_assert_max_num_queries: object
) -> None:
    for text in (TELEGRAM, PAGE, "\n".join(f"APRF 3/65/{n}/1" for n in range(150))):
        with django_assert_max_num_queries(12):
            client.get("/resolve/", {"q": text})


def test_of_too_many_references_the_first_are_answered_and_the_rest_counted(
    collection: SimpleNamespace, client: Client
) -> None:
    text = "\n".join(f"{number}. APRF 3/65/{number}" for number in range(1, 231))
    page = client.post("/resolve/", {"q": text}).content.decode()
    assert page.count('class="answer-place"') == 200
    assert "30 references more were left out: 200 are looked up at once." in words(page)


def test_of_many_documents_some_are_shown_and_the_delo_has_the_rest(
    collection: SimpleNamespace, client: Client
) -> None:
    for number in range(12):
        document = Document.objects.create(title=f"Letter {number}", status="published")
        Holding.objects.create(document=document, delo=collection.delo, listy="5")
    page = answered(client, "APRF, f. 3, op. 65, d. 830, l. 5")
    assert page.count("just these sheets") == 10
    assert "and more, on the page of the delo" in page


# --- Nothing that is not published ---


@pytest.mark.parametrize("form", ["html", "json", "csv"])
@pytest.mark.parametrize("sheets", ["", ", ll. 187-190"])
def test_drafts_and_withdrawn_documents_are_never_shown(
    collection: SimpleNamespace, client: Client, form: str, sheets: str
) -> None:
    asked = {"q": f"APRF, f. 3, op. 65, d. 830{sheets}", "format": form}
    before = client.get("/resolve/", asked).content.decode()
    assert "Telegram from Kuznetsov" in before
    assert "Unfinished description" not in before
    Document.objects.filter(identifier="kuznetsov-telegram-1953").update(status="review")
    assert "Telegram from Kuznetsov" not in client.get("/resolve/", asked).content.decode()
