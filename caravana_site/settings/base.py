"""Settings that hold everywhere. What differs between machines is read through `env` in dev, test and production."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from caravana_site import env

from .delivery import *  # noqa: F403  # Django reads names from this module
from .files import *  # noqa: F403  # as above
from .files import UPLOAD_STORAGES
from .languages import extra_languages
from .programs import *  # noqa: F403  # Django reads names from this module
from .queue import *  # noqa: F403  # as above
from .running import *  # noqa: F403  # Django reads names from this module

BASE_DIR = Path(__file__).resolve().parents[2]
PROJECT_DIR = BASE_DIR / "caravana_site"
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "home",
    "caravana_site.api",
    "events",
    "practices",
    "caravana_site.search",
    "caravana_site.translation",
    "caravana_site.delivery",
    "caravana_site.common",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmedia",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_q",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django.contrib.admin",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "caravana_site.common.operations.requests.RequestLogMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "caravana_site.delivery.page_cache.PageCacheMiddleware",
    "caravana_site.common.security_policies.SecurityHeadersMiddleware",
    "caravana_site.common.middleware.HealthMiddleware",
    "caravana_site.common.middleware.TrustedProxyMiddleware",
    "caravana_site.common.request_limits.RequestSizeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "caravana_site.common.memory.MemoryMiddleware",
    "caravana_site.delivery.middleware.CachingMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "caravana_site.common.middleware.SiteLocaleMiddleware",
    "caravana_site.common.middleware.OutageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "caravana_site.common.sign_in.middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
    "caravana_site.common.publications.RefusalMiddleware",
    "caravana_site.api.former_addresses.FormerAddressMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "caravana_site.urls"
WSGI_APPLICATION = "caravana_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "caravana_site.common.admin_scripts.Loader"],
                )
            ],
            "builtins": ["caravana_site.common.templatetags.admin_scripts"],
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.site",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # widgets are drawn through the loaders above
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "common.User"

# ── Languages: Catalan is the source; EXTRA_LANGUAGES adds others (docs/languages.md) ──
LANGUAGE_CODE = "ca"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("ca", _("Catalan")), ("es", _("Spanish")), *extra_languages()]
FORMAT_MODULE_PATH = ["caravana_site.formats"]  # dates and figures of languages that Django does not know
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"  # the other one asks no second factor
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ca", "Català"), ("es", "Castellano")]
LOCALE_PATHS = [PROJECT_DIR / name for name in ("locale", "locale_extra", "locale_upstream")]
USE_I18N = WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/Madrid"
USE_TZ = True
WAGTAIL_USER_TIME_ZONES = ["Europe/Madrid"]

# ── Translation: submitting never makes anything live, and the page tree is never copied across languages ──
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True  # texts outlive one language; they go with the last (`deletions`)

# ── Drafts by a machine: made in the queue, never by wagtail-localize's own button, which would wait in a request ──
MACHINE_TRANSLATOR = env.one_of("MACHINE_TRANSLATOR", ("apertium", "deepl", "libretranslate", "none"), "apertium")
APERTIUM_COMMAND = "apertium"
DEEPL_KEY = env.text("DEEPL_KEY") if MACHINE_TRANSLATOR == "deepl" else ""
LIBRETRANSLATE_URL = env.address("LIBRETRANSLATE_URL") if MACHINE_TRANSLATOR == "libretranslate" else ""
LIBRETRANSLATE_KEY = env.text("LIBRETRANSLATE_KEY", "")

# ── Wagtail ──
WAGTAIL_SITE_NAME = "Caravana d’innovació digital"
WAGTAILIMAGES_IMAGE_MODEL = "common.Image"
WAGTAILIMAGES_IMAGE_FORM_BASE = "caravana_site.common.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "common.Document"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "caravana_site.common.forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "json", "ods", "odp", "odt", "pdf", "pptx", "txt", "vtt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]
WAGTAILDOCS_BLOCK_EMBEDDED_CONTENT = False  # the policy of /documents/ is set with all the others
WAGTAILMEDIA = {
    "MEDIA_MODEL": "common.Media",
    "MEDIA_FORM_BASE": "caravana_site.common.forms.MediaForm",
    "AUDIO_EXTENSIONS": ["mp3", "ogg"],
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
}
PEERTUBE_HOSTS = env.words("PEERTUBE_HOSTS", ())  # whose videos may be shown, beside YouTube's and Vimeo's
WAGTAILEMBEDS_RESPONSIVE_HTML = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # the admin asks no third party
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "caravana_site.common.sign_in.forms.ResetForm"  # noqa: S105  # a path
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "caravana_site.search.backend"}}
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {
            "features": "h3 h4 bold italic ol ul link document-link superscript subscript".split(),
        },
    },
}  # fmt: skip

# ── Files ──
STATIC_URL = "/static/"
STATIC_ROOT = str(VAR_DIR / "static")
STATIC_NAMES_ROOT = str(BASE_DIR)  # of each release its own (common/static_files.py)
STATICFILES_DIRS = [PROJECT_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = str(VAR_DIR / "media")
STORAGES = {**UPLOAD_STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PRIVATE_ROOT = env.text("PRIVATE_ROOT", str(VAR_DIR / "private"))  # what only those who may see it are sent
BACKUP_TARGET = env.text("BACKUP_TARGET", str(VAR_DIR / "backups"))  # a folder, or s3://bucket/prefix
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "caravana_site.common.disk_space.WholeUploadHandler",
]

# ── Mail ──
EMAIL_BACKEND = "caravana_site.common.mail.QueuedEmailBackend"
DEFAULT_FROM_EMAIL = "Caravana d’innovació digital <caravana@localhost>"

# ── Sessions and accounts: only people who edit have them ──
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds without a request; every request renews it
SESSION_SAVE_EVERY_REQUEST = True
CSRF_COOKIE_HTTPONLY = True  # Wagtail's admin takes the token from its page
CSRF_COOKIE_SAMESITE = "Lax"
LOGIN_URL = "/admin/login/"
LOGIN_REDIRECT_URL = "/admin/"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "caravana_site.common.client_address.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "user_agent"]  # its log names none
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_CALLABLE = "caravana_site.common.sign_in.views.locked_out"
AXES_USERNAME_CALLABLE = "caravana_site.common.client_address.account_name"
ACCOUNT_ADAPTER = "caravana_site.common.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator writes the address
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "60/m/ip", "reauthenticate": "10/m/user"}  # axes locks out
MFA_ADAPTER = "caravana_site.common.sign_in.adapters.SecondFactorAdapter"
MFA_FORMS = {"authenticate": "caravana_site.common.sign_in.forms.SecondFactorForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Caravana d’innovació digital"
MFA_TOTP_TOLERANCE = 1  # clocks may be 30 seconds apart

# ── Single sign-on with the organisation's own OpenID Connect server, where there is one ──
SOCIALACCOUNT_ADAPTER = "caravana_site.common.sign_in.adapters.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address alone never opens an account that exists
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
SIGN_IN_ORIGINS: list[str] = []
if oidc_server := env.text("OIDC_SERVER_URL", ""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": env.text("OIDC_NAME", "SSO"),
                "client_id": env.text("OIDC_CLIENT_ID"),
                "secret": env.text("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": oidc_server},
            }
        ],
    }
    SIGN_IN_ORIGINS.append("/".join(oidc_server.split("/")[:3]))

# ── Headers ──
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
