"""The first terms: the project's own words, what administrations say, and names that nobody translates."""

from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from caravana_site.common import seeds
from caravana_site.translation.models import Term, TermWording

FILE = Path(__file__).with_name("terms.toml")


@transaction.atomic
def run(run: seeds.Run) -> None:
    """Add the terms that are in no language yet; what somebody wrote or corrected is left alone."""
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    there = set(TermWording.objects.values_list("locale__language_code", "text"))
    data = seeds.load(FILE)
    for name in data["names"]:
        if not any((code, name) in there for code in locales):
            _add({"never_translated": True}, {"ca": name}, {}, locales)
            run.made += 1
    for row in data["terms"]:
        wordings = {code: row[code] for code in locales if code in row}
        if wordings and not any(wording in there for wording in wordings.items()):
            _add({"note": row.get("note", "")}, wordings, row.get("not", {}), locales)
            run.made += 1


def _add(
    values: dict[str, Any], wordings: dict[str, str], forbidden: dict[str, list[str]], locales: dict[str, Locale]
) -> None:
    term = Term.objects.create(**values)
    for code, text in wordings.items():
        if code in locales:
            lines = "\n".join(forbidden.get(code, []))
            TermWording.objects.create(term=term, locale=locales[code], text=text, forbidden=lines)
