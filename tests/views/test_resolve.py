"""The resolver: from a reference, or a page of a book's notes, to the papers."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from catalogue.models import Archive, Delo, Document, Fond, Holding, Opis
from catalogue.search import Search
from catalogue.views import resolutions

pytestmark = pytest.mark.django_db

TELEGRAM = "APRF, Fond 3, Opis 65, Delo 830, Listy 187-189"

PAGE = """\
12. OGPU reports to Stalin on holiday: RGASPI 558.11.79.101 and 129.
13. Ibid., l. 44.
14. RGASPI 558.11.93.20, RGASPI 558.11.93.2, Yezhov and Kaganovich to Stalin 17 and 18 Aug. 1936.
15. GARF, 9401/1a/552 and 64.
16. APRF 3/40/87/52–64, cited in Kondrashin et al., eds., Golod v SSSR, vol. 2, 695–701.
17. Kotkin, Stalin, vol. 2, p. 35.
18. GAVO, f. 22, op. 1, d. 37, l. 41; GARK, f. 136, op. 1, d. 121, l. 153; MSP, f. 3, op. 14,
d. 3, l. 75; Tragediia sovetskoi derevni, vol. 3, pp. 66–8.
19. GARF, f. R-6991, op. 1, d. 1, ll. 1–10; M. I. Odintsov, Russkie patriarkhi XX veka (Moscow,
1994), pp. 283–291.
20. ЦПА ИМЛ, ф. 558, оп. 11, д. 93, л. 20.
"""
"""Notes of Montefiore (12, 14), Applebaum (15, 16), Figes (18) and Khlevniuk (19), as printed."""


@pytest.fixture
def shelves(collection: SimpleNamespace) -> SimpleNamespace:
    """What some of the notes cite: files, a letter, and names that several archives share."""
    rgaspi = Archive.objects.create(code="RGASPI", name="State Archive of Social History")
    rgaspi.names.create(name="ЦПА ИМЛ", kind="former")
    garf = Archive.objects.create(code="GARF", name="State Archive")
    for code in ("GAVO-VOLOGDA", "GAVO-VORONEZH"):
        Archive.objects.create(code=code, name=code).names.create(name="GAVO")
    made = {
        number: Delo.objects.create(opis=opis, number=number)
        for archive, fond, inventory, numbers in (
            (rgaspi, "558", "11", ("79", "93")),
            (garf, "Р-9401", "1а", ("64",)),
        )
        for opis in [
            Opis.objects.create(
                fond=Fond.objects.create(archive=archive, number=fond), number=inventory
            )
        ]
        for number in numbers
    }
    letter = Document.objects.create(
        identifier="yezhov-letter", title="Letter from Yezhov to Stalin", status="published"
    )
    Holding.objects.create(document=letter, delo=made["93"], listy="20")
    return SimpleNamespace(**vars(collection), yezhov=letter, garf=garf)


def words(page: str) -> str:
    """The words of a page without its tags."""
    body = page[page.index('class="resolution"') :]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def answered(client: Client, text: str) -> str:
    response = client.get("/resolve/", {"q": text})
    assert response.status_code == 200
    return response.content.decode()


def found(client: Client, text: str) -> list[dict[str, Any]]:
    response = client.get("/resolve/", {"q": text, "format": "json"})
    return json.loads(response.content)["references"]


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


# --- Formats ---


def test_programs_are_answered_in_json(collection: SimpleNamespace, client: Client) -> None:
    response = client.get("/resolve/", {"q": TELEGRAM}, headers={"accept": "application/json"})
    assert response.headers["Content-Type"] == "application/json"
    assert json.loads(response.content) == {
        "references": [
            {
                "text": TELEGRAM,
                "cited": {
                    "archive": "APRF",
                    "fond": "3",
                    "opis": "65",
                    "delo": "830",
                    "listy": [["187", "189"]],
                    "spans": {
                        "archive": [0, 4],
                        "fond": [11, 12],
                        "opis": [19, 21],
                        "delo": [28, 31],
                        "listy": [[39, 46]],
                    },
                },
                "found": {
                    "level": "delo",
                    "reference": "APRF, Fond 3, Opis 65, Delo 830, Listy 187-189",
                    "certainty": "sure",
                    "address": "http://testserver/holdings/aprf/3/65/830/",
                },
                "short_address": "http://testserver/ref/APRF/3/65/830/187-189",
                "documents": [
                    {
                        "title": "Telegram from Kuznetsov to Soviet Foreign Ministry regarding a "
                        "Meeting with Mao Zedong",
                        "date": "1953-07-29",
                        "listy": "187-189",
                        "exact": True,
                        "address": "http://testserver/documents/kuznetsov-telegram-1953/",
                    },
                    {
                        "title": "Letter from Mao Zedong on economic aid",
                        "date": "1954-08~",
                        "listy": "189-190",
                        "exact": False,
                        "address": "http://testserver/documents/mao-letter-1954/",
                    },
                ],
            }
        ],
        "left_out": 0,
    }


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/html;q=0.5, application/json", "application/json"),
        ("image/png", "text/html; charset=utf-8"),
    ],
)
def test_the_format_is_the_one_that_the_client_likes_best(
    collection: SimpleNamespace, client: Client, accepted: str, sent: str
) -> None:
    response = client.get("/resolve/", {"q": TELEGRAM}, headers={"accept": accepted})
    assert response.headers["Content-Type"] == sent
    assert "Accept" in response.headers["Vary"]


def test_an_unchanged_answer_is_not_sent_again(collection: SimpleNamespace, client: Client) -> None:
    asked = {"q": TELEGRAM, "format": "json"}
    tag = client.get("/resolve/", asked).headers["ETag"]
    again = client.get("/resolve/", asked, headers={"if-none-match": tag})
    assert again.status_code == 304


def test_a_spreadsheet_gets_a_row_for_each_reference(
    shelves: SimpleNamespace, client: Client
) -> None:
    response = client.get("/resolve/", {"q": PAGE, "format": "csv"})
    assert response.headers["Content-Disposition"] == 'attachment; filename="references.csv"'
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 12
    assert rows[2]["note"] == "14"
    assert rows[2]["found"] == "RGASPI, Fond 558, Opis 11, Delo 93, List 20"
    assert rows[2]["documents"] == "Letter from Yezhov to Stalin"
    assert rows[2]["document_addresses"] == "http://testserver/documents/yezhov-letter/"
    assert rows[6]["missing"] == "Opis 40 is not in APRF, fond 3."


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", " =", "\t="])
def test_no_cell_is_run_as_a_formula(
    collection: SimpleNamespace, client: Client, beginning: str
) -> None:
    Document.objects.filter(identifier="kuznetsov-telegram-1953").update(title=f"{beginning}1+1")
    asked = {"q": f"{beginning}1+1 APRF, f. 3, op. 65, d. 830, ll. 187-189", "format": "csv"}
    [row] = csv.DictReader(io.StringIO(client.get("/resolve/", asked).content.decode("utf-8-sig")))
    assert row["documents"].startswith(f"'{beginning}1+1")
    assert row["text"].startswith("'")


# --- Short texts have an address, long ones are posted ---


def test_what_is_short_is_sent_on_to_its_address(
    collection: SimpleNamespace, client: Client
) -> None:
    response = client.post("/resolve/", {"q": "GARF, 9401/1a/64"})
    assert response.headers["Location"] == "/resolve/?q=GARF%2C+9401%2F1a%2F64"
    response = client.post("/resolve/", {"q": "GARF", "format": "csv"})
    assert response.headers["Location"] == "/resolve/?q=GARF&format=csv"


def test_what_is_long_is_answered_at_once(shelves: SimpleNamespace, client: Client) -> None:
    notes = "\n".join(f"{number}. GARF, 9401/1a/{number}" for number in range(1, 101))
    response = client.post("/resolve/", {"q": notes})
    assert response.status_code == 200
    assert "100 references" in words(response.content.decode())
    assert 'content="noindex"' in response.content.decode()


def test_a_form_of_another_site_is_refused(collection: SimpleNamespace) -> None:
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post("/resolve/", {"q": TELEGRAM}).status_code == 403
    own = stranger.get("/resolve/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', own)[1]
    answer = stranger.post("/resolve/", {"q": TELEGRAM, "csrfmiddlewaretoken": token})
    assert answer.status_code == 302


def test_an_answer_can_only_be_asked_for(client: Client) -> None:
    assert client.put("/resolve/").status_code == 405
    assert client.delete("/resolve/").status_code == 405
    assert client.head("/resolve/").status_code == 200


# --- Refusals ---


def test_a_text_that_is_too_long_is_refused(client: Client) -> None:
    for asked in (client.get, client.post):
        response = asked("/resolve/", {"q": "ф" * (resolutions.LONGEST_TEXT + 1)})
        assert response.status_code == 413
        assert "at most 100,000 characters are read at once" in response.content.decode()
    response = client.get(
        "/resolve/", {"q": "ф" * (resolutions.LONGEST_TEXT + 1), "format": "json"}
    )
    assert "at most 100,000" in json.loads(response.content)["error"]


@pytest.mark.parametrize("form", ["xml", "JSON", "html,json", "\x00"])
def test_a_format_that_does_not_exist_is_refused(client: Client, form: str) -> None:
    response = client.get("/resolve/", {"q": TELEGRAM, "format": form})
    assert response.status_code == 400
    assert "There are these formats: html, json, csv." in response.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "APRF,\x00 f. 3,\x00op. 65",
        "ф. оп. д. л. " * 2_500,
        "f. 1 op. 1 d. 1 l. 1 " * 2_000,
        "д. 1, " * 10_000,
        "ф. 3 оп. 65 д. " + ", ".join(map(str, range(9_000))),
        "APRF, f. 3, op. 65, d. 830, ll. " + ", ".join(map(str, range(1, 9_000))),
        "Ibid. " * 10_000,
        "1. Ibid.\n2. Ibid.\n",
        "(" * 50_000,
        "\ud83d\U0001f600 ф. 3",
        "APRF, f. " + "9" * 5_000,
        "А" * 5_000 + ", ф. 3, оп. 65",
    ],
    ids=range(13),
)
def test_no_text_breaks_the_page(collection: SimpleNamespace, client: Client, text: str) -> None:
    asked = text.encode("utf-8", "replace").decode()
    for form in ("html", "json", "csv"):
        response = client.get("/resolve/", {"q": asked, "format": form})
        assert response.status_code == 200


def test_what_is_pasted_stays_text(collection: SimpleNamespace, client: Client) -> None:
    script = "<script>alert(1)</script>"
    Delo.objects.filter(pk=collection.delo.pk).update(title=script)
    text = f'{script} "onmouseover=1 <b>X</b>: APRF{script}, f. 3, op. 65, d. 830; {script}, f. 9'
    page = answered(client, text)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>X</b>" not in page


# --- In the search box ---


@pytest.mark.django_db(transaction=True)
def test_the_answer_stands_above_the_results_of_a_search(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    page = client.get("/documents/", {"q": "АПРФ. Ф. 3. Оп. 65. Д. 830"}).content.decode()
    answer = page[page.index('class="resolved"') : page.index('class="results-head"')]
    assert '<a href="/holdings/aprf/3/65/830/">' in answer
    assert '<a href="/documents/kuznetsov-telegram-1953/">' in answer
    assert "Unfinished description" not in answer
    page = client.get("/documents/", {"q": "telegram 1953"}).content.decode()
    assert 'class="resolved"' not in page


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("APRF, f. 3, op. 65", 1),
        ("letter of Mao in APRF, f. 3, op. 65, d. 830, l. 187", 1),
        ("NARA, f. 3, op. 65", 1),
        ("ап рф 3/65", 1),
        ("ф. 3, оп. 65, д. 830", 1),
        ("APRF 3/65/830; 3/65/831; 3/65/832; 3/65/833", 3),
        ("APRF", 0),
        ("Mao 1953", 0),
        ("1953/07/29", 0),
        ("1949-1953", 0),
        ("order no. 227 of 28 July 1942", 0),
        ("5 sheets", 0),
    ],
)
def test_only_a_reference_is_answered(
    collection: SimpleNamespace, words: str, answers: int
) -> None:
    resolved = resolutions.resolve_search(Search(q=words))
    assert len(resolved.answers if resolved else []) == answers


def test_ordinary_words_ask_nothing(db: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):
        for words in ("", "Mao 1953", "29 July 1953", "фонд опись дело лист", '"op. cit."'):
            assert resolutions.resolve_search(Search(q=words)) is None


def test_the_answer_stands_on_the_first_page_alone(collection: SimpleNamespace) -> None:
    assert resolutions.resolve_search(Search(q=TELEGRAM, page=2)) is None


# --- In a browser ---


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"color_scheme": "dark"},
        {"viewport": {"width": 320, "height": 640}},
    ],
    ids=["light", "dark", "narrow"],
)
def test_a_reader_pastes_a_page_of_notes(
    committed_collection: SimpleNamespace, open_page: object, axe: object, options: dict[str, Any]
) -> None:
    page = open_page(**options)
    page.goto("/resolve/")
    assert axe(page) == []
    page.get_by_label("An archival reference, or a page of notes").fill(f"1. {TELEGRAM}\n{PAGE}")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_text("Found as cited.").first.wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Telegram from Kuznetsov").first.click()
    page.wait_for_url("**/documents/kuznetsov-telegram-1953/")
