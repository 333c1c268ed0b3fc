"""The press page's pictures in one archive."""

from django.http import FileResponse, Http404, HttpRequest
from wagtail.models import Locale

from caravana_site.common.picture_archive import picture_archive
from home.models import PressPage


def press_pictures(request: HttpRequest) -> FileResponse:
    page = PressPage.objects.live().public().filter(locale=Locale.get_active()).first()
    if page is None or not page.images:
        raise Http404("There are no pictures for the press in this language.")
    answer = picture_archive(page.images, page.slug, f"{page.title}\r\n{page.full_url}\r\n")
    answer["X-Robots-Tag"] = "noindex"  # the page is what should be found
    return answer
