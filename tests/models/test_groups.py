"""The four groups: made where they are missing, left as administrators made them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from catalogue.models import Document
from catalogue.models.groups import CATALOGUER, REVIEWER, RIGHTS, make_groups, note_rights

pytestmark = pytest.mark.django_db


def rights(name: str) -> set[str]:
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


@pytest.mark.parametrize("name", RIGHTS)
def test_a_group_has_its_rights_from_the_first_migration_on(name: str) -> None:
    there = set(Permission.objects.values_list("codename", flat=True))
    assert rights(name) == RIGHTS[name] & there


def test_only_reviewers_and_administrators_publish() -> None:
    groups = Group.objects.filter(permissions__codename="publish_document")
    assert set(groups.values_list("name", flat=True)) == {"reviewer", "administrator"}


def test_what_an_administrator_changed_stays() -> None:
    group = Group.objects.get(name=CATALOGUER)
    group.permissions.remove(Permission.objects.get(codename="delete_document"))
    group.permissions.add(Permission.objects.get(codename="add_fond"))
    before = rights(CATALOGUER)
    note_rights()
    make_groups()
    make_groups()
    assert rights(CATALOGUER) == before


def test_a_group_that_is_there_is_given_a_right_that_is_new() -> None:
    note_rights()
    kind = ContentType.objects.get_for_model(Document)
    Permission.objects.filter(codename="publish_document").delete()
    Permission.objects.create(content_type=kind, codename="publish_document", name="new")
    make_groups()
    assert "publish_document" in rights(REVIEWER)
    assert "publish_document" not in rights(CATALOGUER)


def test_a_group_that_was_deleted_is_made_again() -> None:
    Group.objects.filter(name=REVIEWER).delete()
    make_groups()
    assert "publish_document" in rights(REVIEWER)
