"""Tags of interviews: their times and addresses, and what search engines read."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString

from caravana_site.common.languages import own_name
from caravana_site.common.structured_data import script_of
from caravana_site.common.timed_text import clock
from practices.interviews import ShownInterview, data_of
from practices.models import PracticePage

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


@register.simple_tag
def video_objects(page: PracticePage, request: HttpRequest) -> SafeString:
    """The page's interviews for search engines: data, which the policy does not run and nothing else reads."""
    found = [data_of(shown, page, request.build_absolute_uri) for shown in page.interviews_here]
    if not found:
        return SafeString("")
    return script_of(found[0] if len(found) == 1 else found)
