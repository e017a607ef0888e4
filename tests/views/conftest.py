"""A small catalogue to open in a browser: the founding document, a letter, and a draft."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from catalogue.models import (
    Agent,
    Archive,
    Collection,
    Delo,
    Document,
    DocumentType,
    Fond,
    Holding,
    Language,
    Opis,
    Participation,
    Place,
    Role,
    Subject,
    Text,
)

TELEGRAM = "/documents/kuznetsov-telegram-1953/"
CITATION = (
    '"Telegram from Kuznetsov to Soviet Foreign Ministry regarding a Meeting with Mao Zedong", '
    "July 29, 1953, Wilson Center Digital Archive, APRF, Fond 3, Opis 65, Delo 830, "
    "Listy 187-189; and AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 156-158"
)


@pytest.fixture
def collection(db: None) -> SimpleNamespace:
    """The catalogue within a test's own transaction; the search does not see it."""
    return made_collection()


@pytest.fixture
def committed_collection(transactional_db: None) -> SimpleNamespace:
    """The catalogue for tests that search or open a browser."""
    return made_collection()


def made_collection() -> SimpleNamespace:
    made = SimpleNamespace(**made_holdings(), **made_terms())
    made.telegram = made_telegram(made)
    made.letter = Document.objects.create(
        identifier="mao-letter-1954",
        title="Letter from Mao Zedong on economic aid",
        date_edtf="1954-08~",
        date_inferred=True,
        date_reason="The aid was agreed in August.",
        status="published",
    )
    made.draft = Document.objects.create(identifier="draft", title="Unfinished description")
    mao = Participation.objects.get(role__slug="mentioned").agent
    for document in (made.letter, made.draft):
        Participation.objects.create(document=document, agent=mao, role=made.sender)
        Holding.objects.create(document=document, delo=made.delo, listy="189-190")
    return made


def made_holdings() -> dict[str, Archive | Delo]:
    aprf = Archive.objects.create(
        code="APRF",
        name="Archive of the President of the Russian Federation",
        local_name="Архив Президента Российской Федерации",
        country="RU",
    )
    aprf.names.create(name="АП РФ")
    avprf = Archive.objects.create(code="AVPRF", name="Foreign Policy Archive", country="RU")
    avprf.names.create(name="АВП РФ")
    fond = Fond.objects.create(archive=aprf, number="3", title="Политбюро ЦК КПСС")
    delo = Delo.objects.create(
        opis=Opis.objects.create(fond=fond, number="65"), number="830", sheets=200
    )
    opis = Opis.objects.create(fond=Fond.objects.create(archive=avprf, number="059a"), number="5a")
    in_papka = Delo.objects.create(opis=opis, papka="11", number="5")
    return {"aprf": aprf, "avprf": avprf, "delo": delo, "delo_in_papka": in_papka}


def made_terms() -> dict[str, object]:
    return {
        "type": DocumentType.objects.create(slug="telegram", label_en="Telegram"),
        "russian": Language.objects.create(slug="ru", label_en="Russian"),
        "english": Language.objects.create(slug="en", label_en="English"),
        "sender": Role.objects.create(slug="from", label_en="From", order=1),
        "addressee": Role.objects.create(slug="to", label_en="To", order=2),
        "copied": Role.objects.create(slug="copy-to", label_en="Copy to", order=3),
        "mentioned": Role.objects.create(slug="mentioned", label_en="Mentioned", order=9),
        "beijing": Place.objects.create(slug="beijing", label_en="Beijing", label_ru="Пекин"),
        "korea": Place.objects.create(slug="korea", label_en="Korea"),
        "armistice": Subject.objects.create(slug="armistice", label_en="Korean armistice"),
        "korean_war": Collection.objects.create(
            slug="korean-war", label_en="Korean War papers", description="Put together in 2011."
        ),
    }


def made_telegram(made: SimpleNamespace) -> Document:
    document = Document.objects.create(
        identifier="kuznetsov-telegram-1953",
        title="Telegram from Kuznetsov to Soviet Foreign Ministry regarding a Meeting with "
        "Mao Zedong",
        date_text="July 29, 1953",
        date_edtf="1953-07-29",
        type=made.type,
        markings="CIPHERED TELEGRAM\nURGENT",
        summary="Mao talked about the steps which had led to the armistice.",
        place_of_writing=made.beijing,
        publisher="Wilson Center Digital Archive",
        status="published",
    )
    document.languages.add(made.russian)
    document.places.add(made.korea)
    document.subjects.add(made.armistice)
    document.collections.add(made.korean_war)
    document.identifiers.create(scheme="Wilson Center", value="112125", url="https://example.org/")
    for order, (slug, name, role) in enumerate(
        [
            ("kuznetsov", "Kuznetsov, Vasily Vasilyevich", made.sender),
            ("mid", "Ministry of Foreign Affairs of the USSR", made.addressee),
            ("malenkov", "Malenkov, Georgy", made.copied),
            ("molotov", "Molotov, Vyacheslav", made.copied),
            ("mao-zedong", "Mao Zedong", made.mentioned),
        ]
    ):
        agent = Agent.objects.create(slug=slug, name=name)
        Participation.objects.create(document=document, agent=agent, role=role, order=order)
    document.participations.filter(agent__slug="mid").update(name_as_written="MID USSR")
    Holding.objects.create(document=document, delo=made.delo, listy="187-189", order=1)
    Holding.objects.create(
        document=document, delo=made.delo_in_papka, listy="156-158", order=2, copy_kind="copy"
    )
    Text.objects.create(
        document=document,
        kind="translation",
        language=made.english,
        heading="CIPHERED TELEGRAM\n\nFrom BEIJING From Kuznetsov",
        note="[reporting a meeting of July 28]",
        body="After listening to the greetings, Mao asked me.\n\nZhou Enlai was present.",
    )
    return document


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
