"""Tags of listings."""

from django import template

from caravana_site.common.listings import ListingForm

register = template.Library()


@register.simple_tag
def query_for_page(listing: ListingForm, number: int, name: str = "") -> str:
    return listing.query_for_page(number, name or "page")
