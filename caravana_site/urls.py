"""Addresses. Language-neutral ones first; the public site under its language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from caravana_site.common import health
from caravana_site.common.served_media import served_media
from home.sitemaps import sitemaps
from home.views import card, robots, root
from practices.compare import compare
from practices.views import organisation, theme

media = re_path(r"^media/(?P<path>.*)$", served_media, {"document_root": settings.MEDIA_ROOT})

urlpatterns = [
    path("", root),
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("robots.txt", robots),
    path("sitemap.xml", sitemap, {"sitemaps": sitemaps}, name="django.contrib.sitemaps.views.sitemap"),
    path("cards/<str:language>/<int:pk>.png", card, name="card"),
    path("admin/", include("caravana_site.common.sign_in.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *([media] if settings.SERVE_MEDIA else []),
    *i18n_patterns(
        path(
            "_util/login/", RedirectView.as_view(url="/admin/login/", query_string=True)
        ),  # Wagtail's asks no second factor
        path(_("themes/<slug:slug>/"), theme, name="theme"),
        path(_("practices/compare/"), compare, name="compare"),
        path(_("organisations/<slug:slug>/"), organisation, name="organisation"),
        path("", include(wagtail_urls)),
    ),
]

handler500 = "caravana_site.common.failures.server_error"
