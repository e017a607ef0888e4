"""Indexes cost every write: each is there for a question that no other answers."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Model

MODELS = list(apps.get_app_config("catalogue").get_models())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_no_index_of_a_column_is_the_beginning_of_another(model: type[Model]) -> None:
    rules = [*model._meta.constraints, *model._meta.indexes]
    whole = [
        rule
        for rule in rules
        if getattr(rule, "fields", ()) and getattr(rule, "condition", None) is None
    ]
    first = {rule.fields[0].lstrip("-"): rule.name for rule in whole}
    doubled = {
        field.name: first[field.name]
        for field in model._meta.concrete_fields
        if field.name in first and field.db_index and not field.unique
    }
    assert doubled == {}
