"""How the texts of a document stand on its page."""

from collections.abc import Iterable
from itertools import zip_longest

from catalogue.models import Text


def in_rows(texts: Iterable[Text]) -> list[list[Text]]:
    """Each text in its original language beside a translation; what has no partner stands alone."""
    sources, translations = [], []
    for text in texts:
        (translations if text.kind == Text.Kind.TRANSLATION else sources).append(text)
    return [[text for text in row if text] for row in zip_longest(sources, translations)]
