"""Units of the holdings: fond, opis, delo. Where papers lie.

Three fixed levels and plain foreign keys. Numbers are strings, kept as written; a key matches
them (Р-5446 = R-5446, but 059 is not 59), a sort key orders them (5, 5а, 10, 059а).
An address is found through the keys of its levels, so nothing is rewritten below a renumbered fond.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.references import KEY_LENGTH, Reference, number_key, number_sort_key
from catalogue.writing import fold

from .archives import Archive
from .dating import Dated, DatedQuerySet, date_unread_index, dates_in_order

UNNUMBERED = "-"
"""How an opis without a number stands in an address."""


class UnitQuerySet(DatedQuerySet):
    """Words shared by the three levels."""

    def in_order(self) -> UnitQuerySet:
        """Natural order of the numbers."""
        return self.order_by("sort_key", "pk")

    def opened_within(self, after: dt.date, until: dt.date) -> UnitQuerySet:
        """Units whose restriction ended after one day and not later than another."""
        return self.filter(access_opens__gt=after, access_opens__lte=until)


class Unit(Dated):
    """What fond, opis and delo have in common (ISAD(G) areas 3.1, 3.3, 3.4)."""

    class Access(models.TextChoices):
        OPEN = "open", _("open")
        RESTRICTED = "restricted", _("restricted")
        CLOSED = "closed", _("closed")

    derived_fields: ClassVar[frozenset[str]] = frozenset({"number_key", "sort_key"})

    number = models.CharField(
        _("number"),
        max_length=64,
        help_text=_("As written: 059a, Р-5446, 4п, 1 доп."),
    )
    number_key = models.CharField(max_length=KEY_LENGTH, editable=False)
    sort_key = models.CharField(max_length=160, editable=False)
    title = models.TextField(_("title"), blank=True)
    title_en = models.TextField(_("title in English"), blank=True)
    scope = models.TextField(_("scope and content"), blank=True)
    sheets = models.PositiveIntegerField(
        _("extent in sheets"), null=True, blank=True, help_text=_("The number of listy.")
    )
    access = models.CharField(_("access"), max_length=12, choices=Access, default=Access.OPEN)
    access_reason = models.CharField(_("reason"), max_length=300, blank=True)
    access_opens = models.DateField(
        _("opens on"), null=True, blank=True, help_text=_("The first day on which it is open.")
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        abstract = True

    def derive(self) -> None:
        super().derive()
        self.number_key = number_key(self.number)
        self.sort_key = number_sort_key(*self.numbers)
        if not self.number_key and self.needs_a_number:
            raise ValidationError({"number": _("A number needs at least one letter or digit.")})

    @property
    def numbers(self) -> tuple[str, ...]:
        """What the unit is ordered by below its parent."""
        return (self.number,)

    needs_a_number: ClassVar[bool] = True
    parent_level: ClassVar[str]
    """The field that names the unit or archive above."""

    @property
    def is_open(self) -> bool:
        """Whether readers may see the papers today; an opening date acts by itself."""
        return is_open_today(self.access, self.access_opens)

    @property
    def restricted_by(self) -> Unit | None:
        """The unit that keeps readers from the papers today: itself, else the nearest above."""
        unit: Unit | Archive = self
        while isinstance(unit, Unit):
            if not unit.is_open:
                return unit
            unit = getattr(unit, unit.parent_level)
        return None

    @property
    def access_today(self) -> str:
        """How open the papers are today, what lies above them considered."""
        unit = self.restricted_by
        return unit.access if unit else self.Access.OPEN


def is_open_today(access: str, opens: dt.date | None) -> bool:
    """Whether papers with some access are open, or their day of opening has come."""
    return access == Unit.Access.OPEN or (opens is not None and opens <= timezone.localdate())


def unit_constraints(level: str, *, numbered: bool = True) -> list[models.BaseConstraint]:
    """The rules every level obeys, named after it."""
    rules: list[models.BaseConstraint] = [
        dates_in_order(level),
        models.CheckConstraint(
            condition=~Q(access="open") | Q(access_reason="", access_opens__isnull=True),
            name=f"{level}_restriction_only_if_restricted",
            violation_error_message=_("An open unit has no reason and no date of opening."),
        ),
    ]
    if numbered:
        rules.append(models.CheckConstraint(condition=~Q(number_key=""), name=f"{level}_numbered"))
    return rules


def unit_indexes(level: str, parent: str) -> list[models.Index]:
    """Of every level: its order below a parent, the days of opening, the dates not read."""
    return [
        models.Index(fields=[parent, "sort_key", "id"], name=f"{level}_in_order"),
        models.Index(
            fields=["access_opens"],
            condition=Q(access_opens__isnull=False),
            name=f"{level}_opens_on",
        ),
        date_unread_index(level),
    ]


class FondQuerySet(UnitQuerySet):
    def with_parents(self) -> FondQuerySet:
        return self.select_related("archive")

    def get_by_natural_key(self, archive: str, number: str) -> Fond:
        return self.get(archive__code=archive, number_key=number_key(number))

    def at(self, reference: Reference) -> FondQuerySet:
        """The fonds that a reference names, in any spelling; `finding.find` tries further ones."""
        archives = Archive.objects.named(reference.archive)
        return self.with_parents().filter(
            archive__in=archives, number_key=number_key(reference.fond)
        )

    def at_address(self, archive: str, fond: str) -> FondQuerySet:
        return self.with_parents().filter(archive__slug=archive, number_key=fond)


class Fond(Unit):
    """The papers of one creator, in one archive."""

    derived_fields = Unit.derived_fields | {"folded"}
    parent_level = "archive"

    archive = models.ForeignKey(
        Archive, on_delete=models.PROTECT, related_name="fonds", db_index=False
    )
    folded = models.TextField(editable=False, blank=True)

    objects = FondQuerySet.as_manager()

    class Meta:
        ordering = ["archive__sort_key", "sort_key", "pk"]
        verbose_name = _("fond")
        verbose_name_plural = _("fonds")
        constraints = [
            models.UniqueConstraint(
                fields=["archive", "number_key"],
                name="fond_once_in_archive",
                violation_error_message=_("This archive has a fond of that number already."),
            ),
            *unit_constraints("fond"),
        ]
        indexes = unit_indexes("fond", "archive")

    def __str__(self) -> str:
        return f"{self.archive.code}, fond {self.number}"

    def natural_key(self) -> tuple[str, str]:
        return (self.archive.code, self.number)

    natural_key.dependencies = ["catalogue.archive"]

    def derive(self) -> None:
        super().derive()
        self.folded = fold(f"{self.number} {self.title} {self.title_en}")

    def get_absolute_url(self) -> str:
        return reverse("fond", args=self.address)

    @property
    def address(self) -> tuple[str, str]:
        return (self.archive.slug, self.number_key)

    @property
    def reference(self) -> Reference:
        return Reference(archive=self.archive.code, fond=self.number)


class OpisQuerySet(UnitQuerySet):
    def with_parents(self) -> OpisQuerySet:
        return self.select_related("fond__archive")

    def get_by_natural_key(self, archive: str, fond: str, number: str) -> Opis:
        return self.get(
            fond__archive__code=archive,
            fond__number_key=number_key(fond),
            number_key=number_key(number),
        )

    def at(self, reference: Reference) -> OpisQuerySet:
        """The opisi that a reference names; the unnumbered one where it names none."""
        return self.with_parents().filter(
            fond__in=Fond.objects.at(reference), number_key=number_key(reference.opis)
        )

    def at_address(self, archive: str, fond: str, opis: str) -> OpisQuerySet:
        return self.with_parents().filter(
            fond__archive__slug=archive,
            fond__number_key=fond,
            number_key="" if opis == UNNUMBERED else opis,
        )


class Opis(Unit):
    """An inventory of a fond. It may lack a number: some references go from fond to delo."""

    needs_a_number = False
    parent_level = "fond"

    number = models.CharField(
        _("number"), max_length=64, blank=True, help_text=_("Empty where references name none.")
    )
    fond = models.ForeignKey(Fond, on_delete=models.PROTECT, related_name="opisi", db_index=False)

    objects = OpisQuerySet.as_manager()

    class Meta:
        ordering = ["fond", "sort_key", "pk"]
        verbose_name = _("opis")
        verbose_name_plural = _("opisi")
        constraints = [
            models.UniqueConstraint(
                fields=["fond", "number_key"],
                name="opis_once_in_fond",
                violation_error_message=_("This fond has an opis of that number already."),
            ),
            *unit_constraints("opis", numbered=False),
        ]
        indexes = unit_indexes("opis", "fond")

    def __str__(self) -> str:
        return f"{self.fond}, opis {self.number or UNNUMBERED}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.fond.natural_key(), self.number)

    natural_key.dependencies = ["catalogue.fond"]

    def get_absolute_url(self) -> str:
        return reverse("opis", args=self.address)

    @property
    def address(self) -> tuple[str, str, str]:
        return (*self.fond.address, self.number_key or UNNUMBERED)

    @property
    def reference(self) -> Reference:
        return Reference(archive=self.fond.archive.code, fond=self.fond.number, opis=self.number)


class DeloQuerySet(UnitQuerySet):
    def with_parents(self) -> DeloQuerySet:
        return self.select_related("opis__fond__archive")

    def get_by_natural_key(
        self, archive: str, fond: str, opis: str, papka: str, number: str
    ) -> Delo:
        return self.get(
            opis__fond__archive__code=archive,
            opis__fond__number_key=number_key(fond),
            opis__number_key=number_key(opis),
            papka_key=number_key(papka),
            number_key=number_key(number),
        )

    def at(self, reference: Reference) -> DeloQuerySet:
        """The dela that a reference names; in any papka where it names none."""
        dela = self.with_parents().filter(
            opis__in=Opis.objects.at(reference), number_key=number_key(reference.delo)
        )
        papka = number_key(reference.papka)
        return dela.filter(papka_key=papka) if papka else dela

    def at_address(
        self, archive: str, fond: str, opis: str, delo: str, papka: str = ""
    ) -> DeloQuerySet:
        return self.with_parents().filter(
            opis__fond__archive__slug=archive,
            opis__fond__number_key=fond,
            opis__number_key="" if opis == UNNUMBERED else opis,
            papka_key=papka,
            number_key=delo,
        )


class Delo(Unit):
    """A file of an opis; AVPRF numbers its dela within a papka."""

    derived_fields = Unit.derived_fields | {"papka_key"}
    parent_level = "opis"

    opis = models.ForeignKey(Opis, on_delete=models.PROTECT, related_name="dela", db_index=False)
    papka = models.CharField(
        _("papka"), max_length=64, blank=True, help_text=_("The folder, where there is one.")
    )
    papka_key = models.CharField(max_length=KEY_LENGTH, editable=False, blank=True)

    objects = DeloQuerySet.as_manager()

    class Meta:
        ordering = ["opis", "sort_key", "pk"]
        verbose_name = _("delo")
        verbose_name_plural = _("dela")
        constraints = [
            models.UniqueConstraint(
                fields=["opis", "papka_key", "number_key"],
                name="delo_once_in_opis",
                violation_error_message=_("This opis has a delo of that papka and number already."),
            ),
            *unit_constraints("delo"),
        ]
        indexes = unit_indexes("delo", "opis")

    def __str__(self) -> str:
        papka = f", papka {self.papka}" if self.papka else ""
        return f"{self.opis}{papka}, delo {self.number}"

    def natural_key(self) -> tuple[str, str, str, str, str]:
        return (*self.opis.natural_key(), self.papka, self.number)

    natural_key.dependencies = ["catalogue.opis"]

    def derive(self) -> None:
        super().derive()
        self.papka_key = number_key(self.papka)
        if self.papka and not self.papka_key:
            raise ValidationError({"papka": _("A number needs at least one letter or digit.")})

    @property
    def numbers(self) -> tuple[str, ...]:
        return (self.papka, self.number)

    def get_absolute_url(self) -> str:
        if self.papka_key:
            return reverse("delo_in_papka", args=self.address)
        return reverse("delo", args=self.address)

    @property
    def address(self) -> tuple[str, ...]:
        papka = (self.papka_key,) if self.papka_key else ()
        return (*self.opis.address, *papka, self.number_key)

    @property
    def reference(self) -> Reference:
        return Reference(
            archive=self.opis.fond.archive.code,
            fond=self.opis.fond.number,
            opis=self.opis.number,
            papka=self.papka,
            delo=self.number,
        )
