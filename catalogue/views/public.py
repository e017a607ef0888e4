"""What every public page has in common."""

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """Serve a page to readers: by GET and HEAD alone, and never staler than the catalogue.

    Browsers may keep it but ask again each time; an unchanged page is answered by 304, so what a
    curator withdraws is gone on the next request.
    """
    return require_safe(conditional_page(cache_control(no_cache=True)(view)))
