"""The resolver's answers as pages, JSON and CSV, by address and by post; what it refuses."""

from __future__ import annotations

import csv
import io
import json
import re
from types import SimpleNamespace

import pytest
from django.test import Client

from catalogue.models import Delo, Document
from catalogue.views import resolutions

from .resolving import PAGE, TELEGRAM, answered, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

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
