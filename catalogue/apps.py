"""The catalogue as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """The one app of the project."""

    name = "catalogue"
    verbose_name = _("Catalogue")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the change log's triggers made after every `migrate` and `flush`."""
        from catalogue.models.changes import install_triggers  # models exist only from here on

        post_migrate.connect(install_triggers, sender=self)
