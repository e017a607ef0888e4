"""Documents: what a paper says, apart from where it lies."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .agents import Agent
from .dating import Dated, DatedQuerySet, date_unread_index, dates_in_order
from .vocabulary import Collection, DocumentType, Language, Place, Role, Subject

IDENTIFIER_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""No letter of an identifier is taken for another: 0/o, 1/l/i and u are left out."""


def new_identifier() -> str:
    """A fresh permanent identifier such as ``d4k7-m2xw``; it says nothing about the document."""
    letters = "".join(secrets.choice(IDENTIFIER_LETTERS) for _ in range(7))
    return f"d{letters[:3]}-{letters[3:]}"


SOURCE_GIVEN = ~Q(source_note="")

SOURCES_LOOKED_AT = 20_000


class DocumentQuerySet(DatedQuerySet):
    def get_by_natural_key(self, identifier: str) -> Document:
        return self.get(identifier=identifier)

    def published(self) -> DocumentQuerySet:
        """What readers may see; public code has no other door."""
        return self.filter(status=Document.Status.PUBLISHED)

    def source_unread(self) -> DocumentQuerySet:
        """Documents whose source is stated in words, and that lie nowhere: nobody read it.

        Only the newest `SOURCES_LOOKED_AT` with a source are looked at: each has to be asked
        whether it lies somewhere.
        """
        with_source = self.model.objects.filter(SOURCE_GIVEN).order_by("-pk").values("pk")
        oldest = Subquery(with_source[SOURCES_LOOKED_AT - 1 : SOURCES_LOOKED_AT])
        holdings = self.model._meta.get_field("holdings").related_model._default_manager
        return self.filter(
            SOURCE_GIVEN,
            ~Exists(holdings.filter(document=OuterRef("pk"))),
            pk__gte=Coalesce(oldest, 0),
        )

    def for_list(self) -> DocumentQuerySet:
        """With what a line of a list shows, in a fixed number of queries."""
        return self.select_related("type").prefetch_related("languages", *_parts("holdings"))

    def for_page(self) -> DocumentQuerySet:
        """With everything a document's own page shows, in a fixed number of queries."""
        return self.select_related("type", "place_of_writing").prefetch_related(
            "languages",
            "subjects",
            "places",
            "collections",
            "identifiers",
            *_parts("holdings", "participations", "texts"),
        )


def _parts(*names: str) -> list[Prefetch]:
    """Prefetches of a document's parts, each with what it shows."""
    related = {
        "holdings": ("archive", "fond", "opis", "delo"),
        "participations": ("agent", "role"),
        "texts": ("language",),
    }
    models_of = {field: Document._meta.get_field(field).related_model for field in names}
    return [
        Prefetch(name, queryset=models_of[name].objects.select_related(*related[name]))
        for name in names
    ]


class Document(Dated):
    """One described paper. Its identifier is permanent and never made from a shelfmark."""

    underived_from = frozenset({"title", "title_original", "changed_at"})

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEW = "review", _("in review")
        PUBLISHED = "published", _("published")

    identifier = models.CharField(
        _("identifier"),
        max_length=80,
        unique=True,
        default=new_identifier,
        validators=[
            RegexValidator(
                r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
                _("Small Latin letters, digits and single hyphens: kuznetsov-telegram-1953."),
            )
        ],
        help_text=_("Permanent: it stands in the address and in citations."),
    )
    title = models.CharField(_("title"), max_length=500)
    title_original = models.CharField(
        _("title in the original language"), max_length=500, blank=True
    )
    date_inferred = models.BooleanField(
        _("date inferred"), default=False, help_text=_("The date is not written on the document.")
    )
    date_reason = models.CharField(_("reason for the date"), max_length=300, blank=True)
    type = models.ForeignKey(
        DocumentType,
        verbose_name=_("type"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
    )
    languages = models.ManyToManyField(
        Language, verbose_name=_("original languages"), blank=True, related_name="documents"
    )
    markings = models.TextField(
        _("markings"), blank=True, help_text=_("One a line: CIPHERED TELEGRAM, URGENT.")
    )
    summary = models.TextField(_("summary"), blank=True)
    place_of_writing = models.ForeignKey(
        Place,
        verbose_name=_("place of writing"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents_written",
    )
    places = models.ManyToManyField(
        Place, verbose_name=_("places"), blank=True, related_name="documents"
    )
    subjects = models.ManyToManyField(
        Subject, verbose_name=_("subjects"), blank=True, related_name="documents"
    )
    collections = models.ManyToManyField(
        Collection, verbose_name=_("collections"), blank=True, related_name="documents"
    )
    publisher = models.CharField(
        _("publishing archive"),
        max_length=200,
        blank=True,
        help_text=_("Who publishes the description, as cited. Empty: this catalogue."),
    )
    source_note = models.TextField(_("source as given"), blank=True)
    credits = models.TextField(_("credits"), blank=True)
    rights = models.TextField(_("rights"), blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.DRAFT, db_index=True
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [
            ("publish_document", _("Can publish, review and change everyone’s documents"))
        ]
        indexes = [
            date_unread_index("document"),
            models.Index(fields=["id"], condition=SOURCE_GIVEN, name="document_source_given"),
        ]
        constraints = [
            dates_in_order("document"),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="document_published_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(date_inferred=True) | Q(date_reason=""),
                name="document_reason_only_if_inferred",
                violation_error_message=_("Only an inferred date has a reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.identifier,)

    def derive(self) -> None:
        super().derive()
        if self.status == self.Status.PUBLISHED and self.published_at is None:
            self.published_at = timezone.now()

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.identifier])

    @property
    def marking_list(self) -> list[str]:
        return [line.strip() for line in self.markings.splitlines() if line.strip()]

    @property
    def publisher_name(self) -> str:
        """Who publishes this description: its own publisher, else this catalogue."""
        return self.publisher or settings.CATALOGUE_PUBLISHER


class ExternalIdentifierQuerySet(models.QuerySet):
    def get_by_natural_key(self, document: str, scheme: str, value: str) -> ExternalIdentifier:
        return self.get(document__identifier=document, scheme=scheme, value=value)


class ExternalIdentifier(models.Model):
    """What another system calls the document, and where it shows it."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="identifiers", db_index=False
    )
    scheme = models.CharField(_("scheme"), max_length=100, help_text=_("Whose identifier it is."))
    value = models.CharField(_("identifier"), max_length=200)
    url = models.URLField(_("address"), max_length=500, blank=True)

    objects = ExternalIdentifierQuerySet.as_manager()

    class Meta:
        ordering = ["document", "scheme", "value"]
        verbose_name = _("external identifier")
        verbose_name_plural = _("external identifiers")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "scheme", "value"],
                name="external_identifier_once",
                violation_error_message=_("This document has that identifier already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"

    def natural_key(self) -> tuple[str, str, str]:
        return (self.document.identifier, self.scheme, self.value)

    natural_key.dependencies = ["catalogue.document"]


class ParticipationQuerySet(models.QuerySet):
    def get_by_natural_key(self, document: str, role: str, agent: str) -> Participation:
        return self.get(document__identifier=document, role__slug=role, agent__slug=agent)


class Participation(models.Model):
    """An agent's part in a document, in the order of the document."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="participations", db_index=False
    )
    agent = models.ForeignKey(
        Agent, verbose_name=_("agent"), on_delete=models.PROTECT, related_name="participations"
    )
    role = models.ForeignKey(
        Role, verbose_name=_("role"), on_delete=models.PROTECT, related_name="participations"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_as_written = models.CharField(_("name as written"), max_length=200, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["document", "role__order", "order", "pk"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "role", "agent"],
                name="participation_once_in_role",
                violation_error_message=_("This agent has that role in the document already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.name_as_written or self.agent}"

    def natural_key(self) -> tuple[str, str, str]:
        return (self.document.identifier, self.role.slug, self.agent.slug)

    natural_key.dependencies = ["catalogue.document", "catalogue.role", "catalogue.agent"]


class TextQuerySet(models.QuerySet):
    def get_by_natural_key(self, document: str, kind: str, language: str, label: str) -> Text:
        return self.get(
            document__identifier=document, kind=kind, language__slug=language, label=label
        )


class Text(models.Model):
    """A document's words, in the original or another language."""

    class Kind(models.TextChoices):
        ORIGINAL = "original", _("original")
        TRANSCRIPTION = "transcription", _("transcription")
        TRANSLATION = "translation", _("translation")

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="texts", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.TRANSLATION)
    language = models.ForeignKey(
        Language, verbose_name=_("language"), on_delete=models.PROTECT, related_name="texts"
    )
    label = models.CharField(
        _("label"), max_length=80, blank=True, help_text=_("Only to tell two like texts apart.")
    )
    heading = models.TextField(
        _("heading"), blank=True, help_text=_("The lines at the head of the document, as set.")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("What the text says of itself."))
    body = models.TextField(_("text"))
    credit = models.CharField(_("credit"), max_length=300, blank=True)

    objects = TextQuerySet.as_manager()

    class Meta:
        ordering = ["document", "kind", "pk"]
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind", "language", "label"],
                name="text_once",
                violation_error_message=_(
                    "The document has a text of this kind and language; give the second a label."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.language}"

    def natural_key(self) -> tuple[str, str, str, str]:
        return (self.document.identifier, self.kind, self.language.slug, self.label)

    natural_key.dependencies = ["catalogue.document", "catalogue.language"]
