"""Whether this installation works: for the administrator's monitoring, not for people."""

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from spilno.journal.queries import worker_is_late, worker_seen


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and the worker lives, 503 otherwise; names nothing secret."""
    said: dict[str, object] = {"database": "ok", "worker": "ok"}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        age = worker_seen()
        if worker_is_late(age):
            said["worker"] = "late"
        said["heartbeat_seconds"] = None if age is None else round(age)
    except Error:
        said["database"], said["worker"] = "away", "unknown"
    well = said["database"] == "ok" and said["worker"] == "ok"
    return JsonResponse(said, status=200 if well else 503)
