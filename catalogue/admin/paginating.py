"""Pages of long lists, without counting what nobody turns to."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

COUNTED = 10_000
"""Rows are counted and paged so far; a list that goes on is narrowed by a search or a filter."""


class BoundedPaginator(Paginator):
    """Counts at most `COUNTED` rows: ``COUNT(*)`` over a million takes a second on every page.

    The limit is inside the counted query, so the database stops there whatever the table holds,
    and no page lies so far back that reaching it means reading the whole table.
    """

    @cached_property
    def counted(self) -> int:
        """How many rows there are, or one more than `COUNTED`."""
        if isinstance(self.object_list, QuerySet):
            return self.object_list.order_by()[: COUNTED + 1].count()
        return len(self.object_list)

    @property
    def count(self) -> int:
        return min(self.counted, COUNTED)

    @property
    def goes_on(self) -> bool:
        """Whether there are more rows than have pages."""
        return self.counted > COUNTED
