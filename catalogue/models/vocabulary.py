"""Vocabularies: lists of terms with labels in three languages. A new term is a row."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.writing import alphabetical_key, fold

from .derived import Derived


class TermQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug: str) -> Term:
        return self.get(slug=slug)

    def untranslated(self) -> TermQuerySet:
        """Terms that lack a label in a language of the interface."""
        return self.filter(Q(label_ru="") | Q(label_uk=""))

    def in_use(self) -> TermQuerySet:
        """Terms that a published document carries: the only ones readers see."""
        published = (Q(**{f"{path}__status": "published"}) for path in self.model.document_paths)
        return self.filter(reduce(or_, published)).distinct()


class Term(Derived):
    """One term of a vocabulary, known by its slug, shown by its label."""

    derived_fields: ClassVar[frozenset[str]] = frozenset({"sort_key", "folded"})
    document_paths: ClassVar[tuple[str, ...]] = ("documents",)
    """The relations that lead to the documents carrying the term."""

    slug = models.SlugField(_("key"), max_length=80, unique=True)
    label_en = models.CharField(_("label in English"), max_length=200)
    label_ru = models.CharField(_("label in Russian"), max_length=200, blank=True)
    label_uk = models.CharField(_("label in Ukrainian"), max_length=200, blank=True)
    sort_key = models.CharField(max_length=160, editable=False, db_index=True)
    folded = models.CharField(max_length=620, editable=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the language of the interface, else in English."""
        language = (get_language() or "en")[:2]
        return getattr(self, f"label_{language}", "") or self.label_en

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def derive(self) -> None:
        super().derive()
        self.sort_key = alphabetical_key(self.label_en)
        self.folded = fold(f"{self.label_en} {self.label_ru} {self.label_uk}")[:620]


class DocumentType(Term):
    """What kind of paper a document is: telegram, letter, minutes."""

    class Meta(Term.Meta):
        verbose_name = _("type of document")
        verbose_name_plural = _("types of document")


class Language(Term):
    """A language; its key is the shortest ISO 639 code."""

    class Meta(Term.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")


class Role(Term):
    """What an agent did in a document: from, to, copy to, present, mentioned."""

    document_paths = ("participations__document",)

    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Term.Meta):
        ordering = ["order", "sort_key"]
        verbose_name = _("role")
        verbose_name_plural = _("roles")


class Place(Term):
    """A place, within a larger one where that is said."""

    document_paths = ("documents", "documents_written")

    within = models.ForeignKey(
        "self",
        verbose_name=_("within"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )

    class Meta(Term.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def derive(self) -> None:
        super().derive()
        if self.pk and self.pk in {place.pk for place in self.surroundings()}:
            raise ValidationError({"within": _("A place cannot lie within itself.")})

    def surroundings(self) -> list[Place]:
        """The places this one lies within, nearest first; ends where a circle would begin."""
        found: list[Place] = []
        place = self.within
        while place is not None and place not in found:
            found.append(place)
            place = place.within
        return found

    def get_absolute_url(self) -> str:
        return reverse("place", args=[self.slug])


class Subject(Term):
    """What documents are about."""

    class Meta(Term.Meta):
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")

    def get_absolute_url(self) -> str:
        return reverse("subject", args=[self.slug])


class Collection(Term):
    """Documents put together by an editor."""

    description = models.TextField(_("description"), blank=True)

    class Meta(Term.Meta):
        verbose_name = _("collection")
        verbose_name_plural = _("collections")

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.slug])
