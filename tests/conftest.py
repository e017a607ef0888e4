"""What all tests share: which suite runs, databases and indexes of their own, a real browser."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.conf import settings as site_settings
from django.db import connection
from django.test import TransactionTestCase
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from archive_site.suites import find_chromium
from catalogue.models import Change

# Chromium without sandbox (CI runs as root) and without errands of its own on the network.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
AXE_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# --- Which tests run -------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--suite",
        choices=SUITES,
        help="sqlite: all but the browser tests; postgresql: those that touch the database; "
        "browser: those that drive a browser (default: all, on the database of DATABASE_URL)",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the chosen suite leaves to another."""
    belongs = SUITES.get(config.getoption("suite"))
    if belongs:
        left_out = [item for item in items if not belongs(item)]
        items[:] = [item for item in items if belongs(item)]
        config.hook.pytest_deselected(items=left_out)


def _drives_a_browser(item: pytest.Item) -> bool:
    """Whether a test asks for the browser, by mark or by fixture."""
    is_marked = item.get_closest_marker("browser") is not None
    return is_marked or "chromium" in getattr(item, "fixturenames", ())


def _touches_the_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database, by mark, by fixture or as a Django test case."""
    return (
        item.get_closest_marker("django_db") is not None
        or not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        or issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    )


SUITES: dict[str, Callable[[pytest.Item], bool]] = {
    "sqlite": lambda item: not _drives_a_browser(item),
    "postgresql": lambda item: (
        _touches_the_database(item)
        and not _drives_a_browser(item)
        and not item.get_closest_marker("one_database")
    ),
    "browser": _drives_a_browser,
}


# --- Databases and indexes -------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give this run a database of its own, so that two runs on one machine do not meet.

    On SQLite it is a file, as in real use: every thread of the live server has its own connection.
    """
    settings = site_settings.DATABASES["default"]
    if settings["ENGINE"].endswith("sqlite3"):
        name = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    else:
        name = f"test_fond_catalogue_{os.getpid()}"
    settings.setdefault("TEST", {})["NAME"] = name


@pytest.fixture(scope="session", autouse=True)
def _few_rows_are_flushed_by_deleting() -> Iterator[None]:
    """Empty PostgreSQL's tables row by row: TRUNCATE makes new files for each, seconds a test.

    The log of changes comes last, for deleting is logged too.
    """

    def sql_flush(_style: Any, tables: list[str], **_options: Any) -> list[str]:
        in_order = sorted(tables, key=Change._meta.db_table.__eq__)
        return [f"DELETE FROM {connection.ops.quote_name(name)}" for name in in_order]  # noqa: S608

    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "postgresql":
            patch.setattr(connection.ops, "sql_flush", sql_flush)
        yield


@pytest.fixture(scope="session", autouse=True)
def _site_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the search index of this run apart, and sign curators in without the slow hash."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_settings, "CATALOGUE_INDEX", tmp_path_factory.mktemp("index"))
        hasher = "django.contrib.auth.hashers.MD5PasswordHasher"
        patch.setattr(site_settings, "PASSWORD_HASHERS", [hasher])
        yield


# --- A browser -------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium; a test that asks for it belongs to the browser suite."""
    path = find_chromium()
    if path is None:
        assert os.environ.get("CI") != "true", "no Chromium was found"
        pytest.skip("no Chromium was found")
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's synchronous interface keeps an event loop in this thread, which Django
        # takes for a sign that the database must not be used from it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
            yield browser
            browser.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complains of during a test: errors, violated policies, foreign addresses.

    Any complaint fails the test; one that provokes a complaint takes it off the list.
    """
    complaints: list[str] = []
    yield complaints
    assert complaints == []


@pytest.fixture
def open_page(
    chromium: Browser, live_server: LiveServer, complaints: list[str]
) -> Iterator[Callable[..., Page]]:
    """A function that opens a page in a fresh session of the browser.

    Its arguments are those of a browser context: `color_scheme="dark"`,
    `java_script_enabled=False`, `viewport={"width": 320, "height": 640}`.
    """
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        context = chromium.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        # Reaches the page before its own scripts, and where its policy would refuse ours.
        context.add_init_script(path=AXE_FILE_PATH)
        page = context.new_page()
        _listen(page, live_server.url, complaints)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """An empty page; `page.goto("/documents/")` opens the site under test."""
    return open_page()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """A function that lists what axe finds against the accessibility of the page shown."""

    def axe(page: Page) -> list[str]:
        # Select2 makes its controls when the page is loaded, and names.js names them after that.
        page.wait_for_load_state("load")
        expect(page.locator(".select2-search__field:not([aria-label])")).to_have_count(0)
        # Preloading style sheets would itself break the policy of a page.
        options = {"runOnly": AXE_STANDARDS, "resultTypes": ["violations"], "preload": False}
        found = page.evaluate("options => axe.run(document, options)", options)
        return [
            f"{violation['id']}: {violation['help']}: {node['html']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return axe


def _listen(page: Page, site: str, complaints: list[str]) -> None:
    """Add what the browser complains of to the list."""
    visited: set[str] = set()

    def on_request(request: Any) -> None:
        if request.is_navigation_request():
            visited.add(request.url)
        if not request.url.startswith((f"{site}/", "data:")):
            complaints.append(f"a request to {request.url}")

    def on_console(message: ConsoleMessage) -> None:
        # A test may open an error page; the browser notes the status of that page itself.
        is_status = message.text.startswith("Failed to load") and message.location["url"] in visited
        if message.type == "error" and not is_status:
            complaints.append(f"{page.url}: {message.text}")

    page.on("request", on_request)
    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
