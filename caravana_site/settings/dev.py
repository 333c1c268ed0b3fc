"""Trying and developing: no variable needs to be set."""

from .base import *  # noqa: F403  # Django reads names from this module
from .base import VAR_DIR, env

DEBUG = env.yes("DEBUG", default=False)  # whoever tries the site meets its own pages, errors included
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
SECRET_KEY = "dev-only-key-that-production-refuses"  # noqa: S105  # production has no default
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = {"default": env.database(default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
WAGTAILADMIN_BASE_URL = SITE_URL = env.address("SITE_URL", f"http://127.0.0.1:{env.number('PORT', 8000)}")
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
MFA_REQUIRED = env.yes("MFA_REQUIRED", default=False)
DEMONSTRATION = True
