"""The tag that `caravana_site.common.admin_scripts` writes into packages' templates; built in, so it needs no load."""

from django import template

from caravana_site.common.admin_scripts import nonce

register = template.Library()
register.simple_tag(nonce, name="admin_nonce")
