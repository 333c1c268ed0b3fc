"""Values of a page that cannot wait for a translator.

wagtail-localize copies a synchronised field only when somebody translates again, from the source as it then was; until
then a practice would be archived in one language and offered in the other, and a stop cancelled in one and open in the
other. So whatever a page type declares synchronised (`carried`), of itself and of its rows, goes to every language in
the transaction in which one is published, past translators and gate. Words never do.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils import timezone
from modelcluster.models import get_field_value
from wagtail.models import Locale, Page
from wagtail.search import index
from wagtail.signals import page_published
from wagtail_localize.models import SegmentOverride, Translation, TranslationSource

from . import shared_rows
from .carried import Carried, carried, column

Changed = Callable[[Page, Page, dict[str, Any]], None]
"""Called with the source, another language's version and what of its own values has changed, once it is written."""

_followers: dict[type[Page], Changed] = {}


@dataclass(frozen=True)
class Versions:
    """A page in its languages, and how its translations follow it."""

    source: Page
    others: list[Page]
    followers: set[int]
    """Locales in which the page is written by translators; elsewhere it is edited by hand."""
    overridden: dict[int, set[str]] = field(default_factory=dict)
    """Locale → content paths for which the translators have put their own value."""

    def names(self, fields: Carried, page: Any, prefix: str = "") -> list[str]:
        """What of an object the page takes from the source."""
        if page.locale_id not in self.followers:
            return list(fields.fixed)
        own = self.overridden.get(page.locale_id, set())
        return [name for name in fields.values if f"{prefix}{name}" not in own]


def connect() -> None:
    """Listen to publications; once, whoever asks first: what listens after that reads the languages aligned."""
    page_published.connect(_published, dispatch_uid="translation.shared_values")


def on_change(model: type[Page], follow: Changed) -> None:
    """Have a room do what it needs besides; the same one may come twice, since tests start apps again."""
    connect()
    if _followers.setdefault(model, follow) != follow:
        raise ValueError(f"Two followers of {model!r}.")


def source_of(versions: Sequence[Any]) -> Any | None:
    """The version that the others are translated from: the default language's when nobody submitted it."""
    there = {page.locale_id: page for page in versions}
    key = versions[0].translation_key if versions else None
    submitted = TranslationSource.objects.filter(object_id=key, locale__in=there).order_by("pk")
    locale = submitted.values_list("locale", flat=True).first()
    return there.get(locale or Locale.get_default().pk)


def write_in_draft(page: Page, values: dict[str, Any]) -> None:
    """Put them into the last saved version too, or publishing it would bring the old ones back."""
    if draft := page.latest_revision:
        draft.content |= values
        draft.save(update_fields=["content"])


def _published(sender: type[Page], instance: Page, alias: bool = False, **kwargs: Any) -> None:
    """After any language is published: the live source's values in every language, live rows and drafts."""
    pages = sender.objects.filter(translation_key=instance.translation_key, alias_of=None).defer_streamfields()
    versions = list(pages.select_related("locale", "latest_revision"))
    if alias or len(versions) < 2:
        return
    source = source_of(versions)
    if source is not None and source.live:
        _align(sender, _followed(source, [page for page in versions if page.pk != source.pk]))


def _followed(source: Page, others: list[Page]) -> Versions:
    key = source.translation_key
    followers = set(
        Translation.objects.filter(source__object_id=key, source__locale=source.locale_id, enabled=True).values_list(
            "target_locale", flat=True
        )
    )
    overridden: dict[int, set[str]] = {}
    paths = SegmentOverride.objects.filter(context__object_id=key).values_list("locale", "context__path")
    for locale, path in paths if followers else ():
        overridden.setdefault(locale, set()).add(path)
    return Versions(source, others, followers, overridden)


def _align(model: type[Page], versions: Versions) -> None:
    fields = carried(model)
    rows = shared_rows.align(model, fields, versions)
    for page in versions.others:
        changed = differing(model, versions.names(fields, page), versions.source, page)
        if page.locale_id in versions.followers:
            changed |= shared_rows.terms_changed(model, fields.terms, versions.source, page)
        _write(model, page, changed, rows.get(page.pk, {}))
        if follow := _followers.get(model):
            follow(versions.source, page, changed)
        if changed or page.pk in rows:
            index.insert_or_update_object(model.objects.get(pk=page.pk))


def differing(model: type[Model], names: Sequence[str], source: Any, target: Any) -> dict[str, Any]:
    """Field → the source's value, where the target has another; keys as keys."""
    columns = {name: column(model, name) for name in names}
    return {name: getattr(source, at) for name, at in columns.items() if getattr(source, at) != getattr(target, at)}


def _write(model: type[Page], page: Page, changed: dict[str, Any], rows: dict[str, Any]) -> None:
    """Its row, then its draft; `rows` are in the database already."""
    if not changed and not rows:
        return
    values: dict[str, Any] = {column(model, name): value for name, value in changed.items()}
    if page.live:  # the day of publishing tells the catalogue's index and caches that the page is another
        values["last_published_at"] = timezone.now()
    if values:
        model.objects.filter(pk=page.pk).update(**values)
    if page.latest_revision:
        in_json = {name: as_kept(model, name, value) for name, value in changed.items()}
        write_in_draft(page, in_json | shared_rows.in_draft(page.latest_revision.content, rows))


def as_kept(model: type[Model], name: str, value: Any) -> Any:
    """A value as saved versions keep it."""
    return get_field_value(model._meta.get_field(name), model(**{column(model, name): value}))
