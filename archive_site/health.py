"""Two addresses for whatever watches over the site: is it alive, and can it serve?"""

import logging
from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.search import index

logger = logging.getLogger(__name__)

Check = Callable[[], str | None]


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer that the process is alive, whatever else is broken."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when pages can be served in full, or 503 and what is the matter."""
    troubles = {name: trouble for name, check in CHECKS.items() if (trouble := _outcome(check))}
    status = "unavailable" if troubles else "ok"
    return JsonResponse({"status": status, **troubles}, status=503 if troubles else 200)


def _outcome(check: Check) -> str | None:
    """Say what a check finds; of an error only its kind, as its text may name hosts and users."""
    try:
        return check()
    except Exception as error:
        logger.exception("A readiness check failed")
        return f"cannot be checked ({type(error).__name__})"


def _database_trouble() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return None


def _migration_trouble() -> str | None:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(pending)} not applied: run manage.py migrate" if pending else None


CHECKS: dict[str, Check] = {
    "database": _database_trouble,
    "migrations": _migration_trouble,
    "index": index.trouble,
}
