"""Languages in tests."""

from typing import Any

import factory
import wagtail_factories
from wagtail.models import Locale, Page


def in_language(code: str) -> Locale:
    """The locale of a language, made when the database has none yet."""
    locale: Locale = Locale.objects.get_or_create(language_code=code)[0]
    return locale


class LocalePageFactory(wagtail_factories.PageFactory):
    """A live page in its parent's language."""

    class Meta:
        abstract = True

    locale = factory.LazyAttribute(lambda page: page.parent.locale if page.parent else in_language("ca"))
    show_in_menus = False


def translated(page: Page, language: str, **changes: Any) -> Any:
    """The page in another language, below its parent's translation, with those fields changed; live like any other.

    The children of clusters are copied as they are: a test that reads their words changes them itself.
    """
    locale = in_language(language)
    copy = page.specific.copy_for_translation(locale)
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.save_revision(clean=False).publish()
    return type(page.specific).objects.get(pk=copy.pk)
