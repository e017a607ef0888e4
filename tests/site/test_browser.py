"""The stock admin works in a real browser under the site's policy, without a complaint."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def curator_page(page: Page) -> Page:
    """A page on which a curator is signed in."""
    get_user_model().objects.create_superuser("curator", password="a password")
    page.goto("/admin/")
    page.get_by_label("Username").fill("curator")
    page.get_by_label("Password").fill("a password")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    return page


def test_the_admins_scripts_run(curator_page: Page) -> None:
    """The two lists of permissions are made by a script, as are the prepared action buttons."""
    Group.objects.create(name="reviewers")
    curator_page.goto("/admin/auth/group/add/")
    curator_page.locator("#id_name").fill("cataloguers")
    curator_page.locator("#id_permissions_from option").first.dblclick()
    curator_page.get_by_role("button", name="Save", exact=True).click()
    curator_page.get_by_text("was added successfully").wait_for()
    curator_page.locator("#action-toggle").check()
    curator_page.get_by_text("6 of 6 selected").wait_for()
    assert Group.objects.get(name="cataloguers").permissions.count() == 1


def test_a_page_that_is_not_there_is_no_complaint(page: Page) -> None:
    response = page.goto("/no/such/page/")
    assert response is not None
    assert response.status == 404


def test_a_violated_policy_is_a_complaint(page: Page, complaints: list[str]) -> None:
    page.goto("/healthz")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.wait_for_timeout(100)
    assert "violates the following Content Security Policy" in complaints.pop()


def test_an_error_in_a_script_is_a_complaint(page: Page, complaints: list[str]) -> None:
    page.goto("/healthz")
    page.evaluate("setTimeout(() => { throw new Error('on purpose') })")
    page.wait_for_timeout(100)
    assert "on purpose" in complaints.pop()


def test_a_foreign_address_is_a_complaint(page: Page, complaints: list[str]) -> None:
    page.goto("/healthz")
    page.evaluate("window.location = 'http://127.0.0.1:9/elsewhere'")
    page.wait_for_timeout(100)
    assert "a request to http://127.0.0.1:9/elsewhere" in complaints
    complaints.clear()


def test_axe_speaks_of_a_page_without_a_language(
    open_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = open_page()
    page.goto("/healthz")
    assert any("html-has-lang" in finding for finding in axe(page))
