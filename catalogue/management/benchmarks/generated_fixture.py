"""A made-up fixture of any size: dela, then documents with all that hangs on them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DELA_IN_OPIS = 1_000
OPISI_IN_FOND = 10
AGENTS = 500
WORDS = [
    "о",
    "переговорах",
    "с",
    "делегацией",
    "по",
    "вопросам",
    "торговли",
    "между",
    "двумя",
    "странами",
    "и",
    "ходе",
    "работ",
]

Object = dict[str, Any]


def write_fixture(path: Path, documents: int, dela: int) -> int:
    """Write a fixture; returns how many objects it holds."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for one in _objects(documents, dela):
            file.write(f"{json.dumps(one, ensure_ascii=False)}\n")
            count += 1
    return count


def _item(model: str, **fields: Any) -> Object:
    return {"model": f"catalogue.{model}", "fields": fields}


def _objects(documents: int, dela: int) -> Iterator[Object]:
    yield from _surroundings()
    for number in range(dela):
        yield from _delo(number)
    for number in range(documents):
        yield from _document(number, max(1, dela))


def _surroundings() -> Iterator[Object]:
    yield _item("archive", code="GABENCH", name="State Archive of Benchmarks")
    yield _item("documenttype", slug="bench-letter", label_en="Letter")
    yield _item("language", slug="ru", label_en="Russian")
    for slug in ("from", "to"):
        yield _item("role", slug=slug, label_en=slug)
    for number in range(20):
        yield _item("subject", slug=f"subject-{number}", label_en=f"Subject {number}")
    for number in range(AGENTS):
        yield _item("agent", slug=f"agent-{number}", name=f"Деятель {number}")


def place_of(number: int) -> list[str]:
    opis, delo = divmod(number, DELA_IN_OPIS)
    fond, opis = divmod(opis, OPISI_IN_FOND)
    return ["GABENCH", f"Р-{fond + 1}", str(opis + 1), "", str(delo + 1)]


def _delo(number: int) -> Iterator[Object]:
    archive, fond, opis, _papka, delo = place_of(number)
    if number % (DELA_IN_OPIS * OPISI_IN_FOND) == 0:
        yield _item("fond", archive=[archive], number=fond, title=f"Фонд {fond}")
    if number % DELA_IN_OPIS == 0:
        yield _item("opis", fond=[archive, fond], number=opis)
    yield _item(
        "delo",
        opis=[archive, fond, opis],
        number=delo,
        title=f"Переписка {_words(number, 6)}",
        date_edtf=str(1900 + number % 90),
        sheets=number % 400 + 1,
    )


def _document(number: int, dela: int) -> Iterator[Object]:
    identifier = f"bench-{number}"
    year, month = 1918 + number % 70, number % 12 + 1
    yield _item(
        "document",
        identifier=identifier,
        title=f"Письмо {_words(number, 5)} № {number}",
        date_edtf=f"{year}-{month:02}-{number % 28 + 1:02}",
        type=["bench-letter"],
        languages=[["ru"]],
        subjects=[[f"subject-{number % 20}"], [f"subject-{(number + 7) % 20}"]],
        summary=_words(number + 3, 20),
        status="published",
    )
    for role, agent in (("from", number % AGENTS), ("to", (number * 7 + 1) % AGENTS)):
        yield _item("participation", document=[identifier], role=[role], agent=[f"agent-{agent}"])
    first = number % 300 + 1
    yield _item(
        "holding",
        document=[identifier],
        delo=place_of(number * 5 % dela),
        listy=f"{first}-{first + 2}",
    )
    yield _item("text", document=[identifier], kind="original", language=["ru"],
                body=_words(number, 120))  # fmt: skip


def _words(seed: int, count: int) -> str:
    return " ".join(WORDS[(seed + n * n) % len(WORDS)] for n in range(count))
