"""Numbered pages of lists short enough to be counted."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

LENGTH = 50


def page_or_404(
    request: HttpRequest, rows: QuerySet | Sequence[Any], length: int = LENGTH
) -> Page[Any]:
    """The page that `?page=` asks for; a page that does not exist is not found."""
    return in_pages_or_404(request, Paginator(rows, length))


def in_pages_or_404(request: HttpRequest, pages: Paginator) -> Page[Any]:
    """The same of something that knows its pages."""
    try:
        return pages.page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404(_("This list has no such page.")) from error
