"""Signing in: a name, a password and, for whoever has switched them on, a one-time code."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.utils.translation import gettext_lazy as _

from catalogue.models import one_time_codes

LONGEST_CODE = 32


class CodeField(forms.CharField):
    """A code of an app or a recovery code, spaces allowed."""

    def __init__(self, **options: object) -> None:
        attributes = {"autocomplete": "one-time-code", "autocapitalize": "none"}
        super().__init__(
            max_length=LONGEST_CODE,
            label=_("One-time code"),
            widget=forms.TextInput(attributes),
            **options,
        )


class SigningIn(AdminAuthenticationForm):
    """One page for all three: a refusal does not say which of them was wrong."""

    code = CodeField(
        required=False, help_text=_("Only if you have switched such codes on for your account.")
    )
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _(
            "Please enter the correct name and password of a staff account, with its one-time "
            "code where it needs one. Capitals count."
        ),
    }

    def confirm_login_allowed(self, user: User) -> None:
        """Refuse who needs a code and does not give a good one, as a wrong password is refused."""
        super().confirm_login_allowed(user)
        if not one_time_codes.is_on(user):
            return
        if not one_time_codes.accepts(user, self.cleaned_data.get("code", ""), self.request):
            given = {"username": user.get_username()}
            user_login_failed.send(__name__, credentials=given, request=self.request)
            raise self.get_invalid_login_error()


admin.site.login_form = SigningIn
