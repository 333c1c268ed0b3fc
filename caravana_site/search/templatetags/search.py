"""Tags of the search page."""

from django import template
from django.urls import reverse
from django.utils import translation

register = template.Library()


@register.simple_tag
def search_address(language: str) -> str:
    """Where the search is in that language."""
    with translation.override(language):
        return reverse("search")
