"""What stands in front of the site, and its own caches."""

from caravana_site import env

TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
VARNISH_URLS = env.addresses("VARNISH_URLS")  # each is told what to forget
SHARED_CACHE_SECONDS = env.number("SHARED_CACHE_SECONDS", 86_400 if VARNISH_URLS else 600)
CDN_BACKEND = env.text("CDN_BACKEND", "")  # a class of wagtail.contrib.frontend_cache.backends, with its options
WAGTAILFRONTENDCACHE = (
    {"default": {"BACKEND": f"wagtail.contrib.frontend_cache.backends.{CDN_BACKEND}", **env.table("CDN_OPTIONS")}}
    if CDN_BACKEND
    else {}
)
PAGE_CACHE = MEMORY = False  # production has both
_IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": _IN_MEMORY, "OPTIONS": {"MAX_ENTRIES": 20_000}},
    "pages": {"BACKEND": _IN_MEMORY, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 1000}},  # some 20 kB each
}
