"""What wagtail-localize would let through: a draft made public, and words in the wrong language under an address.

It saves the target of a translation straight into its row, live or not, and fills what is missing with the source's
words. So every way in passes through `Translation.save_target`, and that is where it is watched.
"""

import json
from collections import Counter
from contextlib import nullcontext
from typing import Any

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Page
from wagtail_localize.models import Translation
from wagtail_localize.strings import INLINE_TAGS

from . import gates, page_terms, permissions, places, segments, versions
from .models import TranslationSettings, TranslationTask

OUR_INLINE_TAGS = ("sup", "sub")  # our rich text has them; a sentence is not cut where one stands
NAMED = 5  # segments that a message names
EVERYTHING = 100  # percent


def missing(translation: Translation) -> list[str]:
    """The source's texts without a translation that a person stands behind, in the order of the page.

    None while the part that is translated is as much as the editors ask for.
    """
    read = [line for line in segments.lines_of(translation) if line.is_read]
    return too_many(read, [line for line in read if not line.is_confirmed])


def too_many(read: list[segments.Line], lacking: list[segments.Line]) -> list[str]:
    """The texts that a page lacks, unless its other words are enough."""
    total, left = (sum(line.words for line in some) for some in (read, lacking))
    wanted = TranslationSettings.load().completeness if lacking else EVERYTHING
    enough = wanted < EVERYTHING and (total - left) * EVERYTHING >= wanted * total
    return [] if enough else [line.source for line in lacking]


def unfinished(translation: Translation) -> str:
    """Why the translation may not be public yet: the texts that it lacks, or the terms that it names; else nothing."""
    if texts := missing(translation):
        return sentence(texts)
    terms = page_terms.lacking(translation)
    return _named(terms) if terms else ""


def _named(terms: list[Any]) -> str:
    names = "; ".join(f"«{Truncator(str(term)).chars(60)}»" for term in terms[:NAMED])
    more = " …" if len(terms) > NAMED else ""
    return _("Not published: it names terms that are not translated yet: %(terms)s") % {"terms": f"{names}{more}"}


def translation_of(page: Page) -> Translation | None:
    """The translation that writes that page, or None where it is a source or is edited by hand."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()


def sentence(lacking: list[str], said: str = "") -> str:
    """What to tell whoever wanted to publish, or to do what `said` tells of."""
    texts = "; ".join(f"«{Truncator(BeautifulSoup(text, 'html.parser').text).chars(60)}»" for text in lacking[:NAMED])
    more = len(lacking) - NAMED
    said = said or _("Not published: the translation lacks %(number)d texts. %(texts)s%(more)s")
    said %= {
        "number": len(lacking),
        "texts": texts,
        "more": " …" if more > 0 else "",
    }
    wanted = TranslationSettings.load().completeness
    if wanted < EVERYTHING:
        said += " " + _("At least %(percent)d %% of the words have to be translated.") % {"percent": wanted}
    return said


def problem(translation: Translation, path: str, text: str) -> str | None:
    """Why a translator's text cannot be kept, or None."""
    longest = places.limit(translation.source.specific_content_type.model_class(), path)
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


def twins(translation: Translation) -> str | None:
    """What to say where two blocks of the source have one id, so that their texts cannot be told apart; or None."""
    model = translation.source.specific_content_type.model_class()
    content = json.loads(translation.source.content_json)
    for name in (field.name for field in model._meta.get_fields() if isinstance(field, StreamField)):
        blocks = content.get(name) or "[]"
        blocks = json.loads(blocks) if isinstance(blocks, str) else blocks
        ids = Counter(block.get("id") for block in blocks)
        if any(times > 1 for times in ids.values()):
            return _("Two blocks of the original have the same identity. Delete one of them there and write it anew.")
    return None


def install() -> None:
    """Stand before `save_target`, by which every screen of wagtail-localize writes; called once apps are ready."""
    INLINE_TAGS.extend(tag for tag in OUR_INLINE_TAGS if tag not in INLINE_TAGS)
    versions.install()
    save_target = Translation.save_target
    if getattr(save_target, "is_watched", False):
        return

    def watched(self: Translation, user: Any = None, publish: bool = True) -> None:
        target = existing_page(self)
        if target is not None and target.live and not publish:
            versions.save_draft(self, user)  # what everybody reads is not written for a draft
            return
        # What has no drafts is public as soon as it is written. Whoever submits it gets a task, and no row yet.
        public = publish or not issubclass(self.source.specific_content_type.model_class(), DraftStateMixin)
        if public and (reason := unfinished(self)):
            raise ValidationError(reason)
        if said := twins(self):
            raise ValidationError(said)
        if publish and user is not None and is_own(user, self):
            raise ValidationError(own())
        if publish and target is not None:  # one that is new is made a draft, and refused after that like any other
            gates.ask(self)
        with versions.only_confirmed() if publish else nullcontext():
            save_target(self, user=user, publish=publish)

    watched.is_watched = True  # type: ignore[attr-defined]  # told from the original when an app starts again
    Translation.save_target = watched


def is_own(user: Any, translation: Translation) -> bool:
    """Whether that person wrote what would be published, and somebody else has to read it first."""
    task = TranslationTask.objects.select_related("translation__source").filter(translation=translation).first()
    return task is not None and permissions.needs_other_eyes(user, task)


def own() -> str:
    """What to tell whoever would publish what they wrote."""
    return _("You wrote this translation: somebody else reads and publishes it.")


def existing_page(translation: Translation) -> Page | None:
    """The page that the translation writes, or None before there is one."""
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
