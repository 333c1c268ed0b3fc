"""The feeds in the head of a page."""

from typing import Any

from django import template
from django.utils.translation import get_language

from caravana_site.api.feed_links import FeedLink, links

register = template.Library()


@register.simple_tag
def feed_links(name: str = "", theme: Any = None) -> list[FeedLink]:
    """In the page's language: every feed or the named one, narrowed to a theme when one is given."""
    about = {"theme_key": theme.key, "theme_name": theme.name} if theme else {}
    return links(get_language() or "", name=name, **about)
