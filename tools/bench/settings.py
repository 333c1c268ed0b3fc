"""What gunicorn serves in the bench: production, with Wagtail's own API beside ours and a header that counts.

Nothing of it may reach a real site: it is imported by `tools/bench` alone.
"""

from caravana_site.settings.production import *  # noqa: F403  # Django reads names from this module
from caravana_site.settings.production import INSTALLED_APPS, MIDDLEWARE

ROOT_URLCONF = "tools.bench.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.api.v2", "rest_framework"]
MIDDLEWARE = ["tools.bench.counting.CountingMiddleware", *MIDDLEWARE]
MACHINE_TRANSLATOR = "none"
SILENCED_SYSTEM_CHECKS = ["caravana.E040"]
