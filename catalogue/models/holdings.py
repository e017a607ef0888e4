"""Holdings: where each document lies, down to the sheet."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from catalogue.references import ListyError, Reference, Run, read_listy

from .archives import Archive
from .derived import Derived
from .documents import Document
from .units import Delo, Fond, Opis, Unit

OVERLAPS_LOOKED_FOR = 1_000
"""So many holdings, the newest, are held against the others in their dela."""

WITHOUT_LISTY = Q(delo__isnull=False, listy="")


class HoldingQuerySet(models.QuerySet):
    def with_places(self) -> HoldingQuerySet:
        return self.select_related("archive", "fond", "opis", "delo")

    def get_by_natural_key(self, document: str, *place: str) -> Holding:
        for holding in self.with_places().filter(document__identifier=document):
            if holding.natural_key() == (document, *place):
                return holding
        where = ", ".join(filter(None, place))
        raise self.model.DoesNotExist(f"{document} does not lie at {where}.")

    def without_listy(self) -> HoldingQuerySet:
        """Holdings that name a delo, and none of its sheets."""
        return self.filter(WITHOUT_LISTY)

    def overlapping(self) -> HoldingQuerySet:
        """Holdings that share a sheet with another document's in their delo.

        Only the newest are held against the others, so that it takes no longer the more there are.
        """
        newest = Holding.objects.filter(delo__isnull=False).exclude(listy="").order_by("-pk")
        others = ListyRun.objects.filter(
            holding__delo=OuterRef("holding__delo"),
            start__lte=OuterRef("end"),
            end__gte=OuterRef("start"),
        ).exclude(holding__document=OuterRef("holding__document"))
        runs = ListyRun.objects.filter(
            Exists(others), holding__in=newest.values("pk")[:OVERLAPS_LOOKED_FOR]
        )
        return self.filter(pk__in=runs.order_by().values("holding"))

    def on_sheets(self, run: Run) -> HoldingQuerySet:
        """Holdings that share a sheet with a run."""
        return self.filter(runs__start__lte=run.end, runs__end__gte=run.start).distinct()


class Holding(Derived):
    """One place where a document, or a copy of it, lies: the deepest known level, and listy.

    Archive, fond, opis and delo are all stored, so that each level is one indexed look-up;
    ``derive`` fills the upper ones from the deepest and refuses what does not hang together.
    """

    class CopyKind(models.TextChoices):
        UNKNOWN = "", _("not stated")
        ORIGINAL = "original", _("original")
        COPY = "copy", _("copy")
        CERTIFIED = "certified", _("certified copy")
        DRAFT = "draft", _("draft")
        MICROFILM = "microfilm", _("microfilm")

    class Certainty(models.TextChoices):
        CERTAIN = "certain", _("certain")
        PROBABLE = "probable", _("probable")
        DOUBTFUL = "doubtful", _("doubtful")

    derived_fields = frozenset({"archive", "fond", "opis"})

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="holdings", db_index=False
    )
    archive = models.ForeignKey(
        Archive, verbose_name=_("archive"), on_delete=models.PROTECT, related_name="holdings"
    )
    fond = models.ForeignKey(
        Fond,
        verbose_name=_("fond"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="holdings",
    )
    opis = models.ForeignKey(
        Opis,
        verbose_name=_("opis"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="holdings",
    )
    delo = models.ForeignKey(
        Delo,
        verbose_name=_("delo"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="holdings",
    )
    listy = models.CharField(
        _("listy"), max_length=500, blank=True, help_text=_("187-189; 12 об.; 5, 9-11")
    )
    copy_kind = models.CharField(
        _("kind of copy"), max_length=12, choices=CopyKind, blank=True, default=CopyKind.UNKNOWN
    )
    certainty = models.CharField(
        _("certainty"), max_length=10, choices=Certainty, default=Certainty.CERTAIN
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    as_written = models.CharField(
        _("reference as written"),
        max_length=500,
        blank=True,
        help_text=_("The words of the source, where they differ."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        ordering = ["document", "order", "pk"]
        verbose_name = _("holding")
        verbose_name_plural = _("holdings")
        indexes = [
            # All that is asked of it stands in it: SQLite then reads no row of the table.
            models.Index(
                fields=["document", "delo", "listy"],
                condition=WITHOUT_LISTY,
                name="holding_without_listy",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(delo__isnull=True) | Q(opis__isnull=False))
                & (Q(opis__isnull=True) | Q(fond__isnull=False)),
                name="holding_levels_without_gap",
            ),
            models.CheckConstraint(
                condition=Q(listy="") | Q(delo__isnull=False),
                name="holding_listy_of_a_delo",
                violation_error_message=_("Listy are sheets of a delo: say which."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["document", level, "listy"],
                    condition=Q(**{f"{below}__isnull": True}) if below else None,
                    name=f"holding_once_in_{level}",
                    violation_error_message=_("The document is said to lie there already."),
                )
                for level, below in [
                    ("archive", "fond"),
                    ("fond", "opis"),
                    ("opis", "delo"),
                    ("delo", ""),
                ]
            ),
        ]

    def __str__(self) -> str:
        place = str(self.place)
        return f"{place}, listy {self.listy}" if self.listy else place

    def natural_key(self) -> tuple[str, str, str, str, str, str, str]:
        archive, fond, opis, papka, delo = self._numbers
        return (self.document.identifier, archive, fond, opis, papka, delo, self.listy)

    natural_key.dependencies = ["catalogue.document", "catalogue.delo"]

    @property
    def place(self) -> Archive | Fond | Opis | Delo:
        """The deepest known level."""
        return self.delo or self.opis or self.fond or self.archive

    @property
    def reference(self) -> Reference:
        """The place as a value."""
        archive, fond, opis, papka, delo = self._numbers
        return Reference(archive, fond, opis, papka, delo, self.sheet_runs)

    @property
    def _numbers(self) -> tuple[str, str, str, str, str]:
        """Archive, fond, opis, papka, delo; also before the upper levels are filled in."""
        delo = self.delo
        opis = self.opis or (delo.opis if delo else None)
        fond = self.fond or (opis.fond if opis else None)
        archive = self.archive if self.archive_id or fond is None else fond.archive
        return (
            archive.code,
            fond.number if fond else "",
            opis.number if opis else "",
            delo.papka if delo else "",
            delo.number if delo else "",
        )

    @property
    def sheet_runs(self) -> tuple[Run, ...]:
        return read_listy(self.listy) if self.listy else ()

    def derive(self) -> None:
        super().derive()
        self._fill_upwards()
        try:
            self.sheet_runs  # noqa: B018  (reading is the check)
        except ListyError as error:
            raise ValidationError({"listy": str(error)}) from error

    def _fill_upwards(self) -> None:
        """Take each upper level from the one below it; refuse a level that lies elsewhere."""
        for level, above in (("delo", "opis"), ("opis", "fond"), ("fond", "archive")):
            unit = getattr(self, level)
            if unit is None:
                continue
            stated, actual = getattr(self, f"{above}_id"), getattr(unit, f"{above}_id")
            if stated is not None and stated != actual:
                raise ValidationError(
                    {
                        level: _("%(unit)s does not lie in the %(above)s given.")
                        % {"unit": unit, "above": above}
                    }
                )
            setattr(self, above, getattr(unit, above))


class ListyRun(models.Model):
    """A run of sheets of a holding, as sortable positions, for questions of overlap.

    ``start`` and ``end`` are `catalogue.references.Leaf.position`, both included.
    """

    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="runs")
    start = models.IntegerField()
    end = models.IntegerField()

    class Meta:
        ordering = ["holding", "start"]
        verbose_name = _("run of listy")
        verbose_name_plural = _("runs of listy")
        constraints = [
            models.CheckConstraint(condition=Q(start__lte=models.F("end")), name="run_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"


def runs_of(holding: Holding) -> list[ListyRun]:
    """The rows that say a holding's listy, unsaved."""
    return [ListyRun(holding=holding, start=run.start, end=run.end) for run in holding.sheet_runs]


@receiver(post_save, sender=Holding)
def keep_runs(sender: type[Holding], instance: Holding, **kwargs: Any) -> None:
    """Runs follow the listy as written, after every save and after `loaddata`."""
    wanted = runs_of(instance)
    kept = [(run.start, run.end) for run in instance.runs.all()]
    if kept != sorted((run.start, run.end) for run in wanted):
        instance.runs.all().delete()
        ListyRun.objects.bulk_create(wanted)


ABOVE = {Delo: ("opis", "fond", "archive"), Opis: ("fond", "archive"), Fond: ("archive",)}
"""The levels above each unit, nearest first."""


@receiver(post_save, sender=Delo)
@receiver(post_save, sender=Opis)
@receiver(post_save, sender=Fond)
def follow_a_moved_unit(sender: type[Unit], instance: Unit, **kwargs: Any) -> None:
    """A unit put under another parent takes its holdings along."""
    above: dict[str, Any] = {}
    unit: Any = instance
    for level in ABOVE[sender]:
        above[level] = unit = getattr(unit, level)
    nearest, *_others = ABOVE[sender]
    lying_in_it = Holding.objects.filter(**{sender._meta.model_name: instance})
    lying_in_it.exclude(**{nearest: above[nearest]}).update(**above)
