"""One-time codes: switched on by a code, asked for at sign-in, refused in every other case."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from catalogue.models import AuditLine
from catalogue.models.one_time_codes import RECOVERY_CODES, is_on, key_to_confirm

pytestmark = pytest.mark.one_database

PASSWORD = "a curator's password"
ACCOUNT = "/admin/auth/user/my-account/"
MINUTE = 60


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch):
    """A function that lets time pass for the codes, and says what time it is."""
    now = [time.time()]
    stands = SimpleNamespace(time=lambda: now[0])
    monkeypatch.setattr("django_otp.plugins.otp_totp.models.time", stands)

    def passes(seconds: float = 0) -> float:
        now[0] += seconds
        return now[0]

    return passes


@pytest.fixture
def code_of(clock):
    """A function that gives the code that someone's app shows at the moment, written in two."""

    def code_of(user: User) -> str:
        app = TOTP(TOTPDevice.objects.get(user=user).bin_key)
        app.time = clock()
        digits = f"{app.token():06d}"
        return f"{digits[:3]} {digits[3:]}"

    return code_of


@pytest.fixture
def with_codes(desk, curator, code_of, clock) -> list[str]:
    """The recovery codes of the curator, who has just switched one-time codes on."""
    desk.get(ACCOUNT)
    answer = desk.client.post(ACCOUNT, {"code": code_of(curator)})
    clock(MINUTE)
    return answer.context["recovery_codes"]


def signs_in(code: str = "", name: str = "curator", password: str = PASSWORD) -> bool:
    typed = {"username": name, "password": password, "code": code}
    return Client().post(reverse("admin:login"), typed).status_code == 302


def test_nobody_needs_a_code_who_has_not_switched_them_on(curator) -> None:
    assert signs_in()
    assert signs_in("123456")


def test_the_page_shows_the_key_in_groups_and_hands_it_to_an_app(desk, curator) -> None:
    page = desk.get(ACCOUNT)
    groups = page.context["key"].split()
    assert {len(group) for group in groups} == {4}
    assert 'href="otpauth://totp/' in page.text
    assert "".join(groups) in page.context["key_address"]
    assert desk.get(ACCOUNT).context["key"] == page.context["key"]


def test_looking_at_the_key_switches_nothing_on(desk, curator) -> None:
    desk.get(ACCOUNT)
    assert not is_on(curator)
    assert signs_in()


@pytest.mark.parametrize("code", ["", "000000", "x", "²²²²²²", "1" * 32, "9" * 5_000, "\x00"])
def test_a_wrong_code_switches_nothing_on(code, desk, curator) -> None:
    desk.get(ACCOUNT)
    answer = desk.client.post(ACCOUNT, {"code": code})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not is_on(curator)


def test_from_then_on_password_and_code_sign_in_together(with_codes, curator, code_of) -> None:
    assert len(with_codes) == RECOVERY_CODES
    assert not signs_in()
    assert not signs_in("000 000")
    assert not signs_in(code_of(curator), password="guessed")


def test_a_good_code_signs_in_once(with_codes, curator, code_of, clock) -> None:
    code = code_of(curator)
    assert signs_in(code)
    assert not signs_in(code)


def test_a_code_of_yesterday_signs_nobody_in(with_codes, curator, code_of, clock) -> None:
    code = code_of(curator)
    clock(24 * 60 * MINUTE)
    assert not signs_in(code)


def test_a_recovery_code_signs_in_once(with_codes, curator) -> None:
    assert signs_in(f" {with_codes[0].upper()} ")
    assert not signs_in(with_codes[0])
    assert "9 left" in AuditLine.objects.filter(detail__contains="recovery").get().detail


def test_the_code_of_another_account_is_refused(with_codes, curator, code_of) -> None:
    User.objects.create_superuser("other", password=PASSWORD)
    device = key_to_confirm(User.objects.get(username="other"))
    device.confirmed = True
    device.save()
    assert not signs_in(code_of(curator), name="other")


def test_who_guesses_waits_before_even_a_good_code_is_taken(
    with_codes, curator, code_of, clock
) -> None:
    for _guess in range(4):
        assert not signs_in("000000")
    assert TOTPDevice.objects.get().throttling_failure_count > 0
    assert not signs_in(code_of(curator))


def test_a_refusal_does_not_say_what_was_wrong(with_codes, curator) -> None:
    def refusal(**typed: str) -> list[str]:
        typed = {"username": "curator", "password": PASSWORD, **typed}
        answer = Client().post(reverse("admin:login"), typed)
        return list(answer.context["form"].non_field_errors())

    assert refusal() == refusal(code="000000") == refusal(password="guessed") != []


def test_a_refused_code_is_in_the_audit_as_a_refused_sign_in(with_codes) -> None:
    signs_in("000000")
    assert AuditLine.objects.filter(kind="refused", about="curator").count() == 1


def test_switching_on_and_off_is_in_the_audit(with_codes, desk, curator, code_of) -> None:
    desk.client.post(ACCOUNT, {"code": code_of(curator)})
    assert not is_on(curator)
    assert signs_in()
    lines = AuditLine.objects.filter(kind="account", detail__startswith="one-time").order_by("pk")
    assert [one.detail for one in lines] == [
        "one-time codes switched on",
        "one-time codes switched off",
    ]


def test_only_a_good_code_switches_them_off(with_codes, desk, curator) -> None:
    for code in ("", "000000", "x" * 40):
        desk.client.post(ACCOUNT, {"code": code})
    assert is_on(curator)
    assert not StaticDevice.objects.exclude(user=curator).exists()


def test_a_recovery_code_switches_them_off_too(with_codes, desk, curator) -> None:
    desk.client.post(ACCOUNT, {"code": with_codes[0]})
    assert not is_on(curator)


def test_an_administrator_switches_them_off_for_who_lost_everything(
    desk, desk_of, client, db
) -> None:
    lost = User.objects.create_user("lost", is_staff=True)
    device = key_to_confirm(lost)
    device.confirmed = True
    device.save()
    address = reverse("admin:auth_user_changelist")
    data = {"action": "forget_codes", "_selected_action": [lost.pk]}
    desk_of("cataloguer").client.post(address, data)
    assert is_on(lost)
    desk_of("administrator").client.post(address, data)
    assert not is_on(lost)
    line = AuditLine.objects.get(detail="one-time codes switched off")
    assert (line.about, line.who) == ("lost", "administrator")


def test_nobody_looks_at_keys_in_the_desk() -> None:
    assert TOTPDevice not in admin.site._registry
    assert StaticDevice not in admin.site._registry
