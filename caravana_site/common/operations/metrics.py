"""/metrics for Prometheus: requests of all processes of this machine, and the gauges. Only for who has the token."""

from secrets import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django_prometheus.exports import ExportToDjangoView
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from .gauges import Gauges


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Without METRICS_TOKEN there is no such address."""
    if not settings.METRICS_TOKEN:
        raise Http404("Nothing is measured.")
    given = request.headers.get("Authorization", "")
    if not compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse("A token is needed.\n", status=401, headers={"WWW-Authenticate": "Bearer"})
    own = CollectorRegistry()
    own.register(Gauges())
    return HttpResponse(ExportToDjangoView(request).content + generate_latest(own), content_type=CONTENT_TYPE_LATEST)
