"""The interview guide in both languages. What editors have changed stays as it is."""

from django.db import transaction
from wagtail.models import Locale

from caravana_site.common.seeds import Run, load
from caravana_site.translation.from_catalogue import catalogue, translate
from events.models import GuideBlock, GuideQuestion
from events.seed import HERE
from practices.models import Theme


def run(run: Run) -> None:
    source, target = (Locale.objects.get(language_code=code) for code in ("ca", "es"))
    texts = catalogue(HERE / "es.po")
    for number, entry in enumerate(load(HERE / "guide.toml")["block"]):
        with transaction.atomic():
            block = GuideBlock.objects.filter(key=entry["key"], locale=source).first()
            if block is None:
                block = _made(entry, number, source)
                run.made += 1
            if not GuideBlock.objects.filter(translation_key=block.translation_key, locale=target).exists():
                translate(block, target, texts)
                run.made += 1


def _made(entry: dict, number: int, locale: Locale) -> GuideBlock:
    plain = ("key", "title", "minutes", "short_minutes")
    block = GuideBlock(
        locale=locale, optional=entry.get("optional", False), sort_order=number, **{name: entry[name] for name in plain}
    )
    block.questions = [
        GuideQuestion(
            locale=locale,
            text=question["text"],
            hint=question.get("hint", ""),
            feeds=question.get("feeds", ""),
            in_short=question.get("in_short", True),
            theme=Theme.objects.get(key=question["theme"], locale=locale) if "theme" in question else None,
            sort_order=place,
        )
        for place, question in enumerate(entry["question"])
    ]
    block.save()
    return block
