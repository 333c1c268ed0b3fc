"""How the pages of the queue name things."""

from typing import Any

from django import template

from caravana_site.translation import segments
from caravana_site.translation.queue import access, listing

register = template.Library()


@register.simple_tag
def language_pair(translation: Any) -> str:
    return listing.pair_name(translation.source.locale.language_code, translation.target_locale.language_code)


@register.simple_tag
def person_name(person: Any) -> str:
    return access.name_of(person)


@register.simple_tag
def plain_text(html: str) -> str:
    """A text of wagtail-localize without its tags."""
    return segments.text_of(html)
