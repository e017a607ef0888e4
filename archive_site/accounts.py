"""How the site guards its sign-in: how long a session lasts, and who is locked out for guessing."""

from datetime import timedelta
from importlib.util import find_spec
from typing import Any

from django.http import HttpRequest

FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)


def throttle_settings(production: bool, behind_proxy: bool) -> dict[str, Any]:
    """The settings of django-axes; none where it is not installed, or in development.

    Locked is a name together with an address: locking a name alone would let anyone lock out the
    curator, locking an address alone would lock out a whole reading room.
    """
    if not production or find_spec("axes") is None:
        return {}
    return {
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",  # first: it refuses before a password is tried
            "django.contrib.auth.backends.ModelBackend",
        ],
        "AXES_FAILURE_LIMIT": FAILURES,
        "AXES_COOLOFF_TIME": LOCKED_FOR,
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_LOCKOUT_TEMPLATE": "admin/locked.html",
        "AXES_ENABLE_ADMIN": False,
        "AXES_DISABLE_ACCESS_LOG": True,  # the audit has it
        "AXES_VERBOSE": False,
        "AXES_CLIENT_IP_CALLABLE": "archive_site.accounts.address_behind_proxy"
        if behind_proxy
        else "archive_site.accounts.address",
    }


def address(request: HttpRequest) -> str:
    """The network address that a request comes from."""
    return request.META.get("REMOTE_ADDR", "")


def address_behind_proxy(request: HttpRequest) -> str:
    """The address that the proxy saw: the last it wrote; what stands before it may be forged."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return forwarded.rsplit(",", 1)[-1].strip() or address(request)
