"""What the administration's own screens say of translations."""

from django import template

from caravana_site.translation import effects

register = template.Library()
register.simple_tag(effects.on_unpublishing, name="unpublishing_does")
