"""The index is true whatever processes do to each other, and whenever one is killed.

``CATALOGUE_KILLS`` and ``CATALOGUE_SECONDS`` make the two long tests longer.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from catalogue.models import Document
from catalogue.search import index

from .conftest import search

pytestmark = pytest.mark.usefixtures("collection")

KILLS = int(os.environ.get("CATALOGUE_KILLS", "6"))
SECONDS = float(os.environ.get("CATALOGUE_SECONDS", "4"))

EDITOR = """
import random
for turn in range(100_000):
    document = Document.objects.order_by("?").first()
    document.title = f"Turn {turn}"
    document.status = random.choice(["draft", "published"])
    document.save()
    index.refresh()
    tell(turn)
"""
IN_BULK = """
from django.utils import timezone
for turn in range(100_000):
    Document.objects.bulk_create(
        Document(title=f"Bulk {turn} {n}", status="published", published_at=timezone.now())
        for n in range(50)
    )
    index.refresh()
    tell(turn)
    Agent.objects.filter(slug="molotov").update(name=f"Molotov {turn}")
    Document.objects.filter(title__startswith="Bulk", pk__lt=random.randrange(10**6)).delete()
    index.refresh()
"""
REBUILDER = """
building.WRITTEN_DOWN = 0.0
for turn in range(100_000):
    tell(turn)
    index.rebuild()
"""
TWO_WRITERS = """
for turn in range(100_000):
    title = f"Mine {number} {turn}"
    Document.objects.filter(pk=mine).update(title=title)
    found = search_documents(Search(q=f'"{title}"'))
    assert [hit.document.title for hit in found.hits] == [title], title
    tell(turn)
"""
FOUR_READERS = """
for turn in range(100_000):
    found = search_documents(Search(q=random.choice(["", "mine", "armistice", "-mine"])))
    assert len({hit.document.pk for hit in found.hits}) == len(found.hits)
    tell(turn)
"""
PRELUDE = """
import django, random, sys
django.setup()
from catalogue.models import Agent, Document
from catalogue.search import Search, building, index, search_documents
number, mine = int(sys.argv[1]), int(sys.argv[2])
def tell(turn): print(turn, flush=True)
"""


def started(script: str, number: int = 0, mine: int = 0) -> subprocess.Popen:
    """A process of its own on this test's database and index."""
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + script, str(number), str(mine)],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "CATALOGUE_INDEX": str(settings.CATALOGUE_INDEX),
            "DJANGO_SETTINGS_MODULE": "archive_site.settings",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def database_url() -> str:
    """The address of the test database, for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    database = connection.settings_dict
    password = f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else ""
    host = f"{database['HOST']}:{database['PORT'] or 5432}"
    return f"postgresql://{database['USER']}{password}@{host}/{name}"


@pytest.mark.parametrize("script", [EDITOR, IN_BULK, REBUILDER], ids=["edits", "bulk", "rebuilds"])
def test_a_killed_process_leaves_the_index_equal_to_the_database(script: str) -> None:
    """SIGKILL at random moments: between commit and index, and within the index's own writing."""
    search()
    for _ in range(-(-KILLS // 3)):
        with started(script) as process:
            assert process.stdout.readline(), process.stderr.read()
            time.sleep(random.uniform(0, 0.5))  # noqa: S311
            process.send_signal(signal.SIGKILL)
        assert index.differences() == {}
        assert index.damaged_file() is None
    assert {hit.document.title for hit in search(per_page="100").hits} <= set(
        Document.objects.published().values_list("title", flat=True)
    )


def test_two_write_and_four_read_and_each_sees_what_it_wrote(
    collection: dict[str, Document],
) -> None:
    search()
    writers = [(TWO_WRITERS, n, collection[name].pk) for n, name in enumerate(["letter", "notes"])]
    with ExitStack() as stack:
        processes = [
            stack.enter_context(started(*one)) for one in [*writers, *[(FOUR_READERS, 9, 0)] * 4]
        ]
        for process in processes:
            assert process.stdout.readline(), process.stderr.read()
        time.sleep(SECONDS)
        for process in processes:
            process.send_signal(signal.SIGTERM)
        turns = []
        for process in processes:
            out, complaints = process.communicate()
            assert process.returncode == -signal.SIGTERM, complaints
            turns.append(len(out.splitlines()))
    assert min(turns) > 0
    print("turns of the writers and the readers:", turns)
    assert index.differences() == {}
