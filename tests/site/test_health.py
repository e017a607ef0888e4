"""What watches over the site learns whether it lives and whether it can serve."""

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from archive_site import health


def test_a_living_process_says_so_without_asking_the_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-cache" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_migrated_site_is_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health.CHECKS, "index", lambda: None)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_a_migration_not_applied_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health.CHECKS, "index", lambda: None)
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "status": "unavailable",
        "migrations": "1 not applied: run manage.py migrate",
    }


@pytest.mark.django_db
def test_an_index_in_trouble_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health.CHECKS, "index", lambda: "it is being rebuilt")
    assert client.get("/readyz").json() == {"status": "unavailable", "index": "it is being rebuilt"}


def test_a_database_that_does_not_answer_is_told_without_its_secrets(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise OperationalError('password authentication failed for user "ann" at db.example')

    monkeypatch.setattr(health, "CHECKS", {"database": fail})
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "cannot be checked (OperationalError)"
    assert "db.example" in caplog.text


@pytest.mark.django_db
def test_nothing_can_be_sent_to_the_watchers_addresses(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405
