"""How long the search page takes: through the Django client, and from a real server."""

from __future__ import annotations

import gc
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from statistics import median, quantiles
from time import perf_counter

from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError
from django.test import Client, override_settings

from catalogue.search import Search, kept, remembered, search_documents
from catalogue.search.kinds import PUBLIC

from .search_queries import Asked

STARTS_WITHIN = 60.0
"""Seconds that a server may take to its first answer."""

Times = list[float]
"""Milliseconds."""


def percentile(times: Sequence[float]) -> float:
    """The time that 19 of 20 stay under."""
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def forget() -> None:
    """Empty what the search remembers of earlier questions.

    What is known of everything stays: a process counts it once and brings it forward from then on.
    """
    cache.clear()
    everything = {kind: Search(kind=kind).question for kind in PUBLIC}
    known = {question: kept.get(question) for question in everything.values()}
    kept.forget()
    remembered.forget()
    for question, counted in known.items():
        if counted:
            kept.keep(question, counted)


@dataclass(frozen=True)
class PageTimes:
    """One question through the whole page, and through the search alone."""

    warm: Times
    uncached: Times
    engine: Times
    found: int


@contextmanager
def as_for_readers() -> Iterator[None]:
    """As on the site's server: without what development adds to every query and page."""
    gc.collect()
    gc.freeze()
    with override_settings(DEBUG=False, ALLOWED_HOSTS=["*"]):
        yield


def page_times(asked: Asked, times: int, seconds: float) -> PageTimes:
    """Ask a question so many times, or for so many seconds at most, each way."""
    client = Client()
    warm_up = _asked_once(client, asked)
    total = 0
    if warm_up == 200 and not asked.is_of_dela:
        total = search_documents(asked.search).total
    uncached = _timed(lambda: _asked_once(client, asked), times, seconds, before=forget)
    warm = _timed(lambda: _asked_once(client, asked), times, seconds)
    engine = []
    if not asked.is_of_dela:
        engine = _timed(lambda: search_documents(asked.search), times, seconds, before=forget)
    return PageTimes(warm, uncached, engine, total)


def _asked_once(client: Client, asked: Asked) -> int:
    status = client.get(asked.address).status_code
    if status >= 500:
        raise CommandError(f"{asked.address} is answered with {status}.")
    return status


def _timed(
    work: Callable[[], object],
    times: int,
    seconds: float,
    before: Callable[[], None] = lambda: None,
) -> Times:
    taken: Times = []
    ends = perf_counter() + seconds
    while not taken or (len(taken) < times and perf_counter() < ends):
        before()
        started = perf_counter()
        work()
        taken.append(1_000 * (perf_counter() - started))
    return taken


# --- A server of its own ---


@dataclass(frozen=True)
class Server:
    """A running site: its address, its process, and the milliseconds to its first answer."""

    port: int
    process: subprocess.Popen
    cold_start: float

    def get(self, address: str) -> float:
        """Milliseconds until an answer was read to its end."""
        started = perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status >= 500:
            raise CommandError(f"The server answers {address} with {answer.status}.")
        return 1_000 * (perf_counter() - started)


def server_name() -> str:
    return "gunicorn" if find_spec("gunicorn") else "Django's own server: no gunicorn here"


@contextmanager
def serving(first: str, workers: int) -> Iterator[Server]:
    """The site on a free port, once it has answered the first address."""
    port = free_port()
    site = f"127.0.0.1:{port}"
    command = [sys.executable, "manage.py", "runserver", "--noreload", site]
    if find_spec("gunicorn"):
        command = [sys.executable, "-m", "gunicorn", "archive_site.wsgi", "--bind", site]
        command += ["--workers", str(workers), "--timeout", "120", "--log-level", "error"]
    environment = {**os.environ, "DEBUG": "false", "ALLOWED_HOSTS": "127.0.0.1"}
    environment |= {"CATALOGUE_INDEX": str(settings.CATALOGUE_INDEX), "LOG_LEVEL": "ERROR"}
    started = perf_counter()
    process = subprocess.Popen(  # noqa: S603 (our own words)
        command,
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _answered(port, first, process)
        yield Server(port, process, 1_000 * (perf_counter() - started))
    finally:
        stop(process)


def _answered(port: int, address: str, process: subprocess.Popen) -> None:
    server = Server(port, process, 0)
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            server.get(address)
        except OSError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise CommandError("The server did not start.") from error
            time.sleep(0.02)
        else:
            return


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def stop(process: subprocess.Popen) -> None:
    """End a process of ours, gently first."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@dataclass(frozen=True)
class Load:
    """What some clients met who asked everything one after another."""

    times: Times
    seconds: float

    @property
    def rate(self) -> float:
        """Pages a second."""
        return len(self.times) / self.seconds


def load(server: Server, questions: Sequence[Asked], clients: int, seconds: float) -> Load:
    """Let clients ask the questions in turn for some seconds, each beginning elsewhere."""
    started = perf_counter()
    ends = started + seconds

    def ask(number: int) -> Times:
        times: Times = []
        at = number * len(questions) // clients
        while perf_counter() < ends:
            times.append(server.get(questions[at % len(questions)].address))
            at += 1
        return times

    with ThreadPoolExecutor(clients) as pool:
        times = [one for taken in pool.map(ask, range(clients)) for one in taken]
    return Load(times, perf_counter() - started)


def middle(times: Sequence[float]) -> float:
    return median(times) if times else 0.0
