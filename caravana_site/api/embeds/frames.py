"""The HTML that shows an embed in somebody's page, how large it is, and the links by which programs find it."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from caravana_site.api.feed_links import FeedLink

from .targets import CALENDAR, INTERVIEW, PRACTICE, STOP

WIDTH = 600  # pixels
NARROW = 420
"""Below this width lines break so often that a card is higher."""
HEIGHTS = {PRACTICE: (470, 700), STOP: (460, 640), CALENDAR: (680, 1010), INTERVIEW: (430, 520)}
"""Of each kind in pixels, wide and narrow, for sites that do not listen to the card; an interview's is below its video.
What does not fit is scrolled to."""
FORMATS = {"json": "application/json+oembed", "xml": "text/xml+oembed"}


def size(kind: str, most_wide: int | None = None, most_high: int | None = None) -> tuple[int, int]:
    """Width and height, neither more than asked for."""
    width = min(WIDTH, most_wide or WIDTH)
    height = HEIGHTS[kind][width < NARROW] + (width * 9 // 16 if kind == INTERVIEW else 0)
    return width, min(height, most_high or height)


def frame(address: str, title: str, width: int, height: int) -> str:
    """It needs no script and no permission, and runs in a sandbox."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" allow="fullscreen; autoplay" '
        'allowfullscreen frameborder="0" style="max-width:100%"></iframe>',
        address, title, width, height,
    )  # fmt: skip


def with_fallback(html: str, page_address: str, title: str) -> str:
    """The frame after a link that nobody sees.

    WordPress takes `hidden` away, shows the link until the card has told its height, and loads the script that listens
    only where there is such a quotation. Whoever leaves the HTML as it is shows the frame alone.
    """
    return format_html('<blockquote hidden><a href="{}">{}</a></blockquote>{}', page_address, title, html)


def discovery(request: HttpRequest, path: str, title: str) -> list[FeedLink]:
    """For the head of a page: where programs that are given its address find what to embed."""
    url = request.build_absolute_uri(path)
    return [
        FeedLink(
            kind, request.build_absolute_uri(f"{reverse('oembed')}?{urlencode({'url': url, 'format': name})}"), title
        )
        for name, kind in FORMATS.items()
    ]
