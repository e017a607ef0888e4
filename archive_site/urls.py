"""The site's addresses: the catalogue's own, the curators' desk, and two for watchers."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from archive_site import health

handler400 = "catalogue.views.errors.bad_request"
handler403 = "catalogue.views.errors.forbidden"
handler404 = "catalogue.views.errors.not_found"
handler500 = "catalogue.views.errors.server_error"

# Pages that are not HTML cannot name an icon; browsers then ask here.
icon = RedirectView.as_view(url=lazy(static, str)("catalogue/icon.svg"))

urlpatterns = [
    path("favicon.ico", icon),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("catalogue.urls")),
]
