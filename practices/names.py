"""Names of the territory that are the same in every language."""

import re
from collections.abc import Iterable

from practices.models import Municipality

_ARTICLE = re.compile(r", (?:el|la|els|les|l'|es|sa)\Z", re.IGNORECASE)


def of_municipalities() -> Iterable[str]:
    """As they stand inside a sentence: “Prat de Llobregat”, since its article joins with what comes before."""
    return [_ARTICLE.sub("", name) for name in Municipality.objects.values_list("name", flat=True)]
