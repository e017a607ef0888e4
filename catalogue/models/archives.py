"""Archives, and every name each is or was cited by."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.references import LEVEL_SCHEMES, ArchiveNames
from catalogue.writing import alphabetical_key, fold, script_of, slug

from .derived import Derived


class ArchiveQuerySet(models.QuerySet):
    def get_by_natural_key(self, code: str) -> Archive:
        return self.get(code=code)

    def named(self, name: str) -> ArchiveQuerySet:
        """Every archive that is or was cited by a name; several, since codes are ambiguous."""
        return self.filter(Q(names__key=archive_name_key(name)) | Q(slug=slug(name))).distinct()


def level_schemes() -> list[tuple[str, str]]:
    """The national ways of naming the levels, for a form's choices."""
    return [(scheme, scheme.capitalize()) for scheme in LEVEL_SCHEMES]


class Archive(Derived):
    """An institution that keeps holdings."""

    derived_fields = frozenset({"slug", "sort_key"})

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        help_text=_("The abbreviation it is cited by in Latin letters, for example APRF."),
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True, editable=False)
    sort_key = models.CharField(max_length=160, editable=False, db_index=True)
    name = models.CharField(_("name in English"), max_length=300)
    local_name = models.CharField(_("name in its own language"), max_length=300, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("Two letters, ISO 3166-1: RU, UA.")
    )
    levels = models.CharField(
        _("names of the levels"),
        max_length=20,
        choices=level_schemes,
        default="russian",
        help_text=_("How this archive calls fond, opis, delo and listy."),
    )
    note = models.TextField(_("note"), blank=True)

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("archive")
        verbose_name_plural = _("archives")

    def __str__(self) -> str:
        return self.code

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    def derive(self) -> None:
        super().derive()
        self.slug = slug(self.code)
        self.sort_key = alphabetical_key(self.code)
        if not self.slug:
            raise ValidationError({"code": _("A code needs at least one letter or digit.")})

    def get_absolute_url(self) -> str:
        return reverse("archive", args=[self.slug])


class ArchiveNameQuerySet(models.QuerySet):
    def get_by_natural_key(self, code: str, name: str) -> ArchiveName:
        return self.get(archive__code=code, name=name)

    def known(self) -> ArchiveNames:
        """Every name and code that an archive is or was cited by, for reading references."""
        codes = Archive.objects.order_by().values_list("code", flat=True)
        return ArchiveNames(codes.union(self.order_by().values_list("name", flat=True)))


NAME_LENGTH = 300


def archive_name_key(name: str) -> str:
    """The key by which two writings of an archive's name are the same: АП РФ = АПРФ = А.П. РФ."""
    return "".join(character for character in fold(name) if character.isalnum())[:NAME_LENGTH]


class ArchiveName(Derived):
    """One abbreviation or name under which an archive is or was cited."""

    derived_fields = frozenset({"key", "script"})

    class Kind(models.TextChoices):
        CURRENT = "current", _("current")
        FORMER = "former", _("former")
        VARIANT = "variant", _("variant")
        MISREADING = "misreading", _("misreading")

    archive = models.ForeignKey(
        Archive, on_delete=models.CASCADE, related_name="names", db_index=False
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.CURRENT)
    key = models.CharField(max_length=NAME_LENGTH, editable=False, db_index=True)
    script = models.CharField(_("script"), max_length=12, editable=False)

    objects = ArchiveNameQuerySet.as_manager()

    class Meta:
        ordering = ["archive", "kind", "name"]
        verbose_name = _("name of an archive")
        verbose_name_plural = _("names of archives")
        constraints = [
            models.UniqueConstraint(
                fields=["archive", "name"],
                name="archive_name_once",
                violation_error_message=_("This archive has that name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.archive.code, self.name)

    natural_key.dependencies = ["catalogue.archive"]

    def derive(self) -> None:
        super().derive()
        self.key = archive_name_key(self.name)
        self.script = script_of(self.name)
        if not self.key:
            raise ValidationError({"name": _("A name needs at least one letter or digit.")})
