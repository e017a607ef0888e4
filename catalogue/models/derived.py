"""Columns that follow from other columns: keys, sort keys, bounds of dates.

They are computed before every save, `loaddata` included (which skips ``save()`` but not the
signal), so no writer can forget them. Bulk writers call ``derive()`` themselves.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver


class Derived(models.Model):
    """A row some of whose columns are computed from its others."""

    derived_fields: ClassVar[frozenset[str]] = frozenset()
    underived_from: ClassVar[frozenset[str]] = frozenset({"changed_at"})
    """Columns from which nothing follows: who writes only these has nothing to derive."""

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Compute the derived columns; raise ``ValidationError`` naming the field at fault."""

    def clean(self) -> None:
        super().clean()
        self.derive()

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Check what is unique over derived columns too, which no form contains."""
        super().validate_unique(exclude=set(exclude or ()) - self.derived_fields)

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Check constraints over derived columns too, which no form contains."""
        super().validate_constraints(exclude=set(exclude or ()) - self.derived_fields)


@receiver(pre_save)
def derive_before_saving(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Derived):
        instance.derive()
