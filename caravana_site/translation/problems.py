"""Why a translator's text may not stand."""

from collections import Counter

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, Translation

from . import guards


def problem(translation: Translation, segment: StringSegment, text: str) -> str | None:
    """Why that text cannot stand for that segment, in the reader's language; None when it can."""
    if found := guards.problem(translation, segment.context.path, text):
        return found
    if (wanted := links(segment.string.data)) != (there := links(text)):
        lacking, strange = wanted - there, there - wanted
        if lacking:
            return _("The translation lacks a link of the original: %(ids)s.") % {"ids": ", ".join(sorted(lacking))}
        return _("The translation has a link that the original has not: %(ids)s.") % {"ids": ", ".join(sorted(strange))}
    return None


def links(html: str) -> Counter[str]:
    """The ids of a text's links, by which their addresses are put back; how often each stands there."""
    if "<a" not in html:
        return Counter()
    return Counter(str(tag.get("id", "")) for tag in BeautifulSoup(html, "html.parser").find_all("a"))
