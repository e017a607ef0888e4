"""A long reading sees one state, and keeps nobody from saving."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from catalogue.exchange.snapshots import among, by_letters, in_batches, one_state
from catalogue.models import Agent


def add(name: str) -> None:
    """As another process would: on a connection of its own."""
    try:
        Agent.objects.create(slug=name, name=name)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_what_others_save_meanwhile_is_not_seen_and_not_held_up() -> None:
    add("first")
    with one_state():
        assert Agent.objects.count() == 1
        with ThreadPoolExecutor(1) as others:
            others.submit(add, "second").result(timeout=15)
        assert Agent.objects.count() == 1
    assert Agent.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_state_is_let_go_of_when_reading_fails() -> None:
    with pytest.raises(ZeroDivisionError), one_state():
        assert Agent.objects.count() / 0
    add("after")
    assert Agent.objects.count() == 1


@pytest.mark.django_db
def test_any_number_of_ids_can_be_looked_up() -> None:
    agent = Agent.objects.create(slug="a", name="A")
    assert list(Agent.objects.filter(pk__in=among(range(agent.pk, agent.pk + 200_000)))) == [agent]
    assert not Agent.objects.filter(pk__in=among([])).exists()


@pytest.mark.django_db
def test_letters_have_the_order_of_their_code_points() -> None:
    slugs = ["a-c", "ab", "A-d", "b", "Z", "_"]
    for slug in slugs:
        Agent.objects.create(slug=slug, name=slug)
    ordered = Agent.objects.order_by(by_letters("slug")).values_list("slug", flat=True)
    assert list(ordered) == sorted(slugs)


def test_batches_hold_everything_once() -> None:
    assert list(in_batches(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
