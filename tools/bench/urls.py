"""The site's addresses, and Wagtail's own API v2 over the same pages, to be compared with ours."""

from typing import Any

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from caravana_site.urls import handler500  # noqa: F401  # Django looks for it here
from caravana_site.urls import urlpatterns as site


class EveryField(PagesAPIViewSet):
    """Wagtail's view, with the fields of a practice that make its answer as full as ours comes to be."""

    body_fields = [*PagesAPIViewSet.body_fields, "summary", "story", "organisation", "theme", "status", "started"]

    @classmethod
    def get_body_fields_names(cls, model: Any) -> list[str]:
        named: list[str] = super().get_body_fields_names(model)
        return [name for name in named if name in cls.PAGE_FIELDS or hasattr(model, name)]

    PAGE_FIELDS = frozenset(PagesAPIViewSet.body_fields)


router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", EveryField)
urlpatterns = [path("wagtail-api/", router.urls), *site]
