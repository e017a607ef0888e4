"""Accounts: who administers them may not raise anybody, or herself, above her own rights.

Django lets whoever may change users make anyone a superuser. Here only a superuser gives or takes
that, and only a superuser touches a superuser's account.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from catalogue.models import AuditLine, one_time_codes
from catalogue.models.audit import acting

from .account_page import AccountPage
from .desk import MOST_AT_ONCE
from .paginating import BoundedPaginator

# The keys of one-time codes are nobody's to look at, and each switches her own.
for model in (User, Group, TOTPDevice, StaticDevice):
    admin.site.unregister(model)


class Acting:
    """Whatever is changed in a form or from a list, the audit knows by whom."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with acting(request.user):
            return super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with acting(request.user):
            return super().changelist_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with acting(request.user):
            return super().delete_view(request, *args, **kwargs)


@admin.register(User)
class AccountAdmin(AccountPage, Acting, UserAdmin):
    """The people who sign in, found by name; their rights come from groups."""

    paginator = BoundedPaginator
    show_full_result_count = False
    list_display = ["username", "first_name", "last_name", "email", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    actions = ["forget_codes"]

    @admin.action(description=_("Switch off one-time codes"), permissions=["change"])
    def forget_codes(self, request: HttpRequest, queryset: QuerySet) -> None:
        """For somebody who has lost the app and the recovery codes."""
        for person in queryset[:MOST_AT_ONCE]:
            with acting(request.user):
                one_time_codes.switch_off(person, request)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows if request.user.is_superuser else rows.filter(is_superuser=False)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = [*super().get_readonly_fields(request, obj), "last_login", "date_joined"]
        return fields if request.user.is_superuser else [*fields, "is_superuser"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes the account she is signed in with."""
        return super().has_delete_permission(request, obj) and obj != request.user


@admin.register(Group)
class GroupsAdmin(Acting, GroupAdmin):
    """Groups and their rights."""


@admin.register(AuditLine)
class AuditAdmin(admin.ModelAdmin):
    """Sign-ins and changes of rights, the latest first; nobody writes here by hand."""

    list_display = ["at", "kind", "who", "about", "detail", "address"]
    list_filter = ["kind"]
    search_fields = ["=about", "=who"]
    paginator = BoundedPaginator
    list_per_page = 100
    list_max_show_all = 0
    show_full_result_count = False
    sortable_by = ()
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
