"""The collection that is measured: the one that is there, or a made-up one of given size."""

from __future__ import annotations

from django.core.management import CommandError, call_command

from catalogue.management.generation.collection import Plan
from catalogue.management.generation.documents import has_document
from catalogue.models import Collection, Delo, Document
from catalogue.search import index

SEED = 1


def the_collection(documents: int | None, dela: int | None) -> None:
    """Have a collection and an index in step with it, making what is missing of both.

    Without figures the database is taken as it is. Raises `CommandError` where it holds another
    collection, or what somebody described: nobody's catalogue is filled up with made-up papers.
    """
    if documents is None and dela is None:
        if not Document.objects.published().exists():
            raise CommandError(
                "There is nothing to search for: give --documents and --dela, and the address of "
                "an empty database in DATABASE_URL."
            )
    elif documents is None or dela is None:
        raise CommandError("Give both --documents and --dela, or neither.")
    elif not _is_here(documents, dela):
        call_command("generate", documents=documents, dela=dela, seed=SEED)
    index.refresh()


def _is_here(documents: int, dela: int) -> bool:
    """Whether a made-up collection of these figures is complete, of whatever seed."""
    beginning = Plan(documents, dela, 0).slug.removesuffix("0")
    made = Collection.objects.filter(slug__startswith=beginning).exists()
    return made and has_document(documents - 1) and Delo.objects.count() >= dela
