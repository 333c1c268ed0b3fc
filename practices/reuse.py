"""What a reader takes away from a practice: its citation for a reference manager, its pictures with their credits."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from caravana_site.common.picture_archive import picture_archive
from practices.models import PracticePage

SAMPLE_TOLD = gettext_lazy("Sample content, invented to show how the site works.")


def _practice(slug: str) -> PracticePage:
    found: PracticePage = get_object_or_404(
        PracticePage.objects.live().public().in_locale(Locale.get_active()).select_related("organisation"), slug=slug
    )
    return found


def citation(request: HttpRequest, slug: str) -> HttpResponse:
    """The practice in RIS, which every reference manager reads."""
    page = _practice(slug)
    published = page.last_published_at and localtime(page.last_published_at)
    lines = [
        ("TY", "WEB"),
        *(("AU", f"{name},") for name in page.authors),  # the comma says that it is a body, not a person
        ("PY", f"{published:%Y}" if published else ""),
        ("DA", f"{published:%Y/%m/%d}" if published else ""),
        ("TI", page.title),
        ("AB", page.summary),
        ("T2", render_to_string("practices/site_name.txt", request=request)),
        ("LA", page.locale.language_code),
        ("UR", page.full_url or ""),
        ("C1", page.get_licence_display()),
        ("N1", str(SAMPLE_TOLD) if page.is_sample else ""),
        ("ER", ""),
    ]
    text = "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value or tag == "ER")
    response = HttpResponse(text, content_type="application/x-research-info-systems; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.ris"'
    response["X-Robots-Tag"] = "noindex"  # the page is what should be found
    return response


def pictures(request: HttpRequest, slug: str) -> FileResponse:
    """The original files of the practice's pictures that may be reused, with a text that credits each of them.

    An invented practice's say so in a file of its own and in the archive's name: once unpacked, no page is beside them.
    """
    page = _practice(slug)
    images = page.reusable_images
    if not images:
        raise Http404("This practice has no pictures to take away.")
    sample = str(SAMPLE_TOLD) if page.is_sample else ""
    name = _("%(name)s-sample") % {"name": page.slug} if sample else page.slug
    return picture_archive(images, name, f"{page.title}\r\n{page.full_url}\r\n", sample=sample)
