"""Tags of listings."""

from django import template

from caravana_site.common.listings import ListingForm

register = template.Library()


@register.simple_tag
def query_for_page(listing: ListingForm, number: int) -> str:
    return listing.query_for_page(number)
