"""One-time codes at sign-in (RFC 6238), for those who switch them on, and codes for recovery.

`django_otp` keeps the keys, accepts no code twice, and makes whoever guesses wait, twice as long
after each wrong code.
"""

from __future__ import annotations

from base64 import b32encode
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from .audit import AuditLine, write_line

RECOVERY_CODES = 10
NAME = "desk"


def is_on(user: User) -> bool:
    """Whether someone needs a code to sign in."""
    return TOTPDevice.objects.devices_for_user(user, confirmed=True).exists()


def key_to_confirm(user: User) -> TOTPDevice:
    """The key that an app is given; it counts once a first code shows that the app has it."""
    waiting = TOTPDevice.objects.devices_for_user(user, confirmed=False).order_by("pk").first()
    return waiting or TOTPDevice.objects.create(user=user, name=NAME, confirmed=False)


def key_in_groups(device: TOTPDevice) -> str:
    """A key as people type it: letters and digits in groups of four."""
    key = b32encode(device.bin_key).decode()
    return " ".join(key[place : place + 4] for place in range(0, len(key), 4))


def switch_on(user: User, code: str, request: Any = None) -> list[str]:
    """Confirm the waiting key by a code of it; the recovery codes, or none for a wrong code."""
    with transaction.atomic():
        device = key_to_confirm(user)
        device = TOTPDevice.objects.select_for_update().get(pk=device.pk)
        if not device.verify_token(_bare(code)):
            return []
        device.confirmed = True
        device.save()
        StaticDevice.objects.filter(user=user).delete()
        kept = StaticDevice.objects.create(user=user, name=NAME)
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=kept, token=one) for one in codes)
        _note(user, "one-time codes switched on", request)
    return codes


def switch_off(user: User, request: Any = None) -> None:
    """Forget someone's keys and recovery codes."""
    with transaction.atomic():
        gone, _each = TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
        if gone:
            _note(user, "one-time codes switched off", request)


def accepts(user: User, code: str, request: Any = None) -> bool:
    """Whether a code is good now: one of the app, or a recovery code, which is good once."""
    code = _bare(code)
    if not code.isascii():
        return False
    devices = TOTPDevice if code.isdecimal() else StaticDevice
    with transaction.atomic():
        for device in devices.objects.devices_for_user(user, confirmed=True).select_for_update():
            if device.verify_token(code):
                if devices is StaticDevice:
                    left = device.token_set.count()
                    _note(user, f"a recovery code was used; {left} left", request)
                return True
    return False


def _bare(code: str) -> str:
    return "".join(code.split()).lower()


def _note(user: User, detail: str, request: Any) -> None:
    name = user.get_username()
    write_line(AuditLine.Kind.ACCOUNT, name, detail, request)
