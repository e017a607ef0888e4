"""Identifiers of agents: kept in one form, checked, each with its page."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from catalogue.models import Agent, AgentIdentifier

pytestmark = pytest.mark.django_db

KEPT = [
    ("viaf", "https://viaf.org/viaf/24602065/", "24602065"),
    ("viaf", " 24602065 ", "24602065"),
    ("wikidata", "https://www.wikidata.org/wiki/Q5879#P31", "Q5879"),
    ("wikidata", "q5879", "Q5879"),
    ("isni", "0000 0001 2103 2683", "0000000121032683"),
    ("isni", "https://isni.org/isni/0000000121032683", "0000000121032683"),
    ("isni", "0000-0001-2103-2683", "0000000121032683"),
    ("gnd", "https://d-nb.info/gnd/118540238", "118540238"),
    ("gnd", "2023432-8", "2023432-8"),
]
REFUSED = [
    ("viaf", "Q5879", "VIAF looks like"),
    ("viaf", "", "VIAF looks like"),
    ("wikidata", "5879", "Wikidata looks like"),
    ("wikidata", "P31", "Wikidata looks like"),
    ("isni", "0000000121032684", "check digit of this ISNI"),
    ("isni", "000000012103268", "ISNI looks like"),
    ("gnd", "118540239", "check digit of this GND"),
    ("gnd", "javascript:alert(1)", "GND looks like"),
    ("viaf", "٢٤٦٠٢٠٦٥", "VIAF looks like"),
]


@pytest.mark.parametrize(("scheme", "typed", "value"), KEPT)
def test_an_identifier_is_kept_without_its_address(scheme: str, typed: str, value: str) -> None:
    agent = Agent.objects.create(slug="goethe", name="Goethe")
    identifier = AgentIdentifier(agent=agent, scheme=scheme, value=typed)
    identifier.full_clean()
    identifier.save()
    assert identifier.value == value
    assert identifier.url.endswith(f"/{value}")


@pytest.mark.parametrize(("scheme", "typed", "message"), REFUSED)
def test_what_has_not_the_form_is_refused(scheme: str, typed: str, message: str) -> None:
    agent = Agent.objects.create(slug="goethe", name="Goethe")
    with pytest.raises(ValidationError, match=message):
        AgentIdentifier(agent=agent, scheme=scheme, value=typed).clean()
