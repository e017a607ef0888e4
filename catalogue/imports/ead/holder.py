"""Which archive a finding aid is of: by its own words, matched with the names that are known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalogue.imports.names import CODE_LENGTH, Names
from catalogue.imports.values import Fault

from .components import Component
from .elements import Element

_CODE = re.compile(r"[A-Z]{2}-[A-Za-z0-9:/-]{1,12}|[A-Za-z][A-Za-z0-9-]{1,20}")
"""What identifies an agency (ISO 15511, or a code of the country's own)."""


@dataclass(frozen=True)
class Holder:
    """The names and the code by which a finding aid calls its archive."""

    names: tuple[str, ...]
    code: str = ""
    country: str = ""

    def archive(self, names: Names) -> dict[str, Any]:
        """The fields of the archive: its code alone where the catalogue has it.

        Raises `Fault` where the finding aid names none, or one that several archives share.
        """
        for name in (*self.names, self.code):
            if name and (found := names.archive(name))[1]:
                return {"code": found[0]}
        if not self.names and not self.code:
            raise Fault(
                _("the finding aid names no repository"),
                _("an archive in a mapping file: [archive] code = { value = “…” }"),
            )
        name = self.names[0] if self.names else self.code
        is_code = _CODE.fullmatch(self.code) and len(self.code) <= CODE_LENGTH
        fields: dict[str, Any] = {"code": self.code if is_code else names.archive(name)[0]}
        country = {"country": self.country} if self.country else {}
        return {**fields, "name": name[:300], **country}


def holder_of(header: Element | None, archdesc: Component, stated: str = "") -> Holder:
    """The archive stated by who imports, else by the repository, else by the agency."""
    if stated:
        return Holder((stated,))
    did = archdesc.part("did")
    names = [_name(each) for each in did.all("repository")] if did else []
    code = country = ""
    for element in (did, header):
        for each in element.all("unitid", "eadid", "agencycode") if element else ():
            attributes = each.attributes
            written = each.line_of_text if each.name == "agencycode" else ""
            code = (
                code
                or attributes.get("mainagencycode")
                or attributes.get("repositorycode")
                or written
            )
            country = country or attributes.get("countrycode", "")
    if not names and not code and header:
        names = [each.line_of_text for each in header.all("publisher", "agencyname")]
    country = country.upper() if re.fullmatch("[A-Za-z]{2}", country) else ""
    return Holder(tuple(filter(None, names)), code, country)


def _name(repository: Element) -> str:
    """The name of a repository, without its address."""
    named = repository.first("corpname", "name", "persname", "famname")
    if named is None:
        kept = [c for c in repository.content if isinstance(c, str) or c.name != "address"]
        named = Element("repository", {}, repository.line, kept)
    return named.line_of_text
