"""What other machines read in a page: the schema.org data of the document that programs read of the same thing."""

import json
from typing import Any
from uuid import UUID

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from caravana_site.api import kinds
from caravana_site.api.models import Document
from caravana_site.common import structured_data as written
from caravana_site.common.memory import recalled

register = template.Library()
HOME_DEPTH = 2


@register.simple_tag
def structured_data(thing: Any, site_settings: Any = None) -> SafeString:
    """Of a page, a theme or a body; the home page has the site's own besides. One query where it is not recalled.

    Nothing for what has no document: a draft, which no machine finds, a page that only some may read, or one whose
    document is a moment away. To build one here would cost every reader what the projector does once.
    """
    if not getattr(thing, "pk", None):  # no page, as on a form, or one that was never saved
        return SafeString("")
    wanted = [getattr(thing, "translation_key", None) or thing.uuid]
    if site_settings is not None and getattr(thing, "depth", None) == HOME_DEPTH:
        wanted.append(site_settings.translation_key)
    told_by = [f"{kind.name}:{uuid}" for kind in kinds.all_kinds() for uuid in wanted]
    return recalled(("structured data", *wanted, get_language()), told_by, lambda: _scripts(wanted))


def _scripts(wanted: list[UUID]) -> SafeString:
    rows = Document.objects.public().filter(uuid__in=wanted, language=get_language())
    bodies = dict(rows.values_list("uuid", "body"))
    found = [json.loads(bodies[uuid])["json_ld"] for uuid in wanted if uuid in bodies]
    scripts = [written.script(data) for data in found if data]
    return mark_safe("".join(scripts))  # noqa: S308  # each was made safe
