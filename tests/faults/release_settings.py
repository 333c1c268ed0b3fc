"""Production, but for what takes long and proves nothing here: compressing each static file."""

from caravana_site.settings.production import *  # noqa: F403  # Django reads names from this module
from caravana_site.settings.production import STORAGES as _STORAGES

STORAGES = {**_STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
