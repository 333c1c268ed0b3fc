"""The test suite: PostgreSQL when DATABASE_URL names one, else SQLite."""

from .base import *  # noqa: F403  # Django reads names from this module
from .base import INSTALLED_APPS, VAR_DIR, env

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
DEBUG = False
SECRET_KEY = "test-only-key"  # noqa: S105  # production has no default
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": env.database(default=f"sqlite:///{VAR_DIR / 'test.sqlite3'}")}
WAGTAILADMIN_BASE_URL = SITE_URL = "http://testserver"
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MFA_REQUIRED = False
DEMONSTRATION = True
MEDIA_ROOT = str(VAR_DIR / "test-media")
SERVE_MEDIA = WHITENOISE_USE_FINDERS = True  # the browser's server has no other in front
WEBHOOKS_TO_LOOPBACK = True  # no other settings have it: the endpoints of tests are on this machine
