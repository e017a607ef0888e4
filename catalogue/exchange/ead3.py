"""A fond as a finding aid: EAD3 (Society of American Archivists, 2015, revision 1.1).

The fond is the `archdesc`; an opis is a component of `otherlevel="opis"`, a delo a `file`, a
published document an `item` below the deepest unit it is known to lie in; its `unitid` says so.
Papka and listy are containers. Written as it is read, a batch of dela at a time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from catalogue.dates import write_date
from catalogue.models import UNNUMBERED, Delo, Document, Fond, Holding, Opis, Participation
from catalogue.models.dating import Dated
from catalogue.models.units import Unit

from .citations import cite_place, write_holding
from .fixtures import Told, silent
from .snapshots import among, in_batches, one_state
from .xml_lines import XmlLines

NAMESPACE = "http://ead3.archivists.org/schema/"

PLAIN = r"[0-2]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?"
"""A day, a month or a year without any doubt, as EDTF and ISO 8601 both write it; no season."""

SINGLE_DATE = re.compile(PLAIN)
RANGE = re.compile(f"({PLAIN})/({PLAIN})")

TWO_LETTERS = re.compile("[a-z]{2}")
"""A language of ISO 639-1; others are named, without a code."""

AGENT_ELEMENTS = {"person": "persname", "body": "corpname"}


def write_ead3(file: TextIO, fond: Fond, tell: Told = silent) -> int:
    """Write the finding aid of a fond; return the number of its components."""
    with one_state():
        finding_aid = _FindingAid(XmlLines(file), tell)
        finding_aid.write(Fond.objects.with_parents().get(pk=fond.pk))
    return finding_aid.components


class _FindingAid:
    """The writing of one finding aid."""

    def __init__(self, xml: XmlLines, tell: Told) -> None:
        self.xml = xml
        self.tell = tell
        self.components = 0

    def write(self, fond: Fond) -> None:
        self.total = Delo.objects.filter(opis__fond=fond).count()
        with self.xml.element("ead", xmlns=NAMESPACE):
            self._control(fond)
            with self.xml.element("archdesc", level="fonds"):
                self._fond(fond)

    # --- About the finding aid ---

    def _control(self, fond: Fond) -> None:
        xml, now = self.xml, timezone.now().isoformat(timespec="seconds")
        country = fond.archive.country.upper()
        with xml.element("control", countryencoding="iso3166-1", langencoding="iso639-1"):
            xml.leaf("recordid", "-".join(fond.address))
            with xml.element("filedesc"):
                with xml.element("titlestmt"):
                    xml.leaf("titleproper", f"{cite_place(fond)}: {_title(fond)}".rstrip(": "))
                with xml.element("publicationstmt"):
                    xml.leaf("publisher", settings.CATALOGUE_PUBLISHER)
            xml.leaf("maintenancestatus", "", value="derived")
            with xml.element("maintenanceagency", countrycode=country):
                xml.leaf("agencyname", fond.archive.name)
            with xml.element("maintenancehistory"), xml.element("maintenanceevent"):
                xml.leaf("eventtype", "", value="derived")
                xml.leaf("eventdatetime", now, standarddatetime=now)
                xml.leaf("agenttype", "", value="machine")
                xml.leaf("agent", settings.CATALOGUE_TITLE)

    # --- Units ---

    def _fond(self, fond: Fond) -> None:
        with self.xml.element("did"):
            with self.xml.element("repository"), self.xml.element("corpname"):
                self.xml.leaf("part", fond.archive.name)
            self._unit_identity(fond)
        self._unit_description(fond, always_access=True)
        opisi = list(Opis.objects.filter(fond=fond).select_related("fond__archive").in_order())
        loose: dict[int | None, list[int]] = defaultdict(list)
        without_delo = Holding.objects.filter(fond=fond, delo=None).order_by()
        for pk, opis in without_delo.values_list("pk", "opis"):
            loose[opis].append(pk)
        if not opisi and not loose:
            return
        with self.xml.element("dsc", dsctype="combined"):
            for unit in opisi:
                self._opis(unit, loose[unit.pk])
            self._loose(loose[None])

    def _opis(self, opis: Opis, loose: Sequence[int]) -> None:
        self.components += 1
        with self.xml.element("c", level="otherlevel", otherlevel="opis"):
            with self.xml.element("did"):
                self._unit_identity(opis)
            self._unit_description(opis)
            dela = Delo.objects.filter(opis=opis).in_order().values_list("pk", flat=True)
            for ids in in_batches(dela.iterator(chunk_size=10_000)):
                self._dela(opis, ids)
            self._loose(loose)

    def _loose(self, holdings: Sequence[int]) -> None:
        """The documents of which no more is known than the opis or the fond."""
        for ids in in_batches(holdings):
            self._items(self._documents(Holding.objects.filter(pk__in=among(ids))))

    def _dela(self, opis: Opis, ids: Sequence[int]) -> None:
        rows = Delo.objects.filter(pk__in=among(ids)).in_bulk()
        documents = self._documents(Holding.objects.filter(delo__in=among(ids)))
        lying_in: dict[int, list[Holding]] = defaultdict(list)
        for holding in documents:
            lying_in[holding.delo_id].append(holding)
        for pk in ids:
            rows[pk].opis = opis
            self._delo(rows[pk], lying_in[pk])
        self.tell("dela", min(self.components, self.total), self.total)

    def _delo(self, delo: Delo, holdings: Iterable[Holding]) -> None:
        self.components += 1
        with self.xml.element("c", level="file"):
            with self.xml.element("did"):
                self._unit_identity(delo)
                if delo.papka:
                    self.xml.leaf("container", delo.papka, localtype="papka")
            self._unit_description(delo)
            self._items(holdings)

    def _unit_identity(self, unit: Fond | Opis | Delo) -> None:
        self.xml.leaf("unitid", unit.number or UNNUMBERED, identifier="/".join(unit.address))
        for title, language in ((unit.title, ""), (unit.title_en, "en")):
            if title:
                self.xml.leaf("unittitle", title, lang=language)
        self._date(unit)
        if unit.sheets is not None:
            with self.xml.element(
                "physdescstructured", coverage="whole", physdescstructuredtype="spaceoccupied"
            ):
                self.xml.leaf("quantity", unit.sheets)
                self.xml.leaf("unittype", "listy")

    def _unit_description(self, unit: Unit, always_access: bool = False) -> None:
        if always_access or unit.access != unit.Access.OPEN:
            opens = f"opens on {unit.access_opens}" if unit.access_opens else ""
            said = "; ".join(filter(None, (unit.access, unit.access_reason, opens)))
            self._paragraphs("accessrestrict", said)
        self._paragraphs("scopecontent", unit.scope)
        self._paragraphs("odd", unit.note)

    # --- Documents ---

    def _documents(self, holdings: QuerySet[Holding]) -> list[Holding]:
        """The holdings of published documents, with all that an item says of them."""
        parts = Participation.objects.select_related("agent", "role")
        documents = (
            Document.objects.published()
            .select_related("type", "place_of_writing")
            .prefetch_related(
                *("languages", "places", "subjects"), Prefetch("participations", parts)
            )
        )
        found = list(holdings.order_by().with_places())
        ids = {holding.document_id for holding in found}
        published = {document.pk: document for document in documents.filter(pk__in=among(ids))}
        for holding in found:
            if holding.document_id in published:
                holding.document = published[holding.document_id]
        shown = (holding for holding in found if holding.document_id in published)
        return sorted(shown, key=_by_date)

    def _items(self, holdings: Iterable[Holding]) -> None:
        for holding in holdings:
            self._item(holding, holding.document)

    def _item(self, holding: Holding, document: Document) -> None:
        self.components += 1
        with self.xml.element("c", level="item"):
            with self.xml.element("did"):
                self.xml.leaf("unitid", document.identifier, localtype="document")
                for title in filter(None, (document.title, document.title_original)):
                    self.xml.leaf("unittitle", title)
                self._date(document)
                if holding.listy:
                    self.xml.leaf("container", holding.listy, localtype="listy")
                self._languages(document)
            self._paragraphs("scopecontent", document.summary)
            self._paragraphs("odd", "\n".join(document.marking_list))
            self._paragraphs("originalsloc", write_holding(holding))
            self._index_terms(document)

    def _languages(self, document: Document) -> None:
        languages = list(document.languages.all())
        if languages:
            with self.xml.element("langmaterial"):
                for language in languages:
                    code = language.slug if TWO_LETTERS.fullmatch(language.slug) else ""
                    self.xml.leaf("language", language.label_en, langcode=code)

    def _index_terms(self, document: Document) -> None:
        terms = [
            *(
                (AGENT_ELEMENTS[part.agent.kind], part.agent.name, part.role.label_en)
                for part in document.participations.all()
            ),
            *(("subject", term.label_en, "") for term in document.subjects.all()),
            *(("geogname", term.label_en, "") for term in document.places.all()),
        ]
        if document.type:
            terms.append(("genreform", document.type.label_en, ""))
        if terms:
            with self.xml.element("controlaccess"):
                for element, name, role in terms:
                    with self.xml.element(element, relator=role):
                        self.xml.leaf("part", name)

    # --- What both say alike ---

    def _paragraphs(self, element: str, text: str) -> None:
        """A text in paragraphs, a line each; nothing for no text."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if lines:
            with self.xml.element(element):
                for line in lines:
                    self.xml.leaf("p", line)

    def _date(self, row: Dated) -> None:
        """The date in its own words, and its days: certain ones exactly, others as bounds."""
        if not row.date_edtf:
            if row.date_text:
                self.xml.leaf("unitdate", row.date_text)
            return
        words = row.date_text or write_date(row.date_edtf, language="en")
        certain = not getattr(row, "date_inferred", False)
        with self.xml.element("unitdatestructured", certainty="" if certain else "inferred"):
            self._structured(row, words)

    def _structured(self, row: Dated, words: str) -> None:
        if SINGLE_DATE.fullmatch(row.date_edtf):
            self.xml.leaf("datesingle", words, standarddate=row.date_edtf)
        elif found := RANGE.fullmatch(row.date_edtf):
            with self.xml.element("daterange"):
                self.xml.leaf("fromdate", found[1], standarddate=found[1])
                self.xml.leaf("todate", found[2], standarddate=found[2])
        else:
            bounds = {"notbefore": row.earliest, "notafter": row.latest}
            days = {name: day.isoformat() for name, day in bounds.items() if day}
            self.xml.leaf("datesingle", words, **days)


def _by_date(holding: Holding) -> tuple[str, str, int, int]:
    """Documents of a place by date; the undated first."""
    document = holding.document
    return (str(document.earliest or ""), document.identifier, holding.order, holding.pk)


def _title(unit: Any) -> str:
    return unit.title_en or unit.title
