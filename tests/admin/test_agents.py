"""Agents at the desk: suggested names, identifiers, doubles, merging and its undoing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalogue.admin.agent_doubles import likely_doubles
from catalogue.admin.agent_names import suggested_names
from catalogue.models import Agent, AgentIdentifier, AgentMerge, AgentName, Document, Subject


def test_romanisations_of_cyrillic_names_are_suggested() -> None:
    assert "Khrushchëv" in suggested_names(["Хрущёв", "Khrushchev"])
    assert suggested_names(["Khrushchev"]) == []
    assert all(len(name) <= 200 for name in suggested_names(["щ" * 200]))


def test_a_suggestion_is_taken_in_by_a_tick(desk, kuznetsov: Agent) -> None:
    offered = desk.get(desk.address(Agent, "change", kuznetsov.pk)).context["adminform"].form
    name = offered.fields["suggested"].choices[0][0]
    assert desk.change(kuznetsov, suggested=[name]).status_code == 302
    assert kuznetsov.names.filter(name=name).count() == 1
    assert desk.change(kuznetsov).status_code == 302


def test_a_name_that_was_not_suggested_is_refused(desk, kuznetsov: Agent, errors_of) -> None:
    assert "Select a valid choice" in errors_of(desk.change(kuznetsov, suggested=["Ivanov"]))


def identifiers(scheme: str, value: str) -> dict[str, str]:
    prefix = "identifiers"
    return {
        f"{prefix}-TOTAL_FORMS": "1",
        f"{prefix}-0-scheme": scheme,
        f"{prefix}-0-value": value,
    }


def test_an_identifier_is_saved_and_linked(desk, kuznetsov: Agent, errors_of) -> None:
    wrong = identifiers("isni", "0000000121032684")
    assert "check digit" in errors_of(desk.change(kuznetsov, **wrong))
    assert desk.change(kuznetsov, **identifiers("wikidata", "q5879")).status_code == 302
    page = desk.get(desk.address(Agent, "change", kuznetsov.pk)).content.decode()
    assert 'href="https://www.wikidata.org/wiki/Q5879"' in page


# --- Doubles ---


def pairs() -> list[tuple[str, str]]:
    return [(pair.one.name, pair.other.name) for pair in likely_doubles()]


def test_names_that_sound_alike_are_found_unless_years_or_kind_speak_against(kuznetsov) -> None:
    Agent.objects.filter(pk=kuznetsov.pk).update(dates="1901–1990")
    Agent.objects.create(slug="a", name="Kuznecov, V.", dates="1901")
    Agent.objects.create(slug="b", name="Kuznetsov, Viktor", dates="1850–1900")
    Agent.objects.create(slug="c", name="Kuznetsov, V.", kind="body")
    assert pairs() == [("Kuznetsov, Vasily Vasilyevich", "Kuznecov, V.")]


def test_agents_with_one_identifier_come_first(kuznetsov: Agent) -> None:
    for slug, name in (("a", "Kuznecov, V."), ("b", "Someone Else")):
        agent = Agent.objects.create(slug=slug, name=name)
    for one in (kuznetsov, agent):
        AgentIdentifier.objects.create(agent=one, scheme="viaf", value="24602065")
    assert [pair.why for pair in likely_doubles()] == [
        "the same identifier 24602065",
        "names that sound alike",
    ]


def test_doubles_take_the_same_queries_for_few_and_many(django_assert_num_queries, db) -> None:
    for number in range(40):
        agent = Agent.objects.create(slug=f"a{number}", name="Ivanov, Ivan")
        AgentName.objects.create(agent=agent, name="Иванов, Иван")
    with django_assert_num_queries(3):
        assert len(likely_doubles()) == 30 * 29 // 2


def test_only_so_many_agents_are_compared_the_newest(kuznetsov, monkeypatch) -> None:
    monkeypatch.setattr("catalogue.admin.agent_doubles.MOST_AGENTS", 2)
    for name in ("Kuznecov, V.", "Kuznetzov, V."):
        Agent.objects.create(slug=name, name=name)
    assert pairs() == [("Kuznecov, V.", "Kuznetzov, V.")]


def test_the_page_of_doubles_leads_to_merging(desk, kuznetsov: Agent) -> None:
    other = Agent.objects.create(slug="a", name="Kuznecov, V.")
    page = desk.get(reverse("admin:catalogue_agent_doubles"), p="x").content.decode()
    assert f"{page_of(other)}?kept={kuznetsov.pk}" in page


# --- Merging ---


def page_of(agent: Agent) -> str:
    return reverse("admin:catalogue_agent_merge", args=[agent.pk])


@pytest.fixture
def merged(desk, telegram: Document, kuznetsov: Agent) -> AgentMerge:
    gone = Agent.objects.get(slug="kuznetsov")
    shown = desk.client.post(page_of(gone), {"kept": kuznetsov.pk})
    assert "Parts in documents that go over: 1" in shown.content.decode()
    sent = {"kept": kuznetsov.pk, "shown": shown.context["shown"], "_merge": "1"}
    assert desk.client.post(page_of(gone), sent).status_code == 302
    return AgentMerge.objects.get()


def test_agents_are_merged_and_the_merge_undone(desk, merged, kuznetsov, telegram, curator) -> None:
    assert telegram.participations.get().agent == kuznetsov
    assert merged.merged_by == curator
    page = desk.get(reverse("admin:catalogue_agent_merges")).content.decode()
    undo = reverse("admin:catalogue_agent_undo_merge", args=[merged.pk])
    assert undo in page
    assert desk.get(undo).status_code == 405
    assert desk.client.post(undo).status_code == 302
    assert telegram.participations.get().agent.slug == "kuznetsov"
    page = desk.client.post(undo, follow=True).content.decode()
    assert "undone already" in page


@pytest.mark.parametrize("kept", ["", "0", "x", "99999999999999999999"])
def test_a_wrong_choice_is_refused(kept: str, desk, kuznetsov: Agent) -> None:
    response = desk.client.post(page_of(kuznetsov), {"kept": kept, "_merge": "1"})
    assert response.status_code == 200
    assert response.context["form"].errors


def test_who_may_not_delete_may_neither_merge_nor_undo(desk_of_staff, merged, kuznetsov) -> None:
    desk = desk_of_staff("view_agent", "change_agent")
    assert desk.get(page_of(kuznetsov)).status_code == 403
    undo = reverse("admin:catalogue_agent_undo_merge", args=[merged.pk])
    assert desk.client.post(undo).status_code == 403
    assert (
        "<button"
        not in desk.get(reverse("admin:catalogue_agent_merges"))
        .content.decode()
        .split('class="doubles"')[1]
        .split("</table>")[0]
    )


# --- Their documents, and what lacks a translation ---


def test_the_documents_of_an_agent_or_a_term_are_listed(desk, telegram: Document) -> None:
    subject = Subject.objects.create(slug="korea", label_en="Korea")
    telegram.subjects.add(subject)
    Document.objects.create(title="Another")
    agent = Agent.objects.get(slug="kuznetsov")
    for lookup, record in (
        ("participations__agent__id__exact", agent),
        ("subjects__id__exact", subject),
        ("type__id__exact", telegram.type),
    ):
        page = desk.get(desk.address(type(record), "change", record.pk)).content.decode()
        assert f"{lookup}={record.pk}" in page
        found = desk.list(Document, **{lookup: record.pk}).context["cl"].result_list
        assert list(found) == [telegram]


def test_untranslated_terms_are_listed(desk) -> None:
    Subject.objects.create(slug="a", label_en="A", label_ru="А", label_uk="А")
    Subject.objects.create(slug="b", label_en="B", label_ru="Б")
    for lacks, slugs in (("any", ["b"]), ("ru", []), ("uk", ["b"]), ("x", ["a", "b"])):
        rows = desk.list(Subject, lacks=lacks).context["cl"].result_list
        assert [row.slug for row in rows] == slugs
