"""The site's addresses, with the API over one kind more."""

from django.urls import path

from caravana_site import urls as site
from caravana_site.api.documents import themes
from caravana_site.api.reads.endpoints import addresses, build

from .parcels import KIND

KINDS = [themes.KIND, KIND]
urlpatterns = [path("api/v1/", addresses(build(KINDS), KINDS)), *site.urlpatterns]
handler500 = site.handler500
