"""What `manage.py bench search` measures by saving: it is seen, and put back."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from catalogue.management.benchmarks.search_index import measure_visibility
from catalogue.models import Document
from catalogue.search import index


@pytest.mark.django_db(transaction=True)
def test_a_save_is_seen_and_its_title_put_back() -> None:
    call_command("generate", documents=10, dela=20, verbosity=0)
    index.refresh()
    titles = set(Document.objects.values_list("title", flat=True))
    assert measure_visibility().value > 0
    assert set(Document.objects.values_list("title", flat=True)) == titles
