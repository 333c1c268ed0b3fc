"""Production: no secret has a default, and nothing here guesses."""

from caravana_site.common.operations.faults import report_to

from .base import *  # noqa: F403  # Django reads names from this module
from .base import STATIC_ROOT, STORAGES, UPLOADS_BUCKET, VAR_DIR, env, logging_settings

DEBUG = False
LOGGING = logging_settings(env.one_of("LOG_FORMAT", ("json", "plain"), "json"))
DEMONSTRATION = False  # invented stories never enter a real site
SECRET_KEY = env.text("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise env.EnvironmentVariableError("SECRET_KEY", "use at least 50 random characters.")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", ())  # the old keys, while a new one takes over
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
SITE_URL = env.address("SITE_URL", schemes=("https",))
WAGTAILADMIN_BASE_URL = SITE_URL
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", (SITE_URL,))
DATABASES = {"default": env.database()}
MEDIA_ROOT = env.text("MEDIA_ROOT", str(VAR_DIR / "media")) if UPLOADS_BUCKET else env.text("MEDIA_ROOT")
STATIC_ROOT = env.text("STATIC_ROOT", STATIC_ROOT)
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "caravana_site.common.static_files.StaticFiles"}}

MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.yes("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL")

SECURE_SSL_REDIRECT = env.yes("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.yes("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.yes("SECURE_HSTS_PRELOAD", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"  # the prefix binds it to this host and to HTTPS
CSRF_COOKIE_NAME = "__Host-csrf"
MFA_REQUIRED = env.yes("MFA_REQUIRED", default=True)

if redis_url := env.text("REDIS_URL", ""):
    _REDIS = {
        "LOCATION": redis_url,
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},  # seconds; readers do not wait for it
    }
    CACHES = {
        "default": {**_REDIS, "BACKEND": "caravana_site.common.shared_cache.SharedCache"},
        # The cache of pages knows by itself what to do without it.
        "pages": {**_REDIS, "BACKEND": "django.core.cache.backends.redis.RedisCache", "KEY_PREFIX": "pages"},
    }
PAGE_CACHE = env.yes("PAGE_CACHE", default=True)
MEMORY = True

if sentry := env.text("SENTRY_DSN", ""):
    report_to(sentry, env.text("SENTRY_ENVIRONMENT", "production"))
