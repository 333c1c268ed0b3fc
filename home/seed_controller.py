"""Who answers, invented for a demonstration: its forms are open while it lasts, and closed once it is taken away."""

from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource
from wagtail_localize.strings import StringValue

from caravana_site.common.seeds import Run, load
from caravana_site.translation.from_catalogue import confirm
from home.models import SiteSettings
from home.seed import HERE, texts


@transaction.atomic
def run(run: Run) -> None:
    """Fill what is blank in the settings of every language; what somebody wrote is left alone."""
    if not run.demo:
        return
    made = 0
    for settings in SiteSettings.objects.select_related("locale"):
        values = _told_in(settings.locale)
        made += _changed(settings, {name: value for name, value in values.items() if not getattr(settings, name)})
    if made:
        _tell_translators()
    run.made += made


@transaction.atomic
def remove() -> None:
    """Empty what still says what the demonstration invented, in its own language or untranslated."""
    emptied = 0
    for settings in SiteSettings.objects.select_related("locale"):
        told = _told_in(settings.locale)
        untouched = [name for name, value in _invented().items() if getattr(settings, name) in (value, told[name])]
        emptied += _changed(settings, dict.fromkeys(untouched, ""))
    if emptied:
        _tell_translators()


def _changed(settings: SiteSettings, values: dict[str, str]) -> int:
    """Write these values; returns how many records that changes."""
    for name, value in values.items():
        setattr(settings, name, value)
    if values:
        settings.save()
    return 1 if values else 0


def _invented() -> dict[str, str]:
    """Field → value, in the source language."""
    values: dict[str, str] = load(HERE / "site.toml")["demo"]
    return values


def _told_in(locale: Locale) -> dict[str, str]:
    if locale.language_code != "es":
        return _invented()
    known = texts()
    return {name: _translated(value, known) for name, value in _invented().items()}


def _translated(value: str, known: dict[str, str]) -> str:
    """As the catalogue has it, where a new line is <br/>; what it lacks (an e-mail) reads the same."""
    segment = StringValue.from_plaintext(value)
    return str(StringValue(known.get(segment.data, segment.data)).render_text())


def _tell_translators() -> None:
    """Bring the settings' segments up to date, or the next translation would undo what was written or emptied."""
    invented = {StringValue.from_plaintext(value).data for value in _invented().values()}
    known = {text: translated for text, translated in texts().items() if text in invented}
    for settings in SiteSettings.objects.all():
        source = TranslationSource.objects.get_for_instance_or_none(settings)
        if source is None:  # a translation, or not translated yet
            continue
        source.update_from_db()
        for translation in source.translations.select_related("target_locale"):
            confirm(source, translation.target_locale, known)
