"""Keys of vocabularies and agents: made from the name where the curator leaves them empty."""

from __future__ import annotations

from itertools import count
from typing import Any, ClassVar

from django.db.models import Model

from catalogue.writing import slug

from .records import RecordForm

LONGEST = 80
ROOM_FOR_A_NUMBER = 6


class SluggedForm(RecordForm):
    """A form whose key may stay empty."""

    slug_source: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "slug" in cleaned and not cleaned["slug"]:
            cleaned["slug"] = self._free_slug(cleaned.get(self.slug_source, ""))
        return cleaned

    def _free_slug(self, name: str) -> str:
        return free_slug(self._meta.model, name, self.instance.pk)


def free_slug(model: type[Model], name: str, pk: int | None = None) -> str:
    """The name in an address, with a number where another row has it already."""
    wanted = slug(name)[: LONGEST - ROOM_FOR_A_NUMBER] or model._meta.model_name
    rows = model._default_manager.filter(slug__startswith=wanted).exclude(pk=pk)
    taken = set(rows.values_list("slug", flat=True))
    candidates = (f"{wanted}-{number}" if number > 1 else wanted for number in count(1))
    return next(candidate for candidate in candidates if candidate not in taken)
