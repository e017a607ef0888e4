"""The concordance: numbers that units had before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.references import KEY_LENGTH, Reference, number_key

from .archives import Archive, archive_name_key
from .derived import Derived
from .units import Delo, Fond, Opis, Unit

BELOW_ARCHIVE = ("fond", "opis", "papka", "delo")

KEYS = tuple(f"{level}_key" for level in BELOW_ARCHIVE)

Numbers = tuple[str, str, str, str]
"""Keys of fond, opis, papka and delo; "" where nothing is said."""


def numbers_of(reference: Reference) -> Numbers:
    fond, opis, papka, delo = (number_key(getattr(reference, level)) for level in BELOW_ARCHIVE)
    return (fond, opis, papka, delo)


def covering(reference: Reference) -> Iterator[Numbers]:
    """The numbers an entry may have that covers a reference: its own, its opis', its fond's."""
    fond, opis, papka, delo = numbers_of(reference)
    yield from dict.fromkeys(
        [(fond, opis, papka, delo), (fond, opis, "", ""), (fond, "", "", ""), ("", "", "", "")]
    )


class FormerReferenceQuerySet(models.QuerySet):
    def with_units(self) -> FormerReferenceQuerySet:
        """With the unit that each means today, and what lies above it."""
        return self.select_related(
            "now_archive",
            "now_fond__archive",
            "now_opis__fond__archive",
            "now_delo__opis__fond__archive",
        )

    def now_meaning(self, unit: Archive | Unit) -> FormerReferenceQuerySet:
        """The former references of a unit."""
        return self.filter(**{f"now_{unit._meta.model_name}": unit})

    def of_any(self, keys: Iterable[tuple[str, ...]]) -> FormerReferenceQuerySet:
        """The entries of exact keys: archive, fond, opis, papka, delo."""
        columns = ("archive_key", *KEYS)
        same = [Q(**dict(zip(columns, each, strict=True))) for each in keys]
        return self.filter(Q(*same, _connector=Q.OR)) if same else self.none()

    def deepest(self, archives: Iterable[str], reference: Reference) -> FormerReference | None:
        """The entry that says most exactly where a reference leads today.

        ``archives`` are the names, of which any may have been recorded.
        """
        keys = {archive_name_key(name) for name in archives}
        wanted = list(covering(reference))
        same = (Q(**dict(zip(KEYS, numbers, strict=True))) for numbers in wanted)
        entries = self.with_units().filter(Q(*same, _connector=Q.OR), archive_key__in=keys)
        return min(entries, key=lambda entry: wanted.index(entry.numbers), default=None)

    def get_by_natural_key(self, archive: str, *numbers: str) -> FormerReference:
        fond, opis, papka, delo = (number_key(number) for number in numbers)
        return self.get(
            archive_key=archive_name_key(archive),
            fond_key=fond,
            opis_key=opis,
            papka_key=papka,
            delo_key=delo,
        )


class FormerReference(Derived):
    """“This place was formerly numbered so.”

    The old archive is a name, not a row: it may exist no longer. Exactly one of ``now_archive``,
    ``now_fond``, ``now_opis`` and ``now_delo`` says which unit the old number means today.
    """

    derived_fields = frozenset({"archive_key", "fond_key", "opis_key", "papka_key", "delo_key"})

    archive = models.CharField(_("former archive"), max_length=300)
    fond = models.CharField(_("former fond"), max_length=64, blank=True)
    opis = models.CharField(_("former opis"), max_length=64, blank=True)
    papka = models.CharField(_("former papka"), max_length=64, blank=True)
    delo = models.CharField(_("former delo"), max_length=64, blank=True)
    archive_key = models.CharField(max_length=300, editable=False)
    fond_key = models.CharField(max_length=KEY_LENGTH, editable=False, blank=True)
    opis_key = models.CharField(max_length=KEY_LENGTH, editable=False, blank=True)
    papka_key = models.CharField(max_length=KEY_LENGTH, editable=False, blank=True)
    delo_key = models.CharField(max_length=KEY_LENGTH, editable=False, blank=True)
    now_archive = models.ForeignKey(
        Archive, null=True, blank=True, on_delete=models.CASCADE, related_name="former_references"
    )
    now_fond = models.ForeignKey(
        Fond, null=True, blank=True, on_delete=models.CASCADE, related_name="former_references"
    )
    now_opis = models.ForeignKey(
        Opis, null=True, blank=True, on_delete=models.CASCADE, related_name="former_references"
    )
    now_delo = models.ForeignKey(
        Delo, null=True, blank=True, on_delete=models.CASCADE, related_name="former_references"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = FormerReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["archive_key", "fond_key", "opis_key", "papka_key", "delo_key"]
        verbose_name = _("former reference")
        verbose_name_plural = _("former references")
        constraints = [
            models.UniqueConstraint(
                fields=["archive_key", "fond_key", "opis_key", "papka_key", "delo_key"],
                name="former_reference_once",
                violation_error_message=_("This former reference is recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(now_archive__isnull=False, now_fond=None, now_opis=None, now_delo=None)
                | Q(now_archive=None, now_fond__isnull=False, now_opis=None, now_delo=None)
                | Q(now_archive=None, now_fond=None, now_opis__isnull=False, now_delo=None)
                | Q(now_archive=None, now_fond=None, now_opis=None, now_delo__isnull=False),
                name="former_reference_means_one_unit",
                violation_error_message=_("Name exactly one unit that it means today."),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, self.natural_key()))

    def natural_key(self) -> tuple[str, str, str, str, str]:
        return (self.archive, self.fond, self.opis, self.papka, self.delo)

    def derive(self) -> None:
        super().derive()
        self.archive_key = archive_name_key(self.archive)
        for level in ("fond", "opis", "papka", "delo"):
            setattr(self, f"{level}_key", number_key(getattr(self, level)))
        if not self.archive_key:
            raise ValidationError({"archive": _("A name needs at least one letter or digit.")})

    @property
    def now(self) -> Archive | Fond | Opis | Delo:
        """The unit it means today."""
        return self.now_delo or self.now_opis or self.now_fond or self.now_archive

    @property
    def numbers(self) -> Numbers:
        return (self.fond_key, self.opis_key, self.papka_key, self.delo_key)

    def as_today(self, reference: Reference) -> Reference:
        """A reference that it covers, as it reads today: the present numbers, the rest as cited."""
        now = self.now
        if isinstance(now, Archive):
            return replace(reference, archive=now.code)
        rest = {
            level: getattr(now.reference, level)
            or ("" if getattr(self, level) else getattr(reference, level))
            for level in BELOW_ARCHIVE
        }
        return replace(reference, archive=now.reference.archive, **rest)
