"""My account: everybody at the desk switches one-time codes on and off for herself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from catalogue.models import one_time_codes

from .signing_in import CodeField


class CodeForm(forms.Form):
    """A code, which shows that the one who asks has the app."""

    code = CodeField()


class AccountPage:
    """For the accounts' admin: ``my-account/``, for everybody at the desk."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.account_view)
        return [path("my-account/", view, name="catalogue_account"), *super().get_urls()]

    @sensitive_variables()
    def account_view(self, request: HttpRequest) -> HttpResponse:
        """Show whether one-time codes are on; switch them when a good code is sent."""
        is_on = one_time_codes.is_on(request.user)
        form = CodeForm(request.POST if request.method == "POST" else None)
        context: dict[str, Any] = {"form": form, "is_on": is_on}
        if form.is_bound and form.is_valid():
            code = form.cleaned_data["code"]
            if is_on and one_time_codes.accepts(request.user, code, request):
                one_time_codes.switch_off(request.user, request)
                messages.success(request, _("One-time codes are off."))
                return redirect("admin:catalogue_account")
            if not is_on:
                context["recovery_codes"] = one_time_codes.switch_on(request.user, code, request)
            if not context.get("recovery_codes"):
                wrong = _("This is not the code: take the one the app shows now, in a moment.")
                form.add_error("code", ValidationError(wrong))
        if not is_on and not context.get("recovery_codes"):
            device = one_time_codes.key_to_confirm(request.user)
            context["key"] = one_time_codes.key_in_groups(device)
            context["key_address"] = device.config_url
        common = {**self.admin_site.each_context(request), "title": _("My account")}
        return TemplateResponse(request, "admin/catalogue/account.html", common | context)
