"""What a component says of itself, as fields of ours. What has no field is kept in the note."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from catalogue.imports.entries import Where
from catalogue.imports.placing import Thing, bare_number, level_of
from catalogue.imports.values import accessible, counted

from .components import Component
from .dates import dates_of
from .elements import Element

LABELS = {
    "abstract": "Abstract",
    "bioghist": "Biography or history",
    "userestrict": "Conditions of use",
    "acqinfo": "Acquisition",
    "custodhist": "Custodial history",
    "prefercite": "Preferred citation",
    "processinfo": "Processing",
    "altformavail": "Other forms",
    "originalsloc": "Originals",
    "relatedmaterial": "Related material",
    "separatedmaterial": "Separated material",
    "otherfindaid": "Other finding aids",
    "controlaccess": "Index terms",
    "phystech": "Physical condition",
    "langmaterial": "Language",
    "origination": "Creator",
    "physloc": "Location",
    "materialspec": "Material",
    "odd": "Note",
    "note": "Note",
    "didnote": "Note",
    "legalstatus": "Legal status",
    "container": "Container",
    "dao": "Digital object",
    "daogrp": "Digital objects",
    "daoset": "Digital objects",
    "physdesc": "Extent",
    "physdescstructured": "Extent",
    "physdescset": "Extent",
}
"""How what goes into the note is headed there; other elements keep their own name."""

SCOPE = frozenset(["scopecontent"])
_EXTENT = re.compile(r"\d+\s*[^\W\d]+\.?")


class Described:
    """A component's description: a `Thing` to be placed, and what is to be noted of it."""

    def __init__(self, component: Component, file: str) -> None:
        self.file, self.component = file, component
        self.notes: Counter[str] = Counter()
        self.said: list[str] = []
        self.scope: list[str] = []
        self.fields: dict[str, Any] = {}
        self.numbers: list[str] = []
        self.titles: list[tuple[str, str]] = []
        self.containers: list[str] = []
        self.is_document = False
        self.dates: list[Element] = []
        for part in component.parts:
            for element in part.children() if part.name == "did" else (part,):
                if part.is_internal or element.is_internal:
                    what = _("<%(name)s> marked internal, left out")
                    self.notes[what % {"name": element.name}] += 1
                else:
                    self._take(element)
        self._conclude()

    def thing(self) -> Thing:
        """What is to be placed; its number without label, its container as "box 1, folder 2"."""
        return Thing(
            where=Where(self.file, self.component.line),
            level=level_of(self.component.level),
            number=bare_number(self.numbers[0]) if self.numbers else "",
            container=", ".join(self.containers),
            title=self.titles[0][0] if self.titles else "",
            fields=self.fields,
        )

    def summary(self) -> str:
        """Everything but number and title in one paragraph, for a level that is flattened."""
        date = self.fields.get("date_text", "")
        told = [date, self.fields.get("scope", ""), self.fields.get("note", "")]
        sentences = "; ".join(" ".join(part.split()) for part in told if part)
        return sentences

    def _take(self, element: Element) -> None:
        name = element.name
        if name == "unitid":
            self.numbers += [text] if (text := element.line_of_text) else []
            self.is_document |= element.attributes.get("localtype") == "document"
        elif name == "unittitle":
            if text := element.line_of_text:
                self.titles.append((text, element.attributes.get("lang", "")))
        elif name in ("unitdate", "unitdatestructured"):
            self.dates.append(element)
        elif name == "container":
            self._take_container(element)
        elif name.startswith("physdesc"):
            self._take_extent(element)
        elif name == "accessrestrict":
            self._take_access(element)
        elif name in SCOPE:
            self.scope += [text] if (text := _without_head(element)) else []
        elif name != "repository":
            self._keep(element)

    def _take_container(self, element: Element) -> None:
        attributes = element.attributes
        kind = attributes.get("type") or attributes.get("localtype") or attributes.get("label", "")
        text = element.line_of_text
        if kind == "papka" and text:
            self.fields["papka"] = text
        elif text:
            self.containers.append(f"{kind.casefold()} {text}".strip())
        label = attributes.get("label", "")
        if re.search(r"\d{4}", label):  # a barcode
            self.said.append(f"Container: {label}")

    def _take_extent(self, element: Element) -> None:
        text = element.line_of_text
        taken = counted(text)
        if "sheets" in taken.fields and _EXTENT.fullmatch(text) and "sheets" not in self.fields:
            self.fields |= taken.fields
        elif text:
            self.notes[_("extent that is no count of sheets, kept in the note")] += 1
            self.said.append(f"{LABELS['physdesc']}: {text}")

    def _take_access(self, element: Element) -> None:
        taken = accessible(" ".join(_without_head(element).split()))
        for name, value in taken.fields.items():
            self.fields.setdefault(name, value)
        if taken.note:
            self.notes[taken.note] += 1
        if taken.over:
            self.said.append(f"Access: {taken.over}")

    def _keep(self, element: Element) -> None:
        """Keep what has no field of its own in the note, under its heading."""
        texts = [_without_head(element), *_links(element)]
        said = "; ".join(text for text in texts if text)
        if element.name == "controlaccess":
            said = "; ".join(
                child.line_of_text for child in element.children() if child.name != "head"
            )
        if not said:
            what = _("<%(name)s> without words, left out")
        else:
            head = element.first("head")
            label = (head.line_of_text if head else "") or LABELS.get(element.name)
            self.said.append(f"{label or element.name.capitalize()}: {said}")
            what = _("<%(name)s> has no field, kept in the note")
        self.notes[what % {"name": element.name}] += 1

    def _conclude(self) -> None:
        """Dates, further titles and numbers, scope and note, now that all parts are known."""
        taken = dates_of(self.dates)
        self.fields |= taken.fields
        if taken.note:
            self.notes[taken.note] += 1
        self.said = [text for text in (taken.over, *self.said) if text]
        for number in self.numbers[1:]:
            self.said.append(f"Also numbered: {number}")
        for title, language in self.titles[1:]:
            if language in ("en", "eng") and "title_en" not in self.fields:
                self.fields["title_en"] = title
            else:
                self.said.append(f"Also titled: {title}")
        if self.numbers and self.containers:
            self.said.append(f"{LABELS['container']}: {', '.join(self.containers)}")
        if self.scope:
            self.fields["scope"] = "\n".join(self.scope)
        if self.said:
            self.fields["note"] = "\n".join(dict.fromkeys(self.said))


def _without_head(element: Element) -> str:
    """The words of an element without its heading, which says what the element is."""
    kept = [c for c in element.content if isinstance(c, str) or c.name != "head"]
    return Element(element.name, {}, element.line, kept).text


def _links(element: Element) -> list[str]:
    """Where an element or what lies in it leads, with how that is called."""
    found = []
    for each in (element, *element.all("dao", "daoloc", "extptr", "extref", "ref", "ptr")):
        if href := each.attributes.get("href", ""):
            title = each.attributes.get("title") or each.attributes.get("linktitle", "")
            found.append(f"{title} {href}".strip())
    return list(dict.fromkeys(found))
