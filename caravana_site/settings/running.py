"""Running the site: log, metrics, reports of faults."""

from caravana_site import env
from caravana_site.common.operations.logs import logging_settings

LOGGING = logging_settings("plain")  # production writes JSON
METRICS_TOKEN = env.text("METRICS_TOKEN", "")  # empty: /metrics is not there
PROMETHEUS_EXPORT_MIGRATIONS = False
