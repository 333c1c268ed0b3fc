"""Production as `make audit` serves it: this process does what else the server in front does (deploy/nginx.conf)."""

from caravana_site.settings.production import *  # noqa: F403  # Django reads names from this module
from caravana_site.settings.production import MIDDLEWARE

MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *MIDDLEWARE]
