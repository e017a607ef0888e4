"""Titles of made-up documents: who wrote what to whom, on what."""

from __future__ import annotations

from catalogue.models import DocumentType

from .chance import Chance, by_weight
from .names import Named
from .prose import on, topic
from .words import lexicon

ENGLISH = by_weight(
    {
        "{type} from {sender.english} to {addressee.english} on {topic}": 45,
        "{type} to {addressee.english} on {topic}": 15,
        "{type} from {sender.english} on {topic}": 15,
        "{type}, {sender.english} to {addressee.english}": 15,
        "{type} on {topic}": 10,
    }
)
RUSSIAN = by_weight(
    {
        "{type} {sender.genitive} {addressee.dative} {on_topic}": 45,
        "{type} {addressee.dative} {on_topic}": 15,
        "{type} {sender.genitive} {on_topic}": 20,
        "{type} {on_topic}": 10,
        "Переписка с {addressee.instrumental} {on_topic}": 10,
    }
)
UKRAINIAN = by_weight({"{type} про {topic}": 60, "{type}: {sender.russian}, про {topic}": 40})


def english_title(luck: Chance, kind: DocumentType, sender: Named, addressee: Named) -> str:
    return ENGLISH.draw(luck).format(
        type=kind.label_en, sender=sender, addressee=addressee, topic=topic(luck, lexicon("en"))
    )


def original_title(
    luck: Chance, language: str, kind: DocumentType, sender: Named, addressee: Named
) -> str:
    """In the language of the document; documents in languages we have no words of have none."""
    if language == "zh":
        return f"关于{topic(luck, lexicon(language))}"
    forms, label = {
        "ru": (RUSSIAN, kind.label_ru or kind.label_en),
        "uk": (UKRAINIAN, kind.label_uk or kind.label_en),
    }.get(language, (None, ""))
    if forms is None:
        return ""
    what = topic(luck, lexicon(language))
    return forms.draw(luck).format(
        type=label, sender=sender, addressee=addressee, topic=what, on_topic=on(what)
    )
