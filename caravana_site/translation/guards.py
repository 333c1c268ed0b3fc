"""What wagtail-localize would let through: a draft made public, and words in the wrong language under an address.

It saves the target of a translation straight into its row, live or not, and fills what is missing with the source's
words. So every way in passes through `Translation.save_target`, and that is where it is watched.
"""

from typing import Any

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.strings import INLINE_TAGS

from . import gates

NEEDS_NO_WORDS = "slug"  # the source's stands until a translator writes another
OUR_INLINE_TAGS = ("sup", "sub")  # our rich text has them; a sentence is not cut where one stands
NAMED = 5  # segments that a message names


def missing(translation: Translation) -> list[str]:
    """The source's texts that have no translation yet, or one with an error, in the order of the page."""
    segments = translation.source.stringsegment_set.order_by("order").exclude(context__path=NEEDS_NO_WORDS)
    lacking = segments.annotate_translation(translation.target_locale).filter(translation=None)
    return list(lacking.values_list("string__data", flat=True))


def translation_of(page: Page) -> Translation | None:
    """The translation that writes that page, or None where it is a source or is edited by hand."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()


def sentence(lacking: list[str]) -> str:
    """What to tell whoever wanted to publish."""
    texts = "; ".join(f"«{Truncator(BeautifulSoup(text, 'html.parser').text).chars(60)}»" for text in lacking[:NAMED])
    more = len(lacking) - NAMED
    return _("This page is not published: the translation lacks %(number)d texts. %(texts)s%(more)s") % {
        "number": len(lacking),
        "texts": texts,
        "more": " …" if more > 0 else "",
    }


def problem(translation: Translation, path: str, text: str) -> str | None:
    """Why a translator's text cannot be kept, or None."""
    model = translation.source.specific_content_type.model_class()
    fields = {field.name: field for field in model._meta.get_fields()}
    longest = getattr(fields.get(path), "max_length", None)
    if longest and len(text) > longest:
        return _("“%(start)s” has %(length)d characters; at most %(longest)d fit.") % {
            "start": Truncator(text).chars(40),
            "length": len(text),
            "longest": longest,
        }
    for tag in BeautifulSoup(text, "html.parser").find_all(True):
        if tag.name not in INLINE_TAGS or set(tag.attrs) - {"id"}:
            return _("“%(start)s” holds markup that a text may not have: <%(tag)s>.") % {
                "start": Truncator(text).chars(40),
                "tag": tag.name,
            }
    return None


def install() -> None:
    """Stand before `save_target`, by which every screen of wagtail-localize writes; called once apps are ready."""
    INLINE_TAGS.extend(tag for tag in OUR_INLINE_TAGS if tag not in INLINE_TAGS)
    save_target = Translation.save_target
    if getattr(save_target, "is_watched", False):
        return

    def watched(self: Translation, user: Any = None, publish: bool = True) -> None:
        target = _existing_page(self)
        if target is not None and target.live and not publish:
            return  # a draft is no reason to write what everybody reads
        is_page = issubclass(self.source.specific_content_type.model_class(), Page)
        if publish and is_page and (lacking := missing(self)):
            raise ValidationError(sentence(lacking))
        if publish and target is not None:  # one that is new is made a draft, and refused after that like any other
            gates.ask(self)
        save_target(self, user=user, publish=publish)

    watched.is_watched = True  # type: ignore[attr-defined]  # told from the original when an app starts again
    Translation.save_target = watched


def _existing_page(translation: Translation) -> Page | None:
    return Page.objects.filter(
        translation_key=translation.source.object_id, locale=translation.target_locale_id
    ).first()


def keep_foreign_alias_hidden(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Signal handler: a mere copy of a page in another language is never live, so no list or address shows it.

    wagtail-localize makes a live one of each parent that is not translated yet.
    """
    if raw or not isinstance(instance, Page) or not instance.live or instance.alias_of_id is None:
        return
    if instance.alias_of.locale_id != instance.locale_id:
        Page.objects.filter(pk=instance.pk).update(live=False)
        instance.live = False
