"""Who may do what: every address and every action of the desk, for each group, as one table.

The letters: c cataloguer, r reviewer, e editor of holdings, a administrator, s staff in no group.
Readers who are not signed in may open the sign-in page and nothing else. An address or an action
without a row fails the test: whoever adds one decides here who may use it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import reversion
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.template.response import SimpleTemplateResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, reverse
from reversion.models import Version

from catalogue.models import (
    Agent,
    AgentMerge,
    Archive,
    Batch,
    Collection,
    Document,
    FormerReference,
    Place,
    ProposedRevision,
    Subject,
    merge_agents,
)
from catalogue.models.contents import content_of
from catalogue.models.groups import ADMINISTRATOR, CATALOGUER, EDITOR_OF_HOLDINGS, REVIEWER

pytestmark = pytest.mark.one_database

PEOPLE = {"c": CATALOGUER, "r": REVIEWER, "e": EDITOR_OF_HOLDINGS, "a": ADMINISTRATOR, "s": ""}

# view, add, change, delete
MODELS = {
    "document": ("crea", "cra", "cra", "ra"),  # the document of the test is public
    "agent": ("crea", "cra", "cra", "ra"),
    "collection": ("crea", "ra", "ra", "ra"),
    "documenttype": ("crea", "ra", "ra", "ra"),
    "language": ("crea", "ra", "ra", "ra"),
    "role": ("crea", "ra", "ra", "ra"),
    "place": ("crea", "cra", "ra", "ra"),
    "subject": ("crea", "cra", "ra", "ra"),
    "archive": ("crea", "ea", "ea", "ea"),
    "fond": ("crea", "ea", "ea", "ea"),
    "opis": ("crea", "cera", "ea", "ea"),
    "delo": ("crea", "cera", "ea", "ea"),
    "formerreference": ("crea", "ea", "ea", "ea"),
    "proposedrevision": ("ra", "", "", ""),  # an author sees her own: test_proposals
    "auditline": ("a", "", "", ""),
    "batch": ("rea", "", "", ""),  # made by imports and bulk changes, never by hand
    "user": ("a", "a", "a", "a"),
    "group": ("a", "a", "a", "a"),
}

PAGES = {
    # what looking at a page takes, and what sending it takes: view 0, add 1, change 2, delete 3
    "changelist": ("0", "0"),
    "add": ("1", "1"),
    "change": ("0", "2"),
    "history": ("0", "0"),
    "delete": ("3", "3"),
    "recoverlist": ("12", "12"),
    "recover": ("12", "12"),
    "revision": ("2", "2"),
    "export_csv": ("0", "0"),
    "export_fixtures": ("0", "0"),
    "merge": ("23", "23"),
    "bulk": ("2", "2"),
    "bulk_progress": ("2", "2"),
}

OTHERS = {
    # who may look, who may send
    "index": ("creas", "creas"),
    "login": ("creas", "creas"),
    "logout": ("", "creas"),
    "password_change": ("creas", "creas"),
    "password_change_done": ("creas", ""),
    "jsi18n": ("creas", ""),
    "autocomplete": ("crea", ""),
    "view_on_site": ("creas", "creas"),
    "app_list": ("crea", "crea"),
    "auth_user_password_change": ("a", "a"),
    "catalogue_account": ("creas", "creas"),  # her own
    "catalogue_places": ("crea", "crea"),
    "catalogue_read_date": ("creas", "creas"),
    "catalogue_document_source_line": ("ra", "ra"),  # of a public document
    "catalogue_document_read_source_line": ("", "cra"),  # read only, so of a public one too
    "catalogue_read_source_line": ("", "cra"),
    "catalogue_document_parties": ("ra", "ra"),
    "catalogue_document_bulk": ("ra", "ra"),  # public ones are among many
    "catalogue_document_bulk_progress": ("ra", "ra"),
    "catalogue_tree": ("crea", "crea"),
    "catalogue_tree_at": ("crea", "crea"),
    "catalogue_search": ("crea", "crea"),
    "catalogue_reports": ("crea", "crea"),
    "catalogue_work": ("crea", "crea"),  # others' work: test_reports
    "catalogue_fond_coverage": ("crea", "crea"),
    "catalogue_agent_doubles": ("crea", "crea"),
    "catalogue_agent_merges": ("crea", "crea"),
    "catalogue_agent_undo_merge": ("", "ra"),
    "catalogue_batch_change": ("rea", "rea"),  # nothing is changed there, whatever is sent
    "catalogue_batch_new": ("ra", "ra"),
    "catalogue_batch_columns": ("ra", "ra"),
    "catalogue_batch_confirm": ("ra", "ra"),
    "catalogue_batch_undo": ("a", "a"),
    "catalogue_document_review": ("crea", ""),  # each move: test_review
    "catalogue_proposedrevision_changelist": ("crea", "crea"),  # each sees her own in it
    "catalogue_proposedrevision_change": ("ra", ""),  # each move: test_proposals
    "catalogue_proposedrevision_history": ("ra", "ra"),
    "catalogue_proposedrevision_edit": ("", ""),  # its author alone
}

ACTIONS = {
    "document": {
        "delete_selected": "cra",  # of her own drafts only: test_review
        "publish": "ra",
        "withdraw": "ra",
        "send_to_review": "cra",
        "change_many": "ra",
        "export_csv": "crea",
        "export_fixtures": "crea",
    },
    "batch": {},
    "proposedrevision": {},
    "auditline": {},
    "user": {"delete_selected": "a", "forget_codes": "a"},
}
EXPORTED = (
    *("agent", "collection", "documenttype", "language", "role", "place", "subject"),
    *("archive", "fond", "opis", "delo", "formerreference"),
)
ACTIONS |= {
    name: {"delete_selected": MODELS[name][3], "export_csv": "crea", "export_fixtures": "crea"}
    for name in EXPORTED
}
for unit in ("fond", "opis", "delo"):
    ACTIONS[unit]["change_many"] = "ea"
"""A model that is not named has one action: deleting, for those who may."""


def _names() -> set[str]:
    """The names of every address of the desk."""

    def within(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from within(pattern.url_patterns)
            elif pattern.name:
                yield pattern.name

    return set(within(admin.site.urls[0]))


def _expected(name: str) -> tuple[str, str]:
    if name in OTHERS:
        return OTHERS[name]
    _app, model, page = name.split("_", 2)
    rights, (look, send) = MODELS[model], PAGES[page]
    return _all_of(rights, look), _all_of(rights, send)


def _all_of(rights: tuple[str, ...], numbers: str) -> str:
    """The letters of those who have every one of some rights."""
    return "".join(one for one in PEOPLE if all(one in rights[int(n)] for n in numbers))


NAMES = sorted(_names())


@pytest.fixture
def records(telegram, kuznetsov) -> dict[str, Any]:
    """One row of every kind, each with a version."""
    with reversion.create_revision():
        Collection.objects.create(slug="c", label_en="Korea")
        Place.objects.create(slug="p", label_en="Beijing")
        Subject.objects.create(slug="s", label_en="Korean War")
        FormerReference.objects.create(archive="ЦПА", now_archive=Archive.objects.first())
        for model in admin.site._registry:
            if reversion.is_registered(model):
                for row in model.objects.all():
                    row.save()
    gone, kept = (Agent.objects.create(slug=slug, name=slug) for slug in ("gone", "kept"))
    merge_agents(gone, kept)
    for model in ("document", "fond", "opis", "delo"):
        made = Batch(kind="change", options={"model": model, "keys": []})
        made.finish(Batch.State.DONE)
    proposer = User.objects.create_user("proposer", is_staff=True)
    content = content_of(telegram)
    ProposedRevision.objects.create(document=telegram, by=proposer, base=content, content=content)
    return {
        model._meta.model_name: model.objects.order_by("pk").first()
        for model in admin.site._registry
    }


@pytest.fixture
def clients(db: None) -> dict[str, Client]:
    found = {}
    for letter, group in PEOPLE.items():
        user = User.objects.create_user(group or "staff", is_staff=True)
        user.groups.set(Group.objects.filter(name=group))
        found[letter] = Client()
        found[letter].force_login(user)
    return found


WITHOUT_RECORD = {
    *("changelist", "add", "recoverlist", "new", "columns", "confirm", "bulk", "doubles", "merges"),
    *("export_csv", "export_fixtures"),
}
"""Pages that are of no one record."""

ARGUMENTS: dict[str, list[Any]] = {
    "app_list": ["catalogue"],
    "view_on_site": [1, 999_999],
    "catalogue_work": ["2026-11"],
}
"""What addresses of no record take."""


def _address(name: str, records: dict[str, Any]) -> str:
    if name in ARGUMENTS:
        return reverse(f"admin:{name}", args=ARGUMENTS[name])
    if name == "autocomplete":
        query = "app_label=catalogue&model_name=participation&field_name=agent&term=k"
        return f"{reverse('admin:autocomplete')}?{query}"
    if name == "catalogue_tree_at":
        return reverse(f"admin:{name}", args=[f"archive-{records['archive'].pk}"])
    if name == "catalogue_agent_undo_merge":
        return reverse(f"admin:{name}", args=[AgentMerge.objects.first().pk])
    parts = name.split("_", 2)
    if name.endswith("_bulk_progress"):
        batch = Batch.objects.get(options__model=parts[1])
        return reverse(f"admin:{name}", args=[batch.pk])
    if len(parts) < 3 or parts[1] not in records:
        return reverse(f"admin:{name}")
    record, page = records[parts[1]], parts[2]
    if page in WITHOUT_RECORD:
        return reverse(f"admin:{name}")
    if page in ("recover", "revision"):
        version = Version.objects.get_for_object(record).first().pk
        return reverse(f"admin:{name}", args=[record.pk, version][page == "recover" :])
    return reverse(f"admin:{name}", args=[record.pk])


def test_every_address_of_the_desk_has_its_row() -> None:
    for name in NAMES:
        _expected(name)
    assert set(OTHERS) <= _names()


def _may(response: Any) -> bool:
    """Whether someone signed in was let in: not refused, and not led to what refuses."""
    refused = response.status_code in (403, 404, 405)
    return not refused and not (
        response.status_code == 302 and response.url.startswith(reverse("admin:login"))
    )


def test_who_may_look_and_who_may_send(records, clients, monkeypatch) -> None:
    # Rights are settled before a page is rendered; leaving that out saves minutes.
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    wrong = []
    for name in NAMES:
        address = _address(name, records)
        for letter, client in clients.items():
            if name in ("view_on_site", "logout", "index", "login"):
                continue
            look, send = (letter in one for one in _expected(name))
            if _may(client.get(address)) != look:
                wrong.append(f"{letter} looks at {name}: expected {look}")
            if _may(client.post(address)) != send:
                wrong.append(f"{letter} sends {name}: expected {send}")
    assert not wrong, "\n".join(wrong)


def test_readers_are_sent_to_the_sign_in_from_everywhere(records) -> None:
    signed_in = Client()
    signed_in.force_login(User.objects.create_user("reader"))
    for client in (Client(), signed_in):
        for name in NAMES:
            if name in ("login", "jsi18n", "logout"):
                continue
            for answer in (
                client.get(_address(name, records)),
                client.post(_address(name, records)),
            ):
                assert answer.status_code == 302, name
                assert answer.url.startswith(reverse("admin:login")), name


def test_who_is_offered_which_action(records, clients) -> None:
    for model, model_admin in admin.site._registry.items():
        name = model._meta.model_name
        deleting = {"delete_selected": MODELS[name][3]}
        rows = ACTIONS.get(name, deleting)
        for letter, group in PEOPLE.items():
            request = RequestFactory().get("/")
            request.user = User.objects.get(username=group or "staff")
            offered = set(model_admin.get_actions(request))
            assert offered == {one for one, may in rows.items() if letter in may}, (name, letter)


def test_an_action_that_is_not_offered_is_not_done_either(records, clients, telegram) -> None:
    before = Document.objects.get(pk=telegram.pk).status
    for action, letters in ACTIONS["document"].items():
        for letter in set(PEOPLE) - set(letters):
            data = {"action": action, "_selected_action": [telegram.pk], "post": "yes"}
            clients[letter].post(reverse("admin:catalogue_document_changelist"), data)
            assert Document.objects.get(pk=telegram.pk).status == before


def test_a_cataloguer_deletes_no_others_document_by_an_action(clients, telegram) -> None:
    data = {"action": "delete_selected", "_selected_action": [telegram.pk], "post": "yes"}
    clients["c"].post(reverse("admin:catalogue_document_changelist"), data)
    assert Document.objects.filter(pk=telegram.pk).exists()


def test_an_administrator_makes_nobody_a_superuser(clients, db) -> None:
    person = User.objects.get(username=CATALOGUER)
    address = reverse("admin:auth_user_change", args=[person.pk])
    typed = {"username": person.username, "is_active": "on", "is_superuser": "on"}
    assert clients["a"].post(address, typed).status_code == 302
    assert not User.objects.get(pk=person.pk).is_superuser
    root = User.objects.create_superuser("root")
    address = reverse("admin:auth_user_password_change", args=[root.pk])
    assert clients["a"].get(address).status_code in (302, 404)
    assert clients["a"].get(reverse("admin:auth_user_change", args=[root.pk])).status_code == 302
