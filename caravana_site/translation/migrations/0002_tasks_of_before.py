"""Each translation that there is gets its task; what is public is done, with the texts that readers see."""

from django.db import migrations
from django.utils import timezone


def make_tasks(apps, schema_editor):
    Translation = apps.get_model("wagtail_localize", "Translation")
    StringTranslation = apps.get_model("wagtail_localize", "StringTranslation")
    Page = apps.get_model("wagtailcore", "Page")
    Task = apps.get_model("caravana_translation", "TranslationTask")
    live = set(Page.objects.filter(live=True, alias_of=None).values_list("translation_key", "locale"))
    pages = set(Page.objects.values_list("translation_key", flat=True))
    for translation in Translation.objects.filter(task=None).select_related("source").iterator():
        key, locale = translation.source.object_id, translation.target_locale_id
        done = (key, locale) in live or key not in pages
        texts = StringTranslation.objects.filter(context__object=key, locale=locale, has_error=False) if done else ()
        Task.objects.create(
            translation=translation,
            state="done" if done else "translate",
            waiting_since=None if done else timezone.now(),
            published_texts={f"{text.context_id}:{text.translation_of_id}": text.data for text in texts},
        )


class Migration(migrations.Migration):
    dependencies = [("caravana_translation", "0001_initial")]
    operations = [migrations.RunPython(make_tasks, migrations.RunPython.noop)]
