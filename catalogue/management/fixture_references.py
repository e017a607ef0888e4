"""References from one object of a fixture to another: `["APRF", "3"]`, a fond."""

from __future__ import annotations

import inspect
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Field, Model


class References:
    """Finds what fixtures refer to in one database, each thing once."""

    def __init__(self, using: str) -> None:
        self.using = using
        self._found: dict[tuple[type[Model], Any], Model] = {}

    def find(self, target: type[Model], reference: Any, column: Field) -> Model | None:
        """What a natural key (a list) or a value of the column names; None if it does not exist.

        Raises ValidationError for what cannot be a reference.
        """
        is_key = isinstance(reference, list)
        place = (target, tuple(reference) if is_key else reference)
        try:
            if place not in self._found:
                look_up = self.by_key if is_key else self.by_value
                self._found[place] = look_up(target, reference, column)
            return self._found[place]
        except ObjectDoesNotExist:
            return None
        except (TypeError, ValueError, AttributeError, OverflowError, ValidationError) as error:
            raise ValidationError(f"This is no key of a {key_of(target)}.") from error

    def by_key(self, target: type[Model], key: list[Any], column: Field) -> Model:
        return target._default_manager.db_manager(self.using).get_by_natural_key(*key)

    def by_value(self, target: type[Model], value: Any, column: Field) -> Model:
        return target._default_manager.using(self.using).get(**{column.name: value})


def key_words(model: type[Model]) -> list[str]:
    """What the natural key of a model is made of; nothing where it has none."""
    find = getattr(model._default_manager, "get_by_natural_key", None)
    return list(inspect.signature(find).parameters) if find else []


def key_of(model: type[Model]) -> str:
    """How fixtures refer to a model: “catalogue.fond: write [archive, number]”."""
    words = key_words(model)
    key = f"[{', '.join(words)}]" if words else f"its {model._meta.pk.name}"
    return f"{model._meta.label_lower}: write {key}"
