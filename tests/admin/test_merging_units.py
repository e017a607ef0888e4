"""Two units merged at the desk: a choice, a preview, a confirmation of just what was shown."""

from __future__ import annotations

import pytest
from django.urls import reverse
from reversion.models import Version

from catalogue.models import Delo, Document, Holding, Opis


@pytest.fixture
def double(delo: Delo) -> Delo:
    """The same delo, entered twice."""
    double = Delo.objects.create(opis=delo.opis, number="0830", title="China", sheets=200)
    document = Document.objects.create(title="Letter")
    Holding.objects.create(document=document, delo=double, listy="7")
    return double


def page_of(unit: Delo | Opis) -> str:
    return reverse(f"admin:catalogue_{unit._meta.model_name}_merge", args=[unit.pk])


def confirm(desk, gone: Delo, kept: Delo):
    shown = desk.client.post(page_of(gone), {"kept": f"delo-{kept.pk}", "_show": "1"})
    sent = {"kept": f"delo-{kept.pk}", "shown": shown.context["shown"], "_merge": "1"}
    return desk.client.post(page_of(gone), sent, follow=True)


def test_what_would_be_done_is_shown_and_nothing_done(desk, double: Delo, delo: Delo) -> None:
    page = desk.client.post(page_of(double), {"kept": f"delo-{delo.pk}"}).content.decode()
    assert "Holdings directly in it that move: 1" in page
    assert "Said differently, goes into the note: Title: China" in page
    assert Delo.objects.count() == 2


def test_confirmed_it_is_done_and_kept_in_history(desk, double: Delo, delo: Delo) -> None:
    page = confirm(desk, double, delo).content.decode()
    assert "Merged “APRF, fond 3, opis 65, delo 0830” into" in page
    assert "1 former reference recorded: APRF, 3, 65, 0830." in page
    assert Holding.objects.get().delo == delo
    assert Version.objects.get_deleted(Delo).get().field_dict["number"] == "0830"
    history = reverse("admin:catalogue_delo_history", args=[delo.pk])
    assert "Merged" in desk.get(history).content.decode()


def test_what_changed_since_it_was_shown_is_shown_again(desk, double: Delo, delo: Delo) -> None:
    shown = desk.client.post(page_of(double), {"kept": f"delo-{delo.pk}"}).context["shown"]
    document = Document.objects.create(title="Another")
    Holding.objects.create(document=document, delo=double)
    sent = {"kept": f"delo-{delo.pk}", "shown": shown, "_merge": "1"}
    page = desk.client.post(page_of(double), sent).content.decode()
    assert "changed since it was shown" in page
    assert Delo.objects.count() == 2


def test_a_contradiction_is_said_and_cannot_be_confirmed(desk, double: Delo, delo: Delo) -> None:
    Delo.objects.filter(pk=double.pk).update(sheets=12)
    page = desk.client.post(page_of(double), {"kept": f"delo-{delo.pk}"}).content.decode()
    assert "has 12 sheets" in page
    assert 'name="_merge"' not in page
    confirm(desk, double, delo)
    assert Delo.objects.count() == 2


@pytest.mark.parametrize(
    ("kept", "message"),
    [("", "Say where"), ("opis-{opis}", "Choose a delo"), ("delo-0", "not there any more")],
)
def test_a_wrong_choice_is_refused(kept, message, desk, double: Delo) -> None:
    typed = {"kept": kept.format(opis=double.opis_id)}
    assert message in desk.client.post(page_of(double), typed).content.decode()


def test_a_unit_is_not_merged_into_itself(desk, double: Delo) -> None:
    page = desk.client.post(page_of(double), {"kept": f"delo-{double.pk}"}).content.decode()
    assert "Choose another unit" in page


def test_who_may_not_delete_may_not_merge(desk_of_staff, double: Delo) -> None:
    desk = desk_of_staff("view_delo", "change_delo")
    assert desk.get(page_of(double)).status_code == 403
    assert "Merge into" not in desk.get(desk.address(Delo, "change", double.pk)).content.decode()
