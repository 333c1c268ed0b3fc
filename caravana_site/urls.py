"""Addresses. Language-neutral ones first; the public site under its language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import authenticate_with_password

from caravana_site.api.embeds.oembed import oembed
from caravana_site.api.embeds.views import embed
from caravana_site.api.feed_views import feed
from caravana_site.api.kinds import all_kinds
from caravana_site.api.open_data import files as open_data_files
from caravana_site.api.open_data.page import open_data
from caravana_site.api.open_data.page import root as open_data_root
from caravana_site.api.reads import endpoints
from caravana_site.api.reads.frame import framed
from caravana_site.api.reads.resolving import identifier
from caravana_site.common import health
from caravana_site.common.document_view import serve as document
from caravana_site.common.operations.metrics import metrics
from caravana_site.common.page_view import serve
from caravana_site.common.public_forms.views import ConfirmView
from caravana_site.common.served_media import served_media
from caravana_site.search.views import search, suggest
from events.calendar_files import stop_calendar, stops_calendar
from events.kit_archive import kit_zip
from events.public_forms.follow import FileView, FollowView, LostLinkView
from events.public_forms.stop_request import StopRequestView
from events.visits.views import VisitView, guide
from home.accessibility_feedback import AccessibilityView
from home.mistakes import MistakeView
from home.press import press_pictures
from home.sitemaps import sitemaps
from home.views import card, favicon, robots, root
from practices.approval.views import ApprovalView
from practices.compare import compare
from practices.public_forms.contact import ContactView
from practices.public_forms.replication import ReplicationView
from practices.reuse import citation, pictures
from practices.views import bodies, organisation, organisations, theme, towns

urlpatterns = [
    path("", root, name="root"),
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("metrics", metrics),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
    path("sitemap.xml", sitemap_views.index, {"sitemaps": sitemaps}, name="sitemap"),
    path(
        "sitemap-<slug:section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": sitemaps},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("towns.json", towns, name="towns"),
    path("bodies.json", bodies, name="bodies"),
    path("cards/<slug:language>/<int:pk>.png", card, name="card"),
    path("feeds/<slug:language>/<slug:name>.<slug:extension>", feed, name="feed"),
    path("oembed", oembed, name="oembed"),
    path("embed/<str:language>/<str:kind>/<str:key>/", embed, name="embed"),
    path("calendar/<slug:language>/stops.ics", stops_calendar, name="stops_calendar"),
    path("calendar/<slug:language>/<str:key>.ics", stop_calendar, name="stop_calendar"),
    path("data/", open_data_root, name="data"),
    re_path(r"^data/catalog\.(?P<extension>ttl|jsonld)$", open_data_files.catalogue, name="data_catalogue"),
    path("data/<slug:language>/<slug:name>.<str:extension>", open_data_files.file, name="data_file"),
    path("api/v1/", endpoints.addresses(endpoints.build(all_kinds()), all_kinds())),
    path("id/<str:kind>/<str:uuid>", framed(identifier), name="identifier"),
    path("admin/", include("caravana_site.common.sign_in.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/<int:document_id>/<path:document_filename>", document, name="wagtaildocs_serve"),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^media/(?P<path>images/.*)$", served_media, name="picture"),
    re_path(r"^media/(?P<path>.*)$", served_media, name="media"),
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
        path(_("kit/download.zip"), kit_zip, name="kit_zip"),
        path(_("stops/request/"), StopRequestView.as_view(), name="request_stop"),
        path(_("stops/request/new-link/"), LostLinkView.as_view(), name="lost_request_link"),
        path(_("stops/request/<str:token>/"), FollowView.as_view(), name="follow_request"),
        path(_("stops/request/<str:token>/file/<int:number>/"), FileView.as_view(), name="request_file"),
        path(_("tell-a-mistake/"), MistakeView.as_view(), name="tell_mistake"),
        path(_("accessibility/mailbox/"), AccessibilityView.as_view(), name="accessibility_mailbox"),
        path(_("data/"), open_data, name="open_data"),
        path(_("press/pictures.zip"), press_pictures, name="press_pictures"),
        path(_("confirm/<str:token>/"), ConfirmView.as_view(), name="confirm_submission"),
        path(_("approval/<str:token>/"), ApprovalView.as_view(), name="approve_practice"),
        path(_("organisations/<slug:slug>/"), organisation, name="organisation"),
        path(_("visit/"), guide, name="interview_guide"),
        path(_("visit/<str:token>/"), VisitView.as_view(), name="visit"),
        path(  # also below: there the pattern of pages comes first
            "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
            authenticate_with_password,
            name="wagtailcore_authenticate_with_password",
        ),
        re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
        path("", include(wagtail_urls)),
    ),
]

handler500 = "caravana_site.common.failures.server_error"
