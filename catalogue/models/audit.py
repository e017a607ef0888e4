"""The audit: sign-ins, failed ones, and every change of what people may do; a line each.

Signals write it, so that no way of changing rights is left out: the admin, a command, a shell.
Each line goes to the log `catalogue.audit`, too, where whoever can change tables cannot reach it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth import signals
from django.contrib.auth.models import Group, User
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger("catalogue.audit")

WATCHED_FLAGS = ("is_active", "is_staff", "is_superuser")

_actor: ContextVar[str] = ContextVar("audit_actor", default="")


class AuditLine(models.Model):
    """What happened to an account; ``who`` is empty where a command or a shell did it."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed in", _("signed in")
        SIGNED_OUT = "signed out", _("signed out")
        REFUSED = "refused", _("sign-in refused")
        RIGHTS = "rights", _("rights changed")
        ACCOUNT = "account", _("account changed")

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    kind = models.CharField(_("what"), max_length=12, choices=Kind)
    who = models.CharField(_("by"), max_length=150, blank=True)
    about = models.CharField(_("about"), max_length=150, blank=True)
    detail = models.CharField(_("in detail"), max_length=500, blank=True)
    address = models.CharField(_("network address"), max_length=45, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("audit line")
        verbose_name_plural = _("audit")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"


@contextmanager
def acting(user: models.Model) -> Iterator[None]:
    """Whatever changes meanwhile, this user does it."""
    token = _actor.set(user.get_username())
    try:
        yield
    finally:
        _actor.reset(token)


def write_line(kind: str, about: str, detail: str = "", request: Any = None, who: str = "") -> None:
    """Write a line to the table and to the log."""
    address = str(request.META.get("REMOTE_ADDR", ""))[:45] if request is not None else ""
    about, who = about.replace("\x00", "")[:150], (who or _actor.get())[:150]
    AuditLine.objects.create(kind=kind, who=who, about=about, detail=detail[:500], address=address)
    logger.info("%s: %r by %r %s %s", kind, about, who, detail, address)


@receiver(signals.user_logged_in)
def note_sign_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    name = user.get_username()
    write_line(AuditLine.Kind.SIGNED_IN, name, request=request, who=name)


@receiver(signals.user_logged_out)
def note_sign_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        name = user.get_username()
        write_line(AuditLine.Kind.SIGNED_OUT, name, request=request, who=name)


@receiver(signals.user_login_failed)
def note_refusal(sender: Any, credentials: dict, request: Any = None, **kwargs: Any) -> None:
    write_line(AuditLine.Kind.REFUSED, str(credentials.get("username", "")), request=request)


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def note_rights(
    sender: Any, instance: Any, action: str, model: Any, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """The groups of a user, the rights of a user or of a group; from either side."""
    if action not in ("post_add", "post_remove", "post_clear"):
        return
    names = map(str, model.objects.filter(pk__in=pk_set or ()))
    verb = action.removeprefix("post_")
    detail = f"{verb} {model._meta.verbose_name}: {'; '.join(sorted(names))}"
    if pk_set or action == "post_clear":
        write_line(AuditLine.Kind.RIGHTS, str(instance), detail)


@receiver(pre_save, sender=User)
def remember_flags(sender: Any, instance: User, **kwargs: Any) -> None:
    before = User.objects.filter(pk=instance.pk).values(*WATCHED_FLAGS, "password").first()
    instance._before_save = before or {}


@receiver(post_save, sender=User)
def note_account(sender: Any, instance: User, created: bool, **kwargs: Any) -> None:
    before = instance.__dict__.pop("_before_save", {})
    changes = [
        f"{flag}: {getattr(instance, flag)}"
        for flag in WATCHED_FLAGS
        if getattr(instance, flag) != before.get(flag)
    ]
    if before and instance.password != before["password"]:
        changes.append("password")
    if created or changes:
        words = ["created" if created else "changed", *changes]
        write_line(AuditLine.Kind.ACCOUNT, str(instance), ", ".join(words))


@receiver(post_delete, sender=User)
@receiver(post_delete, sender=Group)
def note_deletion(sender: Any, instance: Any, **kwargs: Any) -> None:
    write_line(AuditLine.Kind.ACCOUNT, str(instance), f"{sender._meta.verbose_name} deleted")
