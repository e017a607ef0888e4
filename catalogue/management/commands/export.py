"""`manage.py export`: the catalogue, or a part of it, as a file that others can read."""

from __future__ import annotations

import os
import secrets
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from django.core.management import BaseCommand, CommandError
from django.db.models import QuerySet

from catalogue.exchange.contents import with_all_they_need
from catalogue.exchange.ead3 import write_ead3
from catalogue.exchange.fixtures import write_fixtures
from catalogue.exchange.snapshots import among
from catalogue.exchange.spreadsheets import write_dela, write_documents
from catalogue.management.generation import Progress
from catalogue.management.lines import STDIN as STDOUT
from catalogue.management.search_results import ids_found, read_search
from catalogue.models import Delo, Document, Fond, FormerReference, Opis
from catalogue.references import Reference
from catalogue.search.kinds import DELA


class Command(BaseCommand):
    help = (
        "Writes the whole catalogue, what a search finds, or one fond. Fixtures can be loaded "
        "again (loaddata); CSV opens in a spreadsheet; EAD3 is the finding aid of a fond. "
        "The file is written whole or not at all."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("out", metavar="OUT", help='the file to write; "-": standard output')
        parser.add_argument(
            "--format", choices=FORMATS, help="without it, what the file's name ends in says it"
        )
        parser.add_argument(
            "--query",
            metavar="ADDRESS",
            help="only what a search finds: the address of the search page, or what follows its "
            'question mark, as in "q=aid&type=telegram"',
        )
        parser.add_argument(
            "--fond", metavar="ARCHIVE/NUMBER", help="only a fond and what lies in it: APRF/3"
        )
        parser.add_argument(
            "--kind",
            choices=("documents", "dela"),
            help="what a row of CSV is; without it what --query finds, else documents",
        )
        parser.add_argument(
            "--drafts",
            action="store_true",
            help="unpublished documents too; fixtures of everything have them in any case",
        )
        parser.add_argument(
            "--bom", action="store_true", help="begin CSV with the mark by which Excel knows UTF-8"
        )

    def handle(self, *, out: str, format: str | None, **options: Any) -> None:
        form = format or Path(out).suffix.removeprefix(".")
        form = {"jsonl": "fixtures", "xml": "ead3"}.get(form, form)
        if form not in FORMATS:
            raise CommandError(f"Name a --format: {', '.join(FORMATS)}.")
        self.progress = Progress(self.stderr)
        write = FORMATS[form]
        try:
            with written_whole(out) as file:
                said = write(self, file, **options)
        except KeyboardInterrupt as stop:
            self.progress.break_off()
            raise CommandError(f"Stopped: {out} is as it was.") from stop
        if out != STDOUT and options["verbosity"]:
            self.stdout.write(f"{out}: {said}.")

    def tell(self, what: str, done: int, total: int) -> None:
        self.progress(what, done, total, done)

    # --- The formats ---

    def fixtures(self, file: TextIO, *, query: str, fond: str, drafts: bool, **options: Any) -> str:
        refuse(options, "kind", "bom")
        chosen = None
        if query is not None or fond is not None:
            model = Delo if is_for_dela(query) else Document
            found = (self.dela if model is Delo else self.documents)(query, fond, drafts)
            roots: dict[type, Any] = {model: found.values_list("pk", flat=True).iterator()}
            if fond and model is Document:
                roots |= units_of(fond_at(fond))
            chosen = with_all_they_need(roots)
        return f"{write_fixtures(file, chosen, self.tell):,} objects"

    def csv(self, file: TextIO, *, query: str, fond: str, drafts: bool, **options: Any) -> str:
        bom, kind = options["bom"], options["kind"]
        if query is not None:
            found = "dela" if is_for_dela(query) else "documents"
            if kind not in (None, found):
                raise CommandError(f"--query finds {found}: leave out --kind {kind}.")
            kind = found
        if kind == "dela":
            dela = self.dela(query, fond, drafts)
            return f"{write_dela(file, dela, self.tell, bom=bom):,} dela"
        documents = self.documents(query, fond, drafts)
        return f"{write_documents(file, documents, self.tell, bom=bom):,} documents"

    def ead3(self, file: TextIO, *, query: str, fond: str, **options: Any) -> str:
        refuse(options, "kind", "bom", "drafts")
        if query is not None or fond is None:
            raise CommandError("EAD3 describes one fond: --fond APRF/3, without --query.")
        return f"{write_ead3(file, fond_at(fond), self.tell):,} components"

    def documents(self, query: str | None, fond: str | None, drafts: bool) -> QuerySet[Document]:
        """The documents asked for; readers' unless drafts are wanted."""
        documents = Document.objects.all() if drafts else Document.objects.published()
        if query is not None:
            found = ids_found(read_search(query), drafts=drafts)
            documents = documents.filter(pk__in=among(found))
        if fond is not None:
            lying_there = Document.objects.filter(holdings__fond=fond_at(fond)).order_by()
            documents = documents.filter(pk__in=lying_there.values("pk"))
        return documents

    def dela(self, query: str | None, fond: str | None, drafts: bool) -> QuerySet[Delo]:
        """The dela asked for; no delo is a draft."""
        dela = Delo.objects.all()
        if query is not None:
            dela = dela.filter(pk__in=among(ids_found(read_search(query))))
        if fond is not None:
            dela = dela.filter(opis__fond=fond_at(fond))
        return dela


FORMATS: dict[str, Callable[..., str]] = {
    "fixtures": Command.fixtures,
    "csv": Command.csv,
    "ead3": Command.ead3,
}


def refuse(options: dict[str, Any], *names: str) -> None:
    """Raise CommandError for an option that has no meaning for the format."""
    for name in names:
        if options.get(name):
            raise CommandError(f"--{name} has no meaning for this format.")


def is_for_dela(query: str | None) -> bool:
    """Whether a search asks for dela, not for documents."""
    return query is not None and read_search(query).kind == DELA.name


def fond_at(address: str) -> Fond:
    """The fond at ARCHIVE/NUMBER, the archive by its code or address."""
    archive, _slash, number = address.strip("/").removeprefix("holdings/").partition("/")
    found = list(Fond.objects.at(Reference(archive=archive, fond=number))[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError(f"{address}: several archives are called {archive}; give its code.")
    raise CommandError(f"{address}: there is no such fond. Write it APRF/3.")


def units_of(fond: Fond) -> dict[type, list[int]]:
    """Ids of everything a fond consists of, and of what it was formerly numbered."""
    opisi = Opis.objects.filter(fond=fond).order_by()
    dela = Delo.objects.filter(opis__fond=fond).order_by()
    former = (
        FormerReference.objects.filter(now_fond=fond)
        | FormerReference.objects.filter(now_opis__fond=fond)
        | FormerReference.objects.filter(now_delo__opis__fond=fond)
    )
    rows = {Fond: Fond.objects.filter(pk=fond.pk), Opis: opisi, Delo: dela, FormerReference: former}
    return {model: list(found.values_list("pk", flat=True)) for model, found in rows.items()}


@contextmanager
def written_whole(out: str) -> Iterator[TextIO]:
    """A text file that is there, whole, once everything has been written, and not before."""
    if out == STDOUT:
        yield from _standard_output()
        return
    target = Path(out)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        raise CommandError(f"{out}: {error.strerror or error}.") from error
    finally:
        beside.unlink(missing_ok=True)


def _standard_output() -> Iterator[TextIO]:
    """UTF-8 with the line ends we write, whatever the terminal is; whoever reads may stop."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
