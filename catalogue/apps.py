"""The catalogue as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """The one app of the project."""

    name = "catalogue"
    verbose_name = _("Catalogue")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have triggers and groups made after every `migrate` and `flush`."""
        from catalogue.models.changes import install_triggers  # models exist only from here on
        from catalogue.models.groups import make_groups, note_rights

        post_migrate.connect(install_triggers, sender=self)
        pre_migrate.connect(note_rights, sender=self)
        post_migrate.connect(make_groups, sender=self)
