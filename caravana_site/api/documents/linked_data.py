"""What a thing's schema.org data says of the page that shows it: the way there from the home page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from caravana_site.common.site_address import absolute


def with_trail(data: dict[str, Any], told: Mapping[str, Any], above: Iterable[Page] = ()) -> dict[str, Any]:
    """The data of a thing with that way; `told` is what its document says, `above` the pages over its own.

    schema.org has the way on a page, so a thing that is none says what its page is.
    """
    if not data or not told["url"]:
        return data
    trail = _trail(told, above)
    if data["@type"] in ("WebPage", "CollectionPage", "FAQPage"):
        return {**data, "breadcrumb": trail} if len(trail["itemListElement"]) > 1 else data
    return {**data, "mainEntityOfPage": {"@type": "WebPage", "@id": told["url"], "breadcrumb": trail}}


def _trail(told: Mapping[str, Any], above: Iterable[Page]) -> dict[str, Any]:
    steps = [(_("Home"), absolute(f"/{told['locale']}/")), *((page.title, absolute(page.url)) for page in above)]
    if told["url"] != steps[0][1]:
        steps.append((told["title"], told["url"]))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(steps, 1)
        ],
    }
