"""Invented replications for a demonstration; they go with the invented practices."""

from datetime import date

from django.db import transaction
from wagtail.models import Locale

from caravana_site.common.seeds import Run, key_of, load
from caravana_site.translation.from_catalogue import catalogue, translate
from practices import territory
from practices.models import Replication
from practices.seed import HERE


def run(run: Run) -> None:
    """One is left untranslated, so that this state can be seen."""
    if not run.demo:
        return
    source, target = (Locale.objects.get(language_code=code) for code in ("ca", "es"))
    texts = catalogue(HERE / "es.po")
    for entry in load(HERE / "replications.toml")["replication"]:
        key = key_of(f"replication/{entry['key']}")
        organisation = territory.organisation(entry["organisation"])
        with transaction.atomic():
            row = Replication.objects.filter(translation_key=key, locale=source).first()
            if row is None:
                row = Replication.objects.create(
                    translation_key=key,
                    locale=source,
                    practice=run.pages[entry["practice"]],
                    organisation=organisation,
                    organisation_name=organisation.name,
                    state=entry["state"],
                    happened_on=date.fromisoformat(entry["happened_on"]),
                    what_changed=entry["what_changed"],
                    result=entry.get("result", ""),
                )
                run.made += 1
            if entry.get("translate", True) and row.get_translation_or_none(target) is None:
                translate(row, target, texts)
                run.made += 1
