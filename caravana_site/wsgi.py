"""WSGI entry point; production settings unless DJANGO_SETTINGS_MODULE says otherwise."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caravana_site.settings.production")

application = get_wsgi_application()

# What is loaded by now stays as long as the process: a search for garbage need not walk through it, which takes a
# tenth of a second or two and falls on whichever reader is being answered.
gc.collect()
gc.freeze()
