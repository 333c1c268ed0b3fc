"""Tags of interviews: their times and addresses."""

from typing import Any

from django import template

from caravana_site.common.languages import own_name
from caravana_site.common.timed_text import clock
from practices.interviews import ShownInterview

register = template.Library()
register.filter(clock)
register.filter("language_name", own_name)


@register.filter
def address_at(shown: ShownInterview, second: int) -> str:
    return shown.address_at(second)


@register.filter
def fragment(shown: ShownInterview, second: int) -> str:
    return shown.fragment(second)


@register.filter
def media_size(media: Any) -> int:
    """Bytes; 0 when the file is not there."""
    try:
        return int(media.file.size)
    except OSError:
        return 0
