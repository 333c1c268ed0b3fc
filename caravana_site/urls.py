"""Addresses. Language-neutral ones first; the public site under its language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from caravana_site.common import health
from caravana_site.common.public_forms.views import ConfirmView
from caravana_site.common.served_media import served_media
from caravana_site.search.views import search, suggest
from home.accessibility_feedback import AccessibilityView
from home.mistakes import MistakeView
from home.press import press_pictures
from home.sitemaps import sitemaps
from home.views import card, favicon, robots, root
from practices.compare import compare
from practices.public_forms.contact import ContactView
from practices.public_forms.replication import ReplicationView
from practices.reuse import citation, pictures
from practices.views import bodies, organisation, organisations, theme, towns

media = re_path(r"^media/(?P<path>.*)$", served_media, {"document_root": settings.MEDIA_ROOT})

urlpatterns = [
    path("", root),
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("robots.txt", robots),
    path("favicon.ico", favicon),
    path("sitemap.xml", sitemap_views.index, {"sitemaps": sitemaps}),
    path(
        "sitemap-<slug:section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": sitemaps},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("towns.json", towns, name="towns"),
    path("bodies.json", bodies, name="bodies"),
    path("cards/<slug:language>/<int:pk>.png", card, name="card"),
    path("admin/", include("caravana_site.common.sign_in.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *([media] if settings.SERVE_MEDIA else []),
    *i18n_patterns(
        path(
            "_util/login/", RedirectView.as_view(url="/admin/login/", query_string=True)
        ),  # Wagtail's asks no second factor
        path(_("search/"), search, name="search"),
        path(_("search/suggestions.json"), suggest, name="search_suggestions"),
        path(_("themes/<slug:slug>/"), theme, name="theme"),
        path(_("practices/compare/"), compare, name="compare"),
        path(_("organisations/"), organisations, name="organisations"),
        path(_("practices/<slug:slug>/citation.ris"), citation, name="practice_citation"),
        path(_("practices/<slug:slug>/pictures.zip"), pictures, name="practice_pictures"),
        path(_("practices/<slug:slug>/write/"), ContactView.as_view(), name="contact_practice"),
        path(_("practices/<slug:slug>/adapted/"), ReplicationView.as_view(), name="replicate_practice"),
        path(_("tell-a-mistake/"), MistakeView.as_view(), name="tell_mistake"),
        path(_("accessibility/mailbox/"), AccessibilityView.as_view(), name="accessibility_mailbox"),
        path(_("press/pictures.zip"), press_pictures, name="press_pictures"),
        path(_("confirm/<str:token>/"), ConfirmView.as_view(), name="confirm_submission"),
        path(_("organisations/<slug:slug>/"), organisation, name="organisation"),
        path("", include(wagtail_urls)),
    ),
]

handler500 = "caravana_site.common.failures.server_error"
