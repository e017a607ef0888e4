"""Every form saved once and failed once: what is wrong is said, and what was typed stays."""

from __future__ import annotations

import pytest
from django.db.models import Model

from catalogue.models import (
    Agent,
    Archive,
    Collection,
    Delo,
    Document,
    DocumentType,
    Fond,
    FormerReference,
    Language,
    Opis,
    Place,
    Role,
    Subject,
)

SAVED = [
    (
        Archive,
        {"code": "RGANI", "name": "Archive of Contemporary History", "levels": "russian"},
    ),
    (Fond, {"archive": "{aprf}", "number": "45"}),
    (Opis, {"fond": "{fond}", "number": "1 доп."}),
    (Opis, {"fond": "{fond}", "number": ""}),
    (Delo, {"opis": "{opis}", "papka": "11", "number": "830"}),
    (Delo, {"opis": "{opis}", "number": "щ" * 64}),
    (Agent, {"name": "Громыко, Андрей", "kind": "person"}),
    (Agent, {"name": "ﷺ" * 200, "kind": "person"}),
    (Subject, {"label_en": "Щ" * 200, "label_ru": "ﷺ" * 200, "label_uk": "ﷺ" * 200}),
    (DocumentType, {"label_en": "Minutes"}),
    (Language, {"label_en": "Russian", "slug": "ru"}),
    (Role, {"label_en": "Copy to", "order": "3"}),
    (Place, {"label_en": "Beijing", "label_ru": "Пекин"}),
    (Subject, {"label_en": "Korean War"}),
    (Collection, {"label_en": "Korea 1953", "description": "Telegrams"}),
    (FormerReference, {"archive": "ЦПА ИМЛ", "fond": "17", "now": "fond-{fond}"}),
    (Document, {"title": "Telegram", "identifier": "telegram-1", "status": "draft"}),
]
"""A model, and what is typed into its empty form; {…} is the number of a row that exists."""

REFUSED = [
    (Archive, {"code": "aprf", "name": "The same in small letters"}, "Address already exists"),
    (Archive, {"code": "…", "name": "No letter"}, "at least one letter or digit"),
    (Fond, {"archive": "{aprf}", "number": "3"}, "has a fond of that number already"),
    (Fond, {"archive": "{aprf}", "number": "…"}, "at least one letter or digit"),
    (Fond, {"archive": "", "number": "3"}, "This field is required"),
    (Fond, {"archive": "99999999999999999999", "number": "3"}, "Select a valid choice"),
    (Fond, {"archive": "{aprf}", "number": "щ" * 64 + "щ"}, "at most 64 characters"),
    (Opis, {"fond": "{fond}", "number": "65"}, "has an opis of that number already"),
    (Delo, {"opis": "{opis}", "number": "830"}, "has a delo of that papka and number already"),
    (Delo, {"opis": "{opis}", "number": "№ 830"}, "has a delo of that papka and number already"),
    (Delo, {"opis": "{opis}", "number": "831", "papka": "…"}, "at least one letter or digit"),
    (Delo, {"opis": "{opis}", "number": "831", "sheets": "-1"}, "greater than or equal to 0"),
    (Delo, {"opis": "{opis}", "number": "831", "sheets": "9" * 30}, "less than or equal to"),
    (Delo, {"opis": "{opis}", "number": "831", "date_edtf": "1953-13"}, "1953-13"),
    (Delo, {"opis": "{opis}", "number": "831", "date_edtf": "1953/1941"}, "ends before it starts"),
    (
        Delo,
        {"opis": "{opis}", "number": "831", "access": "open", "access_reason": "secret"},
        "An open unit has no reason",
    ),
    (Agent, {"name": " ", "kind": "person"}, "This field is required"),
    (Agent, {"name": "Another", "slug": "kuznetsov-vasily", "kind": "person"}, "already exists"),
    (Language, {"label_en": ""}, "This field is required"),
    (Role, {"label_en": "To", "order": "many"}, "Enter a whole number"),
    (Place, {"label_en": "Beijing", "slug": "Пекин"}, "valid “slug”"),
    (FormerReference, {"archive": "ЦПА ИМЛ", "fond": "17"}, "Say where it lies"),
    (FormerReference, {"archive": "…", "now": "fond-{fond}"}, "at least one letter or digit"),
    (FormerReference, {"archive": "ЦПА", "now": "fond-999999"}, "not there any more"),
    (FormerReference, {"archive": "ЦПА", "now": "planet-1"}, "not there any more"),
    (Document, {"title": "", "identifier": "x"}, "This field is required"),
    (Document, {"title": "T", "identifier": "Kuznetsov 1953"}, "Small Latin letters"),
    (Document, {"title": "T", "date_edtf": "1953-02-30"}, "1953-02-30"),
    (Document, {"title": "T", "date_edtf": "0000"}, "0000"),
    (Document, {"title": "T", "date_reason": "the seal"}, "Only an inferred date has a reason"),
    (Document, {"title": "T", "status": "secret"}, "not one of the available choices"),
]


@pytest.fixture
def numbers(aprf: Archive, delo: Delo, kuznetsov: Agent) -> dict[str, int]:
    opis = delo.opis
    return {"aprf": aprf.pk, "fond": opis.fond_id, "opis": opis.pk}


@pytest.mark.parametrize(("model", "typed"), SAVED)
def test_a_form_is_saved(model: type[Model], typed: dict, desk, numbers) -> None:
    before = model.objects.count()
    typed = {name: value.format(**numbers) for name, value in typed.items()}
    response = desk.add(model, **typed)
    assert response.status_code == 302, response.context["errors"]
    assert model.objects.count() == before + 1


@pytest.mark.parametrize(("model", "typed", "message"), REFUSED)
def test_a_form_is_refused(
    model: type[Model], typed: dict, message: str, desk, numbers, errors_of
) -> None:
    before = model.objects.count()
    typed = {name: value.format(**numbers) for name, value in typed.items()}
    response = desk.add(model, **typed)
    assert message in errors_of(response)
    assert model.objects.count() == before
    form = response.context["adminform"].form
    assert {name: form[name].value() for name in typed} == typed
